"""One submission of which nobody knows whether it was taken, and the three ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QEvent, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mmskit_gui.languages import Languages
from mmskit_gui.widgets.status_note import StatusNote

if TYPE_CHECKING:
    from mmskit.outbox import Doubt


class CampaignDoubtCard(QFrame):
    """Says what is at stake, and takes a decision. Sending again has to be typed.

    Signals:
        decided: the shard's number, the decision, and the msgid or "".
    """

    decided = Signal(int, str, str)

    def __init__(self, doubt: Doubt, languages: Languages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doubt, self._languages = doubt, languages
        self.setProperty("role", "card")
        self.heading = QLabel()
        self.heading.setProperty("role", "strong")
        self.said = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.said.setProperty("role", "muted")
        self.evidence = StatusNote()
        self.accepted, self.again, self.leave = QPushButton(), QPushButton(), QPushButton()
        self.field = QLineEdit()
        self.field.setFixedWidth(200)
        self.question = QLabel(wordWrap=True)
        self.go, self.back = QPushButton(), QPushButton()
        self.foot = QStackedWidget()
        self._decision = ""
        self._lay_out()
        self.accepted.clicked.connect(lambda: self._ask("accepted"))
        self.again.clicked.connect(lambda: self._ask("ready"))
        self.leave.clicked.connect(lambda: self.decided.emit(doubt.shard, "abandoned", ""))
        self.back.clicked.connect(self._step_back)
        self.go.clicked.connect(self._decide)
        self.field.textChanged.connect(self._look)
        self.field.returnPressed.connect(self._decide)
        self._say_words()

    @property
    def doubt(self) -> Doubt:
        """What it is about."""
        return self._doubt

    def show_doubt(self, doubt: Doubt) -> None:
        """Show what is known of the same submission now; a decision that is being made stays."""
        if doubt != self._doubt:
            self._doubt = doubt
            self._say_words()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    # --- deciding

    def _ask(self, decision: str) -> None:
        self._decision = decision
        evidence = self._doubt.evidence
        known = evidence[0].msgid if decision == "accepted" and evidence else ""
        self.field.setText(known)
        self.foot.setCurrentIndex(1)
        self._say_question()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _step_back(self) -> None:
        self.foot.setCurrentIndex(0)
        self.accepted.setFocus(Qt.FocusReason.OtherFocusReason)

    def _decide(self) -> None:
        if self.go.isEnabled():
            self.go.setEnabled(False)
            msgid = self._find_digits() if self._decision == "accepted" else ""
            self.decided.emit(self._doubt.shard, self._decision, msgid)

    def _find_digits(self) -> str:
        return "".join(char for char in self.field.text() if char.isdecimal())

    def _look(self) -> None:
        digits = self._find_digits()
        wanted = bool(digits) if self._decision == "accepted" else digits == str(self._doubt.cost)
        self.go.setEnabled(wanted)

    # --- how it looks

    def _lay_out(self) -> None:
        ways = QWidget()
        row = QHBoxLayout(ways)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.accepted, self.again, self.leave):
            row.addWidget(part)
        row.addStretch(1)
        asking = QWidget()
        column = QVBoxLayout(asking)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.question)
        typing = QHBoxLayout()
        typing.setSpacing(8)
        typing.addWidget(self.field)
        typing.addWidget(self.go)
        typing.addWidget(self.back)
        typing.addStretch(1)
        column.addLayout(typing)
        self.foot.addWidget(ways)
        self.foot.addWidget(asking)
        card = QVBoxLayout(self)
        card.setContentsMargins(16, 12, 16, 12)
        card.setSpacing(8)
        card.addWidget(self.heading)
        card.addWidget(self.said)
        card.addWidget(self.evidence)
        card.addWidget(self.foot)

    def _say_words(self) -> None:
        doubt = self._doubt
        people = self.tr("%Ln people", "", doubt.recipients)
        self.heading.setText(
            self.tr("Submission {number}: {people}").format(number=doubt.shard, people=people)
        )
        when = QLocale().toString(
            QDateTime.fromSecsSinceEpoch(round(doubt.began.timestamp())),
            QLocale.FormatType.ShortFormat,
        )
        reason = "" if doubt.said is None else doubt.said.render(self._languages.current)
        lines = [self.tr("Sent at {time}: {reason}").format(time=when, reason=reason)]
        lines.append(
            self.tr("Sent again, it costs up to %Ln message(s) once more.", "", doubt.cost)
        )
        self.said.setText("\n".join(lines))
        self._say_evidence()
        self.accepted.setText(self.tr("It was accepted…"))
        self.again.setText(self.tr("Send it again…"))
        self.leave.setText(self.tr("Leave it"))
        self.leave.setToolTip(self.tr("These people are not sent to any more"))
        self.back.setText(self.tr("Not yet"))
        self._say_question()

    def _say_evidence(self) -> None:
        evidence = self._doubt.evidence
        if not evidence:
            self.evidence.say("info", self.tr("No delivery report speaks for it yet."))
            return
        reports = self.tr("%Ln delivery report(s)", "", evidence[0].reports)
        self.evidence.say(
            "ok",
            self.tr("{reports} under the msgid {msgid} speak for its having been accepted.").format(
                reports=reports, msgid=evidence[0].msgid
            ),
        )

    def _say_question(self) -> None:
        if self._decision == "ready":
            said = self.tr(
                "If the platform had taken it, all of them get it twice and it is paid for twice. "
                "Type {count} to send it again with the rest."
            )
            self.question.setText(said.format(count=self._doubt.cost))
            self.field.setPlaceholderText(str(self._doubt.cost))
            self.field.setAccessibleName(self.tr("Number of messages, to confirm"))
            self.go.setText(self.tr("Send again"))
        else:
            self.question.setText(self.tr("The msgid that the platform's list shows for it:"))
            self.field.setPlaceholderText(self.tr("Digits"))
            self.field.setAccessibleName(self.tr("The platform's msgid"))
            self.go.setText(self.tr("Note it as accepted"))
        self._look()
