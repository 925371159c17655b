"""Reads the list of a batch beside the window, and finds out what can be chosen of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

import mmskit
from mmskit_gui.batch_draft import ListChoice
from mmskit_gui.batch_list import ListFacts, ListIndex, read_facts, read_index
from mmskit_gui.tasks import Lane, Task, Tasks


class BatchReading(QObject):
    """Holds the list as it was read, or why it could not be.

    Attributes:
        index: the list, or None.
        error: why it cannot be read, or None.
        facts: what can be chosen of the file, as far as it is known.

    Signals:
        progressed: the share that is read, or None when that is over.
        read: the list was read, or cannot be.
        found: more can be chosen of the file.
    """

    progressed = Signal(object)
    read = Signal()
    found = Signal()

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._running: Task | None = None
        self._choice: ListChoice | None = None
        self.index: ListIndex | None = None
        self.error: mmskit.MMSKitError | None = None
        self.facts = ListFacts()

    @property
    def busy(self) -> bool:
        """Whether it is being read."""
        return self._running is not None

    def open(self, choice: ListChoice) -> None:
        """Read a list; what was read before is forgotten."""
        self.close()
        self._choice = choice

        def take(index: ListIndex) -> None:
            self._end()
            self.index = index
            if index.listed.sheet:
                self._find_facts(choice)
            self.read.emit()

        def fail(error: mmskit.MMSKitError) -> None:
            self._end()
            self.error = error
            self._find_facts(choice)
            self.read.emit()

        self._running = self._tasks.run(
            lambda report: read_index(choice, report),
            take,
            failed=fail,
            progressed=self.progressed.emit,
            owner=self,
            lane=Lane.LIST,
        )
        self.progressed.emit(0.0)

    def close(self) -> None:
        """Stop reading, and do without a list."""
        if self._running is not None:
            self._running.cancel()
            self._end()
        self._choice = self.index = self.error = None
        self.facts = ListFacts()

    def _find_facts(self, choice: ListChoice) -> None:
        """Find out what can be chosen; of a file that is no list, nothing can."""

        def take(facts: ListFacts) -> None:
            if self._choice == choice:
                self.facts = facts
                self.found.emit()

        self._tasks.run(lambda _: read_facts(choice), take, owner=self, quick=True)

    def _end(self) -> None:
        self._running = None
        self.progressed.emit(None)
