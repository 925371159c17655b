"""A template filled in for many recipients, percent-encoded, checked and counted on the way.

What all recipients share is encoded and counted once, and the rest for a block of them at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat

from mmskit.errors import InvalidMessageError, TemplateError
from mmskit.limits import CONTENT_BYTES
from mmskit.media.picture import Picture
from mmskit.personal.addressees import Block, OnBadRow, fault, leave_out
from mmskit.personal.shards import Filled
from mmskit.personal.template import Template
from mmskit.wire.batch import (
    ENTRY_SIZE,
    encode_entries,
    find_submitted_size,
    quote_text,
    quote_texts,
)
from mmskit.wire.content import find_element_size
from mmskit.wire.percent import unquote


def fill_blocks(
    template: Template, picture: Picture, blocks: Iterable[Block], on_bad_row: OnBadRow | None
) -> Iterator[Filled]:
    """The XML of everyone who can be sent to. Source: R13, R14.

    Raises:
        InvalidMessageError, TemplateError: a text is empty, cannot be encoded or is too long, or
            a field is missing, and nobody wants to be told.
    """
    filler = _Filler.make(template, picture)
    for block in blocks:
        if not block.rows:
            continue
        try:
            yield filler.fill(block)
        except (InvalidMessageError, TemplateError):
            yield from _fill_one_by_one(filler, block, on_bad_row)


def find_picture_bytes(picture: Picture) -> int:
    """What a picture takes of the equivalent content, with the ``;`` in front. Source: R14."""
    return find_element_size(f"1_2.{picture.kind}", len(picture.data)) + 1


def find_text_bytes(raw_bytes: int) -> int:
    """What a text takes of the equivalent content. Source: R14."""
    return find_element_size("1_1.txt", raw_bytes)


def _fill_one_by_one(
    filler: _Filler, block: Block, on_bad_row: OnBadRow | None
) -> Iterator[Filled]:
    """Leave out of a block what cannot be sent."""
    for one in block.split():
        try:
            filled = filler.fill(one)
        except (InvalidMessageError, TemplateError) as error:
            leave_out(one.rows[0], one.numbers[0], error, on_bad_row)
        else:
            yield filled


@dataclass(frozen=True)
class _Filler:
    """What all recipients share.

    Attributes:
        template: where the fields stand.
        literals: what stands around them, percent-encoded.
        text_bytes: what the literals take of a text, before Base64.
        picture_bytes: what the picture takes of the 50 KB.
        room: what is left for a text, before Base64. Source: R14.
        size: what an entry without number and fields takes in the form. Source: R13.
    """

    template: Template
    literals: tuple[str, ...]
    text_bytes: int
    picture_bytes: int
    room: int
    size: int

    @classmethod
    def make(cls, template: Template, picture: Picture) -> _Filler:
        literals = tuple(quote_text(literal) for literal in template.literals)
        picture_bytes = find_picture_bytes(picture)
        return cls(
            template=template,
            literals=literals,
            text_bytes=len("".join(template.literals).encode()),
            picture_bytes=picture_bytes,
            # Base64 takes four bytes for three
            room=(CONTENT_BYTES - picture_bytes - find_text_bytes(0)) // 4 * 3,
            size=ENTRY_SIZE + find_submitted_size("".join(literals)),
        )

    def fill(self, block: Block) -> Filled:
        """The entries of a block, their size by arithmetic.

        Raises:
            InvalidMessageError, TemplateError: one of them cannot be sent to; it says whom and
                why when the block has one only.
        """
        columns = self._quote(block)
        self._check(block.rows[0], columns)
        parts: list[Iterable[str]] = [repeat(self.literals[0])]
        for column, literal in zip(columns, self.literals[1:], strict=True):
            parts += (column, repeat(literal))
        size = self.size * len(block.rows) + sum(map(len, block.numbers))
        for column in columns:
            joined = "".join(column)
            size += len(joined) + 2 * joined.count("%")
        return Filled(block.rows, list(encode_entries(block.numbers, *parts)), size)

    def _quote(self, block: Block) -> list[list[str]]:
        """The values of every field, percent-encoded, all of one field together."""
        columns = self.template.pick_columns(block.fields)
        try:
            return [quote_texts(column) for column in columns]
        except UnicodeEncodeError:
            raise fault("text_not_encodable", block.rows[0]) from None

    def _check(self, row: int, columns: Sequence[Sequence[str]]) -> None:
        """Make sure that no text is empty, and none too long beside the picture. Source: R14."""
        if not "".join(self.template.literals).strip():
            for values in zip(*columns, strict=True):
                if not unquote("".join(values)).strip():
                    raise fault("text_empty", row)
        if self.text_bytes + sum(max(map(len, column)) for column in columns) <= self.room:
            return
        for values in zip(*columns, strict=True):
            value = "".join(values)
            text_bytes = self.text_bytes + len(value) - 2 * value.count("%")
            if text_bytes > self.room:
                size = self.picture_bytes + find_text_bytes(text_bytes)
                over = size - CONTENT_BYTES
                raise fault("text_too_long", row, size=size, limit=CONTENT_BYTES, over=over)
