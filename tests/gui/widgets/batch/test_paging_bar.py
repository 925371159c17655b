"""Turning the pages of a list."""

from __future__ import annotations

import pytest

from mmskit_gui.widgets.batch.paging_bar import PagingBar


@pytest.fixture
def bar(qtbot, look) -> PagingBar:
    made = PagingBar()
    qtbot.addWidget(made)
    made.show()
    return made


def test_steps_ends_and_jumps_are_asked_for(qtbot, bar):
    """Each button asks for its page; what cannot be gone to is not offered."""
    bar.show_place(1, 3, 4, 6, 2)
    for button, signal, args in (
        (bar.back, bar.step_wanted, [-1]),
        (bar.on, bar.step_wanted, [1]),
        (bar.first, bar.end_wanted, [-1]),
        (bar.last, bar.end_wanted, [1]),
        (bar.longest, bar.longest_wanted, []),
        (bar.fault, bar.fault_wanted, []),
    ):
        with qtbot.waitSignal(signal) as told:
            button.click()
        assert told.args == args
    bar.show_place(0, 3, 2, 6, 0)
    assert (bar.first.isEnabled(), bar.back.isEnabled(), bar.on.isEnabled()) == (False, False, True)
    assert not bar.fault.isVisible()
    bar.show_place(2, 3, 6, 6, 0)
    assert (bar.on.isEnabled(), bar.last.isEnabled()) == (False, False)


def test_row_is_typed(qtbot, bar):
    """A row that was typed is asked for; showing one asks for nothing."""
    with qtbot.assertNotEmitted(bar.row_wanted):
        bar.show_place(1, 300, 40, 600, 0)
    with qtbot.waitSignal(bar.row_wanted) as told:
        bar.row.setValue(512)
    assert told.args == [512]


def test_nobody_to_show(bar):
    """Without recipients nothing can be turned."""
    bar.show_place(0, 0, 1, 1, 0)
    assert not bar.isEnabled()
