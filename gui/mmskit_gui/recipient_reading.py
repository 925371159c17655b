"""Reads recipients beside the window: what is typed, and the lists beside it, put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import QObject, Signal

import mmskit
from mmskit.errors import RecipientListError
from mmskit_gui.recipient_sources import (
    COLUMN_WANTED,
    RecipientRow,
    combine,
    list_columns,
    read_list,
    read_text,
)
from mmskit_gui.tasks import Lane, Report, Task, Tasks

_Found = TypeVar("_Found")

_SHORT_TEXT: Final = 4_000
_FEW_ROWS: Final = 2_000


@dataclass(frozen=True)
class Source:
    """A list beside the field.

    Attributes:
        name: the file's, or ``""`` for a pasted text.
        rows: its recipients.
    """

    name: str
    rows: Sequence[RecipientRow]


class RecipientReading(QObject):
    """Holds what was read, and what is being read.

    Signals:
        combined: a :class:`mmskit_gui.recipient_sources.Combined` of everything.
        progressed: the share of a reading that is done, 0 to 1.
        columns_found: the names of the columns of a list, one of which holds the numbers.
        changed: a reading began or ended, or other recipients are known.
    """

    combined = Signal(object)
    progressed = Signal(float)
    columns_found = Signal(object)
    changed = Signal()

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._typed: Sequence[RecipientRow] = ()
        self._running: dict[object, Task] = {}
        self.sources: list[Source] = []
        self.failed: mmskit.MMSKitError | None = None
        self.unclear: Path | None = None

    @property
    def busy(self) -> bool:
        """Whether something is still being read."""
        return bool(self._running)

    def read_typed(self, said: str) -> None:
        """Read what the field says now."""
        if len(said) <= _SHORT_TEXT:
            self._take_typed(read_text(said))
        else:
            self._start(lambda _: read_text(said), self._take_typed, lane=Lane.CHECK)

    def open_list(self, path: Path, number_column: str | None = None) -> None:
        """Read a list and add it."""
        self.failed = self.unclear = None

        def fail(error: mmskit.MMSKitError) -> None:
            if isinstance(error, RecipientListError) and error.sentence.key in COLUMN_WANTED:
                self._find_columns(path)

        self._start(
            lambda report: read_list(path, report, number_column=number_column),
            lambda rows: self._add(Source(path.name, rows)),
            failed=fail,
        )

    def choose_column(self, name: str) -> None:
        """Read the list that was unclear, now that it is known where its numbers are."""
        if self.unclear is not None:
            self.open_list(self.unclear, name)

    def add_text(self, said: str) -> None:
        """Add a long text as a list of its own."""
        self._start(lambda _: read_text(said), lambda rows: self._add(Source("", rows)))

    def remove(self, source: Source) -> None:
        """Leave a list out."""
        self.sources.remove(source)
        self._combine()

    def cancel(self) -> None:
        """Stop reading."""
        for key in list(self._running):
            self._forget(key)
        self.changed.emit()

    def _take_typed(self, rows: Sequence[RecipientRow]) -> None:
        self._typed = rows
        self._combine()

    def _add(self, source: Source) -> None:
        self.sources.append(source)
        self._combine()

    def _combine(self) -> None:
        sources = [self._typed, *(source.rows for source in self.sources)]
        if sum(map(len, sources)) <= _FEW_ROWS:
            self._forget(Lane.LIST)
            self.combined.emit(combine(sources))
            self.changed.emit()
        else:
            self._start(lambda report: combine(sources, report), self.combined.emit, lane=Lane.LIST)

    def _start(
        self,
        work: Callable[[Report], _Found],
        done: Callable[[_Found], None],
        *,
        lane: Lane | None = None,
        failed: Callable[[mmskit.MMSKitError], None] = lambda _: None,
    ) -> None:
        """Read beside the window. What has a lane replaces what was in it; lists go side by side."""
        key: object = lane or object()

        def take(found: _Found) -> None:
            self._running.pop(key, None)
            done(found)
            self.changed.emit()

        def fail(error: mmskit.MMSKitError) -> None:
            self._running.pop(key, None)
            self.failed = error
            failed(error)
            self.changed.emit()

        self.progressed.emit(0.0)
        self._running[key] = self._tasks.run(
            work, take, failed=fail, progressed=self.progressed.emit, owner=self, lane=lane
        )
        self.changed.emit()

    def _forget(self, key: object) -> None:
        task = self._running.pop(key, None)
        if task is not None:
            task.cancel()

    def _find_columns(self, path: Path) -> None:
        def take(names: list[str]) -> None:
            self.unclear = path
            self.columns_found.emit(names)

        self._tasks.run(lambda _: list_columns(path), take, owner=self, quick=True)
