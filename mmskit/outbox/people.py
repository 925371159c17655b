"""A campaign, person by person: what a spreadsheet shows, and who is sent to once more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final, Literal, NamedTuple, get_args

from mmskit import spreadsheet
from mmskit.outbox.database import Database
from mmskit.outbox.states import State
from mmskit.outbox.status import find_outcome
from mmskit.texts import Language, text
from mmskit.wire.reports import CHINA

_COLUMNS: Final = ("mobile", "shard", "state", "msgid", "outcome", "status", "time")
_ROW: Final = "SELECT r.mobile, s.number, s.state, s.msgid, r.status, r.reported"
_PEOPLE: Final = f"{_ROW} FROM recipients r JOIN shards s ON s.number = r.shard"
_IN_ORDER: Final = " ORDER BY r.shard, r.mobile"
_NEXT: Final = f"{_PEOPLE} WHERE (r.shard, r.mobile) > (?, ?) {_IN_ORDER} LIMIT ?"
# Offsets are counted in an index alone; the rows themselves are looked up for one page.
_PAGE: Final = f"""
{_ROW} FROM (SELECT shard, mobile FROM recipients ORDER BY shard, mobile LIMIT ? OFFSET ?) AS r_page
JOIN recipients r ON r.mobile = r_page.mobile JOIN shards s ON s.number = r.shard
ORDER BY r_page.shard, r_page.mobile
"""  # noqa: S608 - no input
_BY_CODE: Final = " ORDER BY r.status, r.reported, r.mobile"
# The codes that there are, from one to the next in the index: a million reports have a few codes.
_CODES: Final = """
WITH RECURSIVE codes (code) AS (
    SELECT min(status) FROM recipients WHERE status IS NOT NULL UNION ALL
    SELECT (SELECT min(status) FROM recipients WHERE status > code) FROM codes WHERE code IS NOT NULL
) SELECT code FROM codes WHERE code IS NOT NULL
"""
_PART: Final = " LIMIT ? OFFSET ?"
_ROWS: Final = 1_000


Outcome = Literal["delivered", "failed", "other", "waiting", "unknown", "not_sent"]
"""What became of one recipient's message; see :class:`Person`."""

_STATES: Final[dict[Outcome, tuple[State, ...]]] = {
    "waiting": ("accepted",),
    "unknown": ("unknown", "sending"),
    "not_sent": ("draft", "ready", "refused", "abandoned"),
}
"""Of what was not reported, the state of the submission says what is known."""


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
    outcome: Outcome
    status: str
    time: datetime | None


def list_people(db: Database) -> Iterator[Person]:
    """Every recipient, shard by shard."""
    last = (-1, -1)
    while rows := db.execute(_NEXT, (*last, _ROWS)).fetchall():
        yield from map(_read, rows)
        last = (rows[-1][1], rows[-1][0])


def find_page(
    db: Database, offset: int, limit: int, outcome: Outcome | None = None
) -> tuple[Person, ...]:
    """Some of the recipients; see :meth:`Campaign.page`.

    Raises:
        ValueError: a negative offset or limit, or there is no such outcome.
    """
    if min(offset, limit) < 0 or outcome not in {None, *get_args(Outcome)}:
        raise ValueError(f"no page: {offset}, {limit}, {outcome!r}")
    if outcome is None:
        return tuple(map(_read, db.execute(_PAGE, (limit, offset))))
    if outcome in _STATES:
        wanted: tuple[str, ...] = _STATES[outcome]
        having = f"r.status IS NULL AND s.state IN ({_mark(wanted)}) {_IN_ORDER}"
    else:
        wanted = tuple(code for (code,) in db.execute(_CODES) if _find_outcome("", code) == outcome)
        having = f"r.status IN ({_mark(wanted)}) {_BY_CODE}"
    return tuple(
        map(_read, db.execute(f"{_PEOPLE} WHERE {having} {_PART}", (*wanted, limit, offset)))
    )


def _mark(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)


def _read(row: tuple[Any, ...]) -> Person:
    mobile, shard, state, msgid, status, reported = row
    when = None if reported is None else datetime.fromtimestamp(reported, CHINA)
    outcome = _find_outcome(state, status)
    return Person(str(mobile), shard, state, msgid, outcome, status or "", when)


def _find_outcome(state: str, status: str | None) -> Outcome:
    if status is not None:
        found = find_outcome(status)
        return "other" if found == "unknown" else found
    return next((outcome for outcome in _STATES if state in _STATES[outcome]), "not_sent")


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


def find_failed(db: Database) -> dict[int, set[int]]:
    """Whose message failed and who was not sent to once more since, by shard."""
    failed: dict[int, set[int]] = {}
    for mobile, shard, status in db.execute(
        "SELECT mobile, shard, status FROM recipients"
        " WHERE status IS NOT NULL AND resent IS NULL ORDER BY shard, mobile"
    ):
        if find_outcome(status) == "failed":
            failed.setdefault(shard, set()).add(mobile)
    return failed
