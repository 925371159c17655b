"""A sound made to fit: as AMR in the best mode that fits, cut with a fade only when it must be."""

from __future__ import annotations

import warnings
from functools import cached_property
from pathlib import PurePath
from typing import Any, Final

from mmskit.errors import MessageTooLargeError
from mmskit.media.fitting.fitted_sound import FittedSound
from mmskit.media.fitting.midi_fit import MidiFitter
from mmskit.media.fitting.pcm import decode, high_pass
from mmskit.media.fitting.speech import FRAME_SAMPLES, RATE, choose_mode, encode_amr, list_modes
from mmskit.media.sound import Sound
from mmskit.texts import Text, text

SHORTEST_SECONDS: Final = 1.0
"""Cut below this, a sound is only a click: then it is refused instead."""

_DECODED_SECONDS: Final = 300.0
"""Six times what a whole message has room for; what lies behind is cut off unheard."""

_FAIR_BIT_RATE: Final = 6_700
_FADE_SECONDS: Final = 0.8
_HIGH_PASS_HERTZ: Final = 80
_HEADROOM_DECIBELS: Final = 3.0
_SILENCE_DECIBELS: Final = -50.0
_NOTICED_SECONDS: Final = 0.1


class SoundFitter:
    """Fits one sound other than MIDI to any number of bytes, from its original; decodes it once."""

    def __init__(
        self,
        sound: Sound,
        *,
        max_seconds: float | None = None,
        max_bit_rate: int | None = None,
    ) -> None:
        """Take the original, the longest it may play, and the most bits a second of its AMR."""
        self.sound = sound
        self.max_seconds = max_seconds
        self.max_bit_rate = max_bit_rate
        self._modes = list_modes(max_bit_rate)

    @property
    def passes(self) -> bool:
        """Whether it can go out as it is, given room."""
        if not self.sound.fits_frame:
            return False
        mode = round(1000 * (self.sound.facts.mode or 0))
        if self.max_bit_rate is not None and mode > self._modes[0].bit_rate:
            return False
        return self.max_seconds is None or self.sound.seconds <= self.max_seconds + 0.02

    @property
    def best_size(self) -> int:
        """Bytes beyond which more room is of no use."""
        best = self._modes[0].find_size(len(self._samples) // 2)
        return min(best, len(self.sound.data)) if self.passes else best

    @property
    def fair_size(self) -> int:
        """Bytes at which speech is well understood: what it needs before pictures get more."""
        fair = list_modes(_FAIR_BIT_RATE)[0]
        return min(fair.find_size(len(self._samples) // 2), self.best_size)

    @property
    def whole_size(self) -> int:
        """Bytes in which nothing of it has to be cut."""
        return min(self._modes[-1].find_size(len(self._samples) // 2), self.best_size)

    @property
    def smallest_size(self) -> int:
        """The least bytes it can be made."""
        shortest = min(len(self._samples) // 2, round(SHORTEST_SECONDS * RATE))
        return min(
            self._modes[-1].find_size(shortest), len(self.sound.data) if self.passes else 1 << 60
        )

    def list_sizes(self) -> tuple[tuple[int, int], ...]:
        """For every mode allowed, best first: its bits a second, and the bytes of all of it."""
        samples = len(self._samples) // 2
        return tuple((mode.bit_rate, mode.find_size(samples)) for mode in self._modes)

    def fit(self, max_bytes: int) -> FittedSound:
        """Make it fit.

        Raises:
            MessageTooLargeError: it would be cut to less than a second.
            UnsupportedMediaError: its samples cannot be decoded.
        """
        if self.passes and len(self.sound.data) <= max_bytes:
            return FittedSound(self.sound)
        if max_bytes < self.smallest_size:
            raise self._refuse(max_bytes)
        mode = choose_mode(len(self._samples) // 2, max_bytes, max_bit_rate=self.max_bit_rate)
        samples = self._samples
        if mode is None:
            mode = self._modes[-1]
            samples = _fade_out(samples[: mode.find_samples(max_bytes) * 2])
        written = Sound(encode_amr(samples, mode), _rename(self.sound.name))
        return FittedSound(written, self._describe(written, mode.bit_rate))

    def _describe(self, written: Sound, bit_rate: int) -> tuple[Text, ...]:
        notes = []
        if self.sound.kind != written.kind:
            notes.append(text("fit.converted", kind=text(f"media.kind.{self.sound.kind}")))
        if self.sound.facts.video:
            notes.append(text("sound.pictures_left_out"))
        notes.append(text("sound.mode", rate=bit_rate / 1000))
        before, after = self.sound.seconds, written.seconds
        if after < self._heard_seconds - _NOTICED_SECONDS:
            notes.append(text("sound.cut", before=before, after=after))
        elif after < before - _NOTICED_SECONDS:
            notes.append(text("sound.trimmed", before=before, after=after))
        return tuple(notes)

    def _refuse(self, max_bytes: int) -> MessageTooLargeError:
        size, smallest = len(self.sound.data), self.smallest_size
        name = self.sound.name or text("media.unnamed")
        said = text("sound.too_short", name=name, limit=max_bytes, smallest=smallest)
        return MessageTooLargeError(said, size=size, limit=max_bytes, smallest=smallest)

    @property
    def _heard_seconds(self) -> float:
        """How long it is without its silent ends."""
        return self._heard[1]

    @property
    def _samples(self) -> bytes:
        """8 kHz, one channel; rumble and silent ends off, as loud as speech should be."""
        return self._heard[0]

    @cached_property
    def _heard(self) -> tuple[bytes, float]:
        """The samples to write, and how long they were before the longest time cut them."""
        pcm = decode(self.sound.data, rate=RATE, max_seconds=_DECODED_SECONDS, name=self.sound.name)
        segment = _make_segment(pcm.samples)
        if segment.max > 0:
            segment = _polish(segment)
        samples = bytes(segment.raw_data)
        seconds = len(samples) / 2 / RATE
        if pcm.seconds >= _DECODED_SECONDS:  # there is more of it, which no message has room for
            seconds = max(seconds, self.sound.seconds)
        longest = min(_DECODED_SECONDS, self.max_seconds or _DECODED_SECONDS)
        if seconds > longest:
            samples = _fade_out(samples[: round(longest * RATE) * 2])
        return samples, seconds


def fit_sound(
    data: bytes,
    max_bytes: int,
    *,
    max_seconds: float | None = None,
    max_bit_rate: int | None = None,
    name: str = "",
) -> Sound:
    """Make a sound fit into a number of bytes.

    AMR and MIDI that fit pass through byte for byte. MIDI that does not is written anew without
    what is not heard (texts, unused channels, repeated settings), and where that is not enough cut
    after ``max_seconds``. Anything else becomes AMR-NB in the best of its eight modes that fits;
    where none does, the smallest mode, cut with a fade.

    Args:
        data: any kind that :class:`Sound` reads; of a video, its first track of sound is taken.
        max_bytes: the most bytes of the file (before Base64).
        max_seconds: the longest it may play, or None; MIDI is cut only where it has to be.
        max_bit_rate: the most bits a second of AMR, or None; AMR that has more is written anew.
        name: its file name, for errors; the result's extension follows its kind.

    Raises:
        UnsupportedMediaError: it is no sound that can be used.
        MessageTooLargeError: it would be cut to less than a second, or is a MIDI file that cannot
            be made so small.

    Source: MMS §2.3 (mid, amr).
    """
    sound = Sound(data, name)
    fitter = open_fitter(sound, max_seconds=max_seconds, max_bit_rate=max_bit_rate)
    return fitter.fit(max_bytes).sound


def open_fitter(
    sound: Sound, *, max_seconds: float | None = None, max_bit_rate: int | None = None
) -> SoundFitter | MidiFitter:
    """What fits this sound; see :func:`fit_sound`."""
    if sound.kind == "mid":
        return MidiFitter(sound, max_seconds=max_seconds)
    return SoundFitter(sound, max_seconds=max_seconds, max_bit_rate=max_bit_rate)


def _make_segment(samples: bytes) -> Any:
    with warnings.catch_warnings():
        # pydub warns at import that it finds no ffmpeg, which is not used, and of audioop's age.
        warnings.simplefilter("ignore")
        from pydub import AudioSegment  # noqa: PLC0415 - heavy, and most commands never need it

    return AudioSegment(data=samples, sample_width=2, frame_rate=RATE, channels=1)


def _polish(segment: Any) -> Any:
    from pydub.effects import normalize  # noqa: PLC0415 - see above
    from pydub.silence import detect_leading_silence  # noqa: PLC0415

    clear = high_pass(segment.raw_data, RATE, _HIGH_PASS_HERTZ)
    segment = normalize(_make_segment(clear), headroom=_HEADROOM_DECIBELS)
    start = detect_leading_silence(segment, _SILENCE_DECIBELS, chunk_size=20)
    end = detect_leading_silence(segment.reverse(), _SILENCE_DECIBELS, chunk_size=20)
    heard = segment[start : len(segment) - end]
    return heard if len(heard) >= FRAME_SAMPLES * 1000 // RATE else segment


def _fade_out(samples: bytes) -> bytes:
    segment = _make_segment(samples)
    return bytes(segment.fade_out(min(round(_FADE_SECONDS * 1000), len(segment) // 2)).raw_data)


def _rename(name: str) -> str:
    return f"{PurePath(name).stem}.amr" if name else ""
