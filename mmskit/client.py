"""The client: what the platform offers, as calls that either succeed or say exactly what is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from typing import Final, Protocol, Self

from mmskit.account import Account
from mmskit.check import check, find_errors
from mmskit.errors import (
    AccountBlockedError,
    AuthenticationError,
    InsufficientBalanceError,
    InvalidMessageError,
    InvalidNumberError,
    OutcomeUnknownError,
    PlatformError,
    RejectedError,
    ThroughputError,
)
from mmskit.limits import CONTENT_BYTES
from mmskit.message import Message
from mmskit.msisdn import parse_number
from mmskit.texts import text
from mmskit.transport import Answer, Transport
from mmskit.wire.account import Balance, decode_balance
from mmskit.wire.call import Call, balance_call, batch_call, reports_call, send_call
from mmskit.wire.content import encode_content
from mmskit.wire.form import encode_form
from mmskit.wire.reports import ReportPage, decode_reports
from mmskit.wire.result import Accepted, Refused, decode_result

RESULT_BYTES: Final = 64 * 1024
"""The longest one-line answer that is read."""

REPORTS_BYTES: Final = 64 * 1024 * 1024
"""The longest page of delivery reports that is read: about a million."""

_REFUSALS: Final[dict[str, type[PlatformError]]] = {
    "wrong_key": AuthenticationError,
    "unauthorized_ip": AuthenticationError,
    "missing_apikey": AuthenticationError,
    "missing_username": AuthenticationError,
    "missing_password": AuthenticationError,
    "md5_length": AuthenticationError,
    "insufficient_balance": InsufficientBalanceError,
    "account_blocked": AccountBlockedError,
    "throughput": ThroughputError,
}


class Sink(Protocol):
    """Takes an answer as it arrives; :class:`mmskit.journal.Entry` is one."""

    def write(self, chunk: bytes, /) -> object:
        """Take the next piece."""

    def discard(self) -> None:
        """Forget an answer that told nothing."""


class _NoSink:
    def write(self, chunk: bytes, /) -> None:
        """Leave it to the caller, who gets the whole page."""

    def discard(self) -> None:
        """There is nothing to forget."""


@dataclass(frozen=True)
class Receipt:
    """The platform accepted a submission.

    Attributes:
        msgid: one id for all of its recipients. Source: MMS §5.1.4.
        recipients: their numbers, in the order sent.
        time: when the answer arrived, timezone-aware.
    """

    msgid: str
    recipients: tuple[str, ...] = field(repr=False)
    time: datetime


class Client:
    """Talks to the platform for one account.

    Nothing is ever sent a second time by itself. Every call ends in one of four ways: its value
    (the platform accepted), a :class:`PlatformError` (it refused), a :class:`NotSentError`
    (nothing left this machine) or an :class:`OutcomeUnknownError` (nobody knows).
    """

    def __init__(
        self,
        account: Account,
        *,
        timeout: float = 60.0,
        proxy: str | None = None,
        title_field: str = "title",
        verify: bool | str = True,
    ) -> None:
        """Take an account.

        Args:
            account: where to send, and as whom.
            timeout: seconds that one submission may take in all.
            proxy: a proxy's address; none is ever taken from the environment.
            title_field: ``tittle`` for a server that insists on the spelling of the samples (R5).
            verify: False or a file of certificates, as for ``requests``; for tests.
        """
        self.account = account
        self._title_field = title_field
        self._transport = Transport(account.url, timeout=timeout, proxy=proxy, verify=verify)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Nothing is kept open between calls."""

    def send(self, message: Message, to: Iterable[str]) -> Receipt:
        """Send one message to numbers, as one submission.

        Args:
            message: fitted: without errors by :func:`mmskit.check`.
            to: numbers in any common spelling; the same number twice is sent to once.

        Raises:
            InvalidMessageError: the message has errors; nothing was sent.
            InvalidNumberError: a number is none, or there are no numbers; nothing was sent.
            PlatformError: the platform refused; nothing was sent.
            NotSentError: nothing left this machine.
            OutcomeUnknownError: it may have been accepted. Do not send it again on a guess.

        Source: MMS §2, protocol §9.
        """
        errors = find_errors(check(message, limit=CONTENT_BYTES))
        if errors:
            raise InvalidMessageError(errors)
        recipients = tuple(dict.fromkeys(parse_number(number) for number in to))
        if not recipients:
            raise InvalidNumberError("", text("numbers.none"))
        content = encode_content(message.frames)
        call = send_call(
            self.account.credentials,
            recipients,
            message.title,
            content,
            title_field=self._title_field,
        )
        return self._submit(call, recipients)

    def send_batch(self, xml: bytes, recipients: Iterable[str] = ()) -> Receipt:
        """Send a personalised batch as :class:`mmskit.PersonalBatch` writes it, as one submission.

        Args:
            xml: the whole document.
            recipients: the numbers in it, for the receipt.

        Raises:
            PlatformError, NotSentError, OutcomeUnknownError: as :meth:`send`.

        Source: MMS §3.
        """
        return self._submit(
            batch_call(self.account.credentials, xml.decode("utf-8")), tuple(recipients)
        )

    def balance(self) -> Balance:
        """Ask what is left. Asking changes nothing, so any failure may be tried again.

        Raises:
            PlatformError, NotSentError, OutcomeUnknownError: as :meth:`send`.
            DecodeError: the answer is no balance.

        Source: SMS §4, MMS §4.
        """
        answer = self._post(balance_call(self.account.credentials), RESULT_BYTES)
        said = self._read_good(answer)
        return decode_balance(said)

    def pull_reports(
        self,
        *,
        keep: Callable[[], AbstractContextManager[Sink]] = lambda: nullcontext(_NoSink()),
        since: datetime | None = None,
        until: datetime | None = None,
        numbers: Iterable[str] = (),
    ) -> ReportPage:
        """Fetch the delivery reports that wait. What is fetched once is never told again.

        Args:
            keep: opens the place where the raw answer becomes durable before it is read, such as
                ``Journal(folder).entry``; without one, only the returned page has them.
            since: with ``numbers``, the earliest time of sending, timezone-aware.
            until: with ``numbers``, the latest.
            numbers: ask for these numbers only; needs both times.

        Raises:
            PlatformError, NotSentError: as :meth:`send`.
            OutcomeUnknownError: the answer broke off; what came of it is kept, and in ``answer``.
            JournalError: the answer cannot be kept; nothing was asked, if it was said in time.

        Source: MMS §5, R21.
        """
        call = reports_call(
            self.account.credentials,
            since=since,
            until=until,
            mobiles=[parse_number(number) for number in numbers],
        )
        with keep() as sink:
            answer = self._post(call, REPORTS_BYTES, sink.write)
        page = decode_reports(self._read_good(answer))
        if not page.reports and not page.unread:
            sink.discard()
        return page

    def _post(
        self, call: Call, most_bytes: int, keep: Callable[[bytes], object] | None = None
    ) -> Answer:
        return self._transport.post(
            call.path, encode_form(call.fields), most_bytes=most_bytes, keep=keep
        )

    def _submit(self, call: Call, recipients: tuple[str, ...]) -> Receipt:
        answer = self._post(call, RESULT_BYTES)
        said = _decode_text(answer.body)
        result = decode_result(said) if answer.good else None
        if isinstance(result, Accepted):
            return Receipt(result.msgid, recipients, datetime.now(UTC))
        if isinstance(result, Refused):
            raise self._refusal(result, recipients)
        raise self._odd(answer, said, recipients)

    def _read_good(self, answer: Answer) -> str:
        """The text of an answer to a question, unless it is a refusal or no answer of the platform's."""
        said = _decode_text(answer.body)
        if not answer.good:
            raise self._odd(answer, said, ())
        result = decode_result(said)
        if isinstance(result, Refused):
            raise self._refusal(result, ())
        return said

    def _refusal(self, refused: Refused, recipients: tuple[str, ...]) -> PlatformError:
        shown = self.account.mask(refused.text, recipients)
        return _REFUSALS.get(refused.code, RejectedError)(refused.code, refused.text, shown)

    def _odd(self, answer: Answer, said: str, recipients: tuple[str, ...]) -> OutcomeUnknownError:
        """An answer that is neither yes nor no. Source: R11."""
        excerpt = " ".join(self.account.mask(said, recipients).split())[:120]
        reason = text("transport.odd_answer", status=answer.status, excerpt=excerpt)
        return OutcomeUnknownError(text("transport.unknown", reason=reason), answer=answer.body)


def _decode_text(body: bytes) -> str:
    """The answer as text; bytes that are not UTF-8 stay visible and reversible."""
    return body.decode("utf-8", "backslashreplace")
