"""What was sent, as rows of a list, and which of them are wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QDateTime,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from mmskit_gui.history_details import Mailing, MailingState

ModelIndex = QModelIndex | QPersistentModelIndex

MAILING_ROLE: Final = Qt.ItemDataRole.UserRole
"""The :class:`Mailing` itself."""

GROUPS: Final[dict[str, frozenset[str]]] = {
    "all": frozenset(),
    "doubt": frozenset({"unknown"}),
    "open": frozenset({"ready", "sending", "paused", "draft"}),
    "accepted": frozenset({"accepted", "partly"}),
    "not": frozenset({"refused", "not_sent", "abandoned"}),
}
"""States that are looked for together."""


@dataclass(frozen=True)
class MailingFilter:
    """Which mailings are wanted.

    Attributes:
        words: what must stand in title, account, msgids or name, in any case; all of the words.
        group: one of :data:`GROUPS`.
        kind: ``message``, ``personal`` or "" for both.
        since: the earliest time, or None.
    """

    words: str = ""
    group: str = "all"
    kind: str = ""
    since: datetime | None = None

    def keeps(self, mailing: Mailing) -> bool:
        """Whether a mailing is wanted."""
        doubtful = self.group == "doubt" and bool(mailing.doubtful)
        states = GROUPS[self.group]
        if states and mailing.state not in states and not doubtful:
            return False
        if self.kind and mailing.kind != self.kind:
            return False
        if self.since is not None and mailing.time < self.since:
            return False
        told = " ".join((mailing.title, mailing.account, mailing.id, *mailing.msgids)).casefold()
        return all(word in told for word in self.words.casefold().split())


class MailingsModel(QAbstractListModel):
    """The mailings that are wanted, the newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[Mailing] = ()
        self._shown: Sequence[Mailing] = ()
        self._filter = MailingFilter()

    @property
    def all(self) -> Sequence[Mailing]:
        """Every mailing, wanted or not."""
        return self._all

    def show_mailings(self, mailings: Sequence[Mailing]) -> None:
        """Show what there is now; nothing moves in the view unless rows came or went."""
        self._all = mailings
        self._show()

    def filter(self, wanted: MailingFilter) -> None:
        """Show others."""
        self._filter = wanted
        self._show()

    def find_row(self, mailing_id: str) -> int:
        """The row of a mailing, or -1."""
        found = (row for row, one in enumerate(self._shown) if one.id == mailing_id)
        return next(found, -1)

    def mailing_at(self, row: int) -> Mailing:
        """The mailing of a row."""
        return self._shown[row]

    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own way
        """Count the mailings that are wanted."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Say a mailing; the user role is it."""
        if not index.isValid():
            return None
        mailing = self._shown[index.row()]
        if role == MAILING_ROLE:
            return mailing
        if role == Qt.ItemDataRole.DisplayRole:
            return say_title(mailing)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(
                (
                    say_title(mailing),
                    say_mailing_state(mailing.state),
                    say_people(mailing.recipients),
                    say_when(mailing.time),
                )
            )
        return None

    def retranslate(self) -> None:
        """Say everything anew in another language."""
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1), [])

    def _show(self) -> None:
        shown = [mailing for mailing in self._all if self._filter.keeps(mailing)]
        if [one.id for one in shown] == [one.id for one in self._shown]:
            self._shown = shown
            self.retranslate()
            return
        self.beginResetModel()
        self._shown = shown
        self.endResetModel()


class Mailings(QObject):
    """Says what counts something: only an object's own words have plurals."""

    def say_people(self, count: int) -> str:
        """A number of people."""
        return self.tr("%Ln people", "", count)


def say_title(mailing: Mailing) -> str:
    """The title of a mailing, or that it has none."""
    return mailing.title or QCoreApplication.translate("Mailings", "Untitled")


def say_people(count: int) -> str:
    """A number of people."""
    return Mailings().say_people(count)


def say_kind(mailing: Mailing) -> str:
    """What kind of mailing it is."""
    if mailing.kind == "personal":
        return QCoreApplication.translate("Mailings", "A text for each")
    return QCoreApplication.translate("Mailings", "One message for all")


def say_when(time: datetime) -> str:
    """A time on this machine's clock, as short as it is clear."""
    when = QDateTime.fromSecsSinceEpoch(round(time.timestamp()))
    return QLocale().toString(when, QLocale.FormatType.ShortFormat)


def say_mailing_state(state: MailingState) -> str:
    """A state in the person's language."""
    return {
        "draft": QCoreApplication.translate("Mailings", "Not completely made"),
        "ready": QCoreApplication.translate("Mailings", "Not begun"),
        "sending": QCoreApplication.translate("Mailings", "Being sent"),
        "paused": QCoreApplication.translate("Mailings", "Paused"),
        "accepted": QCoreApplication.translate("Mailings", "Accepted"),
        "partly": QCoreApplication.translate("Mailings", "Accepted in part"),
        "refused": QCoreApplication.translate("Mailings", "Refused"),
        "not_sent": QCoreApplication.translate("Mailings", "Not sent"),
        "unknown": QCoreApplication.translate("Mailings", "In doubt"),
        "abandoned": QCoreApplication.translate("Mailings", "Left in doubt"),
    }[state]
