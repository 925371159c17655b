"""What could be given up, cheapest first, when a message is too large.

What a cut costs is the quality that is lost, by the same curves by which ``fit`` shares the bytes;
a picture is offered the bytes that ``fit`` would give it. Making a kind that must be converted anyway
costs nothing, nor does leaving out of a MIDI what is not heard; an animation that stands still loses :data:`_STANDSTILL` points for that alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from mmskit.fit.curves import Curve
from mmskit.fit.fitters import open_picture, open_sound, open_tune
from mmskit.fit.parts import QUAD
from mmskit.fit.preparing import measure_message
from mmskit.fit.sources import (
    MediumSlot,
    at_frame,
    find_medium,
    find_source,
    put_made,
)
from mmskit.limits import CONTENT_BYTES
from mmskit.media.fitting.speed import Speed
from mmskit.media.picture import Picture
from mmskit.media.plan import PictureSource, SoundSource
from mmskit.media.sound import Sound
from mmskit.message import Frame, Message
from mmskit.texts import Language, Text, text
from mmskit.wire.content import find_element_size, find_elements, find_size

CutKind = Literal["quality", "bit_rate", "still", "convert", "unheard"]

_SHARES: Final = (0.75, 0.55, 0.4)
"""A picture is offered with these shares of the bytes that it has now."""

_HUGE: Final = 3
"""A picture with more than so many times what it would be fitted to is offered that at once."""

_STANDSTILL: Final = 60.0
_FREE: Final = frozenset({"convert", "unheard"})
"""Cuts that cost nothing."""

_LEAST_HARM: Final = 1.0
_WORTH: Final = 64
"""A cut that saves fewer bytes than this is not offered."""


@dataclass(frozen=True)
class Cut:
    """One thing that could be given up.

    Attributes:
        frame: its frame's number, from 1.
        slot: ``picture`` or ``sound``.
        before_bytes: what the element takes in the content now.
        after_bytes: the most that it takes afterwards.
        kind: ``quality`` (a picture with fewer bytes), ``bit_rate`` (a sound in a lower mode),
            ``still`` (an animation's first picture alone), ``convert`` (to a kind that frames
            carry) or ``unheard`` (a MIDI without what is not heard).
        max_bytes: the most bytes of the file, before Base64.
        bit_rate: a sound's mode in bits a second; None for pictures.
        figures: what the sentence names besides.
    """

    frame: int
    slot: MediumSlot
    before_bytes: int
    after_bytes: int
    kind: CutKind
    max_bytes: int
    bit_rate: int | None = None
    figures: tuple[tuple[str, object], ...] = ()

    @property
    def saves(self) -> int:
        """Bytes of the content that it saves at least."""
        return self.before_bytes - self.after_bytes

    @property
    def sentence(self) -> Text:
        """The sentence for a person."""
        return text(
            f"fit.cut.{self.slot}_{self.kind}",
            frame=self.frame,
            before=self.before_bytes / 1024,
            after=self.after_bytes / 1024,
            saves=self.saves,
            **dict(self.figures),
        )

    def render(self, language: Language = "en") -> str:
        """Say it in a language."""
        return self.sentence.render(language)

    def __str__(self) -> str:
        return self.render("en")


@dataclass(frozen=True)
class _Slot:
    """A picture or sound as it stands now.

    Attributes:
        number: its frame's number, from 1.
        name: its element's name.
        share: bytes that it would be fitted to.
        curve: its quality over bytes.
        score: its quality now.
        data_bytes: what its file has now.
    """

    number: int
    name: str
    share: int
    curve: Curve
    score: float
    data_bytes: int

    def make(
        self,
        slot: MediumSlot,
        kind: CutKind,
        max_bytes: int,
        bit_rate: int | None = None,
        **figures: object,
    ) -> Cut:
        """A cut to so many bytes of the file."""
        return Cut(
            self.number,
            slot,
            find_element_size(self.name, self.data_bytes),
            find_element_size(self.name, max_bytes),
            kind,
            max_bytes,
            bit_rate,
            tuple(figures.items()),
        )

    def find_harm(self, size: int) -> float:
        """Points that are lost where it has so many bytes; some are for the loss of bytes alone."""
        lost = max(0.0, self.score - self.curve.find_score(size))
        return lost + _LEAST_HARM * (1 - size / self.data_bytes)


@dataclass(frozen=True)
class _Offer:
    """A cut and the harm it does."""

    cut: Cut
    harm: float

    @property
    def price(self) -> tuple[bool, float, int]:
        """Its place among others: what must be converted anyway first, then harm for each byte."""
        return self.cut.kind not in _FREE, self.harm / self.cut.saves, -self.cut.saves


def find_cuts(message: Message, *, limit: int = CONTENT_BYTES, most: int = 3) -> list[Cut]:
    """Find what could be given up in a message that is too large, cheapest first.

    For each picture and sound there is one cut: the mildest that alone would be enough, else the
    cheapest for each byte. What a plan locks is never among them.

    Args:
        message: as it stands; pictures and sounds are judged by what would be sent now.
        limit: the most bytes that the encoded content may have. Source: MMS §2.1, R9.
        most: how many cuts at most.

    Returns:
        Nothing where the message is within the limit, or nothing can be given up.

    Raises:
        UnsupportedMediaError: a medium's pixels or samples are damaged; ``place`` names the frame.
    """
    over = find_size(message.frames) - limit
    if over <= 0:
        return []
    names = {
        (element.frame, element.slot): element.name for element in find_elements(message.frames)
    }
    found = []
    for part, share in measure_message(message, limit):
        frame, slot = message.frames[part.frame - 1], part.slot
        medium = find_medium(frame, slot)
        if medium is None:
            continue
        with at_frame(part.frame):
            score = part.judge(medium)
            state = _Slot(
                part.frame,
                names[part.frame, slot],
                share * QUAD,
                part.want.curve,
                score,
                len(medium.data),
            )
            offers = [
                offer for offer in _list_offers(state, frame, slot) if offer.cut.saves >= _WORTH
            ]
        if offers:
            found.append(_choose(offers, over))
    return [offer.cut for offer in sorted(found, key=lambda offer: offer.price)[:most]]


def apply_cut(message: Message, cut: Cut, *, speed: Speed = "best") -> Message:
    """Carry out a cut, from the original; its bytes are saved at least.

    A lower mode and an animation's standing still are kept in the plan, so that they last.

    Args:
        message: the one that the cut was found for.
        cut: of :func:`find_cuts`.
        speed: ``fast`` for live use.

    Raises:
        ValueError: the message has no such picture or sound.
        UnsupportedMediaError: its pixels or samples are damaged; ``place`` names the frame.
        MessageTooLargeError: it is another picture or sound by now, which cannot be made so small.
    """
    frame = message.frames[cut.frame - 1]
    source = find_source(frame, cut.slot)
    if source is None:
        raise ValueError(f"frame {cut.frame} has no {cut.slot}")
    if isinstance(source, PictureSource) and cut.kind == "still":
        source = replace(source, plan=replace(source.plan, still=True))
    if isinstance(source, SoundSource) and cut.kind == "bit_rate":
        source = replace(source, plan=replace(source.plan, bit_rate=cut.bit_rate))
    made: Picture | Sound
    with at_frame(cut.frame):
        if isinstance(source, PictureSource):
            with open_picture(cut.frame, source, speed) as fitter:
                made = (fitter.fit(cut.max_bytes) or fitter.least).picture
        else:
            made = _fit_sound(source, cut)
    return message.replace_frame(cut.frame - 1, put_made(frame, made, source))


def _fit_sound(source: SoundSource, cut: Cut) -> Sound:
    if source.original.kind == "mid":
        return open_tune(cut.frame, source).fit(cut.max_bytes).sound
    with open_sound(cut.frame, source, cut.bit_rate) as fitter:
        return fitter.fit(cut.max_bytes).sound


def _choose(offers: Sequence[_Offer], over: int) -> _Offer:
    """The mildest offer that is enough by itself, else the cheapest for each byte."""
    enough = [offer for offer in offers if offer.cut.saves >= over]
    if enough:
        return min(enough, key=lambda offer: (offer.cut.kind not in _FREE, offer.harm))
    return min(offers, key=lambda offer: offer.price)


def _list_offers(state: _Slot, frame: Frame, slot: MediumSlot) -> Iterator[_Offer]:
    source, medium = find_source(frame, slot), find_medium(frame, slot)
    if isinstance(source, PictureSource) and isinstance(medium, Picture):
        yield from _list_picture(state, source, medium)
    elif isinstance(source, SoundSource) and isinstance(medium, Sound):
        yield from _list_sound(state, source, medium)


def _list_picture(state: _Slot, source: PictureSource, picture: Picture) -> Iterator[_Offer]:
    now = len(picture.data)
    with open_picture(state.number, source) as fitter:
        least = len(fitter.least.picture.data)
        wanted = max(least, min(state.share, fitter.most))
    if not picture.fits_frame:
        kind = text(f"media.kind.{picture.kind}")
        yield _Offer(state.make("picture", "convert", wanted, original=kind), 0.0)
        return
    # Far from what it will ever be sent with, little by little would be many steps.
    steps = [wanted] if now > _HUGE * wanted else [int(share * now) for share in _SHARES]
    for step in steps:
        if step >= least:
            yield _Offer(state.make("picture", "quality", step), state.find_harm(step))
    if picture.animated and source.original.animated:
        planned = replace(source, plan=replace(source.plan, still=True))
        with open_picture(state.number, planned) as one:
            wanted = max(len(one.least.picture.data), min(state.share, one.most, now // 2))
            fitted = one.fit(wanted) or one.least
            lost = max(0.0, state.score - one.score(fitted.picture))
        cut = state.make("picture", "still", wanted, frames=picture.facts.frames)
        yield _Offer(cut, _STANDSTILL + lost)


def _list_sound(state: _Slot, source: SoundSource, sound: Sound) -> Iterator[_Offer]:
    if sound.kind == "mid":
        yield _Offer(state.make("sound", "unheard", open_tune(state.number, source).fair_size), 0.0)
        return
    with open_sound(state.number, source, source.plan.bit_rate) as fitter:
        sizes = fitter.list_sizes()
    if not sound.fits_frame:
        rate, size = next((each for each in sizes if each[1] <= state.share), sizes[-1])
        kind = text(f"media.kind.{sound.kind}")
        yield _Offer(state.make("sound", "convert", size, rate, original=kind), 0.0)
        return
    mode = sound.facts.mode
    for rate, size in sizes:
        if mode is not None and rate < round(1000 * mode):
            cut = state.make("sound", "bit_rate", size, rate, rate=mode, new_rate=rate / 1000)
            yield _Offer(cut, state.find_harm(size))
