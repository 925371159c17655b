"""The pictures that take minutes: traced once, kept in ``build/samples/``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from light import Pixels, keep_light

SAMPLES: Final = Path(__file__).resolve().parent.parent
_KEPT: Final = SAMPLES.parent / "build" / "samples"


def get_landscape() -> Pixels:
    """The lake among mountains, 3000 × 4000."""

    def paint() -> Pixels:
        from landscape import paint_landscape  # noqa: PLC0415 - only when it is painted

        return paint_landscape(3000, 4000)

    return keep_light(_KEPT / "landscape.npz", paint)


def get_still_life(name: str) -> Pixels:
    """A traced table: ``coffee``, ``card``, ``mooncakes`` or ``tea``."""
    return keep_light(_KEPT / f"{name}.npz", _TRACERS[name])


# The tracer is a large import and not needed where the light is kept already.
def _trace_coffee() -> Pixels:
    from coffee_scene import render_coffee  # noqa: PLC0415

    return render_coffee((720, 960), 48)


def _trace_card() -> Pixels:
    from card_scene import render_card  # noqa: PLC0415

    return render_card((720, 540), 36)


def _trace_mooncakes() -> Pixels:
    from mooncake_scene import render_mooncakes  # noqa: PLC0415

    return render_mooncakes((720, 540), 36)


def _trace_tea() -> Pixels:
    from tea_scene import render_tea  # noqa: PLC0415

    view = get_landscape()[700:2950].reshape(750, 3, 1000, 3, 3).mean((1, 3))
    return render_tea(view, (1280, 960), 30)


_TRACERS: Final[dict[str, Callable[[], Pixels]]] = {
    "coffee": _trace_coffee,
    "card": _trace_card,
    "mooncakes": _trace_mooncakes,
    "tea": _trace_tea,
}
