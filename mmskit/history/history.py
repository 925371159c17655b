"""Everything that was sent from this machine, single submissions and campaigns, as one list."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from os import PathLike
from pathlib import Path

from mmskit.errors import CampaignError, JournalError
from mmskit.files import write_atomically
from mmskit.history import campaigns, sends
from mmskit.history.mailing import Counts, Mailing
from mmskit.history.settling import settle_record
from mmskit.home import find_home
from mmskit.journal import Journal
from mmskit.ledger import Ledger
from mmskit.message import Message
from mmskit.outbox import Campaign, DeliveryPoint, Doubt, Person, find_campaigns
from mmskit.outbox.deliveries import draw_deliveries
from mmskit.outbox.people import Outcome, write_rows
from mmskit.records import Records
from mmskit.texts import Language, text

_OWNER_FILE = 0o600

FindReports = Callable[[Mailing], Path | None]
"""Finds the folder of the journal of a mailing that does not name it itself."""


class History:
    """What was sent, and what became of it. It sends nothing, and asks nobody.

    ::

        history = mmskit.History()
        for mailing in history.list():
            print(mailing.time, mailing.title, mailing.state, history.count(mailing).delivered)

    A list is quick, whatever there is: people are counted only when they are asked for. Its
    methods may be called from any thread.

    Attributes:
        damaged: files and folders that the last :meth:`list` could not read.
    """

    def __init__(
        self,
        home: str | PathLike[str] | None = None,
        *,
        records: Records | None = None,
        find_reports: FindReports = lambda _mailing: None,
    ) -> None:
        """Look into a folder; nothing is made there.

        Args:
            home: where records and campaigns are kept; by default this person's place.
            records: the records of this very process, which knows what it is sending.
            find_reports: finds the journal of mailings that do not name it; by default, or where
                it finds none, a campaign's is its account's.
        """
        place = find_home() if home is None else Path(home)
        self._records = Records(place / "records") if records is None else records
        self._campaigns = place / "campaigns"
        self._find_reports = find_reports
        self._ledgers: dict[Path, tuple[Ledger, set[str]]] = {}
        self._known: dict[Path, tuple[campaigns.Stamp, Mailing]] = {}
        self._lock = threading.Lock()
        self.damaged: tuple[Path, ...] = ()

    def list(self) -> tuple[Mailing, ...]:
        """Every mailing, the newest first.

        Raises:
            JournalError: the records cannot be read.
        """
        found = [sends.describe_record(record) for record in self._records.list()]
        damaged = [*self._records.damaged]
        for folder in find_campaigns(self._campaigns):
            try:
                found.append(self._describe(folder))
            except (CampaignError, JournalError):
                damaged.append(folder)
        self.damaged = tuple(damaged)
        return tuple(sorted(found, key=lambda mailing: (mailing.time, mailing.id), reverse=True))

    def find(self, name: str) -> Mailing:
        """A mailing by its name, the beginning of it, a msgid of it, or ``last``.

        Raises:
            CampaignError: no mailing is called so, or several begin so.
            JournalError: the records cannot be read.
        """
        known = self.list()
        if name == "last" and known:
            return known[0]
        for fits in (
            lambda one: one.id == name,
            lambda one: name in one.msgids,
            lambda one: one.id.startswith(name),
        ):
            found = [mailing for mailing in known if fits(mailing)]
            if len(found) == 1:
                return found[0]
        listed = tuple(one.id for one in known[:10]) or "-"
        raise CampaignError(text("history.none_called", name=name, known=listed))

    def renew(self, mailing: Mailing) -> Mailing:
        """A mailing as it stands now. Raises CampaignError or JournalError."""
        if mailing.folder is not None:
            return self._describe(mailing.folder)
        now = next((one for one in self._records.list() if one.id == mailing.id), None)
        return mailing if now is None else sends.describe_record(now)

    def count(self, mailing: Mailing) -> Counts:
        """What became of its recipients. Raises CampaignError or JournalError."""
        if mailing.record is not None:
            resent = self._records.find_resent(mailing.id)
            return sends.count_record(mailing.record, self._read_ledger(mailing), resent)
        with self._open(mailing) as campaign:
            return campaigns.count_campaign(campaign)

    def deliveries(self, mailing: Mailing) -> tuple[DeliveryPoint, ...]:
        """How many were delivered and how many had failed, over time, for a chart.

        At most 200 steps, as of :meth:`mmskit.Campaign.deliveries`; none where nothing was
        reported yet.

        Raises:
            CampaignError, JournalError: it cannot be read.
        """
        if mailing.record is not None:
            told = sends.list_told(mailing.record, self._read_ledger(mailing))
            return draw_deliveries(told)
        with self._open(mailing) as campaign:
            return campaign.deliveries()

    def people(self, mailing: Mailing) -> Iterator[Person]:
        """Every recipient and what became of their message. Raises CampaignError or JournalError."""
        if mailing.record is not None:
            yield from sends.list_people(mailing.record, self._read_ledger(mailing))
            return
        with self._open(mailing) as campaign:
            yield from campaign.people()

    def page(
        self, mailing: Mailing, offset: int, limit: int, outcome: Outcome | None = None
    ) -> tuple[Person, ...]:
        """Some of the recipients, for a table that shows only a part of them.

        Args:
            mailing: whose.
            offset: how many come before them; from 0.
            limit: at most so many.
            outcome: only those whose :attr:`Person.outcome` it is; None for all.

        Raises:
            CampaignError, JournalError: it cannot be read.
        """
        if mailing.record is not None:
            ledger = self._read_ledger(mailing)
            return tuple(sends.list_people(mailing.record, ledger, offset, limit, outcome))
        with self._open(mailing) as campaign:
            return campaign.page(offset, limit, outcome)

    def find_failed(self, mailing: Mailing) -> tuple[str, ...]:
        """The recipients of a single submission whose message failed, and who may be sent to again.

        For a campaign use :meth:`mmskit.Campaign.resend_failed`.

        Raises:
            JournalError: records or reports cannot be read.
        """
        if mailing.record is None:
            return ()
        resent = self._records.find_resent(mailing.id)
        return sends.find_failed_of(mailing.record, self._read_ledger(mailing), resent)

    def find_doubts(self, mailing: Mailing) -> tuple[Doubt, ...]:
        """Its submissions of which nobody knows whether they were accepted, with the evidence.

        Raises:
            CampaignError, JournalError: it cannot be read.
        """
        if mailing.record is None:
            with self._open(mailing) as campaign:
                return campaign.status().doubts
        if mailing.record.state != "unknown":
            return ()
        known = {msgid for other in self.list() for msgid in other.msgids}
        doubt = sends.find_doubt(mailing.record, self._read_ledger(mailing), known)
        return () if doubt is None else (doubt,)

    def settle(self, mailing: Mailing, shard: int, decision: str, *, msgid: str = "") -> None:
        """Decide a doubt, as the person who pays for it.

        Args:
            mailing: whose it is.
            shard: the submission's number; 1 for a single one.
            decision: ``accepted``, ``ready`` (it may be sent again: if it had been taken,
                everyone in it gets it twice and it is paid for twice), or ``abandoned``.
            msgid: what the platform calls it, for ``accepted``; for a single submission it may
                be left out, and then no reports are matched.

        Raises:
            CampaignError: it is not in doubt, or the msgid is none.
            JournalError: the decision cannot be written down.
        """
        if mailing.record is not None:
            settle_record(self._records, mailing.record, decision, msgid)
            return
        with self._open(mailing) as campaign:
            campaign.resolve(shard, decision, msgid=msgid)

    def read_reports(self, mailing: Mailing) -> int:
        """Take in what was fetched since the last time; a campaign's doubts that it proves are settled.

        Returns:
            How many reports were new to a campaign; 0 for a single submission, which reads them
            when they are asked for.

        Raises:
            CampaignError, JournalError: journal or campaign cannot be read or written.
        """
        if mailing.record is not None:
            return 0
        folder = self._find_reports(mailing)
        with self._open(mailing) as campaign:
            return campaign.read_reports(None if folder is None else Journal(folder))[0]

    def read_message(self, mailing: Mailing, person: Person | None = None) -> Message | None:
        """The message as it was sent, or None where it was not kept, or is damaged.

        Args:
            mailing: whose message.
            person: whose text is wanted, where each has their own; by default the first one's.

        Raises:
            CampaignError, JournalError: the campaign cannot be read.
        """
        if mailing.record is not None:
            return self._records.read_message(mailing.record)
        with self._open(mailing) as campaign:
            return campaigns.read_message(campaign, person)

    def write_csv(
        self, mailing: Mailing, path: str | PathLike[str], language: Language = "en"
    ) -> None:
        """Write every recipient into a table for a spreadsheet, safe to open in Excel.

        Raises:
            BundleError: it cannot be written.
            CampaignError, JournalError: the mailing cannot be read.
        """
        rows = write_rows(self.people(mailing), language)
        write_atomically(Path(path), rows, mode=_OWNER_FILE)

    def _describe(self, folder: Path) -> Mailing:
        """A campaign as it stands, from memory where nobody wrote into its file since."""
        stamp = campaigns.find_stamp(folder)
        known = self._known.get(folder)
        if stamp is not None and known is not None and known[0] == stamp:
            return known[1]
        mailing = campaigns.describe_campaign(folder)
        if stamp is not None and mailing.state != "sending":
            self._known[folder] = (stamp, mailing)
        return mailing

    @contextmanager
    def _open(self, mailing: Mailing) -> Iterator[Campaign]:
        if mailing.folder is None:
            raise ValueError("a single submission has no campaign")
        with Campaign.open(mailing.folder) as campaign:
            yield campaign

    def _read_ledger(self, mailing: Mailing) -> Ledger:
        """The reports of an account, with what came since the last time."""
        named = "" if mailing.record is None else mailing.record.reports
        folder = Path(named) if named else self._find_reports(mailing)
        if folder is None:
            return Ledger()
        with self._lock:
            ledger, names = self._ledgers.setdefault(folder, (Ledger(), set()))
            for name, raw in Journal(folder).read(skip=names):
                ledger.read([(name, raw)])
                if name.endswith(".raw"):  # one that is still being written will be longer
                    names.add(name)
        return ledger
