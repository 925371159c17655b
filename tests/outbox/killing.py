"""The proof: campaigns are killed and cut off at random, and the platform's own books are compared.

A round is one campaign of 10,000 people in shards of 100, from its first submission until everyone
was charged exactly once.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Self

from ledger import Ledger, serving

from mmskit import Account, Journal, PersonalBatch, Picture
from mmskit.outbox import Campaign
from mmskit.wire.reports import CHINA, DeliveryReport, encode_reports

PEOPLE = 10_000
SHARD = 100
MOST_STARTS = 400
SECONDS = 0.2
"""The deadline of one submission: what stalls is given up soon."""

PATIENCE = 30.0
"""The deadline where nothing stalls."""

THOROUGH = 10
"""In one of so many rounds everyone is reported, in the others a tenth of each submission."""


class Sender:
    """One sender at a time, started by the zygote and killed at will."""

    def __init__(self, way: str = "") -> None:
        here = Path(__file__).parent
        self._process = subprocess.Popen(
            [sys.executable, str(here / "zygote.py"), way],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        self._lock = threading.Lock()
        self._pid = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()

    def start(self, folder: Path | str, seconds: float) -> None:
        """Begin to send a campaign, with a deadline for each submission."""
        assert self._process.stdin
        self._process.stdin.write(f"{folder} {seconds}\n")
        self._process.stdin.flush()
        pid = self._read()
        with self._lock:
            self._pid = pid

    def wait(self) -> int:
        """Until it has ended; its exit code, or minus the signal."""
        code = self._read()
        with self._lock:
            self._pid = 0
        return code

    def kill(self) -> None:
        """End it at once, if there is one."""
        with self._lock, suppress(ProcessLookupError):
            if self._pid:
                os.kill(self._pid, signal.SIGKILL)

    def _read(self) -> int:
        assert self._process.stdout
        return int(self._process.stdout.readline())


@dataclass
class Books:
    """What a round came to.

    Attributes:
        starts: how often a sender was started.
        kills: how often one was killed.
        doubts: how many shards were in doubt.
        proved: how many of them the delivery reports proved to have been taken.
        fates: what became of the requests.
    """

    starts: int = 0
    kills: int = 0
    doubts: int = 0
    proved: int = 0
    fates: Counter[str] = field(default_factory=Counter)


@dataclass
class Proof:
    """Everything that rounds share."""

    ledger: Ledger
    sender: Sender
    template: Path
    folder: Path

    def play(self, seed: int) -> Books:
        """One round; AssertionError where a promise is broken."""
        chance = random.Random(seed)  # noqa: S311 - to be repeated
        self.ledger.start_anew(seed)
        self.ledger.kill = self.sender.kill
        folder = self.folder / f"round-{seed}"
        shutil.copytree(self.template, folder)
        books = Books()
        try:
            self._send(folder, chance, books)
            with Campaign.open(folder) as campaign:
                check(read_people(campaign), self.ledger)
                self._report(campaign, chance, books, thorough=seed % THOROUGH == 0)
                self._decide(campaign)
            self.ledger.random = None
            self._send(folder, None, books)
            with Campaign.open(folder) as campaign:
                check(read_people(campaign), self.ledger)
            assert len(self.ledger.charged) == PEOPLE, "somebody was never sent to"
        finally:
            shutil.rmtree(folder)
        books.fates = Counter(self.ledger.fates)
        return books

    def _send(self, folder: Path, chance: random.Random | None, books: Books) -> None:
        """Start senders until nothing is ready any more, and kill them at random."""
        for _ in range(MOST_STARTS):
            killer = None
            if chance is not None and chance.random() < 0.5:
                killer = threading.Timer(chance.uniform(0, 0.3), self.sender.kill)
            self.sender.start(folder, PATIENCE if chance is None else SECONDS)
            if killer is not None:
                killer.start()
            code = self.sender.wait()
            if killer is not None:
                killer.cancel()
                killer.join()
            assert code in {0, 3, -signal.SIGKILL}, f"a sender ended with {code}"
            books.starts += 1
            books.kills += code == -signal.SIGKILL
            check_charges(self.ledger)
            if not _count_ready(folder):
                return
        raise AssertionError("the campaign never came to an end")

    def _report(
        self, campaign: Campaign, chance: random.Random, books: Books, *, thorough: bool
    ) -> None:
        """Let the platform report, out of order and some twice, and settle what it proves."""
        journal = Journal(self.folder / f"journal-{campaign.id}")
        told = tell(journal, self.ledger, chance, thorough=thorough)
        books.doubts = len(campaign.status().doubts)
        _, settled = campaign.read_reports(journal)
        books.proved = len(settled)
        shutil.rmtree(journal.folder)
        people = read_people(campaign)
        check(people, self.ledger)
        check_reports(people, self.ledger, told)
        if thorough:
            for person in campaign.people():
                was_told = person.outcome in {"delivered", "failed"}
                assert was_told == (person.mobile in told), "the list of people is not true"

    def _decide(self, campaign: Campaign) -> None:
        """Do as a person does who has waited for the reports: the rest was never taken."""
        for doubt in campaign.status().doubts:
            campaign.resolve(doubt.shard, "ready")


def tell(journal: Journal, ledger: Ledger, chance: random.Random, *, thorough: bool) -> set[str]:
    """Keep what the platform answers when it is asked for reports; whom they are about."""
    now = datetime.now(CHINA).replace(microsecond=0)
    reports = [
        DeliveryReport(msgid, number, chance.choice(["DELIVRD", "DELIVRD", "UNDELIV"]), now)
        for place, (number, msgids) in enumerate(ledger.charged.items())
        for msgid in msgids
        if thorough or place % 10 == 0
    ]
    reports += chance.sample(reports, len(reports) // 10)
    chance.shuffle(reports)
    for start in range(0, len(reports), 2_000):
        with journal.entry() as entry:
            entry.write(encode_reports(reports[start : start + 2_000]).encode())
    return {report.mobile for report in reports}


PEOPLE_AND_SHARDS = """
SELECT r.mobile, s.state, s.msgid, r.status FROM recipients r JOIN shards s ON s.number = r.shard
"""

People = Sequence[tuple[int, str, str, str | None]]
"""Number, state and msgid of the shard, and the code that is shown."""


def read_people(campaign: Campaign) -> People:
    """Every recipient and their shard, read past mmskit."""
    campaign.status()  # makes a doubt of what the last sender left behind
    with closing(sqlite3.connect(campaign.folder / "campaign.db")) as db:
        return db.execute(PEOPLE_AND_SHARDS).fetchall()


def _count_ready(folder: Path) -> int:
    """How many shards wait, read past mmskit, which would settle what a crash left behind."""
    with closing(sqlite3.connect(folder / "campaign.db")) as db:
        (count,) = db.execute("SELECT count(*) FROM shards WHERE state = 'ready'").fetchone()
    return int(count)


def check_charges(ledger: Ledger) -> None:
    """Nobody was charged twice, by the platform's own books."""
    assert not ledger.twice, f"{len(ledger.twice)} people were charged twice"


def check(people: People, ledger: Ledger) -> None:
    """Compare a campaign with the platform's own books."""
    check_charges(ledger)
    for mobile, state, msgid, _ in people:
        msgids = ledger.charged.get(str(mobile))
        if msgids is None:
            assert state != "accepted", "somebody counts as accepted who never was"
        else:
            flagged = state == "unknown" or (state == "accepted" and [msgid] == msgids)
            assert flagged, f"somebody was charged, and is listed as {state}"


def check_reports(people: People, ledger: Ledger, told: Container[str]) -> None:
    """Whoever was charged was proved to be, and whoever was reported is shown as reported."""
    for mobile, state, _, status in people:
        charged = str(mobile) in ledger.charged
        assert charged == (state == "accepted"), "a report did not settle its doubt"
        assert (str(mobile) in told) == (status is not None), "a report was lost"


def make_batch(count: int = PEOPLE) -> PersonalBatch:
    """A small text for each of many people."""
    picture = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
    people = ((f"138{number:08}", {"姓名": f"no. {number}"}) for number in range(count))
    return PersonalBatch("积分", Picture(picture), "Dear {姓名}", people)


@contextmanager
def proving(folder: Path, way: str = "") -> Iterator[Proof]:
    """Make everything that rounds share; ``way`` names a mistake that is made on purpose."""
    ledger = Ledger()
    with serving(ledger) as url, Sender(way) as sender:
        account = Account("demo", "demo1234", "0123456789abcdef" * 2, url, name="demo")
        campaign = Campaign.create(
            make_batch(), account, folder=folder / "made", max_recipients=SHARD, rate=10_000_000
        )
        campaign.close()
        yield Proof(ledger, sender, campaign.folder, folder)
