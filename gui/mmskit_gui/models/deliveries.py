"""What became of every recipient: read from the kept answers, and as rows of a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from mmskit.ledger import Delivery, DeliveryState
from mmskit.wire.reports import CHINA

_ORDER: Final[dict[DeliveryState, int]] = {"failed": 0, "unknown": 1, "waiting": 2, "delivered": 3}

ModelIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class DeliveryTable:
    """Deliveries made ready to be shown.

    Attributes:
        rows: number and delivery, what failed first.
        counts: how many recipients are in each state.
        codes: the codes of what was not delivered and how often, the most frequent first.
    """

    rows: Sequence[tuple[str, Delivery]] = ()
    counts: Counter[DeliveryState] = field(default_factory=Counter)
    codes: Sequence[tuple[str, int]] = ()


def tabulate(deliveries: Mapping[str, Delivery]) -> DeliveryTable:
    """Sort and count deliveries."""
    rows = sorted(deliveries.items(), key=lambda row: _ORDER[row[1].state])
    return DeliveryTable(rows, count_states(deliveries), count_codes(deliveries))


def count_states(deliveries: Mapping[str, Delivery]) -> Counter[DeliveryState]:
    """How many recipients are in each state."""
    return Counter(delivery.state for delivery in deliveries.values())


def count_codes(deliveries: Mapping[str, Delivery]) -> list[tuple[str, int]]:
    """The codes of what was not delivered, the most frequent first."""
    codes = Counter(
        delivery.status
        for delivery in deliveries.values()
        if delivery.state in {"failed", "unknown"}
    )
    return codes.most_common()


class DeliveriesModel(QAbstractTableModel):
    """Recipients of one submission: number, state, code, time. What failed comes first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[tuple[str, Delivery]] = ()

    def show_rows(self, rows: Sequence[tuple[str, Delivery]]) -> None:
        """Show what is known now; nothing moves in the view unless something has changed."""
        if rows == self._rows:
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row_at(self, row: int) -> tuple[str, Delivery]:
        """The number and what is known of it."""
        return self._rows[row]

    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own way
        """Count the recipients."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own way
        """Count the columns."""
        return 0 if parent.isValid() else 4

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Say a cell; the user role is the state."""
        if not index.isValid():
            return None
        number, delivery = self._rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return delivery.state
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        said = (number, say_state(delivery.state), delivery.status, say_time(delivery.time))
        return said[index.column()]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Name a column."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (
            QCoreApplication.translate("DeliveriesModel", "Number"),
            QCoreApplication.translate("DeliveriesModel", "State"),
            QCoreApplication.translate("DeliveriesModel", "Code"),
            QCoreApplication.translate("DeliveriesModel", "Time"),
        )[section]

    def retranslate(self) -> None:
        """Say everything anew in another language."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 3)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 3), [])


def say_state(state: DeliveryState) -> str:
    """A state in the person's language."""
    return {
        "delivered": QCoreApplication.translate("DeliveriesModel", "Delivered"),
        "failed": QCoreApplication.translate("DeliveriesModel", "Failed"),
        "unknown": QCoreApplication.translate("DeliveriesModel", "Unclear"),
        "waiting": QCoreApplication.translate("DeliveriesModel", "Waiting"),
    }[state]


def say_time(time: datetime | None) -> str:
    """A time of the platform's clock."""
    return "" if time is None else f"{time.astimezone(CHINA):%m-%d %H:%M:%S}"
