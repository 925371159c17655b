"""Which accounts a message can be sent from, and their secrets while they are needed."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import Final, Literal

from mmskit.account import VARIABLES, Account, AccountStore
from mmskit.errors import AccountError
from mmskit.texts import text
from mmskit_gui.sandbox_process import NAME

AccountKind = Literal["sandbox", "stored", "session", "environment"]

_NAME: Final = re.compile(r"[\w.@-]{1,64}")

ENVIRONMENT: Final = "environment:"
"""The key of the account in the ``MMSKIT_*`` variables; no stored account can have this name."""


@dataclass(frozen=True)
class AccountChoice:
    """One account to choose. It holds no secret.

    Attributes:
        key: what tells it from others, as in ``settings.account``; ``""`` is the sandbox.
        name: what the person calls it; ``""`` for the sandbox and for the environment's.
        url: where it sends to; ``""`` for the sandbox.
        kind: where its secrets are: ``stored`` in the keyring, ``session`` in memory alone.
    """

    key: str
    name: str
    url: str
    kind: AccountKind

    @property
    def is_sandbox(self) -> bool:
        """Whether it costs nothing and reaches nobody."""
        return self.kind == "sandbox"

    @property
    def record_name(self) -> str:
        """What records call it."""
        return NAME if self.is_sandbox else self.key


SANDBOX = AccountChoice("", "", "", "sandbox")


class AccountBook:
    """The stored accounts, those of this session, and the environment's."""

    def __init__(self, store: AccountStore) -> None:
        self._store = store
        self._session: dict[str, Account] = {}
        self._loaded: dict[str, Account] = {}

    def list_choices(self) -> list[AccountChoice]:
        """Every account, the sandbox first. Raises AccountError when the list cannot be read."""
        choices = [SANDBOX]
        stored = self._store.names()
        choices += [
            AccountChoice(name, name, url, "stored")
            for name, url in stored.items()
            if name not in self._session
        ]
        choices += [
            AccountChoice(name, name, account.url, "session")
            for name, account in self._session.items()
        ]
        account = find_environment()
        if account is not None:
            choices.append(AccountChoice(ENVIRONMENT, "", account.url, "environment"))
        return choices

    def load(self, choice: AccountChoice) -> Account:
        """An account with its secrets; may wait for the keyring, so not in the window's thread.

        Raises:
            AccountError: it is not there, or the keyring does not give its secrets.
        """
        if choice.kind == "environment":
            return Account.from_environment()
        if choice.key in self._session:
            return self._session[choice.key]
        known = self._loaded.get(choice.key)
        if known is None or known.url != choice.url:
            known = self._loaded[choice.key] = self._store.load(choice.key)
        return known

    def peek(self, choice: AccountChoice) -> Account | None:
        """An account whose secrets are in memory already."""
        if choice.kind == "environment":
            return find_environment()
        known = self._session.get(choice.key) or self._loaded.get(choice.key)
        return known if known is not None and known.url == choice.url else None

    def save(self, account: Account) -> None:
        """Keep an account in the keyring. Raises AccountError."""
        self._store.save(account)
        self._session.pop(account.name, None)
        self._loaded[account.name] = account

    def keep_for_session(self, account: Account) -> None:
        """Keep an account in memory until the app ends; nothing is written."""
        if not _NAME.fullmatch(account.name):
            raise AccountError(text("account.bad_name", name=account.name[:80]))
        if account.name.casefold() == NAME:
            raise AccountError(text("account.reserved_name", name=account.name))
        self._session[account.name] = account

    def remove(self, choice: AccountChoice) -> Account | None:
        """Forget an account, and return it where its secrets could be read. Raises AccountError."""
        if choice.kind == "session":
            return self._session.pop(choice.key, None)
        try:
            known: Account | None = self.load(choice)
        except AccountError:
            known = None
        self._store.remove(choice.key)
        self._loaded.pop(choice.key, None)
        return known

    def has_keyring(self) -> bool:
        """Whether secrets can be kept; may take a moment."""
        return self._store.has_keyring()


def find_environment() -> Account | None:
    """The account in the ``MMSKIT_*`` variables, if it is whole."""
    if not any(os.environ.get(VARIABLES[part]) for part in ("apikey", "username", "password")):
        return None
    try:
        return Account.from_environment()
    except AccountError:
        return None
