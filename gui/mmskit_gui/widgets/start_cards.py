"""Messages to start from, as cards with their first picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QEnterEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QMenu,
    QVBoxLayout,
    QWidget,
)

import mmskit
from mmskit_gui.imagery import Imagery
from mmskit_gui.style.icons import paint_icon
from mmskit_gui.style.look import CARD_CORNER, SMALL, STRONG, make_font, theme_of
from mmskit_gui.tasks import Tasks

Entry = tuple[Path, str, float]
"""A message's path, what it is called, and when it was changed."""

NARROWEST: Final = 164
_WIDEST: Final = 260
_GAP: Final = 12
_INSET: Final = 8
_PICTURE: Final = 112
_HEIGHT: Final = _PICTURE + 58
_LARGEST: Final = 4.0
_SHOWN_CHARACTERS: Final = 60


class StartCard(QAbstractButton):
    """One message: its first picture or text, what it is called, how many frames it has.

    Signals:
        removal_wanted: by its menu or the Delete key, where it can be removed.
    """

    removal_wanted = Signal()

    def __init__(
        self,
        path: Path,
        name: str,
        imagery: Imagery,
        tasks: Tasks,
        *,
        removable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.path = path
        self._name = name
        self._imagery = imagery
        self._removable = removable
        self._message: mmskit.Message | None = None
        self._damaged = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setText(name)
        imagery.ready.connect(self._update_picture)
        self._say_words()
        tasks.run(
            lambda _: mmskit.open_message(path),
            self._take,
            failed=lambda _: self._take(None),
            owner=self,
            quick=True,
        )

    def sizeHint(self) -> QSize:
        """As wide as a picture is well seen."""
        return QSize(NARROWEST + 24, _HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Start with Enter as with Space; remove with Delete."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() == Qt.Key.Key_Delete and self._removable:
            self.removal_wanted.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to remove it."""
        if not self._removable:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        action = QAction(self.tr("Remove from templates"), menu)
        action.triggered.connect(self.removal_wanted)
        menu.addAction(action)
        menu.popup(event.globalPos())

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be clicked."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Show it as before."""
        super().leaveEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        body = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setBrush(QColor(theme.well if self.isDown() else theme.panel))
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 2))
        else:
            painter.setPen(QPen(QColor(theme.muted if self.underMouse() else theme.line), 1))
        painter.drawRoundedRect(body, CARD_CORNER, CARD_CORNER)
        box = QRectF(_INSET, _INSET, self.width() - 2 * _INSET, _PICTURE)
        self._paint_inside(painter, box)
        left, width = box.left() + 4, box.width() - 8
        painter.setPen(QColor(theme.ink))
        name, about = (QRectF(left, box.bottom() + top, width, 20) for top in (6, 26))
        self._write(painter, self._name, make_font(STRONG, bold=True), name)
        painter.setPen(QColor(theme.muted))
        self._write(painter, self._says, make_font(SMALL), about)
        painter.end()

    def _paint_inside(self, painter: QPainter, box: QRectF) -> None:
        theme = theme_of(self)
        path = QPainterPath()
        path.addRoundedRect(box, 8, 8)
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(box, QColor(theme.well))
        frames = self._message.frames if self._message else ()
        picture = next((frame.picture for frame in frames if frame.picture), None)
        said = next((frame.text for frame in frames if frame.text), None)
        if picture is not None:
            self._paint_picture(painter, picture, box)
        elif said:
            painter.setFont(make_font(SMALL))
            painter.setPen(QColor(theme.muted))
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWrapAnywhere)
            painter.drawText(box.adjusted(12, 8, -12, -8), flags, said[:_SHOWN_CHARACTERS])
        else:
            icon = "triangle-alert" if self._damaged else "image"
            side = 24.0
            place = QRectF(0, 0, side, side)
            place.moveCenter(box.center())
            paint_icon(painter, icon, theme.warn if self._damaged else theme.muted, place)
        painter.restore()

    def _paint_picture(self, painter: QPainter, picture: mmskit.Picture, box: QRectF) -> None:
        """Fill the box with the middle of the picture."""
        scale = max(box.width() / picture.width, box.height() / picture.height)
        wide = min(picture.width * scale, box.width() * _LARGEST)
        high = min(picture.height * scale, box.height() * _LARGEST)
        ratio = self.devicePixelRatioF()
        # In steps, so that a window that is being resized does not decode for every pixel.
        step = 64
        asked = (-(-round(side * ratio) // step) * step for side in (wide, high))
        reel = self._imagery.find(picture, *asked, still=True)
        if reel is None:
            return
        image = reel.images[0]
        grown = max(box.width() / image.width(), box.height() / image.height())
        target = QRectF(0, 0, image.width() * grown, image.height() * grown)
        target.moveCenter(box.center())
        painter.drawImage(target, image)

    def _write(self, painter: QPainter, said: str, font: QFont, box: QRectF) -> None:
        painter.setFont(font)
        width = int(box.width())
        shown = QFontMetrics(font).elidedText(said, Qt.TextElideMode.ElideRight, width)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _take(self, message: mmskit.Message | None) -> None:
        self._message = message
        self._damaged = message is None
        self._say_words()
        self.update()

    def _update_picture(self, picture: object) -> None:
        if self._message and any(frame.picture == picture for frame in self._message.frames):
            self.update()

    def _say_words(self) -> None:
        if self._damaged:
            self._says = self.tr("Cannot be opened")
        elif self._message is None:
            self._says = ""
        else:
            self._says = self.tr("%n frame(s)", "", len(self._message.frames))
        named = self.tr("{name}, {about}") if self._says else "{name}"
        self.setAccessibleName(named.format(name=self._name, about=self._says))
        self.setToolTip(self._name)


class CardShelf(QWidget):
    """A heading and as many cards in a row as there is room for.

    Signals:
        chosen: the path of a card.
        removal_wanted: the path of a card.
    """

    chosen = Signal(object)
    removal_wanted = Signal(object)

    def __init__(
        self,
        imagery: Imagery,
        tasks: Tasks,
        *,
        removable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._imagery = imagery
        self._tasks = tasks
        self._removable = removable
        self.heading = QLabel()
        self.heading.setProperty("role", "subheading")
        self.cards: list[StartCard] = []
        self._shown: tuple[Entry, ...] = ()
        self._area = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.heading)
        column.addWidget(self._area)
        self.hide()

    def show_cards(self, entries: Sequence[Entry]) -> None:
        """Show messages; without any, nothing is shown at all. What is the same stays."""
        if tuple(entries) == self._shown:
            return
        self._shown = tuple(entries)
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = [self._make(path, name) for path, name, _ in entries]
        self.setVisible(bool(self.cards))
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many in a row as there is room for."""
        super().resizeEvent(event)
        self._arrange()

    def _make(self, path: Path, name: str) -> StartCard:
        card = StartCard(
            path, name, self._imagery, self._tasks, removable=self._removable, parent=self._area
        )
        card.clicked.connect(lambda: self.chosen.emit(path))
        card.removal_wanted.connect(lambda: self.removal_wanted.emit(path))
        return card

    def _arrange(self) -> None:
        if not self.cards:
            return
        columns = max(1, (self.width() + _GAP) // (NARROWEST + _GAP))
        step = (self.width() + _GAP) / columns
        for index, card in enumerate(self.cards):
            row, column = divmod(index, columns)
            left, right = round(column * step), round((column + 1) * step) - _GAP
            card.setGeometry(left, row * (_HEIGHT + _GAP), min(right - left, _WIDEST), _HEIGHT)
            card.show()
        rows = -(-len(self.cards) // columns)
        self._area.setFixedHeight(rows * (_HEIGHT + _GAP) - _GAP)
