"""Sending once more from the history: to those whose message failed, or after a doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mmskit_gui.dialogs.send import SendDialog
from mmskit_gui.history_details import MailingDetails
from mmskit_gui.postbox import while_alive

if TYPE_CHECKING:
    from mmskit_gui.campaign_state import CampaignState
    from mmskit_gui.windows.history_window import HistoryWindow


class SendingAgain(QObject):
    """Single submissions go through the dialog that sends; campaigns get a campaign of their own."""

    def __init__(self, window: HistoryWindow) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.services.postbox.history
        self.dialog: SendDialog | None = None

    def send_failed(self, details: MailingDetails) -> None:
        """Send to those whose message failed, and to nobody else."""
        mailing = details.mailing
        if mailing.is_campaign:
            fail = while_alive(self, lambda said: self._window.wiring.say(said, "bad"))
            done, most = while_alive(self, self._show), details.counts.failed_left
            self._desk.resend(mailing, done, fail, most=most)
            return

        def open_dialog(numbers: tuple[str, ...]) -> None:
            self._open(details, numbers, parent=mailing.id)

        self._desk.find_failed(mailing, while_alive(self, open_dialog))

    def send_doubtful(self, details: MailingDetails) -> None:
        """Send once more to everybody of a submission that was found not to have gone out."""
        record = details.mailing.record
        if record is not None:
            self._open(details, record.recipients, parent=details.mailing.id)

    def _open(self, details: MailingDetails, numbers: tuple[str, ...], *, parent: str) -> None:
        if details.message is None or not numbers:
            return
        services = self._window.services
        dialog = self.dialog = SendDialog(
            details.message,
            services.postbox,
            services.settings,
            services.tasks,
            services.languages,
            self._window,
        )
        dialog.begin_with(numbers, self._desk.find_choice(details.mailing), parent=parent)
        dialog.open()

    def _show(self, state: CampaignState) -> None:
        """Let the new campaign be looked at as soon as it is listed."""
        self._window.mailings.choose(state.folder.name)
