"""Work spread over an executor, its results in the order of what was given."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from typing import Final, TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")

_AHEAD: Final = 2
"""How many pieces of work wait for each worker, so that none is idle."""


def map_in_order(
    work: Callable[[Given], Made], given: Iterable[Given], executor: Executor | None
) -> Iterator[Made]:
    """What a function makes of each, in order, with only some of them on the way at a time.

    ``Executor.map`` takes in everything at once, which a list of millions must not.

    Args:
        work: the function; it goes to other processes where the executor has some.
        given: what it is given, read no further than needed.
        executor: where it runs, or None for here.
    """
    if executor is None:
        yield from map(work, given)
        return
    waiting: deque[Future[Made]] = deque()
    most = _AHEAD * _count_workers(executor)
    try:
        for one in given:
            waiting.append(executor.submit(work, one))
            if len(waiting) >= most:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


def _count_workers(executor: Executor) -> int:
    """How many an executor has, where it tells; else those of this machine."""
    known = getattr(executor, "_max_workers", None)
    return known if isinstance(known, int) and known > 0 else (os.cpu_count() or 1)
