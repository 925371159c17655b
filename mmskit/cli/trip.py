"""What the demo does with each sample, told as it happens."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from mmskit.bundle import open_message
from mmskit.check import check
from mmskit.cli.batch import read_template
from mmskit.cli.parts import print_changes, print_problems
from mmskit.cli.words import LANGUAGE, say, show
from mmskit.client import Client, Receipt
from mmskit.fit import fit
from mmskit.journal import Journal
from mmskit.limits import CONTENT_BYTES
from mmskit.media import Picture
from mmskit.message import Message
from mmskit.msisdn import mask_number
from mmskit.personal import PersonalBatch
from mmskit.recipients import BadRow, read_recipients
from mmskit.sandbox.numbers import UNKNOWN_MSGID, find_fate
from mmskit.wire.batch import decode_batch
from mmskit.wire.content import find_elements, find_size
from mmskit.wire.reports import DeliveryReport

TEST_NUMBERS: Final = ("13800000001", "13800000002", "13800000004", "13800000010")
"""Delivered, failed, blocked, delivered."""

_PATIENCE_SECONDS: Final = 30.0
_POLL_SECONDS: Final = 0.2


@dataclass
class Trip:
    """The messages on their way, and what has been heard of them.

    Attributes:
        client: talks to the sandbox.
        journal: keeps the raw answers.
    """

    client: Client
    journal: Journal
    _waiting: dict[tuple[str, str], int] = field(default_factory=dict)
    _reports: list[DeliveryReport] = field(default_factory=list)

    def send_message(self, path: Path) -> None:
        """Check, fit where needed, send."""
        message = open_message(path)
        show(say("demo_message", name=path.name, title=message.title, frames=len(message.frames)))
        problems = check(message)
        print_problems(problems)
        if not problems:
            show(say("demo_good"))
        fitted = fit(message)
        print_changes(fitted)
        _print_sizes(message, fitted.message)
        receipt = self.client.send(fitted.message, TEST_NUMBERS)
        show(say("demo_sent", msgid=receipt.msgid, count=len(receipt.recipients)))
        self._expect(receipt)

    def send_batch(self, path: Path) -> None:
        """Read a list, write everybody's own text, send it shard by shard."""
        template = read_template(None, path / "text.txt")
        title = read_template(None, path / "title.txt")
        listed = read_recipients(path / "recipients.csv")
        batch = PersonalBatch(title, Picture.open(path / "picture.jpg"), template, listed)
        show(say("demo_batch", name=path.name, title=title))
        left_out: list[BadRow] = []
        for shard in batch.shards(on_bad_row=left_out.append):
            numbers = [number for number, _ in decode_batch(shard.chunks()).entries]
            receipt = self.client.send_batch(b"".join(shard.chunks()), numbers)
            show(say("demo_batch_sent", msgid=receipt.msgid, count=shard.count, size=shard.size))
            self._expect(receipt)
        for row in left_out:
            show(f"{say('mark_warning')} {row.render(LANGUAGE)}")

    def _expect(self, receipt: Receipt) -> None:
        for number in receipt.recipients:
            planned = [report for report in find_fate(number).reports if report.known]
            if planned:
                self._waiting[receipt.msgid, number] = len(planned)

    def wait_for_reports(self) -> None:
        """Pull until everything that will be reported has been, or patience ends."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while any(self._waiting.values()) and time.monotonic() < deadline:
            for report in self.client.pull_reports(keep=self.journal.entry).reports:
                self._reports.append(report)
                key = report.msgid, report.mobile
                if self._waiting.get(key):
                    self._waiting[key] -= 1
            time.sleep(_POLL_SECONDS)

    def print_reports(self) -> None:
        """Print every report, by message."""
        for report in sorted(self._reports, key=lambda report: (report.msgid, report.mobile)):
            outcome = say(f"outcome_{report.outcome}", status=report.status)
            msgid = say("demo_unknown_msgid") if report.msgid == UNKNOWN_MSGID else report.msgid
            show(f"  {report.time:%H:%M:%S}  {msgid}  {mask_number(report.mobile)}  {outcome}")
        missing = [number for (_, number), count in self._waiting.items() if count]
        if missing:
            show(say("demo_missing", numbers=tuple(map(mask_number, missing))))


def _print_sizes(before: Message, after: Message) -> None:
    """Sizes before and after, frame by frame and in all."""
    shares_before, shares_after = _find_shares(before), _find_shares(after)
    for number, (old, new) in enumerate(zip(shares_before, shares_after, strict=True), 1):
        show(say("demo_frame_size", frame=number, before=old, after=new))
    figures = {
        "before": find_size(before.frames),
        "after": find_size(after.frames),
        "limit": CONTENT_BYTES,
    }
    show(say("demo_size", **figures))


def _find_shares(message: Message) -> list[int]:
    shares = [0] * len(message.frames)
    for element in find_elements(message.frames):
        shares[element.frame - 1] += element.size
    return shares
