"""Rows that are left out, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from mmskit.texts import Language, Text, text

BadKind = Literal[
    "number", "digits_lost", "duplicate", "stopped", "ragged", "unreadable", "field", "too_long"
]
"""Why a row is left out, for a program; see :attr:`BadRow.kind`."""

BAD_KINDS: Final[tuple[BadKind, ...]] = (
    "number",
    "digits_lost",
    "duplicate",
    "stopped",
    "ragged",
    "unreadable",
    "field",
    "too_long",
)

_KINDS: Final[dict[str, BadKind]] = {
    "numbers.rounded": "digits_lost",
    "lists.duplicate": "duplicate",
    "batch.number_twice": "duplicate",
    "lists.stopped": "stopped",
    "lists.ragged": "ragged",
    "batch.text_too_long": "too_long",
}
_KINDS_OF_AREAS: Final[dict[str, BadKind]] = {
    "numbers": "number",
    "lists": "unreadable",
    "batch": "field",
}


@dataclass(frozen=True)
class BadRow:
    """A row that is left out, and why.

    Attributes:
        row: its number, from 1, the header included.
        column: the column at fault, or "" for the row as a whole.
        value: what stands there.
        reason: why it cannot be used, and what to do.
    """

    row: int
    column: str
    value: str = field(repr=False)
    reason: Text

    @property
    def kind(self) -> BadKind:
        """Why, in a word for a program.

        ``number`` (none that a message can go to), ``digits_lost`` (a spreadsheet rounded it),
        ``duplicate`` (sent to once, further up), ``stopped`` (on a stop list), ``ragged`` (more
        or fewer cells than names), ``unreadable`` (a quotation mark out of place, far too long),
        ``field`` (what the text needs is missing or no text), ``too_long`` (its message is over
        the limit).
        """
        key = self.reason.key
        return _KINDS.get(key) or _KINDS_OF_AREAS.get(key.partition(".")[0], "field")

    @property
    def sentence(self) -> Text:
        """The sentence for a person, with its place in front."""
        key = "lists.at_cell" if self.column else "lists.at_row"
        figures = {"row": self.row, "column": self.column, "value": self.value}
        return text(key, reason=self.reason, **figures)

    def render(self, language: Language = "en") -> str:
        """Say it in a language."""
        return self.sentence.render(language)

    def __str__(self) -> str:
        return self.render("en")
