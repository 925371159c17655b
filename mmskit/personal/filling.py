"""A template filled in for many recipients, percent-encoded, checked and counted on the way.

What all recipients share is encoded and counted once, and the rest for a block of them at a time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from mmskit.errors import InvalidMessageError, MMSKitError, TemplateError
from mmskit.limits import CONTENT_BYTES
from mmskit.media.picture import Picture
from mmskit.personal.addressees import fault
from mmskit.personal.shards import Encoded
from mmskit.personal.template import (
    Column,
    Part,
    Template,
    change_literals,
    join_columns,
    lay_out,
    unknown_field,
)
from mmskit.recipients.blocks import Block
from mmskit.recipients.names import show_name
from mmskit.wire.batch import ENTRY_SIZE, join_entries, quote_text, quote_texts
from mmskit.wire.content import find_element_size
from mmskit.wire.percent import unquote

EXCEL_ERRORS: Final = frozenset(
    ("#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
)
"""What a cell shows whose formula failed. Nobody wants to get that."""


class Refusal(NamedTuple):
    """A recipient that cannot be sent to.

    Attributes:
        row: the row.
        number: the number.
        error: why.
    """

    row: int
    number: str
    error: MMSKitError


class FilledBlock(NamedTuple):
    """What came of a block.

    Attributes:
        encoded: the part of the document of those who can be sent to.
        refusals: the others.
    """

    encoded: Sequence[Encoded]
    refusals: Sequence[Refusal]


def find_picture_bytes(picture: Picture) -> int:
    """What a picture takes of the equivalent content, with the ``;`` in front. Source: R14."""
    return find_element_size(f"1_2.{picture.kind}", len(picture.data)) + 1


def find_text_bytes(raw_bytes: int) -> int:
    """What a text takes of the equivalent content. Source: R14."""
    return find_element_size("1_1.txt", raw_bytes)


@dataclass(frozen=True)
class Filler:
    """What all recipients share. It can go to another process, and blocks after it.

    Attributes:
        fields: the columns that the text needs.
        parts: what the text is made of, percent-encoded.
        picture_bytes: what the picture takes of the 50 KB.
        room: what is left for a text, before Base64. Source: R14.
    """

    fields: tuple[str, ...]
    parts: tuple[Part, ...]
    picture_bytes: int
    room: int

    @classmethod
    def make(cls, template: Template, picture: Picture) -> Filler:
        """Encode and count what is shared."""
        picture_bytes = find_picture_bytes(picture)
        return cls(
            fields=template.fields,
            parts=change_literals(template.parts, quote_text),
            picture_bytes=picture_bytes,
            # Base64 takes four bytes for three
            room=(CONTENT_BYTES - picture_bytes - find_text_bytes(0)) // 4 * 3,
        )

    def fill(self, block: Block) -> FilledBlock:
        """The part of the document of everyone in a block who can be sent to. Source: R13, R14."""
        if not block.rows:
            return FilledBlock([], [])
        try:
            return FilledBlock([self._encode(block)], [])
        except (InvalidMessageError, TemplateError):
            return self._fill_one_by_one(block)

    def _fill_one_by_one(self, block: Block) -> FilledBlock:
        """Leave out of a block what cannot be sent."""
        places: list[int] = []
        refusals: list[Refusal] = []
        for place, one in enumerate(block.split()):
            try:
                self._encode(one)
            except (InvalidMessageError, TemplateError) as error:
                refusals.append(Refusal(one.rows[0], one.numbers[0], error))
            else:
                places.append(place)
        return FilledBlock([self._encode(block.take(places))] if places else [], refusals)

    def _encode(self, block: Block) -> Encoded:
        """The entries of a block, their size by arithmetic.

        Raises:
            InvalidMessageError, TemplateError: one of them cannot be sent to; it says whom and
                why when the block has one only.
        """
        row, count = block.rows[0], len(block.rows)
        self._check_values(block)
        try:
            columns = lay_out(self.parts, block.fields, quote_texts)
        except UnicodeEncodeError:
            raise fault("text_not_encodable", row) from None
        self._check_texts(row, count, columns)
        size = ENTRY_SIZE * count + sum(map(len, block.numbers))
        for column in columns:
            joined, times = (column, count) if isinstance(column, str) else ("".join(column), 1)
            size += times * (len(joined) + 2 * joined.count("%"))
        return Encoded(block.rows, join_entries(block.numbers, *columns), size)

    def _check_values(self, block: Block) -> None:
        """Make sure that everybody has the fields, and nobody an error of a spreadsheet in them."""
        for name in self.fields:
            try:
                column = block.fields.pick(name)
            except KeyError:
                raise _find_unknown(name, block) from None
            if "#" in "".join(column):
                for value in column:
                    if value.strip() in EXCEL_ERRORS:
                        figures = {"field": show_name(name), "value": value.strip()}
                        raise fault("field_error", block.rows[0], **figures)

    def _check_texts(self, row: int, count: int, columns: Sequence[Column]) -> None:
        """Make sure that no text is empty, and none too long beside the picture. Source: R14."""
        fixed = "".join(column for column in columns if isinstance(column, str))
        varying = [column for column in columns if not isinstance(column, str)]
        if not unquote(fixed).strip():
            rows = join_columns(varying, count)
            if not all(unquote(value).strip() for value in rows):
                raise fault("text_empty", row)
        fixed_bytes = _count_bytes(fixed)
        if fixed_bytes + sum(max(map(len, column)) for column in varying) <= self.room:
            return
        text_bytes = fixed_bytes + max(map(_count_bytes, join_columns(varying, count)))
        if text_bytes > self.room:
            size = self.picture_bytes + find_text_bytes(text_bytes)
            over = size - CONTENT_BYTES
            raise fault("text_too_long", row, size=size, limit=CONTENT_BYTES, over=over)


def fill_blocks(filler: Filler, blocks: Iterable[Block]) -> Iterator[FilledBlock]:
    """Block after block."""
    return map(filler.fill, blocks)


def _count_bytes(quoted: str) -> int:
    """How many bytes are under the percent signs and beside them."""
    return len(quoted) - 2 * quoted.count("%")


def _find_unknown(name: str, block: Block) -> TemplateError:
    known: Collection[str] = ()
    for place in range(len(block.rows)):
        described: Mapping[str, str] = block.fields.describe(place)
        if name not in described:
            known = described.keys()
            break
    return unknown_field(name, known)
