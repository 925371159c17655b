"""Sounds as a browser can play them: decoded to WAV, MIDI synthesised where this machine can."""

from __future__ import annotations

import os
import wave
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Final

from mmskit.errors import MMSKitError
from mmskit.media.sound import Sound
from mmskit.texts import Text, text

_MIDI_SECONDS: Final = 180
_SOUNDFONT_FOLDERS: Final = ("/usr/share/sounds/sf2", "/usr/share/soundfonts")
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


def make_playable(
    sound: Sound, seconds: float, environment: Mapping[str, str] = os.environ
) -> Playable:
    """Decode a sound's beginning to WAV.

    Args:
        sound: any sound; a MIDI needs ``midirenderer`` and a soundfont, which
            ``MMSKIT_SOUNDFONT`` may name.
        seconds: how much of it will be heard.
        environment: where ``MMSKIT_SOUNDFONT`` is looked up.
    """
    try:
        if sound.kind == "mid":
            return _synthesise(sound, seconds, environment)
        from mmskit.media.pcm import decode  # noqa: PLC0415 - PyAV is heavy, and often not needed

        pcm = decode(sound.data)
        return Playable(_write_wav(pcm.samples, pcm.rate, seconds))
    except MMSKitError as error:
        return Playable(None, text("preview.sound.unplayable", reason=error.sentence))


def _write_wav(samples: bytes, rate: int, seconds: float) -> bytes:
    file = BytesIO()
    with wave.open(file, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(rate)
        written.writeframes(samples[: 2 * round(seconds * rate)])
    return file.getvalue()


def _synthesise(sound: Sound, seconds: float, environment: Mapping[str, str]) -> Playable:
    soundfont = find_soundfont(environment)
    if soundfont is None or find_spec("midirenderer") is None:
        return Playable(None, text("preview.sound.midi_unplayable"))
    if sound.seconds > _MIDI_SECONDS:
        return Playable(None, text("preview.sound.midi_too_long", limit=_MIDI_SECONDS))
    from midirenderer import render_wave_from  # noqa: PLC0415 - optional, and there

    try:
        rendered = render_wave_from(soundfont.read_bytes(), sound.data)
        return Playable(_write_wav(*_mix(rendered), seconds))
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001 - the renderer's panics are no Exceptions
        return Playable(None, text("preview.sound.midi_unplayable"))


def _mix(rendered: bytes) -> tuple[bytes, int]:
    """A stereo WAV as one channel: its samples and rate."""
    with wave.open(BytesIO(rendered)) as read:
        samples = array("h", read.readframes(read.getnframes()))
        channels, rate = read.getnchannels(), read.getframerate()
    if channels == 1:
        return samples.tobytes(), rate
    pairs = zip(samples[0::channels], samples[1::channels], strict=True)
    return array("h", ((left + right) >> 1 for left, right in pairs)).tobytes(), rate


def find_soundfont(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Find a soundfont (``.sf2``): the one that ``MMSKIT_SOUNDFONT`` names, or the system's."""
    for place in _list_soundfonts(environment):
        if place.is_file() and place.stat().st_size <= _LARGEST_SOUNDFONT:
            return place
    return None


def _list_soundfonts(environment: Mapping[str, str]) -> Iterator[Path]:
    if environment.get("MMSKIT_SOUNDFONT"):
        yield Path(environment["MMSKIT_SOUNDFONT"]).expanduser()
    for folder in _SOUNDFONT_FOLDERS:
        yield from sorted(Path(folder).glob("*.sf2"))
    bundled = find_spec("pretty_midi")
    if bundled is not None and bundled.origin is not None:
        yield Path(bundled.origin).with_name("TimGM6mb.sf2")
