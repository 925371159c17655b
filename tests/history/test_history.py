"""The history: single submissions and campaigns in one list, counted, settled and shown again."""

from __future__ import annotations

import csv

import pytest
from history_parts import NUMBERS
from making import message
from outbox_fakes import ACCOUNT, ToldClient, lost, people, run

from mmskit.errors import (
    CampaignError,
    InsufficientBalanceError,
    JournalError,
    RejectedError,
)
from mmskit.journal import Journal

DELIVERED = ("77", NUMBERS[0], "DELIVRD", "2026-11-27 09:00:05")
FAILED = ("77", NUMBERS[1], "UNDELIV", "2026-11-27 09:00:09")


def test_both_kinds_stand_in_one_list_the_newest_first(history, keep, make):
    """A record, then a campaign, then a record: listed the other way round."""
    first = keep()
    with make(kind="message") as campaign:
        pass
    last = keep("refused")
    listed = history.list()
    assert [one.id for one in listed] == [last.id, campaign.id, first.id]
    assert [one.state for one in listed] == ["refused", "ready", "accepted"]
    assert [one.recipients for one in listed] == [3, 20, 3]
    assert [one.is_campaign for one in listed] == [False, True, False]
    assert [one.submissions for one in listed] == [1, 2, 1]


def test_nothing_was_sent_yet(history, home):
    """A home that nobody used has no history, and looking makes nothing."""
    assert history.list() == ()
    assert not home.exists()


def test_reports_are_counted_for_their_own_submission(history, keep, report):
    """Delivered, failed by code, other codes and waiting; another msgid's report counts nothing."""
    keep()
    report(DELIVERED, FAILED, ("78", NUMBERS[2], "DELIVRD", "2026-11-27 09:00:09"))
    counts = history.count(history.list()[0])
    assert (counts.delivered, counts.failed, counts.waiting) == (1, {"UNDELIV": 1}, 1)
    assert counts.failed_left == 1
    report(("77", NUMBERS[2], "MK:0001", "2026-11-27 09:00:11"))
    counts = history.count(history.list()[0])
    assert (counts.undocumented, counts.waiting) == ({"MK:0001": 1}, 0)


def test_delivery_over_time(history, keep, report):
    """Each step has what was reported until its end, on the platform's clock."""
    keep()
    report(FAILED, DELIVERED)
    points = history.deliveries(history.list()[0])
    assert [(p.time.strftime("%H:%M:%S"), p.delivered, p.failed) for p in points] == [
        ("09:00:05", 0, 0),
        ("09:00:06", 1, 0),
        ("09:00:09", 1, 0),
        ("09:00:10", 1, 1),
    ]


def test_a_part_of_the_people(history, keep, report, make):
    """A page has its rows and no others, all or those of one outcome, of both kinds."""
    keep()
    with make():
        pass
    report(DELIVERED, FAILED)
    campaign, single = history.list()
    for mailing in (single, campaign):
        everyone = list(history.people(mailing))
        assert history.page(mailing, 1, 1) == (everyone[1],)
        assert history.page(mailing, 1, 100) == tuple(everyone[1:])
        assert history.page(mailing, 100, 10) == ()
    assert [one.mobile for one in history.page(single, 0, 9, "failed")] == [NUMBERS[1]]
    assert [one.mobile for one in history.page(single, 0, 9, "waiting")] == [NUMBERS[2]]
    assert history.page(single, 1, 9, "failed") == ()
    assert len(history.page(campaign, 0, 7, "not_sent")) == 7


@pytest.mark.parametrize(
    ("state", "outcome"),
    [("refused", "not_sent"), ("not_sent", "not_sent"), ("unknown", "unknown")],
)
def test_people_of_what_was_not_accepted(history, keep, state, outcome):
    """Nobody waits for a report of what was refused, not sent or is in doubt."""
    keep(state)
    (mailing,) = history.list()
    assert [person.outcome for person in history.people(mailing)] == [outcome] * 3
    counts = history.count(mailing)
    assert {"not_sent": counts.not_sent, "unknown": counts.unknown}[outcome] == 3
    assert counts.waiting == 0


def test_the_message_can_be_shown_again(history, keep, make):
    """What was sent is kept with it, once for all submissions of it."""
    keep()
    keep()
    with make(kind="message"):
        pass
    with make(kind="personal"):
        pass
    personal, campaign, *singles = history.list()
    for mailing in (campaign, *singles):
        assert history.read_message(mailing) == message()
    shown = history.read_message(personal)
    assert shown.title == "积分"
    assert shown.frames[0].text == "尊敬的客户0"
    person = list(history.people(personal))[13]
    assert history.read_message(personal, person).frames[0].text == "尊敬的客户13"


def test_a_content_that_was_changed_is_not_shown(history, keep, home):
    """What is shown is what was sent, or nothing."""
    keep()
    (path,) = (home / "records" / "contents").iterdir()
    path.write_bytes(path.read_bytes() + b"x")
    assert history.read_message(history.list()[0]) is None


def test_nobody_is_sent_to_once_more_twice(history, keep, records, report):
    """A record made for the failed of another takes each of them once."""
    parent = keep()
    report(DELIVERED, FAILED)
    (mailing,) = history.list()
    assert history.find_failed(mailing) == (NUMBERS[1],)
    again = records.begin(message(), (NUMBERS[1],), "shop", "u", parent=parent.id)
    with pytest.raises(JournalError, match="already"):
        records.begin(message(), (NUMBERS[1], NUMBERS[2]), "shop", "u", parent=parent.id)
    mailing = history.find(parent.id)
    assert history.find_failed(mailing) == ()
    assert history.count(mailing).failed_left == 0
    records.finish(again, "not_sent")
    assert history.find_failed(mailing) == (NUMBERS[1],)


def test_evidence_for_a_single_doubt(history, keep, report, make):
    """A msgid speaks for it that no submission has, and that names its people alone."""
    keep("unknown")
    with make(kind="message") as campaign:
        run(campaign, ToldClient(answers=["500"]))
    later = "2099-11-27 09:00:05"
    report(
        ("91", NUMBERS[0], "DELIVRD", later),
        ("92", NUMBERS[0], "DELIVRD", later),
        ("92", "13000000000", "DELIVRD", later),
        ("500", NUMBERS[0], "DELIVRD", later),
        ("93", NUMBERS[0], "DELIVRD", "2001-01-01 00:00:00"),
    )
    mailing = next(one for one in history.list() if one.doubtful)
    (doubt,) = history.find_doubts(mailing)
    assert [(one.msgid, one.reports) for one in doubt.evidence] == [("91", 1)]
    assert doubt.cost == 3


@pytest.mark.parametrize(
    ("decision", "state"),
    [("accepted", "accepted"), ("ready", "not_sent"), ("abandoned", "abandoned")],
)
def test_a_person_settles_a_single_doubt_once(history, keep, decision, state):
    """The decision is kept, and what is settled is not settled again."""
    keep("unknown")
    (mailing,) = history.list()
    history.settle(mailing, 1, decision, msgid="91")
    (settled,) = history.list()
    assert (settled.state, settled.doubtful) == (state, 0)
    assert settled.msgids == (("91",) if decision == "accepted" else ())
    with pytest.raises(CampaignError, match="not in doubt"):
        history.settle(mailing, 1, decision, msgid="91")


def test_a_msgid_is_digits(history, keep):
    """What is no msgid settles nothing."""
    keep("unknown")
    (mailing,) = history.list()
    with pytest.raises(CampaignError, match="msgid"):
        history.settle(mailing, 1, "accepted", msgid="a lot")
    assert history.list()[0].state == "unknown"


def test_a_campaign_with_a_doubt(history, make):
    """Its doubt is counted in people, with what it costs, and settled by its number."""
    with make() as campaign:
        run(campaign, ToldClient(answers=["501", lost()]))
    (mailing,) = history.list()
    assert (mailing.state, mailing.doubtful, mailing.msgids) == ("unknown", 10, ("501",))
    (doubt,) = history.find_doubts(mailing)
    assert (doubt.shard, doubt.recipients) == (2, 10)
    assert history.count(mailing).unknown == 10
    history.settle(mailing, 2, "abandoned")
    (mailing,) = history.list()
    assert (mailing.state, mailing.doubtful) == ("partly", 0)
    assert history.count(mailing).unknown == 10


def test_a_campaign_is_counted_and_sent_to_its_failed_once(history, make, home):
    """Failed people are left until a campaign of just those is made."""
    with make() as campaign:
        run(campaign, ToldClient(answers=["501", "502"]))
        journal = Journal(home / "reports")
        first, second = people(20)[0][0], people(20)[10][0]
        with journal.entry() as entry:
            entry.write(
                f"501,{first},DELIVRD,2099-01-01 00:00:05;502,{second},NOSEND,2099-01-01 00:00:09;".encode()
            )
        campaign.read_reports(journal)
        (mailing,) = history.list()
        counts = history.count(mailing)
        assert (counts.delivered, counts.failed, counts.waiting) == (1, {"NOSEND": 1}, 18)
        assert counts.failed_left == 1
        points = history.deliveries(mailing)
        assert [(p.delivered, p.failed) for p in points] == [(0, 0), (1, 0), (1, 0), (1, 1)]
        with campaign.resend_failed(ACCOUNT) as again:
            pass
    child, parent = history.list()
    assert (child.id, child.parent, child.recipients) == (again.id, parent.id, 1)
    assert history.count(parent).failed_left == 0


def test_who_was_refused_for_good_is_not_left(history, make):
    """Going on sends to whom the balance kept back, and not to those with a forbidden word."""
    final = RejectedError("other", "error:Black keywords is:x")
    short = InsufficientBalanceError("insufficient_balance", "error:y")
    with make() as campaign:
        run(campaign, ToldClient(answers=[final, short]))
    (mailing,) = history.list()
    assert (mailing.state, mailing.recipients) == ("paused", 20)
    counts = history.count(mailing)
    assert (counts.not_sent, counts.left) == (20, 10)


def test_a_table_for_a_spreadsheet(history, keep, report, tmp_path):
    """Every recipient is in it, with outcome and code."""
    keep()
    report(DELIVERED, FAILED)
    history.write_csv(history.list()[0], tmp_path / "out.csv", "zh_CN")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert head[0] == "手机号"
    assert [(row[0], row[3], row[5]) for row in rows] == [
        (NUMBERS[0], "77", "DELIVRD"),
        (NUMBERS[1], "77", "UNDELIV"),
        (NUMBERS[2], "77", ""),
    ]


def test_found_by_name_beginning_or_msgid(history, keep):
    """last, a whole name, its unique beginning, and a msgid all find it."""
    first, last = keep(msgid="77"), keep(msgid="78")
    assert history.find("last").id == history.find("78").id == history.find(last.id).id == last.id
    assert history.find("77").id == history.find(first.id[:-1]).id == first.id
    for name in ("2", "", "nothing"):
        with pytest.raises(CampaignError, match="no submission"):
            history.find(name)


def test_what_cannot_be_read_is_said(history, keep, home):
    """A damaged record and a damaged campaign do not hide the others."""
    record = keep()
    (home / "records" / "20200101T000000.000000Z-aaaaaaaa.json").write_text("{")
    (home / "campaigns" / "20200101-000000-000001").mkdir(parents=True)
    (home / "campaigns" / "20200101-000000-000001" / "campaign.db").write_text("none")
    assert [one.id for one in history.list()] == [record.id]
    assert len(history.damaged) == 2
