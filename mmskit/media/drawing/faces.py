"""Faces of fonts, and writing with several of them: each character by one that has it.

A character that no font here has is drawn as a quiet dot, never as a box.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Final

from PIL import ImageFont

from mmskit.lines import NEUTRAL, split_clusters
from mmskit.media.drawing.cmap import Coverage, read_coverage

PROBE: Final = "汉们这国。，、！"
"""A font that lacks any of these is no font for simplified Chinese."""

_EMOJI_STYLE: Final = "\ufe0f"
_FIRST_EMOJI: Final = "\U0001f000"
_STRIKES: Final = (109, 160, 96, 64)
"""Sizes of the colour fonts that have just one: Noto, then Apple."""


@dataclass(frozen=True)
class Face:
    """One face of a font file.

    Attributes:
        path: the file.
        index: the face in a collection, as fontconfig counts (a variable font's named instance is
            in the upper 16 bits).
        colour: whether it has coloured emoji.
    """

    path: Path
    index: int = 0
    colour: bool = False

    @property
    def coverage(self) -> Coverage:
        """The characters that it has."""
        return _read_coverage(self.path, self.index & 0xFFFF)

    def open(self, size: float) -> ImageFont.FreeTypeFont:
        """Open it at a size in pixels. Raises OSError for a file that is no font."""
        return _open(self.path, self.index, size)

    @cached_property
    def strike(self) -> int:
        """The size in pixels that a coloured face is drawn at, before it is scaled."""
        for size in _STRIKES:
            try:
                self.open(size)
            except OSError:
                continue
            return size
        return 0

    @property
    def usable(self) -> bool:
        """Whether it has simplified Chinese and can be opened."""
        if not self.coverage.has(PROBE):
            return False
        try:
            self.open(16)
        except (OSError, ValueError):
            return False
        return True


@dataclass(frozen=True)
class Run:
    """A piece of text that one face can draw; without a face, characters that none has."""

    face: Face | None
    text: str


@dataclass(frozen=True)
class Fonts:
    """A face with Chinese, and others for what it lacks.

    Attributes:
        main: the face for nearly everything.
        others: asked in turn for a character that the main face lacks.
    """

    main: Face
    others: tuple[Face, ...] = ()

    def measure(self, said: str, size: float) -> float:
        """The width of a text in pixels at a size; a :data:`mmskit.lines.Measure`."""
        return sum(_measure(run, size) for run in self.split(said))

    def split(self, said: str) -> list[Run]:
        """Split a text into runs of one face each."""
        found = [self._choose(cluster) for cluster in split_clusters(said)]
        return [
            Run(face, "".join(run.text for run in runs))
            for face, runs in groupby(found, key=lambda run: run.face)
        ]

    def _choose(self, cluster: str) -> Run:
        faces: Sequence[Face] = (self.main, *self.others)
        if cluster[0] == NEUTRAL:
            return Run(None, NEUTRAL)
        if _EMOJI_STYLE in cluster or cluster[0] >= _FIRST_EMOJI:
            faces = sorted(faces, key=lambda face: not face.colour)
        for face in faces:
            if face.coverage.has(cluster[0]):
                # A mark that the face lacks would be drawn as a box: leave it out.
                return Run(face, "".join(char for char in cluster if face.coverage.has(char)))
        return Run(None, NEUTRAL)


def _measure(run: Run, size: float) -> float:
    if run.face is None:
        return len(run.text) * size
    return _measure_text(run.face, run.text, size)


@lru_cache(maxsize=16_384)
def _measure_text(face: Face, said: str, size: float) -> float:
    if face.colour:
        return float(face.open(face.strike).getlength(said)) * size / face.strike
    return float(face.open(size).getlength(said))


@lru_cache(maxsize=64)
def _read_coverage(path: Path, index: int) -> Coverage:
    return read_coverage(path, index)


@lru_cache(maxsize=64)
def _open(path: Path, index: int, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size, index=index)
