"""A sound: its bytes, and what its structure tells."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from mmskit.errors import UnsupportedMediaError
from mmskit.limits import FRAME_SOUND_KINDS
from mmskit.media.adts import walk as walk_aac
from mmskit.media.aiff import walk as walk_aiff
from mmskit.media.amr import walk as walk_amr
from mmskit.media.amr import walk_wide
from mmskit.media.asf import walk as walk_wma
from mmskit.media.caf import walk as walk_caf
from mmskit.media.container import (
    walk_flac,
    walk_m4a,
    walk_mov,
    walk_mp3,
    walk_mp4,
    walk_ogg,
    walk_wav,
)
from mmskit.media.decoding import find_seconds as find_decoded_seconds
from mmskit.media.faults import foreign
from mmskit.media.files import read_media, show_name
from mmskit.media.kinds import SOUND_KINDS, MediaFault, SoundFacts
from mmskit.media.matroska import walk as walk_mkv
from mmskit.media.midi import find_seconds as find_midi_seconds
from mmskit.media.midi import walk as walk_midi
from mmskit.media.sniff import identify

_WALKERS: Final = {
    "amr": walk_amr,
    "mid": walk_midi,
    "wav": walk_wav,
    "mp3": walk_mp3,
    "m4a": walk_m4a,
    "ogg": walk_ogg,
    "flac": walk_flac,
    "aac": walk_aac,
    "aiff": walk_aiff,
    "caf": walk_caf,
    "wma": walk_wma,
    "awb": walk_wide,
    "mp4": walk_mp4,
    "mov": walk_mov,
    "mkv": walk_mkv,
}


@dataclass(frozen=True)
class Sound:
    """A sound, or the sound of a video, known by its content and never by its name.

    Attributes:
        data: the file, byte for byte.
        name: the file's name, for people; two sounds with the same bytes are equal.
        facts: what the structure tells.

    Raises:
        UnsupportedMediaError: it is no sound that can be used, or a damaged one.
    """

    data: bytes = field(repr=False)
    name: str = field(default="", compare=False)
    facts: SoundFacts = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "facts", _walk(self.data, self.name))

    @classmethod
    def open(cls, path: str | Path) -> Sound:
        """Read a file. Raises UnsupportedMediaError, also for a file that cannot be read."""
        return cls(read_media(path, SOUND_KINDS), show_name(path))

    @property
    def kind(self) -> str:
        """One of ``mmskit.media.kinds.SOUND_KINDS``: ``amr``, ``mid``, ``wav``, ``mp4`` and so on."""
        return self.facts.kind

    @cached_property
    def seconds(self) -> float:
        """Its length. Where the structure does not tell, this decodes (MIDI: the tempo map).

        Raises:
            UnsupportedMediaError: the structure was sound, but what is inside cannot be read.
        """
        if self.facts.seconds is not None:
            return self.facts.seconds
        try:
            if self.kind == "mid":
                return find_midi_seconds(self.data)
            return find_decoded_seconds(self.data, self.kind)
        except MediaFault as fault:
            raise UnsupportedMediaError(self.name, fault.found, SOUND_KINDS) from None

    @property
    def fits_frame(self) -> bool:
        """Whether a frame may carry this kind. Source: MMS §2.3."""
        return self.facts.kind in FRAME_SOUND_KINDS


def _walk(data: bytes, name: str) -> SoundFacts:
    kind = identify(data)
    walker = _WALKERS.get(kind)
    if walker is None:
        raise UnsupportedMediaError(name, foreign(kind).found, SOUND_KINDS)
    try:
        return walker(data)
    except MediaFault as fault:
        raise UnsupportedMediaError(name, fault.found, SOUND_KINDS) from None
