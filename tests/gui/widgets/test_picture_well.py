"""The picture well shows what is sent, and tells what the person wants."""

from __future__ import annotations

import io
import zlib
from itertools import pairwise

import pytest
from making import moving, still
from PIL import Image
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QColorDialog

import mmskit
from mmskit.media.plan import Crop, PicturePlan, PictureSource
from mmskit_gui.languages import Languages
from mmskit_gui.widgets.picture_well import PictureWell

POSTER = mmskit.Picture(still("PNG", (400, 300), "#1565c0"), "poster.png")
SENT = mmskit.Picture(still("JPEG", (200, 150), "#c62828"), "poster.png")
CLIP = mmskit.Picture(moving(4, (64, 48), 200), "clip.gif")


def fitted(plan: PicturePlan | None = None) -> mmskit.Frame:
    return mmskit.Frame(picture=SENT, picture_source=PictureSource(POSTER, plan or PicturePlan()))


@pytest.fixture
def well(qtbot, qapp, look, imagery) -> PictureWell:
    languages = Languages(qapp)
    languages.choose("en")
    made = PictureWell(imagery, languages)
    qtbot.addWidget(made)
    made.resize(700, 420)
    made.show()
    return made


def colours(well: PictureWell) -> set[str]:
    """The colours at the left and at the right of the picture's middle line."""
    image = well.view.grab().toImage()
    place = well.view.place
    height = int(place.bottom() - place.height() * 0.1)
    found = set()
    for share in (0.1, 0.9):
        colour = image.pixelColor(int(place.left() + place.width() * share), height)
        found.add("red" if colour.red() > colour.blue() else "blue")
    return found


def spoil(png: bytes) -> bytes:
    """A PNG whose structure is right and whose pixels are not."""
    start = png.index(b"IDAT")
    length = int.from_bytes(png[start - 4 : start], "big")
    part = b"IDAT" + bytes(length)
    return png[:start] + part + zlib.crc32(part).to_bytes(4, "big") + png[start + len(part) + 4 :]


def drag(well: PictureWell, mime: QMimeData) -> tuple[QDragEnterEvent, QDropEvent]:
    where, actions = QPoint(50, 50), Qt.DropAction.CopyAction
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(where, actions, mime, buttons, keys)
    QApplication.sendEvent(well, entering)
    dropping = QDropEvent(QPointF(where), actions, mime, buttons, keys)
    return entering, dropping


def test_the_original_is_left_and_what_is_sent_right(qtbot, well):
    """Both pictures lie in the same place, parted by the handle."""
    well.show_frame(fitted(), 2)
    qtbot.waitUntil(lambda: colours(well) == {"red", "blue"})
    well.view.divider.setValue(0)
    assert colours(well) == {"red"}
    well.view.divider.setValue(well.view.divider.maximum())
    assert colours(well) == {"blue"}


def test_keys_move_the_handle(qtbot, well):
    """The handle is a slider: an arrow key moves it a little."""
    well.show_frame(fitted(), 1)
    before = well.view.divider.value()
    qtbot.keyClick(well.view.divider, Qt.Key.Key_Right)
    assert well.view.divider.value() > before


def test_the_mouse_moves_the_handle(qtbot, well):
    """The handle goes where the mouse takes it."""
    well.show_frame(fitted(), 1)
    divider, place = well.view.divider, well.view.place
    qtbot.mousePress(divider, Qt.MouseButton.LeftButton, pos=divider.rect().center())
    goal = divider.mapFromParent(QPoint(round(place.left() + place.width() / 4), 100))
    qtbot.mouseMove(divider, goal)
    qtbot.mouseRelease(divider, Qt.MouseButton.LeftButton, pos=goal)
    assert divider.share == pytest.approx(0.25, abs=0.02)


def test_nothing_to_compare_has_no_handle(well):
    """A picture that is sent as it came has no handle."""
    well.show_frame(mmskit.Frame(picture=SENT), 1)
    assert not well.view.divider.isVisible()


def test_the_screen_reader_is_told(well):
    """The well's name says the frame, the file, the size and the pixels."""
    well.show_frame(fitted(), 2)
    name = well.accessibleName()
    assert name.startswith("Picture of frame 2, poster.png, sends ")
    assert name.endswith("KB, 200×150")


def test_an_empty_well_invites(qtbot, well):
    """Enter, Space and a click on the empty well ask for a file."""
    well.show_frame(None, 1)
    with qtbot.waitSignals([well.browse_wanted] * 3):
        qtbot.keyClick(well.empty, Qt.Key.Key_Return)
        qtbot.keyClick(well.empty, Qt.Key.Key_Space)
        qtbot.mouseClick(well.empty, Qt.MouseButton.LeftButton)


def test_a_drop_is_passed_on_as_a_copy(qtbot, well):
    """What is dropped can be kept: it is not Qt's own."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/tmp/poster.png")])  # noqa: S108 - never opened
    mime.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    entering, dropping = drag(well, mime)
    assert entering.isAccepted()
    with qtbot.waitSignal(well.mime_dropped) as told:
        QApplication.sendEvent(well, dropping)
    kept = told.args[0]
    assert kept is not mime
    assert kept.urls() == mime.urls()
    assert kept.hasImage()


def test_text_is_not_taken(well):
    """A text dragged over the well is refused."""
    mime = QMimeData()
    mime.setText("全场五折")
    entering, _ = drag(well, mime)
    assert not entering.isAccepted()


def test_dragging_the_picture_away(qtbot, well):
    """Moving the mouse far enough with its button down begins a drag, once."""
    well.show_frame(fitted(), 1)
    start = (well.view.place.topLeft() + QPointF(20, 20)).toPoint()
    with qtbot.waitSignal(well.drag_wanted):
        qtbot.mousePress(well.view, Qt.MouseButton.LeftButton, pos=start)
        qtbot.mouseMove(well.view, start + QPoint(QApplication.startDragDistance() + 2, 0))


@pytest.mark.parametrize(
    ("chip", "wanted"),
    [
        ("left", PicturePlan(turns=3, crop=Crop(0.0, 0.5, 1.0, 1.0))),
        ("right", PicturePlan(turns=1, crop=Crop(0.0, 0.0, 1.0, 0.5))),
        ("sharp", PicturePlan(crop=Crop(0.0, 0.0, 0.5, 1.0), sharp=True)),
        ("lock", PicturePlan(crop=Crop(0.0, 0.0, 0.5, 1.0), locked=True)),
    ],
)
def test_chips_tell_a_plan(qtbot, well, chip, wanted):
    """Each chip tells the plan that is wanted, everything else as it was."""
    well.show_frame(fitted(PicturePlan(crop=Crop(0.0, 0.0, 0.5, 1.0))), 1)
    with qtbot.waitSignal(well.plan_wanted) as told:
        qtbot.mouseClick(getattr(well.foot, chip), Qt.MouseButton.LeftButton)
    assert told.args == [wanted]


def test_chips_show_what_is(qtbot, well):
    """A chip that nobody heard goes back to what the frame says."""
    well.show_frame(fitted(), 1)
    qtbot.mouseClick(well.foot.sharp, Qt.MouseButton.LeftButton)
    assert not well.foot.sharp.isChecked()


def test_a_picture_that_cannot_be_sent_is_not_locked(qtbot, well):
    """A PNG has no lock, and a button that has it converted."""
    well.show_frame(mmskit.Frame(picture=POSTER), 1)
    assert not well.foot.lock.isEnabled()
    with qtbot.waitSignal(well.fit_wanted):
        qtbot.mouseClick(well.fit, Qt.MouseButton.LeftButton)


def test_chips_stay_in_a_narrow_well(well):
    """At 560 pixels every chip is inside and no two overlap."""
    well.resize(560, 400)
    long = mmskit.Picture(POSTER.data, "双十一大促会员专享海报最终版第三稿.png")
    well.show_frame(mmskit.Frame(picture=SENT, picture_source=PictureSource(long)), 1)
    QApplication.processEvents()
    foot = well.foot
    chips = [foot.crop, foot.left, foot.right, foot.sharp, foot.lock, foot.more]
    assert all(foot.rect().contains(chip.geometry()) for chip in chips)
    assert all(one.geometry().right() < other.geometry().left() for one, other in pairwise(chips))


def test_an_animation_has_its_row(qtbot, well):
    """The speed and the seconds of each picture become a pace; stills have no such row."""
    well.show_frame(mmskit.Frame(picture=CLIP), 1)
    assert well.animation.isVisible()
    with qtbot.waitSignal(well.plan_wanted) as told:
        well.animation.each.setValue(0.4)
    assert told.args == [PicturePlan(pace=0.5)]
    with qtbot.waitSignal(well.plan_wanted) as told:
        qtbot.mouseClick(well.animation.still, Qt.MouseButton.LeftButton)
    assert told.args == [PicturePlan(still=True)]
    well.show_frame(fitted(), 1)
    assert not well.animation.isVisible()


def test_an_animation_moves_only_while_it_is_seen(qtbot, well):
    """A hidden well holds its animation, a shown one goes on."""
    well.show_frame(mmskit.Frame(picture=CLIP), 1)
    qtbot.waitUntil(lambda: well.view.clock.waiting)
    well.hide()
    assert not well.view.clock.waiting
    well.show()
    qtbot.waitUntil(lambda: well.view.clock.waiting)
    well.animation.play.click()
    assert not well.view.clock.waiting


def test_work_can_be_cancelled(qtbot, well):
    """Work that takes a while shows its progress and a way to stop it."""
    well.set_busy(0.3, "Fitting…")
    qtbot.waitUntil(well.busy.isVisible)
    with qtbot.waitSignal(well.cancel_wanted):
        qtbot.keyClick(well.busy, Qt.Key.Key_Escape)
    well.set_busy(None)
    assert not well.busy.isVisible()


def test_damaged_pixels_are_said(qtbot, well):
    """A picture whose pixels cannot be decoded is told in a sentence with ways out."""
    broken = mmskit.Picture(spoil(still("PNG", (64, 64))), "broken.png")
    well.show_frame(mmskit.Frame(picture=broken), 1)
    qtbot.waitUntil(well.wrong.isVisible)
    with qtbot.waitSignal(well.remove_wanted):
        well.wrong._remove.click()
    well.show_frame(fitted(), 2)
    assert well.view.isVisible()


def test_a_refused_file_is_said(qtbot, well):
    """Why a file was not taken stands in the empty well, and over a picture that stays."""
    well.show_frame(None, 1)
    well.show_problem("offer.heic is HEIC.")
    assert well.wrong.isVisible()
    well.show_frame(fitted(), 1)
    assert well.view.isVisible()
    assert not well.banner.isVisible()
    well.show_problem("offer.heic is HEIC.")
    assert well.banner.isVisible()
    well.banner.close_it.click()
    assert not well.banner.isVisible()


def test_words_follow_the_language(qtbot, well):
    """A change of language is taken without an error in every state."""
    for frame in (None, fitted(), mmskit.Frame(picture=CLIP)):
        well.show_frame(frame, 1)
        for part in (well, well.foot, well.animation, well.empty, well.wrong, well.busy):
            QApplication.sendEvent(part, QEvent(QEvent.Type.LanguageChange))
    assert well.foot.crop.text() == "Crop"


def two_halves() -> mmskit.Picture:
    """A picture that is red at the left and blue at the right."""
    image = Image.new("RGB", (400, 300), "#1565c0")
    image.paste("#c62828", (0, 0, 200, 300))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return mmskit.Picture(buffer.getvalue(), "halves.png")


@pytest.mark.parametrize(
    ("plan", "top", "bottom"),
    [
        (PicturePlan(turns=1), "red", "blue"),
        (PicturePlan(turns=3), "blue", "red"),
        (PicturePlan(turns=1, crop=Crop(0.0, 0.5, 1.0, 1.0)), "blue", "blue"),
        (PicturePlan(turns=3, crop=Crop(0.2, 0.5, 0.7, 1.0)), "red", "red"),
    ],
)
def test_the_original_is_turned_and_cropped_as_planned(qtbot, well, plan, top, bottom):
    """What is at the left is at the top after a turn clockwise; the crop is of the turned one."""
    halves = two_halves()
    well.show_frame(mmskit.Frame(picture=halves, picture_source=PictureSource(halves, plan)), 1)

    def look_at(share: float) -> str:
        place = well.view.place
        at = QPointF(place.center().x(), place.top() + place.height() * share).toPoint()
        colour = well.view.grab().toImage().pixelColor(at)
        return {(True, False): "red", (False, True): "blue"}.get(
            (colour.red() > 150, colour.blue() > 150 and colour.red() < 60), "none"
        )

    qtbot.waitUntil(lambda: (look_at(0.2), look_at(0.8)) == (top, bottom))


def test_the_menu_tells_what_is_wanted(qtbot, well):
    """The menu replaces, fits and removes; a JPEG has no background to choose."""
    jpeg = mmskit.Frame(picture=SENT)
    well.show_frame(jpeg, 1)
    replace, fit, _, background, _, remove = well.foot.more.menu().actions()
    with qtbot.waitSignals([well.browse_wanted, well.fit_wanted, well.remove_wanted]):
        for action in (replace, fit, remove):
            action.trigger()
    assert not background.isVisible()
    well.show_frame(fitted(), 1)
    assert background.isVisible()


def test_a_background_is_chosen(qtbot, well):
    """The colour that is chosen is in the plan that is wanted."""
    well.show_frame(fitted(), 1)
    well.foot.choose_background()
    dialog = well.foot.findChild(QColorDialog)
    dialog.setCurrentColor(QColor("#ffeeaa"))
    with qtbot.waitSignal(well.plan_wanted) as told:
        dialog.accept()
    assert told.args == [PicturePlan(background="#ffeeaa")]


def test_a_least_quality_is_chosen_in_the_menu(qtbot, well):
    """The menu tells the plan with the quality that was chosen, and shows the one that is set."""
    plan = PicturePlan(turns=1, minimum=60.0)
    well.show_frame(fitted(plan), 1)
    choices = well.foot.minimum.actions()
    assert [action.isChecked() for action in choices] == [False, False, False, True, False]
    with qtbot.waitSignal(well.plan_wanted) as told:
        choices[2].trigger()
    assert told.args == [PicturePlan(turns=1, minimum=45.0)]
    with qtbot.waitSignal(well.plan_wanted) as told:
        choices[0].trigger()
    assert told.args == [PicturePlan(turns=1)]
