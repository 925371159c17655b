"""The app in tests: off the screen by default, with services that belong to the test alone."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_MEDIA_BACKEND", "ffmpeg")

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from mmskit_gui.imagery import Imagery
from mmskit_gui.languages import Languages
from mmskit_gui.postbox import Postbox
from mmskit_gui.preload import preload_sound
from mmskit_gui.services import Services
from mmskit_gui.settings import Settings
from mmskit_gui.sound_player import SoundPlayer
from mmskit_gui.style.look import apply_look
from mmskit_gui.tasks import Tasks

preload_sound()


@pytest.fixture(autouse=True)
def _collecting() -> Iterator[None]:
    """As in the app, no worker's thread collects what belongs to the window's."""
    gc.disable()
    yield
    gc.collect(0)  # all that came since the last time


@pytest.fixture(scope="session", autouse=True)
def _clipboard() -> Iterator[None]:
    """Nothing of Python's is left on the clipboard, which outlives it."""
    yield
    if isinstance(QCoreApplication.instance(), QGuiApplication):
        QGuiApplication.clipboard().clear()


@pytest.fixture
def look(qapp) -> Iterator[None]:
    """The app's light look and English words."""
    apply_look(qapp, "light")
    yield
    qapp.setStyleSheet("")


@pytest.fixture
def tasks(qapp) -> Iterator[Tasks]:
    """Threads that end with the test."""
    running = Tasks()
    yield running
    running.stop()


@pytest.fixture
def imagery(tasks) -> Imagery:
    """Decoded pictures."""
    return Imagery(tasks)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings nobody wrote yet."""
    return Settings(tmp_path / "home")


@pytest.fixture
def services(qapp, look, tasks, imagery, settings) -> Iterator[Services]:
    """Everything a window needs."""
    languages = Languages(qapp)
    languages.choose("en")
    player = SoundPlayer(tasks)
    postbox = Postbox(tasks, settings)
    yield Services(settings, languages, tasks, imagery, player, postbox)
    player.stop()
    postbox.stop()
    languages.choose("en")
