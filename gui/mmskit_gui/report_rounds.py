"""Fetches delivery reports again and again, soon at first, then less often."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

import mmskit
from mmskit.account import Account
from mmskit.errors import JournalError, MMSKitError, PlatformError
from mmskit.journal import Journal
from mmskit.ledger import Ledger
from mmskit.record import Record
from mmskit.texts import Text
from mmskit.wire.reports import ReportPage, decode_reports
from mmskit_gui.tasks import Tasks

FIRST_MS: Final = 2_000
LONGEST_MS: Final = 60_000
_SLOWER: Final = 1.3
_TIMEOUT: Final = 30.0
_GRACE: Final = 3.0

Told = Callable[[Text | None], None]
"""Takes why nothing could be fetched, or None."""


class ReportRound(QObject):
    """The rounds of one account. A pull consumes, so whatever comes is durable before it is read.

    Signals:
        arrived: the followed submissions of which something new is known.
        troubled: why the last pull failed, or None when one went well again.
        pulled: an answer with reports was kept.
    """

    arrived = Signal(object)
    troubled = Signal(object)
    pulled = Signal()

    def __init__(
        self, tasks: Tasks, account: Account, journal: Journal, ledger: Ledger, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._account, self._journal, self._ledger = account, journal, ledger
        self._followed: dict[str, Record] = {}
        self._watched: set[object] = set()
        self._interval = float(FIRST_MS)
        self._client: mmskit.Client | None = None
        self._idle = threading.Event()
        self._idle.set()
        self._pulling = False
        self._asked: list[Told] = []
        self.trouble: Text | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._pull)

    def take_account(self, account: Account) -> None:
        """Ask with other secrets, or at another address, from now on."""
        self._account = account

    @property
    def waiting(self) -> bool:
        """Whether a report is still to come for any of the submissions."""
        return bool(self._followed or self._watched)

    def watch(self, key: object) -> None:
        """Ask until :meth:`unwatch` is called with the same key, whatever is followed else."""
        self._watched.add(key)
        self._interval = float(FIRST_MS)
        if self._idle.is_set():
            self._timer.start(FIRST_MS)

    def unwatch(self, key: object) -> None:
        """Ask no longer for this."""
        self._watched.discard(key)

    def follow(self, record: Record) -> None:
        """Ask until every recipient of a submission is reported."""
        self._followed[record.id] = record
        self._drop_settled()
        if self._followed:
            self._interval = float(FIRST_MS)
            if self._idle.is_set():
                self._timer.start(FIRST_MS)

    def ask(self, done: Told) -> None:
        """Ask now, until there is nothing more; ``done`` takes why that failed, or None."""
        self._asked.append(done)
        if not self._pulling:
            self._timer.stop()
            self._pull()

    def stop(self) -> None:
        """Ask no more. An answer that is arriving is waited for a moment, and kept either way."""
        self._timer.stop()
        self._followed.clear()
        self._asked.clear()
        self._watched.clear()
        client = self._client
        if client is not None and not self._idle.wait(_GRACE):
            client.stop()

    def _pull(self) -> None:
        if self._pulling or not (self.waiting or self._asked):
            return
        self._pulling = True
        client = self._client = mmskit.Client(self._account, timeout=_TIMEOUT)
        self._idle.clear()
        self._tasks.run(
            lambda _report: self._work(client), self._take, failed=self._fail, owner=self
        )

    def _work(self, client: mmskit.Client) -> tuple[ReportPage, set[str]]:
        try:
            page = client.pull_reports(keep=self._journal.entry)
            return page, self._ledger.add(page.reports)
        finally:
            self._idle.set()

    def _take(self, told: tuple[ReportPage, set[str]]) -> None:
        page, changed = told
        self._pulling = False
        self._tell(None)
        self._interval = (
            float(FIRST_MS) if page.reports else min(self._interval * _SLOWER, LONGEST_MS)
        )
        self._learn(changed)
        if page.reports:
            self.pulled.emit()
        if self._asked and page.reports:
            self._pull()  # there may be more
            return
        self._answer(None)
        self._go_on()

    def _answer(self, trouble: Text | None) -> None:
        """Tell those who asked."""
        asked, self._asked = self._asked, []
        for done in asked:
            done(trouble)

    def _learn(self, changed: set[str]) -> None:
        concerned = [
            record
            for record in self._followed.values()
            if record.msgid in changed or record.state == "unknown"
        ]
        self._drop_settled()
        if changed:
            self.arrived.emit(concerned)

    def _fail(self, error: MMSKitError) -> None:
        self._pulling = False
        self._tell(error.sentence)
        answer = getattr(error, "answer", b"")
        if answer:
            # Not told again: what can be read of it counts, also where it broke off.
            page = decode_reports(answer.decode("utf-8", "backslashreplace"))
            self._learn(self._ledger.add(page.reports))
        self._answer(error.sentence)
        if isinstance(error, JournalError):
            return  # the next answer could not be kept either
        self._interval = (
            float(LONGEST_MS)
            if isinstance(error, PlatformError)
            else min(self._interval * 2, LONGEST_MS)
        )
        self._go_on()

    def _go_on(self) -> None:
        if self.waiting:
            self._timer.start(round(self._interval))

    def _drop_settled(self) -> None:
        for key, record in list(self._followed.items()):
            if self._ledger.is_settled(record.msgid, record.recipients):
                del self._followed[key]

    def _tell(self, trouble: Text | None) -> None:
        if trouble != self.trouble:
            self.trouble = trouble
            self.troubled.emit(trouble)
