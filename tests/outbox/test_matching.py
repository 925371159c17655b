"""Delivery reports find their people, whenever, however often and in whatever order they come."""

from __future__ import annotations

import itertools
import random
from datetime import datetime, timedelta
from urllib.parse import unquote_to_bytes

import pytest
from making import message
from outbox_fakes import ACCOUNT, ToldClient, batch, lost, run

from mmskit import Journal
from mmskit.errors import (
    CampaignError,
    CampaignHeldError,
    InsufficientBalanceError,
    NotSentError,
)
from mmskit.home import find_home
from mmskit.outbox import Campaign, building, evidence, find_campaigns, making
from mmskit.records import Records
from mmskit.texts import text
from mmskit.wire.reports import CHINA, DeliveryReport, encode_reports
from mmskit.wire.sent import SentRecord

NOW = datetime.now(CHINA).replace(microsecond=0)


def report(msgid: object, number: int, status: str = "DELIVRD", seconds: int = 60):
    """What became of the message to 1380000000N."""
    return DeliveryReport(str(msgid), f"138{number:08}", status, NOW + timedelta(seconds=seconds))


@pytest.fixture
def journal(tmp_path):
    return Journal(tmp_path / "reports")


def tell(journal: Journal, *reports: DeliveryReport, layout: int = 4) -> None:
    """One answer of the platform, kept."""
    with journal.entry() as entry:
        entry.write(encode_reports(reports, layout).encode())


def test_delivered_failed_waiting_unknown(make, journal):
    """Every person is in exactly one group, failures by the platform's code."""
    campaign = make(40)
    run(campaign, ToldClient(["11", "12", lost()]))
    tell(
        journal,
        report(11, 0),
        report(11, 1, "UNDELIV"),
        report(12, 10, "TOO FAST"),
        report(12, 11, "NOSEND"),
        report(12, 12, "MK:0015"),
    )
    assert campaign.read_reports(journal) == (5, [])
    status = campaign.status()
    assert status.delivered == 1
    assert status.failed == {"NOSEND": 1, "TOO FAST": 1, "UNDELIV": 1}
    assert status.undocumented == {"MK:0015": 1}
    assert (status.waiting, status.unknown) == (25, 10)
    groups = status.delivered + sum(status.failed.values()) + sum(status.undocumented.values())
    assert groups + status.waiting + status.unknown == status.recipients == 40


@pytest.mark.parametrize("layout", [4, 5, 6])
def test_every_layout(make, journal, layout):
    """Four, five or six fields; a mainland number may come with its country in front."""
    campaign = make(10)
    run(campaign, ToldClient(["11"]))
    with_country = DeliveryReport("11", "8613800000001", "DELIVRD", NOW)
    tell(journal, report(11, 0), with_country, layout=layout)
    campaign.read_reports(journal)
    assert campaign.status().delivered == 2


def test_reports_twice_change_nothing(make, journal):
    """Read again, told again, in one answer or two: counted once."""
    campaign = make(10)
    run(campaign, ToldClient(["11"]))
    tell(journal, report(11, 0), report(11, 0))
    assert campaign.read_reports(journal)[0] == 1
    tell(journal, report(11, 0))
    assert campaign.read_reports(journal)[0] == 0
    assert campaign.read_reports(journal)[0] == 0
    assert campaign.status().delivered == 1


def test_the_order_of_reports_does_not_matter(make, tmp_path):
    """Later beats earlier, and delivered beats everything, in whatever order they are read."""
    told = [
        report(11, 0, "UNDELIV", 10),
        report(11, 0, "DELIVRD", 20),
        report(11, 0, "UNDELIV", 30),
        report(11, 1, "MK:0015", 10),
        report(11, 1, "UNDELIV", 20),
        report(11, 1, "NOSEND", 20),
    ]
    seen = set()
    for number, order in enumerate(itertools.permutations(told, 6)):
        if number % 60:
            continue
        campaign = make(10, again=True)
        run(campaign, ToldClient(["11"]))
        kept = Journal(tmp_path / f"order-{number}")
        for one in order:
            tell(kept, one)
        campaign.read_reports(kept)
        seen.add(tuple(person.status for person in campaign.people())[:2])
    assert seen == {("DELIVRD", "UNDELIV")}


def test_reports_before_the_answer(make, journal):
    """Read while the submission is under way; they count as soon as its msgid is known."""
    campaign = make(10)

    def come_early() -> None:
        tell(journal, report(11, 0), report(11, 1))
        assert campaign.read_reports(journal) == (2, [])
        assert campaign.status().delivered == 0

    run(campaign, ToldClient(["11"], watch=come_early))
    assert campaign.status().delivered == 2


@pytest.mark.parametrize("seed", range(4))
def test_every_history_of_reports_ends_alike(make, tmp_path, seed):
    """Before or after the answer, twice, out of order, cut into answers anyhow: the same people."""
    chance = random.Random(seed)  # noqa: S311 - to be repeated
    codes = ("DELIVRD", "UNDELIV", "MK:0015", "NOSEND")
    told = [
        report(msgid, who, codes[(who // 2 + turn) % 4], seconds=10 * turn + who)
        for msgid, begin in ((11, 0), (12, 10))
        for who in range(begin, begin + 10, 2)
        for turn in range(3)
    ]
    told += [report(98, 1), report(12, 3), report(11, 77)]  # others', another shard's, nobody's
    ends = []
    for history in range(2):
        campaign = make(20, again=True)
        kept = Journal(tmp_path / f"history-{history}")
        pieces = told if history == 0 else chance.sample(told, len(told)) + chance.sample(told, 9)
        early = iter(pieces[: chance.randrange(len(pieces)) if history else 0])

        def come_early(kept=kept, campaign=campaign, early=early) -> None:
            tell(kept, *itertools.islice(early, 5))
            campaign.read_reports(kept)

        run(campaign, ToldClient(["11", "12"], watch=come_early))
        while pieces:
            cut = chance.randrange(1, 15)
            tell(kept, *pieces[:cut])
            campaign.read_reports(kept)
            pieces = pieces[cut:]
        ends.append([*campaign.people()])
    assert ends[0] == ends[1]
    assert {person.outcome for person in ends[0]} == {"delivered", "failed", "waiting"}


def test_reports_count_as_soon_as_a_person_names_their_msgid(make, journal):
    """Too few to settle a doubt; once the person who looked has done it, they are shown."""
    campaign = make(10)
    run(campaign, ToldClient([lost()]))
    tell(journal, report(77, 0), report(77, 1, "UNDELIV"))
    campaign.read_reports(journal)
    assert (campaign.status().unknown, campaign.status().delivered) == (10, 0)
    campaign.resolve(1, "accepted", msgid="77")
    status = campaign.status()
    assert (status.delivered, status.failed, status.waiting) == (1, {"UNDELIV": 1}, 8)


def test_reports_of_others_are_left_alone(make, journal):
    """Unknown msgids and foreign numbers change nothing, and stay in the journal."""
    campaign = make(10)
    run(campaign, ToldClient(["11"]))
    tell(journal, report(99, 0), report(11, 77), report(98, 78))
    campaign.read_reports(journal)
    assert campaign.status().waiting == 10
    assert b"98," in next(journal.read())[1]


def test_what_cannot_be_read_stays_in_the_journal(make, journal):
    """A record that fits no layout neither stops the others nor is thrown away."""
    campaign = make(10)
    run(campaign, ToldClient(["11"]))
    with journal.entry() as entry:
        entry.write(b"odd,record;\xff\xfe;" + encode_reports([report(11, 0)]).encode())
    campaign.read_reports(journal)
    assert campaign.status().delivered == 1
    assert b"\xff\xfe" in next(journal.read())[1]


@pytest.mark.parametrize("mobile", ["99999999999999999999", "013800000001", "10086", "8613800"])
def test_numbers_that_are_nobody_s(make, journal, mobile):
    """Longer, shorter and odder numbers than anybody has are passed over."""
    campaign = make(10)
    run(campaign, ToldClient(["11"]))
    tell(journal, DeliveryReport("11", mobile, "DELIVRD", NOW), report(11, 0))
    tell(journal, DeliveryReport("11", "13800000001", "DELIVRD", NOW.replace(year=1960, day=1)))
    campaign.read_reports(journal)
    assert campaign.status().delivered == 2
    assert len(list(campaign.people())) == 10


def test_a_code_that_no_database_would_keep(make, journal):
    """Whatever a code is made of, it stops no other report."""
    campaign = make(10)
    run(campaign, ToldClient(["11"]))
    tell(journal, report(11, 0, "A\0B"), report(11, 1))
    campaign.read_reports(journal)
    status = campaign.status()
    assert (status.delivered, dict(status.undocumented)) == (1, {"A B": 1})


def test_an_answer_that_is_still_growing_is_read_again(make, journal):
    """What another program is still writing is read now and later, and counted once."""
    campaign = make(10)
    run(campaign, ToldClient(["11"]))
    with journal.entry() as entry:
        entry.write(encode_reports([report(11, 0)]).encode())
        assert campaign.read_reports(journal)[0] == 1
        entry.write(encode_reports([report(11, 1)]).encode())
    assert campaign.read_reports(journal)[0] == 1
    assert campaign.status().delivered == 2


def test_reports_prove_that_a_doubt_was_taken(make, journal):
    """Three of its people under a msgid that nobody knows: accepted, without a second POST."""
    campaign, client = make(40), ToldClient(["11", lost()])
    run(campaign, client)
    tell(journal, report(77, 10), report(77, 11))
    assert campaign.read_reports(journal) == (2, [])
    (doubt,) = campaign.status().doubts
    assert [(one.msgid, one.reports, one.proves) for one in doubt.evidence] == [("77", 2, False)]
    tell(journal, report(77, 12, "UNDELIV"))
    _, settled = campaign.read_reports(journal)
    assert [(one.shard, one.msgid) for one in settled] == [(2, "77")]
    status = campaign.status()
    assert status.doubts == ()
    assert (status.delivered, status.failed) == (2, {"UNDELIV": 1})
    assert len(client.sent) == 4


@pytest.mark.parametrize(
    "told",
    [
        [report(77, number) for number in (10, 11, 20)],  # another shard's people too
        [report(77, number) for number in (10, 11, 12, 99)],  # people of no shard too
        [report(77, number, seconds=-7_200) for number in (10, 11, 12)],  # before it was sent
        [report(11, number) for number in (10, 11, 12)],  # another shard's msgid
        [report(m, number) for m in (77, 78) for number in (10, 11, 12)],  # two of them
    ],
)
def test_what_may_be_another_message_proves_nothing(make, journal, told):
    """Whatever another program may have sent with the same account settles no doubt."""
    campaign = make(40)
    run(campaign, ToldClient(["11", lost()]))
    tell(journal, *told)
    assert campaign.read_reports(journal)[1] == []
    assert [doubt.shard for doubt in campaign.status().doubts] == [2]


def test_another_campaign_s_reports_prove_nothing(make, journal):
    """The same people, sent to by another campaign: its msgids are known."""
    other = make(40, again=True)
    run(other, ToldClient(["11", "77"]))
    campaign = Campaign.create(
        batch(40, "你好{姓名}"), ACCOUNT, folder=other.folder.parent, max_recipients=10
    )
    with campaign:
        run(campaign, ToldClient(["31", lost()]))
        tell(journal, *(report(77, number) for number in (10, 11, 12)))
        assert campaign.read_reports(journal)[1] == []
        assert campaign.status().unknown == 10


def test_evidence_stops_what_a_person_wanted_to_send_again(make, journal):
    """The decision was made too early: the reports come, and nothing goes out twice."""
    campaign, client = make(20), ToldClient(["11", lost()])
    run(campaign, client)
    campaign.resolve(2, "ready")
    tell(journal, *(report(77, number) for number in (10, 11, 12)))
    campaign.read_reports(journal)
    assert run(campaign, client).stage == "done"
    assert len(client.sent) == 2


def test_evidence_is_not_forgotten_on_the_way(make, journal, monkeypatch):
    """A doubt, decided, not sent, refused: reports for the first sending still keep it back."""
    monkeypatch.setattr("mmskit.outbox.campaign.BACK_OFF", ())
    down = NotSentError(text("transport.not_sent", url="u", reason=text("transport.refused")))
    broke = InsufficientBalanceError("insufficient_balance", "error:x")
    campaign, client = make(20), ToldClient(["11", lost(), down, broke])
    for _ in range(3):
        run(campaign, client)
        if campaign.status().doubts:
            campaign.resolve(2, "ready")
    with campaign._store.transaction() as db:
        db.execute("UPDATE shards SET began = began + 7200 WHERE number = 2")
    assert len(client.sent) == 4
    tell(journal, *(report(77, number) for number in (10, 11, 12)))
    assert campaign.read_reports(journal)[1] == []  # refused: nothing waits to be sent
    assert run(campaign, client).stage == "done"
    assert len(client.sent) == 4


def test_resending_goes_to_the_failed_alone_and_once(make, journal):
    """A new campaign of just those, with their own texts; nobody is in two of them."""
    campaign, client = make(40), ToldClient(["11", "12", lost()])
    run(campaign, client)
    tell(journal, report(11, 3, "UNDELIV"), report(12, 14, "TOO FAST"), report(12, 15, "MK:1"))
    campaign.read_reports(journal)
    again = campaign.resend_failed(ACCOUNT)
    with again:
        assert again.parent == campaign.id
        run(again, client)
        assert [person.mobile for person in again.people()] == ["13800000003", "13800000014"]
    sent = client.sent[-1]
    assert isinstance(sent, bytes)
    assert "客户14".encode() in unquote_to_bytes(sent)
    with pytest.raises(CampaignError, match="No message failed"):
        campaign.resend_failed(ACCOUNT)
    tell(journal, report(11, 4, "UNDELIV"))
    campaign.read_reports(journal)
    with campaign.resend_failed(ACCOUNT) as third:
        assert [person.mobile for person in third.people()] == ["13800000004"]


def test_resending_one_message(make, journal):
    """The same for ordinary mass sending."""
    campaign, client = make(20, kind="message"), ToldClient(["11", "12"])
    run(campaign, client)
    tell(journal, report(11, 3, "UNDELIV"), report(12, 14, "NOSEND"))
    campaign.read_reports(journal)
    with campaign.resend_failed(ACCOUNT) as again:
        run(again, client)
    assert client.sent[-1] == ["13800000003", "13800000014"]


def test_a_crash_between_marking_and_freezing_loses_nobody(make, journal, monkeypatch):
    """The half-made campaign is never sent, and the next one has its people."""
    campaign = make(10)
    run(campaign, ToldClient(["11"]))
    tell(journal, report(11, 3, "UNDELIV"))
    campaign.read_reports(journal)
    with monkeypatch.context() as patched:
        patched.setattr("mmskit.outbox.building.freeze", _die)
        with pytest.raises(ZeroDivisionError):
            campaign.resend_failed(ACCOUNT)
    with campaign.resend_failed(ACCOUNT) as again:
        assert [person.mobile for person in again.people()] == ["13800000003"]
    assert len(find_campaigns(campaign.folder.parent)) == 2


def _die(_: object) -> None:
    raise ZeroDivisionError


def sent(msgid: str, first: int, last: int, seconds: int = 60) -> SentRecord:
    """The platform's record of a submission to some of the people."""
    mobiles = tuple(f"138{number:08}" for number in range(first, last))
    return SentRecord("demo", msgid, mobiles, "积分", NOW + timedelta(seconds=seconds))


def test_records_prove_that_a_doubt_was_taken(make):
    """A record of exactly its people, in one part or in several: accepted, without a second POST."""
    campaign, client = make(40), ToldClient(["11", lost(), lost()])
    run(campaign, client)
    told = [sent("11", 0, 10), sent("77", 10, 15), sent("77", 15, 20), sent("78", 20, 30)]
    assert [one.shard for one in campaign.read_records(told)] == [2, 3]
    assert campaign.status().doubts == ()
    assert [person.msgid for person in campaign.people()][10::10] == ["77", "78", "1004"]
    assert len(client.sent) == 4


@pytest.mark.parametrize(
    "told",
    [
        [],
        [sent("77", 10, 19)],  # not everyone
        [sent("77", 10, 21)],  # somebody else too
        [sent("77", 10, 20, seconds=-7_200)],  # before it was sent
        [sent("11", 10, 20)],  # another shard's msgid
        [sent("77", 10, 20), sent("78", 10, 20)],  # two of them
    ],
)
def test_other_records_prove_nothing(make, told):
    """What may be another submission settles no doubt, and nor does silence."""
    campaign = make(40)
    run(campaign, ToldClient(["11", lost()]))
    assert campaign.read_records(told) == []
    assert [doubt.shard for doubt in campaign.status().doubts] == [2]


def test_resending_twice_at_once_makes_one_campaign(make, journal, monkeypatch):
    """Whoever is slower of two that press together sends to nobody, and leaves nothing behind."""
    campaign = make(10)
    run(campaign, ToldClient(["11"]))
    tell(journal, report(11, 3, "UNDELIV"), report(11, 4, "UNDELIV"))
    campaign.read_reports(journal)
    quicker: list[Campaign] = []
    draw = making._draft_failed

    def draw_after_the_other(*given):
        monkeypatch.setattr(making, "_draft_failed", draw)
        with Campaign.open(campaign.folder) as other:
            quicker.append(other.resend_failed(ACCOUNT))
        return draw(*given)

    monkeypatch.setattr(making, "_draft_failed", draw_after_the_other)
    with pytest.raises(CampaignError, match="just sent"):
        campaign.resend_failed(ACCOUNT)
    with quicker[0] as first:
        assert [person.mobile for person in first.people()] == ["13800000003", "13800000004"]
        assert set(find_campaigns(campaign.folder.parent)) == {campaign.folder, first.folder}


def test_a_resending_under_way_is_not_taken_for_a_broken_one(make, journal, monkeypatch):
    """Between its marks and its freezing it is held, and who comes then is told so."""
    campaign = make(10)
    run(campaign, ToldClient(["11"]))
    tell(journal, report(11, 3, "UNDELIV"))
    campaign.read_reports(journal)
    freeze, told = building.freeze, []

    def freeze_after_the_other(store):
        monkeypatch.setattr(building, "freeze", freeze)
        with Campaign.open(campaign.folder) as other, pytest.raises(CampaignHeldError) as caught:
            other.resend_failed(ACCOUNT)
        told.append(caught.value)
        freeze(store)

    monkeypatch.setattr(building, "freeze", freeze_after_the_other)
    with campaign.resend_failed(ACCOUNT) as again:
        assert told
        assert [person.mobile for person in again.people()] == ["13800000003"]
    with pytest.raises(CampaignError, match="No message failed"):
        campaign.resend_failed(ACCOUNT)


def test_a_resending_that_is_discarded_frees_its_people(make, journal):
    """Nothing was sent of it, so they can be sent to by another."""
    campaign = make(10)
    run(campaign, ToldClient(["11"]))
    tell(journal, report(11, 3, "UNDELIV"))
    campaign.read_reports(journal)
    campaign.resend_failed(ACCOUNT).discard()
    with campaign.resend_failed(ACCOUNT) as again:
        assert [person.mobile for person in again.people()] == ["13800000003"]


@pytest.mark.parametrize("became", ["sending", "abandoned"])
def test_evidence_leaves_alone_what_went_on_meanwhile(make, journal, monkeypatch, became):
    """What is being sent again, or was decided, since evidence was found keeps its state."""
    campaign = make(10)
    run(campaign, ToldClient([lost()]))
    tell(journal, *(report(77, number) for number in range(3)))
    find = evidence.find_evidence

    def find_and_go_on(db, *known):
        found = find(db, *known)
        if known:
            db.execute("UPDATE shards SET state = ?", (became,))
            db.execute("COMMIT")
            db.execute("BEGIN")
        return found

    monkeypatch.setattr(evidence, "find_evidence", find_and_go_on)
    assert campaign.read_reports(journal) == (3, [])
    with campaign._store.reading() as db:
        assert db.execute("SELECT state, msgid FROM shards").fetchall() == [(became, "")]


def test_a_single_message_is_no_evidence(make, journal):
    """Who sent to some of a doubtful shard by hand meanwhile has not proved that it was taken."""
    campaign = make(10)
    run(campaign, ToldClient([lost()]))
    records = Records(find_home() / "records")
    numbers = [f"138{number:08}" for number in range(3)]
    records.finish(records.begin(message(), numbers, "demo", ACCOUNT.url), "accepted", msgid="77")
    tell(journal, *(report(77, number) for number in range(3)))
    assert campaign.read_reports(journal) == (3, [])
    (doubt,) = campaign.status().doubts
    assert doubt.evidence == ()
