"""The delivery reports' rows. Every function works inside a transaction that its caller holds."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from mmskit.sandbox.numbers import UNKNOWN_MSGID, find_fate
from mmskit.wire.reports import CHINA, DeliveryReport

REPORTS_PER_PULL: Final = 10_000
"""The most records one pull answers; the rest waits for the next. The documents name no bound."""


@dataclass(frozen=True)
class ReportState:
    """A report as the sandbox sees it.

    Attributes:
        msgid: the msgid it carries.
        mobile: the recipient's number.
        status: its code.
        time: the time written in it, timezone-aware.
        due: from when on a pull shows it, timezone-aware.
        pulled: when a pull showed it, or None while it waits.
    """

    msgid: str
    mobile: str
    status: str
    time: datetime
    due: datetime
    pulled: datetime | None


def plan_reports(
    db: sqlite3.Connection,
    *,
    account: str,
    submission: int,
    msgid: str,
    mobiles: Iterable[str],
    now: float,
    delay: float,
) -> None:
    """Plan what will be reported about recipients, by their numbers."""
    db.executemany(
        "INSERT INTO reports (account, submission, msgid, mobile, status, sent, dated, due)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                account,
                submission,
                msgid if planned.known else UNKNOWN_MSGID,
                mobile,
                planned.status,
                now,
                now + planned.dated * delay,
                now + planned.after * delay,
            )
            for mobile in mobiles
            for planned in find_fate(mobile).reports
        ],
    )


def pull_reports(
    db: sqlite3.Connection,
    account: str,
    *,
    now: float,
    between: tuple[int, int] | None = None,
    mobiles: Sequence[str] = (),
) -> list[DeliveryReport]:
    """Take the reports that are due. What is returned here is never returned again. Source: MMS §5.1.5.

    Args:
        db: the store's connection.
        account: whose reports.
        now: the sandbox's time.
        between: only those sent or reported from the first to the second UNIX second; the document
            does not say which of the two times it means. Source: MMS §5.1.4.
        mobiles: only those of these numbers.
    """
    since, until = between or (0, 1 << 62)
    rows = db.execute(
        "SELECT id, msgid, mobile, status, dated FROM reports"
        " WHERE account = ? AND pulled IS NULL AND due <= ?"
        " AND CAST(dated AS INTEGER) >= ? AND CAST(sent AS INTEGER) <= ?"
        " AND (? = '[]' OR mobile IN (SELECT value FROM json_each(?)))"
        " ORDER BY due, id LIMIT ?",
        (account, now, since, until, *[json.dumps(list(mobiles))] * 2, REPORTS_PER_PULL),
    ).fetchall()
    db.executemany("UPDATE reports SET pulled = ? WHERE id = ?", [(now, row[0]) for row in rows])
    return [
        DeliveryReport(msgid, mobile, status, _time(dated), number=f"{number:07d}")
        for number, msgid, mobile, status, dated in rows
    ]


def list_reports(
    db: sqlite3.Connection, *, submission: int | None = None, limit: int | None = None
) -> list[ReportState]:
    """All reports, or those of one submission, in the order of its recipients."""
    wanted = "TRUE" if submission is None else "submission = ?"
    rows = db.execute(
        "SELECT msgid, mobile, status, dated, due, pulled FROM reports"  # noqa: S608 - constants
        f" WHERE {wanted} ORDER BY id LIMIT ?",
        (*(() if submission is None else (submission,)), -1 if limit is None else limit),
    )
    return [
        ReportState(
            msgid,
            mobile,
            status,
            _time(dated),
            _time(due),
            None if pulled is None else _time(pulled),
        )
        for msgid, mobile, status, dated, due, pulled in rows
    ]


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, CHINA)
