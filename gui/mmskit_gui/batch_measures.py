"""What every recipient's message takes, and whose cannot be sent. Pure."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import mmskit
from mmskit.limits import BATCH_PICTURE_KINDS, CONTENT_BYTES
from mmskit.personal.filling import find_picture_bytes, find_text_bytes
from mmskit.personal.template import Template
from mmskit.texts import Text, text
from mmskit_gui.batch_list import ListIndex
from mmskit_gui.tasks import Report

MOST_FAULTS: Final = 10_000
"""So many recipients with a fault are kept to be shown; all are counted."""

_REPORT_EVERY: Final = 1_000
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
        empty: how many texts are empty or cannot be encoded.
        too_long: how many texts do not fit beside the picture.
        longest: the place of the longest text; 0 where there is nobody.
    """

    picture: int
    text_bytes: Sequence[int] = field(repr=False)
    faults: Mapping[int, Text] = field(repr=False)
    empty: int
    too_long: int
    longest: int
    _places: Sequence[int] = field(repr=False)

    def find_size(self, place: int) -> int:
        """What the whole message of a recipient takes. Source: R14."""
        return self.picture + find_text_bytes(self.text_bytes[place])

    def find_next_fault(self, place: int, step: int) -> int | None:
        """The place of the next recipient with a fault, going round; None where there is none."""
        if not self._places:
            return None
        if step > 0:
            at = bisect_right(self._places, place)
            return self._places[at % len(self._places)]
        return self._places[bisect_left(self._places, place) - 1]


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
    taken = 0 if picture is None else find_picture_bytes(picture)
    most = (CONTENT_BYTES - taken - find_text_bytes(0)) // _CODED * _RAW
    text_bytes = array("I")
    faults: dict[int, Text] = {}
    empty = too_long = 0
    for place, fields in enumerate(index.read_fields()):
        length, fault = _measure_text(template.fill(fields))
        text_bytes.append(length)
        if fault is not None:
            empty += 1
        elif length > most:
            too_long += 1
            fault = _find_excess(taken + find_text_bytes(length))
        if fault is not None and len(faults) < MOST_FAULTS:
            faults[place] = fault
        if place % _REPORT_EVERY == 0:
            report(place / len(index))
    longest = max(range(len(text_bytes)), key=text_bytes.__getitem__, default=0)
    return Measures(taken, text_bytes, faults, empty, too_long, longest, tuple(faults))


def _measure_text(said: str) -> tuple[int, Text | None]:
    try:
        length = len(said.encode())
    except UnicodeEncodeError:
        return 0, text("batch.text_not_encodable")
    return length, None if said.strip() else text("batch.text_empty")


def _find_excess(size: int) -> Text:
    return text("batch.text_too_long", size=size, limit=CONTENT_BYTES, over=size - CONTENT_BYTES)


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
