"""The balance, and the delivery reports by pull. Source: MMS §4, §5; SMS §4, §6."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from mmskit.sandbox.arrival import Answer, Arrival
from mmskit.sandbox.diagnosis import split_recipients
from mmskit.sandbox.identity import Denied, identify
from mmskit.sandbox.settings import PlatformAccount
from mmskit.sandbox.state import State
from mmskit.texts import text
from mmskit.wire.account import Balance, encode_balance
from mmskit.wire.reports import encode_reports
from mmskit.wire.result import Refused, encode_result, refuse
from mmskit.wire.sent import SentRecord, encode_sent

_SECONDS: Final = re.compile(r"[0-9]{1,15}", re.ASCII)


def answer_balance(state: State, arrival: Arrival) -> Answer:
    """Answer ``left`` to a clear password (MMS §4.2), ``left/total`` to a hashed one (SMS §4.1.2)."""
    account = identify(state, arrival, "either")
    if isinstance(account, Denied):
        return _deny(arrival, account)
    if arrival.fields.get("action", "").lower() == "record":
        return _answer_records(state, arrival, account)
    if arrival.fields.get("action"):
        said = text("sandbox.not_built", what=f"action={arrival.fields['action'][:20]}")
        return Answer(said.render(), arrival.findings, status=501)
    total = Decimal(account.total or 0) if arrival.fields.get("password_md5") else None
    balance = Balance(Decimal(account.balance), total)
    return Answer(encode_balance(balance), arrival.findings)


def _answer_records(state: State, arrival: Arrival, account: PlatformAccount) -> Answer:
    """Answer what was submitted in a span of time; of an MMS, its title. Source: SMS §5.1.2."""
    encoding = _read_encoding(arrival.fields)
    if encoding is None:
        return Answer(encode_result(refuse("unrecognized_encoding")), arrival.findings)
    between = _read_between(arrival.fields, needed=True)
    if isinstance(between, Refused) or between is None:
        refused = between or refuse("missing_from")
        return Answer(encode_result(refused), arrival.findings)
    since, until = between
    records = [
        SentRecord(
            account.name,
            submission.msgid,
            tuple(one.mobile for one in state.list_recipients(submission.id)),
            submission.title,
            submission.time,
        )
        for submission in state.list_submissions(accepted_only=True)
        if submission.account == account.name and since <= int(submission.time.timestamp()) <= until
    ]
    return Answer(encode_sent(records), arrival.findings, encoding=encoding)


def answer_reports(state: State, arrival: Arrival) -> Answer:
    """Answer the reports that are due, once. Source: MMS §5."""
    account = identify(state, arrival, "md5")
    if isinstance(account, Denied):
        return _deny(arrival, account)
    encoding = _read_encoding(arrival.fields)
    if encoding is None:
        return Answer(encode_result(refuse("unrecognized_encoding")), arrival.findings)
    mobiles, findings = split_recipients(arrival.fields.get("mobile", ""))
    between = _read_between(arrival.fields, needed=bool(mobiles))
    if isinstance(between, Refused):
        return Answer(encode_result(between), arrival.findings)
    reports = state.pull_reports(account, between=between, mobiles=mobiles)
    return Answer(
        encode_reports(reports, account.layout),
        (*arrival.findings, *findings),
        encoding=encoding,
        summary=f"reports: {len(reports)}" if reports else "",
    )


def _deny(arrival: Arrival, denied: Denied) -> Answer:
    return Answer(encode_result(denied.refused), arrival.findings + denied.findings)


def _read_encoding(fields: Mapping[str, str]) -> str | None:
    """The page's encoding; any case, and ``utf8`` as seen in the field. Source: MMS §5, protocol §11."""
    wanted = fields.get("encode", "").upper() or "UTF-8"
    return {"UTF-8": "UTF-8", "UTF8": "UTF-8", "GBK": "GBK"}.get(wanted)


def _read_between(fields: Mapping[str, str], *, needed: bool) -> tuple[int, int] | Refused | None:
    """The time span asked for; both ends are needed when one is given, or numbers. Source: MMS §5.1.4."""
    since, until = fields.get("from", ""), fields.get("to", "")
    if not since and not until and not needed:
        return None
    if not _SECONDS.fullmatch(since):
        return refuse("missing_from")
    if not _SECONDS.fullmatch(until):
        return refuse("missing_to")
    return int(since), int(until)
