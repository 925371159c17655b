"""Campaigns: many submissions that survive anything, each sent at most once, every doubt shown."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from mmskit.errors import CampaignError
from mmskit.files import write_atomically
from mmskit.journal import Journal, find_journal
from mmskit.limits import SEND_BYTES, SEND_RECIPIENTS
from mmskit.message import Message
from mmskit.outbox import building, making, shards
from mmskit.outbox.deciding import decide
from mmskit.outbox.deliveries import DeliveryPoint, find_deliveries
from mmskit.outbox.evidence import Evidence, settle, settle_by_records
from mmskit.outbox.files import OWNER_FILE, Kind
from mmskit.outbox.finding import open_home, open_place
from mmskit.outbox.matching import read_journal
from mmskit.outbox.people import (
    Outcome,
    Person,
    find_failed,
    find_page,
    list_people,
    write_rows,
)
from mmskit.outbox.place import Home, Place, Slots
from mmskit.outbox.sending import BACK_OFF_SECONDS, Sender, Sending
from mmskit.outbox.status import Status, find_status
from mmskit.outbox.summary import Summary, find_summary
from mmskit.texts import Language, Text, text
from mmskit.wire.sent import SentRecord

if TYPE_CHECKING:
    from mmskit.account import Account
    from mmskit.personal import PersonalBatch
    from mmskit.personal.addressees import OnBadRow


BACK_OFF: Final = BACK_OFF_SECONDS


class Campaign:
    """Submissions that belong together, frozen before the first of them leaves.

    ::

        campaign = mmskit.Campaign.create(batch, account)
        with mmskit.Client(account) as client:
            status = campaign.run(client)

    Killed at any moment, ``Campaign.open(folder)`` and ``run`` go on where it was: what was
    accepted is never sent again, and what is in doubt only after :meth:`resolve`.

    Attributes:
        folder: where it is kept; it holds numbers and is its owner's alone. In an outbox that
            several machines share there is none, and this is its address as a path.
        address: where it is kept, for people: the folder, or the outbox without its password.
        id: its name, which is the folder's.
        kind: ``personal`` (a text for each recipient) or ``message`` (one for all).
        title: the message's.
        created: when it was made, timezone-aware.
        account: what the person calls the account.
        username: the account's.
        url: where it goes.
        rate: messages a second.
        parent: the campaign whose failed recipients these are, or "".
    """

    def __init__(self, home: Home, place: Place) -> None:
        """Use :meth:`create` or :meth:`open`."""
        self.address = place.address
        self.folder = Path(place.address)
        self.id = place.id
        self._home = home
        self._place = place
        self._store = place.store
        self._stop = threading.Event()
        with self._store.reading() as db:
            row = db.execute(
                "SELECT kind, title, created, account, username, url, rate, parent, content"
                " FROM campaign"
            ).fetchone()
        if row is None:
            raise CampaignError(text("campaigns.draft", path=self.address))
        kind, title, created, self.account, self.username, self.url, self.rate = row[:7]
        self.kind: Kind = kind
        self.title = str(json.loads(title))
        self.created = datetime.fromisoformat(created)
        self.parent, self._content = row[7:]

    @classmethod
    def create(
        cls,
        content: PersonalBatch | Message,
        account: Account,
        *,
        to: Iterable[str] = (),
        folder: str | PathLike[str] | None = None,
        outbox: str = "",
        max_recipients: int = SEND_RECIPIENTS,
        max_bytes: int = SEND_BYTES,
        rate: int | None = None,
        on_bad_row: OnBadRow | None = None,
        again: bool = False,
    ) -> Self:
        """Write and freeze everything that will be sent. Nothing is sent yet.

        Args:
            content: a personalised batch, or one message for all.
            account: where it will go, and as whom.
            to: the numbers, for one message; each is sent to once.
            folder: where campaigns are kept; by default this person's ``campaigns``.
            outbox: instead of a folder, a PostgreSQL database that several machines share, as
                ``postgresql://user@host/database``; the password may also stand in
                ``PGPASSWORD`` or ``~/.pgpass``. Every sender takes the shards that wait there.
            max_recipients: the most of one submission, since one doubt concerns them all.
            max_bytes: the most bytes of one submission, form-encoded; at most 7 MB.
            rate: messages a second; by default 200 for a batch and 150 for one message.
                Source: SMS §3.6.
            on_bad_row: told about every row of a batch that is left out; see
                :meth:`PersonalBatch.shards`.
            again: make it also if there is a campaign with the very same content and recipients.

        Raises:
            CampaignError: there is one already, which is in the sentence; resume that.
            InvalidMessageError, InvalidNumberError, MessageTooLargeError: it cannot be sent.
            TemplateError, RecipientListError: the batch's template or list is at fault.
            JournalError, BundleError: it cannot be kept.
        """
        if max_recipients < 1 or (rate is not None and rate < 1):
            raise ValueError("max_recipients and rate are at least 1")
        if isinstance(content, Message):
            draft = building.draft_message(content, to, max_recipients)
        else:
            draft = building.draft_batch(content, max_recipients, max_bytes, on_bad_row)
        home = open_home(folder, outbox)
        place = making.make(home, draft, account, rate=rate, again=again)
        making.freeze(home, place, again=again)
        return cls(home, place)

    @classmethod
    def open(cls, folder: str | PathLike[str], *, outbox: str = "") -> Self:
        """Open a campaign.

        Args:
            folder: its folder; or its name in the outbox; or ``postgresql://…#NAME``, both at once.
            outbox: the PostgreSQL database that it is in, if it is in one; see :meth:`create`.

        Raises:
            CampaignError: there is none, or its making was interrupted; nothing of it was sent.
            JournalError: it cannot be read.
        """
        home, place = open_place(folder, outbox)
        try:
            return cls(home, place)
        except BaseException:
            place.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close its file, or leave the outbox."""
        self._place.close()

    def run(
        self,
        client: Sender,
        *,
        on_progress: Callable[[Status], object] | None = None,
        pace: Slots | None = None,
    ) -> Status:
        """Send what is ready, shard by shard, until all is sent or something pauses it.

        It pauses for a refusal that the next shard would meet too (balance, blocked, key,
        address), after three doubts or three other refusals in a row, when the platform cannot
        be reached, and when somebody asks for it.

        Args:
            client: a :class:`mmskit.Client` for the account that the campaign was made for.
            on_progress: told how it stands after every shard.
            pace: says when a submission may begin; by default all campaigns of an account share
                its rate.

        Raises:
            CampaignHeldError: another process is sending it.
            CampaignError: it is a draft, or account, host or a file is not what it was.
            JournalError: what happens cannot be written down, so nothing more is sent.
        """
        with self._place.hold():
            self._check_unchanged(client.account)
            shards.retry_fatal(self._store)
            settle(self._store, self._find_known)  # what is proved must not go out once more
            with self._store.transaction() as db:
                db.execute("UPDATE campaign SET pausing = 0, paused = ''")
            self._place.reserve()
            owner = hashlib.sha256(f"{self.url} {self.username}".encode()).hexdigest()[:16]
            sending = Sending(
                place=self._place,
                kind=self.kind,
                title=self.title,
                content_digest=self._content,
                sender=client,
                pace=pace or self._place.make_slots(owner, self.rate),
                stop=self._stop,
                back_off=BACK_OFF,
                on_progress=lambda: on_progress and on_progress(self.status()),
            )
            try:
                sending.run()
            finally:
                self._stop.clear()
        return self.status()

    def pause(self) -> None:
        """Stop after the submission under way, in whichever process that is.

        Raises:
            CampaignError: nobody is sending it.
            JournalError: the wish cannot be written down.
        """
        if self._find_holder() is None:
            raise CampaignError(text("campaigns.not_sending", path=self.address))
        with self._store.transaction() as db:
            db.execute("UPDATE campaign SET pausing = 1")

    def stop(self) -> None:
        """Stop this process's own run after the submission under way; from a signal handler too."""
        self._stop.set()

    def status(self) -> Status:
        """How it stands. What a process left behind that ended in the middle is in doubt.

        Raises:
            JournalError: its file cannot be read or written.
        """
        holder = self._find_holder()
        with self._store.reading() as db:
            return find_status(db, holder, self._find_known)

    def summary(self) -> Summary:
        """The same in a few figures, in no time. Raises JournalError."""
        holder = self._find_holder()
        with self._store.reading() as db:
            return find_summary(db, holder)

    def count_failed(self) -> int:
        """How many people :meth:`resend_failed` would send to. Raises JournalError."""
        with self._store.reading() as db:
            return sum(len(mobiles) for mobiles in find_failed(db).values())

    def people(self) -> Iterator[Person]:
        """Every recipient and what became of their message. Raises JournalError."""
        self._find_holder()
        with self._store.reading() as db:
            yield from list_people(db)

    def page(self, offset: int, limit: int, outcome: Outcome | None = None) -> tuple[Person, ...]:
        """Some of the recipients, for a table that shows only a part of them.

        All are in the order of their shards; those of one outcome that was reported, by its code
        and time. A million are as quick as a thousand.

        Args:
            offset: how many come before them; from 0.
            limit: at most so many.
            outcome: only those whose :attr:`Person.outcome` it is; None for all.

        Raises:
            ValueError: a negative offset or limit, or there is no such outcome.
            JournalError: the campaign cannot be read.
        """
        self._find_holder()
        with self._store.reading() as db:
            return find_page(db, offset, limit, outcome)

    def deliveries(self, step: timedelta | None = None) -> tuple[DeliveryPoint, ...]:
        """How many were delivered and how many had failed, over time, for a chart.

        The time is the platform's, that of the reports. There is a point at the end of each step
        in which something was reported, and one at the beginning of it where nothing was in the
        step before: straight lines between the points are true.

        Args:
            step: the time between two points, in whole seconds; by default from a second to a
                month, so that there are at most 200 steps.

        Returns:
            Points in the order of time; none where nothing was reported yet.

        Raises:
            ValueError: a step that is no whole number of seconds, or none.
            JournalError: the campaign cannot be read.
        """
        with self._store.reading() as db:
            return find_deliveries(db, step)

    def write_csv(self, path: str | PathLike[str], language: Language = "en") -> None:
        """Write every recipient into a table for a spreadsheet, safe to open in Excel.

        Raises:
            BundleError: it cannot be written.
            JournalError: the campaign cannot be read.
        """
        write_atomically(Path(path), write_rows(self.people(), language), mode=OWNER_FILE)

    def read_reports(self, journal: Journal | None = None) -> tuple[int, list[Evidence]]:
        """Match the delivery reports of the journal, and settle the doubts that they prove.

        Reading an answer twice changes nothing. Fetch new ones with
        ``client.pull_reports(keep=journal.entry)`` first.

        Args:
            journal: by default the account's.

        Returns:
            How many reports were new, and the evidence that settled doubts.

        Raises:
            JournalError: the journal or the campaign cannot be read or written.
        """
        self._find_holder()
        kept = find_journal(self) if journal is None else journal
        count = read_journal(self._store, kept, self.created.timestamp())
        return count, settle(self._store, self._find_known)

    def read_records(self, records: Iterable[SentRecord]) -> list[Evidence]:
        """Settle the doubts that the platform's own records prove: those of ``client.list_sent``.

        A record proves that the platform took a shard if it names exactly the shard's people.
        That there is none proves nothing: nobody documents when a record appears.

        Args:
            records: for the time from the first doubt on.

        Returns:
            The evidence that settled doubts.

        Raises:
            JournalError: the campaign cannot be read or written.
        """
        self._find_holder()
        return settle_by_records(self._store, records, self._find_known)

    def resolve(self, shard: int, decision: str, *, msgid: str = "") -> None:
        """Decide a doubt, as the person who pays for it.

        Args:
            shard: its number.
            decision: ``accepted`` (the platform's records say so), ``ready`` (send it again: if
                it had been taken, everyone in it gets it twice and it is paid for twice), or
                ``abandoned`` (leave it).
            msgid: what the platform calls it, for ``accepted``.

        Raises:
            CampaignError: the shard is not in doubt, or no msgid was given.
            JournalError: the decision cannot be written down.
        """
        self._find_holder()
        decide(self._store, shard, decision, msgid)

    def resend_failed(self, account: Account, *, max_recipients: int = SEND_RECIPIENTS) -> Campaign:
        """Make a new campaign for those whose message failed, with what they were to get.

        Whoever is in one is not in the next: nobody is sent to twice by calling it twice.

        Args:
            account: where it will go, and as whom.
            max_recipients: the most of one submission.

        Raises:
            CampaignError: nobody failed who was not sent to once more already.
            JournalError, BundleError: it cannot be kept.
        """
        parent = making.Parent(self.id, self.kind, self.title, self.rate, self._content)
        made = making.make_failed(self._home, self._place, parent, account, max_recipients)
        return Campaign(self._home, made)

    def discard(self) -> None:
        """Remove a campaign of which nothing was ever sent.

        Raises:
            CampaignError: something was.
            CampaignHeldError: another process is sending it.
            JournalError: it cannot be removed.
        """
        with self._place.hold_alone():
            with self._store.reading() as db:
                (begun,) = db.execute(
                    "SELECT count(*) FROM shards WHERE state NOT IN ('draft', 'ready')"
                    " OR began IS NOT NULL"
                ).fetchone()
            if begun:
                raise CampaignError(text("campaigns.begun", path=self.address))
            self._place.remove()
        self.close()
        if self.parent:
            with suppress(CampaignError):  # which may be gone itself
                making.unmark(self._home, self.parent, self.id)

    def _check_unchanged(self, account: Account) -> None:
        """Refuse to go on with anything but what was frozen."""
        frozen = (self.url, self.username, self.account)
        given = (account.url, account.username, account.name)
        if given != frozen:
            which = {
                "frozen": f"{self.account} ({self.url})",
                "given": f"{account.name} ({account.url})",
            }
            raise CampaignError(text("campaigns.other_account", **which))
        with self._store.reading() as db:
            (frozen_as,) = db.execute("SELECT frozen FROM campaign").fetchone()
            if not frozen_as:
                raise CampaignError(text("campaigns.draft", path=self.address))
            if building.find_fingerprint(db) != frozen_as:
                raise CampaignError(text("campaigns.file_changed", path=self.address))
            left = shards.list_shards(db, "ready")
        for shard in left:
            self._place.read(self.kind, shard.number, shard.digest)

    def _find_holder(self) -> Text | None:
        """Who is sending it; where nobody is, what was being sent becomes a doubt."""
        return self._place.find_holder()

    def _find_known(self) -> frozenset[str]:
        """The msgids of the campaigns beside this one, which are no evidence for its doubts."""
        return making.find_known(self._home, self.id)
