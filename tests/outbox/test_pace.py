"""An account's rate holds over its campaigns and across restarts."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from outbox_fakes import NoPace, ToldClient, run

from mmskit.errors import JournalError
from mmskit.limits import MESSAGES_PER_SECOND
from mmskit.outbox.pace import Pace


class Clock(Event):
    """A clock that waiting moves on."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 1_000.0
        self.waited: list[float] = []

    def __call__(self) -> float:
        return self.now

    def wait(self, timeout: float | None = None) -> bool:
        self.waited.append(timeout or 0.0)
        self.now += timeout or 0.0
        return self.is_set()


def test_a_slot_is_as_long_as_its_messages_take(tmp_path):
    """1,000 messages at 200 a second: the next submission may begin five seconds later."""
    clock = Clock()
    pace = Pace(tmp_path / "pace", 200, clock=clock)
    assert [pace.wait(1_000, clock) for _ in range(3)] == [True] * 3
    assert clock.waited == [5.0, 5.0]
    clock.now += 3
    other = Pace(tmp_path / "pace", 200, clock=clock)
    other.wait(10, clock)
    assert clock.waited[2:] == [2.0]


def test_a_clock_that_was_put_back_stops_nobody(tmp_path):
    """A slot further in the future than it can be is forgotten."""
    clock = Clock()
    pace = Pace(tmp_path, 100, clock=clock)
    pace.wait(1_000, clock)
    clock.now -= 86_400
    pace.wait(1_000, clock)
    assert clock.waited == []
    (tmp_path / "next.json").write_text('{"free": NaN, "span": "x"}')
    assert pace.wait(1, clock)


def test_waiting_can_be_stopped(tmp_path):
    """Whoever stops a campaign does not wait for its slot."""
    clock = Clock()
    pace = Pace(tmp_path, 1, clock=clock)
    assert pace.wait(1, clock)
    clock.set()
    assert not pace.wait(1, clock)


def test_without_a_place_nothing_is_sent(tmp_path):
    """A slot that cannot be written down is no slot."""
    (tmp_path / "file").touch()
    with pytest.raises(JournalError):
        Pace(tmp_path / "file" / "pace", 1).wait(1, Event())


@pytest.mark.parametrize(("kind", "business"), [("personal", "personal"), ("message", "marketing")])
def test_the_account_s_rate(make, kind, business):
    """Personalised 200 a second, group marketing 150, or as it was asked for."""
    assert make(kind=kind).rate == MESSAGES_PER_SECOND[business]
    assert make(kind=kind, rate=600, again=True).rate == 600


def test_every_submission_takes_its_slot(make):
    """Before each shard the campaign asks for as many messages as the shard has people."""
    asked = []

    class Asked(NoPace):
        def wait(self, messages: int, stop: Event) -> bool:
            asked.append(messages)
            return super().wait(messages, stop)

    make(25).run(ToldClient(), pace=Asked())
    assert asked == [10, 10, 5]
    assert run(make(5), ToldClient()).stage == "done"
    assert Path(make(6).folder).is_dir()
