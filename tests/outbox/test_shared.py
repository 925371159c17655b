"""A campaign in PostgreSQL: the same promises, and several senders at once."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event

import pytest
import test_campaign
import test_deliveries
import test_matching
import test_people
from killing import (
    PATIENCE,
    PEOPLE_AND_SHARDS,
    SECONDS,
    People,
    Sender,
    check,
    check_charges,
    check_reports,
    make_batch,
    tell,
)
from ledger import Ledger, serving
from making import message
from outbox_fakes import ACCOUNT, ToldClient, batch, lost, people, run
from postgres_server import serving_database

from mmskit import Account, Journal, find_shared_campaigns
from mmskit.errors import (
    CampaignError,
    CampaignHeldError,
    InsufficientBalanceError,
    JournalError,
    MMSKitError,
)
from mmskit.outbox import Campaign, making, shards
from mmskit.outbox.shared import open_shared
from mmskit.outbox.shared_slots import SharedSlots

psycopg = pytest.importorskip("psycopg")

pytestmark = [
    pytest.mark.xdist_group("postgresql"),  # one server is enough
    pytest.mark.skipif(sys.platform == "win32", reason="the server is on a socket"),
]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with serving_database() as address:
        yield address


@pytest.fixture
def outbox(server: str, request) -> Iterator[str]:
    """A database of its own."""
    name = f"t{abs(hash(request.node.nodeid))}"
    with psycopg.connect(server, autocommit=True) as db:
        db.execute(f'CREATE DATABASE "{name}"')
        yield server.replace("/postgres?", f"/{name}?")
        db.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def make(outbox: str) -> Iterator[Callable[..., Campaign]]:
    """Make a campaign of so many people, ten to a shard."""
    opened = []

    def call(count: int = 40, *, kind: str = "personal", **options: object) -> Campaign:
        options = {"max_recipients": 10, "outbox": outbox, **options}
        if kind == "message":
            options["to"] = [number for number, _ in people(count)]
        content = batch(count) if kind == "personal" else message()
        campaign = Campaign.create(content, ACCOUNT, **options)
        opened.append(campaign)
        return campaign

    yield call
    for campaign in opened:
        campaign.close()


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "reports")


mixed = test_people.mixed
reported = test_deliveries.reported

SAME = [
    (test_campaign.test_everyone_is_sent_to_once, {}),
    (test_campaign.test_a_finished_campaign_sends_nothing_more, {}),
    (test_campaign.test_a_doubt_is_never_sent_again, {}),
    (test_campaign.test_three_doubts_in_a_row_pause, {}),
    (
        test_campaign.test_fatal_refusals_pause_at_once,
        {"kind": InsufficientBalanceError, "code": "insufficient_balance"},
    ),
    (test_campaign.test_another_refusal_does_not_stop_the_rest, {}),
    (test_campaign.test_a_form_that_was_dropped_for_its_size_is_halved, {}),
    (test_campaign.test_what_never_left_may_be_tried_again, {}),
    (test_campaign.test_anything_unexpected_leaves_a_doubt, {}),
    (test_campaign.test_an_interrupt_does_not_lose_a_known_answer, {}),
    (test_campaign.test_another_account_is_refused, {"changes": {"username": "other"}}),
    (test_campaign.test_another_thread_sees_it_being_sent, {}),
    (test_campaign.test_a_person_decides_doubts, {}),
    (test_matching.test_delivered_failed_waiting_unknown, {}),
    (test_matching.test_reports_twice_change_nothing, {}),
    (test_matching.test_reports_before_the_answer, {}),
    (test_matching.test_reports_of_others_are_left_alone, {}),
    (test_matching.test_a_code_that_no_database_would_keep, {}),
    (test_matching.test_numbers_that_are_nobody_s, {"mobile": "99999999999999999999"}),
    (test_matching.test_reports_prove_that_a_doubt_was_taken, {}),
    (test_matching.test_evidence_stops_what_a_person_wanted_to_send_again, {}),
    (test_matching.test_resending_goes_to_the_failed_alone_and_once, {}),
    (test_matching.test_resending_one_message, {}),
    (test_matching.test_records_prove_that_a_doubt_was_taken, {}),
    (test_people.test_pages_together_are_everyone, {}),
    (test_people.test_pages_of_one_outcome, {"outcome": "failed"}),
    (test_people.test_pages_of_one_outcome, {"outcome": "other"}),
    (test_people.test_pages_of_one_outcome, {"outcome": "waiting"}),
    (test_people.test_pages_of_one_outcome, {"outcome": "not_sent"}),
    (test_deliveries.test_every_step_adds_what_came_in_it, {}),
]


@pytest.mark.parametrize(("fact", "given"), SAME, ids=lambda value: getattr(value, "__name__", ""))
def test_what_holds_in_a_folder_holds_here(request, fact, given):
    """The same facts, of a campaign in a database."""
    names = fact.__code__.co_varnames[: fact.__code__.co_argcount]
    fact(**{name: given.get(name) or request.getfixturevalue(name) for name in names})


def find_schema(campaign: Campaign) -> str:
    return f"mmskit_{campaign.id.replace('-', '_')}"


def open_again(campaign: Campaign, outbox: str) -> Campaign:
    return Campaign.open(campaign.id, outbox=outbox)


def test_two_senders_share_what_waits(make, outbox):
    """While one submits, another takes the rest; each shard goes out once, and none is a doubt."""
    first, inner, outer = make(40), ToldClient(), ToldClient(["11"])
    seen = []

    def help_out() -> None:
        outer.watch = lambda: None
        with open_again(first, outbox) as second:
            run(second, inner)
            seen.append(second.status())

    outer.watch = help_out
    status = run(first, outer)
    assert (len(outer.sent), len(inner.sent)) == (1, 3)
    assert status.shards["accepted"].recipients == 40
    assert seen[0].shards["sending"].shards == 1
    assert seen[0].doubts == ()
    assert "process" in str(seen[0].holder)


def test_the_shards_of_a_dead_sender_are_doubts_and_no_others(make, outbox):
    """Its lock goes with its process; what a living one is sending is left alone."""
    campaign = make(30)
    with subprocess.Popen(
        [sys.executable, "-c", STUCK, str(Path(__file__).parent), f"{outbox}#{campaign.id}"],
        stdout=subprocess.PIPE,
        text=True,
    ) as stuck:
        assert stuck.stdout
        assert stuck.stdout.readline() == "sending\n"
        looked = []

        def kill() -> None:
            with open_again(campaign, outbox) as other:
                looked.append(other.status())
                stuck.kill()
                stuck.wait()
                while other.status().shards["sending"].shards == 2:
                    Event().wait(0.01)  # the server has yet to hear of it
                looked.append(other.status())

        client = ToldClient()
        client.watch = lambda: (kill(), campaign.stop())
        run(campaign, client)
    before, after = looked
    assert (before.shards["sending"].shards, before.doubts) == (2, ())
    assert str(before.holder).endswith("1 other sender")
    assert (after.shards["sending"].shards, after.unknown) == (1, 10)
    assert "interrupted" in str(after.doubts[0].said)


STUCK = """
import sys
sys.path[:0] = [sys.argv[1], sys.argv[1] + "/.."]
from threading import Event
from mmskit.outbox import Campaign
from outbox_fakes import NoPace, ToldClient

def stay():
    print("sending", flush=True)
    Event().wait()

Campaign.open(sys.argv[2]).run(ToldClient(watch=stay), pace=NoPace())
"""


def test_a_sender_that_lost_its_connection_sends_nothing_more(make, outbox):
    """Without its lock others take it for dead: it says the msgid that it cannot keep, and stops."""
    campaign = make(30)

    def cut() -> None:
        with psycopg.connect(outbox, autocommit=True) as db:
            db.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )

    client = ToldClient(["11"], watch=cut)
    with pytest.raises(JournalError, match="accepted as msgid 11"):
        run(campaign, client)
    assert len(client.sent) == 1
    status = campaign.status()
    assert [doubt.shard for doubt in status.doubts] == [1]
    client.watch = lambda: None
    assert run(campaign, client).shards["accepted"].shards == 2
    assert len(client.sent) == 3


def test_a_fatal_refusal_stops_every_sender(make, outbox):
    """An empty account is empty for all of them."""
    first, broke = make(40), InsufficientBalanceError("insufficient_balance", "error:x")
    outer, inner = ToldClient(), ToldClient([broke])

    def help_out() -> None:
        outer.watch = lambda: None
        with open_again(first, outbox) as second:
            run(second, inner)

    outer.watch = help_out
    status = run(first, outer)
    assert (len(outer.sent), len(inner.sent)) == (1, 1)
    assert "error:x" in str(status.paused)


def test_an_account_s_rate_is_shared_through_the_database(make):
    """Slots follow one another, whichever sender asks; the clock is the database's."""
    waited = []

    class Stop(Event):
        def wait(self, timeout: float | None = None) -> bool:
            waited.append(timeout)
            return False

    with make(10) as one, make(10, again=True) as other:
        for place in (one._place, other._place, one._place):
            assert place.make_slots("account", 100).wait(1_000, Stop())
        assert one._place.make_slots("another", 100).wait(1_000, Stop())
    assert [round(seconds / 10, 1) for seconds in waited] == pytest.approx([1, 2], abs=0.2)


def test_only_a_campaign_that_nobody_sends_is_discarded(make, outbox):
    """Nothing of it is left then."""
    campaign = make(10)
    client = ToldClient()

    def discard() -> None:
        with open_again(campaign, outbox) as other, pytest.raises(CampaignHeldError):
            other.discard()

    client.watch = discard
    run(campaign, client)
    with pytest.raises(CampaignError, match="is kept"):
        campaign.discard()
    other = make(20)
    other.discard()
    assert find_shared_campaigns(outbox) == (campaign.id,)


def test_frozen_rows_are_compared(make, outbox):
    """One byte in the database has changed: nothing is sent at all."""
    campaign, client = make(), ToldClient()
    with psycopg.connect(outbox) as db:
        db.execute(f'SET search_path TO "{find_schema(campaign)}"')
        db.execute("UPDATE files SET data = data || 'x'::bytea WHERE number = 3")
    with pytest.raises(CampaignError, match="has changed"):
        run(campaign, client)
    assert client.sent == []


def test_a_database_that_is_told_not_to_wait_for_its_disk_waits_for_ours(make, outbox):
    """Each sender asks for commits that are on the disk, whatever the database's own habit is."""
    with psycopg.connect(outbox, autocommit=True) as db:
        name = outbox.split("/")[3].split("?")[0]
        db.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    campaign = make(10)
    with campaign._store.reading() as db:
        assert db.execute("SHOW synchronous_commit").fetchone() == ("on",)
    assert run(campaign, ToldClient()).stage == "done"


def test_a_database_that_cannot_wait_for_its_disk_is_refused(make, monkeypatch):
    """What is committed there may be gone after a power cut: nothing is sent from it."""
    monkeypatch.setattr(
        "mmskit.outbox.shared_place._SAFE", ("fsync", "jit_dump_bitcode")
    )  # that is off
    client = ToldClient()
    with pytest.raises(JournalError, match="does not wait for its disk"):
        run(make(10), client)
    assert client.sent == []


@pytest.mark.parametrize(
    "address", ["sqlite:///x.db", "no address", "http://x", "mysql://u:secret@h/d", ""]
)
def test_other_addresses_are_refused(address):
    """Only PostgreSQL's; and whatever it is, it is not repeated, since it may hold a password."""
    with pytest.raises(CampaignError, match="no address of an outbox") as caught:
        open_shared(address)
    assert "secret" not in str(caught.value)


def test_the_password_is_told_to_nobody():
    """Neither in the address nor in an error."""
    address = "postgresql://mmskit:geheim123@127.0.0.1:9/outbox"
    assert "geheim123" not in open_shared(address).address
    with pytest.raises(MMSKitError) as caught:
        find_shared_campaigns(address)
    assert "geheim123" not in f"{caught.value!r} {caught.value} {caught.value.__context__!r}"


def test_no_part_of_an_address_tells_a_password():
    """A password may also stand in its query; where it goes and as whom is still said."""
    told = open_shared("postgresql://mmskit@/outbox?host=127.0.0.1&password=geheim123")
    assert told.address == "postgresql://mmskit@/outbox?host=127.0.0.1"


def test_resending_twice_at_once_makes_one_campaign(make, outbox, journal, monkeypatch):
    """Whoever is slower of two machines sends to nobody, and leaves nothing behind."""
    campaign = make(10)
    run(campaign, ToldClient(["11"]))
    test_matching.tell(journal, test_matching.report(11, 3, "UNDELIV"))
    campaign.read_reports(journal)
    quicker: list[Campaign] = []
    draw = making._draft_failed

    def draw_after_the_other(*given):
        monkeypatch.setattr(making, "_draft_failed", draw)
        with open_again(campaign, outbox) as other:
            quicker.append(other.resend_failed(ACCOUNT))
        return draw(*given)

    monkeypatch.setattr(making, "_draft_failed", draw_after_the_other)
    with pytest.raises(CampaignError, match="just sent"):
        campaign.resend_failed(ACCOUNT)
    with quicker[0] as first:
        assert [person.mobile for person in first.people()] == ["13800000003"]
        assert set(find_shared_campaigns(outbox)) == {campaign.id, first.id}


def test_a_missing_campaign_is_said(outbox):
    """By its name, whatever that is."""
    for name in ("20200101-000000-000000", "x'; DROP SCHEMA mmskit", ""):
        with pytest.raises(CampaignError, match="no campaign"):
            Campaign.open(name, outbox=outbox)


class Pair:
    """Two senders of one campaign, each started again until nothing waits."""

    def __init__(self, target: str, senders: tuple[Sender, Sender], ledger: Ledger) -> None:
        self.target, self.senders, self.ledger = target, senders, ledger
        self.kills = 0

    def send(self, chance: random.Random | None, seconds: float) -> None:
        """Send with both; whoever is killed is started again."""
        failed: list[BaseException] = []

        def go_on(sender: Sender) -> None:
            try:
                for _ in range(200):
                    sender.start(self.target, seconds)
                    code = sender.wait()
                    assert code in {0, 3, -signal.SIGKILL}, f"a sender ended with {code}"
                    self.kills += code == -signal.SIGKILL
                    with Campaign.open(self.target) as campaign:
                        if not campaign.status().shards["ready"].shards:
                            return
                pytest.fail("the campaign never came to an end")
            except BaseException as error:  # noqa: BLE001 - told to the test's own thread
                failed.append(error)

        self.ledger.kill = lambda: chance and chance.choice(self.senders).kill()
        threads = [threading.Thread(target=go_on, args=(one,)) for one in self.senders]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failed:
            raise failed[0]


def read_people(campaign: Campaign, outbox: str) -> People:
    """Every recipient and their shard, read past mmskit."""
    while campaign.status().holder is not None:
        Event().wait(0.01)  # the server has yet to hear that a sender is gone
    campaign.status()
    with psycopg.connect(outbox) as db:
        db.execute(f'SET search_path TO "{find_schema(campaign)}"')
        return db.execute(PEOPLE_AND_SHARDS).fetchall()


def play(seed: int, outbox: str, folder: Path, way: str = "") -> int:
    """A campaign of 3,000 with two senders, killed and cut off; how many were killed."""
    chance = random.Random(seed)  # noqa: S311 - to be repeated
    ledger = Ledger()
    with serving(ledger) as url, Sender(way) as one, Sender(way) as other:
        account = Account("demo", "demo1234", "0123456789abcdef" * 2, url, name="demo")
        with Campaign.create(
            make_batch(3_000), account, outbox=outbox, max_recipients=100, rate=10_000_000
        ) as campaign:
            ledger.start_anew(seed)
            pair = Pair(f"{outbox}#{campaign.id}", (one, other), ledger)
            pair.send(chance, SECONDS)
            check(read_people(campaign, outbox), ledger)
            journal = Journal(folder / "journal")
            told = tell(journal, ledger, chance, thorough=False)
            campaign.read_reports(journal)
            listed = read_people(campaign, outbox)
            check(listed, ledger)
            check_reports(listed, ledger, told)
            for doubt in campaign.status().doubts:
                campaign.resolve(doubt.shard, "ready")
            ledger.random = None
            pair.send(None, PATIENCE)
            check(read_people(campaign, outbox), ledger)
            check_charges(ledger)
            assert len(ledger.charged) == 3_000
    return pair.kills


@pytest.mark.parametrize("seed", range(2))
def test_two_workers_killed_at_random_charge_nobody_twice(outbox, tmp_path, seed):
    """By the platform's own books, over two processes that are killed and a network that breaks."""
    assert play(seed, outbox, tmp_path) > 0


@pytest.mark.parametrize("way", ["sends_again_after_a_crash", "sends_doubts_again"])
def test_the_proof_notices(outbox, tmp_path, way):
    """Workers that break a promise are caught by the same rounds."""
    with pytest.raises(AssertionError, match=r"charged twice|a sender ended with 1"):
        play(0, outbox, tmp_path, way)


def test_a_recovery_that_asks_nobody_is_noticed(make, outbox, monkeypatch):
    """Were a living sender's shard taken for a dead one's, the same test would fail."""
    recover = shards.recover
    monkeypatch.setattr(shards, "recover", lambda store, _: recover(store))
    with pytest.raises((AssertionError, MMSKitError)):
        test_two_senders_share_what_waits(make, outbox)


def test_waiting_for_a_slot_can_be_stopped(make):
    """Whoever stops a campaign does not wait for its slot."""
    stop = Event()
    stop.set()
    with make(10) as campaign:
        slots = campaign._place.make_slots("a", 10)
        assert isinstance(slots, SharedSlots)
        assert not slots.wait(1, stop)


def test_a_doubt_of_two_senders_is_settled_once(make, outbox, journal):
    """Both read the same reports; the doubt is settled by the first, and stays settled."""
    campaign = make(20)
    run(campaign, ToldClient(["11", lost()]))
    test_matching.tell(journal, *(test_matching.report(77, number) for number in (10, 11, 12)))
    with open_again(campaign, outbox) as other:
        _, settled = campaign.read_reports(journal)
        assert [one.msgid for one in settled] == ["77"]
        assert other.read_reports(journal) == (0, [])
        assert other.status().doubts == ()


def test_an_interrupted_connection_is_not_made_anew_while_it_holds_a_lock(make):
    """SQLAlchemy would quietly connect again, without the lock that keeps a sender's shards."""
    campaign = make(10)
    store = campaign._store
    with campaign._place.hold():
        with suppress(KeyboardInterrupt), store.transaction() as db:
            db.connection.invalidate()
            raise KeyboardInterrupt
        with pytest.raises(JournalError, match="broke"), store.transaction():
            pass
    assert campaign.status().stage == "ready"
