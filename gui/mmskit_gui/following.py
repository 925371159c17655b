"""What was sent, and what became of it: records, delivery reports, and evidence for doubts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from PySide6.QtCore import QObject, Signal

from mmskit.account import Account
from mmskit.journal import Journal
from mmskit.ledger import WAITING, Delivery, Ledger
from mmskit.record import Record
from mmskit.records import Records
from mmskit.texts import Text, text
from mmskit_gui.account_book import AccountChoice
from mmskit_gui.account_desk import AccountDesk, Failed
from mmskit_gui.journals import Journals, Owned
from mmskit_gui.models.deliveries import DeliveryTable, tabulate
from mmskit_gui.report_rounds import ReportRound, Told
from mmskit_gui.sandbox_process import NAME, SandboxProcess
from mmskit_gui.tasks import Tasks

_RECENT_DAYS: Final = 3
_FEW: Final = 2_000


class Following(QObject):
    """The following part of the postbox, which says what its methods are for.

    Signals:
        arrived: the followed records of which something new is known; may be none.
        pulled: reports were fetched and kept; for whoever watches.
    """

    arrived = Signal(object)
    pulled = Signal()

    def __init__(
        self,
        tasks: Tasks,
        wire: Tasks,
        desk: AccountDesk,
        records: Records,
        journals: Journals,
        *,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._wire, self._desk = tasks, wire, desk
        self._records, self._journals = records, journals
        self._ledgers: dict[str, Ledger] = {}
        self._rounds: dict[str, ReportRound] = {}
        self._msgids: set[str] | None = None
        self._reading_msgids = False
        self._stopped = False

    def list_records(self, done: Callable[[list[Record]], None], failed: Failed) -> None:
        """Everything that was submitted, read beside the window."""
        self._tasks.run(
            lambda _report: list(self._records.list()),
            done,
            failed=lambda error: failed(error.sentence),
            owner=self,
            quick=True,
        )

    def learn_msgid(self, msgid: str) -> None:
        """Know that a msgid belongs to a record."""
        if self._msgids is not None and msgid:
            self._msgids.add(msgid)

    def find_evidence(self, record: Record) -> str:
        """A msgid of no record, with reports for numbers of this one and no others, or ``""``."""
        ledger = self._ledger_of(record)
        if ledger is None or record.state != "unknown":
            return ""
        if self._msgids is None:
            self._read_msgids()
            return ""
        mine = set(record.recipients)
        begun = record.time - timedelta(minutes=10)
        for msgid, found in ledger.find_strays(self._msgids).items():
            later = all(one.time is None or one.time >= begun for one in found.values())
            if later and set(found) <= mine:
                return msgid
        return ""

    def find_deliveries(self, record: Record) -> dict[str, Delivery]:
        """What is known now of every recipient."""
        ledger = self._ledger_of(record)
        if ledger is None or not record.msgid:
            return dict.fromkeys(record.recipients, WAITING)
        return ledger.find(record.msgid, record.recipients)

    def tabulate(self, record: Record, done: Callable[[DeliveryTable], None]) -> None:
        """The same, sorted and counted; for many recipients beside the window."""
        if len(record.recipients) <= _FEW:
            done(tabulate(self.find_deliveries(record)))
            return
        ledger = self._ledger_of(record)

        def work(_report: object) -> DeliveryTable:
            kept = Ledger() if ledger is None else ledger
            return tabulate(kept.find(record.msgid, record.recipients))

        self._tasks.run(work, done)

    def follow(self, record: Record) -> None:
        """Fetch delivery reports until every recipient has one."""
        if self._stopped or record.state not in {"accepted", "unknown"}:
            return
        choice = self.find_account_of(record)
        if choice is not None:
            self._desk.load(
                choice, lambda account: self.follow_with(record, account), lambda _: None
            )

    def follow_recent(self, sandbox: SandboxProcess) -> None:
        """Go on following what was accepted lately; the sandbox is not started for it."""

        def follow_all(records: list[Record]) -> None:
            begun = datetime.now(UTC) - timedelta(days=_RECENT_DAYS)
            for record in records:
                asleep = record.account == NAME and sandbox.account is None
                if record.time >= begun and not asleep:
                    self.follow(record)

        self.list_records(follow_all, lambda _: None)

    def follow_with(self, record: Record, account: Account) -> None:
        """Follow with an account that is at hand."""
        if not self._stopped:
            self._find_round(record.account, account).follow(record)

    def fetch(self, owned: Owned, done: Told) -> None:
        """Fetch the reports of an account now; ``done`` takes why that failed, or None."""
        choice = self.find_account_of(owned)
        if choice is None:
            done(text("gui.campaign_account_gone", account=owned.account, url=owned.url))
            return

        def go(account: Account) -> None:
            if not self._stopped:
                self._find_round(choice.record_name, account).ask(done)

        self._desk.load(choice, go, done)

    def watch(self, name: str, account: Account, key: object) -> Journal:
        """Fetch the reports of an account until :meth:`unwatch`; ``pulled`` tells of new ones.

        Args:
            name: what records call the account.
            account: the same, with its secrets.
            key: what it is for.

        Returns:
            Where they are kept.
        """
        if not self._stopped:
            self._find_round(name, account).watch(key)
        return self._journals.find_for(name, account)

    def unwatch(self, key: object) -> None:
        """Fetch no longer for this."""
        for followed in self._rounds.values():
            followed.unwatch(key)

    def _find_round(self, name: str, account: Account) -> ReportRound:
        """The one who fetches for an account: what is fetched once, is told nobody else."""
        journal = self._journals.find_for(name, account)
        key = str(journal.folder)
        followed = self._rounds.get(key)
        if followed is None:
            ledger = self._open_ledger(journal)
            followed = ReportRound(self._wire, account, journal, ledger, self)
            followed.arrived.connect(self.arrived)
            followed.troubled.connect(lambda _: self.arrived.emit([]))
            followed.pulled.connect(self.pulled)
            self._rounds[key] = followed
        followed.take_account(account)
        return followed

    def find_trouble(self, record: Record) -> Text | None:
        """Why reports of a submission cannot be fetched just now, or None."""
        journal = self._journals.find(record)
        followed = None if journal is None else self._rounds.get(str(journal.folder))
        return None if followed is None else followed.trouble

    def stop(self) -> None:
        """Fetch nothing more."""
        self._stopped = True
        for followed in self._rounds.values():
            followed.stop()

    def _read_msgids(self) -> None:
        """Learn every msgid that belongs to a record, once."""
        if self._reading_msgids:
            return
        self._reading_msgids = True

        def take(records: list[Record]) -> None:
            self._msgids = {record.msgid for record in records if record.msgid}
            self._reading_msgids = False
            self.arrived.emit([])

        def fail(_sentence: Text) -> None:
            self._reading_msgids = False

        self.list_records(take, fail)

    def find_account_of(self, owned: Owned) -> AccountChoice | None:
        """The account that something was sent from, or None where it is gone."""
        # The command line and campaigns call the account of the environment by a plain name.
        names = {owned.account, f"{owned.account}:"}
        return next(
            (
                choice
                for choice in self._desk.list_choices()
                if choice.record_name in names and (choice.is_sandbox or choice.url == owned.url)
            ),
            None,
        )

    def _ledger_of(self, record: Record) -> Ledger | None:
        journal = self._journals.find(record)
        return None if journal is None else self._open_ledger(journal)

    def _open_ledger(self, journal: Journal) -> Ledger:
        """The reports of one journal; those kept from before are read beside the window."""
        key = str(journal.folder)
        if key in self._ledgers:
            return self._ledgers[key]
        ledger = self._ledgers[key] = Ledger()

        def read(_report: object) -> Ledger:
            kept = Ledger()
            kept.read(journal.read())
            return kept

        def take(kept: Ledger) -> None:
            if ledger.merge(kept):
                self.arrived.emit([])

        self._tasks.run(read, take, owner=self)
        return ledger
