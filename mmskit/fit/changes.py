"""What fit did to each picture and sound, told from the originals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mmskit.fit.parts import Outcome
from mmskit.fit.sources import SLOTS, MediumSlot, find_medium, find_source
from mmskit.media.picture import Picture
from mmskit.media.sound import Sound
from mmskit.message import Message
from mmskit.texts import Language, Text, text

Pixels = tuple[int, int]

Made = Mapping[tuple[int, MediumSlot], Outcome]
"""What was made of the picture or sound of a frame, by its number and slot."""

_LOOKS: Final = ((85, "excellent"), (65, "good"), (45, "fair"), (25, "poor"), (0, "bad"))
"""From what quality on a picture looks how good."""


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
        before_pixels: width and height of the original; None for sounds.
        after_pixels: width and height as it will be sent; None for sounds.
        quality: an estimate from 0 to 100 of how good it looks on a phone beside its original (an
            estimate of SSIMULACRA2), or sounds: 90 cannot be told from it, 70 is good, 50 fair,
            30 poor. None where nothing of it was made anew.
    """

    frame: int
    slot: MediumSlot
    before_kind: str
    after_kind: str
    before_bytes: int
    after_bytes: int
    notes: tuple[Text, ...] = ()
    before_pixels: Pixels | None = None
    after_pixels: Pixels | None = None
    quality: float | None = None

    @property
    def sentence(self) -> Text:
        """The sentence for a person."""
        notes = self.notes
        if self.quality is not None and self.slot == "picture":
            notes = (*notes, text(f"fit.looks.{self.look}", quality=round(self.quality)))
        return text(
            "fit.change" if notes else "fit.change_of_size",
            place=text(f"fit.{self.slot}_of", frame=self.frame),
            before=self.before_bytes,
            after=self.after_bytes,
            notes=notes,
        )

    @property
    def look(self) -> str:
        """``excellent``, ``good``, ``fair``, ``poor`` or ``bad``; empty where it is not known."""
        if self.quality is None:
            return ""
        return next(name for least, name in _LOOKS if self.quality >= least)

    def render(self, language: Language = "en") -> str:
        """Say it in a language."""
        return self.sentence.render(language)

    def __str__(self) -> str:
        return self.render("en")


def list_changes(message: Message, fitted: Message, made: Made) -> tuple[Change, ...]:
    """What differs from the message that was given."""
    changes = []
    for number, (before, after) in enumerate(zip(message.frames, fitted.frames, strict=True), 1):
        for slot in SLOTS:
            source, medium = find_source(before, slot), find_medium(after, slot)
            if source is None or medium is None or medium == find_medium(before, slot):
                continue
            outcome = made.get((number, slot))
            if outcome and outcome.medium.data != medium.data:
                outcome = None
            changes.append(_describe(number, slot, source.original, medium, outcome))
    return tuple(changes)


def _describe(
    frame: int,
    slot: MediumSlot,
    original: Picture | Sound,
    medium: Picture | Sound,
    outcome: Outcome | None,
) -> Change:
    return Change(
        frame=frame,
        slot=slot,
        before_kind=original.kind,
        after_kind=medium.kind,
        before_bytes=len(original.data),
        after_bytes=len(medium.data),
        notes=outcome.notes if outcome else (),
        before_pixels=_find_pixels(original),
        after_pixels=_find_pixels(medium),
        quality=min(100.0, max(0.0, round(outcome.score, 1))) if outcome else None,
    )


def _find_pixels(medium: Picture | Sound) -> Pixels | None:
    return (medium.width, medium.height) if isinstance(medium, Picture) else None
