"""How much time may be spent on making a picture fit."""

from __future__ import annotations

from typing import Literal

from mmskit.media.fitting.gif_squeeze import find_program
from mmskit.media.fitting.trellis import is_available

Speed = Literal["best", "fast"]
"""``fast`` is for live use; ``best`` also takes trellis quantisation, where pyvips is installed."""


def find_speed(wanted: Speed) -> Speed:
    """The speed that this machine has for the one that is wanted; loads libvips where it is best."""
    return "best" if wanted == "best" and is_available() else "fast"


def find_missing(wanted: Speed, *, stills: bool, animations: bool) -> tuple[str, ...]:
    """What of the extra ``best`` would have helped, and is not installed here.

    Args:
        wanted: with ``fast`` nothing is missing.
        stills: whether there were stills to fit.
        animations: whether there were animations to fit.

    Returns:
        ``pyvips`` and ``gifsicle``, or one of them, or nothing.
    """
    if wanted != "best":
        return ()
    trellis = () if not stills or is_available() else ("pyvips",)
    squeezer = () if not animations or find_program() else ("gifsicle",)
    return trellis + squeezer
