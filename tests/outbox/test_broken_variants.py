"""The proofs can fail: each is run against code that is broken on purpose, and catches it.

Those of killed senders, full disks and failing fsyncs have theirs beside them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import test_campaign
import test_matching
import test_people

from mmskit import Journal
from mmskit.errors import InsufficientBalanceError
from mmskit.outbox import (
    building,
    campaign,
    evidence,
    local,
    making,
    matching,
    people,
    sending,
    shards,
)

Patch = pytest.MonkeyPatch


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "reports")


def commit_after_the_post(patch: Patch) -> None:
    """Writes "sending" down when the answer is there, not before the connection."""
    begin, accept = shards.begin, shards.accept
    patch.setattr(shards, "begin", lambda *_: None)

    def late(store: Any, shard: Any, msgid: str, now: float) -> None:
        begin(store, shard, now)
        accept(store, shard, msgid, now)

    patch.setattr(shards, "accept", late)


def try_again_on_a_doubt(patch: Patch) -> None:
    """Takes a lost answer for a submission that never left."""
    patch.setattr(shards, "doubt", lambda store, shard, *_: shards.step_back(store, shard))


def begin_anew_after_a_crash(patch: Patch) -> None:
    """Lets wait again what was being sent."""

    def recover(store: Any) -> int:
        with store.transaction() as db:
            db.execute("UPDATE shards SET state = 'ready' WHERE state = 'sending'")
        return 0

    patch.setattr(shards, "recover", recover)


def do_not_lock(patch: Patch) -> None:
    """Opens the lock's file and leaves it at that."""
    patch.setattr("mmskit.outbox.lock._take", lambda _: None)


def do_not_compare_files(patch: Patch) -> None:
    """Reads what there is, whether it is what was frozen or not."""
    patch.setattr(local, "read_frozen", lambda path, _: path.is_file() and path.read_bytes())


def do_not_compare_the_campaign(patch: Patch) -> None:
    """Believes the hash that is written down."""

    def believe(db: Any) -> str:
        return str(db.execute("SELECT frozen FROM campaign").fetchone()[0])

    patch.setattr(building, "find_fingerprint", believe)


def go_on_after_a_fatal_refusal(patch: Patch) -> None:
    """Sees no difference between a black keyword and an empty account."""
    patch.setattr(sending, "FATAL", frozenset())


def show_whatever_came_last(patch: Patch) -> None:
    """Shows the report that was read last, not the one that counts."""
    ranks = iter(range(1_000_000))
    patch.setattr(matching, "_rank", lambda *_: -next(ranks))


def forget_early_reports(patch: Patch) -> None:
    """Looks at reports only when they come."""
    for module in (shards, evidence):
        patch.setattr(module, "match_stored", lambda *_: None)


def count_every_report(patch: Patch) -> None:
    """Reads an answer that was read already."""
    reading = Journal.read
    patch.setattr(Journal, "read", lambda self, **_: reading(self))
    taking = matching.take_reports

    def take(db: Any, reports: Any, created: float) -> int:
        listed = list(reports)
        taking(db, listed, created)
        return len(listed)

    patch.setattr(matching, "take_reports", take)


def believe_one_report(patch: Patch) -> None:
    """Settles a doubt by a single report."""
    patch.setattr(evidence, "_ENOUGH", 1)
    patch.setattr(evidence, "_LEAST", 1)


def forget_other_campaigns(patch: Patch) -> None:
    """Takes the reports of the campaign beside it for evidence."""
    patch.setattr(campaign.Campaign, "_find_known", lambda _: frozenset())


def forget_who_was_resent(patch: Patch) -> None:
    """Finds everyone whose message failed, each time."""
    finding = people.find_failed

    def find(db: Any) -> dict[int, set[int]]:
        db.execute("UPDATE recipients SET resent = NULL")
        return finding(db)

    patch.setattr(making, "find_failed", find)


def leave_cells_as_they_are(patch: Patch) -> None:
    """Writes what there is into a cell."""
    patch.setattr(test_people, "quote_cell", lambda value: value)


class Case(NamedTuple):
    """A mistake, the test that notices it, and what that test is called with."""

    mistake: Callable[[Patch], None]
    proof: Callable[..., None]
    fixtures: tuple[str, ...] = ("make",)
    more: tuple[object, ...] = ()


READING = ("make", "journal")
CASES = [
    Case(commit_after_the_post, test_campaign.test_sending_is_durable_before_a_byte_leaves),
    Case(try_again_on_a_doubt, test_campaign.test_a_doubt_is_never_sent_again),
    Case(
        begin_anew_after_a_crash,
        test_campaign.test_what_was_being_sent_when_the_process_ended_is_in_doubt,
    ),
    Case(do_not_lock, test_campaign.test_a_second_run_in_the_same_process_is_refused_too),
    Case(do_not_compare_files, test_campaign.test_a_changed_shard_is_refused),
    Case(
        do_not_compare_the_campaign,
        test_campaign.test_a_changed_campaign_is_refused,
        more=("UPDATE shards SET recipients = 9 WHERE number = 1",),
    ),
    Case(
        go_on_after_a_fatal_refusal,
        test_campaign.test_fatal_refusals_pause_at_once,
        more=(InsufficientBalanceError, "insufficient_balance"),
    ),
    Case(
        show_whatever_came_last,
        test_matching.test_the_order_of_reports_does_not_matter,
        ("make", "tmp_path"),
    ),
    Case(forget_early_reports, test_matching.test_reports_before_the_answer, READING),
    Case(count_every_report, test_matching.test_reports_twice_change_nothing, READING),
    Case(believe_one_report, test_matching.test_reports_prove_that_a_doubt_was_taken, READING),
    Case(
        forget_other_campaigns,
        test_matching.test_another_campaign_s_reports_prove_nothing,
        READING,
    ),
    Case(
        forget_who_was_resent,
        test_matching.test_resending_goes_to_the_failed_alone_and_once,
        READING,
    ),
    Case(leave_cells_as_they_are, test_people.test_nothing_is_taken_for_a_formula, (), ("=1+1",)),
]


@pytest.mark.parametrize("case", CASES, ids=[case.mistake.__name__ for case in CASES])
def test_the_proof_notices(request, monkeypatch, case):
    """What holds for mmskit does not hold for the variant."""
    given = [request.getfixturevalue(name) for name in case.fixtures]
    case.mistake(monkeypatch)
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        case.proof(*given, *case.more)
