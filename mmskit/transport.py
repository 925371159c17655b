"""One POST, once: the only module that talks HTTP.

There is no retry, no redirect and no silent proxy. What matters most after a failure is whether
anything had left this machine, and that is not guessed from the error: the connection itself
notes the moment before its first byte goes out. Source: R1, R2, R11, protocol §9.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any, Final, NoReturn

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import (
    HTTPError,
    NameResolutionError,
    ProxyError,
    SSLError,
)

from mmskit import __version__
from mmskit.errors import JournalError, NotSentError, OutcomeUnknownError
from mmskit.texts import Text, text
from mmskit.wire.form import CONTENT_TYPE

_PARTIAL: Final = 206
_CHUNK: Final = 65_536
_GRACE_SECONDS: Final = 1.0


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


class _CancelledError(OSError):
    """The caller gave up before a byte was sent."""


class _Watch:
    """What has happened to one request, seen from its own connection."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._cancelled = False
        self.began = False

    @property
    def given_up(self) -> bool:
        """Whether the caller has stopped waiting."""
        return self._cancelled

    def begin(self, connected: socket.socket | None) -> None:
        """Note that the first byte is about to leave, unless the caller has given up."""
        with self._lock:
            if self._cancelled:
                raise _CancelledError
            self._socket = connected
            self.began = True

    def give_up(self) -> bool:
        """Stop: before the first byte for good, after it by closing the connection.

        Returns:
            Whether anything had left.
        """
        with self._lock:
            self._cancelled = True
            if self._socket is not None:
                with suppress(OSError):
                    # Not SSLSocket.shutdown: that one touches TLS state another thread is using.
                    socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
            return self.began


def _watched_pool(
    pool: type[HTTPConnectionPool], connection: type[HTTPConnection], watch: _Watch
) -> type:
    """A pool whose connections report to a watch."""

    class Watched(connection):  # type: ignore[valid-type,misc]
        _asks_proxy = False

        def _tunnel(self) -> None:
            # CONNECT names the host and nothing else: of the request, nothing has left yet.
            self._asks_proxy = True
            try:
                super()._tunnel()
            finally:
                self._asks_proxy = False

        def send(self, data: Any) -> None:
            if self.sock is None:
                self.connect()
            if not self._asks_proxy:
                watch.begin(self.sock)
            super().send(data)

    return type("WatchedPool", (pool,), {"ConnectionCls": Watched})


class _WatchedAdapter(HTTPAdapter):
    """Carries one request, without retries, on connections that report to a watch."""

    def __init__(self, watch: _Watch) -> None:
        self._pools = {
            "http": _watched_pool(HTTPConnectionPool, HTTPConnection, watch),
            "https": _watched_pool(HTTPSConnectionPool, HTTPSConnection, watch),
        }
        super().__init__(max_retries=0, pool_connections=1, pool_maxsize=1)

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, proxy: Any, **options: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **options)
        manager.pool_classes_by_scheme = self._pools
        return manager


class _OneAnswerSession(requests.Session):
    """Takes every answer as it is: no environment, no redirect, not even a look at where it leads."""

    def __init__(self, watch: _Watch) -> None:
        super().__init__()
        self.trust_env = False
        adapter = _WatchedAdapter(watch)
        self.mount("http://", adapter)
        self.mount("https://", adapter)

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Find none; requests would read the whole answer to prepare for following it."""
        del resp


class Transport:
    """Posts forms to one address.

    Attributes:
        url: ``https://host[:port]`` or, by explicit choice, ``http://…``.
        timeout: seconds that one exchange may take in all, name lookup included.
    """

    def __init__(
        self,
        url: str,
        *,
        timeout: float = 60.0,
        proxy: str | None = None,
        verify: bool | str = True,
    ) -> None:
        """Take the address, the deadline, and a proxy only if one is named here."""
        self.url = url
        self.timeout = timeout
        self._under_way: _Exchange | None = None
        self._proxies = {"http": proxy, "https": proxy} if proxy else {}
        self._verify = verify

    def post(
        self,
        path: str,
        body: bytes,
        *,
        most_bytes: int,
        keep: Callable[[bytes], object] | None = None,
    ) -> Answer:
        """Send one POST and read its answer.

        Args:
            path: the call's path.
            body: the form, encoded.
            most_bytes: the longest answer that is read.
            keep: takes every piece of the answer as it arrives, before anything else.

        Raises:
            NotSentError: nothing left this machine.
            OutcomeUnknownError: something left it, and no whole answer came back.
            JournalError: ``keep`` failed; what was read is in its ``answer``.
        """
        exchange = _Exchange(
            lambda watch, take: self._exchange(path, body, most_bytes, take, watch), keep
        )
        self._under_way = exchange
        try:
            outcome = exchange.run(self.timeout)
        finally:
            self._under_way = None
        if exchange.unkept is not None:
            exchange.unkept.answer = bytes(exchange.read)
            raise exchange.unkept
        if isinstance(outcome, BaseException):
            self._explain(outcome, exchange)
        return outcome

    def stop(self) -> None:
        """Give up the exchange under way, if any; for a signal handler or another thread.

        Its caller gets NotSentError or OutcomeUnknownError, or the answer if it was there already.
        """
        if self._under_way is not None:
            self._under_way.stop()

    def _exchange(
        self, path: str, body: bytes, most_bytes: int, take: Callable[[bytes], None], watch: _Watch
    ) -> Answer:
        headers = {
            "Content-Type": CONTENT_TYPE,
            "Accept": "*/*",
            "Accept-Encoding": "identity",
            "User-Agent": f"mmskit/{__version__}",
            # A connection that was kept could break just as it is used again, and leave a doubt.
            "Connection": "close",
        }
        with _OneAnswerSession(watch) as session:
            response = session.post(
                self.url + path,
                data=body,
                headers=headers,
                # Only ends a thread that nobody waits for: the caller's own deadline comes first.
                timeout=self.timeout + _GRACE_SECONDS,
                allow_redirects=False,
                stream=True,
                proxies=self._proxies,
                verify=self._verify,
            )
            with response:
                return _read_answer(response, most_bytes, take)

    def _explain(self, error: BaseException, exchange: _Exchange) -> NoReturn:
        if not isinstance(error, _EXPECTED):
            raise error
        if not exchange.watch.began:
            reason = error.reason if isinstance(error, _GivenUpError) else _find_reason(error)
            raise NotSentError(text("transport.not_sent", url=self.url, reason=reason)) from None
        reason = error.reason if isinstance(error, _GivenUpError) else text("transport.broke")
        said = text("transport.unknown", reason=reason)
        raise OutcomeUnknownError(said, answer=bytes(exchange.read), reason=reason) from None


class _Exchange:
    """One exchange in a thread of its own, because nothing else bounds a name lookup or a drip."""

    def __init__(
        self,
        work: Callable[[_Watch, Callable[[bytes], None]], Answer],
        keep: Callable[[bytes], object] | None,
    ) -> None:
        self.watch = _Watch()
        self.read = bytearray()
        self.unkept: JournalError | None = None
        self._work = work
        self._keep = keep
        self._ended = threading.Event()
        self._outcome: Answer | BaseException | None = None

    def run(self, timeout: float) -> Answer | BaseException:
        """Wait for the outcome, until the deadline or until it is stopped."""
        thread = threading.Thread(target=self._run, name="mmskit-post", daemon=True)
        reason = text("transport.interrupted")
        try:
            thread.start()
            if not self._ended.wait(timeout):
                reason = text("transport.deadline", seconds=timeout)
        except KeyboardInterrupt:
            self.stop()
        if self._outcome is None:
            self.watch.give_up()
            _join(thread)
        # An answer that came after all is known, and better than a doubt.
        if isinstance(self._outcome, Answer | JournalError):
            return self._outcome
        if self._outcome is None or self.watch.given_up:
            return _GivenUpError(reason)
        return self._outcome

    def stop(self) -> None:
        """Give up: nothing more leaves, and whoever waits is woken."""
        self.watch.give_up()
        self._ended.set()

    def _run(self) -> None:
        try:
            self._outcome = self._work(self.watch, self._take)
        except BaseException as error:  # noqa: BLE001 - it is raised again by the caller's thread
            self._outcome = error
        self._ended.set()

    def _take(self, chunk: bytes) -> None:
        self.read.extend(chunk)
        if self._keep is None or self.unkept is not None:
            return
        try:
            self._keep(chunk)
        except JournalError as error:
            # The rest is read all the same: it will not be told again.
            self.unkept = error


def _join(thread: threading.Thread) -> None:
    """Wait for a thread that has been told to end, but not for ever."""
    with suppress(KeyboardInterrupt, RuntimeError):
        thread.join(_GRACE_SECONDS)


def _read_answer(
    response: requests.Response, most_bytes: int, take: Callable[[bytes], None]
) -> Answer:
    pieces = []
    size = 0
    while piece := response.raw.read1(_CHUNK, decode_content=False):
        take(piece)
        pieces.append(piece)
        size += len(piece)
        if size > most_bytes:
            raise _GivenUpError(text("transport.too_long"))
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
        raise _GivenUpError(text("transport.no_end"))


class _GivenUpError(Exception):
    """The answer is not waited for, or not taken for one."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason)
        self.reason = reason


_EXPECTED: Final = (
    requests.RequestException,
    HTTPError,
    HTTPException,
    OSError,
    ValueError,
    _GivenUpError,
)
"""What an exchange can end in; anything else is a mistake of ours and is not dressed up."""


def _find_reason(error: BaseException) -> Text:
    """Say why no connection came about, from the innermost error that tells."""
    causes: list[BaseException] = []
    pending: list[BaseException] = [error]
    while pending and len(causes) < 20:  # noqa: PLR2004 - no chain is longer
        cause = pending.pop()
        causes.append(cause)
        linked = [cause.__cause__, cause.__context__, getattr(cause, "reason", None), *cause.args]
        pending += [
            link for link in linked if isinstance(link, BaseException) and link not in causes
        ]
    for kinds, key in _REASONS:
        if any(isinstance(cause, kinds) for cause in causes):
            return text(key)
    return text("transport.no_connection")


_REASONS: Final[tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], str], ...]] = (
    (ProxyError, "transport.proxy"),
    ((ssl.SSLCertVerificationError, ssl.CertificateError), "transport.certificate"),
    ((ssl.SSLError, SSLError), "transport.tls"),
    (NameResolutionError, "transport.no_host"),
    (ConnectionRefusedError, "transport.refused"),
    (TimeoutError, "transport.connect_timeout"),
)
