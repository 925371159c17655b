"""What must be said of campaigns at the start: some wait for a person, one may still be sent."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from mmskit_gui.campaign_state import CampaignState
from mmskit_gui.services import Services

_AFTER = 1000

Notify = Callable[[str, tuple[str, Callable[[], None]]], None]
"""Shows a sentence with what can be done about it."""


class CampaignNotice(QObject):
    """Looks once for campaigns that are not done, and offers to show them. It starts none."""

    def __init__(self, window: QWidget, services: Services, notify: Notify) -> None:
        super().__init__(window)
        self._window, self._services, self._notify = window, services, notify
        QTimer.singleShot(_AFTER, self, self.look)

    def look(self) -> None:
        """Look now."""
        self._services.postbox.campaigns.list_all(self._tell, lambda _: None)

    def _tell(self, states: list[CampaignState]) -> None:
        waiting = [state for state in states if state.unfinished or state.sending]
        if not waiting or not shiboken6.isValid(self):
            return
        if all(state.sending for state in waiting):
            said = self.tr("%n campaign(s) are being sent.", "", len(waiting))
        else:
            said = self.tr("%n campaign(s) are not done.", "", len(waiting))
        self._notify(said, (self.tr("Look"), lambda: self._show(waiting)))

    def _show(self, states: list[CampaignState]) -> None:
        from mmskit_gui.dialogs.campaigns import CampaignsDialog  # noqa: PLC0415 - when wanted

        services = self._services
        CampaignsDialog(
            states, services.postbox, services.settings, services.languages, self._window
        ).exec()
