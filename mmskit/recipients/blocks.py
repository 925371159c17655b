"""Recipients side by side, which are quicker to work on than one after the other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol


class Fields(Protocol):
    """What is known of recipients, column by column."""

    def pick(self, name: str) -> Sequence[str]:
        """The values of one field. Raises KeyError where somebody lacks it."""
        ...

    def take(self, places: Sequence[int]) -> Fields:
        """The same of some of them, by their places from 0."""
        ...

    def describe(self, place: int) -> Mapping[str, str]:
        """Everything that is known of one of them."""
        ...


class ColumnFields:
    """Fields that came as columns."""

    __slots__ = ("_columns",)

    def __init__(self, columns: Mapping[str, Sequence[str]]) -> None:
        self._columns = columns

    def pick(self, name: str) -> Sequence[str]:
        """The values of one field. Raises KeyError where somebody lacks it."""
        return self._columns[name]

    def take(self, places: Sequence[int]) -> ColumnFields:
        """The same of some of them, by their places from 0."""
        return ColumnFields(
            {name: [column[place] for place in places] for name, column in self._columns.items()}
        )

    def describe(self, place: int) -> Mapping[str, str]:
        """Everything that is known of one of them."""
        return {name: column[place] for name, column in self._columns.items()}


class RecordFields:
    """Fields that came recipient by recipient."""

    __slots__ = ("_records",)

    def __init__(self, records: Sequence[Mapping[str, str]]) -> None:
        self._records = records

    def pick(self, name: str) -> Sequence[str]:
        """The values of one field. Raises KeyError where somebody lacks it."""
        return [record[name] for record in self._records]

    def take(self, places: Sequence[int]) -> RecordFields:
        """The same of some of them, by their places from 0."""
        return RecordFields([self._records[place] for place in places])

    def describe(self, place: int) -> Mapping[str, str]:
        """Everything that is known of one of them."""
        return self._records[place]


class Block(NamedTuple):
    """Some recipients.

    Attributes:
        rows: their rows.
        numbers: their numbers as they are sent.
        fields: what is known of them.
    """

    rows: Sequence[int]
    numbers: Sequence[str]
    fields: Fields

    def split(self) -> Iterator[Block]:
        """Blocks of one each."""
        for place in range(len(self.rows)):
            yield self.take([place])

    def drop(self, places: Collection[int]) -> Block:
        """The same without those at some places (from 0)."""
        return self.take([place for place in range(len(self.rows)) if place not in places])

    def take(self, places: Sequence[int]) -> Block:
        """Only those at some places (from 0)."""
        rows, numbers, fields = self
        return Block(
            [rows[place] for place in places],
            [numbers[place] for place in places],
            fields.take(places),
        )
