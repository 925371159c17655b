"""One mailing of the history in full: how it stands, its doubts, a chart, and everybody."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from mmskit_gui.history_details import MailingDetails
from mmskit_gui.languages import Languages
from mmskit_gui.widgets.decide_card import DecideCard
from mmskit_gui.widgets.delivery_chart import DeliveryChart
from mmskit_gui.widgets.delivery_figures import DeliveryFigures
from mmskit_gui.widgets.mailing_head import MailingHead
from mmskit_gui.widgets.people_view import PeopleView

_MOST_DOUBTS = 5
"""Doubts that are shown at once; the others follow when these are decided."""


class HistoryPane(QScrollArea):
    """The middle of the history.

    Signals:
        decided: a :class:`Decided`, of a doubt of the mailing that is shown.
    """

    decided = Signal(object)

    def __init__(self, languages: Languages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._details: MailingDetails | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.head = MailingHead(languages)
        self.doubts: list[DecideCard] = []
        self.more = QLabel(wordWrap=True)
        self.more.setProperty("role", "muted")
        self.figures = DeliveryFigures(languages)
        self.chart = DeliveryChart()
        self.chart_title = QLabel()
        self.chart_title.setProperty("role", "strong")
        self.people = PeopleView()
        self._column = QVBoxLayout()
        self._column.setContentsMargins(24, 20, 24, 20)
        self._column.setSpacing(16)
        self._column.addWidget(self.head)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        self._column.addLayout(self._cards)
        self._column.addWidget(self.more)
        self._reports = [_make_card(self.figures), _make_card(self.chart_title, self.chart)]
        for card in (*self._reports, _make_card(self.people)):
            self._column.addWidget(card)
        self._column.addStretch(1)
        inside = QWidget()
        inside.setLayout(self._column)
        self.setWidget(inside)
        self._say_words()

    def show_details(self, details: MailingDetails) -> None:
        """Show a mailing; one that is shown already stays where it is scrolled to."""
        before, self._details = self._details, details
        if before is None or before.mailing.id != details.mailing.id:
            self.verticalScrollBar().setValue(0)
        self.head.show_mailing(details.mailing)
        self.figures.show_counts(details.counts)
        self.chart.show_points(details.points, details.mailing.recipients)
        self.people.show_details(details)
        counts = details.counts
        sent = details.mailing.recipients - counts.not_sent - counts.unknown
        for card in self._reports:
            card.setVisible(sent > 0)
        self._show_doubts(details)
        self._say_words()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _show_doubts(self, details: MailingDetails) -> None:
        shown = details.doubts[:_MOST_DOUBTS]
        while len(self.doubts) < len(shown):
            card = DecideCard()
            card.decided.connect(self.decided)
            self.doubts.append(card)
            self._cards.addWidget(card)
        for card, doubt in zip(self.doubts, shown, strict=False):
            card.show_doubt(doubt, of_campaign=details.mailing.is_campaign)
        for at, card in enumerate(self.doubts):
            card.setVisible(at < len(shown))

    def _say_words(self) -> None:
        self.chart_title.setText(self.tr("Delivery over time"))
        doubts = 0 if self._details is None else len(self._details.doubts)
        left = max(0, doubts - _MOST_DOUBTS)
        self.more.setText(self.tr("%Ln more doubt(s) follow when these are decided.", "", left))
        self.more.setVisible(bool(left))


def _make_card(*parts: QWidget) -> QFrame:
    card = QFrame()
    card.setProperty("role", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(16, 14, 16, 14)
    column.setSpacing(8)
    for part in parts:
        column.addWidget(part)
    return card
