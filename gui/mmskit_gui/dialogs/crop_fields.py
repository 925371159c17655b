"""The part of a picture in numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSpinBox, QWidget

from mmskit_gui.cropping import SMALLEST, Box, keep_inside, stretch_box

_WIDTH: Final = 92
_INDENT: Final = 8


class CropFields(QWidget):
    """Four numbers, and the size of the whole picture.

    Signals:
        box_wanted: the part as it was typed.
    """

    box_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box, self._size = Box(0, 0, 1, 1), (1, 1)
        self._ratio: float | None = None
        self.left, self.top = QSpinBox(), QSpinBox()
        self.across, self.down = QSpinBox(), QSpinBox()
        self._fields = (self.left, self.top, self.across, self.down)
        self._labels = tuple(QLabel() for _ in self._fields)
        self._told = QLabel(alignment=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._told.setProperty("role", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for label, field in zip(self._labels, self._fields, strict=True):
            field.setKeyboardTracking(False)
            field.setMinimumWidth(_WIDTH)
            field.lineEdit().setTextMargins(_INDENT, 0, 0, 0)  # Qt keeps a sheet's padding from it
            label.setProperty("role", "muted")
            label.setBuddy(field)
            row.addWidget(label)
            row.addWidget(field)
            row.addSpacing(8)
        row.addStretch()
        row.addWidget(self._told)
        self.left.valueChanged.connect(lambda left: self._move(replace(self._box, left=left)))
        self.top.valueChanged.connect(lambda top: self._move(replace(self._box, top=top)))
        self.across.valueChanged.connect(lambda width: self._stretch(width - self._box.width, 0))
        self.down.valueChanged.connect(lambda height: self._stretch(0, height - self._box.height))
        self._say_words()

    def show_box(self, box: Box, size: tuple[int, int], ratio: float | None) -> None:
        """Show a part of a picture of that size, and in which shape it stays."""
        self._box, self._size, self._ratio = box, size, ratio
        for field, value, least, most in (
            (self.left, box.left, 0, size[0] - box.width),
            (self.top, box.top, 0, size[1] - box.height),
            (self.across, box.width, min(SMALLEST, size[0]), size[0] - box.left),
            (self.down, box.height, min(SMALLEST, size[1]), size[1] - box.top),
        ):
            field.blockSignals(True)
            field.setRange(least, most)
            field.setValue(value)
            field.blockSignals(False)
        self._say_size()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words anew in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _move(self, box: Box) -> None:
        self.box_wanted.emit(keep_inside(box, self._size))

    def _stretch(self, across: int, down: int) -> None:
        """Let the upper left corner stay; in a fixed shape the other side follows."""
        if self._ratio is not None:
            across = across or round(down * self._ratio)
            down = round(across / self._ratio)
        grip = (1, 1)
        self.box_wanted.emit(stretch_box(self._box, grip, across, down, self._size, self._ratio))

    def _say_size(self) -> None:
        width, height = self._size
        self._told.setText(self.tr("of {width} × {height} px").format(width=width, height=height))

    def _say_words(self) -> None:
        words = (self.tr("Left"), self.tr("Top"), self.tr("Width"), self.tr("Height"))
        for label, field, said in zip(self._labels, self._fields, words, strict=True):
            label.setText(said)
            field.setAccessibleName(said)
            field.setSuffix(self.tr(" px"))
        self._say_size()
