"""Sharing a message's bytes among its parts, and making them: measure, share, make, and again.

Measuring is quick and rough. What is made is measured as well, so that the second sharing is nearly
exact; then what was left over goes to what looks worst.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mmskit.fit.parts import Outcome, Part, count_quads
from mmskit.fit.shares import share, spare_small
from mmskit.fit.work import Work

_MEASURINGS: Final = 6
_ROUNDS: Final = 3

_WORTH: Final = 1.04
"""A picture is made again when its share has grown by this factor."""

_WORTH_HEARING: Final = 1.1

_GAIN: Final = 1.0
"""Points by which the worst must look better, or nothing is made once more."""

_SPARE: Final = 0.004
"""This share of the bytes may stay unused."""

_LAST_TRIES: Final = 2
_SEEN: Final = 0.3
"""Points that more bytes must bring to be spent."""

_SHORT: Final = 1.0
"""Points by which a minimum may be missed: the quality is an estimate."""

_LITTLE: Final = 0.1
"""Where no more than this share of the bytes is too much, one part alone may give it up."""

_HARDLY_SEEN: Final = 15.0
"""Points that one part may lose so that no other loses any."""


class Sharing:
    """Makes the parts of a message fit together.

    Args:
        parts: what can be made smaller.
        quads: the groups of four characters that there are for them.
        work: runs what has to be done.
    """

    def __init__(self, parts: Sequence[Part], quads: int, work: Work) -> None:
        self._parts = parts
        self._quads = quads
        self._work = work

    def find(self) -> list[Outcome] | None:
        """The parts so made that the worst looks as good as it can; None where they cannot fit."""
        self.measure()
        alone = self._settle_alone()
        if alone is not None:
            return alone
        best: list[Outcome] | None = None
        current: list[Outcome | None] = [None] * len(self._parts)
        rounds = 0
        # Each part can turn out only once to be larger than was thought; such a round is not one.
        while rounds < _ROUNDS:
            shares = self._make_possible()
            if shares is None:
                return best
            if best and not self._gains(best, shares):
                break
            wanted = [
                at for at, made in enumerate(current) if not self._serves(at, made, shares[at])
            ]
            self._make(wanted, shares, current)
            made = [outcome for outcome in current if outcome]
            if len(made) < len(self._parts):
                self._find_least(
                    [part for part, it in zip(self._parts, current, strict=True) if not it]
                )
                continue
            rounds += 1
            if best is None or self._judge(made) > self._judge(best):
                best = made
            if not wanted:
                break
        return self._spend_rest(best) if best else None

    def measure(self) -> None:
        """Measure every part about where its share will lie."""
        shares = [self._quads // max(1, len(self._parts))] * len(self._parts)
        for _ in range(_MEASURINGS):
            asked = [
                (part, job)
                for part, given in zip(self._parts, shares, strict=True)
                if (job := part.ask(given))
            ]
            if not asked:
                return
            found = self._work.run([job for _, job in asked])
            for (part, _), measured in zip(asked, found, strict=True):
                part.learn(measured)
            shares = self.share() or shares

    def share(self) -> list[int] | None:
        """A share for each part by what is known; None where there is not even the least."""
        while True:
            wants = [part.want for part in self._parts]
            shares = share(self._quads, spare_small(wants, self._quads))
            shares = shares or share(self._quads, wants)
            if shares is not None or not any(part.relax() for part in self._parts):
                return shares

    def make_least(self) -> list[Outcome]:
        """Everything as small as it is ever made."""
        made = self._work.run([part.make_least() for part in self._parts])
        return [part.finish(each) for part, each in zip(self._parts, made, strict=True)]

    def _make_possible(self) -> list[int] | None:
        """Shares in which everything can be made, at least as small as it ever is."""
        shares = self.share()
        while shares is not None:
            unknown = [
                part
                for part, given in zip(self._parts, shares, strict=True)
                if not part.can_be(given)
            ]
            if not unknown:
                return shares
            self._find_least(unknown)
            shares = self.share()
        return None

    def _find_least(self, parts: Sequence[Part]) -> None:
        """Find out how small some parts can be, by making them so."""
        made = self._work.run([part.make_least() for part in parts])
        for part, each in zip(parts, made, strict=True):
            part.least = part.finish(each).quads

    def _serves(self, at: int, made: Outcome | None, given: int) -> bool:
        """Whether what was made already is about what the share would give."""
        if made is None or made.quads > given:
            return False
        part = self._parts[at]
        minimum = part.minimum
        short = minimum is not None and made.score < minimum and given > made.quads
        worth = _WORTH_HEARING if part.slot == "sound" else _WORTH
        return not short and given <= worth * made.quads

    def _make(self, wanted: list[int], shares: list[int], current: list[Outcome | None]) -> None:
        jobs = [self._parts[at].make(shares[at]) for at in wanted]
        for at, made in zip(wanted, self._work.run(jobs), strict=True):
            part = self._parts[at]
            current[at] = part.finish(made) if made is not None else None
            part.note(current[at], shares[at])

    def _judge(self, made: Sequence[Outcome]) -> tuple[bool, list[float]]:
        """How good a set is: every minimum kept, and the worst first."""
        kept = all(
            part.minimum is None or outcome.score >= part.minimum - _SHORT
            for part, outcome in zip(self._parts, made, strict=True)
        )
        return kept, sorted(
            outcome.score - part.want.ahead for part, outcome in zip(self._parts, made, strict=True)
        )

    def _gains(self, made: Sequence[Outcome], shares: list[int]) -> bool:
        """Whether making it again with other shares is worth the while, by what is known."""
        kept, scores = self._judge(made)
        wants = [part.want for part in self._parts]
        worst = min(
            want.curve.find_score(given * want.unit) - want.ahead
            for want, given in zip(wants, shares, strict=True)
        )
        return not kept or worst >= scores[0] + _GAIN

    def _spend_rest(self, made: list[Outcome]) -> list[Outcome]:
        """Give what was left over to what looks worst, if that can use it."""
        order = sorted(range(len(made)), key=lambda at: (made[at].score, at))
        for at in order[:_LAST_TRIES]:
            left = self._quads - sum(outcome.quads for outcome in made)
            part, before = self._parts[at], made[at]
            if left <= _SPARE * self._quads or part.want.most <= before.quads:
                continue
            (again,) = self._work.run([part.make(before.quads + left)])
            after = part.finish(again) if again is not None else before
            if after.score > before.score + _SEEN:
                made[at] = after
        return self._give_back(made)

    def _give_back(self, made: list[Outcome]) -> list[Outcome]:
        """Leave as it is what lost nothing that is seen or heard, where there is room after all."""
        for at, part in enumerate(self._parts):
            left = self._quads - sum(outcome.quads for outcome in made)
            whole = part.keep()
            if part.fine and 0 < whole.quads - made[at].quads <= left:
                made[at] = whole
        return made

    def _settle_alone(self) -> list[Outcome] | None:
        """Where little is too much, let the part give it up whose quality suffers least."""
        quads = [count_quads(len(part.medium.data)) for part in self._parts]
        over = sum(quads) - self._quads
        if not all(part.fine for part in self._parts) or not 0 < over <= _LITTLE * self._quads:
            return None
        able = [
            at for at, part in enumerate(self._parts) if quads[at] - over >= max(1, part.want.least)
        ]
        made = self._work.run([self._parts[at].make(quads[at] - over) for at in able])
        found = []
        for at, each in zip(able, made, strict=True):
            if each is None:
                continue
            outcome = self._parts[at].finish(each)
            lost = self._parts[at].score_now - outcome.score
            minimum = self._parts[at].minimum
            if lost <= _HARDLY_SEEN and (minimum is None or outcome.score >= minimum):
                found.append((lost + self._parts[at].want.ahead, at, outcome))
        if not found:
            return None
        _, at, outcome = min(found, key=lambda each: each[:2])
        outcomes = [part.keep() for part in self._parts]
        outcomes[at] = outcome
        return outcomes
