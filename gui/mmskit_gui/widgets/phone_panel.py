"""The right side of the window: the message on a phone, as it will be seen and heard."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

import mmskit
from mmskit.render import PHONES, Phone, find_screen
from mmskit.texts import Text
from mmskit_gui.imagery import Imagery
from mmskit_gui.languages import Languages
from mmskit_gui.playback import Playback
from mmskit_gui.settings import Settings
from mmskit_gui.soundtrack import Soundtrack
from mmskit_gui.style.lettering import measure
from mmskit_gui.widgets.phone_controls import PhoneControls
from mmskit_gui.widgets.phone_view import PhoneView
from mmskit_gui.widgets.segments import Segments

if TYPE_CHECKING:
    from mmskit_gui.sound_player import SoundPlayer

_WIDTH: Final = 336
_LEAST: Final = 260
_MARGIN: Final = 16
_PREFETCH: Final = 40
"""Milliseconds after a change until the neighbours' pictures are decoded."""


class PhonePanel(QFrame):
    """Plays the message on a phone.

    Attributes:
        playback: where the preview is in time.
        view: the phone.

    Signals:
        frame_entered: the frame, from 0, that playing came to.
        problem_said: a sentence about a sound that cannot be heard here; it is shown here too.
    """

    frame_entered = Signal(int)
    problem_said = Signal(str)

    def __init__(
        self,
        imagery: Imagery,
        player: SoundPlayer,
        settings: Settings,
        languages: Languages,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "side-right")
        self._settings = settings
        self._languages = languages
        self._why: Text | None = None
        self.playback = Playback(self)
        self.soundtrack = Soundtrack(self.playback, player, self)
        self.phones = Segments(tuple(PHONES), tight=True)
        self.view = PhoneView(imagery)
        self.controls = PhoneControls(self.playback)
        self.note = QLabel()
        self.note.setProperty("role", "muted")
        self.note.setWordWrap(True)
        self.note.hide()
        self._fetching = QTimer(self)
        self._fetching.setSingleShot(True)
        self._fetching.setInterval(_PREFETCH)
        self._fetching.timeout.connect(self._prefetch)
        self._place()
        self._connect(player)
        self._say_words()
        self._show_phone()

    @property
    def phone(self) -> Phone:
        """The phone that the message is shown on."""
        return replace(
            PHONES.get(self._settings.phone, PHONES["standard"]),
            dark=self._settings.phone_dark,
            text_first=self._settings.phone_text_first,
        )

    def show_message(self, message: mmskit.Message) -> None:
        """Show a message, in the same frame and as far in as before."""
        self.playback.set_message(message)
        self._fetching.start()

    def show_frame(self, position: int | None) -> None:
        """Go to the beginning of a frame, counted from 0, unless it is shown already."""
        playback = self.playback
        shown = position == playback.frame and playback.position < playback.duration
        if position is not None and not shown:
            playback.show_frame(position)
        self._fetching.start()

    def sizeHint(self) -> QSize:
        """As wide as in the mock."""
        return QSize(_WIDTH, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the controls right below the phone."""
        super().resizeEvent(event)
        self._limit_height()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _place(self) -> None:
        self.setMinimumWidth(_LEAST)
        top = QHBoxLayout()
        top.addStretch(1)
        top.addWidget(self.phones)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.view, 1000)
        column.addWidget(self.controls)
        column.addWidget(self.note)
        column.addStretch(1)

    def _connect(self, player: SoundPlayer) -> None:
        self.phones.chosen.connect(self._choose_phone)
        self.controls.dark_wanted.connect(self._choose_dark)
        self.controls.text_first_wanted.connect(self._choose_text_first)
        self._settings.changed.connect(self._take_setting)
        self.view.toggle_wanted.connect(self.playback.toggle)
        self.view.step_wanted.connect(self._step)
        self.playback.moved.connect(self._show)
        self.playback.frame_entered.connect(self.frame_entered)
        self.playback.frame_entered.connect(self._fetching.start)
        player.unavailable.connect(self._tell_unavailable)

    def _say_words(self) -> None:
        self.phones.say(
            self.tr("Phone"),
            (self.tr("Standard"), self.tr("Small"), self.tr("Tall"), self.tr("Large text")),
        )
        if self._why is not None:
            self.note.setText(self._why.render(self._languages.current))

    def _show(self) -> None:
        playback = self.playback
        self.view.show_screen(
            find_screen(playback.message, playback.position, self.phone, measure=measure)
        )

    def _show_phone(self) -> None:
        phone = self.phone
        self.phones.key = self._settings.phone if self._settings.phone in PHONES else "standard"
        self.controls.show_set(dark=phone.dark, text_first=phone.text_first)
        self._show()
        self._limit_height()
        self._fetching.start()

    def _limit_height(self) -> None:
        self.view.setMaximumHeight(self.view.find_best_height(self.width() - 2 * _MARGIN))

    def _prefetch(self) -> None:
        """Have the pictures of the frames before and after decoded."""
        playback, here = self.playback, self.playback.frame
        if here is None:
            return
        for span in (
            *playback.timeline[here + 1 : here + 2],
            *playback.timeline[max(0, here - 1) : here],
        ):
            self.view.prefetch(
                find_screen(playback.message, span.start, self.phone, measure=measure)
            )

    def _step(self, frames: int) -> None:
        if frames > 0:
            self.playback.next_frame()
        else:
            self.playback.previous_frame()

    def _choose_phone(self, key: str) -> None:
        self._settings.phone = key

    def _choose_dark(self, dark: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._settings.phone_dark = dark

    def _choose_text_first(self, first: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._settings.phone_text_first = first

    def _take_setting(self, name: str) -> None:
        if name.startswith("phone"):
            self._show_phone()

    def _tell_unavailable(self, why: Text) -> None:
        """Say it quietly, if it was the preview that wanted the sound; the frames go on."""
        if self.soundtrack.sound is None:
            return
        self._why = why
        said = why.render(self._languages.current)
        self.note.setText(said)
        self.note.show()
        self.problem_said.emit(said)
