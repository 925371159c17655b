"""The strip shows a document's frames, and says what the person wants of them."""

from __future__ import annotations

import pytest
from making import message, moving
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

import mmskit
from mmskit_gui.clipboard import FramesMime
from mmskit_gui.document import Document
from mmskit_gui.models.frames import FramesModel
from mmskit_gui.widgets.frame_card import CARD_HEIGHT, GAP
from mmskit_gui.widgets.frame_strip import FrameStrip

_DROPPED = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def document(qapp) -> Document:
    return Document(message())


@pytest.fixture
def strip(qtbot, services, document) -> FrameStrip:
    def make_mime(rows) -> QMimeData:
        return FramesMime([document.message.frames[row] for row in rows], files=True)

    made = FrameStrip(FramesModel(document), services.imagery, make_mime)
    qtbot.addWidget(made)
    made.resize(190, 600)
    made.show()
    qtbot.waitExposed(made)
    document.selection_changed.connect(made.show_selection)
    made.selection_wanted.connect(document.select)
    return made


def find_middle(strip: FrameStrip, row: int) -> QPoint:
    return strip.visualRect(strip.model().index(row, 0)).center()


def click(qtbot, strip: FrameStrip, row: int, keys=_NONE) -> None:
    qtbot.mouseClick(strip.viewport(), _LEFT, keys, find_middle(strip, row))


def drag_over(strip: FrameStrip, mime: QMimeData, point: QPoint) -> QDragMoveEvent:
    """What Qt sends while something is dragged over the strip."""
    entered = QDragEnterEvent(point, _DROPPED, mime, _LEFT, _NONE)
    strip.dragEnterEvent(entered)
    moved = QDragMoveEvent(point, _DROPPED, mime, _LEFT, _NONE)
    moved.setAccepted(False)
    if entered.isAccepted():
        strip.dragMoveEvent(moved)
    return moved


def drop(strip: FrameStrip, mime: QMimeData, point: QPoint) -> None:
    assert drag_over(strip, mime, point).isAccepted()
    strip.dropEvent(QDropEvent(QPointF(point), _DROPPED, mime, _LEFT, _NONE))


def test_a_click_selects_one(qtbot, strip, document):
    """A click wants the frame selected alone."""
    click(qtbot, strip, 2)
    assert document.selected == (2,)


def test_several_are_selected_as_everywhere(qtbot, strip, document):
    """Ctrl adds a frame, Shift a range; the last one clicked is current."""
    click(qtbot, strip, 2)
    click(qtbot, strip, 0, Qt.KeyboardModifier.ControlModifier)
    assert document.selected == (2, 0)
    click(qtbot, strip, 1)
    click(qtbot, strip, 2, Qt.KeyboardModifier.ShiftModifier)
    assert document.selected == (1, 2)


def test_arrows_walk_and_shift_extends(qtbot, strip, document):
    """The keyboard alone walks through the frames and selects several."""
    strip.show_selection(document.selected)
    strip.setFocus()
    qtbot.keyClick(strip, Qt.Key.Key_Down)
    assert document.current == 1
    qtbot.keyClick(strip, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert document.selected == (1, 2)
    qtbot.keyClick(strip, Qt.Key.Key_Home)
    assert document.selected == (0,)


def test_showing_a_selection_wants_nothing(qtbot, strip):
    """What is shown from outside is not told back."""
    with qtbot.assertNotEmitted(strip.selection_wanted):
        strip.show_selection((1, 2))
    assert strip.currentIndex().row() == 2


def test_delete_and_enter_are_told(qtbot, strip, document):
    """Delete and Backspace want the frames gone; Enter goes on to the text."""
    strip.show_selection((0,))
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
        with qtbot.waitSignal(strip.delete_wanted):
            qtbot.keyClick(strip, key)
    with qtbot.waitSignal(strip.edit_wanted):
        qtbot.keyClick(strip, Qt.Key.Key_Return)
    assert len(document.message.frames) == 3, "the strip changes nothing itself"


@pytest.mark.parametrize(
    ("y", "gap"),
    [
        (4, 0),
        (CARD_HEIGHT - 4, 1),
        (CARD_HEIGHT + GAP + 4, 1),
        (2 * (CARD_HEIGHT + GAP) + CARD_HEIGHT - 4, 3),
        (580, 3),
    ],
)
def test_the_gap_is_the_nearest_edge(strip, y, gap):
    """Something dropped goes before or after the card under it, whichever edge is nearer."""
    assert strip.find_gap(QPoint(90, y)) == gap


def test_files_dropped_say_where(qtbot, strip, tmp_path):
    """Files dropped between two frames are told with the gap they belong into."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.jpg"))])
    with qtbot.waitSignal(strip.mime_dropped) as told:
        drop(strip, mime, QPoint(90, CARD_HEIGHT + GAP + 4))
    dropped, gap = told.args
    assert gap == 1
    assert dropped.urls()[0].fileName() == "a.jpg"


def test_frames_of_another_window_are_copied(qtbot, strip):
    """Frames dragged here from elsewhere are told as a drop, not as a move."""
    mime = FramesMime([mmskit.Frame("别处")])
    with qtbot.waitSignal(strip.mime_dropped) as told, qtbot.assertNotEmitted(strip.move_wanted):
        drop(strip, mime, QPoint(90, 4))
    assert told.args[0].frames[0].text == "别处"


def test_nothing_is_taken_that_cannot_become_a_frame(strip):
    """What holds neither frames nor files, pictures nor text is not taken."""
    mime = QMimeData()
    mime.setData("application/x-anything", b"?")
    assert not drag_over(strip, mime, QPoint(90, 90)).isAccepted()


def test_a_line_shows_where_it_would_go(qtbot, strip):
    """While something is dragged, a line stands in the gap; it goes with the drag."""
    mime = FramesMime([mmskit.Frame("别处")])
    before = strip.grab().toImage()
    drag_over(strip, mime, QPoint(90, CARD_HEIGHT + 2))
    assert strip.grab().toImage() != before
    strip.dropEvent(QDropEvent(QPointF(90, 4), _DROPPED, mime, _LEFT, _NONE))
    assert strip.grab().toImage() == before


def test_pictures_appear_when_they_are_decoded(qtbot, strip, services, document):
    """A card shows its picture once it is decoded; until then it shows that one is coming."""
    document.open(
        mmskit.Message("", [mmskit.Frame(picture=mmskit.Picture(moving(), "a.gif"))]), None
    )
    waiting = strip.grab().toImage()
    qtbot.waitUntil(lambda: not services.tasks.busy and strip.grab().toImage() != waiting)


def test_the_frame_that_plays_is_marked(strip):
    """The frame that the preview plays is marked, until it plays no more."""
    before = strip.grab().toImage()
    strip.show_playing(1)
    assert strip.grab().toImage() != before
    strip.show_playing(None)
    assert strip.grab().toImage() == before


def test_an_empty_strip_takes_drops(qtbot, strip, document):
    """Where there are no frames yet, a drop goes to the beginning."""
    document.open(mmskit.Message(), None)
    with qtbot.waitSignal(strip.mime_dropped) as told:
        drop(strip, FramesMime([mmskit.Frame("新")]), QPoint(90, 300))
    assert told.args[1] == 0
