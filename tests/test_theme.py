"""The colours."""

from __future__ import annotations

import pytest

from mmskit.theme import DARK, LIGHT


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2.1."""
    levels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4 for level in levels
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("ink", "page"),
        ("ink", "panel"),
        ("ink", "well"),
        ("ink", "soft"),
        ("muted", "page"),
        ("muted", "panel"),
        ("muted", "well"),
        ("muted", "soft"),
        ("warn", "soft_warn"),
        ("warn", "panel"),
        ("bad", "panel"),
        ("bad", "soft_bad"),
        ("ok", "panel"),
        ("on_accent", "accent"),
        ("screen_ink", "screen"),
        ("screen_muted", "screen"),
        ("screen_muted", "soft"),
    ],
)
def test_text_can_be_read(theme, ink, ground):
    """Every pair of text and background has a contrast of at least 4.5 : 1."""
    lighter, darker = sorted(
        (luminance(getattr(theme, ink)), luminance(getattr(theme, ground))), reverse=True
    )
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_css_has_every_colour():
    """The style sheet of a page gets the same colours."""
    css = LIGHT.as_css()
    assert "--page:#f4f5f7;" in css
    assert "--soft-warn:" in css
    assert css.count("--series-") == 4
