"""Figures that stand beside a preview."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mmskit.limits import CONTENT_BYTES
from mmskit.lines import neutralise
from mmskit.message import Frame, Message
from mmskit.texts import Language, Text, text
from mmskit.timeline import find_timeline
from mmskit.wire.content import find_elements, find_size

_TENTH_KB: Final = 103


def find_frame_sizes(frames: Sequence[Frame]) -> list[int]:
    """How many bytes of the content each frame takes, its separators included. Source: R9."""
    sizes = [0] * len(frames)
    for element in find_elements(frames):
        sizes[element.frame - 1] += element.size + 1
    return sizes


def show_title(message: Message, language: Language) -> str:
    """The title on one line, or words for a message that has none."""
    title = " ".join(neutralise(message.title).split())
    return title or text("preview.untitled").render(language)


def show_seconds(seconds: float) -> str:
    """Seconds with one decimal where it matters: ``5``, ``2.4``."""
    return f"{seconds:.1f}".removesuffix(".0")


def show_size(size: int) -> Text:
    """Kilobytes, or bytes where they would read 0.0 KB."""
    return text("preview.bytes" if size < _TENTH_KB else "preview.kilobytes", size=size)


def show_clock(seconds: float) -> str:
    """Minutes and seconds: ``0:05``."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def summarise(message: Message, language: Language) -> str:
    """Frames, seconds and size in one line."""
    timeline = find_timeline(message)
    if not timeline:
        return text("preview.summary_empty").render(language)
    key = "preview.summary_one" if len(timeline) == 1 else "preview.summary"
    return text(
        key,
        count=len(timeline),
        seconds=show_seconds(timeline[-1].end),
        size=show_size(find_size(message.frames)),
        limit=CONTENT_BYTES,
    ).render(language)
