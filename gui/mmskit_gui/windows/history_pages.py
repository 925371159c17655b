"""Reads the rows that somebody looks at, the latest first: who scrolls fast waits for nothing passed by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from mmskit_gui.history_details import Mailing, Outcome, Person
from mmskit_gui.postbox import while_alive

if TYPE_CHECKING:
    from mmskit_gui.history_desk import HistoryDesk
    from mmskit_gui.widgets.people_view import PeopleView

_MOST: Final = 3
"""Pages that may wait to be read; no table shows more of them at once."""


class HistoryPages(QObject):
    """Feeds the table of people, one page at a time."""

    def __init__(self, people: PeopleView, desk: HistoryDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._people, self._desk = people, desk
        self._waiting: list[tuple[Mailing, int, Outcome | None]] = []
        self._reading = False

    def want(self, mailing: Mailing, offset: int, outcome: Outcome | None) -> None:
        """Read rows, before those that were wanted earlier."""
        self._waiting.append((mailing, offset, outcome))
        while len(self._waiting) > _MOST:
            _, passed, _ = self._waiting.pop(0)
            self._people.model.forget(passed)
        self._read()

    def _read(self) -> None:
        if self._reading or not self._waiting:
            return
        self._reading = True
        mailing, offset, outcome = self._waiting.pop()

        def take(people: tuple[Person, ...]) -> None:
            self._reading = False
            self._people.take_page(mailing.id, offset, outcome, people)
            self._read()

        def fail(_sentence: object) -> None:
            self._reading = False
            self._read()

        self._desk.page(mailing, offset, outcome, while_alive(self, take), while_alive(self, fail))
