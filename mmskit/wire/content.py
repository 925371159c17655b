"""The ``content`` of a message: named Base64 entries joined by ``,`` and ``;``.

::

    content = element *( ";" element )
    element = name "," base64
    name    = frame "_" type "." extension      e.g. 1_1.txt  1_2.gif  1_3.mid  2_1.txt …

Source: MMS §2.3, R7 (writing), R8 (reading), R9 (size).
"""

from __future__ import annotations

import re
from binascii import a2b_base64, b2a_base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NoReturn

from mmskit.errors import DecodeError, InvalidMessageError, UnsupportedMediaError
from mmskit.limits import FRAME_PICTURE_KINDS, FRAME_SOUND_KINDS
from mmskit.media.picture import Picture
from mmskit.media.sound import Sound
from mmskit.message import Frame
from mmskit.problem import Problem, Slot
from mmskit.texts import text

_TYPES: Final[dict[str, tuple[Slot, tuple[str, ...]]]] = {
    "1": ("text", ("txt",)),
    "2": ("picture", FRAME_PICTURE_KINDS),
    "3": ("sound", FRAME_SOUND_KINDS),
}
_ENDINGS: Final[dict[tuple[str, str], tuple[Slot, str]]] = {
    (kind, extension): (slot, extension)
    for kind, (slot, extensions) in _TYPES.items()
    for extension in extensions
}
"""Types and extensions as they should be written; any other takes a closer look."""

_NAME: Final = re.compile(r"([1-9][0-9]{0,5})_([0-9]+)\.([A-Za-z0-9]+)", re.ASCII)
_NAME_INSIDE: Final = re.compile(r"[0-9]+_[0-9]\.[A-Za-z0-9]+,", re.ASCII)
_BOM: Final = b"\xef\xbb\xbf"
_LONGEST_SHOWN: Final = 40


@dataclass(frozen=True)
class Element:
    """One entry of a content.

    Attributes:
        frame: the frame's number, from 1.
        slot: ``text``, ``picture`` or ``sound``.
        name: its name on the wire, such as ``1_2.gif``.
        data: its bytes before Base64.
    """

    frame: int
    slot: Slot
    name: str
    data: bytes

    @property
    def size(self) -> int:
        """Its share of the content in bytes, without the separating ``;``."""
        return find_element_size(self.name, len(self.data))


def find_element_size(name: str, raw_bytes: int) -> int:
    """How many bytes an element takes in the content: name, comma and padded Base64."""
    return len(name) + 1 + (raw_bytes + 2) // 3 * 4


def find_size(frames: Sequence[Frame]) -> int:
    """How many bytes the content will have. Source: R9.

    A picture or sound of a kind that frames do not carry counts as it stands.
    """
    elements = list(find_elements(frames))
    return sum(element.size for element in elements) + max(0, len(elements) - 1)


def find_elements(frames: Sequence[Frame]) -> Iterator[Element]:
    """The elements of frames, in the order of the wire. Source: MMS §2.3, R7."""
    for number, frame in enumerate(frames, 1):
        if frame.text is not None:
            # A lone surrogate is reported by find_problems; here it only has to be counted.
            yield Element(
                number, "text", f"{number}_1.txt", frame.text.encode("utf-8", "surrogatepass")
            )
        if frame.picture is not None:
            yield Element(number, "picture", f"{number}_2.{frame.picture.kind}", frame.picture.data)
        if frame.sound is not None:
            yield Element(number, "sound", f"{number}_3.{frame.sound.kind}", frame.sound.data)


def find_problems(frames: Sequence[Frame]) -> list[Problem]:
    """What keeps frames from being written as content, whatever their size. Source: MMS §2.3, R7."""
    if not frames:
        return [Problem("no_frames")]
    problems = []
    for number, frame in enumerate(frames, 1):
        if frame.empty:
            problems.append(Problem("frame_empty", frame=number))
        if frame.text is not None and not _encodable(frame.text):
            problems.append(
                Problem(
                    "text_not_encodable", frame=number, slot="text", figures=_find_lone(frame.text)
                )
            )
        if frame.picture is not None and not frame.picture.fits_frame:
            problems.append(_wrong_kind(number, "picture", frame.picture))
        if frame.sound is not None and not frame.sound.fits_frame:
            problems.append(_wrong_kind(number, "sound", frame.sound))
    return problems


def _encodable(said: str) -> bool:
    try:
        said.encode()
    except UnicodeEncodeError:
        return False
    return True


def _find_lone(said: str) -> dict[str, object]:
    position = next(index for index, char in enumerate(said) if "\ud800" <= char <= "\udfff")
    return {"position": position + 1, "character": f"U+{ord(said[position]):04X}"}


def _wrong_kind(number: int, slot: Slot, medium: Picture | Sound) -> Problem:
    figures = {
        "name": medium.name or text(f"check.{slot}"),
        "kind": text(f"media.kind.{medium.kind}"),
    }
    return Problem(f"{slot}_kind", frame=number, slot=slot, figures=figures)


def encode_content(frames: Sequence[Frame]) -> str:
    """Write frames as content. Its size is not judged here.

    Raises:
        InvalidMessageError: there are no frames, one is empty, a text cannot be encoded, or a
            picture or sound is of a kind that frames do not carry.
    """
    problems = find_problems(frames)
    if problems:
        raise InvalidMessageError(problems)
    parts: list[bytes] = []
    for element in find_elements(frames):
        parts += (element.name.encode(), b",", b2a_base64(element.data, newline=False), b";")
    return b"".join(parts[:-1]).decode("ascii")


def decode_content(content: str) -> tuple[Frame, ...]:
    """Read content as frames.

    White space around elements and inside Base64, a trailing ``;``, extensions in upper case and
    ``jpeg`` are tolerated. Source: R8.

    Raises:
        DecodeError: anything else that is malformed; ``where`` is the element's name, or its
            place ("element 3") where it has none.
    """
    slots: dict[int, dict[Slot, str | Picture | Sound]] = {}
    last = (0, "0")
    for position, (written, encoded) in enumerate(_split(content.strip().removesuffix(";")), 1):
        frame, kind, ending, name = _read_name(written, encoded, position)
        slot, extension = _ENDINGS.get((kind, ending)) or _read_slot(kind, name)
        here = (frame, kind)
        if here <= last or frame > last[0] + 1:
            _refuse_order(frame, slot, slots, last, name)
        last = here
        data = _decode_base64(encoded or "", name)
        slots.setdefault(frame, {})[slot] = _read_slot_data(data, slot, extension, name)
    return tuple(Frame(**found) for found in slots.values())  # type: ignore[arg-type]


def _split(content: str) -> Iterator[tuple[str, str | None]]:
    """Each element's name and Base64, or its text and None where it has no comma.

    Base64 is cut out once: with ``str.split`` it would be copied twice, and this is hot.
    """
    start, length = 0, len(content)
    while start <= length:
        end = content.find(";", start)
        end = length if end < 0 else end
        comma = content.find(",", start, end)
        if comma < 0:
            yield content[start:end], None
        else:
            yield content[start:comma], content[comma + 1 : end]
        start = end + 1


def _read_name(written: str, encoded: str | None, position: int) -> tuple[int, str, str, str]:
    """Take a name apart into frame number, type digit and extension; with the trimmed name."""
    name = written.strip()
    matched = _NAME.fullmatch(name)
    if matched is None or encoded is None or "," in encoded:
        _refuse_name(name, encoded, f"#{position}")
    return int(matched[1]), matched[2], matched[3], name


def _refuse_name(name: str, encoded: str | None, place: str) -> NoReturn:
    shown = name if name and len(name) <= _LONGEST_SHOWN else place
    if encoded is None:
        _refuse("no_comma" if name else "empty_element", shown)
    if _NAME_INSIDE.search(encoded):
        _refuse("missing_separator", shown)
    _refuse("bad_base64" if _NAME.fullmatch(name) else "bad_name", shown)


def _read_slot(kind: str, name: str) -> tuple[Slot, str]:
    if kind not in _TYPES:
        _refuse("unknown_type", name, type=kind)
    slot, extensions = _TYPES[kind]
    extension = name.rpartition(".")[2].lower()
    extension = "jpg" if extension == "jpeg" else extension
    if extension not in extensions:
        _refuse("wrong_extension", name, extension=extension, known=extensions)
    return slot, extension


def _refuse_order(
    frame: int,
    slot: Slot,
    slots: Mapping[int, Mapping[Slot, object]],
    last: tuple[int, str],
    name: str,
) -> NoReturn:
    if slot in slots.get(frame, ()):
        _refuse("duplicate", name)
    if frame > last[0] + 1:
        _refuse("gap", name, missing=last[0] + 1)
    _refuse("wrong_order", name)


def _decode_base64(encoded: str, name: str) -> bytes:
    try:
        data = _decode_strictly(encoded)
    except ValueError:
        try:
            data = _decode_strictly("".join(encoded.split()))
        except ValueError:
            _refuse("bad_base64", name)
    if not data:
        _refuse("no_data", name)
    return data


def _decode_strictly(encoded: str) -> bytes:
    """Standard alphabet, padded. Raises ValueError (binascii.Error is one)."""
    if len(encoded) % 4:
        raise ValueError(encoded[-8:])  # strict mode lets a surplus = pass
    return a2b_base64(encoded, strict_mode=True)


def _read_slot_data(data: bytes, slot: Slot, extension: str, name: str) -> str | Picture | Sound:
    if slot == "text":
        return _read_text(data, name)
    try:
        medium = Picture(data, name) if slot == "picture" else Sound(data, name)
    except UnsupportedMediaError as error:
        _refuse("bad_media", name, found=error.found)
    if medium.kind != extension:
        _refuse(
            "not_its_extension", name, extension=extension, kind=text(f"media.kind.{medium.kind}")
        )
    return medium


def _read_text(data: bytes, name: str) -> str:
    if data.startswith(_BOM):
        _refuse("bom", name)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        _refuse("not_utf8", name, position=error.start)


def _refuse(code: str, where: str, **figures: object) -> NoReturn:
    raise DecodeError(
        text(f"content.{code}", where=where, **figures), what="content", where=where
    ) from None
