"""The side of the start page: what mmskit is, and the ways to begin."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from mmskit_gui.style.icons import SIZE, make_icon
from mmskit_gui.style.look import theme_of

_WIDTH: Final = 232


class StartSide(QWidget):
    """A name, a sentence, and a button for each way to begin."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = QLabel("mmskit")
        name.setProperty("role", "heading")
        self._about = QLabel(wordWrap=True)
        self._about.setProperty("role", "muted")
        self.new = QPushButton()
        self.new.setProperty("role", "primary")
        self.open = QPushButton()
        self.batch = QPushButton()
        for button in (self.new, self.open, self.batch):
            button.setIconSize(QSize(SIZE, SIZE))
            button.setMinimumHeight(40)
            button.setAutoDefault(True)  # Enter works as Space does
        self._hint = QLabel(wordWrap=True)
        self._hint.setProperty("role", "muted")
        self.setFixedWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(name)
        column.addWidget(self._about)
        column.addSpacing(16)
        column.addWidget(self.new)
        column.addWidget(self.open)
        column.addWidget(self.batch)
        column.addSpacing(8)
        column.addWidget(self._hint)
        column.addStretch(1)
        self._say_words()
        self._colour()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language, and colour the icons anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()
        elif event.type() in {QEvent.Type.PaletteChange, QEvent.Type.StyleChange}:
            self._colour()

    def _colour(self) -> None:
        """The icons in the colours of the look."""
        theme = theme_of(self)
        self.new.setIcon(make_icon("file-plus", self.palette(), theme.on_accent))
        self.open.setIcon(make_icon("folder-open", self.palette(), theme.ink))
        self.batch.setIcon(make_icon("users", self.palette(), theme.ink))

    def _say_words(self) -> None:
        self._about.setText(self.tr("Make a multimedia message, and see it as it will arrive."))
        self.new.setText(self.tr("New message"))
        self.open.setText(self.tr("Open…"))
        self.open.setAccessibleName(self.tr("Open a message"))
        self.batch.setText(self.tr("Personalised batch"))
        self.batch.setAccessibleName(self.tr("Write to everyone on a list, each by name"))
        self._hint.setText(self.tr("Or drop pictures, sounds or a message anywhere on this page."))
