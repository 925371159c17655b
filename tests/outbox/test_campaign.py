"""Campaigns: frozen, sent at most once, paused in time, every doubt shown."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from making import message
from outbox_fakes import ACCOUNT, ToldClient, batch, lost, people, run

from mmskit import Account
from mmskit.errors import (
    AccountBlockedError,
    AuthenticationError,
    CampaignError,
    CampaignHeldError,
    InsufficientBalanceError,
    InvalidMessageError,
    InvalidNumberError,
    NotSentError,
    PlatformError,
    RejectedError,
)
from mmskit.message import Message
from mmskit.outbox import Campaign, building, find_campaigns, shards
from mmskit.outbox.database import Store
from mmskit.outbox.files import read_numbers, write_numbers
from mmskit.outbox.lock import Lock
from mmskit.outbox.shards import move
from mmskit.outbox.states import NEXT, STATES
from mmskit.texts import text


def states(campaign: Campaign) -> dict[str, int]:
    """Shards by state, without the states that none is in."""
    return {
        state: count.shards for state, count in campaign.status().shards.items() if count.shards
    }


def read_people(xml: bytes) -> list[tuple[str, str]]:
    """Numbers and texts of a batch, by a reader that is not mmskit's."""
    root = ET.fromstring(xml)  # noqa: S314 - our own
    return [
        (str(one.findtext("mmsMobile")), unquote(str(one.findtext("mmsTextContent"))))
        for one in root.iter("mmsBodyData")
    ]


def test_everyone_is_sent_to_once(make):
    """A personalised batch goes out shard by shard, each person in exactly one."""
    campaign, client = make(35), ToldClient()
    status = run(campaign, client)
    assert status.stage == "done"
    assert states(campaign) == {"accepted": 4}
    arrived = [one for xml in client.sent for one in read_people(xml)]
    assert arrived == [(number, f"尊敬的{fields['姓名']}") for number, fields in people(35)]
    assert (status.waiting, status.unknown) == (35, 0)


def test_one_message_for_many_is_split(make):
    """Ordinary mass sending is split into submissions; foreign numbers keep their country."""
    campaign, client = make(25, kind="message"), ToldClient()
    assert run(campaign, client).stage == "done"
    assert [len(numbers) for numbers in client.sent] == [10, 10, 5]
    abroad = Campaign.create(
        message(), ACCOUNT, to=["+44 7874 321404", "13800000001"], folder=campaign.folder.parent
    )
    with abroad:
        run(abroad, client)
    assert client.sent[-1] == ["+447874321404", "13800000001"]


def test_a_finished_campaign_sends_nothing_more(make):
    """Running it once more is harmless."""
    campaign, client = make(), ToldClient()
    run(campaign, client)
    assert run(campaign, client).stage == "done"
    assert len(client.sent) == 4


def test_a_doubt_is_never_sent_again(make):
    """An answer that is none leaves a doubt, which no run touches; the others go out."""
    campaign, client = make(), ToldClient(["1", lost()])
    status = run(campaign, client)
    assert states(campaign) == {"accepted": 3, "unknown": 1}
    assert status.stage == "doubtful"
    (doubt,) = status.doubts
    assert (doubt.shard, doubt.recipients, doubt.cost, status.unknown) == (2, 10, 10, 10)
    assert "connection broke" in str(doubt.said)
    run(campaign, client)
    assert len(client.sent) == 4


def test_three_doubts_in_a_row_pause(make):
    """When every answer is lost, the rest of the campaign is not thrown after them."""
    campaign, client = make(), ToldClient([lost(), lost(), lost()])
    status = run(campaign, client)
    assert (status.stage, len(client.sent)) == ("paused", 3)
    assert "3 doubts" in str(status.paused)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (InsufficientBalanceError, "insufficient_balance"),
        (AccountBlockedError, "account_blocked"),
        (AuthenticationError, "wrong_key"),
        (AuthenticationError, "unauthorized_ip"),
    ],
)
def test_fatal_refusals_pause_at_once(make, kind: type[PlatformError], code):
    """Balance, blocked, key, address: nothing more goes out; after a top-up the shard does."""
    campaign, client = make(), ToldClient(["1", kind(code, f"error:{code}")])
    status = run(campaign, client)
    assert (status.stage, len(client.sent)) == ("paused", 2)
    assert f"error:{code}" in str(status.paused)
    assert states(campaign) == {"accepted": 1, "refused": 1, "ready": 2}
    assert run(campaign, client).stage == "done"
    assert states(campaign) == {"accepted": 4}


def test_another_refusal_does_not_stop_the_rest(make):
    """A black keyword in one shard's texts says nothing of the others; three in a row pause."""
    refused = RejectedError("other", "error:Black keywords is:x")
    campaign, client = make(80), ToldClient([refused, "1", refused, refused, refused])
    status = run(campaign, client)
    assert states(campaign) == {"accepted": 1, "refused": 4, "ready": 3}
    assert "Black keywords" in str(status.paused)
    assert [number for number, _, _ in status.refusals] == [1, 3, 4, 5]


def test_a_form_that_was_dropped_for_its_size_is_halved(make, monkeypatch):
    """A large body without an apikey, says the platform: cut in two, and none as large is tried again."""
    monkeypatch.setattr("mmskit.outbox.sending.LARGE_BYTES", 1_000)
    dropped = AuthenticationError("missing_apikey", "error:Missing apikey")
    campaign, client = make(), ToldClient([dropped])
    assert run(campaign, client).stage == "done"
    assert [len(read_people(xml)) for xml in client.sent] == [10, *[5] * 8]
    arrived = [one for xml in client.sent[1:] for one in read_people(xml)]
    assert sorted(arrived) == [(n, f"尊敬的{f['姓名']}") for n, f in people(40)]
    with campaign._store.reading() as db:
        (said,) = db.execute("SELECT said FROM shards WHERE number = 1").fetchone()
    assert "campaigns.cut" in said
    assert "post size" in str(text("campaigns.cut", size=1, limit=1))


def test_a_small_form_without_apikey_pauses(make):
    """For a small body it means what it says."""
    dropped = AuthenticationError("missing_apikey", "error:Missing apikey")
    campaign, client = make(), ToldClient([dropped])
    assert run(campaign, client).stage == "paused"
    assert len(client.sent) == 1


def test_what_never_left_may_be_tried_again(make, monkeypatch):
    """Not a byte left: the same shard, a few times, then the campaign pauses and it still waits."""
    monkeypatch.setattr("mmskit.outbox.campaign.BACK_OFF", (0.0, 0.0))
    down = NotSentError(text("transport.not_sent", url="u", reason=text("transport.refused")))
    campaign, client = make(), ToldClient([down, "1"])
    assert run(campaign, client).stage == "done"
    assert client.sent[0] == client.sent[1]
    again, client = make(41), ToldClient([down, down, down])
    status = run(again, client)
    assert (status.stage, states(again)) == ("paused", {"ready": 5})
    assert "refused" in str(status.paused)


def test_sending_is_durable_before_a_byte_leaves(make):
    """While the client is asked to send, another reader finds the shard on disk as being sent."""
    campaign = make(10)
    seen = []

    def look() -> None:
        with closing(sqlite3.connect(campaign.folder / "campaign.db")) as db:
            seen.append(db.execute("SELECT state FROM shards").fetchall())

    run(campaign, ToldClient(watch=look))
    assert seen == [[("sending",)]]


def test_what_was_being_sent_when_the_process_ended_is_in_doubt(make):
    """Whoever looks next finds a doubt, not something that is still being sent."""
    campaign = make()
    with closing(sqlite3.connect(campaign.folder / "campaign.db")) as db, db:
        db.execute("UPDATE shards SET state = 'sending', began = 1 WHERE number = 2")
    doubts = campaign.status().doubts
    assert [doubt.shard for doubt in doubts] == [2]
    assert "interrupted" in str(doubts[0].said)


def test_anything_unexpected_leaves_a_doubt(make):
    """An error nobody thought of ends the run; its shard may have been taken."""
    campaign = make()
    with pytest.raises(RuntimeError):
        run(campaign, ToldClient([RuntimeError()]))
    assert states(campaign) == {"unknown": 1, "ready": 3}


def test_an_interrupt_does_not_lose_a_known_answer(make, monkeypatch):
    """Ctrl+C while the msgid is being written down: it is written down, then the run ends."""
    accept, calls = shards.accept, []

    def interrupted(*given: object) -> None:
        calls.append(given)
        if len(calls) == 1:
            raise KeyboardInterrupt
        accept(*given)

    monkeypatch.setattr(shards, "accept", interrupted)
    campaign = make()
    with pytest.raises(KeyboardInterrupt):
        run(campaign, ToldClient(["77"]))
    assert next(iter(campaign.people())).msgid == "77"
    assert states(campaign) == {"accepted": 1, "ready": 3}


def test_a_campaign_with_all_doubts_settled_is_done(make):
    """The reason for a pause goes with what was left to do."""
    campaign = make(30)
    assert run(campaign, ToldClient([lost(), lost(), lost()])).stage == "doubtful"
    for shard in (1, 2, 3):
        campaign.resolve(shard, "accepted", msgid=str(shard))
    assert campaign.status().stage == "done"


def test_a_changed_shard_is_refused(make):
    """One byte of a file that waits has changed: nothing is sent at all."""
    campaign, client = make(), ToldClient()
    path = campaign.folder / "shards" / "000003.xml"
    path.write_bytes(path.read_bytes().replace(b"13800000020", b"13800000099"))
    with pytest.raises(CampaignError, match=r"000003.xml has changed"):
        run(campaign, client)
    path.unlink()
    with pytest.raises(CampaignError, match="cannot be read"):
        run(campaign, client)
    assert client.sent == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE campaign SET url = 'http://127.0.0.1:10'",
        "UPDATE campaign SET title = '\"other\"'",
        "UPDATE shards SET recipients = 9 WHERE number = 1",
        "UPDATE shards SET digest = 'x' WHERE number = 1",
        "DELETE FROM shards WHERE number = 4",
    ],
)
def test_a_changed_campaign_is_refused(make, change):
    """What was frozen is hashed as a whole."""
    folder = make().folder
    with closing(sqlite3.connect(folder / "campaign.db")) as db, db:
        db.execute(change)
    with Campaign.open(folder) as campaign:
        client = ToldClient(account=replace(ACCOUNT, url=campaign.url))
        with pytest.raises(CampaignError, match="has changed"):
            run(campaign, client)
    assert client.sent == []


@pytest.mark.parametrize(
    "changes", [{"url": "http://127.0.0.1:10"}, {"username": "other"}, {"name": "other"}]
)
def test_another_account_is_refused(make, changes: dict[str, str]):
    """A campaign belongs to its account and its host."""
    given: Account = replace(ACCOUNT, **changes)
    client = ToldClient(account=given)
    with pytest.raises(CampaignError, match="made for the account"):
        run(make(), client)
    assert client.sent == []


def test_a_second_process_is_refused_and_told_who_holds_it(make):
    """While one sends, another cannot; it is told the process, the machine and since when."""
    campaign = make()
    code = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent.parent)!r})
from mmskit import Account, Client
from mmskit.outbox import Campaign
with Campaign.open({str(campaign.folder)!r}) as campaign:
    try:
        campaign.run(Client(Account("demo", "demo1234", "0123456789abcdef" * 2, campaign.url, "demo")))
    except Exception as error:
        print(type(error).__name__, error)
"""
    said = []

    def try_it() -> None:
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        said.append(done.stdout)

    status = run(campaign, ToldClient(watch=lambda: said or try_it()))
    assert status.stage == "done"
    assert said[0].startswith("CampaignHeldError")
    assert f"process {os.getpid()} on" in said[0]


def test_a_second_run_in_the_same_process_is_refused_too(make):
    """The lock is on the file, not on the process."""
    campaign = make()
    with Lock.take(campaign.folder), pytest.raises(CampaignHeldError, match=str(os.getpid())):
        run(campaign, ToldClient())


def test_pausing_stops_after_the_submission_under_way(make):
    """From wherever it is asked; and what is not being sent cannot be paused."""
    campaign = make()
    client = ToldClient(watch=lambda: Campaign.open(campaign.folder).pause())
    with pytest.raises(CampaignError, match="Nobody is sending"):
        campaign.pause()
    status = run(campaign, client)
    assert (status.stage, states(campaign)) == ("paused", {"accepted": 1, "ready": 3})
    client.watch = campaign.stop
    assert run(campaign, client).stage == "paused"
    client.watch = lambda: None
    assert run(campaign, client).stage == "done"
    assert len(client.sent) == 4


def test_another_thread_sees_it_being_sent(make):
    """While it runs, its stage is "sending", with its holder."""
    campaign, found = make(10), []

    def look() -> None:
        thread = threading.Thread(target=lambda: found.append(campaign.status()))
        thread.start()
        thread.join()

    run(campaign, ToldClient(watch=look))
    assert found[0].stage == "sending"
    assert found[0].doubts == ()


def test_a_person_decides_doubts(make):
    """Accepted with its msgid, sent once more, or left: each only from a doubt, each for good."""
    campaign, client = make(), ToldClient([lost(), "1", lost(), lost()])
    run(campaign, client)
    with pytest.raises(CampaignError, match="no msgid"):
        campaign.resolve(1, "accepted")
    campaign.resolve(1, "accepted", msgid="77")
    campaign.resolve(3, "ready")
    campaign.resolve(4, "abandoned")
    with pytest.raises(CampaignError, match="is accepted"):
        campaign.resolve(1, "ready")
    with pytest.raises(CampaignError, match="no shard 9"):
        campaign.resolve(9, "ready")
    with pytest.raises(ValueError, match="none of"):
        campaign.resolve(4, "refused")
    run(campaign, client)
    assert client.sent[4:] == [client.sent[2]]
    assert states(campaign) == {"accepted": 3, "abandoned": 1}


def test_the_same_campaign_is_not_made_twice_by_mistake(make):
    """After a crash, whoever repeats the command is led to the campaign that is there."""
    campaign = make()
    with pytest.raises(CampaignError, match=campaign.id):
        make()
    assert find_campaigns(campaign.folder.parent) == (campaign.folder,)
    make(again=True)
    assert len(find_campaigns(campaign.folder.parent)) == 2


def test_of_two_that_are_made_at_once_the_later_one_goes(make, monkeypatch, tmp_path):
    """Neither sees the other while both are drafts; so it is looked for again behind the freezing."""
    freeze = building.freeze

    def freeze_after_the_other(store: Store) -> None:
        monkeypatch.undo()
        make()
        freeze(store)

    monkeypatch.setattr(building, "freeze", freeze_after_the_other)
    with pytest.raises(CampaignError, match="same content"):
        make()
    assert len(find_campaigns(tmp_path / "campaigns")) == 1


def test_a_campaign_cannot_be_made_of_what_cannot_be_sent(tmp_path):
    """Bad content, bad numbers, nobody: an error, and nothing is left behind."""
    with pytest.raises(InvalidMessageError):
        Campaign.create(Message("", []), ACCOUNT, to=["13800000001"], folder=tmp_path)
    with pytest.raises(InvalidNumberError):
        Campaign.create(message(), ACCOUNT, to=["1380"], folder=tmp_path)
    with pytest.raises(InvalidNumberError):
        Campaign.create(message(), ACCOUNT, folder=tmp_path)
    with pytest.raises(InvalidMessageError):
        Campaign.create(replace(batch(1), title=""), ACCOUNT, folder=tmp_path)
    with pytest.raises(InvalidNumberError):
        Campaign.create(replace(batch(1), recipients=[("1", {})]), ACCOUNT, folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_draft_is_not_sent(make):
    """A campaign whose making was interrupted says so."""
    campaign, client = make(), ToldClient()
    with closing(sqlite3.connect(campaign.folder / "campaign.db")) as db, db:
        db.execute("UPDATE campaign SET frozen = ''")
        db.execute("UPDATE shards SET state = 'draft'")
    assert campaign.status().stage == "draft"
    with pytest.raises(CampaignError, match="making of the campaign"):
        run(campaign, client)
    with closing(sqlite3.connect(campaign.folder / "campaign.db")) as db, db:
        db.execute("DELETE FROM campaign")
    with pytest.raises(CampaignError, match="making of the campaign"):
        Campaign.open(campaign.folder)
    assert client.sent == []


@pytest.mark.parametrize("data", [b"", b"SQLite format 3\0", b"no database at all" * 99])
def test_another_file_is_no_campaign(tmp_path, data):
    """Neither a missing nor a foreign file is opened."""
    with pytest.raises(CampaignError, match="no campaign in"):
        Campaign.open(tmp_path)
    (tmp_path / "campaign.db").write_bytes(data)
    with pytest.raises(CampaignError, match="no campaign's file"):
        Campaign.open(tmp_path)


def test_what_was_never_sent_can_be_discarded(make):
    """And what was, cannot."""
    campaign = make()
    campaign.discard()
    assert not campaign.folder.exists()
    begun = make()
    run(begun, ToldClient([lost()]))
    with pytest.raises(CampaignError, match="is kept"):
        begun.discard()


def test_only_its_owner_may_look(make):
    """Numbers are nobody else's business."""
    campaign = make()
    run(campaign, ToldClient())
    if os.name == "nt":
        pytest.skip("Windows has other permissions")
    for path in (campaign.folder, *campaign.folder.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path


def test_states_have_no_other_ways(make):
    """From accepted and abandoned nothing leads away, and no way is taken twice."""
    assert NEXT["accepted"] == NEXT["abandoned"] == frozenset()
    campaign = make()
    with campaign._store.transaction() as db:
        for was in STATES:
            for became in {*STATES} - NEXT[was]:
                with pytest.raises(CampaignError):
                    move(db, 1, was, became)
        with pytest.raises(CampaignError, match="somebody else"):
            move(db, 1, "sending", "accepted")


def test_the_file_is_written_through(make):
    """A rollback journal, EXTRA, and never WAL."""
    with make()._store.reading() as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("persist",)
        assert db.execute("PRAGMA synchronous").fetchone() == (3,)


def test_a_missing_rollback_journal_is_made_anew(make):
    """Whoever looks after a crash may have rolled back and deleted it; the campaign goes on."""
    campaign = make(10)
    campaign.close()
    journal = campaign.folder / "campaign.db-journal"
    journal.unlink()
    with Campaign.open(campaign.folder) as opened:
        seen = []
        client = ToldClient(watch=lambda: seen.append(journal.stat().st_size))
        assert run(opened, client).stage == "done"
    assert min(seen) >= 128 * 1024
    assert journal.stat().st_mode & 0o777 == 0o600


def test_a_key_for_every_word():
    """States and outcomes have words in both languages."""
    for state in STATES:
        assert re.search("[a-z]", text(f"campaigns.state.{state}").render("en"))
        assert text(f"campaigns.state.{state}").render("zh_CN")


def test_the_drawing_is_the_table():
    """The state machine in the documentation has the ways that the code has, and no others."""
    page = Path(__file__).parents[2] / "docs" / "explanation" / "campaign-states.md"
    drawn = re.findall(r"^    (\w+) --> (\w+):", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(drawn) == sorted((was, became) for was in NEXT for became in NEXT[was])


def test_numbers_abroad_are_told_from_those_at_home():
    """A number of the shape 1 212 … is no mainland one, though it has as many digits."""
    kept = write_numbers(["13811299999", "12125551234", "85291234567"])
    assert read_numbers(kept) == ["13811299999", "+12125551234", "+85291234567"]


def test_what_is_left_is_what_going_on_would_send(make):
    """What waits, and what the balance kept back; what was refused for good is not counted."""
    campaign = make(30)
    final = RejectedError("other", "error:Black keywords is:x")
    client = ToldClient([final, InsufficientBalanceError("insufficient_balance", "error:y")])
    left = run(campaign, client).left
    assert (left.shards, left.recipients) == (2, 20)
    del client.sent[:]
    assert run(campaign, client).left.shards == 0
    assert len(client.sent) == 2
