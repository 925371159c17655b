"""What became of every recipient of single submissions, read from the answers that were kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from mmskit.wire.reports import DeliveryReport, decode_reports

DeliveryState = Literal["delivered", "failed", "unknown", "waiting"]

_RANKS: Final[dict[DeliveryState, int]] = {"delivered": 3, "failed": 2, "unknown": 1, "waiting": 0}


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is known of one recipient's message.

    Attributes:
        state: ``delivered``, ``failed``, ``unknown`` (a code that no document explains), or
            ``waiting`` (nothing was reported yet).
        status: the platform's code, word for word.
        time: when, timezone-aware.
    """

    state: DeliveryState
    status: str = ""
    time: datetime | None = None


WAITING: Final = Delivery("waiting")


class Ledger:
    """The reports of one account. The order in which they are added makes no difference.

    One thread may add while another one looks.
    """

    def __init__(self) -> None:
        self._by_msgid: dict[str, dict[str, Delivery]] = {}

    def add(self, reports: Iterable[DeliveryReport]) -> set[str]:
        """Take reports in, also those seen before; returns the msgids of which something is new."""
        changed = set()
        for report in reports:
            of_msgid = self._by_msgid.setdefault(report.msgid, {})
            told = Delivery(report.outcome, report.status, report.time)
            if _add(of_msgid, report.mobile, told):
                changed.add(report.msgid)
        return changed

    def merge(self, other: Ledger) -> set[str]:
        """Take everything of another ledger in; returns the msgids of which something is new."""
        changed = set()
        for msgid, found in other._by_msgid.items():
            of_msgid = self._by_msgid.setdefault(msgid, {})
            if sum(_add(of_msgid, number, told) for number, told in found.items()):
                changed.add(msgid)
        return changed

    def read(self, answers: Iterable[tuple[str, bytes]]) -> None:
        """Take in answers as they were kept."""
        for _name, raw in answers:
            self.add(decode_reports(raw.decode("utf-8", "backslashreplace")).reports)

    def find(self, msgid: str, recipients: Iterable[str]) -> dict[str, Delivery]:
        """What is known of each recipient of a submission."""
        of_msgid = self._by_msgid.get(msgid, {}) if msgid else {}
        return {number: of_msgid.get(number, WAITING) for number in recipients}

    def is_settled(self, msgid: str, recipients: Collection[str]) -> bool:
        """Whether every recipient of a submission is reported."""
        of_msgid = self._by_msgid.get(msgid, {}) if msgid else {}
        return len(of_msgid) >= len(recipients) and all(one in of_msgid for one in recipients)

    def find_strays(self, known: Iterable[str]) -> dict[str, dict[str, Delivery]]:
        """Reports of submissions that are not among the known msgids."""
        mine = set(known)
        listed = list(self._by_msgid.items())
        return {msgid: dict(found) for msgid, found in listed if msgid not in mine}


def _add(of_msgid: dict[str, Delivery], number: str, told: Delivery) -> bool:
    """Keep the report that counts more; whether it is the new one."""
    known = of_msgid.get(number)
    if known is not None and _weigh(told) <= _weigh(known):
        return False
    of_msgid[number] = told
    return True


def _weigh(delivery: Delivery) -> tuple[int, float, str]:
    """Delivered counts more than failed, an earlier report more than a later one of the same."""
    stamp = 0.0 if delivery.time is None else delivery.time.timestamp()
    return _RANKS[delivery.state], -stamp, delivery.status
