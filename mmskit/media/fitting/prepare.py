"""The original of a picture or sound with its plan carried out, and nothing else given up.

What comes out is what ``fit`` starts from. It is no larger than anything that is ever sent needs,
so that a photograph of twelve megapixels is turned at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import PurePath
from typing import Final

from PIL import Image

from mmskit.errors import MMSKitError
from mmskit.limits import SOUND_SECONDS
from mmskit.media.fitting.pcm import decode, to_wav
from mmskit.media.fitting.picture_fit import SHOWN, rename
from mmskit.media.fitting.raster import (
    Size,
    find_loop,
    fit_inside,
    flatten,
    open_frames,
    open_sheer,
)
from mmskit.media.picture import Picture
from mmskit.media.plan import WHITE, Crop, PicturePlan, PictureSource, SoundSource
from mmskit.media.sound import Sound
from mmskit.texts import text

BOX: Final = (1280, 1920)
"""The largest size of a still that is prepared: twice what is sent of it."""

_QUALITY: Final = 95
_PROBE: Final = (8, 8)
_WHOLE: Final = Crop()
_CLOCKWISE: Final = {
    1: Image.Transpose.ROTATE_270,
    2: Image.Transpose.ROTATE_180,
    3: Image.Transpose.ROTATE_90,
}
_FLAT_COLOURS: Final = 16
_FLAT_PIXELS: Final = 4_000_000
"""A drawing of so few colours is not scaled up to so many pixels: its cells stay square."""

_HELD_PIXELS: Final = 32_000_000
"""All pictures of an animation together are scaled to no more than these."""

_KEPT_SECONDS: Final = 300.0
"""Six times what a whole message has room for; no more of a sound is kept in memory."""

_LEAST_HUNDREDTHS: Final = 2
"""Viewers show what is to be gone sooner for a tenth of a second."""


def prepare_picture(source: PictureSource) -> Picture:
    """Carry out a plan's turn, crop, background, still and pace.

    A still becomes JPEG where the original is one, else PNG, no larger than :data:`BOX`; an
    animation stays one, as GIF with all its pictures (those that show nothing new are joined with
    the one before), its times and its loop.

    Args:
        source: the original and its plan.

    Returns:
        The original itself where the plan changes nothing of it.

    Raises:
        UnsupportedMediaError: its pixels are damaged.
    """
    original, plan = source.original, source.plan
    crop = plan.crop or _WHOLE
    moving = original.animated and not plan.still
    reshaped = bool(plan.turns) or crop != _WHOLE or original.animated != moving
    if moving:
        if not reshaped and plan.pace == 1 and not _shows_ground(original, plan):
            return original
        data = _write_animation(original, plan, crop)
    else:
        sheer = None
        if not reshaped:
            if plan.background == WHITE or original.kind == "jpg":
                return original
            sheer = _open(original, plan, crop)
            if not _is_sheer(sheer):
                return original
        data = _write_still(original, plan, crop, sheer or _open(original, plan, crop))
    kind = Picture(data).kind
    return Picture(data, rename(original.name, kind))


def was_prepared(picture: Picture) -> bool:
    """Whether a still looks like one that :func:`prepare_picture` made, not ``fit``."""
    if picture.kind != "jpg":
        return not picture.fits_frame
    with Image.open(BytesIO(picture.data), formats=["JPEG"]) as image:
        return bool(getattr(image, "quantization", None) == _find_tables())


def prepare_sound(source: SoundSource) -> Sound:
    """Cut out the part of a sound that its plan keeps.

    Args:
        source: the original and its plan.

    Returns:
        WAV of one channel at the original's rate, at most five minutes of it; the original itself where nothing is left out,
        and always for MIDI.

    Raises:
        MMSKitError: the plan leaves nothing of it.
        UnsupportedMediaError: its samples cannot be decoded.
    """
    original, plan = source.original, source.plan
    if original.kind == "mid" or not plan.trims:
        return original
    if plan.start == 0 and plan.end is not None and plan.end >= original.seconds:
        return original
    start = min(plan.start, SOUND_SECONDS)
    end = min(plan.end or SOUND_SECONDS, start + _KEPT_SECONDS)
    pcm = decode(original.data, start=start, max_seconds=end, name=original.name)
    if not pcm.samples:
        figures = {"start": plan.start, "seconds": original.seconds}
        called = original.name or text("media.unnamed")
        raise MMSKitError(text("sound.nothing_left", name=called, **figures))
    name = f"{PurePath(original.name).stem}.wav" if original.name else ""
    return Sound(to_wav(pcm), name)


def _open(original: Picture, plan: PicturePlan, crop: Crop) -> Image.Image:
    """Decode a still, in full where it may be a drawing, else as large as it has to be."""
    small = original.width * original.height <= _FLAT_PIXELS
    box = None
    if original.kind == "jpg" or not small:
        box = _find_box((original.width, original.height), plan, crop, BOX)
    return open_sheer(original.data, box, name=original.name)


def _find_box(size: Size, plan: PicturePlan, crop: Crop, most: Size) -> Size | None:
    """The size, before turn and crop, at which the part that is kept just fits; None: its own."""
    turned = size[::-1] if plan.turns % 2 else size
    left, top, right, bottom = _find_edges(turned, crop)
    kept = right - left, bottom - top
    scale = min(most[0] / kept[0], most[1] / kept[1])
    if scale >= 1:
        return None
    return max(1, int(size[0] * scale)), max(1, int(size[1] * scale))


def _find_edges(size: Size, crop: Crop) -> tuple[int, int, int, int]:
    """The part of a picture in pixels, at least one of them."""
    left = min(round(crop.left * size[0]), size[0] - 1)
    top = min(round(crop.top * size[1]), size[1] - 1)
    right = max(left + 1, round(crop.right * size[0]))
    bottom = max(top + 1, round(crop.bottom * size[1]))
    return left, top, right, bottom


def _reshape(image: Image.Image, plan: PicturePlan, crop: Crop) -> Image.Image:
    if plan.turns:
        image = image.transpose(_CLOCKWISE[plan.turns])
    if crop != _WHOLE:
        image = image.crop(_find_edges(image.size, crop))
    return flatten(image, plan.background)


def _write_still(original: Picture, plan: PicturePlan, crop: Crop, image: Image.Image) -> bytes:
    image = _reshape(image, plan, crop)
    size = fit_inside(image.size, BOX)
    if size != image.size and image.getcolors(_FLAT_COLOURS) is None:
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    written = BytesIO()
    if original.kind == "jpg":
        image.save(written, "JPEG", quality=_QUALITY, subsampling="4:4:4")
    else:
        image.save(written, "PNG", compress_level=1)
    return written.getvalue()


def _write_animation(original: Picture, plan: PicturePlan, crop: Crop) -> bytes:
    frames = _prepare_frames(original, plan, crop)
    loop = find_loop(original)
    options = {} if loop is None else {"loop": loop}
    written = BytesIO()
    next(frames).save(written, "GIF", save_all=True, append_images=frames, **options)
    return written.getvalue()


def _prepare_frames(original: Picture, plan: PicturePlan, crop: Crop) -> Iterator[Image.Image]:
    """Every picture, with how long it is shown in its ``info``, as Pillow's writer takes it."""
    size = original.width, original.height
    share = min(1.0, (_HELD_PIXELS / (size[0] * size[1] * original.facts.frames)) ** 0.5)
    most = min(SHOWN[0], int(size[0] * share) or 1), min(SHOWN[1], int(size[1] * share) or 1)
    if share == 1:
        most = SHOWN
    box = _find_box(size, plan, crop, most)
    elapsed, told = 0.0, 0
    shown: Size | None = None
    for image, seconds in open_frames(original.data, box, name=original.name):
        elapsed += seconds / plan.pace
        hundredths = max(_LEAST_HUNDREDTHS, round(100 * elapsed) - told)
        told += hundredths
        frame = _reshape(image, plan, crop)
        shown = shown or frame.size
        if frame.size != shown:  # a screen that grew on the way
            frame = frame.resize(shown, Image.Resampling.LANCZOS)
        frame = frame.quantize(dither=Image.Dither.NONE)
        frame.info["duration"] = 10 * hundredths
        yield frame


def _shows_ground(original: Picture, plan: PicturePlan) -> bool:
    """Whether a background other than white can be seen in an animation."""
    if plan.background == WHITE:
        return False
    frames = open_frames(original.data, SHOWN, name=original.name)
    return any(_is_sheer(image) for image, _ in frames)


def _is_sheer(image: Image.Image) -> bool:
    return image.mode == "RGBA" and image.getchannel("A").getextrema()[0] != 255  # noqa: PLR2004


@cache
def _find_tables() -> dict[int, list[int]]:
    """How Pillow quantises a JPEG that is prepared."""
    written = BytesIO()
    Image.new("RGB", _PROBE).save(written, "JPEG", quality=_QUALITY, subsampling="4:4:4")
    with Image.open(written, formats=["JPEG"]) as image:
        return dict(getattr(image, "quantization"))  # noqa: B009 - known to JPEG files alone
