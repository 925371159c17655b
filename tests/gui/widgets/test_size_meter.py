"""The meter says what the message takes, always right, and how it could take less."""

from __future__ import annotations

import pytest
from making import message, photo
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

import mmskit
from mmskit_gui.sizes import LIMIT, find_frame_sizes, find_whole
from mmskit_gui.widgets.size_meter import SizeMeter


@pytest.fixture(scope="module")
def large() -> mmskit.Message:
    """A message that is far too large."""
    return mmskit.Message("大", [mmskit.Frame("一", mmskit.Picture(photo(), "a.jpg"))])


@pytest.fixture
def meter(qtbot, services) -> SizeMeter:
    made = SizeMeter(services.languages)
    qtbot.addWidget(made)
    made.resize(1000, 48)
    made.show()
    return made


def words(meter: SizeMeter) -> str:
    return " | ".join(label.text() for label in meter.findChildren(QLabel))


def find_offers(meter: SizeMeter) -> list[QPushButton]:
    QApplication.processEvents()
    return [button for button in meter.findChildren(QPushButton) if button.isVisibleTo(meter)]


def test_it_says_the_encoded_size(meter):
    """The figure is the size of the content as it would be sent."""
    shown = message()
    meter.show_sizes(find_frame_sizes(shown))
    sent = len(mmskit.encode(shown))
    assert f"{sent / 1024:.1f} / 50.0 KB" in words(meter)
    assert f"{(LIMIT - sent) / 1024:.1f} KB left" in words(meter)


def test_over_the_limit_it_says_how_much(meter, large):
    """Over the limit it says by how much, in words and not by colour alone."""
    sizes = find_frame_sizes(large)
    meter.show_sizes(sizes)
    assert f"{(find_whole(sizes) - LIMIT) / 1024:,.1f} KB too much" in words(meter)


def test_a_screen_reader_hears_it(meter):
    """The bar has the figures for a name."""
    meter.show_sizes(find_frame_sizes(message()))
    assert "50.0 KB" in meter.bar.accessibleName()
    assert "left" in meter.bar.accessibleName()


def test_cuts_are_offered_and_told(qtbot, meter, large):
    """The cheapest cuts are buttons that say what they save; a click tells which."""
    meter.show_sizes(find_frame_sizes(large))
    cuts = mmskit.find_cuts(large)
    meter.show_cuts(cuts)
    offers = find_offers(meter)
    said = [cut.sentence.render("en") for cut in cuts]
    assert [button.accessibleName() for button in offers] == said
    assert offers
    with qtbot.waitSignal(meter.cut_wanted) as told:
        qtbot.mouseClick(offers[0], Qt.MouseButton.LeftButton)
    assert told.args == [cuts[0]]


def test_no_second_cut_while_one_is_made(meter, large):
    """While a cut is carried out the others cannot be clicked."""
    meter.show_sizes(find_frame_sizes(large))
    meter.show_cuts(mmskit.find_cuts(large))
    meter.set_cutting()
    assert not any(button.isEnabled() for button in find_offers(meter))


def test_offers_go_when_it_fits(meter, large):
    """What fits needs no cuts."""
    meter.show_sizes(find_frame_sizes(large))
    meter.show_cuts(mmskit.find_cuts(large))
    meter.show_sizes(find_frame_sizes(message()))
    assert find_offers(meter) == []


def test_a_click_on_a_part_goes_to_its_frame(qtbot, meter):
    """Each frame's part of the bar leads to the frame."""
    meter.show_sizes(find_frame_sizes(message()))
    with qtbot.waitSignal(meter.frame_wanted) as told:
        qtbot.mouseClick(meter.bar, Qt.MouseButton.LeftButton, pos=QPoint(2, 6))
    assert told.args == [0]


def test_an_empty_message_takes_nothing(meter):
    """Without frames the bar is empty and everything is left."""
    meter.show_sizes(())
    assert "0.0 / 50.0 KB" in words(meter)
    assert not meter.grab().isNull()
