"""What this is, and what it runs on: for people, and to copy into a report of a fault."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from PySide6.QtCore import QEvent, Qt, qVersion
from PySide6.QtGui import QFontInfo, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

import mmskit
from mmskit.media.playable import find_soundfont
from mmskit_gui.languages import Languages
from mmskit_gui.style.look import make_font
from mmskit_gui.tasks import Tasks

_PACKAGES: Final = {"PySide6": "PySide6-Essentials", "Pillow": "pillow", "PyAV": "av"}
_WIDTH: Final = 480

Facts = Mapping[str, str]
"""What was found by its name; an empty value means that it was not."""


def find_versions() -> dict[str, str]:
    """What the app is made of. Quick: nothing is loaded for it."""
    found = {"mmskit": mmskit.__version__, "Python": platform.python_version(), "Qt": qVersion()}
    for name, package in _PACKAGES.items():
        try:
            found[name] = version(package)
        except PackageNotFoundError:
            found[name] = ""
    return found


def find_surroundings() -> dict[str, str]:
    """What of the system's it uses, without the names of people and machines. Not quick."""
    soundfont = find_soundfont()
    return {
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "preview_font": _find_preview_font(),
        "soundfont": soundfont.name if soundfont else "",
        "keyring": _find_keyring(),
    }


class AboutDialog(QDialog):
    """Name, versions and licences."""

    def __init__(self, languages: Languages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._languages = languages
        self._facts: dict[str, str] = find_versions()
        self._facts["font"] = QFontInfo(make_font()).family()
        self._found = False
        self._tasks = Tasks(self)
        self._tasks.run(lambda _: find_surroundings(), self._take, owner=self)
        # Not stopped, which would wait: a keyring may not answer for long, and nobody needs it then.
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._name = QLabel()
        self._name.setProperty("role", "heading")
        self._what = QLabel(wordWrap=True)
        self._licences = QLabel(wordWrap=True)
        self._licences.setProperty("role", "muted")
        self._card = QFrame()
        self._card.setProperty("role", "card")
        self._grid = QGridLayout(self._card)
        self._grid.setContentsMargins(16, 12, 16, 12)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._cells: dict[str, tuple[QLabel, QLabel]] = {}
        self.copier = QPushButton(autoDefault=False)
        self.copier.clicked.connect(self._copy)
        self._close = QPushButton()
        self._close.setDefault(True)
        self._close.clicked.connect(self.accept)
        self._lay_out()
        self._say_words()
        self._close.setFocus()

    def as_text(self) -> str:
        """The table as it is copied."""
        words = self._name_facts()
        return "\n".join(f"{words[key]}: {self._say_fact(key)}" for key in words)

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _lay_out(self) -> None:
        for row, key in enumerate(self._name_facts()):
            name, value = QLabel(), QLabel(wordWrap=True)
            name.setProperty("role", "muted")
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(name, row, 0)
            self._grid.addWidget(value, row, 1)
            self._cells[key] = (name, value)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.copier)
        foot.addStretch(1)
        foot.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        for widget in (self._name, self._what, self._card, self._licences):
            column.addWidget(widget)
        column.addStretch(1)
        column.addLayout(foot)
        self.setFixedWidth(_WIDTH)

    def _name_facts(self) -> dict[str, str]:
        plain = {name: name for name in ("mmskit", "Python", "Qt", *_PACKAGES)}
        return plain | {
            "system": self.tr("System"),
            "font": self.tr("Font of the app"),
            "preview_font": self.tr("Font of the preview"),
            "soundfont": self.tr("Soundfont for MIDI"),
            "keyring": self.tr("Keyring"),
        }

    def _say_fact(self, key: str) -> str:
        if key not in self._facts and not self._found:
            return "…"
        return self._facts.get(key) or self.tr("not found")

    def _take(self, found: Facts) -> None:
        self._facts |= found
        self._found = True
        self._say_words()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.as_text())
        self.copier.setText(self.tr("Copied"))

    def _say_words(self) -> None:
        self.setWindowTitle(self.tr("About mmskit"))
        self._name.setText(f"mmskit {mmskit.__version__}")
        self._what.setText(
            self.tr(
                "Composes multimedia messages of several frames, fits them to 50 KB, shows them as "
                "they will arrive, sends them, and follows every one."
            )
        )
        self._licences.setText(
            self.tr(
                "mmskit is free software under the MIT licence. Its icons are Lucide (ISC licence); "
                "it is built with Qt (LGPL version 3)."
            )
        )
        for key, said in self._name_facts().items():
            name, value = self._cells[key]
            name.setText(said)
            value.setText(self._say_fact(key))
            spoken = self.tr("{name}: {value}").format(name=said, value=value.text())
            value.setAccessibleName(spoken)
        self.copier.setText(self.tr("Copy"))
        self.copier.setAccessibleName(self.tr("Copy this table"))
        self._close.setText(self.tr("Close"))


def _find_preview_font() -> str:
    from mmskit.media.drawing.fonts import find_fonts  # noqa: PLC0415 - loads the drawing

    with suppress(mmskit.MMSKitError):
        return find_fonts().main.path.name
    return ""


def _find_keyring() -> str:
    try:
        import keyring  # noqa: PLC0415 - its backends are slow to load
        from keyring.backends import fail, null  # noqa: PLC0415

        backend = keyring.get_keyring()
    except Exception:  # noqa: BLE001 - a backend that is broken is as good as none
        return ""
    return "" if isinstance(backend, fail.Keyring | null.Keyring) else backend.name
