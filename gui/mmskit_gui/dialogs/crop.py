"""Cut and turn a picture."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QLocale
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

import mmskit
from mmskit.media.plan import PicturePlan
from mmskit_gui.cropping import (
    Box,
    find_box,
    find_crop,
    shape_box,
    turn_box,
    turn_size,
)
from mmskit_gui.dialogs.crop_canvas import CropCanvas
from mmskit_gui.dialogs.crop_fields import CropFields
from mmskit_gui.imagery import Imagery
from mmskit_gui.style.icons import IconButton
from mmskit_gui.widgets.segments import Segments

FREE: Final = "free"
ORIGINAL: Final = "original"
_SHAPES: Final[dict[str, float]] = {"1:1": 1.0, "3:4": 3 / 4, "4:3": 4 / 3, "9:16": 9 / 16}
_TURNED: Final = {"1:1": "1:1", "3:4": "4:3", "4:3": "3:4", ORIGINAL: ORIGINAL}


class CropDialog(QDialog):
    """Asks which part of a picture is kept, and how it is turned.

    Args:
        picture: the original.
        plan: what is wanted of it now.
        imagery: decodes it.
        parent: the window.
    """

    def __init__(
        self,
        picture: mmskit.Picture,
        plan: PicturePlan,
        imagery: Imagery,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._picture, self._plan, self._imagery = picture, plan, imagery
        self._turns, self._shape = plan.turns, FREE
        self.canvas, self.fields = CropCanvas(picture, imagery), CropFields()
        self._box = find_box(plan.crop, self._size_of(plan.turns))
        self._lay_out()
        self.canvas.box_wanted.connect(self._take)
        self.fields.box_wanted.connect(self._take)
        imagery.ready.connect(self._look_for_damage)
        self._say_words()
        self._show()
        self.canvas.setFocus()
        self.resize(760, 640)

    @property
    def plan(self) -> PicturePlan:
        """What is wanted of the picture now; everything but the turn and the part as it was."""
        crop = find_crop(self._box, self._size)
        return replace(self._plan, turns=self._turns, crop=crop)

    @property
    def box(self) -> Box:
        """The part that is kept, in pixels of the turned picture."""
        return self._box

    def choose_shape(self, shape: str) -> None:
        """Keep a shape: ``free``, ``original``, or one such as ``3:4``."""
        self._shape = shape
        ratio = self._ratio
        if ratio is not None:
            self._box = shape_box(self._box, ratio, self._size)
        self._show()

    def turn(self, quarters: int) -> None:
        """Turn the picture clockwise, and the part with it."""
        self._box = turn_box(self._box, self._size, quarters)
        self._turns = (self._turns + quarters) % 4
        if quarters % 2:
            self._shape = _TURNED.get(self._shape, FREE)
        self._show()

    def reset(self) -> None:
        """Keep all of it, as it was given."""
        self._turns, self._shape = 0, FREE
        self._box = find_box(None, self._size)
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words anew in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()
            self._show()

    @property
    def _size(self) -> tuple[int, int]:
        return self._size_of(self._turns)

    def _size_of(self, turns: int) -> tuple[int, int]:
        return turn_size((self._picture.width, self._picture.height), turns)

    @property
    def _ratio(self) -> float | None:
        if self._shape == FREE:
            return None
        width, height = self._size
        return _SHAPES.get(self._shape, width / height)

    def _take(self, box: Box) -> None:
        self._box = box
        self._show()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addLayout(self._lay_out_shapes())
        column.addWidget(self.canvas, 1)
        self._wrong = QLabel(wordWrap=True)
        self._wrong.setProperty("role", "banner-bad")
        self._wrong.hide()
        column.addWidget(self._wrong)
        column.addWidget(self.fields)
        column.addSpacing(4)
        column.addLayout(self._lay_out_buttons())

    def _lay_out_shapes(self) -> QHBoxLayout:
        self.shapes = Segments((FREE, ORIGINAL, *_SHAPES))
        self.shapes.chosen.connect(self.choose_shape)
        self.turn_left, self.turn_right = IconButton("rotate-ccw"), IconButton("rotate-cw")
        self.turn_left.clicked.connect(lambda: self.turn(3))
        self.turn_right.clicked.connect(lambda: self.turn(1))
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.shapes)
        row.addStretch()
        row.addWidget(self.turn_left)
        row.addWidget(self.turn_right)
        return row

    def _lay_out_buttons(self) -> QHBoxLayout:
        self.reset_button, self.cancel, self.apply = QPushButton(), QPushButton(), QPushButton()
        self.reset_button.setProperty("role", "ghost")
        self.apply.setProperty("role", "primary")
        self.apply.setDefault(True)
        for button in (self.reset_button, self.cancel):
            button.setAutoDefault(False)
        self.reset_button.clicked.connect(self.reset)
        self.cancel.clicked.connect(self.reject)
        self.apply.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.reset_button)
        row.addStretch()
        row.addWidget(self.cancel)
        row.addWidget(self.apply)
        return row

    def _show(self) -> None:
        box = self._box
        said = self.tr("{width} × {height} px").format(width=box.width, height=box.height)
        self.shapes.choose(self._shape)
        self.fields.show_box(box, self._size, self._ratio)
        self.canvas.show_plan(self._turns, self._plan.background, box, self._ratio, said)

    def _look_for_damage(self, _picture: object) -> None:
        error = self._imagery.find_damage(self._picture)
        if error is not None:
            chinese = QLocale().language() == QLocale.Language.Chinese
            self._wrong.setText(error.render("zh_CN" if chinese else "en"))
            self._wrong.show()

    def _say_words(self) -> None:
        self.setWindowTitle(self.tr("Crop and rotate"))
        words = (self.tr("Free"), self.tr("Original"), *_SHAPES)
        self.shapes.say(self.tr("Shape"), words)
        self.turn_left.name_it(self.tr("Rotate left"))
        self.turn_right.name_it(self.tr("Rotate right"))
        self.reset_button.setText(self.tr("Reset"))
        self.cancel.setText(self.tr("Cancel"))
        self.apply.setText(self.tr("Apply"))
