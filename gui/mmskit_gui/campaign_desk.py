"""Campaigns as windows ask for them: made, started, paused, followed and decided, all beside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QObject, Signal

from mmskit.account import Account
from mmskit.texts import Text, text
from mmskit_gui.account_book import ENVIRONMENT, SANDBOX, AccountChoice
from mmskit_gui.account_desk import AccountDesk, Failed
from mmskit_gui.campaign_following import CampaignFollowing
from mmskit_gui.campaign_process import CampaignProcess
from mmskit_gui.campaign_reports import CampaignReports
from mmskit_gui.campaign_state import CampaignState, list_states, read_state
from mmskit_gui.following import Following
from mmskit_gui.sandbox_process import NAME
from mmskit_gui.tasks import Report, Task, Tasks

if TYPE_CHECKING:
    from mmskit.outbox import Campaign

Decision = Literal["accepted", "ready", "abandoned"]
"""``accepted`` under a msgid, ``ready`` to be sent again, ``abandoned`` to be left."""

MakeCampaign = Callable[[Account, Path, Report], "Campaign"]
"""Makes a campaign for an account in the folder of all campaigns; tells how far it is."""

_GRACE: Final = 10.0


class CampaignDesk(QObject):
    """The campaigns of this person. Each is sent by a process of its own, which outlives the app.

    Every callback comes in the thread that this object lives in. Nothing is ever sent that
    :meth:`start` or :meth:`resume` was not called for.

    Signals:
        changed: a :class:`mmskit_gui.campaign_state.CampaignState`, of a campaign that is followed,
            was started, paused or decided.
        pause_asked: the folder of a campaign that was asked to pause.
    """

    changed = Signal(object)
    pause_asked = Signal(object)

    def __init__(
        self,
        tasks: Tasks,
        desk: AccountDesk,
        following: Following,
        home: Path,
        parent: QObject | None = None,
    ) -> None:
        """Take what it works with.

        Args:
            tasks: for what is read and written.
            desk: knows the accounts.
            following: fetches delivery reports.
            home: the folder that campaigns are kept in.
            parent: keeps this object.
        """
        super().__init__(parent)
        self._tasks, self._desk, self._home = tasks, desk, home
        self._reports = CampaignReports(tasks, following, self)
        self._reports.matched.connect(self.follow)
        self._processes: dict[Path, CampaignProcess] = {}
        self._starting: set[Path] = set()
        self._following = CampaignFollowing(tasks, self._is_alive, self)
        self._following.changed.connect(self._reports.take)
        self._following.changed.connect(self.changed)

    @property
    def home(self) -> Path:
        """The folder that campaigns are kept in."""
        return self._home

    # --- making and sending

    def create(
        self,
        choice: AccountChoice,
        make: MakeCampaign,
        done: Callable[[CampaignState], None],
        failed: Failed,
        progressed: Report | None = None,
    ) -> Callable[[], None]:
        """Make a campaign. Nothing is sent yet; cancelled on the way, nothing is left of it.

        Args:
            choice: the account that it is for.
            make: makes it, in a worker's thread.
            done: takes it as it stands.
            failed: takes why it could not be made.
            progressed: takes the share that is done.

        Returns:
            What cancels it.
        """
        running: list[Task] = []
        cancelled: list[bool] = []

        def go(account: Account) -> None:
            if not cancelled:
                running.append(
                    self._tasks.run(
                        lambda report: self._make(account, make, report),
                        done,
                        failed=lambda error: failed(error.sentence),
                        progressed=progressed,
                        owner=self,
                    )
                )

        def cancel() -> None:
            cancelled.append(True)
            for task in running:
                task.cancel()

        self._desk.load(choice, go, failed)
        return cancel

    def start(self, folder: Path, account: Account, failed: Failed = lambda _: None) -> None:
        """Send what is left of a campaign, in a process of its own, and follow it.

        Args:
            folder: the campaign's.
            account: the one that it was made for.
            failed: takes why the process could not be started; nothing was sent.
        """
        if folder in self._starting or self._is_alive(folder):
            failed(text("gui.campaign_sending_already"))
            return
        self._starting.add(folder)

        def begun(process: CampaignProcess) -> None:
            self._starting.discard(folder)
            self._processes[folder] = process
            self._reports.follow(folder, account)
            self.follow(folder)

        def refused(sentence: Text) -> None:
            self._starting.discard(folder)
            failed(sentence)

        self._tasks.run(
            lambda _: CampaignProcess(folder, account),
            begun,
            failed=lambda error: refused(error.sentence),
            quick=True,
        )

    def resume(self, state: CampaignState, failed: Failed = lambda _: None) -> None:
        """Go on with a campaign, through the account that it was made for.

        Args:
            state: the campaign.
            failed: takes why it cannot go on; nothing was sent.
        """
        choice = self.find_choice(state)
        if choice is None:
            failed(text("gui.campaign_account_gone", account=state.account, url=state.url))
            return
        self._desk.load(choice, lambda account: self.start(state.folder, account, failed), failed)

    def pause(self, folder: Path, failed: Failed = lambda _: None) -> None:
        """Let a campaign stop after the submission under way, whoever sends it."""

        def ask(_report: object) -> None:
            with _open(folder) as campaign:
                campaign.pause()

        def hurry(_done: object) -> None:
            process = self._processes.get(folder)
            if process is not None:
                process.hurry()
            self.pause_asked.emit(folder)

        self._run(ask, hurry, failed)

    def find_choice(self, state: CampaignState) -> AccountChoice | None:
        """The account that a campaign was made for, or None where it is gone."""
        if state.account == NAME:
            return SANDBOX
        key = ENVIRONMENT if state.account == "environment" else state.account
        found = (choice for choice in self._desk.list_choices() if choice.key == key)
        return next((choice for choice in found if choice.url == state.url), None)

    # --- following

    def follow(self, folder: Path) -> None:
        """Tell how a campaign stands, now and while a process is at it."""
        self._following.follow(folder)

    def find(self, folder: Path) -> CampaignState | None:
        """What was told last of a campaign."""
        return self._following.find(folder)

    def list_all(self, done: Callable[[list[CampaignState]], None], failed: Failed) -> None:
        """Every campaign, the newest first."""
        self._tasks.run(
            lambda _: list_states(self._home),
            done,
            failed=lambda error: failed(error.sentence),
            owner=self,
        )

    def watch(self, state: CampaignState, failed: Failed = lambda _: None) -> None:
        """Fetch delivery reports for a campaign that is shown; the sandbox is not started for it."""
        choice = self.find_choice(state)
        asleep = choice is not None and choice.is_sandbox and not self._desk.has_sandbox
        if choice is not None and state.begun and not asleep:
            self._desk.load(choice, lambda found: self._reports.follow(state.folder, found), failed)

    # --- deciding

    def resolve(
        self,
        folder: Path,
        shard: int,
        decision: Decision,
        failed: Failed,
        *,
        msgid: str = "",
    ) -> None:
        """Decide a doubt, as the person who pays for it. ``ready`` sends nothing by itself."""

        def decide(_report: object) -> None:
            with _open(folder) as campaign:
                campaign.resolve(shard, decision, msgid=msgid)

        self._run(decide, lambda _: self.follow(folder), failed)

    def discard(self, folder: Path, done: Callable[[], None], failed: Failed) -> None:
        """Remove a campaign of which nothing was sent."""

        def remove(_report: object) -> None:
            with _open(folder) as campaign:
                campaign.discard()

        self._following.forget(folder)
        self._run(remove, lambda _: done(), failed)

    def stop(self) -> None:
        """Follow nothing any more. Processes go on, but for those that send to the sandbox.

        The sandbox ends with the app; whoever sends there comes to its end first.
        """
        self._following.stop()
        for folder, process in self._processes.items():
            state = self._following.find(folder)
            if process.alive and state is not None and state.account == NAME:
                process.hurry()
                process.wait(_GRACE)
            process.let_go()

    def _make(self, account: Account, make: MakeCampaign, report: Report) -> CampaignState:
        with make(account, self._home, report) as campaign:
            folder = campaign.folder
        return read_state(folder)

    def _run(
        self, work: Callable[[Report], object], done: Callable[..., None], failed: Failed
    ) -> None:
        self._tasks.run(
            work, done, failed=lambda error: failed(error.sentence), owner=self, quick=True
        )

    def _is_alive(self, folder: Path) -> bool:
        process = self._processes.get(folder)
        return process is not None and process.alive


def _open(folder: Path) -> Campaign:
    from mmskit.outbox import Campaign  # noqa: PLC0415 - the app starts without it

    return Campaign.open(folder)
