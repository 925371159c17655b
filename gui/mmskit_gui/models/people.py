"""The recipients of one mailing, of which only the rows that are looked at are in memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from mmskit.msisdn import mask_number
from mmskit.wire.reports import CHINA
from mmskit_gui.history_details import Outcome, Person

ModelIndex = QModelIndex | QPersistentModelIndex

PAGE: Final = 200
"""Rows that are asked for together."""

_KEPT: Final = 40
"""Pages that are kept in memory."""

_COLUMNS: Final = 5


class PeopleModel(QAbstractTableModel):
    """Number, outcome, code, time and msgid of every recipient.

    Signals:
        page_wanted: rows from this one on are looked at, and are not known (any more).
    """

    page_wanted = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self._pages: OrderedDict[int, Sequence[Person]] = OrderedDict()
        self._fresh: set[int] = set()
        self._asked: set[int] = set()
        self._whole = False

    def show_count(self, count: int, *, others: bool) -> None:
        """Show so many people.

        Args:
            count: how many.
            others: whether they are others than before; else what is shown stays until it is read
                anew.
        """
        self._fresh.clear()
        self._asked.clear()
        if others or count != self._count:
            self.beginResetModel()
            self._count = count
            if others:
                self._pages.clear()
            self.endResetModel()
        elif count:
            self.dataChanged.emit(self.index(0, 0), self.index(count - 1, _COLUMNS - 1), [])

    def take_page(self, offset: int, people: Sequence[Person]) -> None:
        """Take rows that were asked for."""
        number = offset // PAGE
        self._asked.discard(number)
        self._fresh.add(number)
        self._pages[number] = people
        self._pages.move_to_end(number)
        while len(self._pages) > _KEPT:
            gone, _ = self._pages.popitem(last=False)
            self._fresh.discard(gone)
        last = min(offset + PAGE, self._count) - 1
        if last >= offset:
            self.dataChanged.emit(self.index(offset, 0), self.index(last, _COLUMNS - 1), [])

    def forget(self, offset: int) -> None:
        """Rows that were asked for are not coming; they are asked for anew when they are looked at."""
        self._asked.discard(offset // PAGE)

    def show_whole_numbers(self, *, on: bool) -> None:
        """Show numbers whole, or with their middle hidden."""
        self._whole = on
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, 0), [])

    def person_at(self, row: int) -> Person | None:
        """The person of a row, or None while it is read."""
        number, place = divmod(row, PAGE)
        if number not in self._fresh and number not in self._asked:
            self._asked.add(number)
            self.page_wanted.emit(number * PAGE)
        page = self._pages.get(number, ())
        return page[place] if place < len(page) else None

    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own way
        """Count the people."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own way
        """Count the columns."""
        return 0 if parent.isValid() else _COLUMNS

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Say a cell; the user role is the outcome."""
        if not index.isValid() or role not in {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.UserRole,
        }:
            return None
        person = self.person_at(index.row())
        if person is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole and index.column() == 0 else None
        if role == Qt.ItemDataRole.UserRole:
            return person.outcome
        return (
            person.mobile if self._whole else mask_number(person.mobile),
            say_outcome(person.outcome),
            person.status,
            "" if person.time is None else f"{person.time.astimezone(CHINA):%m-%d %H:%M:%S}",
            person.msgid,
        )[index.column()]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Name a column."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (
            QCoreApplication.translate("PeopleModel", "Number"),
            QCoreApplication.translate("PeopleModel", "Outcome"),
            QCoreApplication.translate("PeopleModel", "Code"),
            QCoreApplication.translate("PeopleModel", "Reported at"),
            QCoreApplication.translate("PeopleModel", "Message id"),
        )[section]

    def retranslate(self) -> None:
        """Say everything anew in another language."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, _COLUMNS - 1)
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, _COLUMNS - 1), [])


def say_outcome(outcome: Outcome) -> str:
    """An outcome in the person's language."""
    return {
        "delivered": QCoreApplication.translate("PeopleModel", "Delivered"),
        "failed": QCoreApplication.translate("PeopleModel", "Failed"),
        "other": QCoreApplication.translate("PeopleModel", "Another code"),
        "waiting": QCoreApplication.translate("PeopleModel", "No report yet"),
        "unknown": QCoreApplication.translate("PeopleModel", "In doubt"),
        "not_sent": QCoreApplication.translate("PeopleModel", "Not sent"),
    }[outcome]
