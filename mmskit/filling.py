"""A template filled in for many recipients, percent-encoded, checked and counted on the way.

What all recipients share is encoded and counted once. The rest is done for some hundred
recipients at a time, which is several times as fast as one after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, repeat
from typing import Final

from mmskit.addressees import Addressee, OnBadRow, fault, leave_out
from mmskit.errors import InvalidMessageError, TemplateError
from mmskit.limits import CONTENT_BYTES
from mmskit.media.picture import Picture
from mmskit.shards import Entry
from mmskit.template import Template
from mmskit.wire.batch import (
    ENTRY_SIZE,
    encode_entries,
    find_submitted_size,
    quote_text,
    quote_texts,
)
from mmskit.wire.content import find_element_size
from mmskit.wire.percent import unquote

_BLOCK: Final = 256


def fill_entries(
    template: Template,
    picture: Picture,
    addressees: Iterable[Addressee],
    on_bad_row: OnBadRow | None,
) -> Iterator[Entry]:
    """The XML of everyone who can be sent to, and its size as submitted. Source: R13, R14.

    Raises:
        InvalidMessageError, TemplateError: a text is empty, cannot be encoded or is too long, or
            a field is missing, and nobody wants to be told.
    """
    filler = _Filler.make(template, picture)
    rest = iter(addressees)
    while block := list(islice(rest, _BLOCK)):
        try:
            entries = filler.fill(block)
        except (InvalidMessageError, TemplateError):
            entries = _fill_one_by_one(filler, block, on_bad_row)
        yield from entries


def find_picture_bytes(picture: Picture) -> int:
    """What a picture takes of the equivalent content, with the ``;`` in front. Source: R14."""
    return find_element_size(f"1_2.{picture.kind}", len(picture.data)) + 1


def find_text_bytes(raw_bytes: int) -> int:
    """What a text takes of the equivalent content. Source: R14."""
    return find_element_size("1_1.txt", raw_bytes)


def _fill_one_by_one(
    filler: _Filler, block: Sequence[Addressee], on_bad_row: OnBadRow | None
) -> Iterator[Entry]:
    """Leave out of a block what cannot be sent."""
    for found in block:
        try:
            entries = filler.fill([found])
        except (InvalidMessageError, TemplateError) as error:
            leave_out(found[0], found[1], error, on_bad_row)
        else:
            yield from entries


@dataclass(frozen=True)
class _Filler:
    """What all recipients share.

    Attributes:
        template: where the fields stand.
        literals: what stands around them, percent-encoded.
        text_bytes: what the literals take of a text, before Base64.
        picture_bytes: what the picture takes of the 50 KB.
        most_text_bytes: what is left for a text, before Base64. Source: R14.
        size: what an entry without number and fields takes in the form. Source: R13.
    """

    template: Template
    literals: tuple[str, ...]
    text_bytes: int
    picture_bytes: int
    most_text_bytes: int
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
            most_text_bytes=(CONTENT_BYTES - picture_bytes - find_text_bytes(0)) // 4 * 3,
            size=ENTRY_SIZE + find_submitted_size("".join(literals)),
        )

    def fill(self, block: Sequence[Addressee]) -> Iterator[Entry]:
        """The entries of some recipients, their sizes by arithmetic.

        Raises:
            InvalidMessageError, TemplateError: at once, when one of them cannot be sent to; it
                says whom and why when there is only one.
        """
        rows, numbers, fields = zip(*block, strict=True)
        columns = self._quote(rows[0], fields)
        values = list(map("".join, zip(*columns, strict=True))) or [""] * len(rows)
        escapes = [value.count("%") for value in values]
        self._check(rows, values, escapes)
        parts: list[Iterable[str]] = [repeat(self.literals[0])]
        for column, literal in zip(columns, self.literals[1:], strict=True):
            parts += (column, repeat(literal))
        sizes = (
            self.size + len(number) + len(value) + 2 * escaped
            for number, value, escaped in zip(numbers, values, escapes, strict=True)
        )
        return zip(rows, encode_entries(numbers, *parts), sizes, strict=True)

    def _quote(self, row: int, fields: Sequence[Mapping[str, str]]) -> list[list[str]]:
        """The values of every field, percent-encoded."""
        picked = [self.template.pick(known) for known in fields]
        try:
            return [quote_texts(column) for column in zip(*picked, strict=True)]
        except UnicodeEncodeError:
            raise fault("text_not_encodable", row) from None

    def _check(self, rows: Sequence[int], values: Sequence[str], escapes: Sequence[int]) -> None:
        """Make sure that no text is empty, and none too long beside the picture. Source: R14."""
        if not "".join(self.template.literals).strip():
            for row, value in zip(rows, values, strict=True):
                if not unquote(value).strip():
                    raise fault("text_empty", row)
        if self.text_bytes + max(map(len, values)) <= self.most_text_bytes:
            return
        for row, value, escaped in zip(rows, values, escapes, strict=True):
            text_bytes = self.text_bytes + len(value) - 2 * escaped
            if text_bytes > self.most_text_bytes:
                size = self.picture_bytes + find_text_bytes(text_bytes)
                over = size - CONTENT_BYTES
                raise fault("text_too_long", row, size=size, limit=CONTENT_BYTES, over=over)
