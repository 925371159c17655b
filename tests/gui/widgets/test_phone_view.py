"""The painted phone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from making import still, tone
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage

import mmskit
from mmskit.render import PHONES, STANDARD, Phone, find_screen
from mmskit_gui.style.lettering import measure
from mmskit_gui.widgets.phone_body import find_place
from mmskit_gui.widgets.phone_view import PhoneView

SIZE = (320, 540)


@pytest.fixture
def view(qtbot, look, imagery) -> PhoneView:
    made = PhoneView(imagery)
    qtbot.addWidget(made)
    made.resize(*SIZE)
    made.show()
    return made


def show(view: PhoneView, *frames: mmskit.Frame, at: float = 0.0, phone: Phone = STANDARD) -> None:
    message = mmskit.Message("Title", frames)
    view.show_screen(find_screen(message, at, phone, measure=measure))


def look_at(view: PhoneView) -> QImage:
    return view.grab().toImage()


def find_point(view: PhoneView, x: float, y: float) -> QPoint:
    """Where a point of the screen, in the phone's pixels, is in the widget."""
    place = find_place(view.screen_shown.phone, view.width(), view.height(), 1.0)
    return QPoint(round(place.left + x * place.scale), round(place.top + y * place.scale))


def break_gif() -> mmskit.Picture:
    """A picture whose structure is sound, and whose pixels are not."""
    data = bytearray(still("GIF", size=(300, 300)))
    middle = len(data) // 2
    data[middle : middle + 20] = bytes((index * 37 + 11) % 256 for index in range(20))
    return mmskit.Picture(bytes(data), "broken.gif")


def test_it_waits_with_a_quiet_well_and_then_shows_the_picture(qtbot, view):
    """Until the picture is decoded its place is empty; then it is there, by itself."""
    picture = mmskit.Picture(still("PNG", size=(600, 600), colour="#c62828"), "red.png")
    show(view, mmskit.Frame("Text", picture))
    middle = find_point(view, 20, 100)
    assert look_at(view).pixelColor(middle) == QColor(STANDARD.theme.well)
    qtbot.waitUntil(lambda: look_at(view).pixelColor(middle) == QColor("#c62828"))


def test_a_damaged_picture_is_told(qtbot, view):
    """There is a sentence in its place, for the eyes and for the screen reader."""
    show(view, mmskit.Frame("Text", break_gif()))
    qtbot.waitUntil(lambda: "damaged" in view.accessibleDescription())


def test_it_says_what_it_shows(view):
    """A screen reader hears which frame it is, and what stands there."""
    frames = [mmskit.Frame("one"), mmskit.Frame("second text", sound=mmskit.Sound(tone()))]
    show(view, *frames, at=6.0)
    assert view.accessibleName() == "Phone: frame 2 of 2"
    assert view.accessibleDescription() == "Title\nsecond text\nwith a sound"


def test_an_empty_message_invites(view):
    """Without frames there is a hint."""
    show(view)
    assert view.accessibleName() == "Phone: no frame yet"
    assert "Add a frame" in view.accessibleDescription()


def test_the_phone_is_dark_by_its_own_setting(view):
    """The phone's screen has the phone's colours, not the app's."""
    for phone in (STANDARD, replace(STANDARD, dark=True)):
        show(view, mmskit.Frame("Text"), phone=phone)
        place = find_point(view, 180, 500)
        assert look_at(view).pixelColor(place) == QColor(phone.theme.screen)


@pytest.mark.parametrize("name", PHONES)
def test_every_phone_fits_whole(view, name):
    """No phone is cut, however small the widget: its corners belong to what is behind it."""
    for size in (SIZE, (260, 300), (900, 900)):
        view.resize(*size)
        show(view, mmskit.Frame("Text"), phone=PHONES[name])
        place = find_place(PHONES[name], *size, 1.0)
        around = 13 * place.scale
        body = QRect(
            round(place.left - around),
            round(place.top - around),
            round(PHONES[name].width * place.scale + 2 * around),
            round(PHONES[name].height * place.scale + 2 * around),
        )
        assert view.rect().contains(body)
        assert place.scale <= 1.2


def test_only_the_progress_is_painted_anew_while_time_goes_on(view):
    """What is painted in parts looks like what is painted as a whole."""
    frames = [mmskit.Frame("one"), mmskit.Frame("two")]
    show(view, *frames, at=0.5)
    look_at(view)
    show(view, *frames, at=4.0)
    part = look_at(view)
    view.update()
    assert look_at(view) == part


def test_the_keyboard_plays_and_goes_from_frame_to_frame(qtbot, view):
    """Space plays, the arrows step."""
    steps = []
    view.step_wanted.connect(steps.append)
    with qtbot.waitSignal(view.toggle_wanted):
        qtbot.keyClick(view, Qt.Key.Key_Space)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert steps == [1, -1]
