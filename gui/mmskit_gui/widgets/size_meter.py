"""The foot of the window: what the message takes, and how it could take less."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

import mmskit
from mmskit_gui.languages import Languages
from mmskit_gui.sizes import LIMIT, FrameSize, find_whole, say_number, say_size
from mmskit_gui.style.look import SMALL, make_font, theme_of
from mmskit_gui.widgets.size_bar import SizeBar

_NAMED: Final = 6
_SQUARE: Final = 8
_OFFERED: Final = 2


class _Legend(QWidget):
    """Which colour is which frame; frames that have no room are counted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sizes: tuple[FrameSize, ...] = ()
        self.setFont(make_font(SMALL))
        self.setMinimumWidth(40)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(240, 18)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint squares and names until there is no room."""
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setFont(self.font())
        metrics = painter.fontMetrics()
        x, middle = 0.0, self.height() / 2
        for position, size in enumerate(self.sizes[:_NAMED]):
            said = self.tr("Frame {number} {size}").format(
                number=position + 1, size=say_number(size.whole)
            )
            wide = _SQUARE + 5 + metrics.horizontalAdvance(said)
            if x + wide > self.width():
                break
            colour = QColor(theme.series[position % len(theme.series)])
            painter.fillRect(round(x), round(middle - _SQUARE / 2), _SQUARE, _SQUARE, colour)
            painter.setPen(QColor(theme.muted))
            baseline = round(middle + (metrics.ascent() - metrics.descent()) / 2)
            painter.drawText(round(x + _SQUARE + 5), baseline, said)
            x += wide + 16
        painter.end()


class SizeMeter(QWidget):
    """Says how much of the 50 KB is used; over it, offers the cheapest cuts.

    Signals:
        frame_wanted: the position of a frame to go to.
        cut_wanted: a :class:`mmskit.Cut` to carry out.
    """

    frame_wanted = Signal(int)
    cut_wanted = Signal(object)

    def __init__(self, languages: Languages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._languages = languages
        self._sizes: tuple[FrameSize, ...] = ()
        self._cuts: tuple[mmskit.Cut, ...] = ()
        self._cutting = False
        self.bar = SizeBar()
        self.bar.frame_wanted.connect(self.frame_wanted)
        self._figure = QLabel()
        self._figure.setProperty("role", "strong")
        self._left = QLabel()
        self._left.setProperty("role", "muted")
        self._legend = _Legend()
        self._row = QHBoxLayout()
        self._row.setSpacing(12)
        self._row.addWidget(self._figure)
        self._row.addWidget(self._left)
        self._row.addWidget(self._legend, 1)
        self._row.addStretch(0)
        self._offers: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.bar)
        column.addLayout(self._row)
        self._say_words()

    def show_sizes(self, sizes: Sequence[FrameSize]) -> None:
        """Show what each frame takes."""
        self._sizes = tuple(sizes)
        self.bar.show_sizes(sizes)
        if find_whole(self._sizes) <= LIMIT:
            self._cuts, self._cutting = (), False
        self._say_words()

    def show_cuts(self, cuts: Sequence[mmskit.Cut]) -> None:
        """Offer cuts, each carried out by a click."""
        self._cuts, self._cutting = tuple(cuts), False
        self._say_words()

    def set_cutting(self) -> None:
        """A cut is being carried out; until it is, nothing is offered."""
        self._cutting = True
        self._say_words()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _say_words(self) -> None:
        whole = find_whole(self._sizes)
        over = whole > LIMIT
        self._figure.setText(
            self.tr("{size} / {limit} KB").format(size=say_number(whole), limit=say_number(LIMIT))
        )
        if over:
            said = self.tr("{size} too much").format(size=say_size(whole - LIMIT))
        else:
            said = self.tr("{size} left").format(size=say_size(LIMIT - whole))
        self._left.setText(said)
        name = self.tr("Size of the message: {size} of {limit}, {left}").format(
            size=say_size(whole), limit=say_size(LIMIT), left=said
        )
        self.bar.setAccessibleName(name)
        self._figure.setAccessibleName(name)
        role = "bad" if over else "muted"
        if self._left.property("role") != role:
            self._left.setProperty("role", role)
            self._left.style().unpolish(self._left)
            self._left.style().polish(self._left)
        self._legend.sizes = self._sizes
        self._legend.setVisible(not over)
        self._legend.update()
        self._offer()

    def _name_cut(self, cut: mmskit.Cut) -> str:
        """A cut in few words; its tip says all."""
        names = {
            ("picture", "quality"): self.tr("Picture {number} smaller: −{size}"),
            ("picture", "convert"): self.tr("Convert picture {number}: −{size}"),
            ("picture", "still"): self.tr("Picture {number} without motion: −{size}"),
            ("sound", "bit_rate"): self.tr("Sound {number} plainer: −{size}"),
            ("sound", "convert"): self.tr("Convert sound {number}: −{size}"),
        }
        said = names.get((cut.slot, cut.kind), self.tr("Frame {number} smaller: −{size}"))
        return said.format(number=cut.frame, size=say_size(cut.saves))

    def _offer(self) -> None:
        for button in self._offers:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._offers = []
        for cut in self._cuts[:_OFFERED]:
            said = cut.sentence.render(self._languages.current)
            button = QPushButton(self._name_cut(cut))
            button.setProperty("role", "chip")
            button.setEnabled(not self._cutting)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.setToolTip(said)
            button.setAccessibleName(said)
            button.clicked.connect(lambda _=False, chosen=cut: self.cut_wanted.emit(chosen))
            self._row.addWidget(button)
            self._offers.append(button)
