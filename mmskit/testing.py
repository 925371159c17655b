"""The sandbox in tests: a real server on a free loopback port, for the length of a ``with`` block.

::

    with mmskit.testing.sandbox() as sandbox:
        with sandbox.client() as client:
            client.send(message, to=["13811299901"])
        assert sandbox.inbox[0].message == message

What a message's number ends in decides what is reported about it; see
:mod:`mmskit.sandbox.numbers`. With pytest, the fixtures ``mms_sandbox`` and ``mms_client`` do the
same.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from mmskit.account import Account
from mmskit.client import Client
from mmskit.errors import SandboxError
from mmskit.message import Message
from mmskit.sandbox.deliveries import ReportState
from mmskit.sandbox.findings import Finding
from mmskit.sandbox.logbook import Log
from mmskit.sandbox.received import read_message
from mmskit.sandbox.server import Server
from mmskit.sandbox.settings import DEMO, PlatformAccount, Settings
from mmskit.sandbox.state import State
from mmskit.sandbox.submissions import Submission
from mmskit.texts import text

__all__ = ["PlatformAccount", "Received", "Sandbox", "sandbox"]


@dataclass(frozen=True)
class Received:
    """One submission, as it arrived, accepted or refused.

    Attributes:
        id: its number in the sandbox, increasing.
        time: when it arrived, timezone-aware.
        call: ``send`` or ``batch``.
        account: the user name it was sent with.
        msgid: its msgid, or "" when it was refused.
        answer: what the client was answered.
        title: its title.
        recipients: the numbers, in the order sent.
        texts: every recipient's own text, for a batch; empty for a message that all share.
        findings: what the sandbox noticed, with sentences.
        content: what was submitted, as it came: the content, or a batch's XML.
    """

    id: int
    time: datetime
    call: str
    account: str
    msgid: str
    answer: str
    title: str
    recipients: tuple[str, ...]
    texts: tuple[str, ...]
    findings: tuple[Finding, ...]
    content: str = field(repr=False)
    _submission: Submission = field(repr=False, compare=False)

    @property
    def accepted(self) -> bool:
        """Whether the sandbox took it."""
        return bool(self.msgid)

    @property
    def notes(self) -> tuple[str, ...]:
        """The codes of what the sandbox noticed, such as ``raw_plus`` or ``sent_again``."""
        return tuple(finding.code for finding in self.findings)

    @property
    def message(self) -> Message:
        """What the first recipient's phone shows.

        Raises:
            DecodeError: it was refused because it cannot be read.
        """
        return self._read(self.texts[0] if self.texts else None)

    def message_for(self, number: str) -> Message:
        """What this recipient's phone shows.

        Raises:
            KeyError: nothing was sent to this number.
            DecodeError: it was refused because it cannot be read.
        """
        if number not in self.recipients:
            raise KeyError(number)
        return self._read(self.texts[self.recipients.index(number)] if self.texts else None)

    def _read(self, said: str | None) -> Message:
        return read_message(self._submission, [self.content.encode()], said)


class Sandbox:
    """A running sandbox, and everything that a test wants to know of it."""

    def __init__(self, server: Server, clock: Clock) -> None:
        self._server, self._clock = server, clock
        self._accounts = {account.name: account for account in server.settings.accounts}

    @property
    def url(self) -> str:
        """Where it answers, such as ``http://127.0.0.1:40123``."""
        return self._server.url

    def account(self, name: str = DEMO.name) -> Account:
        """One of its accounts, as a client uses it. Raises KeyError for a name it does not have."""
        found = self._accounts[name]
        return Account(
            username=found.name,
            password=found.password,
            apikey=found.apikey,
            url=self.url,
            name=found.name,
        )

    def client(self, name: str = DEMO.name) -> Client:
        """A client for one of its accounts; use it in a ``with`` block."""
        return Client(self.account(name))

    @property
    def inbox(self) -> list[Received]:
        """What was accepted, the newest last."""
        return self._list(accepted_only=True)

    @property
    def submissions(self) -> list[Received]:
        """All that was submitted, the refused too, the newest last."""
        return self._list(accepted_only=False)

    @property
    def reports(self) -> list[ReportState]:
        """Every delivery report there is or will be, and whether it was pulled."""
        return self._server.state.list_reports()

    def balance(self, name: str = DEMO.name) -> int:
        """What an account has left."""
        return self._find(name).balance

    def set_balance(self, balance: int, *, name: str = DEMO.name) -> None:
        """Set what an account has left."""
        self._change(name, balance=balance)

    def set_blocked(self, *, blocked: bool = True, name: str = DEMO.name) -> None:
        """Block an account, or let it in again."""
        self._change(name, blocked=blocked)

    def set_layout(self, layout: int, *, ext: str = "", name: str = DEMO.name) -> None:
        """Choose the fields of a report's record: 4, 5 (``ext``) or 6. Source: R21."""
        self._change(name, layout=layout, ext=ext)

    def advance(self, seconds: float) -> None:
        """Let time pass for the sandbox alone, so that later reports come due."""
        self._clock.ahead += seconds

    def clear(self) -> None:
        """Empty the inbox. Balances and reports stay as they are."""
        self._server.state.delete_submissions()

    def _list(self, *, accepted_only: bool) -> list[Received]:
        found = self._server.state.list_submissions(accepted_only=accepted_only)
        return [_receive(self._server.state, submission) for submission in found]

    def _find(self, name: str) -> PlatformAccount:
        found = self._server.state.find_account(name)
        if found is None:
            raise KeyError(name)
        return found

    def _change(self, name: str, **changes: object) -> None:
        if self._server.state.change_account(name, **changes) is None:
            raise KeyError(name)


class Clock:
    """The sandbox's time: the real one, and what a test has added to it."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        """UNIX seconds."""
        return time.time() + self.ahead


@contextmanager
def sandbox(
    *,
    delay: float = 0.0,
    balance: int = 10_000,
    accounts: tuple[PlatformAccount, ...] = (),
    db: Path | None = None,
    port: int = 0,
    log: Log | None = None,
) -> Iterator[Sandbox]:
    """Run a sandbox for the length of a ``with`` block.

    Args:
        delay: seconds until a delivery report is due; with 0 it waits as soon as a send is answered.
        balance: what the ready-made account ``demo`` has left.
        accounts: further accounts; one named ``demo`` replaces the ready-made one.
        db: a file to keep everything in; None forgets it at the end.
        port: 0 takes a free one.
        log: takes one line per call.

    Raises:
        SandboxError: the port or the file cannot be used.
    """
    if delay < 0 or balance < 0:
        raise SandboxError(text("sandbox.negative", delay=delay, balance=balance))
    demo = PlatformAccount(DEMO.name, DEMO.password, DEMO.apikey, balance=balance)
    named = {account.name: account for account in (demo, *accounts)}
    settings = Settings(port=port, db=db, delay=delay, accounts=tuple(named.values()))
    clock = Clock()
    with Server(settings, log=log, clock=clock) as server:
        yield Sandbox(server, clock)


def _receive(state: State, submission: Submission) -> Received:
    recipients = state.list_recipients(submission.id)
    return Received(
        id=submission.id,
        time=submission.time,
        call=submission.call,
        account=submission.account,
        msgid=submission.msgid,
        answer=submission.answer,
        title=submission.title,
        recipients=tuple(one.mobile for one in recipients),
        texts=tuple(one.said for one in recipients if one.said is not None),
        findings=submission.findings,
        content=b"".join(state.read_parts(submission.id)).decode(errors="replace"),
        _submission=submission,
    )
