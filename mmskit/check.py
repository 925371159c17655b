"""Find every problem of a message at once, worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from mmskit.errors import UnsupportedMediaError
from mmskit.limits import CONTENT_BYTES, TITLE_CHARACTERS
from mmskit.media.picture import Picture
from mmskit.message import DEFAULT_SECONDS, Frame, Message
from mmskit.problem import Problem
from mmskit.texts import Text, text
from mmskit.wire.content import find_elements, find_problems, find_size

PHONE_PIXELS: Final = 1_600
"""A side beyond this is more than any phone shows of a picture in an MMS, zoomed in included."""

_CONTROLS: Final = frozenset(chr(code) for code in range(32) if chr(code) not in "\t\n\r") | {
    *"\x7f\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
}


def check(message: Message, *, limit: int = CONTENT_BYTES) -> list[Problem]:
    """Find everything that is wrong with a message, and what its author should know.

    Args:
        message: any message, however unfinished.
        limit: the most bytes that the encoded content may have. Source: MMS §2.1, R9.

    Returns:
        Errors first, then warnings, each group in the order of the message; an empty list when
        it can be sent and nothing is worth a word. A message with warnings alone can be sent.
    """
    problems = [
        *_check_title(message.title),
        *find_problems(message.frames),
        *_check_size(message.frames, limit),
    ]
    for number, frame in enumerate(message.frames, 1):
        problems += _check_text(number, frame)
        problems += _check_picture(number, frame, limit)
        problems += _check_sound(number, frame)
    return sorted(problems, key=lambda problem: (problem.severity == "warning", problem.frame or 0))


def find_errors(problems: Sequence[Problem]) -> list[Problem]:
    """The problems that keep a message from being sent."""
    return [problem for problem in problems if problem.severity == "error"]


def _check_title(title: str) -> list[Problem]:
    """Source: MMS §2.1, R6."""
    if not title.strip():
        return [Problem("title_missing", slot="title", figures={"limit": TITLE_CHARACTERS})]
    problems = []
    if len(title) > TITLE_CHARACTERS:
        figures = {
            "count": len(title),
            "limit": TITLE_CHARACTERS,
            "over": len(title) - TITLE_CHARACTERS,
        }
        problems.append(Problem("title_too_long", slot="title", figures=figures))
    if any("\ud800" <= char <= "\udfff" for char in title):
        problems.append(Problem("title_not_encodable", slot="title"))
    if any(char in _CONTROLS or char in "\t\r\n" for char in title):
        problems.append(Problem("title_controls", "warning", slot="title"))
    return problems


def _check_size(frames: Sequence[Frame], limit: int) -> list[Problem]:
    """Source: MMS §2.1, R9."""
    size = find_size(frames)
    if size <= limit:
        return []
    shares: Counter[int] = Counter()
    for element in find_elements(frames):
        shares[element.frame] += element.size
    parts = tuple(
        text("check.frame_share", frame=number, size=share)
        for number, share in sorted(shares.items())
    )
    figures = {
        "size": size,
        "limit": limit,
        "over": size - limit,
        "parts": parts,
        "shares": dict(shares),
    }
    return [Problem("too_large", figures=figures)]


def _check_text(number: int, frame: Frame) -> list[Problem]:
    found = sorted({char for char in frame.text or "" if char in _CONTROLS})
    if not found:
        return []
    named = tuple(f"U+{ord(char):04X}" for char in found)
    return [Problem("text_controls", "warning", number, "text", {"characters": named})]


def _check_picture(number: int, frame: Frame, limit: int) -> list[Problem]:
    picture = frame.picture
    if picture is None:
        return []
    figures: dict[str, object] = {
        "name": picture.name or text("check.picture"),
        "width": picture.width,
        "height": picture.height,
    }
    problems = []
    found = _find_damage(picture, limit)
    if found is not None:
        problems.append(
            Problem("picture_damaged", "error", number, "picture", figures | {"found": found})
        )
    if max(picture.width, picture.height) > PHONE_PIXELS:
        problems.append(Problem("picture_huge", "warning", number, "picture", figures))
    if picture.facts.trailing or picture.facts.metadata:
        problems.append(Problem("picture_metadata", "warning", number, "picture", figures))
    if picture.animated and picture.kind != "gif":
        problems.append(Problem("animation_still", "warning", number, "picture", figures))
    shown = DEFAULT_SECONDS if frame.seconds is None else frame.seconds
    if picture.animated and frame.seconds is not None and picture.facts.seconds > shown + 0.05:
        seconds = {"seconds": picture.facts.seconds, "shown": shown}
        problems.append(Problem("animation_cut", "warning", number, "picture", figures | seconds))
    return problems


def _find_damage(picture: Picture, limit: int) -> Text | None:
    """Decode what could be sent as it is; anything larger goes through fit, which decodes it."""
    from mmskit.media.fitting.raster import verify  # noqa: PLC0415 - Pillow is heavy, and often not needed

    if not picture.fits_frame or len(picture.data) > limit:
        return None
    try:
        verify(picture.data)
    except UnsupportedMediaError as error:
        return error.found
    return None


def _check_sound(number: int, frame: Frame) -> list[Problem]:
    sound = frame.sound
    if sound is None:
        return []
    named = {"name": sound.name or text("check.sound")}
    try:
        seconds = sound.seconds
    except UnsupportedMediaError as error:
        return [Problem("sound_damaged", "error", number, "sound", named | {"found": error.found})]
    if frame.seconds is not None and seconds > frame.seconds + 0.05:
        figures = named | {"seconds": seconds, "shown": frame.seconds}
        return [Problem("sound_cut", "warning", number, "sound", figures)]
    return []
