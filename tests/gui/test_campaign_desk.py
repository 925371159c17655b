"""Campaigns of the app: sent by a process of their own, which no window can take down with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from faulty_server import FaultyServer, answer, answering, faulty_server
from making import still
from memory_keyring import MemoryKeyring

from mmskit import Account, PersonalBatch, Picture
from mmskit.account import AccountStore
from mmskit.outbox import Campaign
from mmskit_gui.account_book import SANDBOX
from mmskit_gui.campaign_desk import CampaignDesk
from mmskit_gui.campaign_state import CampaignState
from mmskit_gui.postbox import Postbox

_PATIENCE = 60_000
_ACCEPTED = answer(b"success:20261127")


@pytest.fixture
def postbox(tasks, settings, tmp_path) -> Iterator[Postbox]:
    store = AccountStore(tmp_path / "accounts", MemoryKeyring())
    postbox = Postbox(tasks, settings, store, sandbox_delay=0.0)
    yield postbox
    postbox.stop()


@pytest.fixture
def desk(postbox) -> CampaignDesk:
    return postbox.campaigns


def account(url: str) -> Account:
    return Account("demo", "demo1234", "0123456789abcdef" * 2, url, "shop")


def batch(count: int = 4) -> PersonalBatch:
    people = [(f"138{number:08}", {"姓名": f"客户{number}"}) for number in range(count)]
    return PersonalBatch("积分", Picture(still("JPEG")), "尊敬的{姓名}", people)


def make(desk: CampaignDesk, sender: Account, *, shards: int = 2) -> Path:
    made = Campaign.create(batch(2 * shards), sender, folder=desk.home, max_recipients=2)
    with made:
        return made.folder


def wait(qtbot, desk: CampaignDesk, folder: Path, there: Callable[[CampaignState], object]):
    """Let the app live until a campaign stands so."""

    def look() -> bool:
        state = desk.find(folder)
        return state is not None and bool(there(state))

    qtbot.waitUntil(look, timeout=_PATIENCE)
    return desk.find(folder)


def count(server: FaultyServer) -> int:
    """How many submissions came; reports are asked for beside them."""
    return sum(b"caixin_send_batch" in seen for seen in server.requests)


def is_over(state: CampaignState) -> bool:
    return not state.sending and state.begun


def test_sends_everything(qtbot, desk, mms_sandbox):
    """Every shard is accepted once, and the desk tells when it is done."""
    folder = make(desk, mms_sandbox.account(), shards=3)
    desk.start(folder, mms_sandbox.account())
    state = wait(qtbot, desk, folder, is_over)
    assert state.status.stage == "done"
    assert state.status.shards["accepted"].recipients == 6
    assert [len(received.recipients) for received in mms_sandbox.inbox] == [2, 2, 2]
    assert state.failed is None
    assert not state.unfinished


def test_secrets_are_nowhere_to_be_seen(qtbot, desk):
    """Neither the process's words, nor its environment, nor the campaign's folder hold a secret."""
    told = threading.Event()

    def script(connection) -> None:
        told.wait(30)
        connection.sendall(_ACCEPTED)

    with faulty_server(script) as server:
        sender = account(server.url)
        folder = make(desk, sender)
        desk.start(folder, sender)
        wait(qtbot, desk, folder, lambda state: state.status.stage == "sending")
        process = desk._processes[folder]._process
        seen = b"".join(
            Path(f"/proc/{process.pid}/{part}").read_bytes() for part in ("cmdline", "environ")
        )
        told.set()
        wait(qtbot, desk, folder, is_over)
        seen += b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for secret in (sender.apikey, sender.password, sender.credentials.password_md5):
        assert secret.encode() not in seen
    assert str(folder).encode() in seen


def test_killed_process_leaves_a_doubt(qtbot, desk):
    """A process killed while the platform had not answered leaves one doubt, sent once."""
    gone = threading.Event()
    with faulty_server(lambda _: gone.wait(30) and None) as server:
        sender = account(server.url)
        folder = make(desk, sender)
        desk.start(folder, sender)
        qtbot.waitUntil(lambda: count(server) == 1, timeout=_PATIENCE)
        os.kill(desk._processes[folder]._process.pid, signal.SIGKILL)
        state = wait(qtbot, desk, folder, is_over)
        gone.set()
        assert count(server) == 1
    (doubt,) = state.status.doubts
    assert (doubt.recipients, doubt.cost) == (2, 2)
    assert state.status.shards["ready"].recipients == 2
    assert state.unfinished


def test_pause_and_resume(qtbot, desk, postbox):
    """A pause lets the submission under way come to its end; going on sends the rest, once."""
    told = threading.Event()

    def script(connection) -> None:
        told.wait(30)
        connection.sendall(_ACCEPTED)

    with faulty_server(script) as server:
        sender = account(server.url)
        postbox.keep_for_session(sender)
        folder = make(desk, sender, shards=3)
        desk.start(folder, sender)
        qtbot.waitUntil(lambda: count(server) == 1, timeout=_PATIENCE)
        wait(qtbot, desk, folder, lambda state: state.sending)
        with qtbot.waitSignal(desk.pause_asked, timeout=_PATIENCE):
            desk.pause(folder)
        told.set()
        state = wait(qtbot, desk, folder, is_over)
        assert (state.status.stage, count(server)) == ("paused", 1)
        assert state.status.paused.key == "campaigns.paused_by_person"
        assert state.left == 4
        desk.resume(state)
        state = wait(qtbot, desk, folder, lambda state: state.status.stage == "done")
        assert count(server) == 3


def test_campaign_outlives_the_app(qtbot, desk, tmp_path):
    """An app that is killed takes nothing with it: its campaign is sent to the end."""
    told = threading.Event()

    def script(connection) -> None:
        told.wait(30)
        connection.sendall(_ACCEPTED)

    with faulty_server(script) as server:
        folder = make(desk, account(server.url))
        app = f"""
import sys
sys.path[:0] = {sys.path!r}
from pathlib import Path
from mmskit import Account
from mmskit_gui.campaign_process import CampaignProcess
process = CampaignProcess(Path({str(folder)!r}), Account(*sys.stdin.readline().split()))
print(process._process.pid, flush=True)
sys.stdin.read()
"""
        sender = account(server.url)
        parts = (sender.username, sender.password, sender.apikey, sender.url, sender.name)
        with subprocess.Popen(
            [sys.executable, "-c", app], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as killed:
            killed.stdin.write(" ".join(parts).encode() + b"\n")
            killed.stdin.flush()
            assert int(killed.stdout.readline())
            qtbot.waitUntil(lambda: count(server) == 1, timeout=_PATIENCE)
            killed.kill()
        told.set()
        desk.follow(folder)
        state = wait(qtbot, desk, folder, is_over)
    assert state.status.stage == "done"
    assert not state.status.doubts


def test_changed_file_is_told(qtbot, desk):
    """A campaign whose file has changed is not sent, and says which file it was."""
    with faulty_server(answering(_ACCEPTED)) as server:
        sender = account(server.url)
        folder = make(desk, sender)
        shard = next(folder.glob("shards/*.xml"))
        shard.write_bytes(shard.read_bytes() + b" ")
        desk.start(folder, sender)
        state = wait(qtbot, desk, folder, lambda state: state.failed is not None)
        assert count(server) == 0
    assert state.failed.key == "campaigns.file_changed"
    assert shard.name in state.failed.render("zh_CN")


def test_resuming_without_the_account_is_refused(qtbot, desk, postbox):
    """A campaign goes on through its own account alone, and says so where that is gone."""
    sender = account("http://127.0.0.1:9")
    folder = make(desk, sender)
    desk.follow(folder)
    state = wait(qtbot, desk, folder, lambda state: state.left == 4)
    said = []
    desk.resume(state, said.append)
    assert said[0].key == "gui.campaign_account_gone"
    postbox.keep_for_session(account("http://127.0.0.1:10"))
    assert desk.find_choice(state) is None
    assert not state.begun


def test_doubt_is_decided(qtbot, desk):
    """A doubt becomes accepted under the msgid that a person found; a word that is none is refused."""
    with faulty_server(answering(b"")) as server:
        sender = account(server.url)
        folder = make(desk, sender, shards=1)
        desk.start(folder, sender)
        state = wait(qtbot, desk, folder, is_over)
    (doubt,) = state.status.doubts
    said = []
    desk.resolve(folder, doubt.shard, "accepted", said.append, msgid="no digits")
    qtbot.waitUntil(lambda: bool(said))
    assert said[0].key == "campaigns.no_msgid"
    desk.resolve(folder, doubt.shard, "accepted", said.append, msgid="4711")
    state = wait(qtbot, desk, folder, lambda state: not state.status.doubts)
    assert state.status.stage == "done"
    assert len(said) == 1


def test_making_is_listed_and_discarded(qtbot, desk, mms_sandbox):
    """A campaign is made beside the window, listed as not begun, and removed without a trace."""
    made: list[CampaignState] = []
    said = []
    desk.create(
        SANDBOX,
        lambda sender, home, _report: Campaign.create(batch(), sender, folder=home),
        made.append,
        said.append,
    )
    qtbot.waitUntil(lambda: bool(made or said), timeout=_PATIENCE)
    (state,) = made
    assert (state.left, state.submissions_left, state.begun) == (4, 1, False)
    assert desk.find_choice(state) == SANDBOX
    listed = []
    desk.list_all(listed.append, said.append)
    qtbot.waitUntil(lambda: bool(listed))
    assert [each.folder for each in listed[0]] == [state.folder]
    desk.discard(state.folder, lambda: listed.append("gone"), said.append)
    qtbot.waitUntil(lambda: len(listed) == 2)
    assert not state.folder.exists()
    assert not said
