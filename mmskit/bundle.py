"""A message on disk: a folder with ``message.toml`` and its media, or the same tree in one ``.mmsx`` file.

Both hold the media as the person gave them, byte for byte; what is sent is made from them anew.

::

    title = "双十一大促"

    [[frames]]
    text = "全场五折"
    picture = "poster.jpg"
    sound = "jingle.mid"
    seconds = 5            # for the preview only
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any, Final

import tomli_w

from mmskit.archive import check_member, read_archive, write_archive
from mmskit.errors import BundleError, MMSKitError
from mmskit.files import write_atomically
from mmskit.limits import FILE_BYTES
from mmskit.media import Picture, Sound
from mmskit.message import Frame, Message
from mmskit.texts import Text, text

MANIFEST: Final = "message.toml"
SUFFIX: Final = ".mmsx"

_MANIFEST_BYTES: Final = 1 << 20
_FRAME_ENTRIES: Final = {"text": str, "picture": str, "sound": str, "seconds": (int, float)}

Reader = Callable[[str], bytes]
"""Gives a member's bytes by its name; raises BundleError when there is none."""


def open_message(path: str | Path) -> Message:
    """Open a message: a folder, its ``message.toml``, or a ``.mmsx`` file.

    Raises:
        BundleError: it is missing, unreadable, damaged, or refers to what it does not hold.
        UnsupportedMediaError: a picture or sound in it cannot be used; ``place`` names the frame.
    """
    path = Path(path)
    if path.name == MANIFEST:
        path = path.parent
    if path.is_dir():
        return _read_message(path, lambda name: _read_member(path, name))
    if not path.exists():
        raise BundleError(text("bundle.missing", path=path))
    members = read_archive(path)

    def read(name: str) -> bytes:
        if name not in members:
            raise BundleError(text("bundle.no_member", path=path, name=name))
        return members[name]

    return _read_message(path, read)


def save_message(message: Message, path: str | Path) -> None:
    """Save a message so that opening it gives an equal one, media byte for byte.

    A path that ends in ``.mmsx`` becomes one file, any other a folder. Until the last step the
    old message stands unharmed; other files in a folder are left alone.

    Raises:
        BundleError: the disk is full, the place cannot be written, or the like.
    """
    path = Path(path)
    if path.suffix.lower() == SUFFIX:
        manifest, media = _describe(message, taken={})
        write_archive(path, {MANIFEST: manifest, **media})
        return
    try:
        path.mkdir(parents=True, exist_ok=True)
        old = {entry.name: entry for entry in path.iterdir() if entry.name != MANIFEST}
    except OSError as error:
        raise BundleError(
            text("bundle.cannot_save", path=path, reason=error.strerror or error)
        ) from None
    manifest, media = _describe(message, taken=old)
    for name, data in media.items():
        if name not in old:
            write_atomically(path / name, data)
    # The manifest comes last: it is what makes the new message the message.
    write_atomically(path / MANIFEST, manifest)


def _read_member(folder: Path, name: str) -> bytes:
    path = folder / check_member(name, folder)
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            raise BundleError(text("bundle.outside", path=folder, name=name))
        with path.open("rb") as file:
            data = file.read(FILE_BYTES + 1)
    except FileNotFoundError:
        raise BundleError(text("bundle.no_member", path=folder, name=name)) from None
    except OSError as error:
        raise BundleError(
            text("bundle.unreadable", path=path, reason=error.strerror or error)
        ) from None
    if len(data) > FILE_BYTES:
        raise BundleError(
            text("bundle.huge_member", path=folder, name=name, limit=FILE_BYTES >> 20)
        )
    return data


def _read_message(path: Path, read: Reader) -> Message:
    table = _parse_manifest(path, read(MANIFEST))
    _expect(path, table, {"title": str, "frames": list}, text("bundle.whole"))
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
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BundleError(
            text("bundle.not_toml", path=path, reason=str(error) or "nesting")
        ) from None


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
        if not isinstance(value, entries[name]) or isinstance(value, bool):
            raise BundleError(text("bundle.wrong_type", path=path, place=place, name=name))


def _read_frame(path: Path, entry: Any, read: Reader, place: Text) -> Frame:
    _expect(path, entry, _FRAME_ENTRIES, place)
    seconds = entry.get("seconds")
    if seconds is not None and not 0 < seconds <= 3_600:  # noqa: PLR2004 - an hour is no slide show any more
        raise BundleError(text("bundle.seconds", path=path, place=place, seconds=seconds))
    picture = sound = None
    if "picture" in entry:
        picture = Picture(read(entry["picture"]), PurePosixPath(entry["picture"]).name)
    if "sound" in entry:
        sound = Sound(read(entry["sound"]), PurePosixPath(entry["sound"]).name)
    return Frame(entry.get("text"), picture, sound, seconds)


def _describe(message: Message, taken: dict[str, Path]) -> tuple[bytes, dict[str, bytes]]:
    """The manifest, and the media by the names it gives them."""
    media: dict[str, bytes] = {}
    frames: list[dict[str, Any]] = []
    for number, frame in enumerate(message.frames, 1):
        entry: dict[str, Any] = {}
        if frame.text is not None:
            entry["text"] = frame.text
        for slot, medium in (("picture", frame.picture), ("sound", frame.sound)):
            if medium is not None:
                wanted = _clean_name(medium.name, f"{number}_{slot}.{medium.kind}")
                entry[slot] = _place(wanted, medium.data, media, taken)
        if frame.seconds is not None:
            entry["seconds"] = frame.seconds
        frames.append(entry)
    table = {"title": message.title, "frames": frames}
    try:
        return tomli_w.dumps(table).encode(), media
    except UnicodeEncodeError:
        raise BundleError(text("bundle.lone_surrogate")) from None


def _clean_name(name: str, fallback: str) -> str:
    """A file name that every system takes, from whatever a medium was called."""
    kept = "".join(char for char in name if char.isprintable() and char not in '/\\:*?"<>|').strip(
        " ."
    )
    if not kept or kept == MANIFEST or len(kept.encode("utf-8", "replace")) > 120:  # noqa: PLR2004
        return fallback
    return kept


def _place(wanted: str, data: bytes, media: dict[str, bytes], taken: dict[str, Path]) -> str:
    """Find a name that is free, or already holds the very same bytes."""
    stem, dot, suffix = wanted.rpartition(".")
    for attempt in range(1, 100_000):
        name = wanted if attempt == 1 else f"{stem}-{attempt}{dot}{suffix}"
        if _holds(name, data, media, taken):
            media[name] = data
            return name
    raise BundleError(text("bundle.too_many_names", name=wanted))


def _holds(name: str, data: bytes, media: dict[str, bytes], taken: dict[str, Path]) -> bool:
    lowered = name.casefold()
    for other, kept in media.items():
        if other.casefold() == lowered:
            return other == name and kept == data
    for other, file in taken.items():
        if other.casefold() == lowered:
            return other == name and _same_bytes(file, data)
    return True


def _same_bytes(file: Path, data: bytes) -> bool:
    try:
        return file.stat().st_size == len(data) and file.read_bytes() == data
    except OSError:
        return False
