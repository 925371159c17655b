"""How a text file is encoded, decided over all of it."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

from mmskit.errors import RecipientListError
from mmskit.texts import text

_PIECE: Final = 64 * 1024
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNMARKED: Final = ("utf-16-le", "utf-16-be")
_LEAST_ASCII: Final = 0.2
"""The share of digits, delimiters and line ends in a list; Chinese letters alone are a poor guess."""

_Finding = Literal["text", "nul", "other"]


def find_encoding(path: Path) -> str:
    """The encoding of a text file.

    By its byte-order mark; or else UTF-8 where every byte of it is; or GB18030; or UTF-16 without a
    mark where only one order of its bytes makes a list.

    Raises:
        RecipientListError: it is no text in any of these.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        start = file.read(4)
    marked = [encoding for mark, encoding in _MARKS if start.startswith(mark)]
    tried = marked or ["utf-8", "gb18030"]
    if not marked and _has_nul(path):
        tried = [name for name in _UNMARKED if _makes_a_list(path, name)]
        if len(tried) != 1:
            raise RecipientListError(text("lists.nul", path=path))
    for encoding in tried:
        found = _look_through(path, encoding)
        if found == "text":
            return encoding
        if found == "nul":
            raise RecipientListError(text("lists.nul", path=path))
    raise RecipientListError(text("lists.not_text", path=path))


def _has_nul(path: Path) -> bool:
    with path.open("rb") as file:
        return any(b"\0" in piece for piece in iter(lambda: file.read(_PIECE), b""))


def _look_through(path: Path, encoding: str) -> _Finding:
    """Whether every byte of a file is text in an encoding, without a NUL in it."""
    try:
        return "nul" if any("\0" in said for said in _decode(path, encoding)) else "text"
    except UnicodeDecodeError:
        return "other"


def _makes_a_list(path: Path, encoding: str) -> bool:
    """Whether a file is text with lines in it, and with about as many digits as a list has."""
    total = plain = lines = 0
    try:
        for said in _decode(path, encoding):
            if "\0" in said:
                return False
            total += len(said)
            lines += said.count("\n") + said.count("\r")
            plain += len(said.encode("ascii", "ignore"))
    except UnicodeDecodeError:
        return False
    return lines > 0 and plain >= total * _LEAST_ASCII


def _decode(path: Path, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield decoder.decode(piece)
        yield decoder.decode(b"", final=True)
