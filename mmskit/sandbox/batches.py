"""``caixin_send_batch.php``: every recipient's own text, one picture for all. Source: MMS §3."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from mmskit.errors import DecodeError
from mmskit.limits import BATCH_BYTES, CONTENT_BYTES
from mmskit.media.picture import Picture
from mmskit.sandbox.arrival import Answer, Arrival
from mmskit.sandbox.diagnosis import examine_title, is_quoted_again
from mmskit.sandbox.findings import Finding, find
from mmskit.sandbox.form_stream import LargeField
from mmskit.sandbox.identity import Denied, identify
from mmskit.sandbox.intake import InsufficientBalance, Intake
from mmskit.sandbox.numbers import AnswerCode, find_answer
from mmskit.sandbox.sends import check_title, confirm, make_refusal
from mmskit.sandbox.settings import PlatformAccount
from mmskit.sandbox.state import State
from mmskit.sandbox.submissions import Recipient, Submission
from mmskit.wire.batch import decode_batch
from mmskit.wire.content import find_element_size
from mmskit.wire.result import Refused, encode_result, refuse

KEPT_BYTES: Final = 64 * 1024
"""How much is kept of a batch that was refused."""


class _RefusedError(Exception):
    """A reason to refuse, found while the batch was being read; what was kept so far is undone."""

    def __init__(self, refused: Refused, *findings: Finding) -> None:
        super().__init__(refused)
        self.refused = refused
        self.findings = findings


class _SpecialAnswerError(Exception):
    """A test number asks for the whole batch to be refused; what was kept so far is undone."""


class _Batch:
    """One batch being read."""

    def __init__(self, state: State, arrival: Arrival, xml: LargeField | None) -> None:
        self.state, self.arrival, self.xml = state, arrival, xml
        self.title = ""
        self.special: AnswerCode | None = None
        self.findings = arrival.findings

    def accept(self, account: PlatformAccount, xml: LargeField) -> Submission:
        """Read it to its end and keep it. Raises _RefusedError."""
        try:
            with self.state.begin("batch", account.name, self.arrival.address) as intake:
                return self._take(intake, xml)
        except DecodeError as error:
            code = "raw_plus" if error.sentence.key.endswith(".plus_lost") else "undecodable"
            found = find(code, where=error.where, said=error.sentence)
            raise _RefusedError(refuse("unrecognized_encoding"), found) from None
        except _SpecialAnswerError:
            raise _RefusedError(make_refusal(self.state, self.special)) from None
        except InsufficientBalance as short:
            found = find("insufficient", needed=short.needed, left=account.balance)
            raise _RefusedError(refuse("insufficient_balance"), found) from None

    def _take(self, intake: Intake, xml: LargeField) -> Submission:
        document = decode_batch(intake.keep(xml.read()))
        self.title = document.title
        self.findings += tuple(examine_title(self.title))
        too_long = check_title(document.title)
        if too_long:
            raise _RefusedError(refuse("body_too_long"), *too_long)
        if not document.title.strip():
            raise _RefusedError(refuse("missing_title"))
        intake.add_recipients(self._read(document.entries, document.picture))
        if self.special in {"rejected", "black_keyword"}:
            raise _SpecialAnswerError
        return intake.accept(self.title, self.findings)

    def _read(self, entries: Iterable[tuple[str, str]], picture: Picture) -> Iterator[Recipient]:
        shared = find_element_size(f"1_2.{picture.kind}", len(picture.data)) + 1
        empty = True
        for mobile, said in entries:
            if empty and is_quoted_again(said):
                self.findings += (find("text_encoded_twice"),)
            empty = False
            self.special = self.special or find_answer(mobile)
            size = shared + find_element_size("1_1.txt", len(said.encode()))
            if size > CONTENT_BYTES:
                figures = {"size": size, "limit": CONTENT_BYTES, "over": size - CONTENT_BYTES}
                raise _RefusedError(refuse("body_too_long"), find("content_too_long", **figures))
            yield Recipient(mobile, said)
        if empty:
            raise _RefusedError(refuse("missing_recipient"))

    def check(self) -> Submission:
        """Check it from the credentials on, and keep it. Raises _RefusedError."""
        account = identify(self.state, self.arrival, "clear")
        if isinstance(account, Denied):
            raise _RefusedError(account.refused, *account.findings)
        if self.xml is None or self.xml.size == 0:
            raise _RefusedError(refuse("missing_content"))
        if not self.arrival.readable:
            raise _RefusedError(refuse("unrecognized_encoding"))
        if self.xml.size > BATCH_BYTES:
            found = find("batch_too_long", size=self.xml.size, limit=BATCH_BYTES)
            raise _RefusedError(refuse("body_too_long"), found)
        return self.accept(account, self.xml)


def answer_batch(state: State, arrival: Arrival, xml: LargeField | None) -> Answer:
    """Answer one batch: read it as a stream, keep all of it or nothing.

    Other calls wait while a batch is being kept: everything of it is one transaction.
    """
    batch = _Batch(state, arrival, xml)
    try:
        submission = batch.check()
    except _RefusedError as error:
        findings = (*batch.findings, *error.findings)
        submission = state.refuse(
            "batch",
            arrival.username,
            arrival.address,
            answer=encode_result(error.refused),
            title=batch.title,
            content=_read_start(xml),
            findings=findings,
        )
        return Answer(submission.answer, findings, submission)
    return confirm(submission, batch.special)


def _read_start(xml: LargeField | None) -> bytes:
    return b"" if xml is None else next(iter(xml.read()), b"")[:KEPT_BYTES]
