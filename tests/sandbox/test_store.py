"""The sandbox's file: what it keeps, and files that it leaves alone."""

from __future__ import annotations

import sqlite3
import stat
import sys
import threading
from pathlib import Path

import pytest
from raw_calls import pull, send

from mmskit.errors import SandboxError
from mmskit.sandbox.server import Server
from mmskit.sandbox.settings import DEMO, PlatformAccount, Settings
from mmskit.sandbox.state import State
from mmskit.sandbox.store import open_store
from mmskit.sandbox.submissions import Recipient


def test_a_restart_keeps_everything(tmp_path, clock):
    """Messages, balance and reports that were not pulled outlive a restart on the same file."""
    settings = Settings(db=tmp_path / "desk.db", delay=2.0)
    with Server(settings, clock=clock) as server:
        first = send(server, mobile="13811299901,13811299902").text
        clock.now += 2
        assert pull(server).text.count(";") == 2
        second = send(server, title="later", mobile="13811299901").text
    with Server(settings, clock=clock) as server:
        kept = server.state.list_submissions(accepted_only=True)
        assert [one.answer for one in kept] == [first, second]
        assert server.state.find_account("demo").balance == 9_997
        assert pull(server).text == "no record"
        clock.now += 2
        assert second.removeprefix("success:") in pull(server).text
        assert send(server, title="last").text > second


def test_a_restart_knows_the_same_submission(tmp_path, clock):
    """A submission that comes again after a restart is still marked."""
    settings = Settings(db=tmp_path / "desk.db")
    with Server(settings, clock=clock) as server:
        send(server)
    with Server(settings, clock=clock) as server:
        assert send(server).notes == ["sent_again"]


def test_settings_change_credentials_and_not_balances(tmp_path):
    """An account that the file knows takes new credentials and keeps its balance."""
    path = tmp_path / "desk.db"
    state = State(Settings(db=path))
    state.change_account("demo", balance=7)
    state.close()
    renewed = PlatformAccount("demo", "other", DEMO.apikey, balance=500)
    state = State(Settings(db=path, accounts=(renewed,)))
    found = state.find_account("demo")
    state.close()
    assert (found.password, found.balance, found.total) == ("other", 7, 10_000)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permission bits")
def test_the_file_is_private(tmp_path):
    """The file can be read by its owner alone."""
    State(Settings(db=tmp_path / "desk.db")).close()
    assert stat.S_IMODE((tmp_path / "desk.db").stat().st_mode) == 0o600


def _refusal(path: Path) -> str:
    with pytest.raises(SandboxError) as caught:
        open_store(path)
    assert caught.value.render("en") != caught.value.render("zh_CN")
    assert "--db" in str(caught.value)
    return str(caught.value)


def test_a_file_of_something_else(tmp_path):
    """A file that is no database is refused by name, and stays as it was."""
    path = tmp_path / "notes.txt"
    path.write_bytes(b"dear diary " * 500)
    assert str(path) in _refusal(path)
    assert path.read_bytes() == b"dear diary " * 500


def test_a_database_of_another_program(tmp_path):
    """Another program's SQLite file is refused, and nothing is added to it."""
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE accounts (name TEXT)")
    other.close()
    before = path.read_bytes()
    assert str(path) in _refusal(path)
    assert path.read_bytes() == before


def test_a_damaged_file(tmp_path):
    """A sandbox's file whose pages were overwritten is refused with a sentence."""
    path = tmp_path / "desk.db"
    State(Settings(db=path)).close()
    data = bytearray(path.read_bytes())
    data[100:4096] = b"\xff" * 3996
    path.write_bytes(data)
    assert str(path) in _refusal(path)


def test_a_folder_and_a_missing_folder(tmp_path):
    """A folder in the file's place, and a folder that is not there, are named."""
    assert "is a folder" in _refusal(tmp_path)
    assert str(tmp_path / "no") in _refusal(tmp_path / "no" / "desk.db")


def test_a_file_in_use(tmp_path):
    """Two sandboxes never share a file: msgids would repeat."""
    path = tmp_path / "desk.db"
    state = State(Settings(db=path))
    try:
        assert "in use" in _refusal(path)
    finally:
        state.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_device_is_refused():
    """What can be opened but not be a database is refused with a sentence."""
    assert "/dev/full" in _refusal(Path("/dev/full"))


def accept_and_fail(state: State) -> None:
    with state.begin("send", "demo", "127.0.0.1") as intake:
        list(intake.keep([b"1_1.txt,eA=="]))
        intake.add_recipients([Recipient("13811299901")])
        intake.accept("title", ())
        raise RuntimeError


def test_an_error_while_keeping_undoes_all(tmp_path):
    """When keeping a submission breaks off, neither its parts nor the charge stay."""
    state = State(Settings(db=tmp_path / "desk.db"))
    with pytest.raises(RuntimeError):
        accept_and_fail(state)
    assert state.count_submissions(accepted_only=False) == 0
    assert state.list_reports() == []
    assert list(state.read_parts(1)) == []
    assert state.find_account("demo").balance == 10_000
    state.close()


def test_a_full_disk_is_a_sentence(tmp_path, lines):
    """When the file cannot grow, the call fails with a sentence, and nothing is accepted."""
    with Server(Settings(db=tmp_path / "desk.db"), log=lines.append) as server:
        with server.state._store.reading() as db:
            (pages,) = db.execute("PRAGMA page_count").fetchone()
            db.execute(f"PRAGMA max_page_count = {pages}")
        reply = send(server, mobile=",".join(["13811299901"] * 5_000))
        assert reply.status == 500
        assert "is the disk full?" in reply.text
        assert "Traceback" not in reply.text
        assert "is the disk full?" in lines[-1]
        assert server.state.find_account("demo").balance == 10_000
        assert server.state.count_submissions(accepted_only=False) == 0


def test_many_at_once_never_overspend(clock):
    """Forty concurrent sends of three on a balance of fifty: sixteen pass, two messages are left."""
    accounts = (PlatformAccount("demo", DEMO.password, DEMO.apikey, balance=50),)
    answers = []
    with Server(Settings(accounts=accounts, delay=0.0), clock=clock) as server:

        def work(index: int) -> None:
            mobiles = ",".join(f"1391234{index:02}{n}1" for n in range(3))
            answers.append(send(server, mobile=mobiles).text)

        threads = [threading.Thread(target=work, args=(index,)) for index in range(40)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert server.state.find_account("demo").balance == 2
        assert len(server.state.list_reports()) == 48
    accepted = [answer for answer in answers if answer.startswith("success:")]
    assert len(accepted) == len(set(accepted)) == 16
    assert set(answers) - set(accepted) == {"error:Account balance is insufficient"}


def test_concurrent_pulls_share_no_report(quick):
    """Reports pulled by several at once are shown to exactly one of them."""
    mobiles = ",".join(f"139123{index:05}" for index in range(3000))
    send(quick, mobile=mobiles)
    expected = len(quick.state.list_reports())
    pages = []
    threads = [threading.Thread(target=lambda: pages.append(pull(quick).text)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(page.count(";") for page in pages) == expected


@pytest.mark.parametrize("layout", [0, 3, 7])
def test_a_layout_that_no_document_has(layout):
    """A record has four, five or six fields."""
    with pytest.raises(SandboxError, match=str(layout)):
        PlatformAccount("demo", "demo1234", "0" * 32, layout=layout)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "demo",
        "demo:demo1234",
        "demo:demo1234:short",
        f"ab:demo1234:{'0' * 32}",
        f"demo:pw:{'0' * 32}",
    ],
)
def test_an_account_written_wrongly(written):
    """USER:PASSWORD:APIKEY with a part missing or of a wrong length is refused, without the secret."""
    with pytest.raises(SandboxError) as caught:
        PlatformAccount.parse(written)
    assert "demo1234" not in str(caught.value)


def test_an_account_written_rightly():
    """A password may hold colons; repr shows no secret."""
    account = PlatformAccount.parse(f"tester:pa:ss:{'0' * 32}")
    assert (account.name, account.password, account.apikey) == ("tester", "pa:ss", "0" * 32)
    assert "pa:ss" not in repr(account)
    assert "0" * 32 not in repr(account)
