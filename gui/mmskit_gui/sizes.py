"""What a message takes, and how it is said. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import mmskit
from mmskit.limits import CONTENT_BYTES
from mmskit.wire.content import find_elements

_KIB: Final = 1024
_MINUTE: Final = 60
_SMALLEST: Final = 0.1


@dataclass(frozen=True)
class FrameSize:
    """What one frame takes of the content, in bytes as submitted.

    Attributes:
        text: its text.
        picture: its picture.
        sound: its sound.
        between: the ``;`` in front of each of its elements but the message's first.
    """

    text: int = 0
    picture: int = 0
    sound: int = 0
    between: int = 0

    @property
    def whole(self) -> int:
        """All of it. Over all frames this adds up to the size of the content."""
        return self.text + self.picture + self.sound + self.between


def find_frame_sizes(message: mmskit.Message) -> tuple[FrameSize, ...]:
    """What each frame takes. Source: R9."""
    found = [{"text": 0, "picture": 0, "sound": 0, "between": 0} for _ in message.frames]
    for place, element in enumerate(find_elements(message.frames)):
        mine = found[element.frame - 1]
        mine[element.slot] += element.size
        mine["between"] += 1 if place else 0
    return tuple(FrameSize(**sizes) for sizes in found)


def find_whole(sizes: tuple[FrameSize, ...]) -> int:
    """What all frames take together."""
    return sum(size.whole for size in sizes)


def say_size(size: int) -> str:
    """A number of bytes for a person: ``14.2 KB``; what is there is never ``0.0``."""
    return f"{say_number(size)} KB"


def say_number(size: int) -> str:
    """Kilobytes with one decimal, without the unit."""
    shown = size / _KIB
    if 0 < shown < _SMALLEST:
        shown = _SMALLEST
    return f"{shown:,.1f}"


def say_seconds(seconds: float) -> str:
    """Seconds as short as they can be said: ``5``, ``0.4``."""
    return f"{seconds:.1f}".removesuffix(".0")


def say_clock(seconds: int) -> str:
    """Whole seconds as clocks show them: ``0:06``, ``1:30``."""
    return f"{seconds // _MINUTE}:{seconds % _MINUTE:02}"


LIMIT: Final = CONTENT_BYTES
