"""Finding a font that has Chinese on this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from mmskit.errors import FontError
from mmskit.media.drawing.faces import Face, Fonts
from mmskit.texts import text

_FONTCONFIG_FONTS: Final = 24
_FONTCONFIG_SECONDS: Final = 20

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
