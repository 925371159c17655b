"""How much time may be spent on making a picture fit."""

from __future__ import annotations

from typing import Literal

from mmskit.media.fitting.trellis import is_available

Speed = Literal["best", "fast"]
"""``fast`` is for live use; ``best`` also takes trellis quantisation, where pyvips is installed."""


def find_speed(wanted: Speed) -> Speed:
    """The speed that this machine has for the one that is wanted; loads libvips where it is best."""
    return "best" if wanted == "best" and is_available() else "fast"
