"""Names of columns and fields, for sentences: the one that was meant, and the ones there are."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches
from itertools import islice
from typing import Final

_LONGEST: Final = 40
_MOST: Final = 20
_MOST_COMPARED: Final = 1_000


def find_close(name: str, known: Collection[str]) -> str | None:
    """The known name that looks most like a name, or None when none does."""
    compared = {
        candidate[:_LONGEST].casefold(): candidate for candidate in islice(known, _MOST_COMPARED)
    }
    close = get_close_matches(name[:_LONGEST].casefold(), compared, n=1, cutoff=0.5)
    return compared[close[0]] if close else None


def show_name(name: str) -> str:
    """A name, or the beginning of a long one."""
    return name if len(name) <= _LONGEST else name[:_LONGEST] + "…"


def show_names(known: Collection[str]) -> tuple[str, ...]:
    """The known names, or the first of many."""
    shown = tuple(show_name(name) for name in islice(known, _MOST))
    return shown if len(known) <= _MOST else (*shown, "…")
