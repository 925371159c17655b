"""Colours of everything that mmskit draws, in one place: light and dark.

The phone, the pages and the app take their colours from here, so that they look like one thing.
Text colours reach a contrast of 4.5 : 1 on ``page``, ``panel`` and ``well``.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final


@dataclass(frozen=True)
class Theme:
    """A set of colours, each ``#rrggbb``.

    Attributes:
        page: behind everything.
        panel: cards and bars on the page.
        ink: text.
        muted: text that says less.
        line: hairlines.
        well: where a picture goes, and quiet buttons.
        accent: what is active; ``on_accent`` is text on it, ``soft`` a tint of it.
        warn: what a person should look at; ``soft_warn`` stands behind it.
        bad: what cannot go on like this; ``soft_bad`` stands behind it.
        ok: what went well.
        screen: the phone's screen, with ``screen_ink``, ``screen_muted``, ``screen_line`` on it and
            ``track`` for progress still to come.
        bezel: the phone's body; ``edge`` is the hairline around it.
        series: four colours that tell the parts of a meter from each other.
    """

    page: str
    panel: str
    ink: str
    muted: str
    line: str
    well: str
    accent: str
    on_accent: str
    soft: str
    warn: str
    soft_warn: str
    bad: str
    soft_bad: str
    ok: str
    screen: str
    screen_ink: str
    screen_muted: str
    screen_line: str
    track: str
    bezel: str
    edge: str
    series: tuple[str, str, str, str]

    def as_css(self) -> str:
        """The colours as CSS custom properties: ``--page:#f4f5f7;…``, the series as ``--series-1`` on."""
        plain = [
            f"--{entry.name.replace('_', '-')}:{getattr(self, entry.name)};"
            for entry in fields(self)
            if entry.name != "series"
        ]
        numbered = [f"--series-{number}:{colour};" for number, colour in enumerate(self.series, 1)]
        return "".join(plain + numbered)


LIGHT: Final = Theme(
    page="#f4f5f7",
    panel="#ffffff",
    ink="#1d2129",
    muted="#5f6673",
    line="#e3e6ea",
    well="#eef0f4",
    accent="#2f6fed",
    on_accent="#ffffff",
    soft="#e9f0fe",
    warn="#8a5300",
    soft_warn="#fbf0dd",
    bad="#b42323",
    soft_bad="#fdecec",
    ok="#187046",
    screen="#ffffff",
    screen_ink="#16181d",
    screen_muted="#5f6673",
    screen_line="#ececef",
    track="#dcdee3",
    bezel="#111214",
    edge="#111214",
    series=("#2f6fed", "#7a5af8", "#13a8a8", "#f2994a"),
)

DARK: Final = Theme(
    page="#17191d",
    panel="#202328",
    ink="#e8eaed",
    muted="#a3aab4",
    line="#30343b",
    well="#2a2e35",
    accent="#5b8def",
    on_accent="#0e1420",
    soft="#26324a",
    warn="#e6b35c",
    soft_warn="#3a3020",
    bad="#f38b8b",
    soft_bad="#41262a",
    ok="#58c992",
    screen="#16181c",
    screen_ink="#eceef1",
    screen_muted="#9aa1ab",
    screen_line="#2c3037",
    track="#3a3f48",
    bezel="#0a0b0d",
    edge="#3b4048",
    series=("#5b8def", "#9b86fa", "#2fc0c0", "#f2a65e"),
)
