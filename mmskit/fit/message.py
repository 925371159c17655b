"""Makes a message fit: its pictures and sounds share the bytes, and every change is told."""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import dataclass, replace
from typing import Final

from mmskit.fit import jobs
from mmskit.fit.advice import advise
from mmskit.fit.changes import Change, Made, list_changes
from mmskit.fit.parts import Outcome, Part
from mmskit.fit.preparing import count_shared, find_parts, prepare_message
from mmskit.fit.refusals import collect, refuse
from mmskit.fit.rounds import Sharing
from mmskit.fit.sources import (
    SLOTS,
    MediumSlot,
    find_medium,
    find_source,
    is_locked,
    put_made,
)
from mmskit.fit.work import Report, Work, choose_executor
from mmskit.limits import CONTENT_BYTES
from mmskit.media.fitting.speed import Speed, find_missing, find_speed
from mmskit.message import Message
from mmskit.texts import Text
from mmskit.wire.content import find_size

_STEPS: Final = 4
"""About how many jobs there are for each picture and sound."""


@dataclass(frozen=True)
class Fitted:
    """A message that fits.

    Attributes:
        message: to be sent; the one that was given where nothing had to be changed.
        changes: everything that was done, in the order of the message.
        size: bytes of the encoded content. Source: R9.
        speed: ``fast`` where ``best`` was wanted, but libvips is not installed.
        missing: what of the extra ``best`` would have made these pictures better, but is not
            installed: ``pyvips`` for stills, ``gifsicle`` for animations.
        advice: what would help, where it fits but some of it looks poor; else None.
    """

    message: Message
    changes: tuple[Change, ...]
    size: int
    speed: Speed = "fast"
    missing: tuple[str, ...] = ()
    advice: Text | None = None


def fit(
    message: Message,
    *,
    limit: int = CONTENT_BYTES,
    on_progress: Report | None = None,
    speed: Speed = "best",
    executor: Executor | None = None,
) -> Fitted:
    """Make a message fit the limit, and its media the kinds that frames carry.

    Pictures become GIF or JPEG, sounds AMR; texts stay as they are. MIDI loses what is not heard
    where room is short, and is cut at its frame's length where nothing else helps. What is fine and
    has room passes byte for byte. The bytes are shared so that what looks worst becomes as good as it
    can, by curves that are measured for each picture; plans may ask for more (``sharp``,
    ``minimum``). The same message and limit give the same result, whatever the executor.

    Every picture and sound is made from its original, whatever stands in the message now, and the
    result remembers the originals: fitting what was fitted changes nothing, and room that has
    become free is used. What a plan locks stays byte for byte, if a frame can carry it.

    Args:
        message: what was made smaller elsewhere, and has no source, has lost quality already.
        limit: the most bytes that the encoded content may have. Source: MMS §2.1, R9.
        on_progress: told the share of the work that is done, from 0 to 1, in the caller's thread.
            What it raises ends the fit.
        speed: ``fast`` for live use; ``best`` spends more time on some pictures, and is ``fast``
            where the extra ``best`` (pyvips) is not installed.
        executor: where the work on each picture and sound runs; by default in threads of this
            process. Processes must be spawned, not forked.

    Raises:
        MessageTooLargeError: nothing makes it fit, or not with the least quality that its plans
            ask for; ``smallest`` was reached by trying.
        UnsupportedMediaError: a medium's pixels or samples are damaged; ``place`` names the frame.
    """
    wanted, speed = speed, find_speed(speed)
    count = sum(bool(find_source(frame, slot)) for frame in message.frames for slot in SLOTS)
    with choose_executor(executor, count) as chosen:
        work = Work(chosen, on_progress or (lambda _: None), _STEPS * count)
        try:
            fitted = _fit(message, limit, speed, work)
        finally:
            jobs.forget()
    return replace(fitted, missing=_find_missing(wanted, fitted))


def _find_missing(wanted: Speed, fitted: Fitted) -> tuple[str, ...]:
    """What the pictures that were changed would have needed."""
    changed = {change.frame for change in fitted.changes if change.slot == "picture"}
    pictures = [fitted.message.frames[number - 1].picture for number in changed]
    moving = {picture.animated for picture in pictures if picture is not None}
    return find_missing(wanted, stills=False in moving, animations=True in moving)


def _fit(message: Message, limit: int, speed: Speed, work: Work) -> Fitted:
    prepared = prepare_message(message, work)
    parts = list(find_parts(message, prepared, speed))
    fitted, made = _fit_once(message, prepared, parts, limit, work)
    if made and any(part.locked for part in parts):
        # What could not stay as it was stays as it is now, and the others are measured by that.
        prepared = prepare_message(fitted, work)
        rest = list(find_parts(fitted, prepared, speed))
        fitted, again = _fit_once(fitted, prepared, rest, limit, work)
        made |= again
    work.finish()
    if fitted == message:
        fitted = message
    changes = list_changes(message, fitted, made)
    advice = advise(made, limit) if changes else None
    return Fitted(fitted, changes, find_size(fitted.frames), speed, advice=advice)


def _fit_once(
    message: Message, prepared: Message, parts: list[Part], limit: int, work: Work
) -> tuple[Message, dict[tuple[int, MediumSlot], Outcome]]:
    """Fit from what is prepared, where that is too large or cannot be sent."""
    made: dict[tuple[int, MediumSlot], Outcome] = {}
    if find_size(prepared.frames) > limit or not all(part.fine for part in parts):
        sharing = Sharing(parts, count_shared(prepared, parts, limit), work)
        outcomes = sharing.find()
        if outcomes is None:
            raise refuse(prepared, parts, sharing.make_least(), limit)
        made = collect(parts, outcomes)
    return _put_back(message, prepared, made), made


def _put_back(message: Message, prepared: Message, made: Made) -> Message:
    """Exchange what was made, and remember from what."""
    frames = []
    for number, (frame, ready) in enumerate(zip(message.frames, prepared.frames, strict=True), 1):
        for slot in SLOTS:
            source, current = find_source(frame, slot), find_medium(frame, slot)
            outcome = made.get((number, slot))
            medium = outcome.medium if outcome else find_medium(ready, slot)
            if source is None or current is None or medium is None or is_locked(frame, slot):
                continue
            kept = current if current.data == medium.data else medium
            frame = put_made(frame, kept, source)  # noqa: PLW2901 - slot by slot
        frames.append(frame)
    return message.replace_frames(frames)
