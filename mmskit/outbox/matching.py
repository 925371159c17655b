"""Delivery reports find their recipients: by msgid and number, whenever and however often they come.

A report is kept whether its msgid is known or not: it may have come before the answer to its
submission, and then it is the evidence that there was one. What is shown of a recipient does not
depend on the order in which reports came. Source: MMS §5, R21, R23.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from mmskit.journal import Journal
from mmskit.msisdn import FOREIGN_DIGITS
from mmskit.outbox.database import Database, Store
from mmskit.wire.reports import DeliveryReport, decode_reports

SKEW_SECONDS: Final = 600
"""How far the platform's clock may be behind ours."""

_KEEP: Final = "INSERT INTO reports VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
_DELIVERED: Final = "DELIVRD"


def read_journal(store: Store, journal: Journal, created: float) -> int:
    """Take in every answer of the journal that was not read yet.

    Args:
        store: the campaign's file.
        journal: the account's.
        created: when the campaign was made, UNIX seconds: earlier reports are not its own.

    Returns:
        How many reports were new to the campaign.
    """
    with store.reading() as db:
        known = {name for (name,) in db.execute("SELECT name FROM answers")}
    count = 0
    for name, raw in journal.read(skip=known):
        page = decode_reports(raw.decode("utf-8", "backslashreplace"))
        with store.transaction() as db:
            count += take_reports(db, page.reports, created)
            if name.endswith(".raw"):  # one that is still being written will be longer
                db.execute("INSERT INTO answers VALUES (?) ON CONFLICT DO NOTHING", (name,))
    return count


def take_reports(db: Database, reports: Iterable[DeliveryReport], created: float) -> int:
    """Keep reports for the campaign's recipients, and match those of known msgids."""
    count = 0
    others: set[str] = set()
    earliest = created - SKEW_SECONDS
    for report in reports:
        mobile, time = _read_mobile(report.mobile), max(0, int(report.time.timestamp()))
        found = db.execute(
            "SELECT s.msgid, r.status, r.reported FROM recipients r"
            " JOIN shards s ON s.number = r.shard WHERE r.mobile = ?",
            (mobile,),
        ).fetchone()
        if found is None or (time < earliest and found[0] != report.msgid):
            others.add(report.msgid)
            continue
        row = (report.msgid, mobile, report.status, time)
        if db.execute(_KEEP, row).rowcount != 1:
            continue
        count += 1
        if found[0] == report.msgid:
            _show(db, mobile, found[1:], (report.status, time))
    db.executemany(
        "INSERT INTO others VALUES (?) ON CONFLICT DO NOTHING", [(msgid,) for msgid in others]
    )
    return count


def match_stored(db: Database, shard: int, msgid: str) -> None:
    """Match the reports that came before their msgid was known to be this shard's."""
    rows = db.execute(
        "SELECT p.mobile, p.status, p.time FROM reports p JOIN recipients r USING (mobile)"
        " WHERE p.msgid = ? AND r.shard = ?",
        (msgid, shard),
    ).fetchall()
    for mobile, status, time in rows:
        shown = db.execute(
            "SELECT status, reported FROM recipients WHERE mobile = ?", (mobile,)
        ).fetchone()
        _show(db, mobile, shown, (status, time))


def _show(
    db: Database,
    mobile: int,
    shown: tuple[str | None, int | None],
    told: tuple[str, int],
) -> None:
    """Show the latest report, but delivered is delivered whatever else is said."""
    status, time = shown
    if status is None or _rank(*told) > _rank(status, time or 0):
        db.execute(
            "UPDATE recipients SET status = ?, reported = ? WHERE mobile = ?", (*told, mobile)
        )


def _rank(status: str, time: int) -> tuple[bool, int, str]:
    return status == _DELIVERED, time, status


def _read_mobile(written: str) -> int:
    """A number as it is kept, 0 for one that is nobody's; a mainland one may come with its 86."""
    if len(written) > FOREIGN_DIGITS[1] or written.startswith("0"):
        return 0
    return int(written[2:] if len(written) == 13 and written.startswith("86") else written)  # noqa: PLR2004 - 86 and 11 digits
