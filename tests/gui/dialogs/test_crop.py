"""The crop dialog gives a plan, exact to the pixel, by mouse or by keyboard alone."""

from __future__ import annotations

import pytest
from making import still
from PySide6.QtCore import QPointF, Qt

import mmskit
from mmskit.media.plan import Crop, PicturePlan
from mmskit_gui.cropping import Box
from mmskit_gui.dialogs.crop import CropDialog

POSTER = mmskit.Picture(still("PNG", (400, 300)), "poster.png")
FORWARD = True
PLAN = PicturePlan(crop=Crop(0.25, 0.1, 0.75, 0.9), sharp=True)


@pytest.fixture
def open_dialog(qtbot, look, imagery):
    def _open(plan: PicturePlan = PLAN) -> CropDialog:
        dialog = CropDialog(POSTER, plan, imagery)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        return dialog

    return _open


def pull(qtbot, dialog: CropDialog, start: QPointF, by: tuple[int, int]) -> None:
    """Move the mouse with its button down by pixels of the picture."""
    canvas = dialog.canvas
    scale = canvas.place.width() / canvas.size_in_pixels[0]
    goal = (start + QPointF(by[0] * scale, by[1] * scale)).toPoint()
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start.toPoint())
    qtbot.mouseMove(canvas, goal)
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=goal)


def test_nothing_changed_is_the_same_plan(open_dialog):
    """Accepting at once gives the plan that came in."""
    dialog = open_dialog()
    dialog.apply.click()
    assert dialog.result() == CropDialog.DialogCode.Accepted
    assert dialog.plan == PLAN


def test_the_keyboard_alone_crops(qtbot, open_dialog):
    """Arrows move the part; after Tab they move its left edge; Shift goes further."""
    dialog = open_dialog()
    assert dialog.box == Box(100, 30, 200, 240)
    qtbot.keyClick(dialog.canvas, Qt.Key.Key_Right)
    assert dialog.box == Box(101, 30, 200, 240)
    dialog.canvas.focusNextPrevChild(FORWARD)
    qtbot.keyClick(dialog.canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert dialog.box == Box(91, 30, 210, 240)
    assert dialog.canvas.accessibleName() == "Left edge, 210 × 240 px"


def test_tab_leaves_after_the_last_edge(open_dialog):
    """Tab goes over the four edges and then on to the next control."""
    dialog = open_dialog()
    dialog.canvas.setFocus()
    for _ in range(4):
        assert dialog.canvas.focusNextPrevChild(FORWARD)
    assert dialog.canvas.accessibleName().startswith("Lower edge")
    dialog.canvas.focusNextPrevChild(FORWARD)
    assert dialog.focusWidget() is not dialog.canvas


def test_the_mouse_moves_the_part(qtbot, open_dialog):
    """Dragging inside moves the part, as far as the picture goes."""
    dialog = open_dialog()
    pull(qtbot, dialog, dialog.canvas.frame.center(), (400, 0))
    assert dialog.box == Box(200, 30, 200, 240)


def test_the_mouse_pulls_a_corner(qtbot, open_dialog):
    """Dragging a corner stretches the part, in the chosen shape if there is one."""
    dialog = open_dialog()
    pull(qtbot, dialog, dialog.canvas.frame.bottomRight(), (60, 20))
    assert abs(dialog.box.width - 260) <= 1
    assert abs(dialog.box.height - 260) <= 1
    dialog.choose_shape("1:1")
    pull(qtbot, dialog, dialog.canvas.frame.topLeft(), (50, 50))
    assert dialog.box.width == dialog.box.height


def test_fields_and_part_go_together(open_dialog):
    """Numbers typed become the part, and a fixed shape keeps the other side in step."""
    dialog = open_dialog(PicturePlan())
    dialog.fields.across.setValue(200)
    dialog.fields.left.setValue(50)
    assert dialog.box == Box(50, 0, 200, 300)
    dialog.choose_shape("4:3")
    dialog.fields.across.setValue(160)
    assert (dialog.box.width, dialog.box.height) == (160, 120)
    dialog.fields.down.setValue(90)
    assert (dialog.box.width, dialog.box.height) == (120, 90)


def test_turning_turns_the_part(open_dialog):
    """What was kept is kept after a turn, and four turns are none."""
    dialog = open_dialog()
    dialog.turn_right.click()
    assert dialog.box == Box(30, 100, 240, 200)
    assert dialog.plan.turns == 1
    dialog.turn_left.click()
    assert dialog.plan == PLAN


def test_a_shape_turns_along(open_dialog):
    """3:4 is 4:3 after a turn."""
    dialog = open_dialog()
    dialog.choose_shape("3:4")
    dialog.turn(1)
    assert dialog.shapes.key == "4:3"


def test_reset_keeps_everything(open_dialog):
    """Reset is the whole picture, not turned: no crop. What else was wanted stays."""
    dialog = open_dialog()
    dialog.turn(1)
    dialog.reset_button.click()
    assert dialog.plan == PicturePlan(sharp=True)
