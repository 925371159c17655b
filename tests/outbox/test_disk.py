"""A disk that is full or fails stops a campaign before its next submission, and its file stays sound."""

from __future__ import annotations

import os
import platform
import signal
import sqlite3
import subprocess
import sys
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

import pytest
from outbox_fakes import ACCOUNT, NoPace, ToldClient, batch, lost

from mmskit.errors import JournalError
from mmskit.outbox import Campaign
from mmskit.outbox.store import SqliteStore
from mmskit.texts import text

HERE = Path(__file__).parent


@pytest.fixture
def small(tmp_path: Path):
    """A disk of one megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk]
    with suppress(FileNotFoundError):
        if subprocess.run(words, capture_output=True, check=False).returncode == 0:
            yield disk
            subprocess.run(["umount", "-l", disk], check=True)
            return
    pytest.skip("mounting a small tmpfs needs root")


def fill(disk: Path) -> Path:
    """Leave not a byte on a disk."""
    path = disk / "filler"
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 4096)
    with path.open("ab", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x")
    return path


def check_sound(folder: Path) -> list[tuple[int, str]]:
    """The states, from a file that SQLite finds sound."""
    with closing(sqlite3.connect(folder / "campaign.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return db.execute("SELECT number, state FROM shards ORDER BY number").fetchall()


def send_on_a_full_disk(disk: Path) -> tuple[list[int], list[tuple[int, str]]]:
    """Send until the disk stops it: the shards that were submitted, and their states afterwards."""
    # Reasons so long that what is written down needs room which is not there any more.
    long = lost()
    long.reason = text("transport.odd_answer", status=502, excerpt="x" * 3_000)
    answers = [answer for number in range(20) for answer in (long, str(number))]
    with Campaign.create(batch(400), ACCOUNT, folder=disk, max_recipients=10) as campaign:
        client = ToldClient(answers)
        client.watch = lambda: fill(disk) if len(client.sent) == 3 else None
        with pytest.raises(JournalError, match="full"):
            campaign.run(client, pace=NoPace())
        sent = list(range(1, len(client.sent) + 1))
        client.watch = lambda: pytest.fail("something was sent on a full disk")
        with pytest.raises(JournalError):
            campaign.run(client, pace=NoPace())
    (disk / "filler").unlink()
    states = check_sound(campaign.folder)
    with Campaign.open(campaign.folder) as campaign:
        campaign.status()
    return sent, [one for one in check_sound(campaign.folder) if one[0] <= len(states)]


def test_a_full_disk_stops_before_the_next_submission(small):
    """Nothing goes out that is not written down; what went out is accepted or in doubt."""
    sent, states = send_on_a_full_disk(small)
    assert {state for number, state in states if number in sent} <= {"accepted", "unknown"}
    assert {state for number, state in states if number not in sent} == {"ready"}


@contextmanager
def no_room_in_files():
    """From here on no file of this process may grow past a page; anybody may have it so."""
    resource = pytest.importorskip("resource", reason="limits of files are POSIX's")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def send_without_room(campaign: Campaign) -> tuple[int, dict[int, str]]:
    """How many were submitted until files could not be written, and the states afterwards."""
    client = ToldClient()
    with ExitStack() as stack:
        client.watch = lambda: (
            stack.enter_context(no_room_in_files()) if len(client.sent) == 2 else None
        )
        with pytest.raises(JournalError, match="accepted as msgid 1002"):
            campaign.run(client, pace=NoPace())
        with pytest.raises(JournalError):
            campaign.run(client, pace=NoPace())
    campaign.close()
    return len(client.sent), dict(check_sound(campaign.folder))


def test_files_that_cannot_grow_stop_it_too(make):
    """The same without a disk of one's own: nothing goes out that cannot be written down."""
    sent, states = send_without_room(make())
    assert sent == 2
    assert states[1] == "accepted"
    assert states[2] in {"sending", "unknown"}
    assert (states[3], states[4]) == ("ready", "ready")


@pytest.fixture
def careless(monkeypatch):
    """A store that hides the disk's errors."""
    whole = SqliteStore.transaction

    @contextmanager
    def transaction(self: SqliteStore):
        with suppress(JournalError), whole(self) as db:
            yield db

    monkeypatch.setattr(SqliteStore, "transaction", transaction)


@pytest.mark.usefixtures("careless")
def test_the_proof_notices_a_store_that_goes_on(small):
    """A store that hides the disk's errors fails the same proof."""
    with pytest.raises(BaseException, match=r"DID NOT RAISE|was sent on a full disk|no longer"):
        send_on_a_full_disk(small)


@pytest.mark.usefixtures("careless")
def test_that_proof_notices_it_too(make):
    """And so does the one without a disk of its own."""
    with pytest.raises(BaseException, match=r"DID NOT RAISE|no longer|after throw"):
        send_without_room(make())


FAILING = """
import ctypes, os, platform, struct, sys
sys.path[:0] = [{tests!r}, {here!r}]

def break_fsync():
    '''From now on the system says EIO to every fsync and fdatasync of this process.'''
    fsync, fdatasync = {{"x86_64": (74, 75), "aarch64": (82, 83)}}[platform.machine()]
    load, equal, give = 0x20, 0x15, 0x06
    steps = [
        struct.pack("HBBI", load, 0, 0, 0),
        struct.pack("HBBI", equal, 1, 0, fsync),
        struct.pack("HBBI", equal, 0, 1, fdatasync),
        struct.pack("HBBI", give, 0, 0, 0x00050000 | 5),
        struct.pack("HBBI", give, 0, 0, 0x7FFF0000),
    ]
    code = ctypes.create_string_buffer(b"".join(steps))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code)))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(38, 1, 0, 0, 0) or libc.prctl(22, 2, program, 0, 0):
        os._exit(77)

import sqlite3
from mmskit import JournalError
from mmskit.outbox import Campaign, store
from outbox_fakes import ACCOUNT, NoPace, ToldClient

connect = store._connect
if {way!r} == "does not wait for the disk":
    def _connect(path):
        made = connect(path)
        made._db.execute("PRAGMA synchronous = OFF")
        return made
    store._connect = _connect

client = ToldClient()
def watch():
    os.write(1, b"sent\\n")
    if {moment!r} == "while sending" and len(client.sent) == 2:
        break_fsync()
client.watch = watch
with Campaign.open({folder!r}) as campaign:
    campaign.status()
    if {moment!r} == "before sending":
        break_fsync()
    try:
        campaign.run(client, pace=NoPace())
    except JournalError as error:
        os.write(1, str(error).encode() + b"\\n")
    os._exit(0)
"""


def send_with_failing_fsync(campaign: Campaign, moment: str, way: str = "") -> tuple[int, str]:
    """How many were submitted, and what was said."""
    if platform.system() != "Linux" or platform.machine() not in {"x86_64", "aarch64"}:
        pytest.skip("fsync is made to fail by seccomp, which Linux has")
    code = FAILING.format(
        tests=str(HERE.parent), here=str(HERE), folder=str(campaign.folder), moment=moment, way=way
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120
    )
    if done.returncode in {77, -signal.SIGSYS}:
        pytest.skip("this system lets no process restrict itself")
    assert done.returncode == 0, done.stderr
    return done.stdout.count("sent\n"), done.stdout


@pytest.mark.parametrize(("moment", "submitted"), [("before sending", 0), ("while sending", 2)])
def test_a_failing_fsync_stops_before_the_next_submission(make, moment, submitted):
    """What cannot be made durable is not sent; a msgid that cannot be kept is said."""
    campaign = make()
    sent, said = send_with_failing_fsync(campaign, moment)
    assert sent == submitted
    assert "disk I/O error" in said
    states = dict(check_sound(campaign.folder))
    if submitted:
        assert "Shard 2 was accepted as msgid 1002" in said
        assert states[2] in {"sending", "accepted"}
    assert {states[number] for number in (3, 4)} == {"ready"}
    assert {doubt.shard for doubt in campaign.status().doubts} <= {2}


def test_the_proof_notices_a_store_that_does_not_wait(make):
    """Without waiting for the disk, its failure goes unseen, and the campaign goes on."""
    sent, said = send_with_failing_fsync(make(), "while sending", "does not wait for the disk")
    assert sent == 4
    assert "disk I/O error" not in said
    assert os.name == "posix"
