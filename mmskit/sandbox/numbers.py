"""Test numbers: what becomes of a message is decided by the number it goes to.

One table serves the sandbox, its JSON API, its page and the reference in ``docs/``. What a row
means to a person is the text ``sandbox.number.<code>``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

UNKNOWN_MSGID: Final = "99999999999999"
"""The msgid of a report that belongs to no submission; the sandbox never gives it to one."""

DELIVERED: Final = "DELIVRD"
FAILED: Final = "UNDELIV"


@dataclass(frozen=True)
class PlannedReport:
    """One report that will come.

    Attributes:
        status: the code in it. Source: MMS §5.1.7, SMS §7.1.2.
        after: when, in multiples of the sandbox's delay.
        dated: the time written in it, in multiples of the delay; a repeated report repeats it.
        known: whether it carries the submission's msgid, or :data:`UNKNOWN_MSGID`.
    """

    status: str = DELIVERED
    after: float = 1
    dated: float = 1
    known: bool = True


@dataclass(frozen=True)
class Fate:
    """What becomes of a message to a kind of number.

    Attributes:
        ending: the last two digits of the number, or "" where they do not decide.
        code: its short name; the text ``sandbox.number.<code>`` explains it.
        reports: what will be reported, in order.
    """

    ending: str
    code: str
    reports: tuple[PlannedReport, ...] = (PlannedReport(),)


FATES: Final = (
    Fate("01", "delivered"),
    Fate("02", "failed", (PlannedReport(FAILED),)),
    Fate("03", "silent", ()),
    Fate("04", "blocked", (PlannedReport("NOSEND"),)),
    Fate("05", "too_fast", (PlannedReport("TOO FAST"),)),
    Fate("06", "undocumented", (PlannedReport("MK:0015"),)),
    Fate("07", "late", (PlannedReport(after=10, dated=10),)),
    Fate("08", "twice", (PlannedReport(), PlannedReport(after=2))),
    Fate("09", "unknown_msgid", (PlannedReport(), PlannedReport(known=False))),
)
"""The endings that decide. Any other number is delivered."""

OTHERWISE: Final = Fate("", "otherwise")
INVALID: Final = Fate("", "invalid", (PlannedReport(FAILED),))

AnswerCode = Literal["rejected", "black_keyword", "lost_empty", "lost_page"]

ANSWERS: Final[dict[str, AnswerCode]] = {
    "13800009996": "rejected",
    "13800009997": "black_keyword",
    "13800009998": "lost_empty",
    "13800009999": "lost_page",
}
"""Whole numbers that decide the answer to the submission itself, wherever they stand in it.

The first two are refused, with nothing taken; the last two are accepted, and the client is not told
so (Source: MMS §2.2, R11, protocol §11).
"""

_MOBILE: Final = re.compile(r"1[2-9][0-9]{9}|(?!86)[2-9][0-9]{6,14}", re.ASCII)
_BY_ENDING: Final = {fate.ending: fate for fate in FATES}


def is_mobile(number: str) -> bool:
    """Whether a message can go there: 11 mainland digits, or 7 to 15 foreign ones without ``+``.

    ``86`` in front of a mainland number is a mistake. Source: MMS §5.1.4, protocol §8.
    """
    return _MOBILE.fullmatch(number) is not None


def find_fate(number: str) -> Fate:
    """What becomes of a message to this number.

    Anything that is no phone number is accepted, charged and then reported ``UNDELIV``: the
    documents have no answer that refuses a number, and a silent drop would hide a client's bug.
    """
    if not is_mobile(number):
        return INVALID
    return _BY_ENDING.get(number[-2:], OTHERWISE)


def find_answer(number: str) -> AnswerCode | None:
    """How the whole submission is answered because of this number, or None."""
    return ANSWERS.get(number)
