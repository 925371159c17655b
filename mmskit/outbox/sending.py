"""Sending a campaign: one POST per shard, one after the other, and never a second one on a doubt."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING, Final, Protocol

from mmskit.encoding import decode
from mmskit.errors import (
    JournalError,
    MMSKitError,
    NotSentError,
    OutcomeUnknownError,
    PlatformError,
)
from mmskit.limits import SEND_BYTES
from mmskit.message import Message
from mmskit.outbox import shards
from mmskit.outbox.building import add_shard
from mmskit.outbox.database import Store
from mmskit.outbox.files import Kind, cut_in_two, describe_shard, read_numbers
from mmskit.outbox.place import Place, Slots
from mmskit.outbox.reasons import write_text
from mmskit.outbox.shards import SentShard
from mmskit.outbox.states import FATAL, State
from mmskit.texts import Text, text

if TYPE_CHECKING:
    from mmskit.account import Account
    from mmskit.client import Receipt

LARGE_BYTES: Final = 512 * 1024
"""From here on, "Missing apikey" means that the server dropped a form for its size.

Source: protocol §11.
"""

MOST_IN_A_ROW: Final = 3
"""After so many doubts, or refusals, one after the other, a campaign pauses: the next would be alike."""

_ONE_S_OWN: Final = {"campaigns.paused_by_person", "transport.not_sent"}
"""Why one sender stops, and others need not: its person's wish, and its own way to the platform."""

BACK_OFF_SECONDS: Final = (1.0, 2.0, 4.0, 8.0, 16.0)
"""How long is waited after a shard of which not a byte had left, before it is tried again."""


class Sender(Protocol):
    """What a campaign needs of a client; :class:`mmskit.Client` is one.

    Attributes:
        account: where it sends, and as whom.
    """

    account: Account

    def send(self, message: Message, to: Sequence[str]) -> Receipt:
        """Send one message, as one submission."""

    def send_batch(self, xml: bytes, recipients: Sequence[str] = ()) -> Receipt:
        """Send a personalised batch, as one submission."""


@dataclass
class Sending:
    """One run over the shards that are ready.

    Attributes:
        place: the campaign's.
        kind: the campaign's.
        title: the message's.
        content_digest: of the encoded message.
        sender: does the POST.
        pace: says when.
        stop: set to stop after the submission under way.
        on_progress: told after every shard.
        back_off: seconds to wait after the first, second … failure to connect in a row.
    """

    place: Place
    kind: Kind
    title: str
    content_digest: str
    sender: Sender
    pace: Slots
    stop: Event
    on_progress: Callable[[], object]
    back_off: Sequence[float] = BACK_OFF_SECONDS
    _doubts: int = field(default=0, init=False)
    _refusals: int = field(default=0, init=False)
    _failures: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        """Take the place's rows."""
        self.store: Store = self.place.store

    def run(self) -> None:
        """Send until nothing is ready, or something pauses the campaign.

        Raises:
            CampaignError: a file has changed; nothing of it was sent.
            JournalError: what happens cannot be written down; nothing more is sent.
        """
        message = self._read_message()
        while (shard := shards.find_next(self.store)) is not None:
            data = self._read(shard)
            if self._is_known_too_large(shard):
                self._cut(shard, data, "ready")
                continue
            if not self.pace.wait(shard.recipients, self.stop) or self._is_paused():
                self._pause(text("campaigns.paused_by_person"))
                return
            claimed = self.place.claim(shard, time.time())
            if claimed is None:
                continue
            why = self._send(claimed, self._read_claimed(claimed, shard, data), message)
            self.on_progress()
            if why is not None:
                self._pause(why)
                return

    def _read(self, shard: SentShard) -> bytes:
        return self.place.read(self.kind, shard.number, shard.digest)

    def _read_claimed(self, claimed: SentShard, shard: SentShard, data: bytes) -> bytes:
        """What the claimed shard says; another sender may have taken the one that was looked at."""
        if claimed.number == shard.number:
            return data
        try:
            return self._read(claimed)
        except BaseException:
            shards.step_back(self.store, claimed)
            raise

    def _read_message(self) -> Message | None:
        content = self.place.read(self.kind, 0, self.content_digest)
        if self.kind == "personal":
            return None
        return decode(content.decode("ascii"), title=self.title)

    def _send(self, shard: SentShard, data: bytes, message: Message | None) -> Text | None:
        """Submit one claimed shard, once. Returns why the campaign pauses, or None."""
        try:
            if message is None:
                receipt = self.sender.send_batch(data)
            else:
                receipt = self.sender.send(message, read_numbers(data))
        except NotSentError as error:
            shards.step_back(self.store, shard)
            return self._wait_a_little(error.sentence)
        except PlatformError as error:
            return self._refused(shard, data, error)
        except OutcomeUnknownError as error:
            shards.doubt(self.store, shard, error.reason or error.sentence, time.time())
            self._doubts += 1
            enough = self._doubts >= MOST_IN_A_ROW
            return text("campaigns.paused_doubts", count=self._doubts) if enough else None
        except BaseException:
            shards.doubt(self.store, shard, text("campaigns.interrupted"), time.time())
            raise
        self._accepted(shard, receipt.msgid)
        return None

    def _accepted(self, shard: SentShard, msgid: str) -> None:
        self._doubts = self._refusals = self._failures = 0
        try:
            shards.accept(self.store, shard, msgid, time.time())
        except JournalError as error:
            # Nowhere else is the msgid written down; better on the screen than nowhere.
            figures = {"shard": shard.number, "msgid": msgid, "reason": error.sentence}
            raise JournalError(text("campaigns.accepted_unkept", **figures)) from None
        except BaseException:  # Ctrl+C just now must not make a doubt of what is known
            with suppress(MMSKitError):
                shards.accept(self.store, shard, msgid, time.time())
            raise

    def _refused(self, shard: SentShard, data: bytes, error: PlatformError) -> Text | None:
        self._doubts = self._failures = 0
        dropped = error.code == "missing_apikey" and shard.size >= LARGE_BYTES
        if dropped and shard.recipients > 1:
            with self.store.transaction() as db:
                db.execute("UPDATE campaign SET too_large = ?", (shard.size,))
            self._cut(shard, data, "sending")
            return None
        shards.refuse(self.store, shard, error.code, error.sentence, time.time())
        if error.code in FATAL:
            return error.sentence
        self._refusals += 1
        if self._refusals < MOST_IN_A_ROW:
            return None
        return text("campaigns.paused_refusals", count=self._refusals, said=error.sentence)

    def _is_known_too_large(self, shard: SentShard) -> bool:
        with self.store.reading() as db:
            (limit,) = db.execute("SELECT too_large FROM campaign").fetchone()
        return bool(limit) and shard.size >= limit and shard.recipients > 1

    def _cut(self, shard: SentShard, data: bytes, was: State) -> None:
        """Make two shards of one that the server drops for its size."""
        said = text("campaigns.cut", size=shard.size, limit=SEND_BYTES)
        with self.store.transaction() as db:
            # One at a time numbers new shards; the row of the campaign is everyone's.
            db.execute(f"SELECT too_large FROM campaign{self.store.row_lock}").fetchone()  # noqa: S608 - no input
            if shards.find_shard(db, shard.number).state != was:
                return  # another sender was quicker
            (last,) = db.execute("SELECT max(number) FROM shards").fetchone()
            parts = list(enumerate(cut_in_two(self.kind, data), last + 1))
            for number, part in parts:
                self.place.write(self.kind, number, part)
            shards.move(
                db,
                shard.number,
                was,
                "refused",
                is_cut=1,
                code="missing_apikey",
                said=write_text(said),
                settled_by="answer",
            )
            for number, part in parts:
                half = describe_shard(self.kind, number, part)
                add_shard(db, half, "ready", part_of=shard.number)

    def _wait_a_little(self, why: Text) -> Text | None:
        """After a failure to connect; None to try again. Nothing had left, so nothing is sent twice."""
        if self._failures >= len(self.back_off):
            return why
        self._failures += 1
        self.stop.wait(self.back_off[self._failures - 1])
        return None

    def _is_paused(self) -> bool:
        with self.store.reading() as db:
            (pausing,) = db.execute("SELECT pausing FROM campaign").fetchone()
        return bool(pausing) or self.stop.is_set()

    def _pause(self, why: Text) -> None:
        """Write down why, unless another sender did; what stops one for good stops them all."""
        everyone = why.key not in _ONE_S_OWN
        with self.store.transaction() as db:
            db.execute(
                "UPDATE campaign SET paused = ?, pausing = CASE WHEN ? = 1 THEN 1 ELSE pausing END"
                " WHERE paused = ''",
                (write_text(why), int(everyone)),
            )
