"""What the sandbox remembers: accounts, submissions, reports. Safe to use from any thread."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from mmskit.sandbox import accounts, deliveries, submissions
from mmskit.sandbox.deliveries import ReportState
from mmskit.sandbox.findings import Finding
from mmskit.sandbox.intake import Intake, take_number
from mmskit.sandbox.settings import PlatformAccount, Settings
from mmskit.sandbox.store import open_store
from mmskit.sandbox.submissions import Recipient, Submission
from mmskit.wire.reports import CHINA, DeliveryReport


class State:
    """The sandbox's memory, in one SQLite file.

    Args:
        settings: where it is, and the accounts that exist from the start.
        clock: UNIX seconds; a test brings its own.

    Raises:
        SandboxError: the file cannot be used.
    """

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.time) -> None:
        self._store = open_store(settings.db)
        self._delay = settings.delay
        self._clock = clock
        with self._store.transaction() as db:
            for account in settings.accounts:
                accounts.add_account(db, account)

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    # --- accounts ----------------------------------------------------------------------------

    def find_account(self, name: str) -> PlatformAccount | None:
        """The account of this name, or None."""
        with self._store.reading() as db:
            return accounts.find_account(db, name)

    def list_accounts(self) -> list[PlatformAccount]:
        """All accounts, by name."""
        with self._store.reading() as db:
            return accounts.list_accounts(db)

    def change_account(self, name: str, **changes: object) -> PlatformAccount | None:
        """Change parts of an account, such as ``balance``; None when there is no such account.

        Raises:
            SandboxError: a part is not what the documents allow.
        """
        with self._store.transaction() as db:
            account = accounts.find_account(db, name)
            if account is None:
                return None
            changed = replace(account, **changes)  # type: ignore[arg-type]
            accounts.replace_account(db, changed)
            return changed

    # --- submissions -------------------------------------------------------------------------

    @contextmanager
    def begin(self, call: str, account: str, address: str) -> Iterator[Intake]:
        """Begin to accept a submission. An error inside undoes all of it, the charge included."""
        with self._store.transaction() as db:
            yield Intake(
                db,
                call=call,
                account=account,
                address=address,
                now=self._clock(),
                delay=self._delay,
            )

    def refuse(
        self,
        call: str,
        account: str,
        address: str,
        *,
        answer: str,
        title: str = "",
        recipients: Sequence[str] = (),
        content: bytes = b"",
        findings: Sequence[Finding] = (),
    ) -> Submission:
        """Keep a submission that was refused, for whoever looks for the reason."""
        with self._store.transaction() as db:
            number, _ = take_number(db, self._clock())
            submission = Submission(
                id=number,
                time=datetime.fromtimestamp(self._clock(), CHINA),
                call=call,
                account=account,
                address=address,
                msgid="",
                answer=answer,
                title=title,
                size=len(content),
                recipients=len(recipients),
                findings=tuple(findings),
            )
            submissions.add_submission(db, submission, None)
            db.execute("INSERT INTO contents VALUES (?, 0, ?)", (number, content))
            db.executemany(
                "INSERT INTO recipients VALUES (?, ?, ?, NULL)",
                [(number, position, mobile) for position, mobile in enumerate(recipients)],
            )
            return submission

    def take_msgid(self) -> str:
        """An id that no submission has, for ``error:MSGID``. Source: MMS §2.2."""
        with self._store.transaction() as db:
            return take_number(db, self._clock())[1]

    def list_submissions(
        self,
        *,
        accepted_only: bool,
        after: int | None = None,
        before: int | None = None,
        limit: int | None = None,
    ) -> list[Submission]:
        """A page of submissions, newest last; see :func:`submissions.list_submissions`."""
        with self._store.reading() as db:
            return submissions.list_submissions(
                db, accepted_only=accepted_only, after=after, before=before, limit=limit
            )

    def count_submissions(self, *, accepted_only: bool) -> int:
        """How many there are."""
        with self._store.reading() as db:
            return submissions.count_submissions(db, accepted_only=accepted_only)

    def find_submission(self, number: int) -> Submission | None:
        """The submission of this number, or None."""
        with self._store.reading() as db:
            return submissions.find_submission(db, number)

    def list_recipients(
        self, number: int, *, after: int = -1, limit: int | None = None
    ) -> list[Recipient]:
        """A page of a submission's recipients, in the order in which they were sent."""
        with self._store.reading() as db:
            return submissions.list_recipients(db, number, after=after, limit=limit)

    def read_parts(self, number: int) -> Iterator[bytes]:
        """What was submitted, part by part: the content, or the batch's XML."""
        for part in itertools.count():
            with self._store.reading() as db:
                data = submissions.read_part(db, number, part)
            if data is None:
                return
            yield data

    def delete_submissions(self) -> int:
        """Empty the inbox. Balances and reports stay; returns how many submissions there were."""
        with self._store.transaction() as db:
            return submissions.delete_submissions(db)

    # --- reports -----------------------------------------------------------------------------

    def pull_reports(
        self,
        account: PlatformAccount,
        *,
        between: tuple[int, int] | None = None,
        mobiles: Sequence[str] = (),
    ) -> list[DeliveryReport]:
        """Take the reports that are due; what is returned here is never returned again."""
        with self._store.transaction() as db:
            pulled = deliveries.pull_reports(
                db, account.name, now=self._clock(), between=between, mobiles=mobiles
            )
        return [replace(report, ext=account.ext) for report in pulled]

    def list_reports(
        self, *, submission: int | None = None, limit: int | None = None
    ) -> list[ReportState]:
        """All reports, or those of one submission, in the order of its recipients."""
        with self._store.reading() as db:
            return deliveries.list_reports(db, submission=submission, limit=limit)
