"""Spaces inside Base64: tolerated white space, or plus signs that a form has lost?

A ``+`` that stands raw in a form body means a space (R4). White space inside Base64 is tolerated
(R8). Both look alike, so both readings are tried.
"""

from __future__ import annotations

import re
from binascii import Error as Base64Error
from binascii import a2b_base64
from typing import Final

from mmskit.errors import UnsupportedMediaError
from mmskit.media.picture import Picture
from mmskit.media.sound import Sound

_READERS: Final = {"2": Picture, "3": Sound}


def find_spaces(content: str) -> str | None:
    """The name of the first element whose spaces were plus signs, or None."""
    if " " not in content:
        return None
    for element in content.split(";"):
        name, _, encoded = element.partition(",")
        if " " in encoded and _was_plus(name.strip(), encoded):
            return name.strip()[:40]
    return None


def _was_plus(name: str, encoded: str) -> bool:
    """Decode both ways; what can be decoded, and is what its name says, is what was meant."""
    dropped = _decode("".join(encoded.split()))
    restored = _decode(re.sub(r"[\t\r\n]+", "", encoded).replace(" ", "+"))
    if restored is None:
        return False
    if dropped is None:
        return True
    kind = name.partition("_")[2][:1]
    if _reads(kind, dropped) != _reads(kind, restored):
        return _reads(kind, restored)
    # Both make sense, as far as the structure tells: so it does for four pluses lost inside the
    # pixels of a picture, and for four spaces behind its end.
    return " " in encoded.strip()


def is_whole(kind: str, encoded: str) -> bool:
    """Whether an element's Base64 holds what its type digit says: text, picture or sound."""
    data = _decode("".join(encoded.split()))
    return data is not None and _reads(kind, data)


def _decode(encoded: str) -> bytes | None:
    try:
        return a2b_base64(encoded, strict_mode=True)
    except (Base64Error, ValueError):
        return None


def _reads(kind: str, data: bytes) -> bool:
    if kind == "1":
        return _is_text(data)
    try:
        reader = _READERS.get(kind)
        return reader is not None and bool(reader(data))
    except UnsupportedMediaError:
        return False


def _is_text(data: bytes) -> bool:
    try:
        return bool(data.decode())
    except UnicodeDecodeError:
        return False
