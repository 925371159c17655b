"""The place for a frame's sound: shows and plays it, takes another one, and offers to trim it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedLayout,
    QWidget,
)

import mmskit
from mmskit.media.plan import SoundPlan
from mmskit.texts import Text
from mmskit_gui.clipboard import copy_mime
from mmskit_gui.editing import find_original_sound
from mmskit_gui.languages import Languages
from mmskit_gui.sound_facts import find_kept
from mmskit_gui.sound_listening import SoundListening
from mmskit_gui.sound_measuring import FrameSound, SoundMeasuring, find_sound
from mmskit_gui.sound_player import SoundPlayer
from mmskit_gui.style.icons import IconButton, make_icon
from mmskit_gui.tasks import Tasks
from mmskit_gui.widgets.sound_states import BusySound, EmptySound, SoundDropTarget, WrongSound
from mmskit_gui.widgets.sound_tools import SoundTools
from mmskit_gui.widgets.sound_words import SoundWords
from mmskit_gui.widgets.waveform import Waveform

HEIGHT: Final = 64

_LEAST: Final = 380
_NARROW: Final = 640
"""Pixels below which the row says less."""

_NOTICED: Final = 0.5
"""Seconds that what is sent may be shorter, for silence at its ends, before it counts as cut."""


class SoundRow(QFrame):
    """Shows the sound of a frame. It changes nothing, and tells what the person wants.

    Signals:
        mime_dropped: a QMimeData with files was dropped; it may be kept.
        browse_wanted: choose a file.
        remove_wanted: have no sound.
        record_wanted: record one.
        plan_wanted: the SoundPlan that is wanted now.
        cancel_wanted: stop the work that is shown.
    """

    mime_dropped = Signal(object)
    browse_wanted = Signal()
    remove_wanted = Signal()
    record_wanted = Signal()
    plan_wanted = Signal(object)
    cancel_wanted = Signal()

    def __init__(
        self,
        tasks: Tasks,
        player: SoundPlayer,
        languages: Languages,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setFixedHeight(HEIGHT)
        self.setMinimumWidth(_LEAST)
        self.setAcceptDrops(True)
        self._languages = languages
        self._measuring = SoundMeasuring(tasks, self)
        self._listening = SoundListening(player, self._measuring, self)
        self._frame: mmskit.Frame | None = None
        self._number = 1
        self._sound: FrameSound | None = None
        self._problem: str | None = None
        self._note: Text | None = None
        self._busy = False
        self._build()
        self._connect()
        self._say_words()

    def show_frame(self, frame: mmskit.Frame | None, number: int) -> None:
        """Show a frame's sound; the number, from 1, is for the screen reader."""
        before = find_original_sound(self._frame) if self._frame else None
        after = find_original_sound(frame) if frame else None
        if number != self._number or before != after:
            self._problem = self._note = None
            self._listening.forget_place()
        self._frame, self._number = frame, number
        self._sound = find_sound(frame)
        self._listening.take(self._sound)
        self._measuring.measure(self._sound)
        self._show()

    def set_busy(self, fraction: float | None, said: str = "") -> None:
        """Show that work goes on and how much is done, 0 to 1; None for none."""
        self.busy.show_progress(fraction, said, shown=self._busy)
        if fraction is None and self._busy:
            self._busy = False
            self._show()

    def show_problem(self, said: str | None) -> None:
        """Say what is wrong with a file that was given, until another sound is shown."""
        self._problem = said or None
        self._show()

    def set_recording_possible(self, possible: bool) -> None:  # noqa: FBT001 - a switch
        """Offer to record, where there is a microphone."""
        self.record.setVisible(possible)
        self.tools.set_recording_possible(possible)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Invite files."""
        if event.source() is self or not event.mimeData().hasUrls() or self._frame is None:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self._target.appear(replacing=self._sound is not None)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Take the invitation back."""
        self._target.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Pass on what was dropped."""
        self._target.hide()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.mime_dropped.emit(copy_mime(event.mimeData()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what lies over the row in its place."""
        super().resizeEvent(event)
        self._target.setGeometry(self.rect())
        self.tools.set_compact(self.width() < _NARROW)
        self._fit_height()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words anew in another language, colour icons anew in another look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()
        elif event.type() in {QEvent.Type.PaletteChange, QEvent.Type.StyleChange}:
            self._colour()

    def _build(self) -> None:
        self.invitation, self.record = EmptySound(), QPushButton()
        self.record.setIconSize(QSize(16, 16))
        self.record.hide()
        self.play = IconButton("play", role="round")
        self.waveform = Waveform()
        self.words = SoundWords()
        self.tools = SoundTools()
        self.wrong, self.busy = WrongSound(), BusySound()
        self._empty, self._full = QWidget(), QWidget()
        invited = QHBoxLayout(self._empty)
        invited.setContentsMargins(8, 8, 12, 8)
        invited.setSpacing(12)
        invited.addWidget(self.invitation, 1)
        invited.addWidget(self.record)
        row = QHBoxLayout(self._full)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(12)
        row.addWidget(self.play)
        row.addWidget(self.waveform, 1)
        row.addWidget(self.words)
        row.addWidget(self.tools)
        self._states = QStackedLayout(self)
        for widget in (self._empty, self._full, self.wrong, self.busy):
            self._states.addWidget(widget)
        self._target = SoundDropTarget(self)
        self._colour()

    def _connect(self) -> None:
        self.invitation.clicked.connect(self.browse_wanted)
        self.record.clicked.connect(self.record_wanted)
        self.play.clicked.connect(self._listening.toggle)
        self.waveform.toggle_wanted.connect(self._listening.toggle)
        self.waveform.seek_wanted.connect(self._listening.seek)
        self.waveform.trim_moving.connect(self.words.show_trim)
        self.waveform.trim_changed.connect(self._want_trim)
        self.tools.plan_wanted.connect(self.plan_wanted)
        self.tools.browse_wanted.connect(self.browse_wanted)
        self.tools.record_wanted.connect(self.record_wanted)
        self.tools.remove_wanted.connect(self.remove_wanted)
        self.tools.original_wanted.connect(self._listening.play_original)
        self.wrong.other_wanted.connect(self.browse_wanted)
        self.wrong.dismissed.connect(self._dismiss)
        self.busy.cancel_wanted.connect(self.cancel_wanted)
        self.busy.appeared.connect(self._appear_busy)
        self._measuring.found.connect(self._show)
        self._listening.changed.connect(self._follow)
        self._listening.refused.connect(self._take_note)

    # What is shown

    def _show(self) -> None:
        self.setEnabled(self._frame is not None)
        if self._sound is not None:
            self._show_sound(self._sound)
        said = self._problem or (
            self._note.render(self._languages.current) if self._note is not None else None
        )
        if said is not None:
            self.wrong.show_problem(said, serious=self._problem is not None)
        if self._busy:
            state: QWidget = self.busy
        elif said is not None:
            state = self.wrong
        else:
            state = self._empty if self._sound is None else self._full
        self._states.setCurrentWidget(state)
        self._fit_height()
        self._say_name()

    def _show_sound(self, sound: FrameSound) -> None:
        sent, original, plan = sound.sent, sound.original, sound.plan
        known = self._measuring.find_lengths(sound)
        self.waveform.show_peaks(self._measuring.find_peaks(sound), known.seconds)
        cut = None
        if sent.data != original.data and known.seconds > 0:
            lost = find_kept(known.seconds, plan) - known.sent_seconds
            cut = plan.start + known.sent_seconds if lost > _NOTICED else None
        self.waveform.show_trim(plan.start, plan.end, cut=cut)
        midi = original.kind == "mid"
        why = self.tr("MIDI cannot be trimmed") if midi else ""
        self.waveform.set_trimmable(not midi and known.seconds > 0, why)
        self.tools.show_sound(original, sent, known.seconds, plan)
        self.words.show_sound(sound, known)
        self._follow()

    def _say_name(self) -> None:
        if self._sound is None:
            said = self.tr("Frame {number} has no sound").format(number=self._number)
        else:
            said = self.tr("Sound of frame {number}, {name}, {detail}").format(
                number=self._number,
                name=self.words.name.accessibleName(),
                detail=self.words.say_detail(
                    self._sound.sent, self._measuring.find_lengths(self._sound)
                ),
            )
        self.setAccessibleName(said)

    def _fit_height(self) -> None:
        """Be as high as others, and higher only for a sentence that needs it."""
        wrong = self._states.currentWidget() is self.wrong
        needed = self.wrong.find_height(self.width()) if wrong else HEIGHT
        self.setFixedHeight(max(HEIGHT, needed))

    def _appear_busy(self) -> None:
        self._busy = True
        self._show()

    def _dismiss(self) -> None:
        self._problem = self._note = None
        self._show()

    # What is wanted

    def _want_trim(self, start: float, end: float) -> None:
        """Tell what is wanted, and show what is: that may be something else."""
        whole = round(self.waveform.seconds, 3)
        plan = SoundPlan() if self._sound is None else self._sound.plan
        self.plan_wanted.emit(replace(plan, start=start, end=None if end >= whole else end))
        self._show()

    # What is heard

    def _follow(self) -> None:
        """Show whether and where it plays."""
        heard = self._listening.heard
        self.play.set_icon("pause" if heard else "play")
        self.play.name_it(self.tr("Pause") if heard else self.tr("Play what is sent"))
        self.waveform.show_position(self._listening.position)

    def _take_note(self, why: Text) -> None:
        self._note = why
        self._show()

    # How it is said

    def _colour(self) -> None:
        self.record.setIcon(make_icon("mic", self.palette(), QPalette.ColorRole.ButtonText))

    def _say_words(self) -> None:
        self.record.setText(self.tr("Record"))
        self.record.setToolTip(self.tr("Record a sound with the microphone"))
        self._follow()
        self._show()
