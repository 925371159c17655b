"""The history as windows ask for it: listed, counted, fetched and decided, all beside them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

import mmskit
from mmskit.account import Account
from mmskit.errors import CampaignError
from mmskit.history import History
from mmskit.outbox import Campaign
from mmskit.texts import Language, Text, text
from mmskit_gui.account_book import AccountChoice
from mmskit_gui.account_desk import Failed
from mmskit_gui.campaign_desk import CampaignDesk, Decision
from mmskit_gui.campaign_state import CampaignState, read_state
from mmskit_gui.following import Following
from mmskit_gui.history_details import Mailing, MailingDetails, Outcome, Person, read_details
from mmskit_gui.models.people import PAGE
from mmskit_gui.tasks import Report, Tasks

_SOON_MS: Final = 150
"""What changes many times at once is read once."""
_FETCH_MS: Final = 10_000
"""How often reports of a campaign that is looked at are fetched, while some are still to come."""


@dataclass(frozen=True)
class Decided:
    """What a person decided about a doubt.

    Attributes:
        shard: the submission's number; 1 for a single one.
        decision: ``accepted``, ``ready`` (it may be sent again) or ``abandoned``.
        msgid: what the platform calls it, for ``accepted``, or "".
    """

    shard: int
    decision: Decision
    msgid: str = ""


class HistoryDesk(QObject):
    """Everything that was sent. Nothing is read before a window asks for it.

    Every callback comes in the thread that this object lives in.

    Signals:
        listed: every :class:`Mailing`, the newest first.
        detailed: the :class:`MailingDetails` of the one that is watched, whenever they change.
        failed: a sentence: why something could not be read.
        fetching_changed: whether reports are being fetched.
    """

    listed = Signal(object)
    detailed = Signal(object)
    failed = Signal(object)
    fetching_changed = Signal(bool)

    def __init__(
        self,
        tasks: Tasks,
        history: History,
        following: Following,
        campaigns: CampaignDesk,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._history = tasks, history
        self._following, self._campaigns = following, campaigns
        self._wanted = False
        self._reading = False
        self._watched: Mailing | None = None
        self.fetching = False
        self._soon = self._make_timer(_SOON_MS, self._list)
        self._again = self._make_timer(_SOON_MS, self._read)
        self._later = self._make_timer(_FETCH_MS, self._fetch_watched)
        following.arrived.connect(self._learn)
        campaigns.changed.connect(lambda _: self.refresh())

    def open(self) -> None:
        """Begin to list, and go on listing what changes."""
        self._wanted = True
        self.refresh()

    def close(self) -> None:
        """Nobody looks any more."""
        self._wanted = False
        self.watch(None)

    def refresh(self) -> None:
        """List anew, soon, if anybody looks."""
        if self._wanted:
            self._soon.start()
            self._learn()

    def count_doubts(self, done: Callable[[int], None]) -> None:
        """How many mailings have submissions of which nobody knows whether they were accepted."""

        def count(_report: Report) -> int:
            return sum(bool(mailing.doubtful) for mailing in self._history.list())

        self._run(count, done, lambda _: None, quick=False)

    def watch(self, mailing: Mailing | None) -> None:
        """Tell everything about a mailing, now and whenever it changes."""
        self._watched = mailing
        self._later.stop()
        if mailing is not None:
            self._read()

    def page(
        self,
        mailing: Mailing,
        offset: int,
        outcome: Outcome | None,
        done: Callable[[tuple[Person, ...]], None],
        fail: Failed,
    ) -> None:
        """A page of the recipients; see :meth:`mmskit.History.page`."""

        def tell(sentence: Text) -> None:
            fail(sentence)
            self.failed.emit(sentence)

        self._run(lambda _: self._history.page(mailing, offset, PAGE, outcome), done, tell)

    def read_message(
        self, mailing: Mailing, person: Person, done: Callable[[mmskit.Message | None], None]
    ) -> None:
        """What one recipient was sent."""
        self._run(lambda _: self._history.read_message(mailing, person), done, self.failed.emit)

    def fetch(self, mailing: Mailing) -> None:
        """Fetch the delivery reports of the account that it was sent from, now."""
        if self.fetching:
            return
        self._be_fetching(on=True)

        def done(trouble: Text | None) -> None:
            self._be_fetching(on=False)
            if trouble is not None:
                self.failed.emit(trouble)
            self.refresh()

        self._following.fetch(mailing, done)

    def write_csv(
        self,
        mailing: Mailing,
        path: Path,
        language: Language,
        done: Callable[[], None],
        failed: Failed,
    ) -> None:
        """Write every recipient into a table."""
        self._run(
            lambda _: self._history.write_csv(mailing, path, language), lambda _: done(), failed
        )

    def settle(
        self,
        mailing: Mailing,
        decision: Decided,
        done: Callable[[], None],
        failed: Failed,
    ) -> None:
        """Write down what a person decided about a doubt. Nothing is sent by it."""

        def settled(_: object) -> None:
            self._following.learn_msgid(decision.msgid)
            self.refresh()
            done()

        def settle(_report: Report) -> None:
            shard, what = decision.shard, decision.decision
            self._history.settle(mailing, shard, what, msgid=decision.msgid)

        self._run(settle, settled, failed)

    # --- sending again

    def find_choice(self, mailing: Mailing) -> AccountChoice | None:
        """The account that it was sent from, or None where it is gone."""
        return self._following.find_account_of(mailing)

    def find_failed(self, mailing: Mailing, done: Callable[[tuple[str, ...]], None]) -> None:
        """Whose message failed, of a single submission, and who may be sent to once more."""
        self._run(lambda _: self._history.find_failed(mailing), done, self.failed.emit)

    def resend(
        self, mailing: Mailing, done: Callable[[CampaignState], None], fail: Failed, *, most: int
    ) -> None:
        """Make a campaign of those of a campaign whose message failed, and send it.

        Args:
            mailing: a campaign.
            most: how many people were agreed to; where more have failed since, nothing is sent.
            done: takes the new campaign, which is being sent.
            fail: takes why nothing was sent.
        """
        choice, folder = self.find_choice(mailing), mailing.folder
        if choice is None or folder is None:
            fail(text("gui.campaign_account_gone", account=mailing.account, url=mailing.url))
            return

        def make(account: Account, _home: Path, _report: Report) -> Campaign:
            self._history.read_reports(mailing)  # who got it meanwhile must not get it again
            with Campaign.open(folder) as campaign:
                count = campaign.count_failed()
                if count > most:
                    raise CampaignError(text("history.more_failed", count=count, most=most))
                return campaign.resend_failed(account)

        def start(state: CampaignState) -> None:
            self._campaigns.resume(state, fail)
            done(state)
            self.refresh()

        self._campaigns.create(choice, make, start, fail)

    def resume(self, mailing: Mailing, failed: Failed) -> None:
        """Go on with a campaign that was paused, or was never begun."""
        folder = mailing.folder
        if folder is not None:
            self._run(
                lambda _: read_state(folder),
                lambda state: self._campaigns.resume(state, failed),
                failed,
            )

    def pause(self, mailing: Mailing, failed: Failed) -> None:
        """Let a campaign stop after the submission under way."""
        if mailing.folder is not None:
            self._campaigns.pause(mailing.folder, failed)

    def stop(self) -> None:
        """Read nothing any more."""
        self.close()
        for timer in (self._soon, self._again, self._later):
            timer.stop()

    # --- reading

    def _list(self) -> None:
        if self._wanted:
            self._run(
                lambda _: self._history.list(), self.listed.emit, self.failed.emit, quick=False
            )

    def _learn(self, *_told: object) -> None:
        """Something is known that was not known before."""
        if self._watched is not None:
            self._again.start()

    def _read(self) -> None:
        mailing = self._watched
        if mailing is None or self._reading:
            return
        self._reading = True

        def take(details: MailingDetails) -> None:
            self._reading = False
            if self._watched is None or self._watched.id != details.mailing.id:
                self._read()
                return
            self._watched = details.mailing
            self.detailed.emit(details)
            if details.mailing.is_campaign and details.counts.waiting:
                self._later.start()

        def fail(sentence: Text) -> None:
            self._reading = False
            self.failed.emit(sentence)

        self._run(lambda _: read_details(self._history, mailing), take, fail, quick=False)

    def _fetch_watched(self) -> None:
        if self._watched is not None:
            self.fetch(self._watched)

    def _be_fetching(self, *, on: bool) -> None:
        self.fetching = on
        self.fetching_changed.emit(on)

    def _run(
        self,
        work: Callable[[Report], object],
        done: Callable[..., None],
        failed: Failed,
        *,
        quick: bool = True,
    ) -> None:
        self._tasks.run(
            work, done, failed=lambda error: failed(error.sentence), owner=self, quick=quick
        )

    def _make_timer(self, wait: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait)
        timer.timeout.connect(then)
        return timer
