"""Slow work beside the window: told in the window's thread, cancelled, replaced, outlived."""

from __future__ import annotations

import threading

import pytest
import shiboken6
from PySide6.QtCore import QObject

import mmskit
from mmskit.texts import text
from mmskit_gui.tasks import CancelledError, Lane, Tasks, as_sentence


@pytest.fixture
def gate() -> threading.Event:
    """Holds a work until it is set."""
    return threading.Event()


def test_work_is_done_elsewhere_and_told_here(qtbot, tasks):
    """The work runs in another thread; its outcome comes in this one."""
    here = threading.get_ident()
    told: list[tuple[int, int]] = []
    tasks.run(lambda _: threading.get_ident(), lambda at: told.append((at, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(told))
    (worked, heard) = told[0]
    assert worked != here
    assert heard == here


def test_nothing_is_told_before_the_window_looks(tasks):
    """Telling waits for the window's loop, even where the work is long done."""
    told: list[object] = []
    done = threading.Event()
    tasks.run(lambda _: done.set(), told.append)
    assert done.wait(10)
    assert told == []


def test_progress_is_told_in_order(qtbot, tasks):
    """Every report is told, in order, before the outcome."""
    told: list[object] = []

    def work(report):
        for step in range(5):
            report(step / 5)
        return "done"

    tasks.run(work, told.append, progressed=told.append)
    qtbot.waitUntil(lambda: "done" in told)
    assert told == [0.0, 0.2, 0.4, 0.6, 0.8, "done"]


def test_an_error_of_ours_is_told_as_it_is(qtbot, tasks):
    """An error of mmskit's reaches the window as it is."""
    wrong = mmskit.BundleError(text("gui.no_memory"))
    told: list[mmskit.MMSKitError] = []

    def work(_):
        raise wrong

    tasks.run(work, failed=told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert told == [wrong]


@pytest.mark.parametrize(
    ("error", "named"),
    [
        (OSError(28, "No space left on device", "/x/y.mmsx"), "No space left on device"),
        (MemoryError(), "memory"),
        (ZeroDivisionError("division by zero"), "division by zero"),
        (KeyError("x" * 1_000), "KeyError"),
    ],
)
def test_any_other_error_becomes_a_sentence(qtbot, tasks, error, named):
    """Any other error is told as a sentence in both languages, never as a traceback."""
    told: list[mmskit.MMSKitError] = []

    def work(_):
        raise error

    tasks.run(work, failed=told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert named in told[0].render("en")
    assert "Traceback" not in told[0].render("en")
    assert any("\u4e00" <= char <= "\u9fff" for char in told[0].render("zh_CN"))
    assert len(told[0].render("en")) < 500


def test_cancelled_work_stops_at_its_next_report(qtbot, tasks, gate):
    """A cancelled work ends at its next report; nothing of it is told."""
    ended: list[str] = []

    def work(report):
        gate.wait(10)
        try:
            report(0.5)
        except CancelledError:
            ended.append("cancelled")
            raise
        ended.append("went on")

    told: list[object] = []
    task = tasks.run(work, told.append, failed=told.append)
    task.cancel()
    assert not tasks.busy
    gate.set()
    tasks.run(lambda _: None, lambda _: told.append("next"))
    qtbot.waitUntil(lambda: told == ["next"] and ended != ["went on"])


def test_the_newest_of_a_lane_wins(qtbot, tasks, gate):
    """Starting a work cancels the one before in the same lane of the same owner."""
    owner = QObject()
    told: list[str] = []
    first = tasks.run(
        lambda _: gate.wait(10), lambda _: told.append("first"), owner=owner, lane=Lane.FIT
    )
    tasks.run(lambda _: None, lambda _: told.append("second"), owner=owner, lane=Lane.FIT)
    assert first.cancelled
    gate.set()
    qtbot.waitUntil(lambda: told == ["second"])


def test_lanes_of_two_windows_are_apart(qtbot, tasks, gate):
    """The same lane of another owner, and another lane of the same owner, go on."""
    one, other = QObject(), QObject()
    told: list[str] = []
    for name, owner, lane in (
        ("one", one, Lane.FIT),
        ("other", other, Lane.FIT),
        ("check", one, Lane.CHECK),
    ):
        tasks.run(
            lambda _: gate.wait(10), lambda _, said=name: told.append(said), owner=owner, lane=lane
        )
    gate.set()
    qtbot.waitUntil(lambda: sorted(told) == ["check", "one", "other"])


def test_nothing_is_told_to_who_is_gone(qtbot, tasks, gate):
    """An outcome whose owner was deleted is told to nobody."""
    owner = QObject()
    told: list[str] = []
    tasks.run(lambda _: gate.wait(10), lambda _: told.append("gone"), owner=owner)
    shiboken6.delete(owner)
    gate.set()
    tasks.run(lambda _: None, lambda _: told.append("here"))
    qtbot.waitUntil(lambda: not tasks.busy)
    assert told == ["here"]


def test_quick_work_does_not_wait_behind_slow_work(qtbot, tasks, gate):
    """A quick work is done while slow ones fill their threads."""
    told: list[str] = []
    for _ in range(4):
        tasks.run(lambda _: gate.wait(10), lambda _: told.append("slow"))
    tasks.run(lambda _: None, lambda _: told.append("quick"), quick=True)
    qtbot.waitUntil(lambda: told == ["quick"])
    gate.set()
    qtbot.waitUntil(lambda: len(told) == 5)


def test_stopping_waits_for_the_threads(qapp):
    """After a stop no thread runs and nothing is told."""
    tasks = Tasks()
    told: list[object] = []
    begun = threading.Event()
    ended = threading.Event()

    def work(report):
        begun.set()
        try:
            while True:
                report(0)
        finally:
            ended.set()

    tasks.run(work, told.append)
    assert begun.wait(10)
    tasks.stop()
    assert ended.is_set()
    assert told == []


def test_busy_until_all_is_over(qtbot, tasks, gate):
    """It is busy from the start of a work until its outcome was told."""
    assert not tasks.busy
    tasks.run(lambda _: gate.wait(10))
    assert tasks.busy
    gate.set()
    qtbot.waitUntil(lambda: not tasks.busy)


def test_an_error_of_the_system_names_the_file():
    """An error of the system names the file and the reason."""
    said = as_sentence(OSError(13, "Permission denied", "/x/信.mmsx")).render("en")
    assert "/x/信.mmsx" in said
    assert "Permission denied" in said
