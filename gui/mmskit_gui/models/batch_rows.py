"""The rows of a list: whom it reaches, and what is left out. Nothing is made before it is seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Literal

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, Qt

from mmskit.personal.template import Template
from mmskit.recipients import BadRow
from mmskit.texts import Language, Text
from mmskit_gui.batch_list import ListIndex
from mmskit_gui.batch_measures import Measures
from mmskit_gui.models.recipients import ModelIndex

RowsShown = Literal["people", "left_out"]

COLUMNS: Final = 3
_LONGEST_CELL: Final = 80


class BatchRowsModel(QAbstractTableModel):
    """Row, number and text of everyone; or row, cell and reason of what is left out."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._index: ListIndex | None = None
        self._template: Template | None = None
        self._measures: Measures | None = None
        self._shown: RowsShown = "people"
        self._language: Language = "en"

    @property
    def shown(self) -> RowsShown:
        """Which rows it shows."""
        return self._shown

    def show_index(self, index: ListIndex | None) -> None:
        """Show another list."""
        if index is self._index:
            return
        self.beginResetModel()
        self._index = index
        self.endResetModel()

    def show_messages(self, template: Template | None, measures: Measures | None) -> None:
        """Show other texts, and whose cannot be sent."""
        if template is self._template and measures is self._measures:
            return
        self._template, self._measures = template, measures
        self._repaint()

    def choose(self, shown: RowsShown) -> None:
        """Show whom it reaches, or what is left out."""
        if shown == self._shown:
            return
        self.beginResetModel()
        self._shown = shown
        self.endResetModel()

    def speak(self, language: Language) -> None:
        """Say the reasons in a language."""
        self._language = language
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, COLUMNS - 1)
        self._repaint()

    def find_reason(self, shown: int) -> tuple[int, Text] | None:
        """The row of the list at a place, and why it is not sent to; None where it is."""
        if self._shown == "left_out":
            bad = self._left_out[shown] if 0 <= shown < len(self._left_out) else None
            return None if bad is None else (bad.row, bad.reason)
        if self._index is None or self._measures is None or not 0 <= shown < len(self._index):
            return None
        fault = self._measures.faults.get(shown)
        return None if fault is None else (fault.row, fault.reason)

    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own way
        """Count what is shown."""
        if parent.isValid() or self._index is None:
            return 0
        return len(self._index) if self._shown == "people" else len(self._left_out)

    def columnCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own way
        """Count the columns."""
        return 0 if parent.isValid() else COLUMNS

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Say a cell; the user role is whether the row is sent to, the tip is the whole reason."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._say_cell(index.row(), index.column())
        if role == Qt.ItemDataRole.UserRole:
            return "bad" if self.find_reason(index.row()) else "good"
        if role == Qt.ItemDataRole.ToolTipRole:
            found = self.find_reason(index.row())
            return None if found is None else found[1].render(self._language)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Name a column."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        row = QCoreApplication.translate("BatchRowsModel", "Row")
        if self._shown == "people":
            number = QCoreApplication.translate("BatchRowsModel", "Number")
            return (row, number, QCoreApplication.translate("BatchRowsModel", "Text"))[section]
        cell = QCoreApplication.translate("BatchRowsModel", "Cell")
        why = QCoreApplication.translate("BatchRowsModel", "Why it is left out")
        return (row, cell, why)[section]

    @property
    def _left_out(self) -> Sequence[BadRow]:
        return () if self._index is None else self._index.left_out

    def _say_cell(self, row: int, column: int) -> str:
        if self._index is None:
            return ""
        if self._shown == "left_out":
            bad = self._left_out[row]
            return (str(bad.row), _say_value(bad), bad.reason.render(self._language))[column]
        if column == 0:
            return str(self._index.find_row(row))
        if column == 1:
            return self._index.find_number(row)
        return self._say_text(self._index, row)

    def _say_text(self, index: ListIndex, row: int) -> str:
        """The beginning of a text, on one line; of a template that is wrong, what there is of it."""
        if self._template is None:
            return ""
        said = self._template.fill(index.find_fields(row))
        return " ".join(said[: 2 * _LONGEST_CELL].split())[:_LONGEST_CELL]

    def _repaint(self) -> None:
        last = self.rowCount() - 1
        if last >= 0:
            self.dataChanged.emit(self.index(0, 0), self.index(last, COLUMNS - 1), [])


def _say_value(bad: BadRow) -> str:
    value = " ".join(bad.value.split())[:_LONGEST_CELL]
    return f"{bad.column}: {value}" if bad.column else value
