"""Frames on the clipboard and in drags: for other windows, and as pictures, text and files for others."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter

import mmskit

FRAMES: Final = "application/x-mmskit-frames"
"""The frames as a ``.mmsx`` file."""

_TEXT: Final = "text/plain"
_IMAGE: Final = "application/x-qt-image"
_FILES: Final = "text/uri-list"


class FramesMime(QMimeData):
    """Frames to be pasted or dropped. Each form is made when it is asked for."""

    def __init__(self, frames: Sequence[mmskit.Frame], *, files: bool = False) -> None:
        """Take frames; ``files`` also offers their pictures as files, for drags out of the app."""
        super().__init__()
        self.frames = tuple(frames)
        self._folder: Path | None = None
        self._files = files and any(frame.picture for frame in self.frames)

    def formats(self) -> list[str]:
        """List what can be asked for."""
        found = [FRAMES]
        if self._pictures:
            found.append(_IMAGE)
        if any(frame.text for frame in self.frames):
            found.append(_TEXT)
        if self._files:
            found.append(_FILES)
        return found

    def hasFormat(self, mimetype: str) -> bool:
        """Whether a form can be asked for."""
        return mimetype in self.formats()

    def retrieveData(self, mimetype: str, _preferred: Any) -> Any:
        """Make a form."""
        if mimetype == FRAMES:
            return QByteArray(pack_frames(self.frames))
        if mimetype == _TEXT:
            return "\n\n".join(frame.text for frame in self.frames if frame.text)
        if mimetype == _IMAGE and self._pictures:
            return QImage.fromData(self._pictures[0].data)
        if mimetype == _FILES and self._files:
            return [QUrl.fromLocalFile(str(path)) for path in self._write_files()]
        return None

    @property
    def _pictures(self) -> list[mmskit.Picture]:
        return [frame.picture for frame in self.frames if frame.picture]

    def _write_files(self) -> list[Path]:
        """Write the pictures as they would be sent, once; they live as long as this does."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="mmskit-drag-"))
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        folder = self._folder
        paths = []
        for number, picture in enumerate(self._pictures, 1):
            path = folder / f"{number}-{Path(picture.name or 'picture').stem}.{picture.kind}"
            if not path.exists():
                path.write_bytes(picture.data)
            paths.append(path)
        return paths


def pack_frames(frames: Sequence[mmskit.Frame]) -> bytes:
    """Frames as a ``.mmsx`` file. Raises BundleError."""
    with tempfile.TemporaryDirectory(prefix="mmskit-") as folder:
        path = Path(folder) / "frames.mmsx"
        mmskit.save_message(mmskit.Message("", tuple(frames)), path)
        return path.read_bytes()


def unpack_frames(data: bytes) -> tuple[mmskit.Frame, ...]:
    """Read what :func:`pack_frames` made. Raises BundleError, UnsupportedMediaError."""
    with tempfile.TemporaryDirectory(prefix="mmskit-") as folder:
        path = Path(folder) / "frames.mmsx"
        path.write_bytes(data)
        return tuple(mmskit.open_message(path).frames)


def can_take(mime: QMimeData) -> bool:
    """Whether frames could come of it: frames, files, a picture or a text."""
    return bool(
        mime.hasFormat(FRAMES)
        or any(url.isLocalFile() for url in mime.urls())
        or mime.hasImage()
        or mime.hasText()
    )


def find_paths(mime: QMimeData) -> tuple[Path, ...]:
    """The files that something dropped or pasted names."""
    return tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())


def copy_mime(mime: QMimeData) -> QMimeData:
    """A copy that outlives a drop; Qt takes its own away."""
    if isinstance(mime, FramesMime):
        return FramesMime(mime.frames)
    copied = QMimeData()
    if mime.hasFormat(FRAMES):
        copied.setData(FRAMES, mime.data(FRAMES))
    if mime.hasUrls():
        copied.setUrls(mime.urls())
    if mime.hasImage():
        copied.setImageData(mime.imageData())
    if mime.hasText():
        copied.setText(mime.text())
    return copied


def leave_clipboard() -> None:
    """Leave on the clipboard what does without Python, which is about to end."""
    clipboard = QGuiApplication.clipboard()
    mime = clipboard.mimeData()
    if not isinstance(mime, FramesMime):
        return
    plain = QMimeData()
    for kind in mime.formats():
        if kind == _IMAGE:
            plain.setImageData(mime.imageData())
        elif kind != _FILES:
            plain.setData(kind, mime.data(kind))
    clipboard.setMimeData(plain)


def encode_image(image: QImage) -> bytes:
    """A bitmap as PNG."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"PNG").write(image)  # PySide's QImage.save takes what its stubs refuse
    buffer.close()
    return bytes(data.data())
