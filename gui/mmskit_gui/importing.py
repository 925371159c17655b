"""What comes from outside, made into frames: files, folders, bitmaps, texts, other frames."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

import mmskit
from mmskit.media.kinds import PICTURE_KINDS, SOUND_KINDS
from mmskit.media.sniff import identify
from mmskit.texts import text
from mmskit_gui.clipboard import FRAMES, FramesMime, encode_image, find_paths, unpack_frames

MOST_FRAMES: Final = 100
"""So many frames are taken in at once; no message has room for more."""

_MOST_LISTED: Final = 20_000
_HEAD: Final = 64 * 1024
_UNDECIDED: Final = "mp4_cut_off"
"""A recording whose list of tracks stands at its end, behind what is read here."""

_TEXT_BYTES: Final = 64 * 1024
_TEXT_SUFFIXES: Final = {".txt", ".text", ".md"}
_NUMBERS: Final = re.compile(r"(\d+)")

Report = Callable[[float], None]


@dataclass(frozen=True)
class Imported:
    """What came of it.

    Attributes:
        frames: one for each picture, sound or text, in their order.
        refused: why the others were not taken.
        left_out: files beyond :data:`MOST_FRAMES`.
        documents: messages among the files, to be opened in windows of their own.
    """

    frames: tuple[mmskit.Frame, ...] = ()
    refused: tuple[mmskit.MMSKitError, ...] = ()
    left_out: int = 0
    documents: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Offer:
    """What was dropped or pasted, taken out of Qt's hands; read in the background.

    Attributes:
        frames: frames of this app.
        packed: frames of another one of this app.
        paths: files and folders.
        image: a bitmap.
        said: a text.
    """

    frames: tuple[mmskit.Frame, ...] = ()
    packed: bytes = b""
    paths: tuple[Path, ...] = ()
    image: QImage | None = None
    said: str = ""


def take_offer(mime: QMimeData) -> Offer:
    """Take the best form that a drop or the clipboard offers."""
    if isinstance(mime, FramesMime):
        return Offer(frames=mime.frames)
    if mime.hasFormat(FRAMES):
        return Offer(packed=bytes(mime.data(FRAMES).data()))
    paths = find_paths(mime)
    if paths:
        return Offer(paths=paths)
    if mime.hasImage():
        image = QImage(mime.imageData())
        if not image.isNull():
            return Offer(image=image)
    return Offer(said=mime.text())


def read_offer(offer: Offer, report: Report, *, image_name: str) -> Imported:
    """Make frames of an offer. Runs beside the window.

    Args:
        offer: what was taken.
        report: told the share that is done.
        image_name: what a bitmap without a name is called, without ending.
    """
    if offer.frames:
        return Imported(offer.frames)
    if offer.packed:
        try:
            return Imported(unpack_frames(offer.packed))
        except mmskit.MMSKitError as error:
            return Imported(refused=(error,))
    if offer.paths:
        return read_paths(offer.paths, report)
    if offer.image is not None:
        picture = mmskit.Picture(encode_image(offer.image), f"{image_name}.png")
        return Imported((mmskit.Frame(picture=picture),))
    return Imported((mmskit.Frame(text=offer.said),)) if offer.said.strip() else Imported()


def read_paths(paths: Sequence[Path], report: Report) -> Imported:
    """Make a frame of every file, in the order of their names within a folder."""
    documents = tuple(path for path in paths if is_document(path))
    listed = list(_expand(path for path in paths if path not in documents))
    chosen = listed[:MOST_FRAMES]
    frames: list[mmskit.Frame] = []
    refused: list[mmskit.MMSKitError] = []
    for done, path in enumerate(chosen):
        report(done / len(chosen))
        try:
            frames.append(read_frame(path))
        except mmskit.MMSKitError as error:
            refused.append(error)
    return Imported(tuple(frames), tuple(refused), len(listed) - len(chosen), documents)


def is_document(path: Path) -> bool:
    """Whether a path is a message of its own: a ``.mmsx`` file or a folder with ``message.toml``."""
    return path.suffix.lower() == ".mmsx" or (path / "message.toml").is_file()


def read_frame(path: Path) -> mmskit.Frame:
    """One file as a frame.

    Raises:
        UnsupportedMediaError: it is no picture, sound or text that can be used.
    """
    kind = _identify(path)
    if kind in SOUND_KINDS or kind == _UNDECIDED:
        return mmskit.Frame(sound=mmskit.Sound.open(path))
    if kind not in PICTURE_KINDS and path.suffix.lower() in _TEXT_SUFFIXES:
        return mmskit.Frame(text=_read_text(path))
    return mmskit.Frame(picture=mmskit.Picture.open(path))


def _identify(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return identify(file.read(_HEAD))
    except OSError:
        return "unknown"  # opening it as a picture says why it cannot be read


def _read_text(path: Path) -> str:
    try:
        raw = path.read_bytes()[:_TEXT_BYTES]
    except OSError as error:
        reason = error.strerror or error
        raise mmskit.BundleError(text("bundle.unreadable", path=path, reason=reason)) from None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding).strip()
        except UnicodeDecodeError:
            continue
    raise mmskit.BundleError(text("gui.text_unreadable", name=path.name))


def _expand(paths: Iterable[Path]) -> Iterator[Path]:
    """Files as they are; of a folder its files, by name as people count, hidden ones left out."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        try:
            with os.scandir(path) as entries:
                found = [
                    Path(entry.path)
                    for entry, _ in zip(entries, range(_MOST_LISTED), strict=False)
                    if entry.is_file() and not entry.name.startswith(".")
                ]
        except OSError:
            yield path  # opening it says why it cannot be read
            continue
        yield from sorted(found, key=_sort_as_people)


def _sort_as_people(path: Path) -> list[tuple[int, int, str]]:
    """``2.jpg`` before ``10.jpg``."""
    return [
        (0, int(part), "") if part.isdigit() and part.isascii() else (1, 0, part.casefold())
        for part in _NUMBERS.split(path.name)
    ]
