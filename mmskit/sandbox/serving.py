"""uvicorn in a thread: it starts and stops at once, and leaves nothing open behind it."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
from contextlib import suppress
from typing import Final

import uvicorn
from starlette.types import ASGIApp

STOP_SECONDS: Final = 5
"""How long calls that are being answered may take once the server is told to stop."""

CONNECTIONS: Final = 1000
"""The most at a time; the documents allow 300 (SMS §3.6)."""

_TURNS: Final = 8
"""Turns of the event loop that taking or closing a connection needs, and some more."""

_POLL_SECONDS: Final = 0.005

# As a library does: what uvicorn has to say goes to whoever has set up logging, and nowhere else.
logging.getLogger("uvicorn.error").addHandler(logging.NullHandler())


class ThreadedUvicorn(uvicorn.Server):
    """A uvicorn server for a socket that somebody else has bound."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                loop="asyncio",
                http="h11",
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                limit_concurrency=CONNECTIONS,
                timeout_keep_alive=30,
            )
        )
        self._running = threading.Event()
        self._ending = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def serve_on(self, listener: socket.socket) -> None:
        """Serve on a socket, in this thread, until told to stop."""
        try:
            self.run(sockets=[listener])
        finally:
            self._running.set()  # whoever waits must not wait for ever

    async def main_loop(self) -> None:
        """Serve until told to stop."""
        self._loop = asyncio.get_running_loop()
        self._running.set()
        counter = 0
        while not await self.on_tick(counter):
            try:
                async with asyncio.timeout(1):
                    await self._ending.wait()
            except TimeoutError:
                counter += 10  # on_tick counts tenths of a second
        await self._stop_accepting(self._loop)

    async def _stop_accepting(self, loop: asyncio.AbstractEventLoop) -> None:
        """Take no more connections, and let those that were just taken come to life.

        asyncio forgets a connection, and never closes it, when its server is closed in the same
        turn of the loop in which the connection was taken.
        """
        for server in self.servers:
            for listener in server.sockets:
                with suppress(NotImplementedError):  # the loop of Windows does not poll
                    loop.remove_reader(listener.fileno())
        await _let_turn()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Finish what is being answered, then hang up on whoever is still there.

        uvicorn's own way waits at least a tenth of a second, which every test would pay.
        """
        for server in self.servers:
            server.close()
        for listener in sockets or []:
            listener.close()
        state = self.server_state
        for connection in list(state.connections):
            connection.shutdown()
        await _let_turn()
        with suppress(TimeoutError):
            async with asyncio.timeout(STOP_SECONDS):
                while state.connections or state.tasks:  # noqa: ASYNC110 - uvicorn has no event for it
                    await asyncio.sleep(_POLL_SECONDS)
        for task in list(state.tasks):
            task.cancel()
        for connection in list(state.connections):
            connection.transport.abort()
        await _let_turn()

    def wait_started(self) -> None:
        """Wait until it answers."""
        self._running.wait()

    def stop(self) -> None:
        """Tell it to stop, from another thread."""
        self.should_exit = True
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._ending.set)


async def _let_turn() -> None:
    for _ in range(_TURNS):
        await asyncio.sleep(0)
