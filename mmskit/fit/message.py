"""Makes a message fit: its pictures and sounds share the bytes, and every change is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mmskit.errors import MessageTooLargeError
from mmskit.fit.parts import Outcome, Part, SoundPart, find_parts
from mmskit.fit.shares import Need, share_media, spare_small
from mmskit.fit.sources import (
    SLOTS,
    MediumSlot,
    find_medium,
    find_source,
    is_locked,
    prepare_message,
    put_made,
)
from mmskit.limits import CONTENT_BYTES
from mmskit.media.fitting.speed import Speed, find_missing, find_speed
from mmskit.media.picture import Picture
from mmskit.media.sound import Sound
from mmskit.message import Frame, Message
from mmskit.texts import Language, Text, text
from mmskit.wire.content import find_elements, find_size

_ROUNDS: Final = 3
_SPARE: Final = 0.01
"""This share of the bytes may stay unused."""

_WORTH: Final = 1.03
"""A part is fitted again when its share has grown by this factor."""

_SATED: Final = 0.93
"""A part that uses less of its share than this has no use for more."""

_NAMED: Final = 3
_QUAD_CHARACTERS: Final = 4
_EXTENSION: Final = "jpg"

Report = Callable[[float], None]


@dataclass(frozen=True)
class Change:
    """What fit did to one picture or sound.

    Attributes:
        frame: its frame's number, from 1.
        slot: ``picture`` or ``sound``.
        before_kind: the original's, such as ``webp``.
        after_kind: ``gif``, ``jpg``, ``amr`` or ``mid``.
        before_bytes: the original's size.
        after_bytes: the file's size as it will be sent, before Base64.
        notes: what was done, such as "640×480 → 320×240".
    """

    frame: int
    slot: MediumSlot
    before_kind: str
    after_kind: str
    before_bytes: int
    after_bytes: int
    notes: tuple[Text, ...] = ()

    @property
    def sentence(self) -> Text:
        """The sentence for a person."""
        return text(
            "fit.change" if self.notes else "fit.change_of_size",
            place=text(f"fit.{self.slot}_of", frame=self.frame),
            before=self.before_bytes,
            after=self.after_bytes,
            notes=self.notes,
        )

    def render(self, language: Language = "en") -> str:
        """Say it in a language."""
        return self.sentence.render(language)

    def __str__(self) -> str:
        return self.render("en")


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
    """

    message: Message
    changes: tuple[Change, ...]
    size: int
    speed: Speed = "fast"
    missing: tuple[str, ...] = ()


def fit(
    message: Message,
    *,
    limit: int = CONTENT_BYTES,
    on_progress: Report | None = None,
    speed: Speed = "best",
) -> Fitted:
    """Make a message fit the limit, and its media the kinds that frames carry.

    Pictures become GIF or JPEG, sounds AMR; texts stay as they are. MIDI loses what is not heard
    where room is short, and is cut at its frame's length where nothing else helps. What is fine and
    has room passes byte for byte. The same message and limit give the same result.

    Every picture and sound is made from its original, whatever stands in the message now, and the
    result remembers the originals: fitting what was fitted changes nothing, and room that has
    become free is used. What a plan locks stays byte for byte, if a frame can carry it.

    Args:
        message: what was made smaller elsewhere, and has no source, has lost quality already.
        limit: the most bytes that the encoded content may have. Source: MMS §2.1, R9.
        on_progress: told the share of the work that is done, from 0 to 1.
        speed: ``fast`` for live use; ``best`` spends more time on some pictures, and is ``fast``
            where the extra ``best`` (pyvips) is not installed.

    Raises:
        MessageTooLargeError: nothing makes it fit; ``smallest`` was reached by trying.
        UnsupportedMediaError: a medium's pixels or samples are damaged; ``place`` names the frame.
    """
    prepared = prepare_message(message)
    wanted, speed = speed, find_speed(speed)
    parts = list(find_parts(message, prepared, speed))
    progress = _Progress(on_progress or (lambda _: None), 2 * len(parts))
    fitted, made = _fit_once(message, prepared, parts, limit, progress)
    if made and any(part.locked for part in parts):
        # What could not stay as it was stays as it is now, and the others are measured by that.
        prepared = prepare_message(fitted)
        rest = list(find_parts(fitted, prepared, speed))
        fitted, again = _fit_once(fitted, prepared, rest, limit, progress)
        made |= again
    progress.finish()
    if fitted == message:
        fitted = message
    changes = _list_changes(message, fitted, made)
    missing = _find_missing(wanted, fitted, changes)
    return Fitted(fitted, changes, find_size(fitted.frames), speed, missing)


def _find_missing(wanted: Speed, fitted: Message, changes: Sequence[Change]) -> tuple[str, ...]:
    """What the pictures that were changed would have needed."""
    changed = {change.frame for change in changes if change.slot == "picture"}
    moving = {fitted.frames[number - 1].picture.animated for number in changed}  # type: ignore[union-attr]
    return find_missing(wanted, stills=False in moving, animations=True in moving)


Made = dict[tuple[int, MediumSlot], Outcome]
"""What was made of the picture or sound of a frame, by its number and slot."""


def _fit_once(
    message: Message, prepared: Message, parts: list[Part], limit: int, progress: _Progress
) -> tuple[Message, Made]:
    """Fit from what is prepared, where that is too large or cannot be sent."""
    made: Made = {}
    if find_size(prepared.frames) > limit or not all(part.fine for part in parts):
        outcomes = _fit_parts(prepared, parts, limit, progress)
        made = _collect(parts, outcomes)
    return _put_back(message, prepared, made), made


def _collect(parts: Sequence[Part], outcomes: Sequence[Outcome]) -> Made:
    return {(part.frame, part.slot): outcome for part, outcome in zip(parts, outcomes, strict=True)}


class _Progress:
    """Counts steps of about the same length and tells the share that is done."""

    def __init__(self, report: Report, steps: int) -> None:
        self._report = report
        self._steps = max(1, steps)
        self._done = 0

    def step(self) -> None:
        """One step is done; there may be more of them than were expected."""
        self._done += 1
        self._report(min(self._done / self._steps, 0.99))

    def finish(self) -> None:
        """Everything is done."""
        self._report(1.0)


def _fit_parts(
    message: Message, parts: list[Part], limit: int, progress: _Progress
) -> list[Outcome]:
    """Share out and fit, and share what was left over again."""
    quads = (limit - _find_fixed(message.frames, parts)) // _QUAD_CHARACTERS
    needs = []
    for part in parts:
        needs.append(part.need)
        progress.step()
    outcomes = _try_rounds(parts, spare_small(needs, quads), quads, progress)
    if outcomes is None:
        exact = [
            replace(need, least=part.least.quads) for part, need in zip(parts, needs, strict=True)
        ]
        outcomes = _try_rounds(parts, exact, quads, progress)
    if outcomes is None:
        raise _refuse(message, parts, limit)
    return _give_back(parts, outcomes, quads)


def _give_back(parts: list[Part], outcomes: list[Outcome], quads: int) -> list[Outcome]:
    """Leave a MIDI as it is where there is room for it after all."""
    spare = quads - sum(outcome.quads for outcome in outcomes)
    given = list(outcomes)
    for at, part in enumerate(parts):
        if isinstance(part, SoundPart) and 0 < part.unheard <= spare:
            whole = part.fit(part.need.most + part.unheard)
            if whole is not None and outcomes[at].quads == part.need.most:
                spare -= part.unheard
                given[at] = whole
    return given


def _find_fixed(frames: Sequence[Frame], parts: Sequence[Part]) -> int:
    """Bytes of the content that cannot be shared: texts, what is locked, names, commas and semicolons."""
    free = {(part.frame, part.slot) for part in parts}
    elements = list(find_elements(frames))
    fixed = max(0, len(elements) - 1)
    for element in elements:
        if (element.frame, element.slot) in free:
            stem = element.name.rpartition(".")[0]
            fixed += len(f"{stem}.{_EXTENSION},")
        else:
            fixed += element.size
    return fixed


def _try_rounds(
    parts: Sequence[Part], needs: Sequence[Need], quads: int, progress: _Progress
) -> list[Outcome] | None:
    """Fit everything to its share, then use what was left over; None where a share is too small."""
    current = list(needs)
    outcomes: list[Outcome | None] = [None] * len(parts)
    for _ in range(_ROUNDS):
        shares = _share_out(parts, current, quads)
        if shares is None:
            return None
        for at, part in enumerate(parts):
            known = outcomes[at]
            if known is None or shares[at] > _WORTH * known.quads:
                outcomes[at] = part.fit(shares[at])
                progress.step()
        fitted = [outcome for outcome in outcomes if outcome]
        if len(fitted) < len(parts):
            return None
        if sum(outcome.quads for outcome in fitted) >= (1 - _SPARE) * quads:
            break
        for at, outcome in enumerate(fitted):
            if outcome.quads < _SATED * shares[at] or shares[at] >= current[at].most:
                current[at] = replace(current[at], most=outcome.quads)
        if all(outcome.quads >= need.most for outcome, need in zip(fitted, current, strict=True)):
            break
    return fitted


def _share_out(parts: Sequence[Part], needs: Sequence[Need], quads: int) -> list[int] | None:
    """A share for each part, in their order; None where there is not even the least."""
    sounds = [need for part, need in zip(parts, needs, strict=True) if part.slot == "sound"]
    pictures = [need for part, need in zip(parts, needs, strict=True) if part.slot == "picture"]
    wholes = [part.whole for part in parts if isinstance(part, SoundPart)]
    shares = share_media(sounds, wholes, pictures, quads)
    if shares is None:
        return None
    iterators = {"sound": iter(shares[0]), "picture": iter(shares[1])}
    return [next(iterators[part.slot]) for part in parts]


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


def _list_changes(message: Message, fitted: Message, made: Made) -> tuple[Change, ...]:
    """What differs from the message that was given, told from the originals."""
    changes = []
    for number, (before, after) in enumerate(zip(message.frames, fitted.frames, strict=True), 1):
        for slot in SLOTS:
            source, medium = find_source(before, slot), find_medium(after, slot)
            if source is None or medium is None or medium == find_medium(before, slot):
                continue
            outcome = made.get((number, slot))
            notes = outcome.notes if outcome and outcome.medium.data == medium.data else ()
            changes.append(_describe(number, slot, source.original, medium, notes))
    return tuple(changes)


def _describe(
    frame: int,
    slot: MediumSlot,
    original: Picture | Sound,
    medium: Picture | Sound,
    notes: tuple[Text, ...],
) -> Change:
    return Change(
        frame=frame,
        slot=slot,
        before_kind=original.kind,
        after_kind=medium.kind,
        before_bytes=len(original.data),
        after_bytes=len(medium.data),
        notes=notes,
    )


def _refuse(message: Message, parts: Sequence[Part], limit: int) -> MessageTooLargeError:
    """Say how small it can be made, and what takes the most room in that."""
    smallest = _put_back(message, message, _collect(parts, [part.least for part in parts]))
    elements = sorted(find_elements(smallest.frames), key=lambda element: -element.size)
    named = tuple(
        text("fit.part_size", place=text(f"fit.{each.slot}_of", frame=each.frame), size=each.size)
        for each in elements[:_NAMED]
    )
    figures = {"size": find_size(message.frames), "smallest": find_size(smallest.frames)}
    said = text("fit.message_too_large", limit=limit, parts=named, **figures)
    return MessageTooLargeError(said, limit=limit, **figures)
