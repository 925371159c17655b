"""Everybody a mailing was for, and what became of their message; any number of them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from mmskit.theme import Theme
from mmskit_gui.history_details import MailingDetails, Outcome, Person, count_outcome
from mmskit_gui.models.people import PeopleModel, say_outcome
from mmskit_gui.style.icons import make_icon
from mmskit_gui.style.look import theme_of
from mmskit_gui.widgets.delivery_view import ROW_HEIGHT, dress_table
from mmskit_gui.widgets.segments import Segments
from mmskit_gui.widgets.switch_chip import SwitchChip

OUTCOMES: Final[tuple[Outcome, ...]] = (
    "failed",
    "waiting",
    "delivered",
    "other",
    "unknown",
    "not_sent",
)
_ALL: Final = "all"
_WIDTHS: Final = (106, 104, 84, 120)
_ROWS: Final = 7
_ICONS: Final[dict[Outcome, str]] = {
    "delivered": "circle-check",
    "failed": "circle-alert",
    "other": "circle-help",
    "waiting": "clock",
    "unknown": "circle-help",
    "not_sent": "x",
}


class OutcomeCells(QStyledItemDelegate):
    """Puts an outcome's mark in front of its word."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Add the mark in the column of outcomes."""
        super().initStyleOption(option, index)
        outcome = index.data(Qt.ItemDataRole.UserRole) if index.column() == 1 else None
        view = self.parent()
        if outcome is None or not isinstance(view, QWidget):
            return
        colour = find_outcome_colour(theme_of(view), outcome)
        option.icon = make_icon(_ICONS[outcome], view.palette(), colour)
        option.decorationSize = QSize(16, 16)
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration


class PeopleView(QWidget):
    """A table of people, of which those of one outcome may be looked at alone.

    Signals:
        page_wanted: rows from this one on, and the outcome of those that are shown, or None.
        person_chosen: a :class:`Person` that was chosen.
    """

    page_wanted = Signal(int, object)
    person_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._details: MailingDetails | None = None
        self.heading = QLabel()
        self.heading.setProperty("role", "strong")
        self.choice = Segments()
        self.choice.chosen.connect(lambda _: self._show(others=True))
        self.whole = SwitchChip(off="eye-off", on="eye")
        self.model = PeopleModel(self)
        self.whole.toggled.connect(lambda on: self.model.show_whole_numbers(on=on))
        self.model.page_wanted.connect(lambda at: self.page_wanted.emit(at, self.outcome))
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setItemDelegate(OutcomeCells(self.table))
        dress_table(self.table, _WIDTHS)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.selectionModel().currentChanged.connect(self._choose)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.heading)
        top.addStretch(1)
        top.addWidget(self.whole)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.choice, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.table)
        self._say_words()

    @property
    def outcome(self) -> Outcome | None:
        """Whose rows are shown; None for all."""
        found: dict[str, Outcome] = {outcome: outcome for outcome in OUTCOMES}
        return found.get(self.choice.key)

    def show_details(self, details: MailingDetails) -> None:
        """Show the people of a mailing; numbers of another one are hidden again."""
        others = self._details is None or self._details.mailing.id != details.mailing.id
        self._details = details
        if others:
            self.whole.setChecked(False)
        self._say_choices()
        if others:
            self.choice.choose(_ALL)
        self._show(others=others)

    def take_page(
        self, mailing_id: str, offset: int, outcome: Outcome | None, people: tuple[Person, ...]
    ) -> None:
        """Take rows that were asked for, unless others are shown by now."""
        shown = self._details is not None and self._details.mailing.id == mailing_id
        if shown and outcome == self.outcome:
            self.model.take_page(offset, people)

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()
            self.model.retranslate()

    def _say_words(self) -> None:
        self.heading.setText(self.tr("People"))
        self.whole.setText(self.tr("Whole numbers"))
        self.whole.name_it(self.tr("Show whole numbers"))
        self.table.setAccessibleName(self.tr("Recipients and what became of their message"))
        self._say_choices()

    def _say_choices(self) -> None:
        if self._details is None:
            return
        counts, everyone = self._details.counts, self._details.mailing.recipients
        choices = [(_ALL, self.tr("All %Ln", "", everyone))]
        for outcome in OUTCOMES:
            count = count_outcome(counts, outcome, everyone)
            if count and count != everyone:
                said = self.tr("{outcome} {count}").format(
                    outcome=say_outcome(outcome), count=self.locale().toString(count)
                )
                choices.append((outcome, said))
        self.choice.setAccessibleName(self.tr("Which people are shown"))
        self.choice.set_choices(choices)
        self.choice.setVisible(len(choices) > 1)

    def _show(self, *, others: bool) -> None:
        if self._details is None:
            return
        everyone = self._details.mailing.recipients
        count = count_outcome(self._details.counts, self.outcome, everyone)
        self.model.show_count(count, others=others)
        rows = min(max(everyone, 2), _ROWS)
        self.table.setFixedHeight(ROW_HEIGHT * (rows + 1) + 6)

    def _choose(self, current: QModelIndex, _before: QModelIndex) -> None:
        person = self.model.person_at(current.row()) if current.isValid() else None
        if person is not None:
            self.person_chosen.emit(person)


def find_outcome_colour(theme: Theme, outcome: Outcome) -> str:
    """The colour of an outcome; its mark and its word tell it as well."""
    return {
        "delivered": theme.ok,
        "failed": theme.bad,
        "other": theme.warn,
        "waiting": theme.muted,
        "unknown": theme.warn,
        "not_sent": theme.muted,
    }[outcome]
