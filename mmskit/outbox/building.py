"""Making a campaign: everything that will be sent is written and hashed before anything is sent."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from mmskit.check import check, find_errors
from mmskit.encoding import decode, encode
from mmskit.errors import CampaignError, InvalidMessageError, InvalidNumberError
from mmskit.limits import SEND_BYTES
from mmskit.message import Message
from mmskit.msisdn import parse_number
from mmskit.outbox.database import Database, Store
from mmskit.outbox.files import Kind, Written, describe_shard, find_digest, write_numbers
from mmskit.outbox.place import Place
from mmskit.texts import text

if TYPE_CHECKING:
    from mmskit.account import Account
    from mmskit.personal import PersonalBatch
    from mmskit.personal.addressees import OnBadRow


@dataclass(frozen=True)
class Draft:
    """What a campaign is made of.

    Attributes:
        kind: ``personal`` or ``message``.
        title: of the message.
        content: the encoded message; empty where each recipient has a text of their own.
        files: what each shard's file will say, in order.
    """

    kind: Kind
    title: str
    content: str
    files: Iterable[bytes]


def draft_batch(
    batch: PersonalBatch, max_recipients: int, max_bytes: int, on_bad_row: OnBadRow | None
) -> Draft:
    """Cut a personalised batch. Raises as :meth:`PersonalBatch.shards` does."""
    shards = batch.shards(min(max_bytes, SEND_BYTES), max_recipients, on_bad_row=on_bad_row)
    return Draft("personal", batch.title, "", (b"".join(shard.chunks()) for shard in shards))


def draft_message(message: Message, to: Iterable[str], max_recipients: int) -> Draft:
    """Split the recipients of one message.

    Raises:
        InvalidMessageError: the message has errors.
        InvalidNumberError: a number is none; on the way.
        MessageTooLargeError: it does not fit.
    """
    errors = find_errors(check(message))
    if errors:
        raise InvalidMessageError(errors)
    content = encode(message)
    if encode(decode(content)) != content:
        raise AssertionError("what is frozen must be what is sent")
    return Draft("message", message.title, content, _split(to, max_recipients))


def _split(to: Iterable[str], max_recipients: int) -> Iterator[bytes]:
    numbers = iter(dict.fromkeys(parse_number(number) for number in to))
    empty = True
    while part := list(islice(numbers, max_recipients)):
        empty = False
        yield write_numbers(part)
    if empty:
        raise InvalidNumberError("", text("numbers.none"))


def make_name(now: datetime) -> str:
    """A name for a campaign: when it was made, and something that no other has."""
    return f"{now:%Y%m%d-%H%M%S}-{secrets.randbelow(1_000_000):06}"


def build(place: Place, draft: Draft, account: Account, rate: int, parent: str = "") -> str:
    """Write a campaign into a new place, as a draft.

    Returns:
        The hash of what it will send, by which another with the same is found.

    Raises:
        JournalError, BundleError: it cannot be kept.
        CampaignError: a number comes twice.
    """
    content = draft.content.encode("ascii")
    now = datetime.now(UTC)
    with place.store.transaction() as db:
        place.write(draft.kind, 0, content)
        told = [draft.kind, draft.title, find_digest(content)]
        digests = []
        for number, data in enumerate(draft.files, 1):
            place.write(draft.kind, number, data)
            written = describe_shard(draft.kind, number, data)
            add_shard(db, written, "draft")
            digests.append(written.digest)
        contents = _hash([*told, account.username, account.url, *digests])
        db.execute(
            "INSERT INTO campaign (kind, title, created, account, username, url, rate, content,"
            " contents, frozen, parent) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?)",
            (
                draft.kind,
                json.dumps(draft.title),  # escapes: a title may hold half of a character
                now.isoformat(),
                account.name,
                account.username,
                account.url,
                rate,
                find_digest(content),
                contents,
                parent,
            ),
        )
    return contents


def freeze(store: Store) -> None:
    """Make a draft ready to be sent; from here on nothing of it may change."""
    with store.transaction() as db:
        db.execute("UPDATE campaign SET frozen = ?", (find_fingerprint(db),))
        db.execute("UPDATE shards SET state = 'ready' WHERE state = 'draft'")


def find_fingerprint(db: Database) -> str:
    """The hash over everything that is frozen: content, recipients, shards, account and host."""
    campaign = db.execute(
        "SELECT kind, title, created, account, username, url, rate, content, contents FROM campaign"
    ).fetchone()
    shards = db.execute(
        "SELECT number, recipients, size, digest FROM shards WHERE part_of IS NULL ORDER BY number"
    ).fetchall()
    return _hash([[*campaign], [[*shard] for shard in shards]])


def add_shard(db: Database, written: Written, state: str, part_of: int | None = None) -> None:
    """Enter a shard and its recipients; those of a half belonged to the whole before.

    Raises:
        CampaignError: a number comes twice.
    """
    db.execute(
        "INSERT INTO shards (number, part_of, recipients, size, digest, state)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (written.number, part_of, len(written.mobiles), written.size, written.digest, state),
    )
    rows = [(written.number, mobile) for mobile in written.mobiles]
    if part_of is not None:
        db.executemany("UPDATE recipients SET shard = ? WHERE mobile = ?", rows)
        return
    added = db.executemany(
        "INSERT INTO recipients (shard, mobile) VALUES (?, ?) ON CONFLICT DO NOTHING", rows
    )
    if added.rowcount != len(rows):
        raise CampaignError(text("campaigns.number_twice", shard=written.number))


def _hash(value: Any) -> str:
    return find_digest(json.dumps(value, ensure_ascii=True).encode("ascii"))
