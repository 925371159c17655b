"""The pieces of the preview page. Everything that comes from a message is escaped here."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from mmskit.lines import NEUTRAL, neutralise
from mmskit.media.drawing.screen import Screen
from mmskit.media.picture import Picture
from mmskit.media.playable import Playable
from mmskit.media.sound import Sound
from mmskit.message import Frame
from mmskit.preview.figures import show_clock, show_seconds, show_size
from mmskit.texts import Language, Text, text
from mmskit.timeline import Span, find_sound_seconds
from mmskit.wire.content import Element

NOTE_ICON: Final = (
    '<svg viewBox="0 0 14 15" aria-hidden="true"><path d="M4.6 3.2 14 1.6v9.6a2.5 2.1 0 1 1-1.3-1.8V4.9'
    'l-6.8 1.2v6.9a2.5 2.1 0 1 1-1.3-1.8z"/></svg>'
)
THUMBNAIL: Final = (284, 352)
"""Width and height of thumbnails: twice what is shown, for sharp screens."""
_MIME: Final = {"jpg": "image/jpeg", "bmp": "image/bmp"}
_SERIES: Final = 4
_UNKNOWN: Final = "–:––"
_NAMES: Final = {"jpg": "JPEG", "mid": "MIDI", "webp": "WebP", "ogg": "Ogg"}


@dataclass(frozen=True)
class Scene:
    """All that the page shows of one frame.

    Attributes:
        frame: the frame.
        span: when it is shown.
        screen: what a phone shows when it begins.
        size: its share of the content in bytes.
        elements: its elements on the wire.
        thumbnail: its picture as a small JPEG, if it has one.
        playable: its sound for a browser, if it has one.
    """

    frame: Frame
    span: Span
    screen: Screen
    size: int
    elements: Sequence[Element]
    thumbnail: bytes | None
    playable: Playable | None


def show(said: str | Text, language: Language = "en") -> str:
    """Make text from a message or a catalogue into harmless markup."""
    plain = said.render(language) if isinstance(said, Text) else said
    return escape(neutralise(plain)).replace(NEUTRAL, '<i class="neutral"></i>')


def show_in_attribute(said: str | Text, language: Language = "en") -> str:
    """Make text into the value of an attribute."""
    plain = said.render(language) if isinstance(said, Text) else said
    return escape(neutralise(plain).replace(NEUTRAL, "").replace("\n", " "))


def make_address(data: bytes, mime: str) -> str:
    """Bytes as a ``data:`` address."""
    return f"data:{mime};base64,{b64encode(data).decode()}"


def show_frame(scene: Scene, language: Language) -> str:
    """What stands on the phone's screen while a frame is shown."""
    frame, number = scene.frame, scene.span.number
    hidden = "" if number == 1 else " hidden"
    label = show_in_attribute(text("preview.frame", number=number), language)
    seconds = f"{scene.span.seconds:.6g}"
    named = f'class="frame f{number}" data-seconds="{seconds}" aria-label="{label}"'
    parts = [f"<article {named}{hidden}>"]
    if frame.picture is not None:
        if scene.screen.band is not None:
            parts.append('<div class="band"></div>')
        moving = " moving" if frame.picture.animated else ""
        address = make_address(frame.picture.data, _find_mime(frame.picture))
        alt = show_in_attribute(_describe_picture(frame.picture), language)
        parts.append(f'<img class="picture{moving}" alt="{alt}" src="{address}">')
    if frame.text is not None:
        parts.append(f'<p class="text">{show(frame.text.rstrip())}</p>')
    parts += _show_sound(scene)
    return "".join([*parts, "</article>"])


def _find_mime(picture: Picture) -> str:
    return _MIME.get(picture.kind, f"image/{picture.kind}")


def _show_sound(scene: Scene) -> Iterator[str]:
    mark = scene.screen.sound
    if mark is None:
        return
    look = " large" if mark.large else " over" if mark.over_picture else ""
    length = _UNKNOWN if mark.seconds is None else show_length(mark.seconds)
    yield f'<div class="pill{look}">{NOTE_ICON}<span>{length}</span></div>'
    if scene.playable is not None and scene.playable.wav is not None:
        yield f'<audio preload="auto" src="{make_address(scene.playable.wav, "audio/wav")}"></audio>'


def show_card(scene: Scene, language: Language) -> str:
    """A frame in the strip: what it looks like, its size and its seconds."""
    frame, number = scene.frame, scene.span.number
    if frame.picture is not None and scene.thumbnail is not None:
        small = ' class="small"' if frame.picture.width < THUMBNAIL[0] // 2 else ""
        shown = f'<img alt=""{small} src="{make_address(scene.thumbnail, "image/jpeg")}">'
    elif frame.text is not None:
        shown = f'<span class="said">{show(frame.text[:60])}</span>'
    else:
        shown = NOTE_ICON
    tags = "<b>GIF</b>" if frame.picture is not None and frame.picture.animated else ""
    if frame.sound is not None and (frame.picture is not None or frame.text is not None):
        tags += f"<b>{NOTE_ICON}</b>"
    label = show_in_attribute(text("preview.frame", number=number), language)
    seconds = text("preview.seconds", seconds=show_seconds(scene.span.seconds))
    return (
        f'<li><span class="number">{number}</span>'
        f'<button class="card" type="button" aria-label="{label}">'
        f'<span class="thumb">{shown}<span class="tags">{tags}</span></span>'
        f'<span class="meta"><span>{show(show_size(scene.size), language)}</span>'
        f"<span>{show(seconds, language)}</span></span></button></li>"
    )


def show_details(scene: Scene, language: Language) -> str:
    """What a frame is made of, element by element."""
    number = scene.span.number
    detail = text(
        "preview.detail", seconds=show_seconds(scene.span.seconds), size=show_size(scene.size)
    )
    rows = "".join(
        f"<dt>{show(text(f'preview.page.{element.slot}'), language)}</dt>"
        f"<dd>{show(_describe(scene.frame, element), language)}</dd>"
        f'<dd class="size">{show(show_size(element.size), language)}</dd>'
        for element in scene.elements
    )
    note = scene.playable.note if scene.playable is not None else None
    said = f'<p class="note">{show(note, language)}</p>' if note is not None else ""
    return (
        f'<div class="panel"{"" if number == 1 else " hidden"}>'
        f"<h2>{show(text('preview.frame', number=number), language)}"
        f'<span class="muted">{show(detail, language)}</span></h2><dl>{rows}</dl>{said}</div>'
    )


def _describe(frame: Frame, element: Element) -> Text:
    if element.slot == "picture" and frame.picture is not None:
        return _describe_picture(frame.picture)
    if element.slot == "sound" and frame.sound is not None:
        return _describe_sound(frame.sound, find_sound_seconds(frame))
    count = len(frame.text or "")
    return text(
        "preview.page.text_detail_one" if count == 1 else "preview.page.text_detail",
        characters=count,
    )


def _describe_picture(picture: Picture) -> Text:
    key = "animation_detail" if picture.animated else "picture_detail"
    return text(
        f"preview.page.{key}",
        kind=_name_kind(picture.kind),
        width=picture.width,
        height=picture.height,
        frames=picture.facts.frames,
        seconds=show_seconds(picture.facts.seconds),
    )


def _describe_sound(sound: Sound, seconds: float | None) -> Text:
    length = _UNKNOWN if seconds is None else show_length(seconds)
    return text("preview.page.sound_detail", kind=_name_kind(sound.kind), length=length)


def _name_kind(kind: str) -> str:
    return _NAMES.get(kind, kind.upper())


def show_length(seconds: float) -> str:
    """A sound's length; one that is there is never 0:00."""
    return show_clock(max(1.0, seconds))


def show_meter(scenes: Sequence[Scene], limit: int) -> str:
    """The frames' shares of the limit, side by side."""
    whole = max(limit, sum(scene.size for scene in scenes), 1)
    bars, x = [], 0.0
    for index, scene in enumerate(scenes):
        width = 1000 * scene.size / whole
        series = index % _SERIES + 1
        bars.append(
            f'<rect class="s{series}" x="{x:.1f}" width="{max(0.6, width - 2):.1f}" height="10"/>'
        )
        x += width
    if whole > limit:
        x = 1000 * limit / whole
        bars.append(f'<rect class="beyond" x="{x:.1f}" width="{1000 - x:.1f}" height="10"/>')
        bars.append(f'<rect class="limit" x="{x:.1f}" width="2" height="10"/>')
    return (
        '<svg class="meter" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">'
        f"{''.join(bars)}</svg>"
    )


def show_share(scene: Scene, language: Language) -> str:
    """A frame's entry below the meter."""
    series = (scene.span.number - 1) % _SERIES + 1
    name = show(text("preview.frame", number=scene.span.number), language)
    return (
        f'<span><svg viewBox="0 0 8 8" aria-hidden="true"><rect class="s{series}" width="8" height="8"/>'
        f"</svg>{name} {show(show_size(scene.size), language)}</span>"
    )
