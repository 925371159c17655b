"""Why a message cannot be made to fit, and what would help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mmskit.errors import MessageTooLargeError
from mmskit.fit.parts import Outcome, Part
from mmskit.fit.sources import MediumSlot, put_medium
from mmskit.message import Message
from mmskit.texts import Text, text
from mmskit.wire.content import find_elements, find_size

_NAMED: Final = 3
_BYTES: Final = 3


def collect(
    parts: Sequence[Part], outcomes: Sequence[Outcome]
) -> dict[tuple[int, MediumSlot], Outcome]:
    """What was made of the picture or sound of a frame, by its number and slot."""
    return {(part.frame, part.slot): outcome for part, outcome in zip(parts, outcomes, strict=True)}


def refuse(
    message: Message, parts: Sequence[Part], least: Sequence[Outcome], limit: int
) -> MessageTooLargeError:
    """Say how small it can be made, and what takes the most room in that.

    Where only the least quality that plans ask for is in the way, those are named instead.

    Args:
        message: with the plans carried out.
        parts: measured.
        least: the smallest that each is ever made.
        limit: the bytes allowed.
    """
    smallest = _make_smallest(message, parts, least)
    figures = {"size": find_size(message.frames), "smallest": find_size(smallest.frames)}
    if figures["smallest"] <= limit:
        said = text("fit.minimum_too_high", limit=limit, parts=_name_minima(parts))
        return MessageTooLargeError(said, limit=limit, **figures)
    elements = sorted(find_elements(smallest.frames), key=lambda element: -element.size)
    named = tuple(
        text("fit.part_size", place=text(f"fit.{each.slot}_of", frame=each.frame), size=each.size)
        for each in elements[:_NAMED]
    )
    said = text("fit.message_too_large", limit=limit, parts=named, **figures)
    return MessageTooLargeError(said, limit=limit, **figures)


def _name_minima(parts: Sequence[Part]) -> tuple[Text, ...]:
    """Those that ask for a quality, and what that takes, the largest first."""
    asking = [(part, part.want.least * _BYTES) for part in parts if part.minimum is not None]
    return tuple(
        text("fit.minimum_of", place=part.place, quality=round(part.minimum or 0), size=size)
        for part, size in sorted(asking, key=lambda each: -each[1])
    )


def _make_smallest(message: Message, parts: Sequence[Part], least: Sequence[Outcome]) -> Message:
    frames = list(message.frames)
    for part, outcome in zip(parts, least, strict=True):
        frame = frames[part.frame - 1]
        frames[part.frame - 1] = put_medium(frame, part.slot, outcome.medium)
    return message.replace_frames(frames)
