"""The platform's own records of what was submitted. Source: SMS §5.1.2, protocol §6."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from mmskit.wire.percent import quote, unquote
from mmskit.wire.reports import NO_RECORD

_RECORD: Final = re.compile(
    r"([^,;]{1,40}),([0-9]{1,40}),([0-9]{5,20}(?:[|\s]+[0-9]{5,20})*),(.*),([0-9]{1,11})",
    re.ASCII | re.DOTALL,
)


@dataclass(frozen=True)
class SentRecord:
    """One submission that the platform took.

    Attributes:
        username: whose.
        msgid: its id.
        mobiles: its recipients; many records may share a msgid.
        text: what it said; for an MMS nobody documents what stands here.
        time: when it was sent, timezone-aware.
    """

    username: str
    msgid: str
    mobiles: tuple[str, ...] = field(repr=False)
    text: str = field(repr=False)
    time: datetime


@dataclass(frozen=True)
class SentPage:
    """The answer to one question for records.

    Attributes:
        records: those that could be read, in order.
        unread: those that fit no layout, as they came.
    """

    records: tuple[SentRecord, ...] = ()
    unread: tuple[str, ...] = ()


def encode_sent(records: Iterable[SentRecord]) -> str:
    """Write records, each ended by ``;``, the text percent-encoded. Source: SMS §5.1.2."""
    return "".join(
        f"{record.username},{record.msgid},{'|'.join(record.mobiles)},"
        f"{quote(record.text)},{int(record.time.timestamp())};"
        for record in records
    )


def decode_sent(answer: str) -> SentPage:
    """Read records; nothing is dropped and nothing is raised.

    Line breaks inside a text are an artefact of layout, and numbers may stand apart by white space
    in place of ``|``: the document's two samples differ. Source: SMS §5.1.1, §5.1.2.
    """
    if answer.strip().lower() in {"", NO_RECORD}:
        return SentPage()
    records, unread = [], []
    for piece in answer.split(";"):
        if not piece.strip():
            continue
        matched = _RECORD.fullmatch(piece.strip())
        if matched is None:
            unread.append(piece)
            continue
        username, msgid, mobiles, said, stamp = matched.groups()
        numbers = tuple(re.split(r"[|\s]+", mobiles))
        when = datetime.fromtimestamp(int(stamp), UTC)
        records.append(SentRecord(username, msgid, numbers, _read_text(said), when))
    return SentPage(tuple(records), tuple(unread))


def _read_text(said: str) -> str:
    """Undo the encoding; what is not UTF-8 under its percent signs stays as it came."""
    packed = "".join(said.split())
    try:
        return unquote(packed.replace("+", " "))
    except UnicodeDecodeError:
        return packed
