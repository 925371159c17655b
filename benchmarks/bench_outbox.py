"""A campaign of a million recipients: how fast delivery reports become durable, and what looking costs.

Reports come as the platform tells them: an answer of 1,000 at a time, in no order. Each answer is in
the journal (written, fsynced, renamed) before it is read, and what it says is committed through to
the disk before the next. The obvious way is measured beside it, on the same disk: a table of
reports, and a commit for each. An account's slots are left out; they are meant to make it wait.
"""

from __future__ import annotations

import os
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

from mmskit import Account, Campaign, Frame, Journal, Message
from mmskit.client import Receipt
from mmskit.outbox.pace import Pace
from mmskit.wire.reports import CHINA, DeliveryReport, encode_reports

PEOPLE = 1_000_000
ANSWER = 1_000
NAIVE = 300
ACCOUNT = Account("demo", "demo1234", "0123456789abcdef" * 2, "http://127.0.0.1:9", name="demo")


class NoPace(Pace):
    """Never waits."""

    def wait(self, messages: int, stop: Event) -> bool:
        """Go on at once."""
        del messages, stop
        return True


class Platform:
    """Accepts everything."""

    account = ACCOUNT

    def __init__(self) -> None:
        """Accept under msgids from 1."""
        self.taken: list[Sequence[str]] = []

    def send(self, message: Message, to: Sequence[str]) -> Receipt:
        """Take a submission."""
        del message
        self.taken.append(to)
        return Receipt(str(len(self.taken)), (), datetime.now(UTC))

    def send_batch(self, xml: bytes, recipients: Sequence[str] = ()) -> Receipt:
        """No personalised ones are sent here."""
        raise NotImplementedError


def tell(platform: Platform) -> Iterator[bytes]:
    """Every person's report, shuffled, in answers of 1,000."""
    now = datetime.now(CHINA)
    chance = random.Random(1)
    told = [(msgid, who) for msgid, shard in enumerate(platform.taken, 1) for who in shard]
    chance.shuffle(told)
    for start in range(0, len(told), ANSWER):
        reports = (
            DeliveryReport(
                str(msgid),
                who,
                "DELIVRD" if chance.random() < 0.95 else "UNDELIV",
                now + timedelta(seconds=start // 3_000),
            )
            for msgid, who in told[start : start + ANSWER]
        )
        yield encode_reports(reports).encode()


def take_in(campaign: Campaign, journal: Journal, answers: Iterator[bytes]) -> tuple[float, float]:
    """Take in every answer; reports a second, over all and of the last tenth."""
    seconds = []
    for raw in answers:
        began = time.perf_counter()
        with journal.entry() as entry:
            entry.write(raw)
        count, _ = campaign.read_reports(journal)
        seconds.append(time.perf_counter() - began)
        if count != ANSWER:
            raise SystemExit(f"{count} of {ANSWER} reports were taken in")
    tail = seconds[-len(seconds) // 10 :]
    return ANSWER * len(seconds) / sum(seconds), ANSWER * len(tail) / sum(tail)


def take_in_obviously(folder: Path) -> float:
    """Reports a second, with a commit for each."""
    with closing(sqlite3.connect(folder / "obvious.db", isolation_level=None)) as db:
        db.execute("PRAGMA synchronous = FULL")
        db.execute("CREATE TABLE reports (mobile INTEGER PRIMARY KEY, status TEXT, time TEXT)")
        began = time.perf_counter()
        for number in range(NAIVE):
            db.execute(
                "INSERT INTO reports VALUES (?, 'DELIVRD', '2026-01-01')", (number * 7_919 % NAIVE,)
            )
        return NAIVE / (time.perf_counter() - began)


def measure(look: Callable[[], object]) -> float:
    """The best of three, in seconds."""
    found = []
    for _ in range(3):
        began = time.perf_counter()
        look()
        found.append(time.perf_counter() - began)
    return min(found)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        folder = Path(name)
        os.environ["MMSKIT_HOME"] = str(folder / "home")
        numbers = (f"138{number:08}" for number in range(PEOPLE))
        message = Message("积分", (Frame(text="您好"),))
        with Campaign.create(message, ACCOUNT, to=numbers, folder=folder / "made") as campaign:
            platform = Platform()
            began = time.perf_counter()
            campaign.run(platform, pace=NoPace(folder / "pace", 1))
            shards = len(platform.taken) / (time.perf_counter() - began)
            journal = Journal(folder / "journal")
            overall, last = take_in(campaign, journal, tell(platform))
            obvious = take_in_obviously(folder)
            print(f"campaign of {PEOPLE:,} recipients, 1,000 to a submission")
            print(f"  submissions written down  {shards:>7,.0f}/s, before and after each POST")
            print(
                f"  reports, durable          {overall:>7,.0f}/s, {last:,.0f}/s for the last tenth"
                f"   (goal: 3,000)   {overall / obvious:.0f} x a commit for each ({obvious:,.0f}/s)"
            )
            for said, look in (
                ("status (goal: 1 s)", campaign.status),
                ("chart of deliveries", campaign.deliveries),
                ("50 rows in the middle", lambda: campaign.page(PEOPLE // 2, 50)),
            ):
                print(f"  {said:<24}{1_000 * measure(look):>9,.0f} ms")


if __name__ == "__main__":
    main()
