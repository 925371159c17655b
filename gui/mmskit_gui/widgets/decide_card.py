"""One submission of which nobody knows whether it was accepted: what is known, and the decision."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mmskit_gui.history_desk import Decided
from mmskit_gui.history_details import Doubt
from mmskit_gui.models.mailings import say_when
from mmskit_gui.widgets.status_note import StatusNote

_FIELD: Final = 150


class DecideCard(QFrame):
    """Takes what a person found out about a doubt. Sending again has to be typed.

    Signals:
        decided: a :class:`Decided`.
    """

    decided = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doubt: Doubt | None = None
        self._of_campaign = False
        self.setProperty("role", "card")
        self.said = QLabel(wordWrap=True)
        self.said.setProperty("role", "strong")
        self.what = QLabel(wordWrap=True)
        self.evidence = StatusNote()
        self.msgid = QLineEdit()
        self.msgid.textChanged.connect(self._look)
        self.accepted = QPushButton()
        self.accepted.clicked.connect(lambda: self._decide("accepted"))
        self.count = QLineEdit()
        self.count.textChanged.connect(self._look)
        self.again = QPushButton()
        self.again.setProperty("role", "danger")
        self.again.clicked.connect(lambda: self._decide("ready"))
        self.leave = QPushButton()
        self.leave.clicked.connect(lambda: self._decide("abandoned"))
        self.ways = (QLabel(wordWrap=True), QLabel(wordWrap=True), QLabel(wordWrap=True))
        for way in self.ways:
            way.setProperty("role", "muted")
        card = QVBoxLayout(self)
        card.setContentsMargins(16, 16, 16, 16)
        card.setSpacing(12)
        card.addWidget(self.said)
        card.addWidget(self.what)
        card.addWidget(self.evidence)
        card.addLayout(self._lay_out_ways())
        self._say_words()

    def show_doubt(self, doubt: Doubt, *, of_campaign: bool) -> None:
        """Say what is at stake; what was typed stays where it is the same doubt.

        Args:
            doubt: the submission's.
            of_campaign: whether it is one of a campaign's, which waits to be sent again itself.
        """
        same = self._doubt is not None and (self._doubt.shard, self._doubt.began) == (
            doubt.shard,
            doubt.began,
        )
        self._doubt, self._of_campaign = doubt, of_campaign
        if not same:
            self.msgid.clear()
            self.count.clear()
        if doubt.evidence and not self.msgid.text():
            self.msgid.setText(doubt.evidence[0].msgid)
        self._say_words()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _lay_out_ways(self) -> QGridLayout:
        """When it is so, what is to be typed, and what is done."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 1)
        rows = ((self.msgid, self.accepted), (self.count, self.again), (None, self.leave))
        for row, (field, button) in enumerate(rows):
            grid.addWidget(self.ways[row], row, 0)
            if field is not None:
                field.setFixedWidth(_FIELD)
                grid.addWidget(field, row, 1)
            grid.addWidget(button, row, 2)
        return grid

    def _decide(self, decision: str) -> None:
        if self._doubt is None:
            return
        msgid = self.msgid.text().strip() if decision == "accepted" else ""
        decisions = {
            "accepted": Decided(self._doubt.shard, "accepted", msgid),
            "ready": Decided(self._doubt.shard, "ready"),
            "abandoned": Decided(self._doubt.shard, "abandoned"),
        }
        self.decided.emit(decisions[decision])

    def _look(self, *_told: object) -> None:
        msgid = self.msgid.text().strip()
        digits = msgid.isascii() and msgid.isdecimal()
        # A single submission may be known to be accepted without its msgid being known.
        self.accepted.setEnabled(digits or (not msgid and not self._of_campaign))
        typed = "".join(char for char in self.count.text() if char.isdecimal())
        people = 0 if self._doubt is None else self._doubt.recipients
        self.again.setEnabled(bool(people) and typed == str(people))

    def _say_words(self) -> None:
        doubt = self._doubt
        people = 0 if doubt is None else doubt.recipients
        when = "" if doubt is None else say_when(doubt.began)
        self.said.setText(
            self.tr("It may have reached %Ln people, and may have been charged", "", people)
        )
        self.what.setText(
            self.tr(
                "It went out at {when}, and the platform's answer never came. Wait for delivery"
                " reports, compare the balance, or look at the platform's own list; then note here"
                " what you found out."
            ).format(when=when)
        )
        evidence = () if doubt is None else doubt.evidence
        said = ""
        if evidence:
            said = self.tr(
                "%Ln of these people have delivery reports under the message id {msgid}, which no"
                " other submission has. That speaks for its having been accepted.",
                "",
                evidence[0].reports,
            ).format(msgid=evidence[0].msgid)
        self.evidence.say("ok", said)
        self.msgid.setPlaceholderText(self.tr("Message id"))
        self.msgid.setAccessibleName(self.tr("Message id on the platform"))
        self.accepted.setText(self.tr("It was accepted"))
        self.count.setPlaceholderText(self.tr("Type {count}").format(count=people))
        self.count.setAccessibleName(self.tr("Number of people, to confirm sending again"))
        self.again.setText(self.tr("Send it again"))
        self.leave.setText(self.tr("Leave it"))
        ways = (
            self.tr("It was charged, or stands in the platform's list:"),
            self.tr(
                "It did not go out. If it did, all %Ln get it twice and are paid for twice:",
                "",
                people,
            ),
            self.tr("Nobody will find out. None of these people is sent to again:"),
        )
        for way, said in zip(self.ways, ways, strict=True):
            way.setText(said)
        self._look()
