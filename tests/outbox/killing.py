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
from collections.abc import Iterator
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
SECONDS = 0.4
"""The deadline of one submission: what stalls is given up soon."""


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

    def start(self, folder: Path) -> None:
        """Begin to send a campaign."""
        assert self._process.stdin
        self._process.stdin.write(f"{folder} {SECONDS}\n")
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
                check(campaign, self.ledger)
                self._report(campaign, chance, books)
                self._decide(campaign)
            self.ledger.random = None
            self._send(folder, None, books)
            with Campaign.open(folder) as campaign:
                check(campaign, self.ledger)
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
                killer = threading.Timer(chance.uniform(0, 0.5), self.sender.kill)
            self.sender.start(folder)
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

    def _report(self, campaign: Campaign, chance: random.Random, books: Books) -> None:
        """Let the platform report everyone, out of order and some twice, and settle what it proves."""
        now = datetime.now(CHINA).replace(microsecond=0)
        reports = [
            DeliveryReport(msgid, number, chance.choice(["DELIVRD", "DELIVRD", "UNDELIV"]), now)
            for number, msgids in self.ledger.charged.items()
            for msgid in msgids
        ]
        reports += chance.sample(reports, len(reports) // 10)
        chance.shuffle(reports)
        journal = Journal(self.folder / f"journal-{campaign.id}")
        for start in range(0, len(reports), 2_000):
            with journal.entry() as entry:
                entry.write(encode_reports(reports[start : start + 2_000]).encode())
        books.doubts = len(campaign.status().doubts)
        _, settled = campaign.read_reports(journal)
        books.proved = len(settled)
        check(campaign, self.ledger)
        shutil.rmtree(journal.folder)
        for person in campaign.people():
            charged = person.mobile in self.ledger.charged
            assert charged == (person.state == "accepted"), "a report did not settle its doubt"
            assert charged == (person.outcome in {"delivered", "failed"}), "a report was lost"

    def _decide(self, campaign: Campaign) -> None:
        """Do as a person does who has waited for the reports: the rest was never taken."""
        for doubt in campaign.status().doubts:
            campaign.resolve(doubt.shard, "ready")


def _count_ready(folder: Path) -> int:
    """How many shards wait, read past mmskit, which would settle what a crash left behind."""
    with closing(sqlite3.connect(folder / "campaign.db")) as db:
        (count,) = db.execute("SELECT count(*) FROM shards WHERE state = 'ready'").fetchone()
    return int(count)


def check_charges(ledger: Ledger) -> None:
    """Nobody was charged twice, by the platform's own books."""
    twice = [number for number, msgids in ledger.charged.items() if len(msgids) > 1]
    assert not twice, f"{len(twice)} people were charged twice"


def check(campaign: Campaign, ledger: Ledger) -> None:
    """Compare a campaign with the platform's own books."""
    check_charges(ledger)
    for person in campaign.people():
        msgids = ledger.charged.get(person.mobile)
        if msgids is None:
            assert person.state != "accepted", "somebody counts as accepted who never was"
        else:
            flagged = person.state == "unknown" or (
                person.state == "accepted" and [person.msgid] == msgids
            )
            assert flagged, f"somebody was charged, and is listed as {person.state}"


@contextmanager
def proving(folder: Path, way: str = "") -> Iterator[Proof]:
    """Make everything that rounds share; ``way`` names a mistake that is made on purpose."""
    ledger = Ledger()
    with serving(ledger) as url, Sender(way) as sender:
        picture = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
        people = ((f"138{number:08}", {"姓名": f"客户{number}"}) for number in range(PEOPLE))
        batch = PersonalBatch("积分", Picture(picture), "尊敬的{姓名}", people)
        account = Account("demo", "demo1234", "0123456789abcdef" * 2, url, name="demo")
        campaign = Campaign.create(
            batch, account, folder=folder / "made", max_recipients=SHARD, rate=10_000_000
        )
        campaign.close()
        yield Proof(ledger, sender, campaign.folder, folder)
