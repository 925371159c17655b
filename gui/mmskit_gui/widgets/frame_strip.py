"""The strip of frames at the left: select, drag, drop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QPoint,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

import mmskit
from mmskit_gui.clipboard import can_take, copy_mime
from mmskit_gui.imagery import Imagery
from mmskit_gui.models.frames import FramesModel
from mmskit_gui.style.look import theme_of
from mmskit_gui.widgets.frame_card import CARD_HEIGHT, GAP, FrameCards

_LEFT: Final = 22
_DRAG_WIDTH: Final = 150


class FrameStrip(QListView):
    """Shows the frames of a document and says what the person wants of them.

    Signals:
        selection_wanted: the positions to be selected, the last is current.
        move_wanted: positions, and the gap to move them into.
        mime_dropped: what was dropped, and the gap before which it belongs.
        delete_wanted: Delete or Backspace was pressed.
        edit_wanted: Enter was pressed, or a frame was clicked twice.
    """

    selection_wanted = Signal(object)
    move_wanted = Signal(object, int)
    mime_dropped = Signal(object, int)
    delete_wanted = Signal()
    edit_wanted = Signal()

    def __init__(
        self,
        model: FramesModel,
        imagery: Imagery,
        make_mime: Callable[[Sequence[int]], QMimeData],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._make_mime = make_mime
        self._gap: int | None = None
        self._showing = False
        self.playing: int | None = None
        self.setObjectName("frames")
        self.setProperty("role", "strip")
        self.setModel(model)
        self.setItemDelegate(FrameCards(imagery, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(False)
        self.setUniformItemSizes(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        imagery.ready.connect(self._repaint)
        self.doubleClicked.connect(lambda _: self.edit_wanted.emit())
        self.selectionModel().selectionChanged.connect(self._tell_selection)
        self.selectionModel().currentChanged.connect(self._tell_selection)

    def show_selection(self, positions: Sequence[int]) -> None:
        """Select frames, and bring the last of them into sight."""
        if not positions:
            return
        selection = QItemSelection()
        model = self.model()
        for position in positions:
            index = model.index(position, 0)
            selection.select(index, index)
        self._showing = True
        chosen = self.selectionModel()
        chosen.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        current = model.index(positions[-1], 0)
        chosen.setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._showing = False
        self.scrollTo(current)

    def show_playing(self, position: int | None) -> None:
        """Mark the frame that the preview is playing; None for none."""
        if position != self.playing:
            self.playing = position
            self.viewport().update()
            if position is not None:
                self.scrollTo(self.model().index(position, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete frames, and go on to their text."""
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.delete_wanted.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.edit_wanted.emit()
        else:
            super().keyPressEvent(event)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Drag the selected frames, here, to another window or out of the app."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        if not rows:
            return
        drag = QDrag(self)
        drag.setMimeData(self._make_mime(rows))
        drag.setPixmap(self._draw_dragged(rows))
        drag.setHotSpot(QPoint(20, 20))
        drag.exec(Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, Qt.DropAction.MoveAction)
        self._show_gap(None)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take frames, files, pictures and text."""
        if can_take(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where it would go."""
        if not can_take(event.mimeData()):
            event.ignore()
            return
        self._show_gap(self.find_gap(event.position().toPoint()))
        if event.source() is self and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.setDropAction(Qt.DropAction.MoveAction)
        else:
            event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self._scroll_near_edge(event.position().toPoint())

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show nothing any more."""
        self._show_gap(None)
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Say what was dropped where."""
        gap = self.find_gap(event.position().toPoint())
        self._show_gap(None)
        copied = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.source() is self and not copied:
            rows = sorted(index.row() for index in self.selectedIndexes())
            event.setDropAction(Qt.DropAction.CopyAction)  # Qt would remove the rows itself
            event.accept()
            self.move_wanted.emit(tuple(rows), gap)
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.mime_dropped.emit(copy_mime(event.mimeData()), gap)

    def find_gap(self, point: QPoint) -> int:
        """Before which frame a point lies; the number of frames for the end."""
        index = self.indexAt(point)
        if not index.isValid():
            return self.model().rowCount() if point.y() > 0 else 0
        rect = self.visualRect(index)
        return index.row() + (1 if point.y() > rect.top() + CARD_HEIGHT / 2 else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cards, and the line where something would be inserted."""
        super().paintEvent(event)
        if self._gap is None:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme_of(self).accent))
        y = self._find_line()
        painter.drawRoundedRect(QRectF(_LEFT, y - 1, self.viewport().width() - _LEFT, 3), 1.5, 1.5)
        painter.drawEllipse(QRectF(_LEFT - 4, y - 3.5, 8, 8))
        painter.end()

    def _find_line(self) -> float:
        count = self.model().rowCount()
        gap = min(self._gap or 0, count)
        if not count:
            return 4
        if gap < count:
            return self.visualRect(self.model().index(gap, 0)).top() - GAP / 2
        return self.visualRect(self.model().index(count - 1, 0)).bottom() - GAP / 2 + 1

    def _show_gap(self, gap: int | None) -> None:
        if gap != self._gap:
            self._gap = gap
            self.viewport().update()

    def _scroll_near_edge(self, point: QPoint) -> None:
        bar, high = self.verticalScrollBar(), self.viewport().height()
        if point.y() < GAP * 2:
            bar.setValue(bar.value() - GAP)
        elif point.y() > high - GAP * 2:
            bar.setValue(bar.value() + GAP)

    def _draw_dragged(self, rows: Sequence[int]) -> QPixmap:
        shot = self.viewport().grab(self.visualRect(self.model().index(rows[0], 0)))
        return shot.scaledToWidth(
            round(_DRAG_WIDTH * shot.devicePixelRatio()), Qt.TransformationMode.SmoothTransformation
        )

    def _repaint(self, _picture: mmskit.Picture) -> None:
        self.viewport().update()

    def _tell_selection(self, *_: object) -> None:
        if self._showing:
            return
        rows = sorted({index.row() for index in self.selectedIndexes()})
        current = self.currentIndex().row()
        if current in rows:
            rows.remove(current)
            rows.append(current)
        if rows:
            self.selection_wanted.emit(tuple(rows))
