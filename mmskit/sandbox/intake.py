"""One submission on its way in: everything about it is kept in one transaction, or nothing."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from mmskit.sandbox.accounts import charge
from mmskit.sandbox.deliveries import plan_reports
from mmskit.sandbox.findings import Finding, find
from mmskit.sandbox.numbers import is_mobile
from mmskit.sandbox.submissions import Recipient, Submission, add_submission, find_same
from mmskit.wire.reports import CHINA
from mmskit.wire.result import Accepted, encode_result

SAME_WITHIN_SECONDS: Final = 3600.0
"""How long an equal submission counts as the same one sent again."""

_BLOCK: Final = 1000


class InsufficientBalance(Exception):  # noqa: N818 - a way out of the transaction, caught by its opener
    """The balance does not suffice; what was kept so far is undone."""

    def __init__(self, needed: int) -> None:
        super().__init__(needed)
        self.needed = needed


class Intake:
    """A submission being accepted, inside an open transaction.

    Attributes:
        msgid: the id that it will have: 14 digits, increasing.
    """

    def __init__(
        self,
        db: sqlite3.Connection,
        *,
        call: str,
        account: str,
        address: str,
        now: float,
        delay: float,
    ) -> None:
        self._db = db
        self._call, self._account, self._address = call, account, address
        self._now, self._delay = now, delay
        self.number, self.msgid = take_number(db, now)
        self._parts = self._size = self._recipients = self._invalid = self._repeated = 0
        self._seen: set[str] = set()
        self._content_hash, self._recipients_hash = hashlib.sha256(), hashlib.sha256()

    def keep(self, parts: Iterable[bytes]) -> Iterator[bytes]:
        """Keep what was submitted, part by part, while somebody reads it."""
        for part in parts:
            self._db.execute(
                "INSERT INTO contents VALUES (?, ?, ?)", (self.number, self._parts, part)
            )
            self._content_hash.update(part)
            self._parts += 1
            self._size += len(part)
            yield part

    def add_recipients(self, recipients: Iterable[Recipient]) -> None:
        """Add recipients, with what will be reported about them."""
        block: list[Recipient] = []
        for recipient in recipients:
            block.append(recipient)
            if len(block) == _BLOCK:
                self._add_block(block)
                block = []
        self._add_block(block)

    def _add_block(self, block: list[Recipient]) -> None:
        mobiles = [recipient.mobile for recipient in block]
        self._db.executemany(
            "INSERT INTO recipients VALUES (?, ?, ?, ?)",
            [
                (self.number, position, recipient.mobile, recipient.said)
                for position, recipient in enumerate(block, self._recipients)
            ],
        )
        plan_reports(
            self._db,
            account=self._account,
            submission=self.number,
            msgid=self.msgid,
            mobiles=mobiles,
            now=self._now,
            delay=self._delay,
        )
        self._recipients += len(block)
        self._invalid += sum(not is_mobile(mobile) for mobile in mobiles)
        for mobile in mobiles:
            self._repeated += mobile in self._seen
            self._seen.add(mobile)
            self._recipients_hash.update(mobile.encode() + b",")

    def accept(self, title: str, findings: Iterable[Finding]) -> Submission:
        """Charge the account and keep the submission.

        Raises:
            InsufficientBalance: one message per recipient is more than the account has.
        """
        if not charge(self._db, self._account, self._recipients):
            raise InsufficientBalance(self._recipients)
        fingerprint = self._find_fingerprint(title)
        submission = Submission(
            id=self.number,
            time=datetime.fromtimestamp(self._now, CHINA),
            call=self._call,
            account=self._account,
            address=self._address,
            msgid=self.msgid,
            answer=encode_result(Accepted(self.msgid)),
            title=title,
            size=self._size,
            recipients=self._recipients,
            findings=(*findings, *self._notice(fingerprint)),
        )
        add_submission(self._db, submission, fingerprint)
        return submission

    def _find_fingerprint(self, title: str) -> bytes:
        said = f"{self._call}\0{self._account}\0{title}\0".encode()
        kept = self._content_hash.digest() + self._recipients_hash.digest()
        return hashlib.sha256(said + kept).digest()

    def _notice(self, fingerprint: bytes) -> Iterator[Finding]:
        same = find_same(self._db, fingerprint, self._now - SAME_WITHIN_SECONDS)
        if same is not None:
            yield find(
                "sent_again", msgid=same.msgid, seconds=round(self._now - same.time.timestamp())
            )
        if self._invalid:
            yield find("invalid_number", count=self._invalid)
        if self._repeated:
            yield find("duplicate_recipient", count=self._repeated)


def take_number(db: sqlite3.Connection, now: float) -> tuple[int, str]:
    """Take the next submission's number and msgid.

    A msgid is made like those of the documents' samples: the last digit of the year, month, day,
    hour, minute, second and millisecond, 14 digits; or the last one plus one, if that is more.
    """
    when = datetime.fromtimestamp(now, CHINA)
    stamp = int(f"{when.year % 10}{when:%m%d%H%M%S}{when.microsecond // 1000:03d}")
    db.execute(
        "UPDATE counters SET submission = submission + 1, msgid = max(msgid + 1, ?)", (stamp,)
    )
    number, msgid = db.execute("SELECT submission, msgid FROM counters").fetchone()
    return number, f"{msgid:014d}"
