"""The right side of the batch window: one person's message on a phone, and what it takes."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

import mmskit
from mmskit.render import PHONES, Phone, find_screen
from mmskit_gui.imagery import Imagery
from mmskit_gui.settings import Settings
from mmskit_gui.sizes import LIMIT, find_frame_sizes, find_whole, say_number
from mmskit_gui.style.lettering import measure
from mmskit_gui.widgets.batch.paging_bar import PagingBar
from mmskit_gui.widgets.phone_view import PhoneView
from mmskit_gui.widgets.size_bar import SizeBar

_WIDTH: Final = 336
_LEAST: Final = 280
_MARGIN: Final = 16


class PhoneSide(QFrame):
    """Shows exactly what one person gets.

    Signals:
        step_wanted: so many recipients on; by the arrow keys in the phone, too.
    """

    step_wanted = Signal(int)

    def __init__(self, imagery: Imagery, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "side-right")
        self.setMinimumWidth(_LEAST)
        self._settings = settings
        self._message = mmskit.Message()
        self._whole = 0
        self.view = PhoneView(imagery)
        self.paging = PagingBar()
        self.bar = SizeBar()
        self.size_label = QLabel()
        self.size_label.setProperty("role", "strong")
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(12)
        column.addWidget(self.paging)
        column.addWidget(self.view, 1000)
        column.addWidget(self.bar)
        column.addWidget(self.size_label)
        column.addStretch(1)
        self.view.step_wanted.connect(self.step_wanted)
        self.paging.step_wanted.connect(self.step_wanted)
        settings.changed.connect(self._take_setting)
        self._say_words()

    @property
    def phone(self) -> Phone:
        """The phone that the message is shown on, the same as in the other windows."""
        settings = self._settings
        return replace(
            PHONES.get(settings.phone, PHONES["standard"]),
            dark=settings.phone_dark,
            text_first=settings.phone_text_first,
        )

    def show_message(self, message: mmskit.Message) -> None:
        """Show another message."""
        self._message = message
        sizes = find_frame_sizes(message)
        self._whole = find_whole(sizes)
        self.bar.show_sizes(sizes)
        self.view.show_screen(find_screen(message, 0.0, self.phone, measure=measure))
        self._say_size()

    def sizeHint(self) -> QSize:
        """As wide as in the window of a message."""
        return QSize(_WIDTH, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what stands below right below the phone."""
        super().resizeEvent(event)
        self.view.setMaximumHeight(self.view.find_best_height(self.width() - 2 * _MARGIN))

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _take_setting(self, name: str) -> None:
        if name.startswith("phone"):
            self.show_message(self._message)

    def _say_words(self) -> None:
        self._say_size()

    def _say_size(self) -> None:
        said = self.tr("This message: {size} of {limit} KB").format(
            size=say_number(self._whole), limit=say_number(LIMIT)
        )
        self.size_label.setText(said)
        over = self._whole > LIMIT
        role = "bad" if over else "strong"
        if self.size_label.property("role") != role:
            self.size_label.setProperty("role", role)
            self.size_label.style().unpolish(self.size_label)
            self.size_label.style().polish(self.size_label)
