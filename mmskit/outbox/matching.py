"""Delivery reports find their recipients: by msgid and number, whenever and however often they come.

A report is kept whether its msgid is known or not: it may have come before the answer to its
submission, and then it is the evidence that there was one. What is shown of a recipient does not
depend on the order in which reports came. Source: MMS §5, R21, R23.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from mmskit.journal import Journal
from mmskit.msisdn import FOREIGN_DIGITS
from mmskit.outbox.database import Database, Store
from mmskit.wire.reports import DeliveryReport, decode_reports

SKEW_SECONDS: Final = 600
"""How far the platform's clock may be behind ours."""

_AT_ONCE: Final = 500
_PEOPLE: Final = (
    "SELECT r.mobile, s.msgid, r.status, r.reported FROM recipients r"
    " JOIN shards s ON s.number = r.shard"
)
_SHOW: Final = "UPDATE recipients SET status = ?, reported = ? WHERE mobile = ?"
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
    """Keep reports for the campaign's recipients, and match those of known msgids.

    A few statements for all of them: a database may be far away.
    """
    given = [(_read_mobile(report.mobile), report) for report in reports]
    people = _find_people(db, {mobile for mobile, _ in given})
    others: set[str] = set()
    kept: list[tuple[str, int, str, int]] = []
    changed: dict[int, tuple[str, int]] = {}
    for mobile, report in given:
        status = report.status.replace("\0", " ")  # which PostgreSQL has no place for
        time = max(0, int(report.time.timestamp()))
        msgid, *shown = people.get(mobile, (None, None, None))
        if msgid is None or (time < created - SKEW_SECONDS and msgid != report.msgid):
            others.add(report.msgid)
            continue
        kept.append((report.msgid, mobile, status, time))
        if msgid == report.msgid and _counts_more((status, time), shown):
            people[mobile] = (msgid, status, time)
            changed[mobile] = (status, time)
    count = db.executemany(_KEEP, kept).rowcount if kept else 0
    db.executemany(_SHOW, [(*told, mobile) for mobile, told in changed.items()])
    db.executemany(
        "INSERT INTO others VALUES (?) ON CONFLICT DO NOTHING", [(msgid,) for msgid in others]
    )
    return count


def _find_people(db: Database, mobiles: set[int]) -> dict[int, tuple[str, Any, Any]]:
    """Those of them who are the campaign's: the msgid, and what is shown."""
    found = {}
    left = sorted(mobiles)
    for start in range(0, len(left), _AT_ONCE):
        part = left[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(part))
        for mobile, *rest in db.execute(f"{_PEOPLE} WHERE r.mobile IN ({marks})", part):
            found[mobile] = tuple(rest)
    return found


def match_stored(db: Database, shard: int, msgid: str) -> None:
    """Match the reports that came before their msgid was known to be this shard's."""
    rows = db.execute(
        "SELECT p.mobile, p.status, p.time FROM reports p JOIN recipients r USING (mobile)"
        " WHERE p.msgid = ? AND r.shard = ?",
        (msgid, shard),
    ).fetchall()
    people = _find_people(db, {mobile for mobile, _, _ in rows})
    changed: dict[int, tuple[str, int]] = {}
    for mobile, *told in rows:
        shown = changed.get(mobile, people[mobile][1:])
        if _counts_more(told, shown):
            changed[mobile] = (told[0], told[1])
    db.executemany(_SHOW, [(*told, mobile) for mobile, told in changed.items()])


def _counts_more(told: Sequence[Any], shown: Sequence[Any]) -> bool:
    """Whether a report is shown: the latest, but delivered is delivered whatever else is said."""
    return shown[0] is None or _rank(*told) > _rank(*shown)


def _rank(status: str, time: int) -> tuple[bool, int, str]:
    return status == _DELIVERED, time, status


def _read_mobile(written: str) -> int:
    """A number as it is kept, 0 for one that is nobody's; a mainland one may come with its 86."""
    if len(written) > FOREIGN_DIGITS[1] or written.startswith("0"):
        return 0
    return int(written[2:] if len(written) == 13 and written.startswith("86") else written)  # noqa: PLR2004 - 86 and 11 digits
