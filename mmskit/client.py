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
    DecodeError,
    InsufficientBalanceError,
    InvalidMessageError,
    InvalidNumberError,
    JournalError,
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
from mmskit.wire.call import (
    Call,
    balance_call,
    batch_call,
    records_call,
    reports_call,
    send_call,
)
from mmskit.wire.content import encode_content
from mmskit.wire.form import encode_form
from mmskit.wire.reports import NO_RECORD, ReportPage, decode_reports
from mmskit.wire.result import Accepted, Refused, decode_result
from mmskit.wire.sent import SentPage, decode_sent

RESULT_BYTES: Final = 64 * 1024
"""The longest one-line answer that is read."""

REPORTS_BYTES: Final = 64 * 1024 * 1024
"""The longest page of delivery reports that is read: about a million."""

_EXCERPT: Final = 120

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

    def stop(self) -> None:
        """Give up the call under way, from a signal handler or another thread.

        The call ends as NotSentError or OutcomeUnknownError, or with its answer if that was there.
        """
        self._transport.stop()

    def send(self, message: Message, to: Iterable[str] | str) -> Receipt:
        """Send one message to numbers, as one submission.

        Args:
            message: fitted: without errors by :func:`mmskit.check`.
            to: numbers in any common spelling, or one; the same number twice is sent to once.

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
        numbers = [to] if isinstance(to, str) else to
        recipients = tuple(dict.fromkeys(parse_number(number) for number in numbers))
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
            xml: the whole document, UTF-8.
            recipients: the numbers in it, for the receipt.

        Raises:
            DecodeError: the document is not UTF-8; nothing was sent.
            PlatformError, NotSentError, OutcomeUnknownError: as :meth:`send`.

        Source: MMS §3.
        """
        try:
            written = xml.decode("utf-8")
        except UnicodeDecodeError as error:
            where = str(error.start)
            raise DecodeError(
                text("answers.xml_not_utf8", position=error.start), what="batch", where=where
            ) from None
        return self._submit(batch_call(self.account.credentials, written), tuple(recipients))

    def balance(self) -> Balance:
        """Ask what is left. Asking changes nothing, so any failure may be tried again.

        Raises:
            PlatformError, NotSentError, OutcomeUnknownError: as :meth:`send`.
            DecodeError: the answer is no balance.

        Source: SMS §4, MMS §4.
        """
        said = self._ask(balance_call(self.account.credentials))
        try:
            return decode_balance(said)
        except DecodeError as error:
            # What is no balance may be an echo of the request, secrets included.
            shown = self.account.mask(said)[:_EXCERPT]
            raise DecodeError(
                text("answers.bad_balance", answer=shown), what=error.what, where=error.where
            ) from None

    def list_sent(self, *, since: datetime, until: datetime) -> SentPage:
        """Ask for the platform's own records. Asking changes nothing, and may be repeated.

        Args:
            since: the earliest time of sending, timezone-aware.
            until: the latest.

        Raises:
            PlatformError, NotSentError, OutcomeUnknownError: as :meth:`send`.
            DecodeError: the answer is no list of records.

        Source: SMS §5, protocol §6.
        """
        call = records_call(self.account.credentials, since=since, until=until)
        page = decode_sent(self._ask(call, REPORTS_BYTES))
        if page.unread and not page.records:
            # Not shown: what is no list of records may still hold numbers.
            raise DecodeError(text("answers.bad_records"), what="records", where="answer")
        return page

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
        try:
            page, sink = self._pull(call, keep)
        except OutcomeUnknownError as error:
            said = text("transport.pull_broke", reason=error.reason)
            raise OutcomeUnknownError(said, answer=error.answer, reason=error.reason) from None
        if not page.reports:
            sink.discard()
        return page

    def _pull(
        self, call: Call, keep: Callable[[], AbstractContextManager[Sink]]
    ) -> tuple[ReportPage, Sink]:
        """Fetch, keep, then read. Whatever fails, what came in is kept or in the error."""
        answer: Answer | None = None
        try:
            with keep() as sink:
                answer = self._post(call, REPORTS_BYTES, sink.write)
        except JournalError as error:
            came = answer.body if answer else getattr(error.__context__, "answer", b"")
            error.answer = error.answer or came
            raise
        said = _decode_text(answer.body)
        result = decode_result(said) if answer.good else None
        if isinstance(result, Refused):
            sink.discard()
            raise self._refusal(result, ())
        page = decode_reports(said)
        told = page.reports or said.strip().lower() == NO_RECORD
        if not answer.good or not told:
            # Not shown: what is no page of reports may still hold numbers.
            reason = text("transport.odd_page", status=answer.status, size=len(answer.body))
            raise OutcomeUnknownError(reason, answer=answer.body, reason=reason)
        return page, sink

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

    def _ask(self, call: Call, most_bytes: int = RESULT_BYTES) -> str:
        """The answer to a question that changes nothing, unless it is a refusal."""
        try:
            answer = self._post(call, most_bytes)
            said = _decode_text(answer.body)
            if not answer.good:
                raise self._odd(answer, said, ())
        except OutcomeUnknownError as error:
            sentence = text("transport.no_answer", reason=error.reason)
            raise OutcomeUnknownError(sentence, answer=error.answer, reason=error.reason) from None
        result = decode_result(said)
        if isinstance(result, Refused):
            raise self._refusal(result, ())
        return said

    def _refusal(self, refused: Refused, recipients: tuple[str, ...]) -> PlatformError:
        shown = self.account.mask(refused.text, recipients)
        return _REFUSALS.get(refused.code, RejectedError)(refused.code, refused.text, shown)

    def _odd(self, answer: Answer, said: str, recipients: tuple[str, ...]) -> OutcomeUnknownError:
        """An answer that is neither yes nor no. Source: R11."""
        excerpt = " ".join(self.account.mask(said, recipients).split())[:_EXCERPT]
        key = "transport.odd_answer" if excerpt else "transport.empty_answer"
        reason = text(key, status=answer.status, excerpt=excerpt)
        sentence = text("transport.unknown", reason=reason)
        return OutcomeUnknownError(sentence, answer=answer.body, reason=reason)


def _decode_text(body: bytes) -> str:
    """The answer as text; bytes that are not UTF-8 stay visible as escapes."""
    return body.decode("utf-8", "backslashreplace")
