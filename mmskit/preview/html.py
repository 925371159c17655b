"""A page that plays a message in any browser, with everything inside it.

It asks no network for anything: its policy forbids that, and allows only the one script and the
one style sheet that it carries. What a message says can never become markup.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from importlib import resources
from typing import Final

from mmskit.errors import UnsupportedMediaError
from mmskit.limits import CONTENT_BYTES
from mmskit.media.drawing.reel import encode_thumbnail
from mmskit.media.drawing.screen import STANDARD, Box, Phone
from mmskit.media.playable import find_soundfont, make_playable
from mmskit.message import Frame, Message
from mmskit.preview.figures import find_frame_sizes, show_size, show_title, summarise
from mmskit.preview.markup import (
    THUMBNAIL,
    Scene,
    show,
    show_card,
    show_details,
    show_frame,
    show_in_attribute,
    show_meter,
    show_share,
)
from mmskit.render import find_screen, find_whole_lines
from mmskit.texts import Language, text
from mmskit.theme import DARK, LIGHT
from mmskit.timeline import find_timeline
from mmskit.wire.content import find_elements, find_size

_ICONS: Final = {
    "back": "M3 2h2v12H3zM13 2v12L6 8z",
    "forth": "M11 2h2v12h-2zM3 2l7 6-7 6z",
    "is-play": "M4 2l9 6-9 6z",
    "is-pause": "M3.5 2h3v12h-3zM9.5 2h3v12h-3z",
}
_LEGEND: Final = 8


def render_html(message: Message, *, language: Language = "en", phone: Phone = STANDARD) -> bytes:
    """One page that plays the message; it needs no font, for the browser has its own.

    It is dark for a phone in dark mode; else it is light or dark as its reader's system is.

    Args:
        message: any message, however unfinished.
        language: of the labels.
        phone: the phone that it is shown on.

    Raises:
        UnsupportedMediaError: the pixels of a picture cannot be decoded.
    """
    scenes = _find_scenes(message, phone)
    style = _read("page.css") + _make_rules(message, scenes, phone)
    script = _read("page.js")
    title = show_in_attribute(show_title(message, language))
    policy = (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; "
        "img-src data:; media-src data:; base-uri 'none'; form-action 'none'"
    )
    tag = "zh-CN" if language == "zh_CN" else "en"
    return (
        f'<!DOCTYPE html>\n<html lang="{tag}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<link rel="icon" href="data:,">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n{_make_body(message, scenes, language)}\n<script>{script}</script>\n"
        "</body>\n</html>\n"
    ).encode()


def _read(name: str) -> str:
    return (resources.files("mmskit.preview") / "page" / name).read_text(encoding="utf-8")


def _hash(inline: str) -> str:
    return f"'sha256-{b64encode(sha256(inline.encode()).digest()).decode()}'"


def _find_scenes(message: Message, phone: Phone) -> list[Scene]:
    sizes = find_frame_sizes(message.frames)
    elements = list(find_elements(message.frames))
    soundfont = find_soundfont()
    return [
        Scene(
            frame,
            span,
            find_screen(message, span.start, phone),
            size,
            [element for element in elements if element.frame == span.number],
            _make_thumbnail(frame, span.number),
            make_playable(frame.sound, span.seconds, soundfont) if frame.sound else None,
        )
        for frame, span, size in zip(message.frames, find_timeline(message), sizes, strict=True)
    ]


def _make_thumbnail(frame: Frame, number: int) -> bytes | None:
    if frame.picture is None:
        return None
    try:
        return encode_thumbnail(frame.picture, *THUMBNAIL)
    except UnsupportedMediaError as error:
        error.place = text("preview.at_frame", frame=number)
        raise


def _make_rules(message: Message, scenes: Sequence[Scene], phone: Phone) -> str:
    """Colours, the phone, and where things stand on its screen; nothing of what a message says."""
    first = find_screen(message, 0.0, phone)
    size = next((line.size for line in first.lines if line.role == "title"), phone.title_size)
    sizes = (
        f"--phone-width:{phone.width};--phone-height:{phone.height};--text-size:{phone.text_size};"
        f"--title-size:{size};--bar:{first.title_bar.height:.2f};--frames:{max(1, len(scenes))}"
    )
    rules = [*_list_colours(phone), f".phone{{{sizes}}}"]
    for scene in scenes:
        screen, name = scene.screen, f".f{scene.span.number}"
        if screen.picture is not None:
            rules.append(f"{name} .picture{{{_place(screen.picture.box)}}}")
        if screen.band is not None:
            rules.append(f"{name} .band{{{_place(screen.band)}}}")
        if screen.text_room is not None:
            rules.append(f"{name} .text{{{_place(find_whole_lines(screen.text_room, phone))}}}")
        if screen.sound is not None:
            rules.append(f"{name} .pill{{{_place(screen.sound.box)}}}")
    return "\n".join(rules)


def _list_colours(phone: Phone) -> list[str]:
    if phone.dark:
        return [f":root{{color-scheme:dark;{DARK.as_css()}}}"]
    return [
        f":root{{{LIGHT.as_css()}}}",
        f"@media (prefers-color-scheme:dark){{:root{{{DARK.as_css()}}}}}",
    ]


def _place(box: Box) -> str:
    edges = {"left": box.x, "top": box.y, "width": box.width, "height": box.height}
    return ";".join(f"{edge}:calc({length:.2f}*var(--u))" for edge, length in edges.items())


def _make_body(message: Message, scenes: Sequence[Scene], language: Language) -> str:
    title = show(show_title(message, language))
    figures = show(summarise(message, language))
    parts = (
        f'<header><h1>{title}</h1><span class="muted">{figures}</span></header>',
        "<main>",
        _make_strip(scenes, language),
        _make_stage(message, scenes, language),
        _make_details(scenes, language),
        "</main>",
        _make_footer(scenes, find_size(message.frames), language),
    )
    return "\n".join(parts)


def _make_strip(scenes: Sequence[Scene], language: Language) -> str:
    label = show_in_attribute(text("preview.page.frames"), language)
    cards = "\n".join(show_card(scene, language) for scene in scenes)
    return f'<nav class="strip" aria-label="{label}"><ol>{cards}</ol></nav>'


def _make_stage(message: Message, scenes: Sequence[Scene], language: Language) -> str:
    label = show_in_attribute(text("preview.page.phone"), language)
    shown = "\n".join(show_frame(scene, language) for scene in scenes)
    if not scenes:
        shown = f'<p class="nothing">{show(text("preview.page.nothing"), language)}</p>'
    segments = len(scenes[0].screen.segments) if scenes else 0
    return (
        '<section class="stage">\n'
        f'<div class="phone"><div class="screen" role="region" aria-label="{label}">'
        f'<div class="title"><span>{show(message.title)}</span></div>\n'
        f"{shown}\n"
        f'<div class="progress" aria-hidden="true">{"<i><b></b></i>" * segments}</div></div></div>\n'
        f"{_make_controls(language)}</section>"
    )


def _make_controls(language: Language) -> str:
    """Disabled until the script has taken them over."""
    named = {
        name: show_in_attribute(text(f"preview.page.{name}"), language)
        for name in ("play", "pause", "previous", "next", "seek")
    }
    playing = _draw("is-play") + _draw("is-pause").replace("<svg", "<svg hidden")
    off = show(text("preview.page.script"), language)
    return (
        '<div class="controls">'
        f'<input class="seek" type="range" min="0" max="1" step="any" value="0" '
        f'aria-label="{named["seek"]}" disabled>'
        '<div class="buttons">'
        f'<button class="back" type="button" aria-label="{named["previous"]}" disabled>'
        f"{_draw('back')}</button>"
        f'<button class="play" type="button" aria-label="{named["play"]}" '
        f'data-play="{named["play"]}" data-pause="{named["pause"]}" disabled>{playing}</button>'
        f'<button class="forth" type="button" aria-label="{named["next"]}" disabled>'
        f"{_draw('forth')}</button>"
        '<span class="clock">0:00 / 0:00</span></div>'
        f'<noscript><p class="note">{off}</p></noscript></div>'
    )


def _draw(name: str) -> str:
    return f'<svg class="{name}" viewBox="0 0 16 16" aria-hidden="true"><path d="{_ICONS[name]}"/></svg>'


def _make_details(scenes: Sequence[Scene], language: Language) -> str:
    panels = "\n".join(show_details(scene, language) for scene in scenes)
    times = show(text("preview.page.times"), language)
    return f'<aside class="details">{panels}<p class="muted">{times}</p></aside>'


def _make_footer(scenes: Sequence[Scene], size: int, language: Language) -> str:
    """How full the message is, and what takes how much."""
    limit = CONTENT_BYTES
    whole = text("preview.page.meter", size=show_size(size), limit=limit)
    rest = text("preview.page.left", left=limit - size)
    if size > limit:
        rest = text("preview.page.over", over=size - limit)
    parts = "".join(show_share(scene, language) for scene in scenes[:_LEGEND])
    return (
        f'<footer>{show_meter(scenes, limit)}<div class="legend">'
        f"<strong>{show(whole, language)}</strong>{parts}"
        f"<span{' class=bad' if size > limit else ''}>{show(rest, language)}</span></div></footer>"
    )
