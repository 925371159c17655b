"""Accounts as windows ask for them: what waits for a keyring or the platform, is done beside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal

import mmskit
from mmskit.account import Account, AccountStore
from mmskit.errors import AccountError
from mmskit.texts import Text
from mmskit.wire.account import Balance
from mmskit_gui.account_book import SANDBOX, AccountBook, AccountChoice
from mmskit_gui.sandbox_process import SandboxProcess
from mmskit_gui.tasks import Tasks

_TIMEOUT: Final = 20.0

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


class AccountDesk(QObject):
    """The accounts part of the postbox, which says what its methods are for.

    Signals:
        balance_changed: a :class:`BalanceTold`.
        changed: an account came, went or changed.
    """

    balance_changed = Signal(object)
    changed = Signal()

    def __init__(
        self, wire: Tasks, store: AccountStore, sandbox: SandboxProcess, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._wire, self._sandbox = wire, sandbox
        self._book = AccountBook(store)
        self._balances: dict[str, Balance] = {}
        self._stopped = False

    @property
    def has_sandbox(self) -> bool:
        """Whether the sandbox runs."""
        return self._sandbox.account is not None

    def list_choices(self) -> list[AccountChoice]:
        """Every account, the sandbox first. A list that cannot be read leaves the sandbox alone."""
        try:
            return self._book.list_choices()
        except AccountError:
            return [SANDBOX]

    def find_trouble(self) -> Text | None:
        """Why the list of accounts cannot be read, or None."""
        try:
            self._book.list_choices()
        except AccountError as error:
            return error.sentence
        return None

    def find_choice(self, key: str) -> AccountChoice:
        """The account of a key; the sandbox where it is gone."""
        return next((choice for choice in self.list_choices() if choice.key == key), SANDBOX)

    def load(self, choice: AccountChoice, done: Callable[[Account], None], failed: Failed) -> None:
        """An account with its secrets; waits for the keyring or the sandbox."""
        if choice.is_sandbox:
            self._sandbox.start(done, failed)
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

    def save(self, account: Account, done: Callable[[], None], failed: Failed) -> None:
        """Keep an account."""
        self._change(lambda _report: self._book.save(account), lambda _: done(), failed)

    def keep_for_session(self, account: Account) -> None:
        """Keep an account in memory alone. Raises AccountError."""
        self._book.keep_for_session(account)
        self._balances.pop(account.name, None)
        self.changed.emit()

    def remove(
        self, choice: AccountChoice, done: Callable[[Account | None], None], failed: Failed
    ) -> None:
        """Forget an account and its secrets."""
        self._change(lambda _report: self._book.remove(choice), done, failed)

    def find_keyring(self, done: Callable[[bool], None]) -> None:
        """Tell whether there is a keyring that secrets can be kept in."""
        self._wire.run(
            lambda _report: self._book.has_keyring(),
            done,
            failed=lambda _error: done(False),
            quick=True,
        )

    def ask_balance(
        self, choice: AccountChoice, done: Callable[[Balance], None], failed: Failed
    ) -> None:
        """Ask what an account has left, and remember it."""

        def told(balance: Balance) -> None:
            self._balances[choice.key] = balance
            done(balance)
            self.balance_changed.emit(BalanceTold(choice, balance))

        self.load(choice, lambda account: self.test(account, told, failed), failed)

    def known_balance(self, choice: AccountChoice) -> Balance | None:
        """The balance that was told last."""
        return self._balances.get(choice.key)

    def test(self, account: Account, done: Callable[[Balance], None], failed: Failed) -> None:
        """Ask for the balance of an account, saved or not."""
        if self._stopped:
            return
        self._wire.run(
            lambda _report: mmskit.Client(account, timeout=_TIMEOUT).balance(),
            done,
            failed=lambda error: failed(error.sentence),
        )

    def stop(self) -> None:
        """Ask the platform nothing any more."""
        self._stopped = True

    def _change(
        self, work: Callable[[object], object], done: Callable[..., None], failed: Failed
    ) -> None:
        def changed(outcome: object) -> None:
            self._balances.clear()
            self.changed.emit()
            done(outcome)

        self._wire.run(work, changed, failed=lambda error: failed(error.sentence), quick=True)
