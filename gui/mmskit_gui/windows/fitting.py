"""Making the message fit, in the background: all of it, one medium, or the cheapest cut."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QObject, QTimer, Signal

import mmskit
from mmskit.media.plan import PicturePlan, SoundPlan
from mmskit_gui import editing
from mmskit_gui.document import Document
from mmskit_gui.sizes import LIMIT, find_frame_sizes, find_whole
from mmskit_gui.tasks import Lane, Report, Task, Tasks

if TYPE_CHECKING:
    from mmskit.fit.message import Fitted

Slot = Literal["picture", "sound"]

_LIVE: Final = "fast"
"""The speed of what is made while somebody edits; only the whole fit takes its time."""

_CUTS_AFTER = 400
"""Milliseconds of quiet before cuts are looked for: they are not needed while somebody types."""


class Fitting(QObject):
    """Runs fits and puts what comes of them into the document, each as one step of undo.

    Signals:
        fitting: the share that is done, or None when it is over.
        fitted: what :func:`mmskit.fit` returned.
        making: the slot that is being made anew, and the share that is done, or None when over.
        cuts_found: the cheapest cuts of the message as it is.
        said: a sentence and its kind.
    """

    fitting = Signal(object)
    fitted = Signal(object)
    making = Signal(str, object)
    cuts_found = Signal(object)
    said = Signal(str, str)

    def __init__(
        self, document: Document, tasks: Tasks, render: Callable[[mmskit.MMSKitError], str]
    ) -> None:
        super().__init__(document)
        self._document, self._tasks, self._render = document, tasks, render
        self._task: Task | None = None
        self._made: dict[str, Task] = {}
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_CUTS_AFTER)
        self._quiet.timeout.connect(self._find_cuts)
        document.changed.connect(lambda *_: self._quiet.start())

    @property
    def busy(self) -> bool:
        """Whether the message is being fitted."""
        return self._task is not None

    def fit(self) -> None:
        """Make the message fit; the newest fit wins."""
        asked = self._document.message
        if not asked.frames:
            return
        self.fitting.emit(0.0)
        self._task = self._tasks.run(
            lambda report: mmskit.fit(asked, on_progress=report, speed="best"),
            lambda result: self._take(asked, result),
            failed=self._fail,
            progressed=self.fitting.emit,
            owner=self,
            lane=Lane.FIT,
        )

    def cancel(self) -> None:
        """Stop fitting; the message stays as it is."""
        if self._task is not None:
            self._task.cancel()
            self._end()

    def plan_picture(self, plan: PicturePlan, label: str) -> None:
        """Want something else of the current picture, and make it anew where that changes it."""
        position = self._document.current
        if position is None:
            return
        asked = self._document.message
        before = editing.find_picture_plan(asked.frames[position])
        planned = editing.plan_picture(asked, position, plan)
        if (
            replace(before, sharp=plan.sharp, locked=plan.locked, minimum=plan.minimum) == plan
        ):  # of these only fit takes notice
            self._document.edit(label, planned)
        else:
            paced = replace(before, pace=plan.pace) == plan
            self._remake(asked, planned, position, "picture", label, goes_on=paced)

    def plan_sound(self, plan: SoundPlan, label: str) -> None:
        """Want something else of the current sound, and make it anew where that changes it."""
        position = self._document.current
        if position is None:
            return
        asked = self._document.message
        before = editing.find_sound_plan(asked.frames[position])
        planned = editing.plan_sound(asked, position, plan)
        if replace(before, locked=plan.locked, minimum=plan.minimum) == plan:
            self._document.edit(label, planned)
        else:
            trimmed = replace(before, start=plan.start, end=plan.end) == plan
            self._remake(asked, planned, position, "sound", label, goes_on=trimmed)

    def cancel_making(self, slot: Slot) -> None:
        """Stop making a medium anew; it stays as it is."""
        task = self._made.pop(slot, None)
        if task is not None:
            task.cancel()
            self.making.emit(slot, None)

    def apply_cut(self, cut: mmskit.Cut) -> None:
        """Carry a cut out."""
        asked = self._document.message
        self._tasks.run(
            lambda _: mmskit.apply_cut(asked, cut, speed=_LIVE),
            lambda made: self._put(asked, made, self.tr("Make smaller")),
            failed=lambda error: self.said.emit(self._render(error), "bad"),
            owner=self,
        )

    def _remake(
        self,
        asked: mmskit.Message,
        planned: mmskit.Message,
        position: int,
        slot: Slot,
        label: str,
        *,
        goes_on: bool,
    ) -> None:
        """Make a medium anew. What goes on, such as a trim bit by bit, is one step of undo."""
        self.cancel_making(slot)
        self.making.emit(slot, 0.0)

        def work(report: Report) -> mmskit.Message:
            report(0.1)
            return mmskit.remake(planned, position + 1, slot, speed=_LIVE)

        def done(made: mmskit.Message) -> None:
            self._made.pop(slot, None)
            self.making.emit(slot, None)
            self._put(asked, made, label, f"{slot}/{position}" if goes_on else None)

        def failed(error: mmskit.MMSKitError) -> None:
            self._made.pop(slot, None)
            self.making.emit(slot, None)
            self.said.emit(self._render(error), "bad")

        self._made[slot] = self._tasks.run(work, done, failed=failed, owner=self)

    def _put(
        self,
        asked: mmskit.Message,
        made: mmskit.Message,
        label: str,
        merge_key: str | None = None,
    ) -> None:
        merged = editing.merge_made(self._document.message, asked, made)
        if merged is None:
            self.said.emit(
                self.tr("The message was changed meanwhile, so this was left as it is."), "warn"
            )
            return
        self._document.edit(label, merged, merge_key=merge_key)

    def _take(self, asked: mmskit.Message, result: Fitted) -> None:
        merged = editing.merge_made(self._document.message, asked, result.message)
        if merged is None:
            self.fit()  # frames came or went meanwhile: fit what is there now
            return
        self._end()
        self._document.edit(self.tr("Fit to 50 KB"), merged)
        self.fitted.emit(result)

    def _fail(self, error: mmskit.MMSKitError) -> None:
        self._end()
        self.said.emit(self._render(error), "bad")

    def _end(self) -> None:
        self._task = None
        self.fitting.emit(None)

    def _find_cuts(self) -> None:
        message = self._document.message
        if find_whole(find_frame_sizes(message)) <= LIMIT:
            self.cuts_found.emit(())
            return
        self._tasks.run(
            lambda _: mmskit.find_cuts(message),
            self.cuts_found.emit,
            failed=lambda _: self.cuts_found.emit(()),
            owner=self,
            lane=Lane.CUTS,
        )
