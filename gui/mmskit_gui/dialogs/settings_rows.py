"""What every section of the settings is made of: a heading, and a card of rows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mmskit_gui.settings import Settings


class SettingRow(QWidget):
    """What is set, a word about it, and where it is set."""

    def __init__(self, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self._name = QLabel(wordWrap=True)
        self._about = QLabel(wordWrap=True)
        self._about.setProperty("role", "muted")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._name)
        words.addWidget(self._about)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)

    def say(self, name: str, about: str = "") -> None:
        """Say the words."""
        self._name.setText(name)
        self._about.setText(about)
        self._about.setVisible(bool(about))
        self.control.setAccessibleName(name)
        self.control.setAccessibleDescription(about)


class Section(QWidget):
    """A heading and a card of rows. Subclasses say their words in :meth:`say_words`."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.heading = QLabel()
        self.heading.setProperty("role", "heading")
        self.card = QFrame()
        self.card.setProperty("role", "card")
        self._rows = QVBoxLayout(self.card)
        self._rows.setContentsMargins(0, 4, 0, 4)
        self._rows.setSpacing(0)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(16)
        self.column.addWidget(self.heading)
        self.column.addWidget(self.card)
        self.column.addStretch(1)

    def add(self, control: QWidget) -> SettingRow:
        """Add a row with a control."""
        row = SettingRow(control)
        self._rows.addWidget(row)
        return row

    def say_words(self) -> None:
        """Say all words in the language of now."""

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.say_words()
