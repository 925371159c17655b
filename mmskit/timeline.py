"""When each frame of a message is shown.

The platform's payload carries no times: these are for the preview alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mmskit.errors import UnsupportedMediaError
from mmskit.message import DEFAULT_SECONDS, Frame, Message

LONGEST_PLAYED_SECONDS: Final = 60.0
"""A sound or an animation keeps its frame on the screen no longer than this."""

NAMED_SECONDS: Final = (0.1, 3600.0)
"""The shortest and longest time that a frame may name."""


@dataclass(frozen=True)
class Span:
    """When a frame is shown.

    Attributes:
        number: the frame's number, from 1.
        start: seconds from the beginning of the message.
        end: seconds from the beginning of the message.
    """

    number: int
    start: float
    end: float

    @property
    def seconds(self) -> float:
        """How long it is shown."""
        return self.end - self.start


def find_timeline(message: Message) -> tuple[Span, ...]:
    """When each frame is shown, in order and without gaps.

    A frame that names its seconds gets them, within :data:`NAMED_SECONDS`. Any other is shown for
    :data:`~mmskit.message.DEFAULT_SECONDS`, or longer until its sound and one round of its
    animation are over, up to :data:`LONGEST_PLAYED_SECONDS`.
    """
    spans: list[Span] = []
    start = 0.0
    for number, frame in enumerate(message.frames, 1):
        end = start + _find_seconds(frame)
        spans.append(Span(number, start, end))
        start = end
    return tuple(spans)


def _find_seconds(frame: Frame) -> float:
    if frame.seconds is not None and frame.seconds > 0:
        shortest, longest = NAMED_SECONDS
        return min(max(frame.seconds, shortest), longest)
    animation = frame.picture.facts.seconds if frame.picture else 0.0
    played = max(animation, find_sound_seconds(frame) or 0.0)
    return max(DEFAULT_SECONDS, min(played, LONGEST_PLAYED_SECONDS))


def find_sound_seconds(frame: Frame) -> float | None:
    """The sound's length, or None for a sound that cannot be decoded (``check`` tells of it)."""
    try:
        return frame.sound.seconds if frame.sound else None
    except UnsupportedMediaError:
        return None


def find_span(timeline: tuple[Span, ...], at_seconds: float) -> Span:
    """The span that holds an instant; before the beginning the first, after the end the last."""
    return next((span for span in timeline if at_seconds < span.end), timeline[-1])
