"""JPEGs with trellis quantisation, through libvips and the MozJPEG in its wheel, where installed.

At coarse quantisation they look as good as plain ones of a tenth more bytes. libvips is loaded on
first use, and works on one core: after that the process must not fork.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from mmskit.media.fitting.rate import SLOPE

if TYPE_CHECKING:
    from PIL import Image

FULL_TABLES: Final = 5
"""Klein, Silverstein and Carney's, best for a picture in its full size."""

SMALL_TABLES: Final = 3
"""N. Robidoux's, best for one made smaller, and so finer."""

_PERCENT: Final = {FULL_TABLES: (77.0, 1.0), SMALL_TABLES: (73.0, 1.125)}
"""What these tables are multiplied with where ours, in a plain file of as many bytes, are with 1;
and the power of the table scale that it grows with."""

_AIM: Final = 0.985
_SPENT: Final = 0.97
_TRIES: Final = 4
_MIDDLE: Final = 50


@cache
def _load() -> Any | None:
    """The module, set up; None where it is missing or was built without MozJPEG."""
    os.environ.setdefault("VIPS_CONCURRENCY", "1")
    try:
        import pyvips  # noqa: PLC0415 - heavy, and optional
    except (ImportError, OSError):  # OSError: the wheel is there, the library is not
        return None
    try:
        pyvips.cache_set_max(0)
        probe = pyvips.Image.black(16, 16)
        plain, trellised = (
            probe.jpegsave_buffer(Q=50, quant_table=tables, trellis_quant=True)
            for tables in (0, FULL_TABLES)
        )
    except (pyvips.Error, AttributeError):
        return None
    return pyvips if plain != trellised else None  # other libraries ignore the tables


def is_available() -> bool:
    """Whether this machine can; loads libvips."""
    return _load() is not None


def write_trellised(
    picture: Image.Image, quality: int, tables: int, *, fine_colour: bool, progressive: bool = False
) -> bytes:
    """Write a picture.

    Args:
        picture: RGB or L.
        quality: 1 to 100, as MozJPEG counts.
        tables: :data:`FULL_TABLES` or :data:`SMALL_TABLES`.
        fine_colour: whether colour is kept as finely as brightness.
        progressive: takes twice the time, and pays for flat pictures alone.

    Raises:
        RuntimeError: libvips is not available.
    """
    vips = _load()
    if vips is None:
        raise RuntimeError("pyvips")
    bands = len(picture.getbands())
    image = vips.Image.new_from_memory(
        picture.tobytes(), picture.width, picture.height, bands, "uchar"
    ).copy(interpretation="srgb" if picture.mode == "RGB" else "b-w")
    written: bytes = image.jpegsave_buffer(
        Q=quality,
        quant_table=tables,
        subsample_mode="off" if fine_colour else "on",
        trellis_quant=True,
        overshoot_deringing=True,
        optimize_scans=progressive,
        optimize_coding=True,
        interlace=progressive,
        keep="none",
    )
    return written


def settle_trellised(
    picture: Image.Image,
    tables: int,
    max_bytes: int,
    table_scale: float,
    *,
    fine_colour: bool,
    progressive: bool = False,
) -> bytes | None:
    """Find the best quality whose file has at most so many bytes.

    Args:
        picture: RGB or L.
        tables: see :func:`write_trellised`.
        max_bytes: the most bytes.
        table_scale: at which a plain file has about as many.
        fine_colour: whether colour is kept as finely as brightness.
        progressive: see :func:`write_trellised`.

    Returns:
        None where none was found in a few tries.
    """
    best: bytes | None = None
    percent, power = _PERCENT[tables]
    percent *= table_scale**power
    low, high = 0, 101  # the best quality that fits, and the least that does not
    for _ in range(_TRIES):
        quality = min(max(_find_quality(percent), low + 1), high - 1)
        data = write_trellised(
            picture, quality, tables, fine_colour=fine_colour, progressive=progressive
        )
        if len(data) <= max_bytes:
            best, low = data, quality
            if len(data) >= _SPENT * max_bytes:
                break
        else:
            high = quality
        if high - low <= 1:
            break
        percent = _find_percent(quality) * (len(data) / (_AIM * max_bytes)) ** SLOPE
    return best


def _find_percent(quality: int) -> float:
    """What MozJPEG multiplies its tables with at a quality, in percent."""
    return 5000 / quality if quality < _MIDDLE else max(1.0, 200 - 2 * quality)


def _find_quality(percent: float) -> int:
    quality = 5000 / percent if percent > 100 else (200 - percent) / 2  # noqa: PLR2004
    return min(100, max(1, round(quality)))
