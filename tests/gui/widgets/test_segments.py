"""The row of choices."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from mmskit_gui.widgets.segments import Segments


@pytest.fixture
def segments(qtbot, look) -> Segments:
    made = Segments()
    qtbot.addWidget(made)
    made.set_choices([("a", "First"), ("b", "Second"), ("c", "Third")])
    made.show()
    return made


def test_the_first_choice_holds_at_first(segments):
    """One of them always holds."""
    assert segments.key == "a"


def test_setting_tells_nobody(qtbot, segments):
    """Only the person's choice is told."""
    with qtbot.assertNotEmitted(segments.chosen):
        segments.key = "c"
    assert segments.key == "c"
    segments.key = "nothing"
    assert segments.key == "c"


def test_a_click_is_told(qtbot, segments):
    """The key is told, not the words."""
    with qtbot.waitSignal(segments.chosen) as told:
        qtbot.mouseClick(segments.buttons["b"], Qt.MouseButton.LeftButton)
    assert (told.args, segments.key) == (["b"], "b")


def test_the_arrow_keys_go_around(qtbot, segments):
    """Left of the first is the last."""
    told = []
    segments.chosen.connect(told.append)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Down):
        qtbot.keyClick(segments.buttons[segments.key], key)
    assert told == ["c", "a", "b"]


def test_tab_stops_once(segments):
    """Only the choice that holds is reached by Tab."""
    segments.key = "b"
    reached = [
        key
        for key, button in segments.buttons.items()
        if button.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert reached == ["b"]


def test_other_words_keep_the_choice(segments):
    """Saying it in another language changes nothing else."""
    segments.key = "b"
    segments.set_choices([("a", "一"), ("b", "二"), ("c", "三")])
    assert (segments.key, segments.buttons["b"].text()) == ("b", "二")
