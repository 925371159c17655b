"""``caixin_send.php``: one message to any number of recipients. Source: MMS §2."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mmskit.limits import CONTENT_BYTES, TITLE_CHARACTERS
from mmskit.sandbox.arrival import Answer, Arrival
from mmskit.sandbox.diagnosis import examine_content, examine_title, split_recipients
from mmskit.sandbox.findings import Finding, find
from mmskit.sandbox.identity import Denied, identify
from mmskit.sandbox.intake import InsufficientBalance
from mmskit.sandbox.numbers import AnswerCode, find_answer
from mmskit.sandbox.state import State
from mmskit.sandbox.submissions import Recipient, Submission
from mmskit.wire.result import Refused, encode_result, refuse

_LOST_PAGE: Final = "<html><body><h1>502 Bad Gateway</h1></body></html>"


@dataclass(frozen=True)
class _Parcel:
    """The parts of a submission, as far as they could be read."""

    title: str
    recipients: Sequence[str]
    content: str
    findings: tuple[Finding, ...]


def answer_send(state: State, arrival: Arrival) -> Answer:
    """Answer one submission: check it, keep it, charge it, plan its reports."""
    account = identify(state, arrival, "clear")
    parcel = _unpack(arrival)
    if isinstance(account, Denied):
        return _refuse(state, arrival, parcel, account.refused, account.findings)
    refused, found = _check(arrival, parcel)
    if refused is not None:
        return _refuse(state, arrival, parcel, refused, found)
    special = find_special(parcel.recipients)
    if special in {"rejected", "black_keyword"}:
        return _refuse(state, arrival, parcel, make_refusal(state, special), found)
    findings = parcel.findings + found
    try:
        with state.begin("send", arrival.username, arrival.address) as intake:
            list(intake.keep([parcel.content.encode()]))
            intake.add_recipients(Recipient(mobile) for mobile in parcel.recipients)
            submission = intake.accept(parcel.title, findings)
    except InsufficientBalance as short:
        shortage = (find("insufficient", needed=short.needed, left=account.balance),)
        return _refuse(state, arrival, parcel, refuse("insufficient_balance"), found + shortage)
    return confirm(submission, special)


def _unpack(arrival: Arrival) -> _Parcel:
    recipients, findings = split_recipients(arrival.fields.get("mobile", ""))
    title = arrival.fields.get("title") or ""
    if not title and arrival.fields.get("tittle"):
        title = arrival.fields["tittle"]
        findings.append(find("sent_as_tittle"))
    findings.extend(examine_title(title))
    content = arrival.fields.get("content", "")
    return _Parcel(title, recipients, content, arrival.findings + tuple(findings))


def _check(arrival: Arrival, parcel: _Parcel) -> tuple[Refused | None, tuple[Finding, ...]]:
    """The first documented reason to refuse, in the order in which the documents list them."""
    missing = _find_missing(parcel)
    if missing is not None:
        return refuse(missing), ()
    if not arrival.readable:
        return refuse("unrecognized_encoding"), ()
    examined = examine_content(parcel.content)
    if examined.frames is None:
        return refuse("unrecognized_encoding"), examined.findings
    too_long = (*check_title(parcel.title), *_check_size(parcel.content))
    if too_long:
        return refuse("body_too_long"), examined.findings + too_long
    return None, examined.findings


def _find_missing(parcel: _Parcel) -> str | None:
    if not parcel.recipients:
        return "missing_recipient"
    if not parcel.title.strip():
        return "missing_title"
    return None if parcel.content.strip() else "missing_content"


def check_title(title: str) -> tuple[Finding, ...]:
    """A title over 40 characters. The documents name no answer for it: it is too long. Source: R6."""
    if len(title) <= TITLE_CHARACTERS:
        return ()
    return (find("title_too_long", found=len(title), most=TITLE_CHARACTERS),)


def _check_size(content: str) -> tuple[Finding, ...]:
    """A content over 50 KB, counted as submitted, before URL-encoding. Source: R9."""
    size = len(content.encode())
    if size <= CONTENT_BYTES:
        return ()
    return (find("content_too_long", size=size, limit=CONTENT_BYTES, over=size - CONTENT_BYTES),)


def find_special(recipients: Sequence[str]) -> AnswerCode | None:
    """The answer that a test number among the recipients asks for, or None."""
    return next(filter(None, map(find_answer, recipients)), None)


def make_refusal(state: State, special: AnswerCode | None) -> Refused:
    """The refusal that a test number asks for. Source: MMS §2.2, protocol §11."""
    if special == "rejected":
        msgid = state.take_msgid()
        return Refused("rejected", f"error:{msgid}", msgid)
    return Refused("other", "error:Black keywords is:sandbox")


def confirm(submission: Submission, special: AnswerCode | None) -> Answer:
    """Say that a submission was taken, unless a test number asks for that to be lost. Source: R11."""
    if special == "lost_empty":
        return Answer("", (*submission.findings, find("special_answer")), submission)
    if special == "lost_page":
        findings = (*submission.findings, find("special_answer"))
        return Answer(_LOST_PAGE, findings, submission, status=502)
    return Answer(submission.answer, submission.findings, submission)


def _refuse(
    state: State,
    arrival: Arrival,
    parcel: _Parcel,
    refused: Refused,
    found: tuple[Finding, ...],
) -> Answer:
    findings = parcel.findings + found
    submission = state.refuse(
        arrival.call,
        arrival.username,
        arrival.address,
        answer=encode_result(refused),
        title=parcel.title,
        recipients=parcel.recipients,
        content=parcel.content.encode(),
        findings=findings,
    )
    return Answer(submission.answer, findings, submission)
