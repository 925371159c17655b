"""Records of what was sent: durable, private, and honest after a crash."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import textwrap

import pytest
from making import message

from mmskit.errors import JournalError
from mmskit.records import Records
from mmskit.texts import LANGUAGES
from mmskit.wire.content import encode_content

URL = "https://m.5c.com.cn"
NUMBERS = ("13800138000", "13900139000")


def test_a_record_says_sending_before_anything_is_sent(tmp_path):
    """Everything is on disk when begin returns, for the owner alone."""
    records = Records(tmp_path / "sent")
    begun = records.begin(message(), NUMBERS, "shop", URL)
    (path,) = (tmp_path / "sent").glob("*.json")
    told = json.loads(path.read_bytes())
    assert told["state"] == "sending"
    assert told["recipients"] == list(NUMBERS)
    assert (begun.title, begun.frames) == ("双十一大促", 3)
    assert begun.size == len(encode_content(message().frames))
    assert begun.time.tzinfo is not None
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("state", ["accepted", "refused", "not_sent", "unknown"])
def test_how_it_went_is_kept(tmp_path, state):
    """A finished record is listed as it was finished, by any process, and no lock is left."""
    records = Records(tmp_path)
    finished = records.finish(
        records.begin(message(), NUMBERS, "shop", URL), state, msgid="77", said="余额不足"
    )
    assert (finished.state, finished.msgid, finished.said) == (state, "77", "余额不足")
    assert Records(tmp_path).list() == records.list() == (finished,)
    assert [path.suffix for path in tmp_path.iterdir() if path.is_file()] == [".json"]


def test_the_newest_comes_first(tmp_path):
    """A list is read from its top."""
    records = Records(tmp_path)
    begun = [records.begin(message(), [number], "", URL) for number in NUMBERS]
    assert [record.id for record in records.list()] == [record.id for record in begun][::-1]


def test_what_is_being_sent_is_not_unknown(tmp_path):
    """While its process lives, a record is sending, whoever lists it."""
    begun = Records(tmp_path)
    record = begun.begin(message(), NUMBERS, "shop", URL)
    assert begun.list()[0].state == "sending"
    assert Records(tmp_path).list() == (record,)


def test_after_a_crash_it_is_unknown(tmp_path):
    """A process that was killed while it sent leaves a record whose outcome nobody knows."""
    script = textwrap.dedent(f"""
        import os, signal
        from mmskit import Frame, Message
        from mmskit.records import Records
        Records({str(tmp_path)!r}).begin(Message("t", [Frame("x")]), ["13800138000"], "a", "{URL}")
        print("begun", flush=True)
        signal.pause() if hasattr(signal, "pause") else input()
    """)
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stdin=subprocess.PIPE,
        env=os.environ.copy(),
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"begun"
        assert Records(tmp_path).list()[0].state == "sending"
        process.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        process.wait()
    assert Records(tmp_path).list()[0].state == "unknown"


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b"\xff", b'{"form": 1}', b'{"form": 2, "title": 3}']
)
def test_a_damaged_record_hides_no_other(tmp_path, damage):
    """It is skipped, and named."""
    records = Records(tmp_path)
    good = records.finish(records.begin(message(), NUMBERS, "", URL), "accepted", msgid="1")
    bad = tmp_path / "20200101T000000.000000Z-0.json"
    bad.write_bytes(damage)
    assert records.list() == (good,)
    assert records.damaged == (bad,)


def test_what_cannot_be_written_down_is_not_sent(tmp_path):
    """An error, saying so in both languages, where the folder cannot be made."""
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(JournalError, match="nothing was sent") as caught:
        Records(tmp_path / "file" / "sent").begin(message(), NUMBERS, "", URL)
    assert all(caught.value.render(language) for language in LANGUAGES)


def test_no_folder_has_no_records(tmp_path):
    """The first look comes before the first sending."""
    records = Records(tmp_path / "none")
    assert records.list() == ()
    assert records.damaged == ()


def test_two_who_send_once_more_at_the_same_time_do_not_both_send(tmp_path, monkeypatch):
    """Whoever wrote it down later sees the other, sends nothing, and leaves no record."""
    parent = Records(tmp_path)
    failed = parent.finish(parent.begin(message(), NUMBERS, "", URL), "accepted", msgid="1")
    begun, keep = [], Records._keep

    def keep_after_the_other(self, content):
        monkeypatch.setattr(Records, "_keep", keep)
        begun.append(Records(tmp_path).begin(message(), NUMBERS[:1], "", URL, parent=failed.id))
        return keep(self, content)

    monkeypatch.setattr(Records, "_keep", keep_after_the_other)
    with pytest.raises(JournalError, match="sent to once more already"):
        Records(tmp_path).begin(message(), NUMBERS, "", URL, parent=failed.id)
    assert {record.id for record in Records(tmp_path).list()} == {failed.id, begun[0].id}
