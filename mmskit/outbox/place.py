"""Where campaigns are kept: in folders of this machine, or in a database that several machines share.

What a campaign does is the same in both: :mod:`mmskit.outbox.local` and :mod:`mmskit.outbox.shared`
differ in who may send at the same time, and in how it is known that somebody still does.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Event
from typing import Protocol

from mmskit.outbox.database import Store
from mmskit.outbox.files import Kind
from mmskit.outbox.shards import SentShard
from mmskit.texts import Text


class Slots(Protocol):
    """Says when a submission may begin; see :class:`mmskit.outbox.pace.Pace`."""

    def wait(self, messages: int, stop: Event, /) -> bool:
        """Wait for a slot; False where it was stopped. Raises JournalError."""


class Place(Protocol):
    """One campaign's place.

    Attributes:
        id: the campaign's name.
        address: where it is, for people; without a password.
        store: its rows.
    """

    id: str
    address: str

    @property
    def store(self) -> Store:
        """Its rows."""

    def read(self, kind: Kind, number: int, digest: str) -> bytes:
        """What a shard will say; the message itself is number 0.

        Raises:
            CampaignError: it is gone, or not what was frozen.
            JournalError: it cannot be read.
        """

    def write(self, kind: Kind, number: int, data: bytes) -> None:
        """Keep what a shard will say, durably. Raises BundleError, JournalError."""

    def hold(self) -> AbstractContextManager[object]:
        """Be one who sends it, until it is left or the process ends, however it ends.

        What was being sent by somebody who is gone is a doubt from here on.

        Raises:
            CampaignHeldError: somebody sends it, and only one may.
            JournalError: it cannot be held.
        """

    def hold_alone(self) -> AbstractContextManager[object]:
        """Be the only one. Raises as :meth:`hold` does."""

    def find_holder(self) -> Text | None:
        """Who sends it; what was being sent by somebody who is gone becomes a doubt."""

    def reserve(self) -> None:
        """Take the space for writing down an outcome, where that can be. Raises JournalError."""

    def claim(self, shard: SentShard, now: float) -> SentShard | None:
        """Write down that a shard is being sent: this one, or one that waits like it.

        Only after this may a connection be opened. None where others took what there was.
        """

    def make_slots(self, owner: str, rate: int) -> Slots:
        """The slots of an account, which all who send for it from here share."""

    def remove(self) -> None:
        """Remove the campaign. Raises JournalError."""

    def close(self) -> None:
        """Let go of it."""


class Home(Protocol):
    """Where campaigns are beside each other."""

    def names(self) -> tuple[str, ...]:
        """All campaigns, the newest first. Raises JournalError."""

    def make(self, name: str) -> Place:
        """A place for a new one. Raises JournalError, BundleError."""

    def finish(self, place: Place) -> None:
        """Make it durable that a new one is there."""

    def open(self, name: str) -> Place:
        """The place of one.

        Raises:
            CampaignError: there is none.
            JournalError: it cannot be read.
        """


FindKnown = Callable[[], frozenset[str]]
