"""Reading a request's body: capped while it comes in, and within a time."""

from __future__ import annotations

import asyncio
from typing import Final, Protocol

from starlette.requests import Request

from mmskit.limits import BATCH_BYTES, KIB

SEND_BODY_BYTES: Final = 8 * KIB * KIB
"""The largest body of any call but the batch: what a PHP server takes by default (protocol §11).

The documents set no bound to the number of recipients; this takes half a million.
"""

BATCH_BODY_BYTES: Final = BATCH_BYTES + KIB * KIB
"""The largest body of a batch: ``xmlData`` as documented (R13), and room for the other fields."""

DISCARDED_BYTES: Final = 64 * KIB * KIB
"""How much more is read and thrown away, so that the client comes to read its answer."""


class Sink(Protocol):
    """Where a body goes."""

    def write(self, data: bytes, /) -> object:
        """Take the next piece."""


async def read_body(request: Request, sink: Sink, *, most: int, seconds: float) -> bool:
    """Read a body into a sink; False when it was larger than ``most`` and was thrown away.

    Raises:
        TimeoutError: it did not arrive in time.
        starlette.requests.ClientDisconnect: the client went away in the middle of it.
    """
    size = 0
    async with asyncio.timeout(seconds):
        async for chunk in request.stream():
            size += len(chunk)
            if size <= most:
                sink.write(chunk)
            elif size > most + DISCARDED_BYTES:
                return False
    return size <= most
