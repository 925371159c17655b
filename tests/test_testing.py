"""The sandbox as tests use it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from making import message, still

import mmskit
import mmskit.wire.batch
from mmskit.errors import InsufficientBalanceError, OutcomeUnknownError, SandboxError
from mmskit.testing import PlatformAccount, sandbox


def test_the_readme_example():
    """What is sent with the client is in the inbox, title, texts and media included."""
    sent = message()
    with mmskit.testing.sandbox() as desk:
        with desk.client() as client:
            receipt = client.send(sent, to=["13811299901", "13811299902"])
        (received,) = desk.inbox
        assert received.message == sent
        assert received.title == sent.title
        assert received.recipients == ("13811299901", "13811299902")
        assert received.msgid == receipt.msgid
        assert received.content == mmskit.encode(sent)
        assert received.notes == ()


def test_what_was_received_outlives_the_sandbox():
    """What was taken out of the inbox can be looked at when the sandbox is gone."""
    with sandbox() as desk, desk.client() as client:
        client.send(message(), to=["13811299901", "13811299902"])
        (received,) = desk.inbox
    assert received.message == message()
    assert received.message_for("13811299902") == message()
    with pytest.raises(KeyError):
        received.message_for("13811299903")


def test_reports_come_through_the_client(mms_sandbox, mms_client):
    """The fixtures are a sandbox and its client; reports wait at once."""
    mms_client.send(message(), to=["13811299901", "13811299902", "13811299903"])
    page = mms_client.pull_reports()
    assert {(one.mobile, one.status) for one in page.reports} == {
        ("13811299901", "DELIVRD"),
        ("13811299902", "UNDELIV"),
    }
    assert all(one.pulled for one in mms_sandbox.reports)


def test_time_passes_when_the_test_says_so():
    """``advance`` makes later reports come due without waiting."""
    with sandbox(delay=60) as desk, desk.client() as client:
        client.send(message(), to=["13811299907"])
        desk.advance(599)
        assert client.pull_reports().reports == ()
        desk.advance(1)
        assert [one.status for one in client.pull_reports().reports] == ["DELIVRD"]


def test_the_balance(mms_sandbox, mms_client):
    """A balance can be set; a refused submission is kept with its diagnosis, outside the inbox."""
    mms_sandbox.set_balance(1)
    with pytest.raises(InsufficientBalanceError):
        mms_client.send(message(), to=["13811299901", "13811299902"])
    assert mms_sandbox.balance() == 1
    assert mms_sandbox.inbox == []
    (refused,) = mms_sandbox.submissions
    assert (refused.accepted, refused.notes) == (False, ("insufficient",))
    assert refused.message == message()


def test_a_lost_answer(mms_sandbox, mms_client):
    """A test number makes the client's outcome unknown, though the message was accepted."""
    with pytest.raises(OutcomeUnknownError):
        mms_client.send(message(), to=["13800009998"])
    assert len(mms_sandbox.inbox) == 1


def test_accounts_of_ones_own():
    """Further accounts can be given; each has its own client, balance and reports."""
    other = PlatformAccount("tester", "secret", "0" * 32, balance=3)
    with sandbox(accounts=(other,)) as desk, desk.client("tester") as client:
        client.send(message(), to=["13811299901"])
        assert client.balance().left == 2
        assert desk.balance() == 10_000
        with desk.client() as demo:
            assert demo.pull_reports().reports == ()
        assert desk.account("tester").username == "tester"
        with pytest.raises(KeyError):
            desk.account("nobody")
        with pytest.raises(KeyError):
            desk.set_balance(1, name="nobody")
        with pytest.raises(KeyError):
            desk.balance("nobody")


def test_changing_an_account(mms_sandbox, mms_client):
    """An account can be blocked, and its reports laid out in five or six fields."""
    mms_sandbox.set_layout(6, ext="3456")
    mms_client.send(message(), to=["13811299901"])
    (report,) = mms_client.pull_reports().reports
    assert (report.ext, report.number) == ("3456", "0000001")
    mms_sandbox.set_blocked()
    with pytest.raises(mmskit.AccountBlockedError):
        mms_client.balance()
    mms_sandbox.set_blocked(blocked=False)
    assert mms_client.balance().left == 9_999


def test_a_batch(mms_sandbox, mms_client):
    """A batch is one entry of the inbox, with every recipient's own message."""
    xml = b"".join(
        mmskit.wire.batch.encode_batch(
            "双十一", mmskit.Picture(still()), [("13811299901", "张三"), ("13811299902", "李四")]
        )
    )
    mms_client.send_batch(xml)
    (received,) = mms_sandbox.inbox
    assert received.texts == ("张三", "李四")
    assert received.message.frames[0].text == "张三"
    assert received.message_for("13811299902").frames[0].text == "李四"
    assert received.message.frames[0].picture.data == still()
    assert received.content == xml.decode()


def test_clearing(mms_sandbox, mms_client):
    """``clear`` empties the inbox and leaves the balance."""
    mms_client.send(message(), to=["13811299901"])
    mms_sandbox.clear()
    assert mms_sandbox.submissions == []
    assert mms_sandbox.balance() == 9_999


def test_a_file(tmp_path):
    """With a file, what was received is there the next time."""
    with sandbox(db=tmp_path / "desk.db") as desk, desk.client() as client:
        client.send(message(), to=["13811299901"])
    with sandbox(db=tmp_path / "desk.db") as desk:
        assert desk.inbox[0].message == message()


@pytest.mark.parametrize("wrong", [{"delay": -1}, {"balance": -1}])
def test_negative_settings(wrong):
    """A negative delay or balance is refused with a sentence."""
    with pytest.raises(SandboxError, match="-1"), sandbox(**wrong):
        pass


def test_loading_the_plugin_is_cheap():
    """The plugin is loaded at every start of pytest: no server, no client, no Pillow comes with it."""
    code = (
        "import sys, mmskit.pytest_plugin;"
        "heavy = {'starlette', 'uvicorn', 'requests', 'PIL', 'av', 'lxml', 'sqlite3', 'mmskit.testing'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_sandbox_knows_nothing_of_the_client():
    """The sandbox runs without a single module of the client's being loaded."""
    code = "import sys, mmskit.sandbox.server; print('mmskit.client' in sys.modules, 'requests' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False False"
