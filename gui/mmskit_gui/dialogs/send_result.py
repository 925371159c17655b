"""The second page of sending: what is known of the submission, and its deliveries filling in."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

import mmskit
from mmskit.texts import Text
from mmskit_gui.languages import Languages
from mmskit_gui.postbox import Postbox, while_alive
from mmskit_gui.submission import Outcome
from mmskit_gui.widgets.delivery_view import DeliveryView
from mmskit_gui.widgets.doubt_card import DoubtCard
from mmskit_gui.widgets.state_mark import StateMark
from mmskit_gui.widgets.status_note import NoteKind, StatusNote


class SendResult(QWidget):
    """Says what is known, what it means, and what can be done about it.

    Signals:
        again_wanted: try once more; only after nothing was sent.
        back_wanted: to the recipients.
        close_wanted: the person is done here.
    """

    again_wanted = Signal()
    back_wanted = Signal()
    close_wanted = Signal()

    def __init__(
        self, postbox: Postbox, languages: Languages, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._postbox, self._languages = postbox, languages
        self._outcome: Outcome | None = None
        self._count = 0
        self._failed: Text | None = None
        self._is_sandbox = False
        self._settled = ""
        self._build()
        postbox.reports_arrived.connect(self._look)
        self._say_words()

    # --- what is shown -----------------------------------------------------------------------

    def show_busy(self, count: int, *, is_sandbox: bool) -> None:
        """It is on its way; the answer is awaited."""
        self._outcome = self._failed = None
        self._count, self._is_sandbox, self._settled = count, is_sandbox, ""
        self._look()

    def show_outcome(self, outcome: Outcome) -> None:
        """Say what is known."""
        self._outcome = outcome
        self._look()
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_failed(self, sentence: Text) -> None:
        """It was not even begun."""
        self._failed = sentence
        self._look()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    # --- settling a doubt --------------------------------------------------------------------

    def _settle(self, *, accepted: bool) -> None:
        if self._outcome is None:
            return
        record = self._outcome.record
        msgid = self._postbox.find_evidence(record) if accepted else ""
        try:
            kept = self._postbox.settle(record, "accepted" if accepted else "not_sent", msgid)
        except mmskit.MMSKitError as error:
            self.trouble.say("bad", error.render(self._languages.current))
            return
        self._outcome = replace(self._outcome, record=kept)
        self._settled = "accepted" if accepted else "not_sent"
        self._look()

    # --- how it looks ------------------------------------------------------------------------

    def _build(self) -> None:
        self.mark = StateMark()
        self.heading = QLabel(wordWrap=True)
        self.heading.setProperty("role", "heading")
        self.detail = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.trouble = StatusNote()
        self.trouble.hide()
        self.doubt = DoubtCard()
        self.doubt.accepted.connect(lambda: self._settle(accepted=True))
        self.doubt.denied.connect(lambda: self._settle(accepted=False))
        self.deliveries = DeliveryView()
        self.inbox = QPushButton()
        self.inbox.clicked.connect(self._open_inbox)
        self.back = QPushButton()
        self.back.clicked.connect(self.back_wanted)
        self.again = QPushButton()
        self.again.setProperty("role", "primary")
        self.again.clicked.connect(self.again_wanted)
        self.close_button = QPushButton()
        self.close_button.clicked.connect(self.close_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._lay_out_body(), 1)
        column.addWidget(self._lay_out_foot())

    def _lay_out_body(self) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.heading)
        words.addWidget(self.detail)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        body = QVBoxLayout()
        body.setContentsMargins(24, 24, 24, 16)
        body.setSpacing(16)
        self.above, self.below = QWidget(), QWidget()
        body.addWidget(self.above, 1)
        body.addLayout(head)
        for part in (self.progress, self.trouble, self.doubt):
            body.addWidget(part)
        body.addWidget(self.deliveries, 1)
        body.addWidget(self.below, 2)
        return body

    def _lay_out_foot(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("role", "foot")
        row = QHBoxLayout(bar)
        row.setContentsMargins(24, 12, 24, 12)
        row.setSpacing(8)
        row.addWidget(self.inbox)
        row.addStretch(1)
        for part in (self.back, self.close_button, self.again):
            row.addWidget(part)
        return bar

    def _say_words(self) -> None:
        self.progress.setAccessibleName(self.tr("Waiting for the platform's answer"))
        self.inbox.setText(self.tr("See it in the sandbox"))
        self.back.setText(self.tr("Back to the recipients"))
        self.again.setText(self.tr("Try again"))
        self.close_button.setText(self.tr("Close"))
        self._look()

    def _look(self, *_told: object) -> None:
        state = self._find_state()
        busy, doubtful = state == "busy", state == "unknown"
        accepted = state == "accepted"
        kinds: dict[str, NoteKind] = {
            "busy": "busy",
            "accepted": "ok",
            "refused": "bad",
            "not_sent": "bad",
            "unknown": "warn",
        }
        self.mark.show_kind(kinds[state])
        self.heading.setText(self._say_heading(state))
        self.detail.setText(self._say_detail(state))
        self.progress.setVisible(busy)
        self.doubt.setVisible(doubtful)
        self.deliveries.setVisible(accepted)
        self.above.setVisible(not accepted)
        self.below.setVisible(not accepted)
        arrived = state in {"accepted", "refused", "unknown"}
        self.inbox.setVisible(self._is_sandbox and arrived)
        self.back.setVisible(not busy)
        self.again.setVisible(state == "not_sent")
        self._say_trouble(accepted=accepted)
        if accepted and self._outcome is not None:
            shown = while_alive(self, self.deliveries.show_table)
            self._postbox.tabulate(self._outcome.record, shown)
        if doubtful and self._outcome is not None:
            found = self._postbox.find_evidence(self._outcome.record)
            self.doubt.show_doubt(self._count, evident=bool(found))

    def _find_state(self) -> str:
        if self._settled:
            return self._settled
        if self._failed is not None:
            return "not_sent"
        return "busy" if self._outcome is None else self._outcome.state

    def _say_heading(self, state: str) -> str:
        return {
            "busy": self.tr("Sending to %Ln people", "", self._count),
            "accepted": self.tr("Accepted for %Ln people", "", self._count),
            "refused": self.tr("Refused"),
            "not_sent": self.tr("Not sent"),
            "unknown": self.tr("Nobody knows yet whether it went out"),
        }[state]

    def _say_detail(self, state: str) -> str:
        if self._failed is not None:
            return self._failed.render(self._languages.current)
        if self._outcome is None:
            return self.tr("It is sent once. This may take up to a minute.")
        if state == "accepted":
            msgid = self._outcome.msgid or self._outcome.record.msgid
            if not msgid:
                return self.tr("Noted as accepted.")
            return self.tr(
                "Message id {msgid}. Closing this window does not stop the delivery reports."
            ).format(msgid=msgid)
        if self._settled:
            return self.tr("Noted as not sent. It may be sent again.")
        sentence = self._outcome.sentence
        return "" if sentence is None else sentence.render(self._languages.current)

    def _say_trouble(self, *, accepted: bool) -> None:
        trouble = None
        if self._outcome is not None:
            trouble = self._outcome.unkept
            if trouble is None and accepted:
                trouble = self._postbox.trouble(self._outcome.record)
        said = "" if trouble is None else trouble.render(self._languages.current)
        self.trouble.say("warn", said)

    def _open_inbox(self) -> None:
        if self._postbox.sandbox.url:
            QDesktopServices.openUrl(QUrl(self._postbox.sandbox.url))
