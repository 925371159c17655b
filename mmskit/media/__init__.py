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
    from mmskit.media.sound import Sound as Sound

_HOMES = {
    "Picture": "mmskit.media.picture",
    "Sound": "mmskit.media.sound",
    "fit_picture": "mmskit.media.fitting.picture_fit",
    "fit_sound": "mmskit.media.fitting.sound_fit",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(_HOMES[name]), name)
