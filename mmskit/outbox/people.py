"""A campaign, person by person: what a spreadsheet shows, and who is sent to once more."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime
from typing import Final, NamedTuple

from mmskit import spreadsheet
from mmskit.outbox.status import find_outcome
from mmskit.texts import Language, text
from mmskit.wire.reports import CHINA

_COLUMNS: Final = ("mobile", "shard", "state", "msgid", "outcome", "status", "time")
_PEOPLE: Final = """
SELECT r.mobile, s.number, s.state, s.msgid, r.status, r.reported
FROM recipients r JOIN shards s ON s.number = r.shard ORDER BY s.number, r.mobile
"""


class Person(NamedTuple):
    """One recipient of a campaign.

    Attributes:
        mobile: the number.
        shard: the submission's number.
        state: the submission's.
        msgid: the submission's, or "".
        outcome: ``delivered``, ``failed``, ``other`` (a code no document maps), ``waiting``,
            ``unknown`` (in doubt) or ``not_sent``.
        status: the platform's code, verbatim, or "".
        time: when it was reported, timezone-aware, or None.
    """

    mobile: str
    shard: int
    state: str
    msgid: str
    outcome: str
    status: str
    time: datetime | None


def list_people(db: sqlite3.Connection) -> Iterator[Person]:
    """Every recipient, shard by shard."""
    for mobile, shard, state, msgid, status, reported in db.execute(_PEOPLE):
        when = None if reported is None else datetime.fromtimestamp(reported, CHINA)
        outcome = _find_outcome(state, status)
        yield Person(str(mobile), shard, state, msgid, outcome, status or "", when)


def _find_outcome(state: str, status: str | None) -> str:
    if status is not None:
        found = find_outcome(status)
        return "other" if found == "unknown" else found
    if state in {"unknown", "sending"}:
        return "unknown"
    return "waiting" if state == "accepted" else "not_sent"


def write_rows(people: Iterator[Person], language: Language) -> Iterator[bytes]:
    """A table for a spreadsheet, in chunks: UTF-8 with the mark that Excel asks for.

    What could be taken for a formula is quoted with an apostrophe in front.
    """
    yield from spreadsheet.write_rows(_list_cells(people, language))


def _list_cells(people: Iterator[Person], language: Language) -> Iterator[list[str]]:
    yield [text(f"campaigns.column.{name}").render(language) for name in _COLUMNS]
    for person in people:
        said = [
            text(f"campaigns.{kind}.{value}").render(language)
            for kind, value in (("state", person.state), ("outcome", person.outcome))
        ]
        when = "" if person.time is None else f"{person.time:%Y-%m-%d %H:%M:%S}"
        row = (person.mobile, person.shard, said[0], person.msgid, said[1], person.status, when)
        yield [str(value) for value in row]


def find_failed(db: sqlite3.Connection) -> dict[int, set[int]]:
    """Whose message failed and who was not sent to once more since, by shard."""
    failed: dict[int, set[int]] = {}
    for mobile, shard, status in db.execute(
        "SELECT mobile, shard, status FROM recipients"
        " WHERE status IS NOT NULL AND resent IS NULL ORDER BY shard, mobile"
    ):
        if find_outcome(status) == "failed":
            failed.setdefault(shard, set()).add(mobile)
    return failed
