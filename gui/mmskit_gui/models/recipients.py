"""Recipients as rows of a table; what cannot be used comes first."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from mmskit.texts import Language
from mmskit_gui.collecting import keep_for_good
from mmskit_gui.recipient_sources import Combined, RecipientRow, RowState

ModelIndex = QModelIndex | QPersistentModelIndex

_ORDER: Final[tuple[RowState, ...]] = ("bad", "duplicate", "good")
COLUMNS: Final = 3


_MANY: Final = 20_000
"""So many rows are not looked through for garbage again and again."""


class RecipientsModel(QAbstractTableModel):
    """Row number, number, and what is wrong with it. Plain lists: 200,000 rows are no matter."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._combined = Combined()
        self._shown: list[int] = []
        self._only_problems = False
        self._language: Language = "en"

    @property
    def good_numbers(self) -> tuple[str, ...]:
        """Whom it goes to, each once."""
        return self._combined.numbers

    def show_combined(self, combined: Combined) -> None:
        """Show other recipients."""
        self.beginResetModel()
        self._combined = combined
        self._choose_shown()
        self.endResetModel()
        if len(combined.rows) > _MANY:
            keep_for_good()

    def count(self, state: RowState) -> int:
        """How many rows are in a state."""
        return self._combined.count(state)

    @property
    def only_problems(self) -> bool:
        """Whether the good ones are left out of what is shown."""
        return self._only_problems

    def show_only_problems(self, *, on: bool) -> None:
        """Show what is wrong alone, or everything."""
        self.beginResetModel()
        self._only_problems = on
        self._choose_shown()
        self.endResetModel()

    def speak(self, language: Language) -> None:
        """Say the reasons in a language."""
        self._language = language
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, COLUMNS - 1)
        if self._shown:
            last = self.index(len(self._shown) - 1, COLUMNS - 1)
            self.dataChanged.emit(self.index(0, 0), last, [])

    def row_at(self, shown: int) -> RecipientRow:
        """The recipient in a row of the table."""
        return self._combined.rows[self._shown[shown]]

    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own way
        """Count what is shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own way
        """Count the columns."""
        return 0 if parent.isValid() else COLUMNS

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Say a cell; the user role is the row's state, the tip is the whole reason."""
        if not index.isValid():
            return None
        row = self._combined.rows[self._shown[index.row()]]
        if role == Qt.ItemDataRole.UserRole:
            return row.state
        wanted = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        if role not in wanted or (role == Qt.ItemDataRole.ToolTipRole and row.reason is None):
            return None
        reason = "" if row.reason is None else row.reason.render(self._language)
        if role == Qt.ItemDataRole.ToolTipRole:
            return reason
        return (str(row.row), row.number or row.typed, reason)[index.column()]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Name a column."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (
            QCoreApplication.translate("RecipientsModel", "Row"),
            QCoreApplication.translate("RecipientsModel", "Number"),
            QCoreApplication.translate("RecipientsModel", "What is wrong"),
        )[section]

    def _choose_shown(self) -> None:
        bad, again, good = (self._combined.places.get(state, ()) for state in _ORDER)
        self._shown = [*bad, *again] if self._only_problems else [*bad, *again, *good]
