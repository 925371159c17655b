"""Delivery reports of campaigns: fetched with those of other messages, matched beside the window."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from mmskit.account import Account
from mmskit.errors import MMSKitError
from mmskit.journal import Journal
from mmskit_gui.campaign_state import CampaignState
from mmskit_gui.following import Following
from mmskit_gui.tasks import Tasks


class CampaignReports(QObject):
    """Has reports fetched as long as a campaign waits for some, and matched as they come.

    Signals:
        matched: the folder of a campaign of which more may be known.
    """

    matched = Signal(object)

    def __init__(self, tasks: Tasks, following: Following, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._following = tasks, following
        self._journals: dict[Path, Journal] = {}
        self._matching: set[Path] = set()
        following.pulled.connect(self._match_all)

    def follow(self, folder: Path, account: Account) -> None:
        """Fetch the reports of a campaign that this account sends."""
        self._journals[folder] = self._following.watch(account.name, account, folder)
        self._match(folder)

    def take(self, state: CampaignState) -> None:
        """Fetch no longer for a campaign of which everything is known."""
        status = state.status
        over = not (state.sending or status.waiting or status.doubts)
        if over and self._journals.pop(state.folder, None) is not None:
            self._following.unwatch(state.folder)

    def _match_all(self) -> None:
        for folder in list(self._journals):
            self._match(folder)

    def _match(self, folder: Path) -> None:
        journal = self._journals[folder]
        if folder in self._matching:
            return
        self._matching.add(folder)

        def work(_report: object) -> None:
            from mmskit.outbox import Campaign  # noqa: PLC0415 - the app starts without it

            with suppress(MMSKitError), Campaign.open(folder) as campaign:
                campaign.read_reports(journal)

        def end(_told: object) -> None:
            self._matching.discard(folder)
            self.matched.emit(folder)

        self._tasks.run(work, end, failed=end, owner=self, quick=True)
