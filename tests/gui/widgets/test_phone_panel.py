"""The phone with its controls."""

from __future__ import annotations

import pytest
from making import still, tone
from PySide6.QtCore import QPoint, Qt

import mmskit
from mmskit.texts import text
from mmskit_gui.services import Services
from mmskit_gui.widgets.phone_panel import PhonePanel


def make_panel(qtbot, services: Services) -> PhonePanel:
    made = PhonePanel(services.imagery, services.player, services.settings, services.languages)
    qtbot.addWidget(made)
    made.resize(336, 684)
    made.show()
    return made


@pytest.fixture
def panel(qtbot, services) -> PhonePanel:
    made = make_panel(qtbot, services)
    frames = [mmskit.Frame(f"frame {number}") for number in (1, 2, 3)]
    made.show_message(mmskit.Message("Title", frames))
    yield made
    made.playback.pause()


def test_showing_a_frame_shows_its_text(panel):
    """Selecting a frame brings it to the phone."""
    panel.show_frame(1)
    assert (panel.view.screen_shown.number, panel.view.screen_shown.text) == (2, ("frame 2",))
    panel.show_frame(None)
    assert panel.view.screen_shown.number == 2


def test_showing_the_frame_that_is_shown_keeps_the_place(panel):
    """The window may say again what is selected; nothing jumps."""
    panel.playback.seek(7.0)
    panel.show_frame(1)
    assert panel.playback.position == 7.0


def test_the_chosen_phone_is_remembered(qtbot, panel, services):
    """Another panel begins with the same phone."""
    qtbot.mouseClick(panel.phones.buttons["large-text"], Qt.MouseButton.LeftButton)
    panel.controls.dark.click()
    panel.controls.text_first.click()
    phone = panel.view.screen_shown.phone
    assert (phone.text_size, phone.dark, phone.text_first) == (28, True, True)
    other = make_panel(qtbot, services)
    assert (other.phone, other.phones.key) == (phone, "large-text")
    assert other.controls.dark.isChecked()
    assert other.controls.text_first.isChecked()


def test_two_windows_show_the_same_phone(qtbot, panel, services):
    """Choosing in one window is seen in the other at once."""
    other = make_panel(qtbot, services)
    panel.controls.dark.click()
    assert other.view.screen_shown.phone.dark


def test_an_unknown_phone_in_the_settings_is_the_standard_one(qtbot, services):
    """Settings of another version do no harm."""
    services.settings.phone = "hologram"
    panel = make_panel(qtbot, services)
    assert panel.phones.key == "standard"


def test_playing_by_its_buttons(qtbot, panel):
    """Play, next, previous and pause do what they say."""
    with qtbot.waitSignal(panel.frame_entered) as told:
        panel.controls.play.click()
    assert (told.args, panel.playback.playing) == ([0], True)
    assert panel.controls.play.accessibleName() == "Pause"
    panel.controls.next.click()
    panel.controls.play.click()
    assert (panel.playback.frame, panel.playback.playing) == (1, False)
    panel.controls.previous.click()
    assert panel.playback.frame == 0


def test_the_slider_seeks(qtbot, panel):
    """A click in its middle goes to the middle; an arrow key one second on."""
    slider = panel.controls.slider
    middle = QPoint(slider.width() // 2, slider.height() // 2)
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=middle)
    assert panel.playback.position == pytest.approx(7.5, abs=0.2)
    panel.playback.seek(7.0)
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert panel.playback.position == 8.0
    assert panel.controls.time.text() == "0:08 / 0:15"


def test_holding_the_slider_holds_the_time(qtbot, panel):
    """While the handle is in the hand nothing plays; then it goes on."""
    panel.playback.play()
    slider = panel.controls.slider
    middle = QPoint(slider.width() // 2, slider.height() // 2)
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=middle)
    assert not panel.playback.playing
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=middle)
    assert panel.playback.playing


def test_a_sound_that_cannot_be_played_is_said_quietly(qtbot, panel, services):
    """The sentence stands below; the frames go on."""
    frame = mmskit.Frame("loud", sound=mmskit.Sound(tone()))
    panel.show_message(mmskit.Message("Title", [frame]))
    panel.playback.play()
    with qtbot.waitSignal(panel.problem_said):
        services.player.unavailable.emit(text("gui.sound_no_device"))
    assert panel.note.isVisible()
    assert panel.playback.playing


def test_troubles_of_others_are_not_its_own(qtbot, panel, services):
    """What the editor could not play is not said here."""
    with qtbot.assertNotEmitted(panel.problem_said):
        services.player.unavailable.emit(text("gui.sound_no_device"))
    assert not panel.note.isVisible()


def test_the_neighbours_pictures_are_decoded_ahead(qtbot, panel, services):
    """The next frame's picture is there when the frame is selected."""
    pictures = [
        mmskit.Picture(still(size=(400, 400), colour=colour), "a.jpg")
        for colour in ("#c62828", "#2e7d32", "#1565c0")
    ]
    ready = []
    services.imagery.ready.connect(lambda picture: ready.append(pictures.index(picture)))
    panel.show_message(mmskit.Message("", [mmskit.Frame(None, picture) for picture in pictures]))
    panel.show_frame(1)
    panel.view.repaint()
    qtbot.waitUntil(lambda: set(ready) == {0, 1, 2})


def test_an_empty_message_has_nothing_to_play(panel):
    """Its controls are off, its time is zero."""
    panel.show_message(mmskit.Message())
    assert not panel.controls.play.isEnabled()
    assert panel.controls.time.text() == "0:00 / 0:00"


def test_every_control_has_a_name(panel):
    """A screen reader can say each of them."""
    controls = panel.controls
    for control in (
        panel.phones,
        panel.view,
        controls.dark,
        controls.text_first,
        controls.previous,
        controls.play,
        controls.next,
        controls.slider,
        controls.time,
    ):
        assert control.accessibleName()
