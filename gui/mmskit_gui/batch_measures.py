"""What every recipient's message takes, and whose cannot be sent."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import mmskit
from mmskit.limits import BATCH_PICTURE_KINDS, CONTENT_BYTES
from mmskit.personal.addressees import name_bad_row
from mmskit.personal.filling import (
    EXCEL_ERRORS,
    Filler,
    find_picture_bytes,
    find_text_bytes,
)
from mmskit.personal.template import Template, change_literals, join_columns, lay_out
from mmskit.recipients import BadRow, Block
from mmskit.wire.batch import quote_text
from mmskit_gui.batch_list import ListIndex
from mmskit_gui.tasks import Report

MOST_FAULTS: Final = 5_000
"""So many recipients with a fault are kept to be shown; all are counted."""

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_RAW: Final = 3
_CODED: Final = 4
"""Base64 takes four bytes for three."""
_PICTURE_FRAME: Final = len(";1_2.jpg,")


@dataclass(frozen=True)
class Measures:
    """What was measured.

    Attributes:
        picture: what the picture takes of the 50 KB. Source: R14.
        text_bytes: the text of each recipient in bytes, before Base64, by place.
        faults: why somebody cannot be sent to, by place, the first :data:`MOST_FAULTS`.
        unusable: how many texts are empty or have something in them that nobody wants to get.
        too_long: how many texts do not fit beside the picture.
        longest: the place of the longest text; 0 where there is nobody.
    """

    picture: int
    text_bytes: Sequence[int] = field(repr=False)
    faults: Mapping[int, BadRow] = field(repr=False)
    unusable: int
    too_long: int
    longest: int

    @property
    def good(self) -> int:
        """How many can be sent to."""
        return len(self.text_bytes) - self.unusable - self.too_long

    def find_size(self, place: int) -> int:
        """What the whole message of a recipient takes. Source: R14."""
        return self.picture + find_text_bytes(self.text_bytes[place])

    def find_next_fault(self, place: int, step: int) -> int | None:
        """The place of the next recipient with a fault, going round; None where there is none."""
        places = list(self.faults)
        if not places:
            return None
        if step > 0:
            return places[bisect_right(places, place) % len(places)]
        return places[bisect_left(places, place) - 1]


def measure(
    index: ListIndex, template: Template, picture: mmskit.Picture | None, report: Report
) -> Measures:
    """Fill in the template for everyone. Runs beside the window.

    Args:
        index: the list.
        template: checked against its columns.
        picture: as it is sent, or None while there is none.
        report: takes the share that is done; may raise to stop.
    """
    filler = _make_filler(template, picture)
    text_bytes = array("I")
    faults: dict[int, BadRow] = {}
    counts = {"too_long": 0, "unusable": 0}
    for block in index.blocks:
        start = len(text_bytes)
        texts = join_columns(lay_out(template.parts, block.fields), len(block.rows))
        lengths = [len(said.encode("utf-8", "replace")) for said in texts]
        text_bytes.extend(lengths)
        for at in _find_suspects(filler, block, texts, lengths):
            bad = _judge(filler, block, at) if len(faults) < MOST_FAULTS else None
            if bad is not None:
                faults[start + at] = bad
            long = lengths[at] > filler.room if bad is None else bad.kind == "too_long"
            counts["too_long" if long else "unusable"] += 1
        report(len(text_bytes) / len(index))
    longest = text_bytes.index(max(text_bytes)) if text_bytes else 0
    return Measures(
        filler.picture_bytes, text_bytes, faults, counts["unusable"], counts["too_long"], longest
    )


def _find_suspects(
    filler: Filler, block: Block, texts: Sequence[str], lengths: Sequence[int]
) -> list[int]:
    """Who of a block cannot be sent to: found at once for all, as most can."""
    found: set[int] = set()
    if max(lengths) > filler.room:
        found.update(at for at, length in enumerate(lengths) if length > filler.room)
    if not all(map(str.strip, texts)):
        found.update(at for at, said in enumerate(texts) if not said.strip())
    if _SURROGATE.search("".join(texts)):
        found.update(at for at, said in enumerate(texts) if _SURROGATE.search(said))
    for name in filler.fields:
        column = block.fields.pick(name)
        if "#" in "".join(column):
            found.update(at for at, value in enumerate(column) if value.strip() in EXCEL_ERRORS)
    return sorted(found)


def _judge(filler: Filler, block: Block, at: int) -> BadRow | None:
    """Why a recipient is left out, in the words of those who will leave them out."""
    refusals = filler.fill(block.take([at])).refusals
    return name_bad_row(*refusals[0]) if refusals else None


def _make_filler(template: Template, picture: mmskit.Picture | None) -> Filler:
    """The one whose judgement counts; without a picture, every text has the whole room."""
    if picture is not None:
        return Filler.make(template, picture)
    room = (CONTENT_BYTES - find_text_bytes(0)) // _CODED * _RAW
    return Filler(template.fields, change_literals(template.parts, quote_text), 0, room)


def fit_batch_picture(original: mmskit.Picture, text_bytes: int) -> mmskit.Picture:
    """Make a picture as good as it can be beside the longest text. Runs beside the window.

    One that fits as it is stays as it is, if the platform takes its kind (jpg, gif, png).

    Args:
        original: as the person gave it.
        text_bytes: how long the longest text is, before Base64.

    Raises:
        UnsupportedMediaError: it is damaged.
        MessageTooLargeError: it cannot be made so small.
    """
    room = CONTENT_BYTES - find_text_bytes(text_bytes)
    if original.kind in BATCH_PICTURE_KINDS and find_picture_bytes(original) <= room:
        return original
    most = (room - _PICTURE_FRAME) // _CODED * _RAW
    return mmskit.fit_picture(original.data, most, name=original.name)
