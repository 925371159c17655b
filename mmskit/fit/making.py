"""Making one picture or sound anew, after its plan has changed."""

from __future__ import annotations

from typing import Final

from mmskit.fit.sources import MediumSlot, at_frame, find_source, prepare, put_made
from mmskit.media.fitting.midi_fit import MidiFitter
from mmskit.media.fitting.picture_fit import PictureFitter
from mmskit.media.fitting.prepare import was_prepared
from mmskit.media.fitting.sound_fit import SoundFitter
from mmskit.media.fitting.speed import Speed
from mmskit.media.picture import Picture
from mmskit.media.plan import SoundSource
from mmskit.media.sound import Sound
from mmskit.message import Frame, Message

_ENDLESS: Final = 1 << 40


def remake(
    message: Message, frame_number: int, slot: MediumSlot, *, speed: Speed = "best"
) -> Message:
    """Make a frame's picture or sound from its source anew, after its plan has changed.

    A picture that had been made smaller gets as many bytes as it had; any other is the original
    with the plan carried out. A sound whose plan cuts it or names a bit rate, or that had been
    made smaller, becomes AMR in the best mode that is allowed; any other is the original. Nothing
    is done where there is no source. MIDI has no such plans; what had been made smaller is so again.

    Args:
        message: a frame of which has a new ``picture_source`` or ``sound_source``.
        frame_number: from 1.
        slot: ``picture`` or ``sound``.
        speed: ``fast`` for live use.

    Raises:
        MMSKitError: the plan leaves nothing of a sound.
        UnsupportedMediaError: the pixels or samples are damaged; ``place`` names the frame.
    """
    frame = message.frames[frame_number - 1]
    remembered = frame.picture_source if slot == "picture" else frame.sound_source
    source = find_source(frame, slot)
    if remembered is None or source is None:
        return message
    prepared = prepare(frame_number, source)
    with at_frame(frame_number):
        if isinstance(prepared, Picture):
            made: Picture | Sound = _remake_picture(frame, source.original.data, prepared, speed)
        elif isinstance(source, SoundSource):
            made = _remake_sound(frame, source, prepared)
    return message.replace_frame(frame_number - 1, put_made(frame, made, source))


def _remake_picture(frame: Frame, original: bytes, prepared: Picture, speed: Speed) -> Picture:
    before = frame.picture
    if before is None or len(before.data) >= len(original) or was_prepared(before):
        return prepared
    fitter = PictureFitter(prepared, speed=speed)
    return (fitter.fit(len(before.data)) or fitter.least).picture


def _remake_sound(frame: Frame, source: SoundSource, prepared: Sound) -> Sound:
    plan, before = source.plan, frame.sound
    fitted = before is not None and before.data != source.original.data
    if prepared.kind == "mid" and before is not None and fitted:
        tune = MidiFitter(prepared, max_seconds=frame.seconds)
        return tune.fit(max(len(before.data), tune.smallest_size)).sound
    if prepared.kind == "mid" or not (plan.trims or plan.bit_rate or fitted):
        return source.original
    return SoundFitter(prepared, max_bit_rate=plan.bit_rate).fit(_ENDLESS).sound
