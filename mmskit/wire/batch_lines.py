"""Batch documents as we write them, read without a parser: a line for every recipient.

Such lines can mean one thing only, because nothing in them can be markup. They are taken off the
front of a document for as long as all is exactly so; whatever comes then is left to the parser,
which so sees a shorter document of the same meaning.

Source: MMS §3.3, R12.
"""

from __future__ import annotations

import re
from binascii import a2b_qp
from collections.abc import Iterable, Iterator
from string import ascii_letters, digits
from typing import Final

MOST_HEAD_BYTES: Final = 256 * 1024
"""The longest header that is looked for; a picture takes 50 KB at most."""

MOST_LINE_BYTES: Final = 256 * 1024
"""The longest line that is waited for; a longer one is left to the parser."""

_HEAD: Final = re.compile(
    rb"(?:<\?xml version='1\.0' encoding='UTF-8' \?>\n)?<mms>\n<mmsTitle>[A-Za-z0-9%_.-]*</mmsTitle>\n"
    rb"<mmsPictureType>[a-z]+</mmsPictureType>\n"
    rb"<mmsPictureContent>[A-Za-z0-9+/=]*</mmsPictureContent>\n<mmsBody>\n"
)
_BODY: Final = b"<mmsBody>\n"
_OPEN: Final = b"<mmsBodyData><mmsMobile>"
_MIDDLE: Final = b"</mmsMobile><mmsTextContent>"
_CLOSE: Final = b"</mmsTextContent></mmsBodyData>\n"
_TURN: Final = _CLOSE + _OPEN
_BETWEEN: Final = b"\xff"
"""Stands between texts while they are decoded: UTF-8 has no such byte."""

_PLAIN: Final = (ascii_letters + digits + "%_.~-").encode("ascii") + _BETWEEN
_MOBILES: Final = re.compile(rb"(?:[0-9]{5,20}\n)+")


class LineReader:
    """Takes plain lines off a document.

    Attributes:
        count: how many recipients were taken off so far, a line each.
    """

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self.count = 0
        self._chunks = iter(chunks)
        self._waiting = b""
        self._is_plain = False

    def feed_parser(self) -> Iterator[bytes]:
        """What the parser gets: the header, and once it asks for more, what is left."""
        head = self._take_head()
        if self._is_plain:
            yield head
            head = b""
        yield head + self._waiting
        self._waiting = b""
        yield from self._chunks

    def read(self) -> Iterator[tuple[str, str]]:
        """Number and text of every recipient, up to the first line that is not plain."""
        while self._is_plain:
            block = self._take_lines()
            entries = _decode_lines(block) if block else None
            if entries is None:
                self._waiting = block + self._waiting
                return
            self.count += len(entries)
            yield from entries

    def _take_head(self) -> bytes:
        self._waiting = next(self._chunks, b"")
        while _BODY not in self._waiting and len(self._waiting) < MOST_HEAD_BYTES:
            chunk = next(self._chunks, b"")
            if not chunk:
                break
            self._waiting += chunk
        end = self._waiting.find(_BODY) + len(_BODY)
        head, self._waiting = self._waiting[:end], self._waiting[end:]
        self._is_plain = _HEAD.fullmatch(head) is not None
        return head

    def _take_lines(self) -> bytes:
        """Some whole lines, or nothing at the end."""
        while True:
            end = self._waiting.rfind(_CLOSE) + len(_CLOSE)
            if end >= len(_CLOSE):
                block, self._waiting = self._waiting[:end], self._waiting[end:]
                return block
            chunk = next(self._chunks, b"") if len(self._waiting) < MOST_LINE_BYTES else b""
            if not chunk:
                return b""
            self._waiting += chunk


def _decode_lines(block: bytes) -> list[tuple[str, str]] | None:
    """The recipients of some lines, or None where one is not exactly as we write it."""
    if not block.startswith(_OPEN):
        return None
    lines = block[len(_OPEN) : -len(_CLOSE)].split(_TURN)
    numbers, middles, texts = zip(*(line.partition(_MIDDLE) for line in lines), strict=True)
    mobiles = b"\n".join(numbers) + b"\n"
    if not all(middles) or not _MOBILES.fullmatch(mobiles) or mobiles.count(b"\n") != len(lines):
        return None
    said = _decode_texts(_BETWEEN.join(texts))
    if said is None or len(said) != len(lines):
        return None
    return list(zip(mobiles.decode("ascii").split("\n"), said, strict=False))


def _decode_texts(joined: bytes) -> list[str] | None:
    """Undo the percent-encoding, or None where that is not as plain as it should be.

    But for its sign, quoted-printable is the same code, and its decoder is quick. It leaves alone
    what it does not understand, which the length shows: each sign with its two digits is one byte.
    """
    if joined.translate(None, _PLAIN):
        return None
    raw = a2b_qp(joined.replace(b"%", b"="))
    if len(joined) - len(raw) != 2 * joined.count(b"%"):
        return None
    try:
        return [part.decode() for part in raw.split(_BETWEEN)]
    except UnicodeDecodeError:
        return None
