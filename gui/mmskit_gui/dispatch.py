"""Sending: one submission at a time, written down before and after, and given up at the end."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal

import mmskit
from mmskit.account import Account
from mmskit.records import Records
from mmskit.texts import Text, text
from mmskit_gui.account_book import AccountChoice
from mmskit_gui.account_desk import AccountDesk, Failed
from mmskit_gui.journals import Journals
from mmskit_gui.languages import find_language
from mmskit_gui.settings import Settings
from mmskit_gui.submission import Outcome, submit
from mmskit_gui.tasks import Tasks

TIMEOUT: Final = 60.0
"""Seconds that one submission may take in all."""


@dataclass(frozen=True)
class Sent:
    """A submission that has ended.

    Attributes:
        choice: the account.
        account: the same, with its secrets.
        outcome: what is known.
    """

    choice: AccountChoice
    account: Account
    outcome: Outcome


class Dispatch(QObject):
    """The sending part of the postbox.

    Signals:
        changed: whether a submission is under way.
    """

    changed = Signal(bool)

    def __init__(
        self,
        wire: Tasks,
        settings: Settings,
        desk: AccountDesk,
        records: Records,
        journals: Journals,
        *,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._wire, self._settings, self._desk = wire, settings, desk
        self._records, self._journals = records, journals
        self._client: mmskit.Client | None = None
        self._idle = threading.Event()
        self._idle.set()
        self._stopped = False
        self.sending = False

    def send(
        self,
        choice: AccountChoice,
        message: mmskit.Message,
        numbers: Sequence[str],
        done: Callable[[Sent], None],
        failed: Failed,
        *,
        parent: str = "",
    ) -> None:
        """Send a message to numbers, each once."""
        if self.sending or self._stopped:
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
            client = self._client = mmskit.Client(account, timeout=TIMEOUT)
            self._idle.clear()
            self._wire.run(
                lambda _report: self._submit(client, choice, message, once, parent),
                lambda outcome: self._end(Sent(choice, account, outcome), done),
                failed=lambda error: refuse(error.sentence),
                quick=True,
            )

        self._desk.load(choice, go, refuse)

    def stop(self, seconds: float) -> None:
        """Wait a moment for a submission under way, then give it up: it is unknown."""
        self._stopped = True
        if self._client is not None and not self._idle.wait(seconds):
            self._client.stop()

    def _submit(
        self,
        client: mmskit.Client,
        choice: AccountChoice,
        message: mmskit.Message,
        numbers: tuple[str, ...],
        parent: str,
    ) -> Outcome:
        """Runs in a worker; the outcome is written down here, whether or not anybody still asks."""
        try:
            name = choice.record_name
            self._journals.remember(name, client.account)
            return submit(
                self._records,
                client,
                name,
                message,
                numbers,
                reports=self._journals.find_for(name, client.account).folder,
                parent=parent,
                language=find_language(self._settings.language),
            )
        finally:
            self._idle.set()

    def _end(self, sent: Sent, done: Callable[[Sent], None]) -> None:
        self._be_sending(on=False)
        done(sent)

    def _be_sending(self, *, on: bool) -> None:
        self.sending = on
        self.changed.emit(on)
