"""A message before its bytes are shared: from its originals, and how many there are to share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from mmskit.fit import jobs
from mmskit.fit.parts import Part
from mmskit.fit.picture_part import PicturePart
from mmskit.fit.rounds import Sharing
from mmskit.fit.sound_part import SoundPart
from mmskit.fit.sources import SLOTS, find_source, is_locked, put_medium
from mmskit.fit.tune_part import TunePart
from mmskit.fit.work import Job, Work, choose_executor
from mmskit.media.fitting.speed import Speed
from mmskit.media.plan import PicturePlan, PictureSource, SoundPlan, SoundSource
from mmskit.message import Message
from mmskit.wire.content import find_elements

_QUAD_CHARACTERS: Final = 4
_EXTENSION: Final = "jpg"
_NO_PLANS: Final = (PicturePlan(), SoundPlan())


def prepare_message(message: Message, work: Work) -> Message:
    """Go back to the originals, with their plans carried out, in every slot that is not locked."""
    found = [
        (number, slot, source)
        for number, frame in enumerate(message.frames, 1)
        for slot in SLOTS
        if (source := find_source(frame, slot)) and not is_locked(frame, slot)
    ]
    planned = [each for each in found if each[2].plan not in _NO_PLANS]
    ready = work.run([Job(number, jobs.prepare, (source,)) for number, _, source in planned])
    media = {(number, slot): source.original for number, slot, source in found}
    for (number, slot, source), medium in zip(planned, ready, strict=True):
        # What comes from another process is another object, also where nothing was done.
        media[number, slot] = source.original if medium == source.original else medium
    frames = list(message.frames)
    for (number, slot), medium in media.items():
        frames[number - 1] = put_medium(frames[number - 1], slot, medium)
    return message.replace_frames(frames)


def find_parts(message: Message, prepared: Message, speed: Speed) -> Iterator[Part]:
    """Everything in a message that can be made smaller, in its order.

    Args:
        message: as it was given.
        prepared: the same with the plans carried out.
        speed: how much time may be spent on each picture.
    """
    for number, (frame, ready) in enumerate(zip(message.frames, prepared.frames, strict=True), 1):
        picture = find_source(frame, "picture")
        if isinstance(picture, PictureSource) and ready.picture and not is_locked(frame, "picture"):
            yield PicturePart(number, picture, ready.picture, speed)
        sound = find_source(frame, "sound")
        if isinstance(sound, SoundSource) and ready.sound and not is_locked(frame, "sound"):
            if ready.sound.kind == "mid":
                yield TunePart(number, sound, frame.seconds)
            else:
                yield SoundPart(number, sound, ready.sound)


def count_shared(message: Message, parts: Sequence[Part], limit: int) -> int:
    """Groups of four characters that are left for the parts.

    Texts, what is locked, names, commas and semicolons cannot be shared.
    """
    free = {(part.frame, part.slot) for part in parts}
    elements = list(find_elements(message.frames))
    fixed = max(0, len(elements) - 1)
    for element in elements:
        if (element.frame, element.slot) in free:
            stem = element.name.rpartition(".")[0]
            fixed += len(f"{stem}.{_EXTENSION},")
        else:
            fixed += element.size
    return (limit - fixed) // _QUAD_CHARACTERS


def measure_message(message: Message, limit: int) -> list[tuple[Part, int]]:
    """Every part of a message, measured quickly, and the quads that it would be fitted to."""
    with choose_executor(None, len(message.frames)) as executor:
        work = Work(executor, lambda _: None, 1)
        prepared = prepare_message(message, work)
        parts = list(find_parts(message, prepared, "fast"))
        quads = max(0, count_shared(prepared, parts, limit))
        sharing = Sharing(parts, quads, work)
        sharing.measure()
        shares = sharing.share() or [quads // max(1, len(parts))] * len(parts)
    return list(zip(parts, shares, strict=True))
