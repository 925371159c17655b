"""A real server on a loopback port that does exactly what a test tells it to, however rude."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Script = Callable[[socket.socket], None]


@dataclass
class FaultyServer:
    """What the server saw: one item per connection, the request's bytes as far as it read them."""

    port: int
    requests: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def posts(self) -> int:
        return sum(request.startswith(b"POST ") for request in self.requests)


def read_request(connection: socket.socket) -> bytes:
    """Read one request to the end of its body."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return data
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    length = next(
        (
            int(line.split(b":")[1])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length")
        ),
        0,
    )
    while len(body) < length:
        piece = connection.recv(65536)
        if not piece:
            break
        body += piece
    return head + b"\r\n\r\n" + body


def reset(connection: socket.socket) -> None:
    """Close with a TCP reset instead of an orderly end."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def answer(
    body: bytes, status: str = "200 OK", headers: bytes = b"", *, length: bool = True
) -> bytes:
    """Write a whole HTTP answer."""
    counted = b"Content-Length: %d\r\n" % len(body) if length else b""
    return (
        b"HTTP/1.1 "
        + status.encode()
        + b"\r\nContent-Type: text/html\r\n"
        + counted
        + headers
        + b"\r\n"
        + body
    )


def answering(raw: bytes) -> Script:
    """Read the request, send these bytes, close."""
    return lambda connection: connection.sendall(raw)


@contextmanager
def faulty_server(script: Script, *, read: bool = True) -> Iterator[FaultyServer]:
    """Serve connections with a script; with ``read`` the request is read first."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = FaultyServer(listener.getsockname()[1])

    def serve(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.settimeout(20)
            if read:
                server.requests.append(read_request(connection))
            script(connection)

    def accept() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                thread = threading.Thread(target=serve, args=(connection,), daemon=True)
                workers.append(thread)
                thread.start()

    workers: list[threading.Thread] = []
    acceptor = threading.Thread(target=accept, daemon=True)
    acceptor.start()
    try:
        yield server
    finally:
        # Waking accept() needs a shutdown; close alone leaves the thread waiting.
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        acceptor.join(5)
        for worker in workers:
            worker.join(5)
