"""Fitting beside the window: fast while somebody edits, as well as it can when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from making import photo, still

import mmskit
from mmskit.media.plan import PicturePlan
from mmskit_gui.document import Document
from mmskit_gui.editing import find_picture_plan
from mmskit_gui.tasks import Tasks
from mmskit_gui.windows.fitting import Fitting

PHOTO = mmskit.Picture(photo((500, 400), 90), "sea.jpg")
LARGE = mmskit.Message("t", [mmskit.Frame("x", PHOTO), mmskit.Frame("y", PHOTO)])


@pytest.fixture
def tasks(qtbot) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.stop()


@pytest.fixture
def document(qtbot) -> Document:
    made = Document()
    made.open(LARGE, None)
    made.select((0,))
    return made


@pytest.fixture
def fitting(document, tasks) -> Fitting:
    return Fitting(document, tasks, str)


@pytest.fixture
def speeds(monkeypatch) -> list[tuple[str, str]]:
    """What is made, and how fast, by what really makes it."""
    told: list[tuple[str, str]] = []

    def listen(name: str) -> None:
        really = getattr(mmskit, name)

        def spy(*given, **named):
            told.append((name, named["speed"]))
            return really(*given, **named)

        monkeypatch.setattr(mmskit, name, spy)

    for name in ("fit", "remake", "apply_cut"):
        listen(name)
    return told


def test_only_the_whole_fit_takes_its_time(qtbot, document, fitting, speeds):
    """A turn and a cut are made fast, the fit as well as this machine can."""
    with qtbot.waitSignal(document.changed, timeout=20_000):
        fitting.plan_picture(PicturePlan(turns=1), "turn")
    cut = mmskit.find_cuts(document.message)[0]
    with qtbot.waitSignal(document.changed, timeout=20_000):
        fitting.apply_cut(cut)
    with qtbot.waitSignal(fitting.fitted, timeout=60_000) as told:
        fitting.fit()
    assert speeds == [("remake", "fast"), ("apply_cut", "fast"), ("fit", "best")]
    assert told.args[0].message == document.message


def test_a_least_quality_makes_nothing_anew(document, fitting, speeds):
    """It is a wish for the next fit: one step of undo, and the picture as it was."""
    fitting.plan_picture(PicturePlan(minimum=65.0), "Least quality")
    frame = document.message.frames[0]
    assert find_picture_plan(frame).minimum == 65.0
    assert frame.picture is PHOTO
    assert speeds == []
    document.undo_stack.undo()
    assert document.message == LARGE


def test_a_fit_that_cannot_keep_it_says_so(qtbot, document, fitting):
    """The message stays as it is, and the sentence names the picture."""
    large = mmskit.Picture(photo((1600, 1200), 95), "noise.jpg")
    document.open(mmskit.Message("t", [mmskit.Frame(None, large)]), None)
    document.select((0,))
    fitting.plan_picture(PicturePlan(minimum=85.0), "Least quality")
    before = document.message
    with qtbot.waitSignal(fitting.said, timeout=60_000) as told:
        fitting.fit()
    assert "for quality 85" in told.args[0]
    assert document.message == before
    assert not fitting.busy


def test_a_fit_that_is_cancelled_changes_nothing(qtbot, document, fitting, tasks):
    """Nothing comes of it, and the next one works."""
    fitting.fit()
    fitting.cancel()
    qtbot.waitUntil(lambda: not tasks.busy, timeout=20_000)
    assert document.message == LARGE
    with qtbot.waitSignal(fitting.fitted, timeout=60_000):
        fitting.fit()


def test_the_newest_fit_wins(qtbot, document, fitting):
    """Of two that were asked for, one after the other, one is told."""
    told: list[object] = []
    fitting.fitted.connect(told.append)
    fitting.fit()
    document.edit("small", mmskit.Message("t", [mmskit.Frame("x", mmskit.Picture(still()))]))
    with qtbot.waitSignal(fitting.fitted, timeout=60_000):
        fitting.fit()
    assert len(told) == 1
    assert document.message.frames[0].picture == mmskit.Picture(still())
