"""The one place where pictures are decoded for fit: upright, in sRGB, no larger than asked for.

Only what :class:`~mmskit.media.picture.Picture` has read and judged gets here, each kind has one
decoder and no other is tried, and whatever Pillow raises becomes one sentence.
"""

from __future__ import annotations

import struct
import threading
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Final

from PIL import Image, ImageCms
from PIL.BmpImagePlugin import BmpImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from mmskit.errors import UnsupportedMediaError
from mmskit.media.exif import find_orientation
from mmskit.media.kinds import PICTURE_KINDS
from mmskit.media.picture import Picture
from mmskit.texts import text

Size = tuple[int, int]

_DECODERS: Final[dict[str, type[ImageFile]]] = {
    "gif": GifImageFile,
    "jpg": JpegImageFile,  # not Image.open: it takes several pictures in one file for another kind
    "png": PngImageFile,
    "webp": WebPImageFile,
    "bmp": BmpImageFile,
}
_FAULTS: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    EOFError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)
"""What Pillow has been seen to raise for damaged files."""

_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_EXCHANGED: Final = 5
"""From this EXIF orientation on, width and height change places."""

_EXIF: Final = b"Exif\0\0"
_HURRIED: Final = 10
_HURRIED_SHOWN: Final = 100
"""Milliseconds: viewers show a picture of up to 10 ms for 100 ms."""

_DRAFT: Final = 1.5
"""A JPEG is scaled while it is read to no less than this many times the size wanted."""

_GAP: Final = 3.0
_LOOPS: Final = 0xFFFF
_SRGB: Final = ImageCms.createProfile("sRGB")
_SRGB_COLORANTS: Final = (
    (0.4360, 0.2225, 0.0139),
    (0.3851, 0.7169, 0.0971),
    (0.1431, 0.0606, 0.7141),
)
"""Red, green and blue of sRGB, as profiles have them: under the light D50."""

_SAME: Final = 0.002
_PROFILE_MODES: Final = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}
_quiet = threading.Lock()


def fit_inside(size: Size, box: Size | None) -> Size:
    """The size of a picture that is scaled down, in its shape, until it fits in a box."""
    if box is None:
        return size
    scale = min(1.0, box[0] / size[0], box[1] / size[1])
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def open_still(data: bytes, box: Size | None = None, *, name: str = "") -> Image.Image:
    """Decode a picture (the first of an animation): RGB, over white.

    Args:
        data: the file.
        box: the width and height that it must not exceed; a larger picture is scaled down.
        name: the file's name, for people.

    Raises:
        UnsupportedMediaError: it is no picture that can be used, or a damaged one.
    """
    return flatten(open_sheer(data, box, name=name))


def open_sheer(data: bytes, box: Size | None = None, *, name: str = "") -> Image.Image:
    """Decode a picture (the first of an animation): RGB, or RGBA where it has transparent parts.

    Args:
        data: the file.
        box: the width and height that it must not exceed; a larger picture is scaled down.
        name: the file's name, for people.

    Raises:
        UnsupportedMediaError: it is no picture that can be used, or a damaged one.
    """
    picture = Picture(data, name)
    with _decoding(name):
        return _finish(*_start(picture, box), box)


def open_frames(
    data: bytes, box: Size | None = None, *, name: str = ""
) -> Iterator[tuple[Image.Image, float]]:
    """Decode an animation picture by picture, only one of them in memory at a time.

    Args:
        data: the file; a still has one picture.
        box: the width and height that they must not exceed; larger ones are scaled down.
        name: the file's name, for people.

    Yields:
        Each picture as it is shown (RGBA), and for how many seconds.

    Raises:
        UnsupportedMediaError: it is no picture that can be used, or a damaged one.
    """
    picture = Picture(data, name)
    with _decoding(name):
        image, _ = _start(picture, None)
    # The still that stands in for an animation where none can be played is no part of it.
    first = 1 if getattr(image, "default_image", False) else 0
    screen, area = image.size, (0, 0, image.width, image.height)
    for number in range(picture.facts.frames):
        with _decoding(name):
            if number or first:
                image.seek(first + number)
            image.load()  # only then does a WebP know its delay
            delay = image.info.get("duration", 0)
            # A later picture of a GIF may reach over the screen: viewers cut it, Pillow does not.
            shown = _finish(image if image.size == screen else image.crop(area), None, box)
        yield shown, (delay if delay > _HURRIED else _HURRIED_SHOWN) / 1000


def verify(data: bytes, *, name: str = "") -> None:
    """Decode a picture from end to end, all of an animation.

    Raises:
        UnsupportedMediaError: it is no picture that can be used, or a damaged one.
    """
    for _ in open_frames(data, name=name):
        pass


def find_loop(picture: Picture) -> int | None:
    """How often an animation is repeated (0: for ever), or None where it plays once."""
    with _decoding(picture.name):
        image, _ = _start(picture, None)
        loop = image.info.get("loop")
    return loop if isinstance(loop, int) and 0 <= loop <= _LOOPS else None


def flatten(image: Image.Image, background: str = "white") -> Image.Image:
    """Lay a picture over a colour."""
    if image.mode != "RGBA":
        return image if image.mode == "RGB" else image.convert("RGB")
    ground = Image.new("RGBA", image.size, background)
    ground.alpha_composite(image)
    return ground.convert("RGB")


@contextmanager
def _decoding(name: str) -> Iterator[None]:
    try:
        yield
    except UnsupportedMediaError:
        raise
    except _FAULTS:
        found = text("fit.pixels_damaged")
        raise UnsupportedMediaError(name, found, PICTURE_KINDS) from None


def _start(
    picture: Picture, box: Size | None
) -> tuple[ImageFile, tuple[float, float, float, float] | None]:
    """Read the header; also return the part to take where a JPEG is scaled while it is read."""
    # Pillow warns of sizes that Picture has judged already, and of metadata that nobody reads.
    with _quiet, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        image = _DECODERS[picture.kind](BytesIO(picture.data))
    if box is None or picture.kind != "jpg":
        return image, None
    size = fit_inside((picture.width, picture.height), box)
    if _find_turn(image) >= _EXCHANGED:
        size = size[::-1]
    drafted = image.draft(None, (round(size[0] * _DRAFT), round(size[1] * _DRAFT)))
    return image, drafted[1] if drafted else None


def _finish(
    image: Image.Image, part: tuple[float, float, float, float] | None, box: Size | None
) -> Image.Image:
    """Decode, scale, and bring to upright sRGB: RGB, or RGBA where anything is transparent."""
    image.load()
    turn = _find_turn(image)
    profile = image.info.get("icc_profile")
    upright_box = box[::-1] if box and turn >= _EXCHANGED else box
    image = _plain(image)
    whole = (image.width, image.height) if part is None else (part[2], part[3])
    size = fit_inside((round(whole[0]), round(whole[1])), upright_box)
    if size != image.size:
        image = image.resize(size, Image.Resampling.LANCZOS, box=part, reducing_gap=_GAP)
    alpha = image.getchannel("A") if image.mode in {"RGBA", "LA"} else None
    image = _to_srgb(image, profile)
    if alpha is not None:
        image.putalpha(alpha)
    if turn in _TURNS:
        image = image.transpose(_TURNS[turn])
    image.info.clear()  # or Pillow would write comments and the like into what is made of it
    return image


def _plain(image: Image.Image) -> Image.Image:
    """Bring a picture to a mode that can be scaled: L, LA, RGB, RGBA or CMYK."""
    if image.mode.startswith("I"):  # 16-bit grey, which convert() would cut off at white
        image = image.point(lambda grey: grey / 256)
    if image.mode in {"L", "RGB", "LA", "RGBA", "CMYK"} and "transparency" not in image.info:
        return image
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image.convert("L" if image.mode[:1] in {"1", "I"} else "RGB")


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Bring colours to sRGB, without transparency; a profile that cannot be used counts as none."""
    if image.mode in {"RGBA", "LA"}:
        image = image.convert("RGB" if image.mode == "RGBA" else "L")
    if not profile:
        return image.convert("RGB")
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        if _is_srgb(source):
            return image.convert("RGB")
        mode = _PROFILE_MODES[source.profile.xcolor_space.strip()]
        converted = ImageCms.profileToProfile(
            image if image.mode == mode else image.convert(mode), source, _SRGB, outputMode="RGB"
        )
    except (ImageCms.PyCMSError, LookupError, OSError, TypeError, ValueError):
        return image.convert("RGB")
    return converted if converted is not None else image.convert("RGB")


def _is_srgb(profile: ImageCms.ImageCmsProfile) -> bool:
    """Whether it says what is assumed anyway; most profiles do, and to follow one takes long."""
    if "sRGB" not in (profile.profile.profile_description or ""):
        return False
    colorants = (
        getattr(profile.profile, f"{colour}_colorant") for colour in ("red", "green", "blue")
    )
    return all(
        colorant is not None and abs(colorant[0][at] - wanted[at]) <= _SAME
        for colorant, wanted in zip(colorants, _SRGB_COLORANTS, strict=True)
        for at in range(3)
    )


def _find_turn(image: Image.Image) -> int:
    exif = image.info.get("exif")
    return find_orientation(exif.removeprefix(_EXIF)) if isinstance(exif, bytes) else 1
