"""A platform that is as rude as a network can be, and keeps books of its own of whom it charged."""

from __future__ import annotations

import random
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from faulty_server import answer, reset

FATES = {
    "fine": 75,
    "reset_at_once": 3,
    "cut_request": 3,
    "lost_answer": 4,
    "cut_answer": 4,
    "page": 2,
    "nothing": 1,
    "stall": 1,
    "stall_charged": 1,
    "broke": 2,
    "kill_first": 1,
    "kill_reading": 1,
    "kill_charged": 2,
    "kill_answering": 2,
    "kill_answered": 2,
}
"""What becomes of a request, and how often."""

_MOBILE = re.compile(rb"%3CmmsMobile%3E([0-9]+)%3C%2FmmsMobile%3E")


@dataclass
class Ledger:
    """Who was charged, by the platform's own books.

    Attributes:
        charged: every number with the msgids it was charged under.
        twice: those who were charged under more than one.
        fates: what became of each request, by its name.
        random: decides; None lets everything go well.
        kill: ends the sender.
    """

    charged: dict[str, list[str]] = field(default_factory=dict)
    twice: set[str] = field(default_factory=set)
    fates: list[str] = field(default_factory=list)
    random: random.Random | None = None
    kill: Callable[[], None] = lambda: None
    _next: int = 10_000_000
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start_anew(self, seed: int) -> None:
        """Forget everything, and be rude in another way."""
        self.charged, self.twice, self.fates = {}, set(), []
        self.random = random.Random(seed)  # noqa: S311 - to be repeated

    def charge(self, body: bytes) -> str:
        """Take a submission."""
        numbers = read_numbers(body)
        assert numbers, "a submission without anyone"
        with self._lock:
            self._next += 1
            msgid = str(self._next)
            for number in numbers:
                msgids = self.charged.setdefault(number, [])
                msgids.append(msgid)
                if len(msgids) > 1:
                    self.twice.add(number)
        return msgid

    def choose(self) -> tuple[str, float]:
        """What becomes of the next request, and a number for where."""
        with self._lock:
            if self.random is None:
                return "fine", 0.0
            (fate,) = self.random.choices(list(FATES), list(FATES.values()))
            self.fates.append(fate)
            return fate, self.random.random()


def read_numbers(body: bytes) -> list[str]:
    """Whom a form is for, by a reader that is not mmskit's, and as quick as thousands of them need."""
    found = _MOBILE.findall(body)
    if not found:
        found = parse_qs(body, strict_parsing=True)[b"mobile"][0].split(b",")
    return [number.decode("ascii") for number in found]


@contextmanager
def serving(ledger: Ledger) -> Iterator[str]:
    """Serve on a loopback port; yields the address."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)

    def serve(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.settimeout(20)
            _answer(connection, ledger)

    def accept() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=serve, args=(connection,), daemon=True).start()

    acceptor = threading.Thread(target=accept, daemon=True)
    acceptor.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        acceptor.join(5)


def _answer(connection: socket.socket, ledger: Ledger) -> None:
    fate, where = ledger.choose()
    if fate == "kill_first":
        ledger.kill()
    if fate == "reset_at_once":
        reset(connection)
        return
    body = _read_body(connection, where if fate in {"cut_request", "kill_reading"} else None)
    if fate == "kill_reading":
        ledger.kill()
        body = body and _read_body(connection, None, body)
    if fate == "cut_request":
        reset(connection)
    elif fate == "stall":
        _wait_for_end(connection)
    elif fate == "broke":
        connection.sendall(answer(b"error:Account balance is insufficient"))
    elif body is not None:
        # A whole form is taken, whether or not anyone waits for the answer.
        _answer_charged(connection, ledger, fate, where, ledger.charge(body))


def _answer_charged(
    connection: socket.socket, ledger: Ledger, fate: str, where: float, msgid: str
) -> None:
    said = {
        "page": answer(b"<html>502 Bad Gateway</html>", "502 Bad Gateway"),
        "nothing": answer(b""),
    }.get(fate, answer(f"success:{msgid}".encode()))
    first = int(len(said) * where) if fate in {"cut_answer", "kill_answering"} else 0
    connection.sendall(said[:first])
    if fate in {"kill_charged", "kill_answering"}:
        ledger.kill()
    if fate == "stall_charged":
        _wait_for_end(connection)
    elif fate in {"lost_answer", "cut_answer"}:
        reset(connection)
    else:
        connection.sendall(said[first:])
        if fate == "kill_answered":
            ledger.kill()


def _read_body(
    connection: socket.socket, where: float | None, before: bytes | None = None
) -> bytes | None:
    """The whole body, or what there is of it at some part of its length; None where it is cut off."""
    data = before or b""
    while True:
        head, end, body = data.partition(b"\r\n\r\n")
        found = re.search(rb"(?i)content-length: *([0-9]+)", head) if end else None
        length = int(found[1]) if found else None
        if length is not None:
            if where is not None and len(body) >= int(length * where):
                return data
            if len(body) >= length:
                return body
        piece = connection.recv(65536 if where is None else 512)
        if not piece:
            return None
        data += piece


def _wait_for_end(connection: socket.socket) -> None:
    while connection.recv(65536):
        pass
