"""The record of one submission, and the file it is kept in."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal, TypeVar, get_args

State = Literal["sending", "accepted", "refused", "not_sent", "unknown", "abandoned"]

_FORM: Final = 1


@dataclass(frozen=True)
class Record:
    """One submission.

    Attributes:
        id: its name in the folder; later ones sort behind earlier ones.
        time: when it was begun, timezone-aware.
        title: of the message.
        frames: how many frames it had.
        size: bytes of the encoded content. Source: R9.
        recipients: the numbers, as they were given.
        account: what the person calls the account.
        url: where it went.
        state: ``sending``, ``accepted``, ``refused``, ``not_sent``, ``unknown`` or ``abandoned``.
        msgid: what the platform calls it; empty unless accepted.
        said: what the platform said, or why it was not sent, for people.
        content: which of the kept contents it was, or "" where none was kept.
        reports: the folder of the journal that its delivery reports come to, or "".
        parent: the record whose failed recipients these were, or "".
    """

    id: str
    time: datetime
    title: str
    frames: int
    size: int
    recipients: tuple[str, ...]
    account: str
    url: str
    state: State = "sending"
    msgid: str = ""
    said: str = ""
    content: str = ""
    reports: str = ""
    parent: str = ""


def write_record(record: Record) -> bytes:
    """What its file says."""
    told = {"form": _FORM, **asdict(record), "time": record.time.isoformat()}
    # Escapes: a title may hold half of a character, which no file can.
    return json.dumps(told, indent=1).encode()


def read_record(path: Path) -> Record | None:
    """A record, or None where the file holds none."""
    try:
        told: dict[str, Any] = json.loads(path.read_bytes())
        time = datetime.fromisoformat(told["time"])
        record = Record(
            id=path.stem,
            time=time,
            title=_expect(str, told["title"]),
            frames=_expect(int, told["frames"]),
            size=_expect(int, told["size"]),
            recipients=tuple(_expect(str, number) for number in _expect(list, told["recipients"])),
            account=_expect(str, told["account"]),
            url=_expect(str, told["url"]),
            state=told["state"],
            msgid=_expect(str, told["msgid"]),
            said=_expect(str, told["said"]),
            content=_expect(str, told.get("content", "")),
            reports=_expect(str, told.get("reports", "")),
            parent=_expect(str, told.get("parent", "")),
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    known = record.state in get_args(State) and told.get("form") == _FORM
    return record if known and time.tzinfo is not None else None


_Value = TypeVar("_Value")


def _expect(kind: type[_Value], value: object) -> _Value:
    if not isinstance(value, kind):
        raise TypeError(value)
    return value
