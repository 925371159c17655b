"""Running the jobs of a fit on an executor, and telling how far it is."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from mmskit.fit.sources import at_frame

Report = Callable[[float], None]

_THREADS: Final = 4
_NEARLY: Final = 0.99


@dataclass(frozen=True)
class Job:
    """A function of :mod:`mmskit.fit.jobs` with what it is to be given.

    Attributes:
        frame: the number of the frame that it is for, from 1.
    """

    frame: int
    function: Callable[..., Any]
    given: tuple[Any, ...]


class Work:
    """Runs jobs, several at a time.

    Args:
        executor: where they run.
        report: told the share of the work that is done; what it raises stops the work.
        steps: about how many jobs there will be.
    """

    def __init__(self, executor: Executor, report: Report, steps: int) -> None:
        self._executor = executor
        self._report = report
        self._steps = max(1, steps)
        self._done = 0

    def run(self, jobs: Sequence[Job]) -> list[Any]:
        """Run jobs, the same ones once. Returns what they returned, in their order.

        Raises:
            MMSKitError: the first of them, in their order, that failed; ``place`` names its frame.
        """
        started: dict[tuple[Any, ...], Future[Any]] = {}
        futures = []
        for job in jobs:
            same = (job.function, *job.given)
            if same not in started:
                started[same] = self._executor.submit(job.function, *job.given)
            futures.append(started[same])
        try:
            for _ in as_completed(started.values()):
                self._step()
        finally:
            for future in started.values():
                future.cancel()
        results = []
        for job, future in zip(jobs, futures, strict=True):
            with at_frame(job.frame):
                results.append(future.result())
        return results

    def finish(self) -> None:
        """Everything is done."""
        self._report(1.0)

    def _step(self) -> None:
        """One job is done; there may be more of them than were expected."""
        self._done += 1
        self._report(min(self._done / self._steps, _NEARLY))


@contextmanager
def choose_executor(wanted: Executor | None, jobs: int) -> Iterator[Executor]:
    """The executor that is wanted, or threads of our own: the codecs let go of Python's lock."""
    if wanted is not None:
        yield wanted
        return
    count = max(1, min(_THREADS, os.cpu_count() or 1, jobs))
    with ThreadPoolExecutor(count, "mmskit-fit") as executor:
        yield executor
