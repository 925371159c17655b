"""Accounts, sending, and what was sent: the only way from a window to the network."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Literal

import shiboken6
from PySide6.QtCore import QObject, Signal

import mmskit
from mmskit.account import Account, AccountStore
from mmskit.history import History
from mmskit.ledger import Delivery
from mmskit.record import Record
from mmskit.records import Records
from mmskit.texts import Text
from mmskit.wire.account import Balance
from mmskit_gui.account_book import AccountChoice
from mmskit_gui.account_desk import AccountDesk, Failed
from mmskit_gui.campaign_desk import CampaignDesk
from mmskit_gui.dispatch import Dispatch, Sent
from mmskit_gui.following import Following
from mmskit_gui.history_desk import HistoryDesk
from mmskit_gui.journals import Journals
from mmskit_gui.models.deliveries import DeliveryTable
from mmskit_gui.sandbox_process import SandboxProcess
from mmskit_gui.settings import Settings
from mmskit_gui.submission import Outcome
from mmskit_gui.tasks import Tasks

_GRACE: Final = 10.0


class Postbox(QObject):
    """Sends, follows what was sent, and knows the accounts. No window talks to the network else.

    Every callback comes in the thread that this object lives in.

    Signals:
        records_changed: something was sent, or is known better.
        reports_arrived: new delivery reports are known; the followed records that they concern,
            which may be none: whoever shows deliveries asks for them again.
        balance_changed: a :class:`mmskit_gui.account_desk.BalanceTold`.
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
        self._wire = Tasks(self)
        self._records = Records(settings.folder / "records")
        self.sandbox = SandboxProcess(settings, self, delay=sandbox_delay)
        kept = store if store is not None else AccountStore.default()
        journals = Journals(settings.folder)
        self._desk = desk = AccountDesk(self._wire, kept, self.sandbox, self)
        self._dispatch = Dispatch(self._wire, settings, desk, self._records, journals, parent=self)
        self._following = Following(tasks, self._wire, desk, self._records, journals, parent=self)
        home = settings.folder / "campaigns"
        self.campaigns = CampaignDesk(tasks, desk, self._following, home, self)
        history = History(settings.folder, records=self._records, find_reports=journals.find_folder)
        self.history = HistoryDesk(tasks, history, self._following, self.campaigns, self)
        self.records_changed.connect(self.history.refresh)
        desk.changed.connect(self.accounts_changed)
        desk.balance_changed.connect(self.balance_changed)
        self._dispatch.changed.connect(self.sending_changed)
        self._following.arrived.connect(self.reports_arrived)
        self._stopped = False

    # --- accounts ----------------------------------------------------------------------------

    def choices(self) -> list[AccountChoice]:
        """Every account, the sandbox first. A list that cannot be read leaves the sandbox alone."""
        return self._desk.list_choices()

    @property
    def accounts_trouble(self) -> Text | None:
        """Why the list of accounts cannot be read, or None."""
        return self._desk.find_trouble()

    def find_choice(self, key: str) -> AccountChoice:
        """The account of a key of the settings; the sandbox where it is gone."""
        return self._desk.find_choice(key)

    def load_account(
        self, choice: AccountChoice, done: Callable[[Account], None], failed: Failed
    ) -> None:
        """An account with its secrets, to be edited or used; waits for the keyring or the sandbox."""
        self._desk.load(choice, done, failed)

    def save_account(
        self,
        account: Account,
        done: Callable[[], None] = lambda: None,
        failed: Failed = lambda _: None,
    ) -> None:
        """Keep an account: its name and address in a file, its secrets in the keyring."""
        self._desk.save(account, done, failed)

    def keep_for_session(self, account: Account) -> None:
        """Keep an account until the app ends; nothing of it is written. Raises AccountError."""
        self._desk.keep_for_session(account)

    def remove_account(
        self,
        choice: AccountChoice,
        done: Callable[[Account | None], None] = lambda _: None,
        failed: Failed = lambda _: None,
    ) -> None:
        """Forget an account and its secrets; ``done`` takes it, so that it can be brought back."""
        self._desk.remove(choice, done, failed)

    def find_keyring(self, done: Callable[[bool], None]) -> None:
        """Tell whether there is a keyring that secrets can be kept in."""
        self._desk.find_keyring(done)

    def balance(
        self, choice: AccountChoice, done: Callable[[Balance], None], failed: Failed
    ) -> None:
        """Ask what an account has left; it changes nothing."""
        self._desk.ask_balance(choice, done, failed)

    def known_balance(self, choice: AccountChoice) -> Balance | None:
        """The balance that was told last."""
        return self._desk.known_balance(choice)

    def test(self, account: Account, done: Callable[[Balance], None], failed: Failed) -> None:
        """Ask for the balance of an account, saved or not."""
        self._desk.test(account, done, failed)

    # --- sending -----------------------------------------------------------------------------

    @property
    def sending(self) -> bool:
        """Whether a submission is under way; there is never a second one beside it."""
        return self._dispatch.sending

    def send(
        self,
        choice: AccountChoice,
        message: mmskit.Message,
        numbers: Sequence[str],
        done: Callable[[Outcome], None],
        failed: Failed,
        *,
        parent: str = "",
    ) -> None:
        """Send a message to numbers: one submission, one POST, written down before and after.

        Args:
            choice: the account.
            message: fitted.
            numbers: as :func:`mmskit.msisdn.parse_number` returns them.
            done: takes what is known, whatever it is.
            failed: takes why it was not even begun; nothing was sent.
            parent: the record whose failed recipients these are; whoever was sent to once more
                already keeps all of it from being sent.
        """

        def end(sent: Sent) -> None:
            outcome = sent.outcome
            self._following.learn_msgid(outcome.msgid)
            done(outcome)
            self.records_changed.emit()
            if outcome.state in {"accepted", "unknown"}:
                self._following.follow_with(outcome.record, sent.account)
                self.balance(choice, lambda _: None, lambda _: None)

        self._dispatch.send(choice, message, numbers, end, failed, parent=parent)

    # --- what was sent -----------------------------------------------------------------------

    def records(self) -> list[Record]:
        """Everything that was submitted, the newest first. Raises MMSKitError or OSError."""
        return list(self._records.list())

    def list_records(self, done: Callable[[list[Record]], None], failed: Failed) -> None:
        """The same, read beside the window."""
        self._following.list_records(done, failed)

    def doubts(self) -> list[Record]:
        """The submissions of which nobody knows whether they were accepted."""
        return [record for record in self.records() if record.state == "unknown"]

    def settle(
        self, record: Record, state: Literal["accepted", "not_sent"], msgid: str = ""
    ) -> Record:
        """Write down what a person has found out about a doubt. Raises JournalError."""
        kept = self._records.finish(record, state, msgid=msgid, said=record.said)
        self._following.learn_msgid(msgid)
        self.records_changed.emit()
        if state == "accepted" and msgid:
            self.follow(kept)
        return kept

    def find_evidence(self, record: Record) -> str:
        """A msgid that is not in any record, with reports for numbers of this one and no others.

        It speaks for the doubt having been accepted; ``""`` when there is none, or before the
        records were read, which ``reports_arrived`` tells.
        """
        return self._following.find_evidence(record)

    def deliveries(self, record: Record) -> dict[str, Delivery]:
        """What is known now of every recipient.

        The first time, the kept answers are read beside the window: everything waits until
        ``reports_arrived`` tells.
        """
        return self._following.find_deliveries(record)

    def tabulate(self, record: Record, done: Callable[[DeliveryTable], None]) -> None:
        """The same, sorted and counted; for many recipients beside the window."""
        self._following.tabulate(record, done)

    def follow(self, record: Record) -> None:
        """Fetch delivery reports until every recipient of a submission has one, or the app ends.

        Of a doubt there may be reports too; they are evidence that it was accepted.
        """
        self._following.follow(record)

    def follow_recent(self) -> None:
        """Go on following what was accepted lately; the sandbox is not started for it."""
        self._following.follow_recent(self.sandbox)

    def trouble(self, record: Record) -> Text | None:
        """Why reports of a submission cannot be fetched just now, or None."""
        return self._following.find_trouble(record)

    def stop(self) -> None:
        """End everything, and leave nothing half written down.

        A submission under way is waited for a moment, then given up and written down as unknown.
        """
        if self._stopped:
            return
        self._stopped = True
        self._desk.stop()
        self._dispatch.stop(_GRACE)
        self.history.stop()
        self.campaigns.stop()
        self._following.stop()
        self._wire.stop()
        self.sandbox.stop()


def while_alive(owner: QObject, callback: Callable[..., None]) -> Callable[..., None]:
    """A callback that does nothing once its owner, such as a window, is gone."""

    def call(*told: object) -> None:
        if shiboken6.isValid(owner):
            callback(*told)

    return call
