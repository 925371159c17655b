"""The bars of a sound, and the handles at the ends of what is kept."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from mmskit.theme import LIGHT
from mmskit_gui.widgets.waveform import Waveform


@pytest.fixture
def waveform(qtbot, look) -> Waveform:
    made = Waveform()
    qtbot.addWidget(made)
    made.resize(416, 44)
    made.show_peaks([0.5] * 100, 10.0)
    made.show_trim(0.0, None)
    made.show()
    return made


@pytest.fixture
def trims(waveform) -> list[tuple[float, float]]:
    told: list[tuple[float, float]] = []
    waveform.trim_changed.connect(lambda start, end: told.append((start, end)))
    return told


def _drag(handle, places, *, drop=True) -> None:
    """Move a handle to x of its parent, step by step."""

    def send(kind, x, buttons):
        here = QPointF(handle.mapFromParent(QPoint(round(x), 20)))
        event = QMouseEvent(
            kind,
            here,
            QPointF(handle.mapToGlobal(here.toPoint())),
            Qt.MouseButton.LeftButton,
            buttons,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(handle, event)

    send(QEvent.Type.MouseButtonPress, handle.geometry().center().x(), Qt.MouseButton.LeftButton)
    for place in places:
        send(QEvent.Type.MouseMove, place, Qt.MouseButton.LeftButton)
    if drop:
        send(QEvent.Type.MouseButtonRelease, places[-1], Qt.MouseButton.NoButton)


def _find_colours(waveform) -> list[str]:
    """The colour in the middle of each bar."""
    image = waveform.grab().toImage()
    return [image.pixelColor(8 + index * 5 + 1, 12).name() for index in range(80)]


def test_what_is_left_out_is_faint(qtbot, waveform):
    """Bars inside the kept part have the accent, the others the colour of lines."""
    waveform.show_trim(2.5, 7.5)
    colours = _find_colours(waveform)
    assert colours[5] == colours[75] == LIGHT.line
    assert colours[30] == colours[50] != LIGHT.line


def test_what_is_cut_for_want_of_room_is_paler(qtbot, waveform):
    """It is neither like what is sent nor like what is left out."""
    waveform.show_trim(0.0, None, cut=5.0)
    colours = _find_colours(waveform)
    assert colours[60] not in {colours[20], LIGHT.line}


def test_a_quiet_sound_is_drawn_as_high_as_a_loud_one(qtbot, waveform):
    """Silence stays flat."""
    waveform.show_peaks([0.1] * 100, 10.0)
    quiet = waveform._find_bars()
    waveform.show_peaks([0.9] * 100, 10.0)
    assert quiet == waveform._find_bars()
    waveform.show_peaks([0.001] * 100, 10.0)
    assert max(waveform._find_bars()) < 4


def test_dragging_a_handle_tells_once_it_is_let_go(qtbot, waveform, trims):
    """While it is dragged, the part is told on the way."""
    moving = []
    waveform.trim_moving.connect(lambda start, end: moving.append((start, end)))
    _drag(waveform.handles[0], [60, 110, 160])
    assert len(moving) == 3
    assert len(trims) == 1
    assert trims[0][0] == pytest.approx((160 - 8) / 398 * 10, abs=0.1)
    assert trims[0][1] == 10.0


def test_a_click_on_a_handle_changes_nothing(qtbot, waveform, trims):
    """Only a handle that moved is told."""
    _drag(waveform.handles[1], [waveform.handles[1].geometry().center().x()])
    assert trims == []


def test_escape_puts_a_dragged_handle_back(qtbot, waveform, trims):
    """Nothing was changed."""
    _drag(waveform.handles[0], [160], drop=False)
    assert waveform.moving
    qtbot.keyClick(waveform.handles[0], Qt.Key.Key_Escape)
    assert waveform.trim == (0.0, 10.0)
    assert trims == []


def test_the_ends_never_cross(qtbot, waveform, trims):
    """A fifth of a second is always kept."""
    _drag(waveform.handles[1], [200])
    _drag(waveform.handles[0], [400])
    start, end = trims[-1]
    assert end - start == pytest.approx(0.2, abs=0.002)


def test_arrow_keys_move_a_handle(qtbot, waveform, trims):
    """A tenth of a second each, with Shift a second; every press is told."""
    start, end = waveform.handles
    qtbot.keyClick(start, Qt.Key.Key_Right)
    qtbot.keyClick(start, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(end, Qt.Key.Key_Left)
    qtbot.keyClick(start, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert trims == [(0.1, 10.0), (1.1, 10.0), (1.1, 9.9), (0.1, 9.9)]
    qtbot.keyClick(start, Qt.Key.Key_Home)
    qtbot.keyClick(start, Qt.Key.Key_Home)
    assert trims[-1] == (0.0, 9.9)
    assert len(trims) == 5


def test_tab_reaches_the_waveform_and_each_handle(qtbot, waveform):
    """All three take the focus by keyboard."""
    for widget in (waveform, *waveform.handles):
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_click_plays_from_there(qtbot, waveform):
    """The middle is half of the time; no click leaves the sound."""
    with qtbot.waitSignal(waveform.seek_wanted) as middle:
        qtbot.mouseClick(waveform, Qt.MouseButton.LeftButton, pos=QPoint(207, 20))
    assert middle.args[0] == pytest.approx(5.0, abs=0.05)
    waveform.set_trimmable(False)
    with qtbot.waitSignal(waveform.seek_wanted) as last:
        qtbot.mouseClick(waveform, Qt.MouseButton.LeftButton, pos=QPoint(415, 20))
    assert last.args == [10.0]


def test_arrow_keys_seek_within_what_is_kept(qtbot, waveform):
    """A second each, from where it plays."""
    wanted: list[float] = []
    waveform.seek_wanted.connect(wanted.append)
    waveform.show_trim(2.0, 6.0)
    waveform.show_position(3.0)
    qtbot.keyClick(waveform, Qt.Key.Key_Right)
    qtbot.keyClick(waveform, Qt.Key.Key_Left)
    waveform.show_position(5.5)
    qtbot.keyClick(waveform, Qt.Key.Key_Right)
    assert wanted == [4.0, 2.0, 6.0]
    with qtbot.waitSignal(waveform.toggle_wanted):
        qtbot.keyClick(waveform, Qt.Key.Key_Space)


def test_a_sound_that_cannot_be_trimmed_says_why(qtbot, waveform):
    """It has no handles, and its tip tells the reason."""
    waveform.set_trimmable(possible=False, why_not="because")
    assert not any(handle.isVisible() for handle in waveform.handles)
    assert waveform.toolTip() == "because"


def test_the_screen_reader_hears_what_is_kept(qtbot, waveform):
    """The whole, and both ends with their times."""
    assert waveform.accessibleName() == "Sound of 10 s"
    waveform.show_trim(0.8, 5.2)
    assert waveform.accessibleName() == "Sound of 10 s, kept from 0.8 s to 5.2 s"
    assert waveform.handles[0].accessibleName()
    assert waveform.handles[1].accessibleDescription() == "5.2 s"


def test_a_plan_shown_while_a_handle_is_dragged_waits(qtbot, waveform):
    """The hand wins over what comes from elsewhere."""
    _drag(waveform.handles[0], [160], drop=False)
    held = waveform.trim
    waveform.show_trim(0.0, None)
    assert waveform.trim == held


def test_where_it_plays_is_a_line(qtbot, waveform):
    """In the colour of ink, at its time."""
    waveform.show_position(5.0)
    image = waveform.grab().toImage()
    assert image.pixelColor(207, 5).name() == LIGHT.ink


def test_a_sound_not_known_yet_is_a_flat_line(qtbot, waveform):
    """No length and no peaks break nothing."""
    waveform.show_peaks((), 0.0)
    waveform.show_trim(0.0, None)
    waveform.set_trimmable(False)
    with qtbot.assertNotEmitted(waveform.seek_wanted):
        qtbot.mouseClick(waveform, Qt.MouseButton.LeftButton, pos=QPoint(200, 20))
        qtbot.keyClick(waveform, Qt.Key.Key_Right)
    assert len(set(waveform._find_bars())) == 1
