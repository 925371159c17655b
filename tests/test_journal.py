"""What the platform tells once is durable before anything is made of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from mmskit.account import Account
from mmskit.errors import JournalError
from mmskit.journal import Journal, find_journal


def test_what_is_written_is_read_back_oldest_first(tmp_path):
    """Entries come back in the order they were made, byte for byte."""
    journal = Journal(tmp_path / "reports")
    for raw in (b"one", b"two\x00", b"\xb0\xa1"):
        with journal.entry() as entry:
            entry.write(raw[:1])
            entry.write(raw[1:])
    assert [raw for _, raw in journal.read()] == [b"one", b"two\x00", b"\xb0\xa1"]
    assert not list((tmp_path / "reports").glob("*.part"))


def test_what_arrived_before_a_failure_is_kept(tmp_path):
    """An exchange that breaks leaves what had arrived."""
    journal = Journal(tmp_path)
    with suppress(RuntimeError), journal.entry() as entry:
        entry.write(b"half an ans")
        raise RuntimeError
    assert [raw for _, raw in journal.read()] == [b"half an ans"]


def test_an_answer_that_never_came_leaves_nothing(tmp_path):
    """Nothing arrived: no entry."""
    journal = Journal(tmp_path)
    with journal.entry():
        pass
    assert list(tmp_path.iterdir()) == []


def test_discarded_entries_are_gone(tmp_path):
    """An answer that told nothing can be forgotten."""
    journal = Journal(tmp_path)
    with journal.entry() as entry:
        entry.write(b"no record")
    entry.discard()
    assert list(journal.read()) == []


def test_a_killed_program_leaves_what_had_arrived(tmp_path):
    """SIGKILL in the middle of an answer: the bytes so far are there, without the reserved space."""
    code = """
import os, signal, sys
from mmskit.journal import Journal
with Journal(sys.argv[1]).entry() as entry:
    entry.write(b"1,13811299999,DELIVRD,2026-01-01 00:00:00;")
    os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", code, tmp_path], check=False)
    assert done.returncode == -signal.SIGKILL
    assert [raw for _, raw in Journal(tmp_path).read()] == [
        b"1,13811299999,DELIVRD,2026-01-01 00:00:00;"
    ]


def test_a_full_disk_is_noticed_before_anything_is_asked(tmp_path):
    """Space is reserved first: without it, the pull never starts."""
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", tmp_path],
        capture_output=True,
        check=False,
    ).returncode:
        pytest.skip("mounting a small tmpfs needs root")
    try:
        with pytest.raises(JournalError, match="No space left"), Journal(tmp_path).entry():
            pytest.fail("the question was asked")
        assert list(tmp_path.iterdir()) == []
    finally:
        subprocess.run(["umount", tmp_path], check=True)


def test_a_short_write_is_noticed(tmp_path):
    """A file that takes only a part: the error is said, what fitted is kept, no zeros are added."""
    pytest.importorskip("resource", reason="no file size limits on this system")
    code = """
import resource, sys
from mmskit.errors import JournalError
from mmskit.journal import Journal
resource.setrlimit(resource.RLIMIT_FSIZE, (5 << 20, 5 << 20))
try:
    with Journal(sys.argv[1]).entry() as entry:
        entry.write(b"x" * (6 << 20))
except JournalError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path], check=True, capture_output=True, text=True
    )
    assert "make room first" in done.stdout
    assert [raw for _, raw in Journal(tmp_path).read()] == [b"x" * (5 << 20)]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a person's files by other means")
def test_answers_are_for_their_owner_alone(tmp_path):
    """The folder is 0700, and an answer 0600 while it comes and afterwards, whatever the umask."""
    folder = tmp_path / "reports"
    before = os.umask(0)
    try:
        with Journal(folder).entry() as entry:
            entry.write(b"1,13811299999,DELIVRD")
            modes = [path.stat().st_mode & 0o777 for path in folder.iterdir()]
    finally:
        os.umask(before)
    modes += [path.stat().st_mode & 0o777 for path in [folder, *folder.iterdir()]]
    assert modes == [0o600, 0o700, 0o600]


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    """A journal below a file is an error with a sentence."""
    (tmp_path / "file").write_text("x")
    with (
        pytest.raises(JournalError, match="make room first"),
        Journal(Path(tmp_path / "file" / "journal")).entry(),
    ):
        pytest.fail("the question was asked")


def test_one_account_has_one_journal(tmp_path, monkeypatch):
    """Every program of this person keeps an account's answers in one place, others elsewhere."""
    monkeypatch.setenv("MMSKIT_HOME", str(tmp_path))
    one, two = (Account(name, "secret", "a" * 32, name="x") for name in ("shop", "store"))
    assert find_journal(one).folder == find_journal(one).folder
    assert find_journal(one).folder != find_journal(two).folder
    assert find_journal(one).folder.parent == tmp_path / "reports"
    assert "shop" not in find_journal(one).folder.name
