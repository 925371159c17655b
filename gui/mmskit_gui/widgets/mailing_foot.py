"""What can be done with a mailing, and the step before money is spent."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QWidget

from mmskit_gui.history_details import MailingDetails
from mmskit_gui.widgets.account_field import say_account
from mmskit_gui.widgets.confirm_bar import ConfirmBar
from mmskit_gui.widgets.status_note import StatusNote

_HEIGHT: Final = 64


class MailingFoot(QFrame):
    """Buttons for one mailing. What a campaign sends is confirmed here.

    Signals:
        use_wanted: the message as a new document.
        table_wanted: everybody in a table.
        resend_wanted: send to those whose message failed; confirmed, for a campaign.
        resume_wanted: go on with a campaign; confirmed.
        pause_wanted: stop a campaign after the submission under way.
    """

    use_wanted = Signal()
    table_wanted = Signal()
    resend_wanted = Signal()
    resume_wanted = Signal()
    pause_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "foot")
        self.setFixedHeight(_HEIGHT)
        self._details: MailingDetails | None = None
        self._above = 0
        self._asked = ""
        self._free = False
        self.note = StatusNote(tinted=False)
        self.note.hide()
        self.use, self.table = QPushButton(), QPushButton()
        self.pause, self.resume, self.resend = QPushButton(), QPushButton(), QPushButton()
        for button in (self.resume, self.resend):
            button.setProperty("role", "primary")
        self.use.clicked.connect(self.use_wanted)
        self.table.clicked.connect(self.table_wanted)
        self.pause.clicked.connect(self.pause_wanted)
        self.resume.clicked.connect(lambda: self._ask("resume"))
        self.resend.clicked.connect(lambda: self._ask("resend"))
        self.confirm = ConfirmBar()
        self.confirm.left.connect(self.step_back)
        self.confirm.confirmed.connect(self._go)
        plain = QWidget()
        row = QHBoxLayout(plain)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.use)
        row.addWidget(self.table)
        row.addWidget(self.note, 1)
        row.addStretch(1)
        for part in (self.pause, self.resume, self.resend):
            row.addWidget(part)
        self.pages = QStackedWidget()
        self.pages.addWidget(plain)
        self.pages.addWidget(self.confirm)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(24, 8, 24, 8)
        inside.addWidget(self.pages)
        self._say_words()

    def show_details(self, details: MailingDetails, *, confirm_above: int, free: bool) -> None:
        """Offer what can be done with a mailing.

        Args:
            details: its.
            confirm_above: how many messages have to be typed as a number.
            free: whether its account is the sandbox, which costs nothing.
        """
        before = self._details
        self._above, self._free = confirm_above, free
        self._details = details
        stays = before is not None and before.mailing.id == details.mailing.id
        if not stays or self._find_count(before) != self._find_count(details):
            self.step_back()  # what was asked for is not what would be done any more
        if not stays:
            self.note.clear()
        self._say_words()

    def step_back(self) -> None:
        """Leave the confirmation; nothing is sent."""
        self._asked = ""
        self.pages.setCurrentIndex(0)

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _find_count(self, details: MailingDetails | None) -> int:
        """How many messages would be sent by what is asked for."""
        if details is None:
            return 0
        resend = self._asked == "resend"
        return details.counts.failed_left if resend else details.counts.left

    def _ask(self, what: str) -> None:
        details = self._details
        if details is None:
            return
        self._asked = what
        if not details.mailing.is_campaign or self._free:
            self._go()
            return
        count = self._find_count(details)
        account = say_account(details.mailing.account)
        self.confirm.ask(count, account, typed=count > self._above)
        self.pages.setCurrentWidget(self.confirm)

    def _go(self) -> None:
        asked = self._asked
        self.step_back()
        (self.resend_wanted if asked == "resend" else self.resume_wanted).emit()

    def _say_words(self) -> None:
        self.use.setText(self.tr("Use again"))
        self.use.setToolTip(self.tr("Open the message as a new document"))
        self.table.setText(self.tr("Save as a table…"))
        self.pause.setText(self.tr("Pause"))
        self.resume.setText(self.tr("Go on sending"))
        details = self._details
        if details is None:
            return
        mailing, failed = details.mailing, details.counts.failed_left
        self.use.setEnabled(details.message is not None)
        self.pause.setVisible(mailing.is_campaign and mailing.state == "sending")
        waits = mailing.is_campaign and mailing.state in {"paused", "ready"}
        self.resume.setVisible(waits and bool(details.counts.left))
        self.resend.setVisible(bool(failed) and not waits)
        self.resend.setEnabled(details.message is not None)
        self.resend.setText(self.tr("Send again to the %Ln failed", "", failed))
