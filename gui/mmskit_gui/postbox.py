"""Accounts, sending, and what was sent: the only way from a window to the network."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

import shiboken6
from PySide6.QtCore import QObject, Signal

import mmskit
from mmskit.account import Account, AccountStore
from mmskit.errors import AccountError
from mmskit.journal import Journal
from mmskit.records import Record, Records
from mmskit.texts import Language, Text, text
from mmskit.wire.account import Balance
from mmskit_gui.account_book import SANDBOX, AccountBook, AccountChoice
from mmskit_gui.journals import Journals
from mmskit_gui.languages import find_system_language
from mmskit_gui.models.deliveries import WAITING, Delivery, DeliveryTable, Ledger, tabulate
from mmskit_gui.report_rounds import ReportRound
from mmskit_gui.sandbox_process import NAME, SandboxProcess
from mmskit_gui.settings import Settings
from mmskit_gui.submission import Outcome, submit
from mmskit_gui.tasks import Tasks

SEND_TIMEOUT: Final = 60.0
"""Seconds that one submission may take in all."""

_ASK_TIMEOUT: Final = 20.0
_GRACE: Final = 10.0
_RECENT_DAYS: Final = 3
_FEW: Final = 2_000

Failed = Callable[[Text], None]


@dataclass(frozen=True)
class BalanceTold:
    """What an account has left, as it was just told.

    Attributes:
        choice: the account.
        balance: its balance.
    """

    choice: AccountChoice
    balance: Balance


class Postbox(QObject):
    """Sends, follows what was sent, and knows the accounts. No window talks to the network else.

    Every callback comes in the thread that this object lives in.

    Signals:
        records_changed: something was sent, or is known better.
        reports_arrived: new delivery reports are known; the followed records that they concern,
            which may be none: whoever shows deliveries asks for them again.
        balance_changed: a :class:`BalanceTold`.
        accounts_changed: an account came, went or changed.
        sending_changed: whether a submission is under way.
    """

    records_changed = Signal()
    reports_arrived = Signal(object)
    balance_changed = Signal(object)
    accounts_changed = Signal()
    sending_changed = Signal(bool)

    def __init__(
        self,
        tasks: Tasks,
        settings: Settings,
        store: AccountStore | None = None,
        *,
        sandbox_delay: float = 2.0,
    ) -> None:
        """Take the app's tasks for the disk; the network gets threads of its own, as it may stall.

        Args:
            tasks: for what is read from disk.
            settings: where everything is kept.
            store: the stored accounts; by default this person's.
            sandbox_delay: seconds until the sandbox reports a delivery.
        """
        super().__init__()
        self._tasks, self._settings = tasks, settings
        self._wire = Tasks(self)
        self._book = AccountBook(store if store is not None else AccountStore.default())
        self._records = Records(settings.folder / "records")
        self._journals = Journals(settings.folder)
        self._ledgers: dict[str, Ledger] = {}
        self._rounds: dict[str, ReportRound] = {}
        self._balances: dict[str, Balance] = {}
        self._client: mmskit.Client | None = None
        self._msgids: set[str] | None = None
        self._reading_msgids = False
        self._sending = False
        self._idle = threading.Event()
        self._idle.set()
        self._stopped = False
        self.sandbox = SandboxProcess(settings, self, delay=sandbox_delay)

    # --- accounts ----------------------------------------------------------------------------

    def choices(self) -> list[AccountChoice]:
        """Every account, the sandbox first. A list that cannot be read leaves the sandbox alone."""
        try:
            return self._book.list_choices()
        except AccountError:
            return [SANDBOX]

    @property
    def accounts_trouble(self) -> Text | None:
        """Why the list of accounts cannot be read, or None."""
        try:
            self._book.list_choices()
        except AccountError as error:
            return error.sentence
        return None

    def find_choice(self, key: str) -> AccountChoice:
        """The account of a key of the settings; the sandbox where it is gone."""
        return next((choice for choice in self.choices() if choice.key == key), SANDBOX)

    def load_account(
        self, choice: AccountChoice, done: Callable[[Account], None], failed: Failed
    ) -> None:
        """An account with its secrets, to be edited or used; waits for the keyring or the sandbox."""
        if choice.is_sandbox:
            self.sandbox.start(done, failed)
            return
        known = self._book.peek(choice)
        if known is not None:
            done(known)
            return
        self._wire.run(
            lambda _report: self._book.load(choice),
            done,
            failed=lambda error: failed(error.sentence),
            quick=True,
        )

    def save_account(
        self,
        account: Account,
        done: Callable[[], None] = lambda: None,
        failed: Failed = lambda _: None,
    ) -> None:
        """Keep an account: its name and address in a file, its secrets in the keyring."""
        self._change_book(lambda _report: self._book.save(account), lambda _: done(), failed)

    def keep_for_session(self, account: Account) -> None:
        """Keep an account until the app ends; nothing of it is written. Raises AccountError."""
        self._book.keep_for_session(account)
        self._balances.pop(account.name, None)
        self.accounts_changed.emit()

    def remove_account(
        self,
        choice: AccountChoice,
        done: Callable[[Account | None], None] = lambda _: None,
        failed: Failed = lambda _: None,
    ) -> None:
        """Forget an account and its secrets; ``done`` takes it, so that it can be brought back."""
        self._change_book(lambda _report: self._book.remove(choice), done, failed)

    def find_keyring(self, done: Callable[[bool], None]) -> None:
        """Tell whether there is a keyring that secrets can be kept in."""
        self._wire.run(
            lambda _report: self._book.has_keyring(),
            done,
            failed=lambda _error: done(False),
            quick=True,
        )

    def balance(
        self, choice: AccountChoice, done: Callable[[Balance], None], failed: Failed
    ) -> None:
        """Ask what an account has left; it changes nothing."""

        def told(balance: Balance) -> None:
            self._balances[choice.key] = balance
            done(balance)
            self.balance_changed.emit(BalanceTold(choice, balance))

        self.load_account(choice, lambda account: self.test(account, told, failed), failed)

    def known_balance(self, choice: AccountChoice) -> Balance | None:
        """The balance that was told last."""
        return self._balances.get(choice.key)

    def test(self, account: Account, done: Callable[[Balance], None], failed: Failed) -> None:
        """Ask for the balance of an account, saved or not."""
        if self._stopped:
            return
        self._wire.run(
            lambda _report: mmskit.Client(account, timeout=_ASK_TIMEOUT).balance(),
            done,
            failed=lambda error: failed(error.sentence),
        )

    # --- sending -----------------------------------------------------------------------------

    @property
    def sending(self) -> bool:
        """Whether a submission is under way; there is never a second one beside it."""
        return self._sending

    def send(
        self,
        choice: AccountChoice,
        message: mmskit.Message,
        numbers: Sequence[str],
        done: Callable[[Outcome], None],
        failed: Failed,
    ) -> None:
        """Send a message to numbers: one submission, one POST, written down before and after.

        Args:
            choice: the account.
            message: fitted.
            numbers: as :func:`mmskit.msisdn.parse_number` returns them.
            done: takes what is known, whatever it is.
            failed: takes why it was not even begun; nothing was sent.
        """
        if self._sending or self._stopped:
            failed(text("gui.sending_already"))
            return
        self._be_sending(on=True)
        once = tuple(dict.fromkeys(numbers))

        def refuse(sentence: Text) -> None:
            self._be_sending(on=False)
            failed(sentence)

        def go(account: Account) -> None:
            if self._stopped:
                return
            client = self._client = mmskit.Client(account, timeout=SEND_TIMEOUT)
            self._idle.clear()
            self._wire.run(
                lambda _report: self._submit(client, choice, message, once),
                lambda outcome: self._end_sending(account, choice, outcome, done),
                failed=lambda error: refuse(error.sentence),
                quick=True,
            )

        self.load_account(choice, go, refuse)

    def _submit(
        self,
        client: mmskit.Client,
        choice: AccountChoice,
        message: mmskit.Message,
        numbers: tuple[str, ...],
    ) -> Outcome:
        """Runs in a worker; the outcome is written down here, whether or not anybody still asks."""
        try:
            self._journals.remember(find_record_name(choice), client.account)
            name = find_record_name(choice)
            language = find_language(self._settings)
            return submit(self._records, client, name, message, numbers, language=language)
        finally:
            self._idle.set()

    def _end_sending(
        self,
        account: Account,
        choice: AccountChoice,
        outcome: Outcome,
        done: Callable[[Outcome], None],
    ) -> None:
        self._be_sending(on=False)
        if self._msgids is not None and outcome.msgid:
            self._msgids.add(outcome.msgid)
        done(outcome)
        self.records_changed.emit()
        if outcome.state in {"accepted", "unknown"}:
            self._follow(outcome.record, account)
            self.balance(choice, lambda _: None, lambda _: None)

    def _be_sending(self, *, on: bool) -> None:
        self._sending = on
        self.sending_changed.emit(on)

    # --- what was sent -----------------------------------------------------------------------

    def records(self) -> list[Record]:
        """Everything that was submitted, the newest first. Raises MMSKitError or OSError."""
        return list(self._records.list())

    def list_records(self, done: Callable[[list[Record]], None], failed: Failed) -> None:
        """The same, read beside the window."""
        self._tasks.run(
            lambda _report: self.records(),
            done,
            failed=lambda error: failed(error.sentence),
            owner=self,
            quick=True,
        )

    def doubts(self) -> list[Record]:
        """The submissions of which nobody knows whether they were accepted."""
        return [record for record in self.records() if record.state == "unknown"]

    def settle(
        self, record: Record, state: Literal["accepted", "not_sent"], msgid: str = ""
    ) -> Record:
        """Write down what a person has found out about a doubt. Raises JournalError."""
        kept = self._records.finish(record, state, msgid=msgid, said=record.said)
        if self._msgids is not None and msgid:
            self._msgids.add(msgid)
        self.records_changed.emit()
        if state == "accepted" and msgid:
            self.follow(kept)
        return kept

    def find_evidence(self, record: Record) -> str:
        """A msgid that is not in any record, with reports for numbers of this one and no others.

        It speaks for the doubt having been accepted; ``""`` when there is none, or before the
        records were read, which ``reports_arrived`` tells.
        """
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

    def deliveries(self, record: Record) -> dict[str, Delivery]:
        """What is known now of every recipient.

        The first time, the kept answers are read beside the window: everything waits until
        ``reports_arrived`` tells.
        """
        ledger = self._ledger_of(record)
        if ledger is None or not record.msgid:
            return dict.fromkeys(record.recipients, WAITING)
        return ledger.find(record.msgid, record.recipients)

    def tabulate(self, record: Record, done: Callable[[DeliveryTable], None]) -> None:
        """The same, sorted and counted; for many recipients beside the window."""
        if len(record.recipients) <= _FEW:
            done(tabulate(self.deliveries(record)))
            return
        ledger = self._ledger_of(record)

        def work(_report: object) -> DeliveryTable:
            kept = Ledger() if ledger is None else ledger
            return tabulate(kept.find(record.msgid, record.recipients))

        self._tasks.run(work, done)

    def follow(self, record: Record) -> None:
        """Fetch delivery reports until every recipient of a submission has one, or the app ends.

        Of a doubt there may be reports too; they are evidence that it was accepted.
        """
        if self._stopped or record.state not in {"accepted", "unknown"}:
            return
        choice = self._find_account_of(record)
        if choice is not None:
            self.load_account(choice, lambda account: self._follow(record, account), lambda _: None)

    def follow_recent(self) -> None:
        """Go on following what was accepted lately; the sandbox is not started for it."""

        def follow_all(records: list[Record]) -> None:
            begun = datetime.now(UTC) - timedelta(days=_RECENT_DAYS)
            for record in records:
                asleep = record.account == NAME and self.sandbox.account is None
                if record.time >= begun and not asleep:
                    self.follow(record)

        self.list_records(follow_all, lambda _: None)

    def trouble(self, record: Record) -> Text | None:
        """Why reports of a submission cannot be fetched just now, or None."""
        journal = self._journals.find(record)
        followed = None if journal is None else self._rounds.get(str(journal.folder))
        return None if followed is None else followed.trouble

    def stop(self) -> None:
        """End everything, and leave nothing half written down.

        A submission under way is waited for a moment, then given up and written down as unknown.
        """
        if self._stopped:
            return
        self._stopped = True
        if self._client is not None and not self._idle.wait(_GRACE):
            self._client.stop()
        for followed in self._rounds.values():
            followed.stop()
        self._wire.stop()
        self.sandbox.stop()

    # --- inside ------------------------------------------------------------------------------

    def _change_book(
        self,
        work: Callable[[object], object],
        done: Callable[..., None],
        failed: Failed,
    ) -> None:
        def changed(outcome: object) -> None:
            self._balances.clear()
            self.accounts_changed.emit()
            done(outcome)

        self._wire.run(work, changed, failed=lambda error: failed(error.sentence), quick=True)

    def _read_msgids(self) -> None:
        """Learn every msgid that belongs to a record, once."""
        if self._reading_msgids:
            return
        self._reading_msgids = True

        def take(records: list[Record]) -> None:
            self._msgids = {record.msgid for record in records if record.msgid}
            self._reading_msgids = False
            self.reports_arrived.emit([])

        def fail(_sentence: Text) -> None:
            self._reading_msgids = False

        self.list_records(take, fail)

    def _find_account_of(self, record: Record) -> AccountChoice | None:
        return next(
            (
                choice
                for choice in self.choices()
                if find_record_name(choice) == record.account
                and (choice.is_sandbox or choice.url == record.url)
            ),
            None,
        )

    def _follow(self, record: Record, account: Account) -> None:
        if self._stopped:
            return
        journal = self._journals.find_for(record.account, account)
        key = str(journal.folder)
        followed = self._rounds.get(key)
        if followed is None:
            ledger = self._open_ledger(journal)
            followed = ReportRound(self._wire, account, journal, ledger, self)
            followed.arrived.connect(self.reports_arrived)
            followed.troubled.connect(lambda _: self.reports_arrived.emit([]))
            self._rounds[key] = followed
        followed.take_account(account)
        followed.follow(record)

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
                self.reports_arrived.emit([])

        self._tasks.run(read, take, owner=self)
        return ledger


def while_alive(owner: QObject, callback: Callable[..., None]) -> Callable[..., None]:
    """A callback that does nothing once its owner, such as a window, is gone."""

    def call(*told: object) -> None:
        if shiboken6.isValid(owner):
            callback(*told)

    return call


def find_record_name(choice: AccountChoice) -> str:
    """What records call an account."""
    if choice.is_sandbox:
        return NAME
    return choice.key


def find_language(settings: Settings) -> Language:
    """The language that the app speaks."""
    return find_system_language() if settings.language == "system" else settings.language
