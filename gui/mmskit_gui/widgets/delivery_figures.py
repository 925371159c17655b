"""What became of the recipients, in four figures and a bar, and the codes of what failed."""

from __future__ import annotations

from collections import Counter
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mmskit.history import find_meaning
from mmskit.ledger import DeliveryState
from mmskit_gui.history_details import Counts
from mmskit_gui.languages import Languages
from mmskit_gui.widgets.delivery_view import DeliveryBar

_MOST_CODES: Final = 6


class DeliveryFigures(QWidget):
    """Shows how many were delivered, failed, are waited for, or are unclear."""

    def __init__(self, languages: Languages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._languages = languages
        self._counts = Counts()
        self._figures = {name: QLabel() for name in ("delivered", "failed", "waiting", "unclear")}
        self._names = {name: QLabel() for name in self._figures}
        row = QHBoxLayout()
        row.setSpacing(24)
        for name, figure in self._figures.items():
            figure.setProperty("role", "heading")
            self._names[name].setProperty("role", "muted")
            cell = QVBoxLayout()
            cell.setSpacing(0)
            cell.addWidget(figure)
            cell.addWidget(self._names[name])
            row.addLayout(cell, 1)
        self.bar = DeliveryBar()
        self._codes = QGridLayout()
        self._codes.setHorizontalSpacing(16)
        self._codes.setVerticalSpacing(4)
        self._codes.setColumnStretch(2, 1)
        self.codes = QWidget()
        self.codes.setLayout(self._codes)
        self._codes.setContentsMargins(0, 4, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.bar)
        column.addWidget(self.codes)
        self._say_words()

    def show_counts(self, counts: Counts) -> None:
        """Show other figures."""
        if counts != self._counts:
            self._counts = counts
            self._say_words()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _say_words(self) -> None:
        counts = self._counts
        failed, other = sum(counts.failed.values()), sum(counts.undocumented.values())
        unclear = counts.unknown + other
        told = {
            "delivered": (counts.delivered, self.tr("Delivered")),
            "failed": (failed, self.tr("Failed")),
            "waiting": (counts.waiting, self.tr("No report yet")),
            "unclear": (unclear, self.tr("Unclear")),
        }
        if counts.not_sent and not unclear:
            told["unclear"] = (counts.not_sent, self.tr("Not sent"))
        for name, (count, said) in told.items():
            self._figures[name].setText(self.locale().toString(count))
            self._names[name].setText(said)
            self._figures[name].setAccessibleName(
                self.tr("{name}: {count}").format(name=said, count=count)
            )
        shares: Counter[DeliveryState] = Counter()
        shares.update(delivered=counts.delivered, failed=failed, unknown=unclear)
        shares.update(waiting=counts.waiting + counts.not_sent)
        self.bar.show_counts(shares)
        self.bar.setAccessibleName(", ".join(f"{said}: {count}" for count, said in told.values()))
        self._say_codes()

    def _say_codes(self) -> None:
        while self._codes.count():
            item = self._codes.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.deleteLater()
        codes = Counter(self._counts.failed) + Counter(self._counts.undocumented)
        for row, (code, count) in enumerate(codes.most_common(_MOST_CODES)):
            meaning = find_meaning(code).render(self._languages.current)
            said = (self.locale().toString(count), code, meaning)
            for column, words in enumerate(said):
                label = QLabel(words, textFormat=Qt.TextFormat.PlainText)
                label.setProperty("role", "muted" if column == 2 else "strong")  # noqa: PLR2004
                self._codes.addWidget(label, row, column)
        self.codes.setVisible(bool(codes))
