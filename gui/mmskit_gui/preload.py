"""What of Qt must be there before any thread is, or any event is watched.

PySide makes a type when it is first needed. Where two threads need one at a time, or one is needed
in the middle of an event, it has been seen to wait for ever or to crash; so these are made first.
"""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module

from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QCommonStyle, QProxyStyle, QStyle

PRELOADED = (QCommonStyle, QImage, QImage.Format, QImageWriter, QProxyStyle, QStyle)


def preload_sound() -> bool:
    """Load Qt's sound, which other threads must not do; False where its libraries are missing."""
    with suppress(ImportError):
        import_module("PySide6.QtMultimedia")
        return True
    return False
