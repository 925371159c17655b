"""Deliveries over time, as a chart shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from mmskit.outbox.database import Database
from mmskit.outbox.status import find_outcome
from mmskit.wire.reports import CHINA

_MOST: Final = 200
"""Into so many steps at most a campaign is divided, where none is asked for."""

_STEPS: Final = (1, 5, 10, 30, 60, 300, 900, 3_600, 6 * 3_600, 86_400, 7 * 86_400, 30 * 86_400)
_MIDNIGHT: Final = 8 * 3_600
"""Steps of a day begin at the platform's midnight, which is so long before UTC's. Source: R22."""

# Grouped by the second, not by the step: the index has them in this order, and nothing is sorted.
_REPORTED: Final = """
SELECT status, reported, count(*) FROM recipients
WHERE status IS NOT NULL GROUP BY status, reported
"""


@dataclass(frozen=True)
class DeliveryPoint:
    """How far the delivery of a campaign was at one moment.

    Attributes:
        time: the moment, on the platform's clock.
        delivered: people whose phone had got it by then.
        failed: people whose message had failed by then.
    """

    time: datetime
    delivered: int
    failed: int


def find_deliveries(db: Database, step: timedelta | None) -> tuple[DeliveryPoint, ...]:
    """Add up the reports, step by step; see :meth:`Campaign.deliveries`.

    Raises:
        ValueError: a step that is no whole number of seconds, or none.
    """
    return draw_deliveries(
        (
            (reported, find_outcome(status), count)
            for status, reported, count in db.execute(_REPORTED)
        ),
        step,
    )


def draw_deliveries(
    reports: Iterable[tuple[int, str, int]], step: timedelta | None = None
) -> tuple[DeliveryPoint, ...]:
    """Add up reports, step by step.

    Args:
        reports: when, in UNIX seconds; ``delivered``, ``failed`` or another outcome, which does not
            count; and of how many people. In any order.
        step: as for :meth:`Campaign.deliveries`.

    Raises:
        ValueError: a step that is no whole number of seconds, or none.
    """
    if step is not None and (step < timedelta(seconds=1) or step.microseconds):
        raise ValueError("a step is a whole number of seconds, and at least one")
    told = [one for one in reports if one[1] in {"delivered", "failed"}]
    if not told:
        return ()
    times = [reported for reported, _, _ in told]
    seconds = _choose(max(times) - min(times)) if step is None else int(step.total_seconds())
    return tuple(_add_up(told, seconds))


def _choose(span: int) -> int:
    return next((step for step in _STEPS if span <= step * _MOST), _STEPS[-1])


def _add_up(told: Iterable[tuple[int, str, int]], step: int) -> Iterator[DeliveryPoint]:
    """A point at the end of every step in which something came, and one where a pause ends."""
    found: dict[int, Counter[str]] = {}
    for reported, outcome, count in told:
        begins = (reported + _MIDNIGHT) // step * step - _MIDNIGHT
        found.setdefault(begins, Counter())[outcome] += count
    so_far: Counter[str] = Counter()
    last = None
    for begins in sorted(found):
        if begins != last:
            yield _draw(begins, so_far)
        so_far += found[begins]
        last = begins + step
        yield _draw(last, so_far)


def _draw(time: int, so_far: Counter[str]) -> DeliveryPoint:
    when = datetime.fromtimestamp(time, CHINA)
    return DeliveryPoint(when, so_far["delivered"], so_far["failed"])
