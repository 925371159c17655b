"""The only threads of the app: slow work is done beside the window, its outcome told in it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Final

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

import mmskit
from mmskit.texts import text

_WORKERS: Final = 2

Report = Callable[[float], None]
"""Takes the share of the work that is done, 0 to 1; raises :class:`CancelledError` when it is not wanted."""

Work = Callable[[Report], Any]


class CancelledError(Exception):
    """Nobody wants the outcome any more."""


class Lane(Enum):
    """Works of one lane replace each other: starting one cancels the one before."""

    FIT = auto()
    CUTS = auto()
    REMAKE = auto()
    CHECK = auto()
    IMPORT = auto()
    LIST = auto()


@dataclass(frozen=True)
class _Told:
    """What a worker tells the window's thread."""

    task: Task
    progress: float | None = None
    outcome: Any = None
    error: BaseException | None = None
    ended: bool = False


class Task:
    """One work, under way or over."""

    def __init__(
        self,
        work: Work,
        done: Callable[[Any], None],
        failed: Callable[[mmskit.MMSKitError], None] | None,
        progressed: Report | None,
        owner: QObject | None,
    ) -> None:
        self.work = work
        self.done = done
        self.failed = failed
        self.progressed = progressed
        self.owner = owner
        self._cancelled = threading.Event()

    @property
    def cancelled(self) -> bool:
        """Whether its outcome is not wanted any more."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Stop it at its next report; whatever comes of it is not told."""
        self._cancelled.set()

    @property
    def wanted(self) -> bool:
        """Whether there is still somebody to tell."""
        return not self.cancelled and (self.owner is None or shiboken6.isValid(self.owner))


class Tasks(QObject):
    """Runs works in a few threads. Its callbacks are called in the thread that it lives in."""

    _told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._slow = ThreadPoolExecutor(_WORKERS, "mmskit-slow")
        self._quick = ThreadPoolExecutor(_WORKERS, "mmskit-quick")
        self._lanes: dict[tuple[int, Lane], Task] = {}
        self._open: set[Task] = set()
        self._stopped = False
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Work,
        done: Callable[[Any], None] = lambda _: None,
        *,
        failed: Callable[[mmskit.MMSKitError], None] | None = None,
        progressed: Report | None = None,
        owner: QObject | None = None,
        lane: Lane | None = None,
        quick: bool = False,
    ) -> Task:
        """Do a work beside the window.

        Args:
            work: does it, in another thread; it touches no widget. It is given a report, and should
                call it from time to time.
            done: takes what it returned.
            failed: takes why it could not be done; any error that is not mmskit's own becomes one.
            progressed: takes the share that is done.
            owner: nothing is told once this object is gone; also parts lanes of windows.
            lane: starting a work cancels the one before of the same owner and lane.
            quick: whether it is short, and should not wait behind slow ones.
        """
        task = Task(work, done, failed, progressed, owner)
        if lane is not None:
            key = (id(owner), lane)
            before = self._lanes.get(key)
            if before is not None:
                before.cancel()
            self._lanes[key] = task
        if self._stopped:  # a timer of a window that is being closed
            task.cancel()
            return task
        self._open.add(task)
        pool = self._quick if quick else self._slow
        pool.submit(self._work, task)
        return task

    @property
    def busy(self) -> bool:
        """Whether any work is under way or waits, and is still wanted."""
        return any(not task.cancelled for task in self._open)

    def stop(self) -> None:
        """Cancel everything and wait for the threads to end."""
        self._stopped = True
        for task in list(self._open):
            task.cancel()
        for pool in (self._slow, self._quick):
            pool.shutdown(wait=True, cancel_futures=True)

    def _work(self, task: Task) -> None:
        def report(done: float) -> None:
            if task.cancelled:
                raise CancelledError
            if task.progressed is not None:
                self._send(_Told(task, progress=done))

        if task.cancelled:
            self._send(_Told(task, ended=True))
            return
        try:
            self._send(_Told(task, outcome=task.work(report), ended=True))
        except BaseException as error:  # noqa: BLE001 - told in the window, also a panic
            self._send(_Told(task, error=error, ended=True))

    def _send(self, told: _Told) -> None:
        if shiboken6.isValid(self):
            self._told.emit(told)

    @Slot(object)
    def _tell(self, told: _Told) -> None:
        task = told.task
        if told.ended:
            self._open.discard(task)
            self._lanes = {key: kept for key, kept in self._lanes.items() if kept is not task}
        if not task.wanted or isinstance(told.error, CancelledError):
            return
        if not told.ended:
            if task.progressed is not None and told.progress is not None:
                task.progressed(told.progress)
        elif told.error is None:
            task.done(told.outcome)
        elif task.failed is not None:
            task.failed(as_sentence(told.error))


def as_sentence(error: BaseException) -> mmskit.MMSKitError:
    """Any error as one that has a sentence for a person."""
    if isinstance(error, mmskit.MMSKitError):
        return error
    if isinstance(error, OSError):
        path = error.filename or "-"
        return mmskit.MMSKitError(text("cli.system", reason=error.strerror or error, path=path))
    if isinstance(error, MemoryError):
        return mmskit.MMSKitError(text("gui.no_memory"))
    reason = f"{type(error).__name__}: {str(error)[:200]}"
    return mmskit.MMSKitError(text("gui.internal", reason=reason))
