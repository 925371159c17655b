"""How fast an account may send, over all of its campaigns and across restarts. Source: SMS §3.6."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Final

from mmskit.errors import BundleError, JournalError
from mmskit.files import write_atomically
from mmskit.outbox.files import OWNER_FILE, OWNER_FOLDER
from mmskit.outbox.lock import Lock
from mmskit.texts import text

_POLL_SECONDS: Final = 0.05


class Pace:
    """Slots in time: a submission of 1,000 at 200 a second takes five seconds of its account's time.

    Attributes:
        rate: messages a second.
    """

    def __init__(
        self,
        folder: Path,
        rate: int,
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Take the account's folder, which all of its campaigns share, and the rate."""
        self.rate = rate
        self._folder = folder
        self._clock = clock

    def wait(self, messages: int, stop: Event) -> bool:
        """Wait until a submission may begin.

        Args:
            messages: how many it has.
            stop: ends the waiting.

        Returns:
            Whether it may begin; False where it was stopped.

        Raises:
            JournalError: the folder cannot be written.
        """
        seconds = self._reserve(messages, stop)
        return not stop.wait(seconds) if seconds > 0 else not stop.is_set()

    def _reserve(self, messages: int, stop: Event) -> float:
        """Take the next free slot; the seconds until it begins."""
        try:
            self._folder.mkdir(OWNER_FOLDER, parents=True, exist_ok=True)
        except OSError as error:
            reason = error.strerror or str(error)
            raise JournalError(
                text("campaigns.cannot_keep", path=self._folder, reason=reason)
            ) from None
        while True:
            lock = Lock.try_take(self._folder, announce=False)
            if lock is not None:
                break
            if stop.wait(_POLL_SECONDS):
                return 0.0
        with lock:
            now = self._clock()
            begins = now
            free, span = _read(self._folder / "next.json")
            # A slot further away than its own length is one of a clock that was put back since.
            if now < free <= now + span:
                begins = free
            span = begins - now + messages / self.rate
            self._write({"free": begins + messages / self.rate, "span": span})
        return begins - now

    def _write(self, told: dict[str, float]) -> None:
        data = json.dumps(told).encode()
        path = self._folder / "next.json"
        try:
            write_atomically(path, data, follow=False, mode=OWNER_FILE)
        except BundleError as error:
            reason = error.sentence.figures.get("reason", error.sentence)
            raise JournalError(text("campaigns.cannot_keep", path=path, reason=reason)) from None


def _read(path: Path) -> tuple[float, float]:
    """When the next slot is free, and how far away that may be; 0 where nothing is known."""
    try:
        told = json.loads(path.read_bytes())
        free, span = float(told["free"]), float(told["span"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0.0, 0.0
    return (free, span) if math.isfinite(free) and math.isfinite(span) else (0.0, 0.0)
