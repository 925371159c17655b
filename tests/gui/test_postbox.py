"""Sending from the app: one POST each, written down before and after, whatever the other side does."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import making
import pytest
from faulty_server import answer, answering, faulty_server, reset
from memory_keyring import MemoryKeyring

from mmskit.account import Account, AccountStore
from mmskit.errors import AccountError
from mmskit.records import Records
from mmskit_gui.account_book import AccountChoice
from mmskit_gui.models.deliveries import count_states
from mmskit_gui.postbox import Postbox

GOOD = "13811299901"
FAILS = "13811299902"
LOST = "13800009998"


@pytest.fixture
def store(tmp_path: Path) -> AccountStore:
    return AccountStore(tmp_path / "accounts", MemoryKeyring())


@pytest.fixture
def postbox(tasks, settings, store):
    postbox = Postbox(tasks, settings, store, sandbox_delay=0.0)
    yield postbox
    postbox.stop()


def keep(postbox: Postbox, url: str, name: str = "shop") -> AccountChoice:
    postbox.keep_for_session(Account("demo", "demo1234", "0123456789abcdef" * 2, url, name))
    return postbox.find_choice(name)


def send(qtbot, postbox, choice, numbers):
    said = []
    postbox.send(choice, making.message(), numbers, said.append, said.append)
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    return said[0]


def test_sandbox_accepts_and_delivers(qtbot, postbox):
    """What goes to the built-in sandbox is accepted, and its reports come by themselves."""
    outcome = send(qtbot, postbox, postbox.find_choice(""), [GOOD, FAILS, GOOD])
    assert outcome.state == "accepted"
    assert outcome.record.recipients == (GOOD, FAILS)
    assert postbox.records()[0].state == "accepted"
    qtbot.waitUntil(
        lambda: count_states(postbox.deliveries(outcome.record)) == {"delivered": 1, "failed": 1},
        timeout=20_000,
    )


def test_deliveries_are_read_again(qtbot, postbox, tasks, settings, store):
    """Another start of the app knows the deliveries from the kept answers."""
    outcome = send(qtbot, postbox, postbox.find_choice(""), [GOOD])
    with qtbot.waitSignal(postbox.reports_arrived, timeout=20_000):
        pass
    postbox.stop()
    again = Postbox(tasks, settings, store)
    assert again.deliveries(outcome.record)[GOOD].state == "waiting"
    qtbot.waitUntil(lambda: again.deliveries(outcome.record)[GOOD].state == "delivered")
    again.stop()


def test_foreign_number_is_sent(qtbot, postbox, mms_sandbox):
    """A number outside the mainland arrives as the platform takes it."""
    outcome = send(qtbot, postbox, keep(postbox, mms_sandbox.url), ["85261234567"])
    assert outcome.state == "accepted"
    assert mms_sandbox.inbox[0].recipients == ("85261234567",)


def test_empty_balance_is_refused(qtbot, postbox, mms_sandbox):
    """Without balance the platform refuses, once, and the record says why."""
    mms_sandbox.set_balance(0)
    outcome = send(qtbot, postbox, keep(postbox, mms_sandbox.url), [GOOD])
    assert outcome.state == "refused"
    assert len(mms_sandbox.submissions) == 1
    assert postbox.records()[0].state == "refused"
    assert "balance" in postbox.records()[0].said


def test_wrong_key_is_refused(qtbot, postbox, mms_sandbox):
    """A wrong apikey is refused, and the sentence repeats no secret."""
    postbox.keep_for_session(Account("demo", "demo1234", "f" * 32, mms_sandbox.url, "wrong"))
    outcome = send(qtbot, postbox, postbox.find_choice("wrong"), [GOOD])
    assert outcome.state == "refused"
    assert "f" * 32 not in outcome.sentence.render("en")
    assert mms_sandbox.inbox == []


def test_closed_port_is_not_sent(qtbot, postbox):
    """Where nobody listens nothing leaves, and it may be tried again."""
    with faulty_server(reset) as server:
        url = server.url
    outcome = send(qtbot, postbox, keep(postbox, url), [GOOD])
    assert outcome.state == "not_sent"
    assert postbox.records()[0].state == "not_sent"


def test_cut_answer_is_unknown_and_posted_once(qtbot, postbox):
    """An answer that breaks off leaves the outcome unknown; nothing is posted a second time."""
    whole = answer(b"success:1234567890")
    with faulty_server(answering(whole[:-4])) as server:
        outcome = send(qtbot, postbox, keep(postbox, server.url), [GOOD])
        qtbot.waitUntil(lambda: server.posts >= 2)  # the second is the question for the balance
        calls = [request.split(b" ")[1] for request in server.requests]
    assert outcome.state == "unknown"
    assert [call for call in calls if b"send" in call.lower()] == calls[:1]
    assert [record.id for record in postbox.doubts()] == [outcome.record.id]


def test_evidence_for_a_doubt(qtbot, postbox):
    """Reports of a msgid that nobody knows speak for a doubt with these numbers."""
    sandbox = postbox.find_choice("")
    doubt = send(qtbot, postbox, sandbox, [LOST])
    assert doubt.state == "unknown"
    assert postbox.find_evidence(doubt.record) == ""
    send(qtbot, postbox, sandbox, [GOOD])
    qtbot.waitUntil(lambda: postbox.find_evidence(doubt.record) != "", timeout=20_000)
    postbox.settle(doubt.record, "accepted", postbox.find_evidence(doubt.record))
    assert postbox.doubts() == []
    assert postbox.deliveries(postbox.records()[-1])[LOST].state == "delivered"


def test_reports_are_not_asked_for_where_they_cannot_be_kept(qtbot, postbox, settings):
    """Where answers cannot be kept none is fetched, since it would never come again."""
    settings.folder.mkdir(parents=True, exist_ok=True)
    (settings.folder / "sandbox-reports").write_text("in the way")
    outcome = send(qtbot, postbox, postbox.find_choice(""), [GOOD])
    qtbot.waitUntil(lambda: postbox.trouble(outcome.record) is not None, timeout=20_000)
    assert postbox.trouble(outcome.record).key == "journal.cannot_keep"
    (settings.folder / "sandbox-reports").unlink()
    postbox.follow(outcome.record)
    qtbot.waitUntil(
        lambda: postbox.deliveries(outcome.record)[GOOD].state == "delivered", timeout=20_000
    )
    assert postbox.trouble(outcome.record) is None


def test_the_sandbox_keeps_its_name(postbox):
    """No account can be called like the sandbox, whose records would be its own."""
    account = Account("demo", "demo1234", "0" * 32, "https://m.5c.com.cn", "Sandbox")
    with pytest.raises(AccountError):
        postbox.keep_for_session(account)


def test_nothing_is_sent_without_a_record(qtbot, postbox, settings, mms_sandbox):
    """Where the record cannot be written nothing is sent, and the reason is said."""
    settings.folder.mkdir(parents=True, exist_ok=True)
    (settings.folder / "records").write_text("in the way")
    said = send(qtbot, postbox, keep(postbox, mms_sandbox.url), [GOOD])
    assert said.key == "records.cannot_begin"
    assert mms_sandbox.submissions == []
    assert not postbox.sending


def test_one_submission_at_a_time(qtbot, postbox, mms_sandbox):
    """A second submission beside the first is refused at once."""
    choice = keep(postbox, mms_sandbox.url)
    said = []
    for _ in range(2):
        postbox.send(choice, making.message(), [GOOD], said.append, said.append)
    assert [one.key for one in said] == ["gui.sending_already"]
    qtbot.waitUntil(lambda: len(said) == 2)
    assert len(mms_sandbox.inbox) == 1


def test_stop_in_the_middle_leaves_unknown(qtbot, postbox, settings, monkeypatch):
    """Ending the app while an answer is awaited writes the submission down as unknown."""
    monkeypatch.setattr("mmskit_gui.postbox._GRACE", 0.1)
    with faulty_server(lambda connection: connection.recv(1)) as server:
        postbox.send(keep(postbox, server.url), making.message(), [GOOD], print, print)
        qtbot.waitUntil(lambda: server.posts == 1)
        postbox.stop()
        records = Records(settings.folder / "records").list()
        assert [record.state for record in records] == ["unknown"]
        assert server.posts == 1


def test_killed_app_leaves_unknown(settings):
    """A process that dies while it sends leaves a record that the next start shows as unknown."""
    script = f"""
import os, signal, sys
sys.path.insert(0, {str(Path(making.__file__).parent)!r})
import making
from faulty_server import faulty_server
from pathlib import Path
from mmskit.account import Account
from mmskit.client import Client
from mmskit.errors import AccountError
from mmskit.records import Records
from mmskit_gui.submission import submit
with faulty_server(lambda _: os.kill(os.getpid(), signal.SIGKILL)) as server:
    client = Client(Account("demo", "demo1234", "0" * 32, server.url))
    submit(Records(Path({str(settings.folder / "records")!r})), client, "shop",
           making.message(), ["{GOOD}"])
"""
    ended = subprocess.run([sys.executable, "-c", script], check=False)
    assert ended.returncode == -9
    (record,) = Records(settings.folder / "records").list()
    assert (record.state, record.recipients) == ("unknown", (GOOD,))


def test_balance_and_test(qtbot, postbox, mms_sandbox):
    """The balance is told of a saved account and of one that is only being written."""
    account = Account("demo", "demo1234", "0123456789abcdef" * 2, mms_sandbox.url, "shop")
    told = []
    postbox.test(account, told.append, told.append)
    qtbot.waitUntil(lambda: len(told) == 1)
    postbox.save_account(account, lambda: told.append("saved"), told.append)
    qtbot.waitUntil(lambda: len(told) == 2)
    with qtbot.waitSignal(postbox.balance_changed) as signal:
        postbox.balance(postbox.find_choice("shop"), told.append, told.append)
    assert told[0].left == told[2].left == signal.args[0].balance.left == Decimal(10000)


def test_session_account_is_never_written(qtbot, postbox, tmp_path):
    """An account kept for this session is in no file."""
    keep(postbox, "http://127.0.0.1:9")
    assert [choice.kind for choice in postbox.choices()] == ["sandbox", "session"]
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert all(b"demo1234" not in path.read_bytes() for path in written)


def test_environment_account_can_be_chosen(postbox, monkeypatch):
    """The account of the MMSKIT_* variables is among the choices when it is whole."""
    monkeypatch.setenv("MMSKIT_USERNAME", "demo")
    monkeypatch.setenv("MMSKIT_PASSWORD", "demo1234")
    assert [choice.kind for choice in postbox.choices()] == ["sandbox"]
    monkeypatch.setenv("MMSKIT_APIKEY", "0" * 32)
    assert [choice.kind for choice in postbox.choices()] == ["sandbox", "environment"]


def test_removed_account_can_come_back(qtbot, postbox):
    """Removing hands the account out, so that it can be undone."""
    account = Account("demo", "demo1234", "0" * 32, "https://m.5c.com.cn", "shop")
    told = []
    postbox.save_account(account, lambda: told.append(None))
    qtbot.waitUntil(lambda: len(told) == 1)
    postbox.remove_account(postbox.find_choice("shop"), told.append)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told[1] == account
    assert len(postbox.choices()) == 1
