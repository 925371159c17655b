"""Below the phone: play, go from frame to frame, seek, and how the phone is set."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mmskit_gui.playback import Playback
from mmskit_gui.sizes import say_clock
from mmskit_gui.style.icons import IconButton
from mmskit_gui.style.look import SMALL, make_font
from mmskit_gui.widgets.seek_slider import SeekSlider

_BUTTON: Final = 32
_TIME: Final = "0:00 / 0:00"


class PhoneControls(QWidget):
    """Steers a playback.

    Signals:
        dark_wanted: whether the phone is to be dark.
        text_first_wanted: whether the text is to stand above the picture.
    """

    dark_wanted = Signal(bool)
    text_first_wanted = Signal(bool)

    def __init__(self, playback: Playback, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._playback = playback
        self._resume = False
        self._said = ""
        self.dark = IconButton("moon")
        self.text_first = IconButton("arrow-up-down")
        self.previous = IconButton("skip-back")
        self.play = IconButton("play", role="round-primary")
        self.next = IconButton("skip-forward")
        for toggle in (self.dark, self.text_first):
            toggle.setCheckable(True)
            toggle.setIconSize(QSize(16, 16))
        self.slider = SeekSlider()
        self.time = QLabel()
        self.time.setProperty("role", "muted")
        self.time.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._place()
        self._connect()
        self._say_words()
        self.show_timeline()

    def show_set(self, *, dark: bool, text_first: bool) -> None:
        """Show how the phone is set."""
        self.dark.setChecked(dark)
        self.text_first.setChecked(text_first)
        self._say_words()

    def show_timeline(self) -> None:
        """Show how long the message is."""
        some = bool(self._playback.timeline)
        for control in (self.previous, self.play, self.next, self.slider):
            control.setEnabled(some)
        self.slider.show_duration(self._playback.duration)
        self._show_position(self._playback.position)

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _place(self) -> None:
        seek = QHBoxLayout()
        seek.setSpacing(8)
        seek.addWidget(self.slider, 1)
        seek.addWidget(self.time)
        sets, steps = QHBoxLayout(), QHBoxLayout()
        for row, buttons in (
            (sets, (self.dark, self.text_first)),
            (steps, (self.previous, self.play, self.next)),
        ):
            row.setSpacing(2 if row is sets else 8)
            for button in buttons:
                if button is not self.play:
                    button.setFixedSize(_BUTTON, _BUTTON)
                row.addWidget(button)
        buttons_row = QHBoxLayout()
        buttons_row.setSpacing(0)
        buttons_row.addLayout(sets)
        buttons_row.addStretch(1)
        buttons_row.addLayout(steps)
        buttons_row.addStretch(1)
        buttons_row.addSpacing(
            2 * _BUTTON + 2
        )  # as wide as on the left, so that play is in the middle
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(seek)
        column.addLayout(buttons_row)

    def _connect(self) -> None:
        playback = self._playback
        self.previous.clicked.connect(playback.previous_frame)
        self.play.clicked.connect(playback.toggle)
        self.next.clicked.connect(playback.next_frame)
        self.slider.sought.connect(playback.seek)
        self.slider.sliderPressed.connect(self._hold)
        self.slider.sliderReleased.connect(self._let_go)
        self.dark.clicked.connect(self.dark_wanted)
        self.text_first.clicked.connect(self.text_first_wanted)
        playback.timeline_changed.connect(self.show_timeline)
        playback.moved.connect(self._show_position)
        playback.playing_changed.connect(self._show_playing)

    def _hold(self) -> None:
        """Stop time as long as the handle is in the hand."""
        self._resume = self._playback.playing
        self._playback.pause()

    def _let_go(self) -> None:
        if self._resume:
            self._playback.play()
        self._resume = False

    def _show_playing(self) -> None:
        self.play.set_icon("pause" if self._playback.playing else "play")
        self._say_play()

    def _show_position(self, position: float) -> None:
        self.slider.show_position(position)
        now, whole = say_time(position), say_time(self._playback.duration)
        said = f"{now} / {whole}"
        if said == self._said:
            return
        self._said = said
        self.time.setText(said)
        self.time.setAccessibleName(self.tr("{now} of {whole}").format(now=now, whole=whole))
        self.slider.setAccessibleDescription(self.time.accessibleName())
        widest = max(_TIME, f"{whole} / {whole}", key=len)
        room = QFontMetricsF(make_font(SMALL)).horizontalAdvance(widest)
        self.time.setMinimumWidth(round(room) + 2)

    def _say_play(self) -> None:
        self.play.name_it(self.tr("Pause") if self._playback.playing else self.tr("Play"))

    def _say_words(self) -> None:
        self._say_play()
        self.previous.name_it(self.tr("Previous frame"))
        self.next.name_it(self.tr("Next frame"))
        self.slider.setAccessibleName(self.tr("Time in the preview"))
        self.dark.name_it(self.tr("Dark phone"))
        self.text_first.name_it(self.tr("Text above the picture"))
        self.dark.set_icon("sun" if self.dark.isChecked() else "moon")
        self._said = ""
        self._show_position(self._playback.position)


def say_time(seconds: float) -> str:
    """Minutes and whole seconds that are over, as ``0:07``."""
    return say_clock(int(seconds + 1e-6))
