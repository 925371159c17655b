"""Pictures and sounds: read, validated, and made to fit a number of bytes.

Pillow, PyAV and pydub are used here and nowhere else, and are loaded on first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mmskit.media.fitting.picture_fit import fit_picture as fit_picture
    from mmskit.media.fitting.sound_fit import fit_sound as fit_sound
    from mmskit.media.picture import Picture as Picture
    from mmskit.media.plan import Crop as Crop
    from mmskit.media.plan import PicturePlan as PicturePlan
    from mmskit.media.plan import PictureSource as PictureSource
    from mmskit.media.plan import SoundPlan as SoundPlan
    from mmskit.media.plan import SoundSource as SoundSource
    from mmskit.media.sound import Sound as Sound

_HOMES = {
    "Crop": "mmskit.media.plan",
    "Picture": "mmskit.media.picture",
    "PicturePlan": "mmskit.media.plan",
    "PictureSource": "mmskit.media.plan",
    "Sound": "mmskit.media.sound",
    "SoundPlan": "mmskit.media.plan",
    "SoundSource": "mmskit.media.plan",
    "fit_picture": "mmskit.media.fitting.picture_fit",
    "fit_sound": "mmskit.media.fitting.sound_fit",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(_HOMES[name]), name)
