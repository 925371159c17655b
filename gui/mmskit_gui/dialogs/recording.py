"""Records a sound with the microphone: speak, listen, and use it or record again."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

import mmskit
from mmskit.media.fitting.pcm import to_wav
from mmskit.texts import Text, text
from mmskit_gui.languages import Languages
from mmskit_gui.microphone import Microphone, find_microphone, open_device_microphone
from mmskit_gui.recorder import LONGEST_SECONDS, Recorder
from mmskit_gui.sizes import say_clock
from mmskit_gui.sound_facts import say_length
from mmskit_gui.sound_player import SoundPlayer
from mmskit_gui.style.icons import IconButton
from mmskit_gui.widgets.level_meter import LevelMeter, Stage
from mmskit_gui.widgets.waveform import Waveform

__all__ = ["LONGEST_SECONDS", "RecordingDialog", "find_microphone"]

_SHORTEST_SECONDS: Final = 1.0
_SILENT: Final = 0.008
"""Below -42 dB of full scale nobody spoke."""

_WIDTH: Final = 460


class _State(Enum):
    READY = auto()
    RECORDING = auto()
    RECORDED = auto()


class RecordingDialog(QDialog):
    """Records one sound. Once it is accepted, :attr:`sound` is what was recorded.

    Args:
        player: lets it be heard.
        languages: what its sentences are said in.
        parent: the window.
        open_microphone: finds the microphone; by default the system's.
    """

    def __init__(
        self,
        player: SoundPlayer,
        languages: Languages,
        parent: QWidget | None = None,
        *,
        open_microphone: Callable[[], Microphone | None] | None = None,
    ) -> None:
        super().__init__(parent)
        self._player, self._languages = player, languages
        self._open_microphone = open_microphone or open_device_microphone
        self._recorder = Recorder(self)
        self._state = _State.READY
        self._sound: mmskit.Sound | None = None
        self._why: Text | None = None
        self._build()
        self._connect()
        self._say_words()

    @property
    def sound(self) -> mmskit.Sound | None:
        """What was recorded, as WAV; None before that."""
        return self._sound

    def record(self) -> None:
        """Begin anew."""
        self._player.stop()
        self._recorder.stop()
        self._recorder.forget()
        self._sound = self._why = None
        microphone = self._open_microphone()
        if microphone is None:
            self._refuse(text("gui.recording_no_microphone"))
            return
        self._state = _State.RECORDING
        self._say_words()
        self._recorder.start(microphone)

    def finish(self) -> None:
        """End the recording and offer it, or say why it is of no use."""
        if self._state is not _State.RECORDING:
            return
        self._recorder.stop()
        levels, seconds = self._recorder.levels, self._recorder.seconds
        if max(levels, default=0.0) < _SILENT:
            self._refuse(text("gui.recording_silent"))
        elif seconds < _SHORTEST_SECONDS:
            self._refuse(text("gui.recording_short"))
        else:
            self._sound = mmskit.Sound(to_wav(self._recorder.pcm), self.tr("recording.wav"))
            self._state = _State.RECORDED
            self._waveform.show_peaks(levels, seconds)
            self._waveform.show_trim(0.0, None)
            self._waveform.show_position(None)
            self._say_words()
            self.use.setFocus()

    def done(self, result: int) -> None:
        """Let go of the microphone and fall silent, whatever the person chose."""
        if self._sound is not None and self._player.sound == self._sound:
            self._player.stop()
        self._recorder.stop()
        super().done(result)

    def changeEvent(self, event: QEvent) -> None:
        """Say the words anew in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _build(self) -> None:
        self.setFixedWidth(_WIDTH)
        self._heading, self._hint = QLabel(), QLabel(wordWrap=True)
        self._heading.setProperty("role", "heading")
        self._hint.setProperty("role", "muted")
        self._meter, self._waveform = LevelMeter(), Waveform()
        self._waveform.set_trimmable(False)
        stage = Stage()
        staged = QVBoxLayout(stage)
        staged.setContentsMargins(16, 16, 16, 16)
        for widget in (self._meter, self._waveform):
            staged.addWidget(widget)
        self._time = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._time.setProperty("role", "subheading")
        self.main = IconButton("mic", role="round")
        self._said = QLabel(wordWrap=True)
        self._said.setProperty("role", "banner-bad")
        self._said.hide()
        self.again, self.leave, self.use = QPushButton(), QPushButton(), QPushButton()
        self.use.setProperty("role", "primary")
        self.use.setDefault(True)
        for button in (self.again, self.leave):
            button.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.again)
        buttons.addStretch()
        buttons.addWidget(self.leave)
        buttons.addWidget(self.use)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(self._heading)
        column.addWidget(self._hint)
        column.addSpacing(4)
        column.addWidget(stage)
        column.addWidget(self._time)
        column.addWidget(self.main, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._said)
        column.addSpacing(8)
        column.addLayout(buttons)
        self.main.setFocus()

    def _connect(self) -> None:
        self.main.clicked.connect(self._act)
        self.again.clicked.connect(self.record)
        self.leave.clicked.connect(self.reject)
        self.use.clicked.connect(self.accept)
        self._waveform.seek_wanted.connect(self._listen)
        self._waveform.toggle_wanted.connect(self._act)
        self._recorder.heard.connect(self._show_level)
        self._recorder.full.connect(self.finish)
        self._recorder.lost.connect(self._lose)
        self._player.playing_changed.connect(self._follow)
        self._player.position_changed.connect(self._follow)
        self._player.unavailable.connect(self._note_unavailable)

    def _act(self) -> None:
        """Do what the round button says."""
        if self._state is _State.READY:
            self.record()
        elif self._state is _State.RECORDING:
            self.finish()
        elif self._listening:
            self._player.stop()
        else:
            self._listen(0.0)

    @property
    def _listening(self) -> bool:
        return (
            self._player.playing and self._sound is not None and self._player.sound == self._sound
        )

    def _listen(self, seconds: float) -> None:
        if self._sound is not None:
            self._player.play(self._sound, seconds)

    def _show_level(self) -> None:
        self._meter.show_levels(tuple(self._recorder.levels[-_WIDTH:]))
        self._say_time()

    def _lose(self, why: Text) -> None:
        """Keep what was recorded until the microphone was lost."""
        self.finish()
        self._why = why
        if self._sound is None:
            self._refuse(why)
        self._say_words()

    def _refuse(self, why: Text) -> None:
        self._state, self._why, self._sound = _State.READY, why, None
        self._recorder.forget()
        self._say_words()
        self.main.setFocus()

    def _follow(self) -> None:
        if self._state is _State.RECORDED:
            listening = self._listening
            self._waveform.show_position(self._player.position if listening else None)
            self._say_main()
            self._say_time()

    def _note_unavailable(self, why: Text) -> None:
        if self._sound is not None and self._player.sound == self._sound:
            self._why = why
            self._say_words()

    def _say_main(self) -> None:
        icon, said = {
            _State.READY: ("mic", self.tr("Start recording")),
            _State.RECORDING: ("square", self.tr("Stop recording")),
            _State.RECORDED: ("play", self.tr("Listen")),
        }[self._state]
        if self._listening:
            icon, said = "pause", self.tr("Stop listening")
        self.main.set_icon(icon)
        self.main.name_it(said)

    def _say_time(self) -> None:
        seconds = self._player.position if self._listening else self._recorder.seconds
        whole = self._recorder.seconds if self._state is _State.RECORDED else LONGEST_SECONDS
        if self._state is _State.RECORDED and not self._listening:
            self._time.setText(say_length(seconds))
        else:
            self._time.setText(f"{say_clock(int(seconds))} / {say_length(whole)}")

    def _say_words(self) -> None:
        recorded = self._state is _State.RECORDED
        self.setWindowTitle(self.tr("Record a sound"))
        self._heading.setText(self.tr("Record a sound"))
        self._hint.setText(
            {
                _State.READY: self.tr("Press the button and speak, up to {seconds} seconds."),
                _State.RECORDING: self.tr("Recording. Press the button when you are done."),
                _State.RECORDED: self.tr("Listen to it, then use it or record again."),
            }[self._state].format(seconds=LONGEST_SECONDS)
        )
        self._meter.setVisible(not recorded)
        self._waveform.setVisible(recorded)
        if self._state is _State.READY:
            self._meter.show_levels(())
        self._meter.setAccessibleName(self.tr("How loud it is"))
        self._said.setText("" if self._why is None else self._why.render(self._languages.current))
        self._said.setVisible(self._why is not None)
        self.again.setText(self.tr("Record again"))
        self.again.setVisible(recorded)
        self.leave.setText(self.tr("Cancel"))
        self.use.setText(self.tr("Use it"))
        self.use.setEnabled(recorded)
        self._say_main()
        self._say_time()
        if self.isVisible():
            self._column.activate()
            self.adjustSize()
