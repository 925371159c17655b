"""How a campaign stands: how far it is, what holds it up, and what a person has to decide."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mmskit_gui.campaign_state import CampaignState
from mmskit_gui.languages import Languages
from mmskit_gui.widgets.account_field import say_account
from mmskit_gui.widgets.campaign.campaign_bar import CampaignBar
from mmskit_gui.widgets.campaign.doubt_card import CampaignDoubtCard
from mmskit_gui.widgets.state_mark import StateMark
from mmskit_gui.widgets.status_note import NoteKind, StatusNote

_KINDS: Final[dict[str, NoteKind]] = {
    "ready": "info",
    "sending": "busy",
    "paused": "warn",
    "doubtful": "warn",
    "done": "ok",
}


class CampaignView(QWidget):
    """Shows a campaign.

    Signals:
        decided: a shard's number, the decision, and the msgid or "".
    """

    decided = Signal(int, str, str)

    def __init__(self, languages: Languages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._languages = languages
        self._state: CampaignState | None = None
        self._pausing = False
        self.mark = StateMark()
        self.heading = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.heading.setProperty("role", "heading")
        self.detail = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.bar = CampaignBar()
        self.counts = QLabel(wordWrap=True)
        self.counts.setProperty("role", "muted")
        self.why = StatusNote()
        self.why.hide()
        self.doubts_label = QLabel(wordWrap=True)
        self.doubts_label.setProperty("role", "strong")
        self.above, self.rest = QWidget(), QWidget()
        self.cards: dict[int, CampaignDoubtCard] = {}
        self._lay_out()

    def show_state(self, state: CampaignState, *, pausing: bool = False) -> None:
        """Show how it stands.

        Args:
            state: the campaign.
            pausing: whether it was asked to pause, and is not there yet.
        """
        self._state, self._pausing = state, pausing and state.sending
        self.bar.show_state(state)
        self._show_doubts(state)
        self._say_words()

    def show_failure(self, said: str) -> None:
        """Say why something that was wanted could not be done."""
        self.why.say("bad", said)

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.heading)
        words.addWidget(self.detail)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        inside = QWidget()
        self._doubts = QVBoxLayout(inside)
        self._doubts.setContentsMargins(0, 0, 4, 0)
        self._doubts.setSpacing(12)
        self._doubts.addStretch(1)
        self.area = QScrollArea(widgetResizable=True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.above, 1)
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addWidget(self.counts)
        column.addWidget(self.why)
        column.addWidget(self.doubts_label)
        column.addWidget(self.area, 1)
        column.addWidget(self.rest, 2)

    def _show_doubts(self, state: CampaignState) -> None:
        doubts = {doubt.shard: doubt for doubt in state.status.doubts}
        for shard in [shard for shard in self.cards if shard not in doubts]:
            card = self.cards.pop(shard)
            self._doubts.removeWidget(card)
            card.hide()
            card.deleteLater()
        for shard, doubt in doubts.items():
            if shard in self.cards:
                self.cards[shard].show_doubt(doubt)
                continue
            card = self.cards[shard] = CampaignDoubtCard(doubt, self._languages)
            card.decided.connect(self.decided)
            self._doubts.insertWidget(self._doubts.count() - 1, card)
        self.area.setVisible(bool(doubts))
        self.above.setVisible(not doubts)
        self.rest.setVisible(not doubts)
        self.doubts_label.setVisible(bool(doubts))

    def _say_words(self) -> None:
        state = self._state
        if state is None:
            return
        stage = "sending" if state.sending else state.status.stage
        self.mark.show_kind("bad" if state.failed is not None else _KINDS[stage])
        self.heading.setText(self._say_heading(state, stage))
        self.detail.setText(self._say_detail(state))
        self.counts.setText(self._say_counts(state))
        self._say_why(state)
        self.doubts_label.setText(
            self.tr(
                "Nobody knows whether the platform took these. They are not sent by themselves."
            )
        )
        self.bar.setAccessibleName(self.counts.text())

    def _say_heading(self, state: CampaignState, stage: str) -> str:
        taken = state.status.shards["accepted"].recipients
        if self._pausing:
            return self.tr("Pausing after the submission under way…")
        return {
            "ready": self.tr("Ready: nothing was sent yet"),
            "sending": self.tr("Sending: {taken} of {people}"),
            "paused": self.tr("Paused at {taken} of {people}"),
            "doubtful": self.tr("Sent, but not all of it is sure"),
            "done": self.tr("Accepted for %Ln people", "", taken),
        }[stage].format(taken=f"{taken:,}", people=f"{state.status.recipients:,}")

    def _say_detail(self, state: CampaignState) -> str:
        if state.sending:
            return self.tr("Closing this window, or the app, does not stop it.")
        return self.tr("“{title}”, through {account}").format(
            title=state.title, account=say_account(state.account)
        )

    def _say_counts(self, state: CampaignState) -> str:
        status = state.status
        parts = [
            (self.tr("%Ln accepted", "", status.shards["accepted"].recipients), True),
            (self.tr("%Ln to go", "", status.shards["ready"].recipients), True),
            (self.tr("%Ln in doubt", "", status.unknown), status.unknown),
            (
                self.tr("%Ln refused", "", status.shards["refused"].recipients),
                status.shards["refused"].recipients,
            ),
            (
                self.tr("%Ln left", "", status.shards["abandoned"].recipients),
                status.shards["abandoned"].recipients,
            ),
            (self.tr("%Ln delivered", "", status.delivered), status.delivered),
            (
                self.tr("%Ln failed", "", sum(status.failed.values())),
                sum(status.failed.values()),
            ),
        ]
        return " · ".join(said for said, there in parts if there)

    def _say_why(self, state: CampaignState) -> None:
        language = self._languages.current
        if state.failed is not None:
            self.why.say("bad", state.failed.render(language))
        elif state.status.paused is not None and not state.sending:
            self.why.say("warn", state.status.paused.render(language))
        elif state.status.refusals and not state.sending:
            shard, people, said = state.status.refusals[0]
            reason = "" if said is None else said.render(language)
            counted = self.tr("%Ln people", "", people)
            self.why.say(
                "bad",
                self.tr("Submission {number} ({people}) was refused: {reason}").format(
                    number=shard, people=counted, reason=reason
                ),
            )
        else:
            self.why.clear()
