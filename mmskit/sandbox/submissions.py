"""The submissions' rows. Every function works inside a transaction that its caller holds."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from mmskit.sandbox.findings import Finding, decode_findings, encode_findings
from mmskit.wire.reports import CHINA

_COLUMNS: Final = (
    "id, time, call, account, address, msgid, answer, title, size, recipients, findings"
)


@dataclass(frozen=True)
class Submission:
    """One POST to a send call, as the sandbox keeps it, accepted or refused.

    Attributes:
        id: its number in the sandbox, increasing.
        time: when it arrived, timezone-aware.
        call: ``send`` or ``batch``.
        account: the user name it was sent with.
        address: the client's address.
        msgid: its msgid, or "" when it was refused.
        answer: what the client was answered.
        title: its title.
        size: bytes of its content (``send``: R9) or of its XML (``batch``).
        recipients: how many there were.
        findings: what was noticed about it.
    """

    id: int
    time: datetime
    call: str
    account: str
    address: str
    msgid: str
    answer: str
    title: str
    size: int
    recipients: int
    findings: tuple[Finding, ...]

    @property
    def accepted(self) -> bool:
        """Whether the platform took it."""
        return bool(self.msgid)


@dataclass(frozen=True)
class Recipient:
    """One recipient of a submission.

    Attributes:
        mobile: the number, as it was sent.
        said: the recipient's own text in a batch; None in a message that all share.
    """

    mobile: str
    said: str | None = None


def add_submission(
    db: sqlite3.Connection, submission: Submission, fingerprint: bytes | None
) -> None:
    """Keep a submission."""
    db.execute(
        f"INSERT INTO submissions ({_COLUMNS}, fingerprint)"  # noqa: S608 - a constant
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            submission.id,
            submission.time.timestamp(),
            submission.call,
            submission.account,
            submission.address,
            submission.msgid or None,
            submission.answer,
            submission.title,
            submission.size,
            submission.recipients,
            encode_findings(submission.findings),
            fingerprint,
        ),
    )


def find_submission(db: sqlite3.Connection, number: int) -> Submission | None:
    """The submission of this number, or None."""
    row = db.execute(f"SELECT {_COLUMNS} FROM submissions WHERE id = ?", (number,)).fetchone()  # noqa: S608
    return None if row is None else _submission(row)


def find_same(db: sqlite3.Connection, fingerprint: bytes, since: float) -> Submission | None:
    """The newest submission with the same fingerprint that arrived since a time, or None."""
    row = db.execute(
        f"SELECT {_COLUMNS} FROM submissions WHERE fingerprint = ? AND time >= ?"  # noqa: S608
        " ORDER BY id DESC LIMIT 1",
        (fingerprint, since),
    ).fetchone()
    return None if row is None else _submission(row)


def list_submissions(
    db: sqlite3.Connection,
    *,
    accepted_only: bool,
    after: int | None = None,
    before: int | None = None,
    limit: int | None = None,
) -> list[Submission]:
    """A page of submissions, newest last.

    Args:
        db: the store's connection.
        accepted_only: leave out what was refused.
        after: those that follow this number, the oldest first to be taken.
        before: those in front of this number, the newest first to be taken.
        limit: the most to take; None takes all.
    """
    wanted = "msgid IS NOT NULL" if accepted_only else "TRUE"
    order = "ASC" if after is not None else "DESC"
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM submissions"  # noqa: S608 - constants
        f" WHERE {wanted} AND id > ? AND id < ? ORDER BY id {order} LIMIT ?",
        (
            -1 if after is None else after,
            1 << 62 if before is None else before,
            -1 if limit is None else limit,
        ),
    ).fetchall()
    return [_submission(row) for row in (rows if order == "ASC" else reversed(rows))]


def count_submissions(db: sqlite3.Connection, *, accepted_only: bool) -> int:
    """How many there are."""
    wanted = "msgid IS NOT NULL" if accepted_only else "TRUE"
    (count,) = db.execute(f"SELECT count(*) FROM submissions WHERE {wanted}").fetchone()  # noqa: S608
    return int(count)


def list_recipients(
    db: sqlite3.Connection, number: int, *, after: int = -1, limit: int | None = None
) -> list[Recipient]:
    """A page of a submission's recipients, in the order in which they were sent."""
    rows = db.execute(
        "SELECT mobile, said FROM recipients WHERE submission = ? AND position > ?"
        " ORDER BY position LIMIT ?",
        (number, after, -1 if limit is None else limit),
    )
    return [Recipient(mobile, said) for mobile, said in rows]


def read_part(db: sqlite3.Connection, number: int, part: int) -> bytes | None:
    """One part (from 0) of what was submitted: the content, or the batch's XML; None past the end."""
    row = db.execute(
        "SELECT data FROM contents WHERE submission = ? AND part = ?", (number, part)
    ).fetchone()
    return None if row is None else bytes(row[0])


def delete_submissions(db: sqlite3.Connection) -> int:
    """Forget every submission. Balances and reports stay as they are; returns how many there were."""
    count = count_submissions(db, accepted_only=False)
    for table in ("submissions", "contents", "recipients"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608 - constants
    return count


def _submission(
    row: tuple[int, float, str, str, str, str | None, str, str, int, int, str],
) -> Submission:
    number, time, call, account, address, msgid, answer, title, size, recipients, findings = row
    return Submission(
        id=number,
        time=datetime.fromtimestamp(time, CHINA),
        call=call,
        account=account,
        address=address,
        msgid=msgid or "",
        answer=answer,
        title=title,
        size=size,
        recipients=recipients,
        findings=decode_findings(findings),
    )
