"""The sandbox as a server: in a thread for tests and the demo, or for as long as the user wants."""

from __future__ import annotations

import errno
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Final, Self

from mmskit.errors import SandboxError
from mmskit.sandbox.app import make_app
from mmskit.sandbox.logbook import Log
from mmskit.sandbox.serving import ThreadedUvicorn
from mmskit.sandbox.settings import Settings
from mmskit.sandbox.state import State
from mmskit.texts import Text, text

_LARGEST_PORT: Final = 65535


class Server:
    """A running sandbox. Use it in a ``with`` block, or call ``start`` and ``stop``.

    Args:
        settings: what it is started with.
        log: takes one line per call; None logs nothing.
        clock: UNIX seconds; a test brings its own.

    Attributes:
        state: what it remembers, once it is started.
    """

    def __init__(
        self, settings: Settings, *, log: Log | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        self.settings = settings
        self._log: Log = log or _ignore
        self._clock = clock
        self._socket: socket.socket | None = None
        self._thread: threading.Thread | None = None
        self._uvicorn: ThreadedUvicorn | None = None

    def start(self) -> Self:
        """Open the file, take the port and begin to answer.

        Raises:
            SandboxError: the port or the file cannot be used.
        """
        self._socket = bind(self.settings.host, self.settings.port)
        try:
            self.state = State(self.settings, self._clock)
        except BaseException:
            self._socket.close()
            raise
        self._uvicorn = ThreadedUvicorn(make_app(self.state, self.settings, self._log))
        self._thread = threading.Thread(
            target=self._uvicorn.serve_on, args=[self._socket], name="mmskit-sandbox"
        )
        self._port = int(self._socket.getsockname()[1])
        self._thread.start()
        self._uvicorn.wait_started()
        return self

    def stop(self) -> None:
        """Finish the calls that are being answered, and close everything. Stopping twice is fine."""
        if self._uvicorn is None or self._thread is None:
            return
        self._uvicorn.stop()
        self._thread.join()
        self._uvicorn = self._thread = None
        self.state.close()

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return self._port

    @property
    def url(self) -> str:
        """Where a client on this machine finds it: ``http://127.0.0.1:8052``."""
        host = self.settings.host
        if host in {"", "0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
            host = "127.0.0.1"
        return f"http://[{host}]:{self._port}" if ":" in host else f"http://{host}:{self._port}"

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def run_forever(
    settings: Settings, *, log: Log, on_ready: Callable[[Server], None] = lambda _server: None
) -> None:
    """Run a sandbox until the process is interrupted (Ctrl+C) or told to end (SIGTERM).

    Args:
        settings: what it is started with.
        log: takes one line per call.
        on_ready: is called once it answers, to say where.

    Raises:
        SandboxError: the port or the file cannot be used.
    """
    ended = threading.Event()
    before = signal.signal(signal.SIGTERM, lambda _number, _frame: ended.set())
    try:
        with Server(settings, log=log) as server:
            on_ready(server)
            # A wait without a time-out could not be interrupted on every system.
            while not ended.wait(1):
                pass
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)


def bind(host: str, port: int) -> socket.socket:
    """Take a port, 0 for any free one.

    Raises:
        SandboxError: it is taken, not allowed, or no port at all; the sentence says which.
    """
    if not 0 <= port <= _LARGEST_PORT:
        raise SandboxError(text("sandbox.port_range", port=port, most=_LARGEST_PORT))
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError as error:
        raise SandboxError(text("sandbox.host_unknown", host=host, reason=error.strerror)) from None
    listener = socket.socket(family, kind, protocol)
    try:
        if os.name == "posix":
            # A port that was just left may be taken again at once; on Windows this would share it.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(512)
    except OSError as error:
        listener.close()
        raise SandboxError(_explain(error, host, port)) from None
    return listener


def _explain(error: OSError, host: str, port: int) -> Text:
    keys = {
        errno.EADDRINUSE: "sandbox.port_in_use",
        errno.EACCES: "sandbox.port_forbidden",
        errno.EADDRNOTAVAIL: "sandbox.host_not_here",
    }
    key = keys.get(error.errno or 0, "sandbox.port_unusable")
    return text(key, host=host, port=port, reason=error.strerror or error)


def _ignore(_line: str) -> None:
    """Log nothing."""
