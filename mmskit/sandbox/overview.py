"""The sandbox's things as JSON objects."""

from __future__ import annotations

from typing import Any, Final

from mmskit.media.picture import Picture
from mmskit.media.sound import Sound
from mmskit.message import Frame
from mmskit.sandbox.deliveries import ReportState
from mmskit.sandbox.findings import Finding
from mmskit.sandbox.numbers import ANSWERS, FATES, INVALID, OTHERWISE
from mmskit.sandbox.received import find_message
from mmskit.sandbox.settings import PlatformAccount
from mmskit.sandbox.state import State
from mmskit.sandbox.submissions import Submission
from mmskit.texts import Text, text
from mmskit.wire.call import (
    BALANCE_PATH,
    BALANCE_PATH_MMS,
    BATCH_PATH,
    REPORTS_PATH,
    SEND_PATH,
)

NOT_BUILT: Final = (
    "/api/send/index.php",
    "/api/send/sms_batch.php",
    "/api/send/sms_webservice.php",
    "/api/reply/index.php",
    "/api/bind/index.php",
    "/api/black/index.php",
)
"""Calls of the documents that the sandbox does not answer yet."""

SHOWN_RECIPIENTS: Final = 1000

_LINKS: Final = {
    "messages": "/sandbox/api/messages",
    "submissions": "/sandbox/api/submissions",
    "accounts": "/sandbox/api/accounts",
}


def describe(delay: float) -> dict[str, Any]:
    """What is here: the calls, the test numbers, and where to look."""
    return {
        "name": "mmskit sandbox",
        "delay_seconds": delay,
        "calls": [SEND_PATH, BATCH_PATH, BALANCE_PATH_MMS, BALANCE_PATH, REPORTS_PATH],
        "not_built": list(NOT_BUILT),
        "test_numbers": [
            {"ending": fate.ending, "code": fate.code, **_say(text(f"sandbox.number.{fate.code}"))}
            for fate in (*FATES, OTHERWISE, INVALID)
        ],
        "answers": [
            {"number": number, "code": code, **_say(text(f"sandbox.number.{code}"))}
            for number, code in ANSWERS.items()
        ],
        "links": _LINKS,
    }


def describe_account(account: PlatformAccount) -> dict[str, Any]:
    """An account without its secrets."""
    return {
        "name": account.name,
        "balance": account.balance,
        "total": account.total,
        "blocked": account.blocked,
        "addresses": list(account.addresses),
        "layout": account.layout,
        "ext": account.ext,
    }


def describe_submission(submission: Submission) -> dict[str, Any]:
    """A submission in a list."""
    kind = "messages" if submission.accepted else "submissions"
    return {
        "id": submission.id,
        "time": submission.time.isoformat(timespec="milliseconds"),
        "call": submission.call,
        "account": submission.account,
        "address": submission.address,
        "accepted": submission.accepted,
        "msgid": submission.msgid or None,
        "answer": submission.answer,
        "title": submission.title,
        "size": submission.size,
        "recipient_count": submission.recipients,
        "findings": list(map(_describe_finding, submission.findings)),
        "href": f"/sandbox/api/{kind}/{submission.id}",
    }


def describe_whole(state: State, submission: Submission) -> dict[str, Any]:
    """A submission with its frames, its first recipients, and what is reported about them."""
    described = describe_submission(submission)
    recipients = state.list_recipients(submission.id, limit=SHOWN_RECIPIENTS)
    reports: dict[str, list[dict[str, Any]]] = {}
    # No test number is reported more than twice.
    for report in state.list_reports(submission=submission.id, limit=2 * SHOWN_RECIPIENTS):
        reports.setdefault(report.mobile, []).append(_describe_report(report))
    message = find_message(state, submission)
    frames = () if message is None else message.frames
    return described | {
        "frames": [
            _describe_frame(number, frame, described["href"])
            for number, frame in enumerate(frames, 1)
        ],
        "recipients": [
            {"mobile": one.mobile, "text": one.said, "reports": reports.get(one.mobile, [])}
            for one in recipients
        ],
        "content": f"{described['href']}/content",
    }


def _describe_frame(number: int, frame: Frame, href: str) -> dict[str, Any]:
    return {
        "number": number,
        "text": frame.text,
        "picture": _describe_picture(frame.picture, f"{href}/media/{number}_2"),
        "sound": _describe_sound(frame.sound, f"{href}/media/{number}_3"),
    }


def _describe_picture(picture: Picture | None, href: str) -> dict[str, Any] | None:
    if picture is None:
        return None
    return {
        "kind": picture.kind,
        "bytes": len(picture.data),
        "width": picture.width,
        "height": picture.height,
        "href": f"{href}.{picture.kind}",
    }


def _describe_sound(sound: Sound | None, href: str) -> dict[str, Any] | None:
    if sound is None:
        return None
    return {
        "kind": sound.kind,
        "bytes": len(sound.data),
        "seconds": sound.facts.seconds,
        "href": f"{href}.{sound.kind}",
    }


def _describe_report(report: ReportState) -> dict[str, Any]:
    return {
        "msgid": report.msgid,
        "status": report.status,
        "time": report.time.isoformat(timespec="seconds"),
        "due": report.due.isoformat(timespec="milliseconds"),
        "pulled": None
        if report.pulled is None
        else report.pulled.isoformat(timespec="milliseconds"),
    }


def _describe_finding(finding: Finding) -> dict[str, Any]:
    sentence = Text(f"sandbox.finding.{finding.code}", finding.figures)
    return {"code": finding.code, "severity": finding.severity, **_say(sentence)}


def _say(sentence: Text) -> dict[str, str]:
    return {"en": sentence.render("en"), "zh_CN": sentence.render("zh_CN")}
