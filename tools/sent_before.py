"""A history to look at: what somebody may have sent within a week, with reports, doubts and refusals."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import mmskit
from mmskit.account import Account
from mmskit.client import Receipt
from mmskit.errors import OutcomeUnknownError
from mmskit.record import Record, State, write_record
from mmskit.records import Records
from mmskit.texts import text
from mmskit.wire.reports import CHINA, DeliveryReport, encode_reports

ACCOUNT: Final = Account("shop", "secret", "0" * 32, "https://api.example.com", "门店")
PEOPLE: Final = 2_400
_PICTURE: Final = 30_000
_FAILS, _BLOCKED, _WAITS = 37, 91, 29
"""Every so many people's message fails, is blocked, or has no report yet."""


@dataclass
class _Platform:
    """Accepts everything but its last submission, whose answer is lost where that is wanted."""

    loses: int = 0
    account: Account = ACCOUNT
    count: int = 0

    def send_batch(self, _xml: bytes, _recipients: Sequence[str] = ()) -> Receipt:
        """Take a personalised submission."""
        return self._answer()

    def send(self, _message: mmskit.Message, _to: Sequence[str]) -> Receipt:
        """Take one message for all."""
        return self._answer()

    def _answer(self) -> Receipt:
        self.count += 1
        if self.count == self.loses:
            raise OutcomeUnknownError(text("transport.unknown", reason=text("transport.broke")))
        return Receipt(f"6112711{self.count:07}", (), datetime.now(UTC))


def fill(home: Path, samples: Path) -> None:
    """Send a week's worth of messages, to nobody."""
    records = Records(home / "records")
    message = mmskit.open_message(samples / "promotion")
    greeting = mmskit.open_message(samples / "voice-greeting")
    now = datetime.now(UTC)
    ended: tuple[tuple[mmskit.Message, int, State, str, timedelta], ...] = (
        (greeting, 1, "accepted", "61127110000901", timedelta(days=6)),
        (message, 3, "refused", "", timedelta(days=3, hours=2)),
        (greeting, 260, "accepted", "61127110000902", timedelta(days=2)),
        (message, 48, "unknown", "", timedelta(hours=20)),
    )
    for content, count, state, msgid, ago in ended:
        numbers = _number(count)
        record = records.begin(
            content, numbers, "门店", ACCOUNT.url, reports=home / "reports" / "shop"
        )
        said = "余额不足" if state == "refused" else ""
        _date(records, records.finish(record, state, msgid=msgid, said=said), now - ago)
        if state == "accepted":
            _report(home / "reports" / "shop", msgid, numbers, now - ago)
    _report(home / "reports" / "shop", "61127110000944", _number(48)[:2], now - timedelta(hours=19))
    _send_campaigns(home, samples)


def _send_campaigns(home: Path, samples: Path) -> None:
    picture = next(iter(mmskit.open_message(samples / "promotion").frames)).picture
    if picture is None:
        raise TypeError("the sample has a picture")
    fitted = mmskit.fit_picture(picture.data, _PICTURE)
    rows = [(number, {"姓名": f"客户{at}"}) for at, number in enumerate(_number(PEOPLE))]
    for title, loses in (("会员积分", 0), ("双十一预告", 3)):
        batch = mmskit.PersonalBatch(title, fitted, "尊敬的{姓名}，您的积分可以兑换了", rows)
        with mmskit.Campaign.create(
            batch,
            ACCOUNT,
            folder=home / "campaigns",
            max_recipients=PEOPLE // 4,
            rate=1_000_000,
            again=True,
        ) as campaign:
            campaign.run(_Platform(loses))
            if loses:
                continue
            folder = home / "reports" / "members"
            begun = datetime.now(UTC)
            by_msgid: dict[str, list[str]] = {}
            for person in campaign.people():
                by_msgid.setdefault(person.msgid, []).append(person.mobile)
            for msgid, numbers in by_msgid.items():
                _report(folder, msgid, numbers, begun)
            campaign.read_reports(mmskit.Journal(folder))


def _date(records: Records, record: Record, time: datetime) -> None:
    """Let a record have been begun earlier."""
    (records.folder / f"{record.id}.json").unlink()
    name = f"{time:%Y%m%dT%H%M%S.%fZ}-{record.id.rpartition('-')[2]}"
    (records.folder / f"{name}.json").write_bytes(write_record(replace(record, id=name, time=time)))


def _number(count: int) -> list[str]:
    return [str(13_900_000_000 + 7 * at) for at in range(count)]


def _report(folder: Path, msgid: str, numbers: Sequence[str], begun: datetime) -> None:
    """Reports as they come: many soon, the last ones late, some never."""
    with mmskit.Journal(folder).entry() as entry:
        entry.write(encode_reports(_list_reports(msgid, numbers, begun)).encode("ascii"))


def _list_reports(msgid: str, numbers: Sequence[str], begun: datetime) -> Iterator[DeliveryReport]:
    for at, number in enumerate(numbers):
        if at % _WAITS == _WAITS - 1:
            continue
        share = (at * 7919 % len(numbers) + 0.5) / len(numbers)
        later = timedelta(seconds=4 - 420 * math.log(1 - share))
        status = "UNDELIV" if at % _FAILS == _FAILS - 1 else "DELIVRD"
        status = "NOSEND" if at % _BLOCKED == _BLOCKED - 1 else status
        yield DeliveryReport(msgid, number, status, (begun + later).astimezone(CHINA))
