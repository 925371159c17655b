"""The place for a frame's sound: shows and plays it, takes another one, and offers to trim it."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

import mmskit
from mmskit.media.plan import SoundPlan
from mmskit.texts import Text
from mmskit_gui.clipboard import FRAMES
from mmskit_gui.editing import find_original_sound, find_sound_plan
from mmskit_gui.languages import Languages
from mmskit_gui.sizes import say_seconds, say_size
from mmskit_gui.sound_facts import (
    SPELLED,
    Measured,
    find_kept,
    measure,
    measure_loudness,
    say_exact,
    say_length,
    say_rate,
)
from mmskit_gui.sound_player import SoundPlayer
from mmskit_gui.style.icons import IconButton, make_icon
from mmskit_gui.tasks import Task, Tasks, Work
from mmskit_gui.widgets.elided_label import ElidedLabel
from mmskit_gui.widgets.sound_states import BusySound, EmptySound, SoundDropTarget, WrongSound
from mmskit_gui.widgets.sound_tools import SoundTools
from mmskit_gui.widgets.waveform import Waveform

HEIGHT: Final = 64

_KNOWN: Final = 16
_WORDS: Final = (160, 220)
_LEAST: Final = 380
_NARROW: Final = 640
"""Pixels below which the row says less."""

_NEAR_END: Final = 0.05
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
        self._tasks, self._player, self._languages = tasks, player, languages
        self._frame: mmskit.Frame | None = None
        self._number = 1
        self._lengths: OrderedDict[tuple[mmskit.Sound, mmskit.Sound], Measured] = OrderedDict()
        self._peaks: OrderedDict[mmskit.Sound, tuple[float, ...]] = OrderedDict()
        self._measuring: list[Task] = []
        self._resume: float | None = None
        self._asked = False
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
            self._problem = self._note = self._resume = None
        self._frame, self._number = frame, number
        if self._asked and self._player.playing and self._place_played() is None:
            self._silence()
        self._measure()
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
        self._target.appear(replacing=self._sent is not None)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Take the invitation back."""
        self._target.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Pass on what was dropped."""
        self._target.hide()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.mime_dropped.emit(_copy(event.mimeData()))

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

    @property
    def _sent(self) -> mmskit.Sound | None:
        return self._frame.sound if self._frame else None

    @property
    def _original(self) -> mmskit.Sound | None:
        return find_original_sound(self._frame) if self._frame else None

    @property
    def _plan(self) -> SoundPlan:
        return find_sound_plan(self._frame) if self._frame else SoundPlan()

    def _build(self) -> None:
        self.invitation, self.record = EmptySound(), QPushButton()
        self.record.setIconSize(QSize(16, 16))
        self.record.hide()
        self.play = IconButton("play", role="round")
        self.waveform = Waveform()
        self.name, self.detail = ElidedLabel(), ElidedLabel()
        self.detail.setProperty("role", "muted")
        self.tools = SoundTools()
        self.wrong, self.busy = WrongSound(), BusySound()
        self._empty, self._full = QWidget(), QWidget()
        invited = QHBoxLayout(self._empty)
        invited.setContentsMargins(8, 8, 12, 8)
        invited.setSpacing(12)
        invited.addWidget(self.invitation, 1)
        invited.addWidget(self.record)
        self._words = words = QWidget()
        words.setMaximumWidth(_WORDS[1])
        words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addStretch()
        lines.addWidget(self.name)
        lines.addWidget(self.detail)
        lines.addStretch()
        row = QHBoxLayout(self._full)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(12)
        row.addWidget(self.play)
        row.addWidget(self.waveform, 1)
        row.addWidget(words)
        row.addWidget(self.tools)
        self._states = QStackedLayout(self)
        for widget in (self._empty, self._full, self.wrong, self.busy):
            self._states.addWidget(widget)
        self._target = SoundDropTarget(self)
        self._colour()

    def _connect(self) -> None:
        self.invitation.clicked.connect(self.browse_wanted)
        self.record.clicked.connect(self.record_wanted)
        self.play.clicked.connect(self._toggle)
        self.waveform.toggle_wanted.connect(self._toggle)
        self.waveform.seek_wanted.connect(self._seek)
        self.waveform.trim_moving.connect(self._say_trim)
        self.waveform.trim_changed.connect(self._want_trim)
        self.tools.plan_wanted.connect(self.plan_wanted)
        self.tools.browse_wanted.connect(self.browse_wanted)
        self.tools.record_wanted.connect(self.record_wanted)
        self.tools.remove_wanted.connect(self.remove_wanted)
        self.tools.original_wanted.connect(self._play_original)
        self.wrong.other_wanted.connect(self.browse_wanted)
        self.wrong.dismissed.connect(self._dismiss)
        self.busy.cancel_wanted.connect(self.cancel_wanted)
        self.busy.appeared.connect(self._appear_busy)
        self._player.playing_changed.connect(self._follow)
        self._player.position_changed.connect(self._follow)
        self._player.ended.connect(self._rewind)
        self._player.unavailable.connect(self._note_unavailable)

    # What takes a while to know

    def _measure(self) -> None:
        """Find out what is not known of the sounds shown; nobody waits for others any more."""
        for task in self._measuring:
            task.cancel()
        self._measuring = []
        original, sent = self._original, self._sent
        if original is None or sent is None:
            return
        if original.facts.seconds is None or sent.facts.seconds is None:
            self._find_out(self._lengths, (original, sent), lambda _: measure(original, sent))
        self._find_out(self._peaks, original, lambda report: measure_loudness(original, report))

    def _find_out(self, kept: OrderedDict[Any, Any], key: object, work: Work) -> None:
        if key in kept:
            return

        def keep(found: object) -> None:
            kept[key] = found
            while len(kept) > _KNOWN:
                kept.popitem(last=False)
            self._show()

        self._measuring.append(self._tasks.run(work, keep, owner=self, quick=True))

    def _known(self) -> Measured:
        """How long the sounds are, as far as that is known by now; 0 is not known yet."""
        original, sent = self._original, self._sent
        if original is None or sent is None:
            return Measured(0.0, 0.0)
        kept = self._lengths.get((original, sent))
        return kept or Measured(original.facts.seconds or 0.0, sent.facts.seconds or 0.0)

    # What is shown

    def _show(self) -> None:
        sent, original = self._sent, self._original
        self.setEnabled(self._frame is not None)
        if sent is not None and original is not None:
            self._show_sound(original, sent)
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
            state = self._empty if sent is None else self._full
        self._states.setCurrentWidget(state)
        self._fit_height()
        self._say_name()

    def _show_sound(self, original: mmskit.Sound, sent: mmskit.Sound) -> None:
        known, plan = self._known(), self._plan
        self.waveform.show_peaks(self._peaks.get(original, ()), known.seconds)
        cut = None
        if sent.data != original.data and known.seconds > 0:
            lost = find_kept(known.seconds, plan) - known.sent_seconds
            cut = plan.start + known.sent_seconds if lost > _NOTICED else None
        self.waveform.show_trim(plan.start, plan.end, cut=cut)
        midi = original.kind == "mid"
        why = self.tr("MIDI is sent as it is and cannot be trimmed") if midi else ""
        self.waveform.set_trimmable(not midi and known.seconds > 0, why)
        self.tools.show_sound(original, sent, known.seconds, plan)
        self.name.say(original.name or sent.name or self.tr("Pasted sound"))
        self.detail.say(self._say_detail(sent, known))
        self._words.setMinimumWidth(min(_WORDS[0], self.detail.sizeHint().width()))
        self._follow()

    def _say_detail(self, sent: mmskit.Sound, known: Measured) -> str:
        length = say_length(known.sent_seconds) if known.sent_seconds else "…"
        size, kind = say_size(len(sent.data)), SPELLED[sent.kind]
        if sent.kind == "mid":
            return f"{length} · {kind} · {size}"
        if not sent.fits_frame:
            return self.tr("{length} · {kind}, will become AMR").format(length=length, kind=kind)
        rate = say_rate(round(1000 * (sent.facts.mode or 0)))
        return self.tr("{length} · {rate} kbit/s · {size}").format(
            length=length, rate=rate, size=size
        )

    def _say_trim(self, start: float, end: float) -> None:
        self.detail.say(
            self.tr("{start} to {end} · {seconds} s").format(
                start=say_exact(start), end=say_exact(end), seconds=say_seconds(end - start)
            )
        )

    def _say_name(self) -> None:
        sent = self._sent
        if sent is None:
            said = self.tr("Frame {number} has no sound").format(number=self._number)
        else:
            said = self.tr("Sound of frame {number}, {name}, {detail}").format(
                number=self._number,
                name=self.name.accessibleName(),
                detail=self._say_detail(sent, self._known()),
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
        self.plan_wanted.emit(replace(self._plan, start=start, end=None if end >= whole else end))
        self._show()

    # What is heard

    def _place_played(self) -> float | None:
        """Where in the original the player is, in seconds; None if it plays something else."""
        played, sent, original = self._player.sound, self._sent, self._original
        if played is None or sent is None or original is None:
            return None
        if played.data == original.data:
            return self._player.position
        return self._plan.start + self._player.position if played.data == sent.data else None

    @property
    def _heard(self) -> bool:
        return self._player.playing and self._place_played() is not None

    def _toggle(self) -> None:
        if self._heard:
            self._resume = self._place_played()
            self._silence()
            self._follow()
            return
        self._play_from(self._plan.start if self._resume is None else self._resume)

    def _seek(self, seconds: float) -> None:
        self._resume = seconds
        if self._heard:
            self._play_from(seconds)
        else:
            self._follow()

    def _play_from(self, seconds: float) -> None:
        """Play what is sent, from a time of the original."""
        sent, original, plan = self._sent, self._original, self._plan
        if sent is None or original is None:
            return
        known = self._known()
        if sent.data == original.data:  # where a trim is wanted, it is not made yet
            offset, end = 0.0, known.seconds if plan.end is None else plan.end
        else:
            offset, end = plan.start, plan.start + known.sent_seconds
        within = plan.start <= seconds < end - _NEAR_END
        self._asked, self._resume = True, None
        self._player.play(
            sent,
            (seconds if within else plan.start) - offset,
            limit=plan.end if sent.data == original.data else None,
        )

    def _play_original(self) -> None:
        if self._original is not None:
            self._asked, self._resume = True, None
            self._player.play(self._original)

    def _silence(self) -> None:
        self._asked = False
        self._player.stop()

    def _rewind(self) -> None:
        self._asked, self._resume = False, None
        self._follow()

    def _follow(self) -> None:
        """Show whether and where it plays."""
        heard = self._heard
        self.play.set_icon("pause" if heard else "play")
        self.play.name_it(self.tr("Pause") if heard else self.tr("Play what is sent"))
        self.waveform.show_position(self._place_played() if heard else self._resume)

    def _note_unavailable(self, why: Text) -> None:
        if self._asked and self._place_played() is not None:
            self._asked, self._note = False, why
            self._show()

    # How it is said

    def _colour(self) -> None:
        self.record.setIcon(make_icon("mic", self.palette(), QPalette.ColorRole.ButtonText))

    def _say_words(self) -> None:
        self.record.setText(self.tr("Record"))
        self.record.setToolTip(self.tr("Record a sound with the microphone"))
        self._follow()
        self._show()


def _copy(mime: QMimeData) -> QMimeData:
    """What was dropped, to be kept: Qt's own goes with the drop."""
    kept = QMimeData()
    kept.setUrls(mime.urls())
    if mime.hasFormat(FRAMES):
        kept.setData(FRAMES, mime.data(FRAMES))
    return kept
