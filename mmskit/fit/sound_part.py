"""A sound of a message, measured and made from its original."""

from __future__ import annotations

from mmskit.fit import jobs
from mmskit.fit.parts import QUAD, Outcome, Part, count_quads, tell_kind
from mmskit.fit.shares import Want
from mmskit.fit.work import Job
from mmskit.media.fitting.fitted_sound import FittedSound
from mmskit.media.fitting.sound_fit import SoundFitter
from mmskit.media.picture import Picture
from mmskit.media.plan import SoundSource
from mmskit.media.sound import Sound
from mmskit.texts import text


class SoundPart(Part):
    """A sound of a message, other than MIDI."""

    slot = "sound"

    def __init__(self, frame: int, source: SoundSource, prepared: Sound) -> None:
        super().__init__(frame, prepared, locked=source.plan.locked, minimum=source.plan.minimum)
        self._sound = prepared
        self._original = source.original
        self._max_bit_rate = source.plan.bit_rate
        self._heard: jobs.HeardSound | None = None

    @property
    def fine(self) -> bool:
        """Whether it is AMR, in no better a mode than is wanted."""
        return SoundFitter(self._sound, max_bit_rate=self._max_bit_rate).passes

    @property
    def score_now(self) -> float:
        """How good it is if it is sent as it is."""
        return self._find_score(len(self._sound.data))

    def judge(self, medium: Picture | Sound) -> float:
        """How good something that was made of it sounds."""
        return self._find_score(len(medium.data))

    def ask(self, share: int) -> Job | None:  # noqa: ARG002 - the same for any share
        """What has to be measured before a share of so many quads can be judged, if anything."""
        if self._heard is not None:
            return None
        return Job(self.frame, jobs.hear, (self._sound, self._max_bit_rate))

    def learn(self, measured: jobs.HeardSound) -> None:
        """Take what was measured."""
        self._heard = measured
        self.least = count_quads(measured.least)

    @property
    def want(self) -> Want:
        """What it can do with its bytes, as far as that was measured."""
        assert self._heard is not None, "it was not measured"  # noqa: S101 - the order of calls
        heard, least = self._heard, self.least
        if self.minimum is not None:
            least = max(least, count_quads(min(heard.most, heard.curve.find_bytes(self.minimum))))
        return Want(heard.curve, count_quads(heard.most), QUAD, least=least, steps=True)

    def make(self, quads: int) -> Job:
        """Make the best that fits a share."""
        return Job(self.frame, jobs.sound_out, (self._sound, quads * QUAD, self._max_bit_rate))

    def make_least(self) -> Job:
        """Make the smallest that it is ever made."""
        return self.make(self.least)

    def finish(self, made: FittedSound) -> Outcome:
        """Tell of the original, where the fitter knows the part of it that is kept alone."""
        original, score = self._original, self._find_score(len(made.sound.data))
        if self._sound is original:
            return Outcome(made.sound, score, made.notes)
        notes = [note for note in made.notes if note.key != "fit.converted"]
        if original.facts.video:
            notes.insert(0, text("sound.pictures_left_out"))
        notes.append(text("fit.part_kept", before=original.seconds, after=self._sound.seconds))
        if original.kind != made.sound.kind:
            notes.insert(0, tell_kind(original))
        return Outcome(made.sound, score, tuple(notes))

    def _find_score(self, size: int) -> float:
        return self._heard.curve.find_score(size) if self._heard else 100.0
