"""What each recipient would get: for eyes, before anything is made or sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from mmskit.personal.addressees import name_bad_row
from mmskit.personal.filling import Filler, find_text_bytes
from mmskit.personal.template import Template, join_columns, lay_out
from mmskit.recipients.bad_rows import BadRow
from mmskit.recipients.blocks import Block


@dataclass(frozen=True, slots=True)
class Filled:
    """The message of one recipient.

    Attributes:
        row: the row of the list, from 1, or the position in what a program gave.
        number: as it is sent, digits alone.
        text: what this recipient gets; "" where a field is missing.
        size: bytes of the encoded message, picture included; at most 51,200. Source: R9, R14.
        problem: why it is left out, or None.
    """

    row: int
    number: str = field(repr=False)
    text: str = field(repr=False)
    size: int
    problem: BadRow | None = field(repr=False, default=None)


@dataclass(frozen=True)
class Previewer:
    """Fills in a template for eyes.

    Attributes:
        template: the text.
        filler: the one whose judgement counts.
    """

    template: Template
    filler: Filler

    def fill(self, block: Block) -> Iterator[Filled]:
        """The message of everyone in a block."""
        refused = {
            refusal.row: name_bad_row(refusal.row, refusal.number, refusal.error)
            for refusal in self.filler.fill(block).refusals
        }
        texts = self._find_texts(block)
        for row, number, said in zip(block.rows, block.numbers, texts, strict=True):
            yield Filled(row, number, said, self._find_size(said), refused.get(row))

    def find_longest(self, block: Block) -> tuple[int, int] | None:
        """Size and place of the longest message of a block, or None where it is empty."""
        sizes = [len(said.encode("utf-8", "replace")) for said in self._find_texts(block)]
        if not sizes:
            return None
        longest = max(sizes)
        return longest, sizes.index(longest)

    def _find_texts(self, block: Block) -> Sequence[str]:
        if not block.rows:
            return []
        try:
            columns = lay_out(self.template.parts, block.fields)
        except KeyError:
            if len(block.rows) == 1:
                return [""]
            return [said for one in block.split() for said in self._find_texts(one)]
        return join_columns(columns, len(block.rows))

    def _find_size(self, said: str) -> int:
        return self.filler.picture_bytes + find_text_bytes(len(said.encode("utf-8", "replace")))


def find_longest(previewer: Previewer, blocks: Iterable[Block]) -> Filled | None:
    """The recipient whose message is the longest, the first of several; None where there is nobody."""
    most, found = -1, None
    for block in blocks:
        longest = previewer.find_longest(block)
        if longest is not None and longest[0] > most:
            most = longest[0]
            found = next(previewer.fill(block.take([longest[1]])))
    return found
