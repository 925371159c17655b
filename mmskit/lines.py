"""Text to lines: where a line of Chinese and Latin text may break, and what is shown of it.

Pure. The width of a piece of text comes from whoever draws it (a :data:`Measure`), so that the
same rules serve Pillow, Qt, and a test with its own ruler.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Final

Measure = Callable[[str, float], float]
"""The width of a text at a font size, in the size's own unit."""

NEUTRAL: Final = "\ufffc"
"""Stands for a character that must not be obeyed, or cannot be drawn; drawn as a quiet dot."""

ELLIPSIS: Final = "…"

_NO_START: Final = frozenset(
    "，。！？、；：”’）】》」』〉〕〗〙〛｝］．·…—～‥"
    ",.!?;:)]}%‰℃°¢′″›»ー々〻ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ"
)
"""What must not begin a line."""

_NO_END: Final = frozenset("（【《「『〈〔〖〘〚｛［“‘([{$¥￥£€＄￡‹«#＃@＠")
"""What must not end a line."""

_SPACES: Final = frozenset(
    " \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
)
"""Spaces where a line may break (not the no-break ones)."""

_NO_BREAK_SPACE: Final = "\u00a0"
_ZERO_WIDTH_JOINER: Final = "\u200d"
_CLUSTER_LENGTH: Final = 16
_CARRIED: Final = 3


def _map_characters() -> dict[int, str]:
    controls = (*range(0x20), *range(0x7F, 0xA0))
    turning = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
    surrogates = range(0xD800, 0xE000)
    unseen = (0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, *range(0x2060, 0x2066), 0xFEFF)
    retired = (*range(0x206A, 0x2070), *range(0xFFF9, 0xFFFC))
    mapped = dict.fromkeys((*controls, *turning, *surrogates), NEUTRAL)
    mapped |= dict.fromkeys((*unseen, *retired), "")
    mapped |= dict.fromkeys((0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029), "\n")
    return mapped | {0x09: "    "}


_SHOWN: Final = _map_characters()


def neutralise(said: str) -> str:
    """Make a text that shows what it has and obeys nothing.

    Line ends become U+000A and tabs four spaces. Marks that would turn the reading direction
    around (U+202E and its family), control characters and lone surrogates become
    :data:`NEUTRAL`; marks that show nothing are left out.
    """
    return said.replace("\r\n", "\n").translate(_SHOWN)


def split_clusters(said: str) -> list[str]:
    """Split into what a reader takes for one character: accents, flags, families of emoji stay whole."""
    clusters: list[str] = []
    for char in said:
        if clusters and _extends(clusters[-1], char):
            clusters[-1] += char
        else:
            clusters.append(char)
    return clusters


def _extends(cluster: str, char: str) -> bool:
    if len(cluster) >= _CLUSTER_LENGTH or cluster == "\n":
        return False
    if char == _ZERO_WIDTH_JOINER or "\U0001f3fb" <= char <= "\U0001f3ff":
        return True
    if "\U000e0020" <= char <= "\U000e007f" or unicodedata.category(char) in ("Mn", "Me", "Mc"):
        return True
    if _is_regional(char):
        return len(cluster) == 1 and _is_regional(cluster)
    return cluster.endswith(_ZERO_WIDTH_JOINER) and not char.isalnum()


def _is_regional(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def is_wide(cluster: str) -> bool:
    """Whether it takes a full square, as Chinese characters, their punctuation and emoji do."""
    return unicodedata.east_asian_width(cluster[0]) in ("W", "F") or cluster[0] == NEUTRAL


def estimate_width(said: str, size: float) -> float:
    """A :data:`Measure` without a font: squares for Chinese, a bit over half for the rest."""
    return sum(size if is_wide(cluster) else size * 0.56 for cluster in split_clusters(said))


def break_lines(
    said: str, width: float, size: float, measure: Measure = estimate_width
) -> tuple[str, ...]:
    """Break a text into lines no wider than ``width``.

    Chinese breaks between any two characters, but no line begins with closing punctuation or
    ends with an opening bracket. A Latin word, number or address stays whole unless it is longer
    than a line. Explicit line ends are kept; blank lines at the end are not. At least one
    character stands on every line, however narrow.
    """
    return _break_lines(said, width, size, measure)


@lru_cache(maxsize=16)
def _break_lines(said: str, width: float, size: float, measure: Measure) -> tuple[str, ...]:
    """The same few texts are laid out again at every instant of a film."""
    lines: list[str] = []
    for paragraph in neutralise(said).rstrip("\n ").split("\n"):
        lines += _fill(paragraph, width, size, measure)
    return () if lines == [""] else tuple(lines)


def shorten(said: str, width: float, size: float, measure: Measure = estimate_width) -> str:
    """Cut a text to one line no wider than ``width``, with ``…`` where something is missing."""
    shown = neutralise(said).replace("\n", " ").rstrip()
    if measure(shown, size) <= width:
        return shown
    kept, room = "", width - measure(ELLIPSIS, size)
    for cluster in split_clusters(shown):
        room -= measure(cluster, size)
        if room < 0:
            break
        kept += cluster
    return kept.rstrip() + ELLIPSIS


def _fill(paragraph: str, width: float, size: float, measure: Measure) -> list[str]:
    """Put unbreakable pieces on lines, each line as full as it gets."""
    lines: list[str] = []
    line, used = "", 0.0
    for piece in _split_pieces(paragraph):
        seen = measure(_strip_end(piece), size)
        if line and used + seen > width:
            lines.append(_strip_end(line))
            line, used = "", 0.0
        if seen > width:
            *full, piece = _split_long(piece, width, size, measure)  # noqa: PLW2901 - what is left of it
            lines += full
        line += piece
        used += measure(piece, size)
    return [*lines, _strip_end(line)]


def _strip_end(line: str) -> str:
    return line.rstrip("".join(_SPACES))


def _split_pieces(paragraph: str) -> list[str]:
    """Split where a line may break."""
    pieces: list[str] = []
    before = ""
    for cluster in split_clusters(paragraph):
        if before and _hold_together(before, cluster):
            pieces[-1] += cluster
        else:
            pieces.append(cluster)
        before = cluster
    return pieces


def _hold_together(before: str, after: str) -> bool:
    if _NO_BREAK_SPACE in (before, after):
        return True
    if after[0] in _NO_START or after in _SPACES or before[-1] in _NO_END:
        return True
    if before in _SPACES:
        return False
    return not is_wide(before) and not is_wide(after)


def _split_long(piece: str, width: float, size: float, measure: Measure) -> list[str]:
    """Split a piece that is longer than a line, where it stops fitting."""
    lines: list[list[str]] = [[]]
    used = 0.0
    for cluster in split_clusters(piece):
        wide = measure(cluster, size)
        if lines[-1] and used + wide > width and cluster not in _SPACES:
            moved = _find_carried(lines[-1], cluster)
            used = sum(measure(part, size) for part in moved)
            if used + wide > width:
                moved, used = [], 0.0
            del lines[-1][len(lines[-1]) - len(moved) :]
            lines.append(moved)
        lines[-1].append(cluster)
        used += wide
    return ["".join(line) for line in lines]


def _find_carried(line: list[str], cluster: str) -> list[str]:
    """What goes down with closing punctuation, so that it does not begin a line."""
    if cluster[0] in _NO_START:
        for carried in range(1, min(_CARRIED, len(line) - 1) + 1):
            if line[-carried][0] not in _NO_START:
                return line[-carried:]
    return []
