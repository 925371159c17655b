"""The sentences with which a reader refuses a file, made in one place.

Every function but :func:`place` returns a :class:`~mmskit.media.kinds.MediaFault` for the caller
to raise.
"""

from __future__ import annotations

from mmskit.media.kinds import MediaFault
from mmskit.texts import Text, text


def place(key: str, /, **figures: object) -> Text:
    """A place in a file, such as ``header`` or ``pictures`` (with their number)."""
    return text(f"media.place.{key}", **figures)


def foreign(kind: str) -> MediaFault:
    """The file is of a kind that is not taken here."""
    if kind in ("empty", "unknown"):
        return MediaFault(text(f"media.found.{kind}"))
    return _fault("other_kind", kind)


def truncated(kind: str, size: int, where: Text) -> MediaFault:
    """The file ends too early, after ``size`` bytes."""
    return _fault("truncated", kind, size=size, where=where)


def damaged(kind: str, at: int, why: str, /, **figures: object) -> MediaFault:
    """The bytes at an offset cannot be right; ``why`` is a key below ``media.damage``."""
    return _fault("damaged", kind, at=at, why=text(f"media.damage.{why}", **figures))


def unsupported(kind: str, variant: str, /, **figures: object) -> MediaFault:
    """A variant of an accepted kind that is not taken; a key below ``media.variant``."""
    return _fault("variant", kind, variant=text(f"media.variant.{variant}", **figures))


def exceeded(kind: str, cap: str, /, **figures: object) -> MediaFault:
    """A safety cap is exceeded; ``cap`` is a key below ``media.cap``."""
    return _fault("exceeded", kind, cap=text(f"media.cap.{cap}", **figures))


def polyglot(kind: str, guest: str) -> MediaFault:
    """A file of another kind is hidden inside."""
    return _fault("polyglot", kind, guest=text(f"media.kind.{guest}"))


def _fault(key: str, kind: str, /, **figures: object) -> MediaFault:
    return MediaFault(text(f"media.found.{key}", kind=text(f"media.kind.{kind}"), **figures))
