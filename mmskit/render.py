"""What a phone shows of a message at t seconds.

Pure layout: it says what stands where, in logical pixels, and draws nothing. The canvas, the
desktop app and the sandbox paint from the same :class:`~mmskit.media.drawing.screen.Screen`.

The platform's payload carries no times, and every phone lays out a message its own way; so the
times and places here are a fair picture of a usual phone, not a promise.
"""

from __future__ import annotations

import math
from typing import Final

from mmskit.lines import ELLIPSIS, Measure, break_lines, estimate_width, shorten
from mmskit.media.drawing.screen import (
    PHONES,
    STANDARD,
    Box,
    Line,
    Phone,
    PlacedPicture,
    Screen,
    Segment,
    SoundMark,
)
from mmskit.message import Frame, Message
from mmskit.timeline import Span, find_sound_seconds, find_span, find_timeline

__all__ = ["PHONES", "STANDARD", "Phone", "Screen", "Span", "find_screen", "find_timeline"]

_MARGIN: Final = 20
_LINE_HEIGHT: Final = 1.5
_STATUS_BAR: Final = 16
_TITLE_LINES: Final = 2
_LONG_TITLE: Final = 0.86
"""How much smaller a title of more than two lines is written."""
_FOOTER: Final = 36
_GAP: Final = 14
_TEXT_TOP: Final = 9
_TEXT_SHARE: Final = 0.42
"""How much of the room a text may take from a picture that would fill it."""
_MAGNIFIED: Final = 3
"""How many times its size a tiny picture is enlarged at most."""
_SEGMENTS: Final = 30
_PILL: Final = (68.0, 28.0)
_DISC: Final = 132.0


def find_screen(
    message: Message,
    at_seconds: float,
    phone: Phone = STANDARD,
    *,
    measure: Measure = estimate_width,
) -> Screen:
    """What a phone shows at an instant.

    A text longer than its room is shown page by page over the frame's time, with ``…`` under it
    as long as more follows.

    Args:
        message: any message, however unfinished.
        at_seconds: seconds from the beginning of the message; outside of it, its first or last
            instant.
        phone: the phone.
        measure: the width of a text in the font that it will be drawn in.
    """
    title, bar = _place_title(message.title, phone, measure)
    timeline = find_timeline(message)
    if not timeline:
        return Screen(phone, 0, 0, bar, title)
    span = find_span(timeline, at_seconds)
    passed = min(max(at_seconds - span.start, 0.0), span.seconds)
    frame = message.frames[span.number - 1]
    body = Box(0, bar.bottom, phone.width, phone.height - _FOOTER - bar.bottom)
    text = break_lines(frame.text or "", phone.width - 2 * _MARGIN, phone.text_size, measure)
    room = _spare_sign(frame, len(text), body, phone)
    picture_room, text_room = _share_room(frame, len(text), room, phone)
    picture = _place_picture(frame, picture_room, passed)
    if picture is not None and text and not phone.text_first:
        text_room = _move_up(text_room, picture.box.bottom)
    sound = _place_sound(frame, picture, body, bare=not text and picture is None)
    share = passed / span.seconds
    followed = phone.text_first and picture is not None
    lines, thumb = _place_text(text, text_room, share, phone, measure, followed=followed)
    return Screen(
        phone,
        span.number,
        len(timeline),
        bar,
        title + lines,
        picture,
        _place_segments(timeline, span, passed, phone),
        sound,
        thumb,
        text_room if text else None,
    )


def _place_title(title: str, phone: Phone, measure: Measure) -> tuple[tuple[Line, ...], Box]:
    """The title, centred on one line or two; a long one smaller, one that is too long cut."""
    room, size = phone.width - 2 * _MARGIN, phone.title_size
    said = " ".join(title.split())
    found = break_lines(said, room, size, measure)
    if len(found) > _TITLE_LINES:
        size *= _LONG_TITLE
        found = break_lines(said, room, size, measure)
    if len(found) > _TITLE_LINES:
        rest = "".join(found[_TITLE_LINES - 1 :])
        found = (*found[: _TITLE_LINES - 1], shorten(rest, room, size, measure))
    step = size * 1.4
    lines = tuple(
        Line(
            shown,
            (phone.width - measure(shown, size)) / 2,
            _STATUS_BAR + index * step + _find_baseline(size, step),
            size,
            "title",
        )
        for index, shown in enumerate(found)
    )
    return lines, Box(0, 0, phone.width, _STATUS_BAR + max(1, len(lines)) * step + 8)


def _find_baseline(size: float, step: float) -> float:
    """Where letters stand in a line of a height: as in the em square of Chinese fonts, at 0.86."""
    return (step - size) / 2 + size * 0.86


def _spare_sign(frame: Frame, lines: int, body: Box, phone: Phone) -> Box:
    """The room above the sign of a sound, where that cannot lie on the picture."""
    if frame.sound is None:
        return body
    picture = _place_picture(frame, _share_room(frame, lines, body, phone)[0], 0.0)
    if picture is not None and _has_room(picture.box):
        return body
    return Box(body.x, body.y, body.width, body.height - _PILL[1])


def _share_room(frame: Frame, lines: int, room: Box, phone: Phone) -> tuple[Box, Box]:
    """Share the screen between picture and text: both whole if possible, else text gives way."""
    if frame.picture is None:
        return room, room
    wanted = _GAP + lines * phone.text_size * _LINE_HEIGHT if lines else 0.0
    least = _GAP + phone.text_size * _LINE_HEIGHT if lines else 0.0
    given = min(wanted, max(room.height * _TEXT_SHARE, least))
    natural = _scale(frame.picture.width, frame.picture.height, room.width, room.height)[1]
    given = max(given, min(wanted, room.height - natural))
    if phone.text_first:
        text = Box(room.x, room.y, room.width, given)
        return Box(room.x, text.bottom, room.width, room.height - given), text
    picture = Box(room.x, room.y, room.width, room.height - given)
    return picture, Box(room.x, picture.bottom, room.width, given)


def _scale(width: int, height: int, most_wide: float, most_high: float) -> tuple[float, float]:
    factor = min(most_wide / width, most_high / height, _MAGNIFIED)
    return max(1.0, width * factor), max(1.0, height * factor)


def _place_picture(frame: Frame, room: Box, passed: float) -> PlacedPicture | None:
    """The picture: as wide as the screen, centred where it is not, at the top of its room."""
    if frame.picture is None:
        return None
    width, height = _scale(frame.picture.width, frame.picture.height, room.width, room.height)
    box = Box(room.x + (room.width - width) / 2, room.y, width, height)
    return PlacedPicture(frame.picture, box, passed if frame.picture.animated else 0.0)


def _move_up(room: Box, top: float) -> Box:
    """Let the text follow right below a picture that left some of its room."""
    return Box(room.x, top, room.width, room.bottom - top)


def _place_sound(
    frame: Frame, picture: PlacedPicture | None, body: Box, *, bare: bool
) -> SoundMark | None:
    if frame.sound is None:
        return None
    seconds = find_sound_seconds(frame)
    if bare:
        top = body.y + (body.height - _DISC) / 2 - _GAP
        return SoundMark(
            Box(body.x + (body.width - _DISC) / 2, top, _DISC, _DISC), seconds, large=True
        )
    width, height = _PILL
    bottom, right = body.bottom, body.right - _MARGIN
    over = picture is not None and _has_room(picture.box)
    if picture is not None and over:
        bottom, right = picture.box.bottom - 10, picture.box.right - 10
    return SoundMark(Box(right - width, bottom - height, width, height), seconds, over_picture=over)


def _has_room(box: Box) -> bool:
    """Whether a pill can lie on a picture without hiding it."""
    return box.width >= 2 * _PILL[0] and box.height >= 2 * _PILL[1]


def _count_lines(room: Box, phone: Phone) -> int:
    step = phone.text_size * _LINE_HEIGHT
    return max(1, int((room.height - _GAP) / step + 1e-6))


def find_whole_lines(room: Box, phone: Phone) -> Box:
    """The part of a text's room that whole lines fill, for whoever lets its text scroll."""
    high = _TEXT_TOP + _count_lines(room, phone) * phone.text_size * _LINE_HEIGHT
    return Box(room.x, room.y, room.width, high)


def _place_text(
    text: tuple[str, ...],
    room: Box,
    passed: float,
    phone: Phone,
    measure: Measure,
    *,
    followed: bool,
) -> tuple[tuple[Line, ...], Box | None]:
    """The page of the text that is shown when ``passed`` (0 to 1) of the frame's time is over."""
    size, step = phone.text_size, phone.text_size * _LINE_HEIGHT
    fitting = _count_lines(room, phone)
    sign = room.bottom + 12
    if followed and fitting < len(text):
        # A picture follows right below, so the sign takes the place of the last line.
        fitting = max(1, fitting - 1)
        sign = room.y + _TEXT_TOP + fitting * step + _find_baseline(size, step)
    pages = math.ceil(len(text) / fitting)
    page = min(int(passed * pages), pages - 1) if pages else 0
    first = max(0, min(page * fitting, len(text) - fitting))
    top = room.y + _TEXT_TOP
    lines = [
        Line(shown, _MARGIN, top + index * step + _find_baseline(size, step), size)
        for index, shown in enumerate(text[first : first + fitting])
    ]
    if pages <= 1:
        return tuple(lines), None
    if first + fitting < len(text):
        x = (phone.width - measure(ELLIPSIS, size)) / 2
        lines.append(Line(ELLIPSIS, x, sign, size, "more"))
    track = fitting * step
    share = fitting / len(text)
    thumb = Box(phone.width - 8, top + first / len(text) * track, 3, max(8.0, share * track))
    return tuple(lines), thumb


def _place_segments(
    timeline: tuple[Span, ...], now: Span, passed: float, phone: Phone
) -> tuple[Segment, ...]:
    """One part for each frame; with very many frames, one for the whole message."""
    y, width = phone.height - 17, phone.width - 2 * _MARGIN
    if len(timeline) > _SEGMENTS:
        share = (now.start + passed) / timeline[-1].end
        return (Segment(Box(_MARGIN, y, width, 4), share),)
    gap = min(6.0, width / len(timeline) * 0.3)
    each = (width - gap * (len(timeline) - 1)) / len(timeline)
    return tuple(
        Segment(
            Box(_MARGIN + index * (each + gap), y, each, 4),
            _find_filled(span, now, passed),
        )
        for index, span in enumerate(timeline)
    )


def _find_filled(span: Span, now: Span, passed: float) -> float:
    if span.number == now.number:
        return passed / now.seconds
    return 1.0 if span.number < now.number else 0.0
