"""What became of every recipient: read from the kept answers, and as rows of a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from mmskit.wire.reports import CHINA, DeliveryReport, decode_reports

DeliveryState = Literal["delivered", "failed", "unknown", "waiting"]

_RANKS: Final[dict[DeliveryState, int]] = {"delivered": 3, "failed": 2, "unknown": 1, "waiting": 0}
_ORDER: Final[dict[DeliveryState, int]] = {"failed": 0, "unknown": 1, "waiting": 2, "delivered": 3}

ModelIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is known of one recipient's message.

    Attributes:
        state: ``delivered``, ``failed``, ``unknown`` (a code that no document explains), or
            ``waiting`` (nothing was reported yet).
        status: the platform's code, word for word.
        time: when, timezone-aware.
    """

    state: DeliveryState
    status: str = ""
    time: datetime | None = None


WAITING: Final = Delivery("waiting")


class Ledger:
    """The reports of one account. The order in which they are added makes no difference.

    One thread may add while another one looks.
    """

    def __init__(self) -> None:
        self._by_msgid: dict[str, dict[str, Delivery]] = {}

    def add(self, reports: Iterable[DeliveryReport]) -> set[str]:
        """Take reports in, also those seen before; returns the msgids of which something is new."""
        changed = set()
        for report in reports:
            of_msgid = self._by_msgid.setdefault(report.msgid, {})
            told = Delivery(report.outcome, report.status, report.time)
            if _add(of_msgid, report.mobile, told):
                changed.add(report.msgid)
        return changed

    def merge(self, other: Ledger) -> set[str]:
        """Take everything of another ledger in; returns the msgids of which something is new."""
        changed = set()
        for msgid, found in other._by_msgid.items():
            of_msgid = self._by_msgid.setdefault(msgid, {})
            if sum(_add(of_msgid, number, told) for number, told in found.items()):
                changed.add(msgid)
        return changed

    def read(self, answers: Iterable[tuple[str, bytes]]) -> None:
        """Take in answers as they were kept."""
        for _name, raw in answers:
            self.add(decode_reports(raw.decode("utf-8", "backslashreplace")).reports)

    def find(self, msgid: str, recipients: Iterable[str]) -> dict[str, Delivery]:
        """What is known of each recipient of a submission."""
        of_msgid = self._by_msgid.get(msgid, {}) if msgid else {}
        return {number: of_msgid.get(number, WAITING) for number in recipients}

    def is_settled(self, msgid: str, recipients: Collection[str]) -> bool:
        """Whether every recipient of a submission is reported."""
        of_msgid = self._by_msgid.get(msgid, {}) if msgid else {}
        return len(of_msgid) >= len(recipients) and all(one in of_msgid for one in recipients)

    def find_strays(self, known: Iterable[str]) -> dict[str, dict[str, Delivery]]:
        """Reports of submissions that are not among the known msgids."""
        mine = set(known)
        listed = list(self._by_msgid.items())
        return {msgid: dict(found) for msgid, found in listed if msgid not in mine}


def _add(of_msgid: dict[str, Delivery], number: str, told: Delivery) -> bool:
    """Keep the report that counts more; whether it is the new one."""
    known = of_msgid.get(number)
    if known is not None and _weigh(told) <= _weigh(known):
        return False
    of_msgid[number] = told
    return True


def _weigh(delivery: Delivery) -> tuple[int, float, str]:
    """Delivered counts more than failed, an earlier report more than a later one of the same."""
    stamp = 0.0 if delivery.time is None else delivery.time.timestamp()
    return _RANKS[delivery.state], -stamp, delivery.status


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
