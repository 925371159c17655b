"""One POST to one address."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from http.client import HTTPException
from typing import Final, NoReturn

import requests
from urllib3.exceptions import HTTPError, NameResolutionError, ProxyError, SSLError

from mmskit import __version__
from mmskit.errors import NotSentError, OutcomeUnknownError
from mmskit.texts import Text, text
from mmskit.transport.answer import Answer, GivenUpError, read_answer
from mmskit.transport.connection import OneAnswerSession, Watch
from mmskit.transport.exchange import Exchange
from mmskit.wire.form import CONTENT_TYPE

_SPARE_SECONDS: Final = 1.0


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
        self._under_way: Exchange | None = None
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
        exchange = Exchange(
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
        self, path: str, body: bytes, most_bytes: int, take: Callable[[bytes], None], watch: Watch
    ) -> Answer:
        headers = {
            "Content-Type": CONTENT_TYPE,
            "Accept": "*/*",
            "Accept-Encoding": "identity",
            "User-Agent": f"mmskit/{__version__}",
            # A connection that was kept could break just as it is used again, and leave a doubt.
            "Connection": "close",
        }
        with OneAnswerSession(watch) as session:
            response = session.post(
                self.url + path,
                data=body,
                headers=headers,
                # Only ends a thread that nobody waits for: the caller's own deadline comes first.
                timeout=self.timeout + _SPARE_SECONDS,
                allow_redirects=False,
                stream=True,
                proxies=self._proxies,
                verify=self._verify,
            )
            with response:
                return read_answer(response, most_bytes, take)

    def _explain(self, error: BaseException, exchange: Exchange) -> NoReturn:
        if not isinstance(error, _EXPECTED):
            raise error
        if not exchange.watch.began:
            reason = error.reason if isinstance(error, GivenUpError) else _find_reason(error)
            raise NotSentError(text("transport.not_sent", url=self.url, reason=reason)) from None
        reason = error.reason if isinstance(error, GivenUpError) else text("transport.broke")
        said = text("transport.unknown", reason=reason)
        raise OutcomeUnknownError(said, answer=bytes(exchange.read), reason=reason) from None


_EXPECTED: Final = (
    requests.RequestException,
    HTTPError,
    HTTPException,
    OSError,
    ValueError,
    GivenUpError,
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
