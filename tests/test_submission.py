"""One submission: on disk before it goes out, and how it went on disk before it is told."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from making import message

from mmskit.client import Receipt
from mmskit.errors import JournalError, NotSentError, OutcomeUnknownError, RejectedError
from mmskit.records import Records
from mmskit.submission import submit
from mmskit.texts import text

URL = "https://m.5c.com.cn"
SAID = text("campaigns.interrupted")


class Watched:
    """Answers as it is told, and looks at the disk while it sends."""

    def __init__(self, records: Records, answer: str | Exception) -> None:
        self.records, self.answer = records, answer
        self.seen: list[str] = []
        self.sent: list[list[str]] = []

    def send(self, _message, to):
        self.sent.append(list(to))
        self.seen = [record.state for record in Records(self.records.folder).list()]
        if isinstance(self.answer, Exception):
            raise self.answer
        return Receipt(self.answer, tuple(to), datetime.now(UTC))


def go(records: Records, sender: Watched, numbers=("13800138000", "85298765432")):
    return submit(records, sender, message(), numbers, account_name="shop", url=URL)


def test_it_says_sending_while_it_is_sent(tmp_path):
    """The record is durable before the one POST, and has the msgid afterwards."""
    records = Records(tmp_path)
    sender = Watched(records, "77")
    done = go(records, sender)
    assert sender.seen == ["sending"]
    assert sender.sent == [["13800138000", "+85298765432"]]
    assert (done.state, done.receipt.msgid, done.error) == ("accepted", "77", None)
    assert [(one.state, one.msgid) for one in records.list()] == [("accepted", "77")]


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (RejectedError("insufficient_balance", "x"), "refused"),
        (NotSentError(SAID), "not_sent"),
        (OutcomeUnknownError(SAID, reason=SAID), "unknown"),
        (ZeroDivisionError("a mistake of ours"), "unknown"),
    ],
)
def test_whatever_comes_of_it_is_kept(tmp_path, answer, state):
    """Refused, not sent and unknown are told apart, and what is not known is never "not sent"."""
    records = Records(tmp_path)
    done = go(records, Watched(records, answer))
    assert (done.state, done.error) == (state, answer)
    assert [one.state for one in records.list()] == [state]


def test_a_disk_that_takes_nothing_stops_before_the_post(tmp_path):
    """What cannot be written down is not sent."""
    (tmp_path / "file").write_text("")
    records = Records(tmp_path / "file" / "records")
    sender = Watched(records, "77")
    with pytest.raises(JournalError, match="nothing was sent"):
        go(records, sender)
    assert sender.sent == []


def test_contents_that_cannot_be_kept_stop_before_the_post(tmp_path):
    """The message itself belongs to the record."""
    (tmp_path / "contents").write_text("")
    records = Records(tmp_path)
    sender = Watched(records, "77")
    with pytest.raises(JournalError, match="nothing was sent"):
        go(records, sender)
    assert (sender.sent, records.list()) == ([], ())
