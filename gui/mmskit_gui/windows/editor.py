"""The middle of the window: title, picture, sound and text of the frame that is being edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

import mmskit
from mmskit_gui.widgets.picture_well import PictureWell
from mmskit_gui.widgets.sound_row import SoundRow
from mmskit_gui.widgets.text_card import TextCard
from mmskit_gui.widgets.title_field import TitleField

if TYPE_CHECKING:
    from mmskit_gui.services import Services

_PICTURE_LEAST = 260


class Editor(QScrollArea):
    """Shows one frame. What the person wants of it is told by its parts."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.title = TitleField()
        self.picture = PictureWell(services.imagery, services.languages)
        self.picture.setMinimumHeight(_PICTURE_LEAST)
        self.sound = SoundRow(services.tasks, services.player, services.languages)
        self.text = TextCard()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addWidget(self.title)
        column.addWidget(self.picture, 1)
        column.addWidget(self.sound)
        column.addWidget(self.text)
        self.setWidget(inside)

    def show_message(self, message: mmskit.Message, current: int | None) -> None:
        """Show a message's title and one of its frames."""
        self.title.show_title(message.title)
        frame = None if current is None else message.frames[current]
        number = 0 if current is None else current + 1
        self.picture.show_frame(frame, number)
        self.sound.show_frame(frame, number)
        self.text.show_frame(frame, number)

    def find_part(self, slot: str | None) -> QWidget | None:
        """Where the title or a part of the frame is edited; None for what has no place here."""
        parts: dict[str | None, QWidget] = {
            "title": self.title.field,
            "text": self.text.editor,
            "picture": self.picture,
            "sound": self.sound,
        }
        return parts.get(slot)
