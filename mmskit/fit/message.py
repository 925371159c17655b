"""Makes a message fit: its pictures and sounds share the bytes, and every change is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mmskit.errors import MessageTooLargeError
from mmskit.fit.parts import MediumSlot, Outcome, Part, SoundPart, find_parts
from mmskit.fit.shares import Need, share_media, spare_small
from mmskit.limits import CONTENT_BYTES
from mmskit.media.picture import Picture
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
        before_kind: such as ``webp``.
        after_kind: ``gif``, ``jpg`` or ``amr``.
        before_bytes: the file's size as it came.
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
    """

    message: Message
    changes: tuple[Change, ...]
    size: int


def fit(
    message: Message, *, limit: int = CONTENT_BYTES, on_progress: Report | None = None
) -> Fitted:
    """Make a message fit the limit, and its media the kinds that frames carry.

    Pictures become GIF or JPEG, sounds AMR; texts and MIDI stay as they are. What is fine and has
    room passes byte for byte. The same message and limit give the same result.

    Args:
        message: with its original media; what was fitted before has lost quality already.
        limit: the most bytes that the encoded content may have. Source: MMS §2.1, R9.
        on_progress: told the share of the work that is done, from 0 to 1.

    Raises:
        MessageTooLargeError: nothing makes it fit; ``smallest`` was reached by trying.
        UnsupportedMediaError: a medium's pixels or samples are damaged; ``place`` names the frame.
    """
    size = find_size(message.frames)
    parts = list(find_parts(message.frames))
    progress = _Progress(on_progress or (lambda _: None), 2 * len(parts))
    if size > limit or not all(part.fine for part in parts):
        outcomes = _fit_parts(message, parts, limit, progress)
        message, changes = _put_back(message, parts, outcomes)
        size = find_size(message.frames)
    else:
        changes = ()
    progress.finish()
    return Fitted(message, changes, size)


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
    return outcomes


def _find_fixed(frames: Sequence[Frame], parts: Sequence[Part]) -> int:
    """Bytes of the content that cannot be shared: texts, MIDI, names, commas and semicolons."""
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


def _put_back(
    message: Message, parts: Sequence[Part], outcomes: Sequence[Outcome]
) -> tuple[Message, tuple[Change, ...]]:
    """Exchange what was changed in a message, and list the changes."""
    frames = list(message.frames)
    changes = []
    for part, outcome in zip(parts, outcomes, strict=True):
        if outcome.medium.data == part.medium.data:
            continue
        at = part.frame - 1
        if isinstance(outcome.medium, Picture):
            frames[at] = replace(frames[at], picture=outcome.medium)
        else:
            frames[at] = replace(frames[at], sound=outcome.medium)
        changes.append(_describe(part, outcome))
    return message.replace_frames(frames), tuple(changes)


def _describe(part: Part, outcome: Outcome) -> Change:
    return Change(
        frame=part.frame,
        slot=part.slot,
        before_kind=part.medium.kind,
        after_kind=outcome.medium.kind,
        before_bytes=len(part.medium.data),
        after_bytes=len(outcome.medium.data),
        notes=outcome.notes,
    )


def _refuse(message: Message, parts: Sequence[Part], limit: int) -> MessageTooLargeError:
    """Say how small it can be made, and what takes the most room in that."""
    smallest, _ = _put_back(message, parts, [part.least for part in parts])
    elements = sorted(find_elements(smallest.frames), key=lambda element: -element.size)
    named = tuple(
        text("fit.part_size", place=text(f"fit.{each.slot}_of", frame=each.frame), size=each.size)
        for each in elements[:_NAMED]
    )
    figures = {"size": find_size(message.frames), "smallest": find_size(smallest.frames)}
    said = text("fit.message_too_large", limit=limit, parts=named, **figures)
    return MessageTooLargeError(said, limit=limit, **figures)
