"""The lock of a campaign: the system's, told to others, gone with its process."""

from __future__ import annotations

import errno
import subprocess
import sys

import pytest

from mmskit.errors import CampaignHeldError, JournalError
from mmskit.outbox.lock import Lock, find_holder

HOLD = """
import sys
from pathlib import Path
from mmskit.outbox.lock import Lock
lock = Lock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_it_goes_with_its_process(tmp_path):
    """However a process ends: the next one has the lock at once, whatever was told before."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, tmp_path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        with pytest.raises(CampaignHeldError, match=f"process {process.pid} on") as caught:
            Lock(tmp_path)
        assert str(process.pid) in str(caught.value.holder)
        process.kill()
        process.wait()
        assert str(process.pid) in str(find_holder(tmp_path))
        with Lock(tmp_path):
            assert str(process.pid) not in str(find_holder(tmp_path))
    assert str(find_holder(tmp_path)) == "another process"


@pytest.mark.parametrize("told", ["", "{}", "[]", "\udcff", '{"process": 1}'])
def test_a_holder_that_cannot_be_read(tmp_path, told):
    """Whatever stands there: somebody holds it."""
    (tmp_path / "holder.json").write_bytes(told.encode("utf-8", "surrogateescape"))
    assert str(find_holder(tmp_path)) == "another process"


def test_without_locks_nothing_is_sent(tmp_path, monkeypatch):
    """A file system that knows no locks, and a folder that is none, are said."""

    def refuse(_: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    with pytest.raises(JournalError, match="cannot be locked"):
        Lock(tmp_path / "missing")
    monkeypatch.setattr("mmskit.outbox.lock._take", refuse)
    with pytest.raises(JournalError, match="No locks available"):
        Lock(tmp_path)
