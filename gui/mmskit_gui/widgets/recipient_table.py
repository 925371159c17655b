"""What was understood of the recipients, row by row, and why a row cannot be used."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import (
    QLabel,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from mmskit_gui.languages import Languages
from mmskit_gui.models.recipients import RecipientsModel
from mmskit_gui.recipient_sources import RowState
from mmskit_gui.style.icons import make_icon
from mmskit_gui.style.look import theme_of
from mmskit_gui.widgets.delivery_view import dress_table

_ICONS: Final[dict[RowState, str]] = {
    "good": "check",
    "duplicate": "copy",
    "bad": "circle-alert",
}


class RowCells(QStyledItemDelegate):
    """Puts a mark in front of the row's number."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Add the mark in the first column."""
        super().initStyleOption(option, index)
        view = self.parent()
        if index.column() != 0 or not isinstance(view, QWidget):
            return
        state: RowState = index.data(Qt.ItemDataRole.UserRole)
        theme = theme_of(view)
        colour = {"good": theme.ok, "duplicate": theme.warn, "bad": theme.bad}[state]
        option.icon = make_icon(_ICONS[state], view.palette(), colour)
        option.decorationSize = QSize(16, 16)
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration


class RecipientTable(QWidget):
    """A table, and below it the reason of one row in full."""

    def __init__(
        self, model: RecipientsModel, languages: Languages, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model, self._languages = model, languages
        self.view = QTableView()
        self.view.setModel(model)
        self.view.setItemDelegate(RowCells(self.view))
        dress_table(self.view, (72, 124))
        self.view.selectionModel().currentRowChanged.connect(self.say_reason)
        model.modelReset.connect(self.say_reason)
        self.reason = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.reason.setProperty("role", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.view, 1)
        column.addWidget(self.reason)
        self._say_words()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def say_reason(self) -> None:
        """Say in full what the table has no room for: of the current row, else of the first."""
        current = self.view.currentIndex()
        place = current.row() if current.isValid() else 0
        row = self._model.row_at(place) if place < self._model.rowCount() else None
        said = ""
        if row is not None and row.reason is not None:
            reason = row.reason.render(self._languages.current)
            said = self.tr("Row {row}: {reason}").format(row=row.row, reason=reason)
        self.reason.setText(said)
        self.reason.setVisible(bool(said))

    def _say_words(self) -> None:
        self.view.setAccessibleName(self.tr("Recipients as they were understood"))
        self._model.speak(self._languages.current)
        self.say_reason()
