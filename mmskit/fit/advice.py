"""What would help where a message fits, but some of it looks poor."""

from __future__ import annotations

from typing import Final

from mmskit.fit.changes import Made
from mmskit.fit.parts import Outcome
from mmskit.fit.sources import MediumSlot
from mmskit.media.picture import Picture
from mmskit.texts import Text, text

_POOR: Final = 25.0
_NAMED: Final = 2


def advise(made: Made, limit: int) -> Text | None:
    """Say what takes the most room and could be given up, where the worst picture looks poor.

    Args:
        made: everything that shares the bytes.
        limit: the bytes allowed.
    """
    pictures = [outcome.score for (_, slot), outcome in made.items() if slot == "picture"]
    if len(made) <= 1 or not pictures or min(pictures) >= _POOR:
        return None
    largest = sorted(made.items(), key=lambda each: (-each[1].quads, each[0]))
    return text(
        "fit.crowded",
        count=len(made),
        limit=limit,
        quality=max(0, round(min(pictures))),
        helps=tuple(_find_help(frame, slot, each) for (frame, slot), each in largest[:_NAMED]),
    )


def _find_help(frame: int, slot: MediumSlot, outcome: Outcome) -> Text:
    """What could be done about one of them."""
    moving = isinstance(outcome.medium, Picture) and outcome.medium.animated
    kind = "animation" if moving else slot
    return text(f"fit.help.{kind}", frame=frame, size=len(outcome.medium.data))
