"""Under a picture: its name, its sizes, and what can be done with it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QColorDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)

import mmskit
from mmskit.limits import KIB
from mmskit.media.plan import PicturePlan
from mmskit_gui.cropping import turn_plan
from mmskit_gui.editing import find_original_picture, find_picture_plan
from mmskit_gui.sizes import LIMIT
from mmskit_gui.style.icons import IconButton, make_icon
from mmskit_gui.widgets.elided_label import ElidedLabel
from mmskit_gui.widgets.minimum_menu import MinimumMenu
from mmskit_gui.widgets.switch_chip import SwitchChip

KIND_NAMES: Final = {"gif": "GIF", "jpg": "JPEG", "png": "PNG", "webp": "WebP", "bmp": "BMP"}

_TRANSPARENT: Final = ("gif", "png", "webp")
_ICON: Final = 15
_NAME: Final = 96
"""Pixels of the name that must be seen before the row becomes two."""


class PictureFoot(QWidget):
    """Shows a frame's picture in words, and offers what can be done with it.

    Signals:
        crop_wanted: cut it.
        plan_wanted: the plan that the person wants now.
        browse_wanted: choose another file.
        remove_wanted: have no picture.
        fit_wanted: fit the message.
    """

    crop_wanted = Signal()
    plan_wanted = Signal(object)
    browse_wanted = Signal()
    remove_wanted = Signal()
    fit_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = mmskit.Frame()
        self._name, self._detail = ElidedLabel(), QLabel()
        self._detail.setProperty("role", "muted")
        style = Qt.ToolButtonStyle
        self.crop = _make_chip("crop", style.ToolButtonTextOnly)
        self.left = _make_chip("rotate-ccw", style.ToolButtonIconOnly)
        self.right = _make_chip("rotate-cw", style.ToolButtonIconOnly)
        self.sharp, self.lock = SwitchChip(), SwitchChip("lock-open", "lock")
        self.more = _make_chip("ellipsis", style.ToolButtonIconOnly)
        self._build_menu()
        self._chips = QHBoxLayout()
        self._chips.setSpacing(8)
        for chip in (self.crop, self.left, self.right, self.sharp, self.lock, self.more):
            self._chips.addWidget(chip)
        self._chips.addStretch()
        words = QHBoxLayout()
        words.setSpacing(8)
        words.addWidget(self._name)
        words.addWidget(self._detail)
        words.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(12, 10, 12, 10)
        self._row.setSpacing(8)
        self._row.addLayout(words, 1)
        self._row.addLayout(self._chips)
        self.crop.clicked.connect(self.crop_wanted)
        self.left.clicked.connect(lambda: self._want(turn_plan(self._plan, 3)))
        self.right.clicked.connect(lambda: self._want(turn_plan(self._plan, 1)))
        self.sharp.clicked.connect(lambda on: self._want(replace(self._plan, sharp=on)))
        self.lock.clicked.connect(lambda on: self._want(replace(self._plan, locked=on)))
        self._say_words()

    def show_frame(self, frame: mmskit.Frame) -> None:
        """Show a frame that has a picture."""
        self._frame = frame
        self._show()

    def choose_background(self) -> None:
        """Let the person choose what shows through transparent parts."""
        dialog = QColorDialog(QColor(self._plan.background), self)
        dialog.setWindowTitle(self.tr("Background colour"))
        dialog.colorSelected.connect(
            lambda colour: self._want(replace(self._plan, background=colour.name()))
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make two rows of one where it is narrow."""
        super().resizeEvent(event)
        self._wrap()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words anew in another language, colour icons anew in another look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()
        elif event.type() in {QEvent.Type.PaletteChange, QEvent.Type.StyleChange}:
            self._colour()

    @property
    def _plan(self) -> PicturePlan:
        return find_picture_plan(self._frame)

    def _want(self, plan: PicturePlan) -> None:
        """Tell what is wanted, and show what is: that may be something else."""
        self.plan_wanted.emit(plan)
        self._show()

    def _build_menu(self) -> None:
        self._menu = QMenu(self)
        self._actions: dict[str, QAction] = {}
        for icon, act in (
            ("replace", self.browse_wanted.emit),
            ("minimize-2", self.fit_wanted.emit),
            ("palette", self.choose_background),
            ("trash-2", self.remove_wanted.emit),
        ):
            if icon == "trash-2":
                self._menu.addSeparator()
            action = self._menu.addAction("")
            action.triggered.connect(lambda _=False, act=act: act())
            self._actions[icon] = action
        self.minimum = MinimumMenu(self._menu)
        self.minimum.wanted.connect(lambda least: self._want(replace(self._plan, minimum=least)))
        self._menu.insertMenu(self._actions["palette"], self.minimum)
        self.more.setMenu(self._menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._colour()

    def _colour(self) -> None:
        for name, action in self._actions.items():
            action.setIcon(make_icon(name, self.palette(), QPalette.ColorRole.Text))

    def _show(self) -> None:
        picture, original = self._frame.picture, find_original_picture(self._frame)
        if picture is None or original is None:
            return
        self._name.say(original.name or picture.name or self.tr("Pasted picture"))
        self._detail.setText(self._say_detail(picture, original))
        self.sharp.setChecked(self._plan.sharp)
        self.lock.setChecked(self._plan.locked)
        self.lock.setEnabled(picture.fits_frame)
        self.minimum.show_minimum(self._plan.minimum)
        self._actions["palette"].setVisible(original.kind in _TRANSPARENT)
        self._wrap()

    def _say_detail(self, picture: mmskit.Picture, original: mmskit.Picture) -> str:
        size, kind = f"{picture.width}×{picture.height}", KIND_NAMES[picture.kind]
        if not picture.fits_frame:
            return self.tr("{size} · {kind}, will be converted").format(size=size, kind=kind)
        if picture == original:
            return f"{size} · {kind}"
        return f"{original.width}×{original.height} → {size} · {kind}"

    def _wrap(self) -> None:
        name = min(self._name.sizeHint().width(), _NAME)
        needed = name + self._detail.sizeHint().width() + self._chips.sizeHint().width() + 16
        room = self.contentsRect().width() - 24
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if needed <= room else direction.TopToBottom)

    def _say_words(self) -> None:
        self.crop.setText(self.tr("Crop"))
        self.crop.name_it(self.tr("Crop"), tip=self.tr("Cut off what is not needed"))
        self.left.name_it(self.tr("Rotate left"), tip=self.tr("Rotate left by 90°"))
        self.right.name_it(self.tr("Rotate right"), tip=self.tr("Rotate right by 90°"))
        self.sharp.setText(self.tr("Keep sharp"))
        self.sharp.name_it(
            self.tr("Keep sharp"), tip=self.tr("Fitting gives this picture more of the room")
        )
        self.lock.setText(self.tr("Lock"))
        self.lock.name_it(
            self.tr("Lock"), tip=self.tr("Fitting leaves this picture exactly as it is now")
        )
        self.more.name_it(self.tr("More for this picture"))
        self._actions["replace"].setText(self.tr("Replace…"))
        limit = f"{LIMIT // KIB} KB"
        self._actions["minimize-2"].setText(self.tr("Fit to {limit}").format(limit=limit))
        self._actions["palette"].setText(self.tr("Background colour…"))
        self._actions["trash-2"].setText(self.tr("Remove picture"))
        self._show()


def _make_chip(icon: str, style: Qt.ToolButtonStyle) -> IconButton:
    chip = IconButton(icon, role="chip")
    chip.setIconSize(QSize(_ICON, _ICON))
    chip.setToolButtonStyle(style)
    chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return chip
