"""Previews of a message as files: an animated GIF, a contact sheet (PNG), a page that plays (HTML).

Each kind has a ``render_…`` function that makes its bytes; :func:`write_preview` chooses one and
writes it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal, get_args

from mmskit.errors import BundleError
from mmskit.files import write_atomically
from mmskit.media.drawing.canvas import Canvas, encode_png
from mmskit.media.drawing.faces import Fonts
from mmskit.media.drawing.film import Step, encode_film
from mmskit.media.drawing.fonts import find_fonts
from mmskit.media.drawing.screen import STANDARD, Phone
from mmskit.media.drawing.sheet import Cell, Sheet, paint_sheet
from mmskit.message import Frame, Message
from mmskit.preview.figures import find_frame_sizes, show_seconds, show_size, show_title, summarise
from mmskit.preview.html import render_html
from mmskit.render import find_screen
from mmskit.texts import Language, text
from mmskit.timeline import Span, find_timeline

__all__ = ["Format", "render_gif", "render_html", "render_png", "write_preview"]

Format = Literal["gif", "png", "html"]

SHEET_FRAMES: Final = 120
"""The most frames on a contact sheet."""

FILM_STEPS: Final = 400
"""The most pictures in a GIF, about; with more to show, it moves in larger steps."""

_FILM_SCALE: Final = 0.75
_STILL_TICK: Final = 0.5
_QUICKEST_TICK: Final = 0.08
_LONGEST_TICK: Final = 600.0


def write_preview(
    message: Message,
    path: str | Path,
    *,
    form: Format | None = None,
    language: Language = "en",
    phone: Phone = STANDARD,
    fonts: Fonts | None = None,
) -> None:
    """Write a preview. The old file, if any, stands until the new one is complete.

    Args:
        message: any message, however unfinished.
        path: the file to write.
        form: the kind of preview; by default what the file's extension says.
        language: of the labels.
        phone: the phone that it is shown on.
        fonts: what to write with; by default fonts are looked for on this machine.

    Raises:
        BundleError: the extension names no kind of preview, or the file cannot be saved.
        FontError: no font with Chinese was found (a page needs none).
        UnsupportedMediaError: the pixels of a picture cannot be decoded.
    """
    place = Path(path)
    chosen = form or _choose_form(place)
    if chosen == "html":
        data = render_html(message, language=language, phone=phone)
    elif chosen == "gif":
        data = render_gif(message, phone=phone, fonts=fonts)
    else:
        data = render_png(message, language=language, phone=phone, fonts=fonts)
    write_atomically(place, data)


def _choose_form(place: Path) -> Format:
    extension = place.suffix.lower().removeprefix(".")
    for form in get_args(Format):
        if extension == form:
            return form  # type: ignore[no-any-return]
    if extension == "htm":
        return "html"
    found = place.suffix or text("preview.no_extension")
    known = tuple(f".{form}" for form in get_args(Format))
    raise BundleError(text("preview.unknown_format", found=found, known=known))


def render_gif(
    message: Message, *, phone: Phone = STANDARD, fonts: Fonts | None = None, scale: float = 1.0
) -> bytes:
    """The whole message over time as an animated GIF; its animations keep their own pace.

    Raises:
        FontError: no font with Chinese was found.
        UnsupportedMediaError: the pixels of a picture cannot be decoded.
    """
    canvas = Canvas(fonts or find_fonts(), _FILM_SCALE * scale)
    return encode_film(find_steps(message, phone, canvas), canvas, phone.theme.page)


def render_png(
    message: Message,
    *,
    language: Language = "en",
    phone: Phone = STANDARD,
    fonts: Fonts | None = None,
    scale: float = 1.0,
) -> bytes:
    """All frames side by side as a PNG, each with its number, seconds and size.

    Raises:
        FontError: no font with Chinese was found.
        UnsupportedMediaError: the pixels of a picture cannot be decoded.
    """
    canvas = Canvas(fonts or find_fonts(), scale)
    sheet = _compose_sheet(message, language, phone, canvas)
    return encode_png(paint_sheet(sheet, canvas, phone.theme))


def find_steps(message: Message, phone: Phone, canvas: Canvas) -> list[Step]:
    """What a GIF of a message shows, step by step. Together they last as long as the message."""
    timeline = find_timeline(message)
    instants = _find_instants(message, timeline)
    ends = [*instants[1:], timeline[-1].end if timeline else 1.0]
    steps = []
    for instant, end in zip(instants, ends, strict=True):
        centiseconds = round(end * 100) - round(instant * 100)
        if centiseconds:
            screen = find_screen(message, instant, phone, measure=canvas.measure)
            steps.append(Step(screen, centiseconds))
    return steps


def _find_instants(message: Message, timeline: tuple[Span, ...]) -> list[float]:
    """When the phone is painted anew, in seconds; at least once for each frame."""
    if not timeline:
        return [0.0]
    ticks = [_find_tick(message.frames[span.number - 1]) for span in timeline]
    wanted = sum(span.seconds / tick for span, tick in zip(timeline, ticks, strict=True))
    slower = max(1.0, wanted / FILM_STEPS)
    instants: list[float] = []
    for span, tick in zip(timeline, ticks, strict=True):
        count = max(1, round(span.seconds / min(tick * slower, _LONGEST_TICK)))
        instants += [span.start + index * span.seconds / count for index in range(count)]
    return instants


def _find_tick(frame: Frame) -> float:
    """How often a frame is painted: as often as its animation changes, but within reason."""
    if frame.picture is None or not frame.picture.animated:
        return _STILL_TICK
    pace = frame.picture.facts.seconds / frame.picture.facts.frames
    return min(max(pace, _QUICKEST_TICK), _STILL_TICK)


def _compose_sheet(message: Message, language: Language, phone: Phone, canvas: Canvas) -> Sheet:
    timeline = find_timeline(message)
    cells = [
        Cell(
            find_screen(message, span.start, phone, measure=canvas.measure),
            text("preview.frame", number=span.number).render(language),
            text("preview.detail", seconds=show_seconds(span.seconds), size=show_size(size)).render(
                language
            ),
        )
        for span, size in zip(timeline, find_frame_sizes(message.frames), strict=True)
        if span.number <= SHEET_FRAMES
    ]
    figures = summarise(message, language)
    if len(timeline) > SHEET_FRAMES:
        said = text("preview.not_shown", shown=SHEET_FRAMES, count=len(timeline))
        figures = f"{figures} · {said.render(language)}"
    nothing = Cell(find_screen(message, 0.0, phone, measure=canvas.measure), "", "")
    return Sheet(show_title(message, language), figures, cells or [nothing])
