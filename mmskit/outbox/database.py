"""What a campaign asks of a database; SQLite and PostgreSQL understand the same sentences of SQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol


class Rows(Protocol):
    """What a statement found or changed."""

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""

    def fetchone(self) -> Any:
        """The next row, or None."""

    def fetchall(self) -> Sequence[Any]:
        """All that are left."""

    def __iter__(self) -> Iterator[Any]:
        """One after the other."""


class Database(Protocol):
    """An open transaction. ``?`` stands for a value."""

    def execute(self, sql: str, values: Sequence[Any] = ..., /) -> Rows:
        """Run one statement."""

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]], /) -> Rows:
        """Run one statement for each row."""


class Store(Protocol):
    """Where a campaign's rows are. Its methods may be called from any thread.

    Attributes:
        row_lock: what stands behind a SELECT whose rows are about to be changed.
    """

    row_lock: str

    def transaction(self) -> AbstractContextManager[Database]:
        """All or nothing, and on the disk when it is left. Raises JournalError."""

    def reading(self) -> AbstractContextManager[Database]:
        """Read one state, whatever others write meanwhile. Raises JournalError."""

    def close(self) -> None:
        """Close it."""
