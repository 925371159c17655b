"""Delivery reports, as a pull answers them. Source: MMS §5, R21, R22."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Final, Literal

CHINA: Final = timezone(timedelta(hours=8), "UTC+8")
"""The platform's clock. Source: R22."""

NO_RECORD: Final = "no record"
"""The answer when nothing waits. Source: MMS §5.1.6."""

Outcome = Literal["delivered", "failed", "unknown"]

_OUTCOMES: Final[dict[str, Outcome]] = {
    "DELIVRD": "delivered",
    "UNDELIV": "failed",
    "NOSEND": "failed",
    "TOO FAST": "failed",
}
_TIME: Final = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})([0-9]{2}):([0-9]{2}):([0-9]{2})", re.ASCII
)
_MSGID: Final = re.compile(r"[0-9]{1,40}", re.ASCII)
_MOBILE: Final = re.compile(r"[0-9]{5,20}", re.ASCII)
_LAYOUTS: Final = (4, 5, 6)


@dataclass(frozen=True)
class DeliveryReport:
    """What became of one recipient's message.

    Attributes:
        msgid: the submission's id; with the number it names the message. Source: MMS §5.1.4.
        mobile: the recipient's number.
        status: the platform's code, verbatim.
        time: when, timezone-aware.
        ext: the extension number, or "".
        number: the record's own number, or "".
    """

    msgid: str
    mobile: str
    status: str
    time: datetime
    ext: str = ""
    number: str = ""

    @property
    def outcome(self) -> Outcome:
        """``delivered``, ``failed``, or ``unknown`` for a code no document maps. Source: SMS §7.1.2."""
        return _OUTCOMES.get(self.status, "unknown")


@dataclass(frozen=True)
class ReportPage:
    """The answer to one pull.

    Attributes:
        reports: the records that could be read, in order.
        unread: records that fit no layout, as they came. They are never dropped.
    """

    reports: tuple[DeliveryReport, ...] = ()
    unread: tuple[str, ...] = ()


def encode_reports(reports: Iterable[DeliveryReport], layout: int = 4) -> str:
    """Write records of 4, 5 (ext) or 6 (ext, number) fields, each ended by ``;``. Source: MMS §5.1.5, R21."""
    records = []
    for report in reports:
        when = report.time.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S")
        tail = (report.mobile, report.status, when)
        heads = {
            4: (report.msgid,),
            5: (report.ext, report.msgid),
            6: (report.ext, report.msgid, report.number),
        }
        records.append(",".join((*heads[layout], *tail)) + ";")
    return "".join(records) or NO_RECORD


def decode_reports(answer: str) -> ReportPage:
    """Read records from their right end; nothing is dropped and nothing is raised. Source: R21."""
    if answer.strip().lower() == NO_RECORD:
        return ReportPage()
    reports, unread = [], []
    for record in answer.split(";"):
        if not record.strip():
            continue
        report = _read_record(record)
        if report is None:
            unread.append(record)
        else:
            reports.append(report)
    return ReportPage(tuple(reports), tuple(unread))


def _read_record(record: str) -> DeliveryReport | None:
    fields = [part.strip() for part in record.split(",")]
    if len(fields) not in _LAYOUTS:
        return None
    *head, mobile, status, stamp = fields
    when = _read_time(stamp)
    ext, msgid, number = ["", *head, ""][-3:] if len(head) == 1 else [*head, ""][:3]
    if when is None or not status or not _MOBILE.fullmatch(mobile) or not _MSGID.fullmatch(msgid):
        return None
    return DeliveryReport(msgid, mobile, status, when, ext, number)


def _read_time(stamp: str) -> datetime | None:
    """Read a time; white space inside it is an artefact of line breaks. Source: protocol §10, R22."""
    matched = _TIME.fullmatch("".join(stamp.split()))
    if matched is None:
        return None
    try:
        return datetime(*map(int, matched.groups()), tzinfo=CHINA)  # type: ignore[misc,arg-type]
    except ValueError:
        return None
