"""Answers: read with a cap, and taken only when their end is marked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import requests

from mmskit.texts import Text, text

_PARTIAL: Final = 206
_CHUNK: Final = 65_536


@dataclass(frozen=True)
class Answer:
    """An answer that arrived whole.

    Attributes:
        status: the HTTP status.
        body: its bytes.
    """

    status: int
    body: bytes

    @property
    def good(self) -> bool:
        """Whether the status is a 2xx; any other says nothing about a submission. Source: R11."""
        return 200 <= self.status < 300 and self.status != _PARTIAL  # noqa: PLR2004 - the class of success


class GivenUpError(Exception):
    """The answer is not waited for, or not taken for one."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason)
        self.reason = reason


def read_answer(
    response: requests.Response, most_bytes: int, take: Callable[[bytes], None]
) -> Answer:
    """Read an answer whole.

    Args:
        response: a streamed one.
        most_bytes: the longest that is read.
        take: gets every piece as it arrives.

    Raises:
        GivenUpError: it is too long, or its end is not marked.
    """
    pieces = []
    size = 0
    while piece := response.raw.read1(_CHUNK, decode_content=False):
        take(piece)
        pieces.append(piece)
        size += len(piece)
        if size > most_bytes:
            raise GivenUpError(text("transport.too_long"))
    _expect_whole(response.headers, size)
    return Answer(response.status_code, b"".join(pieces))


def _expect_whole(headers: Mapping[str, str], size: int) -> None:
    """Check that an answer's end is its real end, marked as such.

    A cut inside the headers leaves no body at all, and a body that ends with the connection may
    have been longer: `success:3` may be the beginning of an id.
    """
    encoding = headers.get("Transfer-Encoding", "").strip().lower()
    if encoding == "chunked":
        return  # a missing chunk has been noticed while reading
    if encoding or headers.get("Content-Length", "") != str(size):
        raise GivenUpError(text("transport.no_end"))
