"""Fonts that have Chinese: found on this machine, checked, and drawn with.

A character that no font here has is drawn as a quiet dot, never as a box.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Final

from PIL import ImageFont

from mmskit.errors import FontError
from mmskit.lines import NEUTRAL, split_clusters
from mmskit.media.cmap import Coverage, read_coverage
from mmskit.texts import text

PROBE: Final = "汉们这国。，、！"
"""A font that lacks any of these is no font for simplified Chinese."""

_EMOJI_STYLE: Final = "\ufe0f"
_FIRST_EMOJI: Final = "\U0001f000"
_STRIKES: Final = (109, 160, 96, 64)
"""Sizes of the colour fonts that have just one: Noto, then Apple."""
_FONTCONFIG_FONTS: Final = 24
_FONTCONFIG_SECONDS: Final = 20


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


_DEBIAN: Final = "/usr/share/fonts"
_KNOWN: Final = (
    (f"{_DEBIAN}/opentype/noto/NotoSansCJK-Regular.ttc", 2),
    (f"{_DEBIAN}/truetype/wqy/wqy-microhei.ttc", 0),
    (f"{_DEBIAN}/truetype/wqy/wqy-zenhei.ttc", 0),
    ("/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc", 2),
    ("C:/Windows/Fonts/msyh.ttc", 0),
    ("C:/Windows/Fonts/simhei.ttf", 0),
    ("C:/Windows/Fonts/simsun.ttc", 0),
    ("/System/Library/Fonts/PingFang.ttc", 2),
    ("/System/Library/Fonts/Hiragino Sans GB.ttc", 0),
    ("/System/Library/Fonts/STHeiti Light.ttc", 1),
    ("/Library/Fonts/Arial Unicode.ttf", 0),
    ("/System/Library/Fonts/Supplemental/Arial Unicode.ttf", 0),
    (f"{_DEBIAN}/truetype/dejavu/DejaVuSans.ttf", 0),
    ("C:/Windows/Fonts/seguisym.ttf", 0),
    ("/System/Library/Fonts/Apple Symbols.ttf", 0),
)
_KNOWN_COLOUR: Final = (
    f"{_DEBIAN}/truetype/noto/NotoColorEmoji.ttf",
    "/usr/share/fonts/google-noto-color-emoji-fonts/NotoColorEmoji.ttf",
    "C:/Windows/Fonts/seguiemj.ttf",
    "/System/Library/Fonts/Apple Color Emoji.ttc",
)

KNOWN: Final = (
    *(Face(Path(path), index) for path, index in _KNOWN),
    *(Face(Path(path), colour=True) for path in _KNOWN_COLOUR),
)
"""Where Debian, Fedora, Arch, Windows and macOS keep fonts that serve, best first."""


def find_fonts(environment: Mapping[str, str] = os.environ, known: Sequence[Face] = KNOWN) -> Fonts:
    """Find a font with simplified Chinese on this machine.

    ``MMSKIT_FONT`` names one and is then the only one that is asked; else fontconfig is asked
    where it is installed, which respects what the user prefers, and then known places.

    Args:
        environment: where ``MMSKIT_FONT`` and ``PATH`` are looked up.
        known: faces at known places.

    Raises:
        FontError: there is none, or the one that ``MMSKIT_FONT`` names does not serve.
    """
    faces = list(_find_faces(environment, known))
    named = environment.get("MMSKIT_FONT")
    if named:
        main = _open_named(Path(named).expanduser())
    else:
        plain = (face for face in faces if not face.colour and face.usable)
        found = next(plain, None)
        if found is None:
            raise FontError(text("preview.font_missing"))
        main = found
    return Fonts(main, tuple(face for face in faces if face != main))


def _open_named(path: Path) -> Face:
    if not path.is_file():
        raise FontError(text("preview.font_not_there", path=path))
    face = Face(path)
    if not face.usable:
        raise FontError(text("preview.font_unusable", path=path))
    return face


def _find_faces(environment: Mapping[str, str], known: Sequence[Face]) -> Iterator[Face]:
    """Every face worth asking, best first, each once."""
    seen: set[tuple[Path, int]] = set()
    for face in (*_ask_fontconfig(environment), *known):
        if (face.path, face.index) not in seen and face.path.is_file():
            seen.add((face.path, face.index))
            yield face


def _ask_fontconfig(environment: Mapping[str, str]) -> list[Face]:
    """The user's fonts in the order that fontconfig prefers for Chinese; none without it."""
    program = shutil.which("fc-match", path=environment.get("PATH", ""))
    if program is None:
        return []
    asked = [program, "-s", "-f", "%{file}\t%{index}\t%{color}\n", "sans:lang=zh-cn"]
    try:
        answer = subprocess.run(  # noqa: S603 - a fixed question to a program of the system
            asked, capture_output=True, check=False, timeout=_FONTCONFIG_SECONDS
        ).stdout.decode("utf-8", "replace")
    except (OSError, subprocess.SubprocessError):
        return []
    rows = (line.split("\t") for line in answer.splitlines()[:_FONTCONFIG_FONTS])
    return [
        Face(Path(row[0]), int(row[1]), row[2] == "True")
        for row in rows
        if len(row) == 3 and row[1].isdigit()  # noqa: PLR2004 - what was asked for
    ]
