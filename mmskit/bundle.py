"""A message on disk: a folder with ``message.toml`` and its media, or the same tree in one ``.mmsx`` file.

Both hold the media as the person gave them, byte for byte; what is sent is made from them anew.

::

    title = "双十一大促"

    [[frames]]
    text = "全场五折"
    picture = "poster.jpg"
    sound = "jingle.mid"
    seconds = 5            # for the preview only

Where what would be sent now is not the original, the frame's table is followed by what it was made
from and what is wanted of it; whatever is as usual is left out::

    [frames.picture_source]
    original = "poster.png"
    turns = 1                        # quarter turns clockwise
    crop = [0.1, 0.0, 0.9, 1.0]      # left, top, right, bottom, in shares of the turned picture
    background = "#ffffff"
    still = true
    pace = 2.0
    sharp = true
    locked = true
    minimum = 60.0                   # quality, 0 to 90

    [frames.sound_source]
    original = "voice.wav"
    start = 1.5                      # seconds of the original
    end = 20.0
    bit_rate = 7400
    locked = true
    minimum = 40.0

A ``format`` at the top is a version of all this: 1, which is also meant where there is none.
"""

from __future__ import annotations

import re
import stat
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from pathlib import Path, PurePosixPath
from typing import Any, Final

import tomli_w

from mmskit.archive import check_member, judge_members, read_archive, write_archive
from mmskit.errors import BundleError, MMSKitError
from mmskit.files import write_atomically
from mmskit.limits import FILE_BYTES, SOUND_SECONDS
from mmskit.media import Picture, Sound
from mmskit.media.plan import Crop, PicturePlan, PictureSource, SoundPlan, SoundSource
from mmskit.message import Frame, Message
from mmskit.texts import Text, text

MANIFEST: Final = "message.toml"
SUFFIX: Final = ".mmsx"

FORMAT: Final = 1
"""The newest version of the manifest that is understood here."""

_MANIFEST_BYTES: Final = 1 << 20
_LONGEST_SECONDS: Final = 3_600
_UNSPOKEN: Final = 10**9
_NUMBER: Final = (int, float)
_FRAME_ENTRIES: Final = {
    "text": str,
    "picture": str,
    "sound": str,
    "seconds": _NUMBER,
    "picture_source": dict,
    "sound_source": dict,
}
_PICTURE_ENTRIES: Final = {
    "original": str,
    "turns": int,
    "crop": list,
    "background": str,
    "still": bool,
    "pace": _NUMBER,
    "sharp": bool,
    "locked": bool,
    "minimum": _NUMBER,
}
_SOUND_ENTRIES: Final = {
    "original": str,
    "start": _NUMBER,
    "end": _NUMBER,
    "bit_rate": int,
    "locked": bool,
    "minimum": _NUMBER,
}
_TURNS: Final = 4
_CROP_EDGES: Final = 4

_DEVICE: Final = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|$)", re.IGNORECASE
)
"""Names that Windows keeps for devices, whatever follows the dot."""

Reader = Callable[[str], bytes]
"""Gives a member's bytes by its name; raises BundleError when there is none."""


def open_message(path: str | Path) -> Message:
    """Open a message: a folder, its ``message.toml``, or a ``.mmsx`` file.

    A frame's ``picture`` and ``sound`` are what would be sent now. Where that is not the original,
    ``[frames.picture_source]`` has ``original`` (a file) and of the plan what is not as usual:
    ``turns``, ``crop`` (left, top, right, bottom, from 0 to 1), ``background``, ``still``,
    ``pace``, ``sharp``, ``locked``, ``minimum``; ``[frames.sound_source]`` has ``original``,
    ``start``, ``end``, ``bit_rate``, ``locked``, ``minimum``. A ``format`` at the top, if any, is 1.

    Raises:
        BundleError: it is missing, unreadable, damaged, or refers to what it does not hold.
        UnsupportedMediaError: a picture or sound in it cannot be used; ``place`` names the frame.
    """
    path = Path(path)
    if path.name == MANIFEST:
        path = path.parent
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise BundleError(text("bundle.missing", path=path)) from None
    except (OSError, ValueError) as error:
        raise BundleError(
            text("bundle.unreadable", path=path, reason=_find_reason(error))
        ) from None
    if stat.S_ISDIR(found.st_mode):
        return _read_message(path, lambda name: _read_member(path, name))
    members = _enter_folder(read_archive(path))

    def read(name: str) -> bytes:
        if name not in members:
            key = "bundle.no_manifest" if name == MANIFEST else "bundle.no_member"
            raise BundleError(text(key, path=path, name=name))
        return members[name]

    return _read_message(path, read)


def save_message(message: Message, path: str | Path) -> None:
    """Save a message so that opening it gives an equal one, media byte for byte.

    A path that ends in ``.mmsx`` becomes one file, any other a folder. Until the last step the
    old message stands unharmed; other files in a folder are left alone.

    Raises:
        BundleError: the message has what could not be opened again, the disk is full, the place
            cannot be written, or the like.
    """
    path = Path(path)
    _judge_seconds(message, path)
    if path.suffix.lower() == SUFFIX:
        manifest, media = _describe(message, path, taken={})
        members = {MANIFEST: manifest, **media}
        judge_members(path, members)
        write_archive(path, members)
        return
    try:
        old = _list_taken(path)
        manifest, media = _describe(message, path, taken=old)
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BundleError(
            text("bundle.cannot_save", path=path, reason=error.strerror or error)
        ) from None
    already = {entry.name for entry in old.values()}
    for name, data in media.items():
        if name not in already:
            write_atomically(path / name, data, follow=False)
    # The manifest comes last: it is what makes the new message the message.
    write_atomically(path / MANIFEST, manifest, follow=False)


def _list_taken(folder: Path) -> dict[str, Path]:
    """What stands in a folder beside a manifest, by the names as they are compared."""
    if not folder.is_dir():
        return {}
    return {_fold(entry.name): entry for entry in folder.iterdir() if entry.name != MANIFEST}


def _enter_folder(members: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The members as seen from the folder that all stand in: who packs a folder packs its name too."""
    own = {name: data for name, data in members.items() if not name.startswith("__MACOSX/")}
    tops = {name.partition("/")[0] for name in own}
    if MANIFEST in members or len(tops) != 1 or f"{min(tops)}/{MANIFEST}" not in own:
        return members
    return {name.partition("/")[2]: data for name, data in own.items()}


def _find_reason(error: Exception) -> object:
    return getattr(error, "strerror", None) or error


def _read_member(folder: Path, name: str) -> bytes:
    path = folder / check_member(name, folder)
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            raise BundleError(text("bundle.outside", path=folder, name=name))
        with path.open("rb") as file:
            data = file.read(FILE_BYTES + 1)
    except FileNotFoundError:
        key = "bundle.no_manifest" if name == MANIFEST else "bundle.no_member"
        raise BundleError(text(key, path=folder, name=name)) from None
    except (
        OSError,
        RuntimeError,
    ) as error:  # the latter is how Python 3.11 says: links in a circle
        raise BundleError(
            text("bundle.unreadable", path=path, reason=_find_reason(error))
        ) from None
    if len(data) > FILE_BYTES:
        raise BundleError(
            text("bundle.huge_member", path=folder, name=name, limit=FILE_BYTES >> 20)
        )
    return data


def _read_message(path: Path, read: Reader) -> Message:
    table = _parse_manifest(path, read(MANIFEST))
    _judge_format(path, table.get("format", FORMAT))
    _expect(path, table, {"format": int, "title": str, "frames": list}, text("bundle.whole"))
    frames = []
    for number, entry in enumerate(table.get("frames", ()), 1):
        try:
            frames.append(_read_frame(path, entry, read, text("bundle.at_frame", frame=number)))
        except MMSKitError as error:
            if error.place is None and not isinstance(error, BundleError):
                error.place = text("bundle.at_frame", frame=number)
            raise
    return Message(table.get("title", ""), frames)


def _parse_manifest(path: Path, raw: bytes) -> dict[str, Any]:
    if len(raw) > _MANIFEST_BYTES:
        raise BundleError(
            text("bundle.huge_member", path=path, name=MANIFEST, limit=_MANIFEST_BYTES >> 20)
        )
    try:
        return tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BundleError(text("bundle.not_utf8", path=path, position=error.start)) from None
    except tomllib.TOMLDecodeError as error:
        raise BundleError(text("bundle.not_toml", path=path, reason=error)) from None
    except (ValueError, RecursionError):
        reason = text("bundle.endless")
        raise BundleError(text("bundle.not_toml", path=path, reason=reason)) from None


def _expect(path: Path, table: Any, entries: dict[str, Any], place: Text) -> None:
    """Every entry known and of its type: a mistyped name must not lose a picture silently."""
    if not isinstance(table, dict):
        raise BundleError(text("bundle.not_a_table", path=path, place=place))
    for name, value in table.items():
        if name not in entries:
            raise BundleError(
                text(
                    "bundle.unknown_entry", path=path, place=place, name=name, known=tuple(entries)
                )
            )
        if not isinstance(value, entries[name]) or isinstance(value, bool) != (
            entries[name] is bool
        ):
            raise BundleError(text("bundle.wrong_type", path=path, place=place, name=name))


def _read_frame(path: Path, entry: Any, read: Reader, place: Text) -> Frame:
    _expect(path, entry, _FRAME_ENTRIES, place)
    seconds = entry.get("seconds")
    _judge_frame_seconds(path, place, seconds)
    picture = sound = None
    if "picture" in entry:
        picture = Picture(read(entry["picture"]), PurePosixPath(entry["picture"]).name)
    if "sound" in entry:
        sound = Sound(read(entry["sound"]), PurePosixPath(entry["sound"]).name)
    sources: dict[str, Any] = {}
    for slot in ("picture", "sound"):
        name = f"{slot}_source"
        if name in entry:
            if slot not in entry:
                raise BundleError(
                    text("bundle.source_alone", path=path, place=place, name=name, slot=slot)
                )
            sources[name] = _read_source(path, entry[name], read, place, name)
    return Frame(entry.get("text"), picture, sound, seconds, **sources)


def _judge_format(path: Path, form: object) -> None:
    """Refuse what a later mmskit may have written in a way that is not known here."""
    if isinstance(form, bool) or not isinstance(form, int):
        raise BundleError(
            text("bundle.wrong_type", path=path, place=text("bundle.whole"), name="format")
        )
    if form > FORMAT:
        raise BundleError(text("bundle.newer", path=path))
    if form < FORMAT:
        raise BundleError(
            text("bundle.bad_value", path=path, place=text("bundle.whole"), name="format")
        )


def _read_source(
    path: Path, entry: Any, read: Reader, place: Text, name: str
) -> PictureSource | SoundSource:
    """An original and its plan."""
    where = text("bundle.entry_of", name=name, place=place)
    known = _PICTURE_ENTRIES if name == "picture_source" else _SOUND_ENTRIES
    _expect(path, entry, known, where)
    if "original" not in entry:
        raise BundleError(text("bundle.no_original", path=path, place=where))
    plan: Any = PicturePlan() if known is _PICTURE_ENTRIES else SoundPlan()
    for each in known:
        if each != "original" and each in entry:
            try:
                plan = replace(plan, **{each: _read_value(each, entry[each])})
            except (ValueError, TypeError, OverflowError):
                raise BundleError(
                    text("bundle.bad_value", path=path, place=where, name=each)
                ) from None
    data, called = read(entry["original"]), PurePosixPath(entry["original"]).name
    if isinstance(plan, PicturePlan):
        return PictureSource(Picture(data, called), plan)
    return SoundSource(Sound(data, called), plan)


def _read_value(name: str, value: Any) -> object:
    """A value of a plan. Raises ValueError or TypeError where the plan itself would not."""
    if name == "turns" and not 0 <= value < _TURNS:
        raise ValueError(name)
    if name in {"start", "end"} and not 0 <= value <= SOUND_SECONDS:
        raise ValueError(name)
    if name == "crop":
        if len(value) != _CROP_EDGES or any(isinstance(edge, bool) for edge in value):
            raise ValueError(name)
        return Crop(*(edge + 0.0 for edge in value))
    return value + 0.0 if name in {"start", "end", "pace", "minimum"} else value


def _judge_seconds(message: Message, path: Path) -> None:
    for number, frame in enumerate(message.frames, 1):
        _judge_frame_seconds(path, text("bundle.at_frame", frame=number), frame.seconds)


def _judge_frame_seconds(path: Path, place: Text, seconds: object) -> None:
    """Refuse seconds that no preview shows; an hour is no slide show any more."""
    number = isinstance(seconds, int | float) and not isinstance(seconds, bool)
    if seconds is None or (number and 0 < seconds <= _LONGEST_SECONDS):  # type: ignore[operator]
        return
    # A number of thousands of digits is not repeated, and could not even be.
    endless = isinstance(seconds, int) and abs(seconds) >= _UNSPOKEN
    shown = "…" if endless else seconds
    raise BundleError(text("bundle.seconds", path=path, place=place, seconds=shown))


def _describe(
    message: Message, path: Path, taken: Mapping[str, Path]
) -> tuple[bytes, dict[str, bytes]]:
    """The manifest, and the media by the names it gives them."""
    shelf = _Shelf(taken)
    frames = [
        _describe_frame(path, number, frame, shelf)
        for number, frame in enumerate(message.frames, 1)
    ]
    try:
        written = [tomli_w.dumps({"title": message.title})]
        for tables in frames:
            written += [f"\n{head}\n{tomli_w.dumps(entry)}" for head, entry in tables.items()]
        manifest = "".join(written).encode()
    except UnicodeEncodeError:
        raise BundleError(text("bundle.lone_surrogate")) from None
    if len(manifest) > _MANIFEST_BYTES:
        raise BundleError(text("bundle.huge_texts", path=path, limit=_MANIFEST_BYTES >> 20))
    return manifest, shelf.media


def _describe_frame(
    path: Path, number: int, frame: Frame, shelf: _Shelf
) -> dict[str, dict[str, Any]]:
    """The tables of a frame by their headings."""
    entry: dict[str, Any] = {}
    tables = {"[[frames]]": entry}
    if frame.text is not None:
        entry["text"] = frame.text
    for slot, medium, source in (
        ("picture", frame.picture, frame.picture_source),
        ("sound", frame.sound, frame.sound_source),
    ):
        if source is not None:
            # First, so that the original keeps its own name where both have the same.
            wanted = _clean_name(
                source.original.name, f"{number}_{slot}_original.{source.original.kind}"
            )
            named = {"original": shelf.place(wanted, source.original.data)}
            told = _describe_plan(source.plan)
            _judge_plan(path, told, number, f"{slot}_source")
            tables[f"[frames.{slot}_source]"] = named | told
        if medium is not None:
            wanted = _clean_name(medium.name, f"{number}_{slot}.{medium.kind}")
            entry[slot] = shelf.place(wanted, medium.data)
    if frame.seconds is not None:
        entry["seconds"] = frame.seconds
    return tables


def _judge_plan(path: Path, told: Mapping[str, Any], number: int, name: str) -> None:
    """Refuse to save what could not be opened again."""
    for each, value in told.items():
        try:
            _read_value(each, value)
        except ValueError:
            at = text("bundle.at_frame", frame=number)
            place = text("bundle.entry_of", name=name, place=at)
            raise BundleError(text("bundle.bad_value", path=path, place=place, name=each)) from None


def _describe_plan(plan: PicturePlan | SoundPlan) -> dict[str, Any]:
    """What of a plan is not as usual."""
    usual = type(plan)()
    told: dict[str, Any] = {}
    for each in fields(plan):
        value = getattr(plan, each.name)
        if value == getattr(usual, each.name):
            continue
        if isinstance(value, Crop):
            value = [value.left, value.top, value.right, value.bottom]
        told[each.name] = value
    return told


def _clean_name(name: str, fallback: str) -> str:
    """A file name that every system takes, from whatever a medium was called."""
    kept = "".join(char for char in name if char.isprintable() and char not in '/\\:*?"<>|').strip(
        " ."
    )
    reserved = _fold(kept) == MANIFEST or _DEVICE.match(kept)
    if not kept or reserved or len(kept.encode("utf-8", "replace")) > 120:  # noqa: PLR2004
        return fallback
    return kept


def _fold(name: str) -> str:
    """A name as systems compare it: some know no capitals, some spell an accent in two ways."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


class _Shelf:
    """Media by the names they get, each name once in every system's eyes."""

    def __init__(self, taken: Mapping[str, Path]) -> None:
        self.media: dict[str, bytes] = {}
        self._names: dict[str, str] = {}
        self._taken = taken

    def place(self, wanted: str, data: bytes) -> str:
        """Find a name that is free, or already holds the very same bytes."""
        stem, dot, suffix = wanted.rpartition(".")
        if not dot:
            stem, suffix = wanted, ""
        for attempt in range(1, 100_000):
            name = wanted if attempt == 1 else f"{stem}-{attempt}{dot}{suffix}"
            if self._takes(name, data):
                self.media[name] = data
                self._names[_fold(name)] = name
                return name
        raise BundleError(text("bundle.too_many_names", name=wanted))

    def _takes(self, name: str, data: bytes) -> bool:
        folded = _fold(name)
        if folded in self._names:
            return self._names[folded] == name and self.media[name] == data
        file = self._taken.get(folded)
        return file is None or (file.name == name and _same_bytes(file, data))


def _same_bytes(file: Path, data: bytes) -> bool:
    """Whether a plain file holds these bytes; a link is none: it may lead out of the folder."""
    try:
        found = file.lstat()
        plain = stat.S_ISREG(found.st_mode) and found.st_size == len(data)
        return plain and file.read_bytes() == data
    except OSError:
        return False
