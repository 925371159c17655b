"""Sounds as a browser can play them: decoded to WAV, MIDI synthesised where this machine can."""

from __future__ import annotations

import os
import wave
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Final

from mmskit.errors import UnsupportedMediaError
from mmskit.media.fitting.pcm import Pcm, decode, to_wav
from mmskit.media.sound import Sound
from mmskit.texts import Text, text

_MIDI_SECONDS: Final = 180
_LARGEST_SOUNDFONT: Final = 512 << 20


@dataclass(frozen=True)
class Playable:
    """A sound for a browser.

    Attributes:
        wav: a WAV file, or None where the sound cannot be played here.
        note: what a person should know of it, or None.
    """

    wav: bytes | None
    note: Text | None = None


def make_playable(sound: Sound, seconds: float, soundfont: Path | None = None) -> Playable:
    """Decode a sound's beginning to WAV.

    Args:
        sound: any sound; a MIDI needs ``midirenderer`` and a soundfont.
        seconds: how much of it will be heard.
        soundfont: what a MIDI is played with.
    """
    try:
        if sound.kind == "mid":
            return _synthesise(sound, seconds, soundfont)
        return Playable(to_wav(decode(sound.data, max_seconds=seconds, name=sound.name)))
    except UnsupportedMediaError as error:
        return Playable(None, text("preview.sound.unplayable", reason=error.found))


def _synthesise(sound: Sound, seconds: float, soundfont: Path | None) -> Playable:
    if soundfont is None or find_spec("midirenderer") is None:
        return Playable(None, text("preview.sound.midi_unplayable"))
    if sound.seconds > _MIDI_SECONDS:
        return Playable(None, text("preview.sound.midi_too_long", limit=_MIDI_SECONDS))
    from midirenderer import render_wave_from  # noqa: PLC0415 - optional, and there

    try:
        rendered = render_wave_from(soundfont.read_bytes(), sound.data)
        return Playable(to_wav(_mix(rendered, seconds)))
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001 - the renderer's panics are no Exceptions
        return Playable(None, text("preview.sound.midi_unplayable"))


def _mix(rendered: bytes, seconds: float) -> Pcm:
    """The beginning of a WAV as one channel."""
    with wave.open(BytesIO(rendered)) as read:
        rate, channels = read.getframerate(), read.getnchannels()
        samples = array("h", read.readframes(round(seconds * rate)))
    if channels == 1:
        return Pcm(samples.tobytes(), rate)
    pairs = zip(samples[0::channels], samples[1::channels], strict=True)
    return Pcm(array("h", ((left + right) >> 1 for left, right in pairs)).tobytes(), rate)


def find_soundfont(
    environment: Mapping[str, str] = os.environ, folders: Sequence[Path] | None = None
) -> Path | None:
    """Find a soundfont (``.sf2``): the one that ``MMSKIT_SOUNDFONT`` names, or the system's.

    Args:
        environment: where ``MMSKIT_SOUNDFONT`` is looked up.
        folders: where else to look; by default where Debian and Fedora keep them, and inside
            ``pretty_midi`` if that is installed.
    """
    named = environment.get("MMSKIT_SOUNDFONT")
    places = [Path(named).expanduser()] if named else []
    for folder in _list_folders() if folders is None else folders:
        places += sorted(folder.glob("*.sf2"))
    usable = (
        place for place in places if place.is_file() and place.stat().st_size <= _LARGEST_SOUNDFONT
    )
    return next(usable, None)


def _list_folders() -> list[Path]:
    folders = [Path("/usr/share/sounds/sf2"), Path("/usr/share/soundfonts")]
    bundled = find_spec("pretty_midi")
    if bundled is not None and bundled.origin is not None:
        folders.append(Path(bundled.origin).parent)
    return folders
