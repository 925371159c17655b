"""The place for a frame's picture: shows it, takes another one, and offers what can be done."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QStackedLayout, QVBoxLayout, QWidget

import mmskit
from mmskit_gui.clipboard import copy_mime
from mmskit_gui.editing import find_original_picture, find_picture_plan
from mmskit_gui.imagery import Imagery
from mmskit_gui.languages import Languages
from mmskit_gui.sizes import say_size
from mmskit_gui.widgets.animation_row import AnimationRow
from mmskit_gui.widgets.busy_picture import BusyPicture
from mmskit_gui.widgets.compare_view import CompareView
from mmskit_gui.widgets.picture_foot import KIND_NAMES, PictureFoot
from mmskit_gui.widgets.picture_overlays import DropTarget, ProblemBanner
from mmskit_gui.widgets.picture_states import EmptyPicture, WrongPicture

_INSET: Final = 12


class PictureWell(QFrame):
    """Shows the picture of a frame. It changes nothing, and tells what the person wants.

    Signals:
        mime_dropped: a QMimeData with files or a picture was dropped; it may be kept.
        browse_wanted: choose a file.
        remove_wanted: have no picture.
        crop_wanted: cut the picture.
        plan_wanted: the PicturePlan that is wanted now.
        fit_wanted: fit the message.
        drag_wanted: the picture is being dragged away; a QDrag can be started.
        cancel_wanted: stop the work that is shown.
    """

    mime_dropped = Signal(object)
    browse_wanted = Signal()
    remove_wanted = Signal()
    crop_wanted = Signal()
    plan_wanted = Signal(object)
    fit_wanted = Signal()
    drag_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(
        self, imagery: Imagery, languages: Languages, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAcceptDrops(True)
        self._imagery, self._languages = imagery, languages
        self._frame: mmskit.Frame | None = None
        self._number = 1
        self._problem: str | None = None
        self.empty = EmptyPicture()
        self.view = CompareView(imagery)
        self.wrong = WrongPicture()
        self.foot = PictureFoot()
        self.animation = AnimationRow()
        self._stage = QWidget()
        self._states = QStackedLayout(self._stage)
        for widget in (self.empty, self.view, self.wrong):
            self._states.addWidget(widget)
        self.banner = ProblemBanner(self.view)
        self.fit = QPushButton(self.view)
        self.busy = BusyPicture(self)
        self._target = DropTarget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._stage, 1)
        column.addWidget(self.foot)
        column.addWidget(self.animation)
        self._connect()
        imagery.ready.connect(self._look_for_damage)
        self._say_words()

    def show_frame(self, frame: mmskit.Frame | None, number: int) -> None:
        """Show a frame's picture; the number, from 1, is for the screen reader."""
        if number != self._number or _find_original(frame) != _find_original(self._frame):
            self._problem = None
        self._frame, self._number = frame, number
        self._show()

    def set_busy(self, fraction: float | None, said: str = "") -> None:
        """Show that work goes on and how much is done, 0 to 1; None for none."""
        self.busy.show_progress(fraction, said)

    def show_problem(self, said: str | None) -> None:
        """Say what is wrong with a file that was given, until another picture is shown."""
        self._problem = said or None
        self._show()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Invite files and pictures, but not the one that is shown here."""
        self._invite(event)
        if event.isAccepted():
            self._target.appear(replacing=self._picture is not None)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Go on inviting."""
        self._invite(event)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Take the invitation back."""
        self._target.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Pass on what was dropped."""
        self._target.hide()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.mime_dropped.emit(copy_mime(event.mimeData()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what lies over the picture in its place."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words anew in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    @property
    def _picture(self) -> mmskit.Picture | None:
        return self._frame.picture if self._frame else None

    def _invite(self, event: QDragMoveEvent) -> None:
        source, mime = event.source(), event.mimeData()
        mine = source is self or (isinstance(source, QWidget) and self.isAncestorOf(source))
        if mine or not (mime.hasUrls() or mime.hasImage()):
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def _connect(self) -> None:
        self.empty.clicked.connect(self.browse_wanted)
        self.wrong.other_wanted.connect(self.browse_wanted)
        self.wrong.remove_wanted.connect(self.remove_wanted)
        self.banner.other_wanted.connect(self.browse_wanted)
        self.banner.closed.connect(lambda: self.show_problem(None))
        self.view.resized.connect(self._arrange)
        self.view.drag_wanted.connect(self.drag_wanted)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._open_menu)
        self.fit.clicked.connect(self.fit_wanted)
        self.busy.cancel_wanted.connect(self.cancel_wanted)
        self.foot.crop_wanted.connect(self.crop_wanted)
        self.foot.plan_wanted.connect(self.plan_wanted)
        self.foot.browse_wanted.connect(self.browse_wanted)
        self.foot.remove_wanted.connect(self.remove_wanted)
        self.foot.fit_wanted.connect(self.fit_wanted)
        self.animation.plan_wanted.connect(self.plan_wanted)
        self.animation.play_wanted.connect(lambda on: self.view.play(on=on))

    def _show(self) -> None:
        frame, picture = self._frame, self._picture
        if frame is None or picture is None:
            self._show_none()
            return
        original, plan = find_original_picture(frame) or picture, find_picture_plan(frame)
        damage = self._find_damage()
        if damage:
            self.wrong.show_problem(damage, removable=True)
        self._states.setCurrentWidget(self.wrong if damage else self.view)
        self.foot.show_frame(frame)
        self.foot.setVisible(not damage)
        self.animation.setVisible(original.animated and not damage)
        if original.animated:
            self.animation.show_pictures(original, picture, plan)
        if picture != original:
            self.view.show_pictures(original, picture, plan)
        elif plan.reshapes:  # what is wanted of it is being made, and can be seen already
            self.view.show_pictures(original, None, plan)
        else:
            self.view.show_pictures(None, picture, plan)
        self.banner.say(self._problem)
        self._say_picture()
        self._arrange()

    def _show_none(self) -> None:
        if self._problem:
            self.wrong.show_problem(self._problem, removable=False)
        self._states.setCurrentWidget(self.wrong if self._problem else self.empty)
        self.foot.hide()
        self.animation.hide()
        self._say_picture()
        self._arrange()

    def _find_damage(self) -> str | None:
        for picture in (self._picture, _find_original(self._frame)):
            error = self._imagery.find_damage(picture) if picture else None
            if error is not None:
                return error.render(self._languages.current)
        return None

    def _look_for_damage(self, picture: object) -> None:
        if picture in (self._picture, _find_original(self._frame)) and self._find_damage():
            self._show()

    def _say_picture(self) -> None:
        frame, picture = self._frame, self._picture
        if frame is None or picture is None:
            said = self.tr("Frame {number} has no picture").format(number=self._number)
            self.setAccessibleName(said)
            return
        original = find_original_picture(frame) or picture
        size, pixels = say_size(len(picture.data)), f"{picture.width}×{picture.height}"
        before = self.tr("Original {size}").format(size=say_size(len(original.data)))
        sends = self.tr("Sends {size} · {pixels}").format(size=size, pixels=pixels)
        self.fit.setVisible(not picture.fits_frame)
        if picture.fits_frame:
            known = self.tr("Picture of frame {number}, {name}, sends {size}, {pixels}")
        else:
            kind = KIND_NAMES[picture.kind]
            self.fit.setText(self.tr("Fit and convert"))
            self.fit.setToolTip(self.tr("A message cannot carry {kind}").format(kind=kind))
            known = self.tr("Picture of frame {number}, {name}, {size}, {pixels}, not fitted yet")
        shown = picture != original or not picture.fits_frame
        self.view.say_badges(before if shown else "", sends if picture.fits_frame else "")
        name = original.name or picture.name or self.tr("pasted")
        said = known.format(number=self._number, name=name, size=size, pixels=pixels)
        for widget in (self, self.view):
            widget.setAccessibleName(said)

    def _arrange(self) -> None:
        self.fit.adjustSize()
        self.fit.move(self.view.width() - self.fit.width() - _INSET, _INSET - 4)
        self.banner.stand_in(self.view.size())
        self.busy.cover(self._stage.geometry(), whole=self.foot.isHidden())
        self._target.setGeometry(self.rect())

    def _open_menu(self, place: QPoint) -> None:
        menu = self.foot.more.menu()
        if menu is not None:
            menu.popup(self.view.mapToGlobal(place))

    def _say_words(self) -> None:
        self._show()


def _find_original(frame: mmskit.Frame | None) -> mmskit.Picture | None:
    return find_original_picture(frame) if frame else None
