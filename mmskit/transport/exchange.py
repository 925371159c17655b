"""One exchange: a thread that works, a caller that waits for it no longer than it wants to."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from mmskit.errors import JournalError
from mmskit.texts import text
from mmskit.transport.answer import Answer, GivenUpError
from mmskit.transport.connection import Watch

_GRACE_SECONDS: Final = 1.0


class Exchange:
    """One exchange in a thread of its own, because nothing else bounds a name lookup or a drip."""

    def __init__(
        self,
        work: Callable[[Watch, Callable[[bytes], None]], Answer],
        keep: Callable[[bytes], object] | None,
    ) -> None:
        self.watch = Watch()
        self.read = bytearray()
        self.unkept: JournalError | None = None
        self._work = work
        self._keep = keep
        self._ended = threading.Event()
        self._outcome: Answer | BaseException | None = None

    def run(self, timeout: float) -> Answer | BaseException:
        """Wait for the outcome, until the deadline or until it is stopped."""
        thread = threading.Thread(target=self._run, name="mmskit-post", daemon=True)
        reason = text("transport.interrupted")
        try:
            thread.start()
            if not self._ended.wait(timeout):
                reason = text("transport.deadline", seconds=timeout)
        except KeyboardInterrupt:
            self.stop()
        if self._outcome is None:
            self.watch.give_up()
            _join(thread)
        # An answer that came after all is known, and better than a doubt.
        if isinstance(self._outcome, Answer | JournalError):
            return self._outcome
        if self._outcome is None or self.watch.given_up:
            return GivenUpError(reason)
        return self._outcome

    def stop(self) -> None:
        """Give up: nothing more leaves, and whoever waits is woken."""
        self.watch.give_up()
        self._ended.set()

    def _run(self) -> None:
        try:
            self._outcome = self._work(self.watch, self._take)
        except BaseException as error:  # noqa: BLE001 - it is raised again by the caller's thread
            self._outcome = error
        self._ended.set()

    def _take(self, chunk: bytes) -> None:
        self.read.extend(chunk)
        if self._keep is None or self.unkept is not None:
            return
        try:
            self._keep(chunk)
        except JournalError as error:
            # The rest is read all the same: it will not be told again.
            self.unkept = error


def _join(thread: threading.Thread) -> None:
    """Wait for a thread that has been told to end, but not for ever."""
    with suppress(KeyboardInterrupt, RuntimeError):
        thread.join(_GRACE_SECONDS)
