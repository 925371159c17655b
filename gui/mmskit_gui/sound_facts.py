"""What can be said of a sound: how long, how many bytes, in which quality. Pure but for peaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import mmskit
from mmskit.media.fitting.pcm import to_wav
from mmskit.media.fitting.speech import RATE, list_modes
from mmskit.media.plan import SoundPlan
from mmskit.media.waveform import find_peaks
from mmskit.texts import Text
from mmskit_gui.sizes import say_clock
from mmskit_gui.synthesis import synthesise
from mmskit_gui.tasks import Report

PEAKS: Final = 320
"""So many are asked for; more than a waveform has bars."""

_MILLI: Final = 1_000
_MINUTE: Final = 60

SPELLED: Final = {
    "amr": "AMR",
    "mid": "MIDI",
    "wav": "WAV",
    "mp3": "MP3",
    "m4a": "M4A",
    "ogg": "Ogg",
    "flac": "FLAC",
    "aac": "AAC",
    "aiff": "AIFF",
    "caf": "CAF",
    "wma": "WMA",
    "awb": "AMR-WB",
    "mp4": "MP4",
    "mov": "QuickTime",
    "mkv": "WebM",
}
"""What people call the kinds of sounds."""


@dataclass(frozen=True)
class Measured:
    """What takes a while to find out of a sound.

    Attributes:
        seconds: how long the original is.
        sent_seconds: how long what is sent is.
    """

    seconds: float
    sent_seconds: float


def measure(original: mmskit.Sound, sent: mmskit.Sound) -> Measured:
    """Find out how long a sound is, as the person gave it and as it is sent. May be slow."""
    return Measured(original.seconds, sent.seconds)


def measure_loudness(sound: mmskit.Sound, report: Report) -> tuple[float, ...]:
    """Find out how loud a sound is over its time; empty where that cannot be told. Slow.

    Args:
        sound: as the person gave it.
        report: told the share that is done; ends it by raising.
    """
    try:
        if sound.kind != "mid":
            return find_peaks(sound, PEAKS)
        made = synthesise(sound, report)
        return () if isinstance(made, Text) else find_peaks(mmskit.Sound(to_wav(made)), PEAKS)
    except mmskit.MMSKitError:
        return ()  # the checks say what is wrong with it; here it is a flat line


def find_size(original: mmskit.Sound, seconds: float, plan: SoundPlan, bit_rate: int) -> int:
    """How many bytes the kept part of a sound takes at most as AMR of a bit rate.

    Args:
        original: as the person gave it.
        seconds: how long it is.
        plan: which part is kept.
        bit_rate: bits a second, of a mode of AMR.
    """
    mode = round(_MILLI * (original.facts.mode or 0))
    if original.kind == "amr" and not plan.trims and bit_rate >= mode:
        return len(original.data)  # it passes as it is
    return find_amr_size(find_kept(seconds, plan), bit_rate)


def find_amr_size(seconds: float, bit_rate: int) -> int:
    """How many bytes AMR of a bit rate takes."""
    return list_modes(bit_rate)[0].find_size(round(seconds * RATE))


def find_kept(seconds: float, plan: SoundPlan) -> float:
    """How long the part is that a plan keeps."""
    end = seconds if plan.end is None else min(seconds, plan.end)
    return max(0.0, end - plan.start)


def say_length(seconds: float) -> str:
    """A length as clocks show it: ``0:06``, ``1:30``."""
    whole = max(1, round(seconds)) if seconds > 0 else 0
    return say_clock(whole)


def say_exact(seconds: float) -> str:
    """A time with its tenth: ``0:06.4``."""
    tenths = round(max(0.0, seconds) * 10)
    return f"{tenths // (10 * _MINUTE)}:{tenths % (10 * _MINUTE) / 10:04.1f}"


def say_rate(bit_rate: int) -> str:
    """A bit rate in kbit/s, without the unit: ``12.2``."""
    return f"{bit_rate / _MILLI:g}"
