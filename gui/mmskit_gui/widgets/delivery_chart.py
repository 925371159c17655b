"""Delivery over time, drawn: how many phones had it, and how many messages had failed, when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from mmskit.theme import Theme
from mmskit.wire.reports import CHINA
from mmskit_gui.history_details import DeliveryPoint
from mmskit_gui.style.look import CORNER, SMALL, make_font, theme_of
from mmskit_gui.widgets.chart_scale import ChartScale, say_clock

_HEIGHT: Final = 190
_LOW: Final = 48
_TOP, _FOOT, _RIGHT = 30, 26, 16
_MARK: Final = 3.5


class DeliveryChart(QWidget):
    """Two lines over time: delivered, filled and whole; failed, dashed. The arrow keys read values."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: Sequence[DeliveryPoint] = ()
        self._everyone = 0
        self._at: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._say_words()

    def show_points(self, points: Sequence[DeliveryPoint], everyone: int) -> None:
        """Show a curve.

        Args:
            points: in the order of time.
            everyone: how many people the mailing is for.
        """
        if (points, everyone) == (self._points, self._everyone):
            return
        self._points, self._everyone, self._at = points, everyone, None
        self._say_words()
        self.updateGeometry()

    @property
    def summary(self) -> str:
        """The curve in a sentence."""
        if not self._points:
            return self.tr("No report has come yet.")
        last = self._points[-1]
        said = self.tr("From {first} to {last}: {delivered} delivered, {failed} failed.")
        return said.format(
            first=self._say_time(0),
            last=self._say_time(len(self._points) - 1),
            delivered=_say(last.delivered),
            failed=_say(last.failed),
        )

    def sizeHint(self) -> QSize:
        """As wide as there is room; a line of text needs little of it."""
        return QSize(420, _HEIGHT if self._points else _LOW)

    def minimumSizeHint(self) -> QSize:
        """Wide enough for its figures."""
        return QSize(260, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Read the values under the mouse."""
        if self._points:
            self._read(self._find_scale().find_nearest(event.position().x()))

    def leaveEvent(self, event: QEvent) -> None:
        """Read nothing."""
        super().leaveEvent(event)
        self._read(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from point to point with the arrow keys."""
        steps: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        ends: dict[int, int] = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self._points) - 1}
        if self._points and event.key() in steps:
            here = ends[Qt.Key.Key_End] if self._at is None else self._at + steps[event.key()]
            self._read(min(max(here, 0), len(self._points) - 1))
        elif self._points and event.key() in ends:
            self._read(ends[event.key()])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the grid, the lines, and the values that are read."""
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(make_font(SMALL))
        if self._points:
            scale = self._find_scale()
            self._paint_grid(painter, theme, scale)
            self._paint_lines(painter, theme, scale)
            self._paint_legend(painter, theme, scale)
            if self._at is not None:
                self._paint_values(painter, theme, scale, self._at)
        else:
            painter.setPen(QColor(theme.muted))
            painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self.summary)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(edge, CORNER, CORNER)
        painter.end()

    # --- parts

    def _find_scale(self) -> ChartScale:
        top = max(max(point.delivered, point.failed) for point in self._points)
        widest = QFontMetrics(make_font(SMALL)).horizontalAdvance(_say(max(top, self._everyone)))
        box = QRectF(self.rect()).adjusted(widest + 16, _TOP, -_RIGHT, -_FOOT)
        return ChartScale(box, [point.time.timestamp() for point in self._points], top)

    def _paint_grid(self, painter: QPainter, theme: Theme, scale: ChartScale) -> None:
        box = scale.box
        for value in scale.values:
            height = round(scale.find_y(value)) + 0.5
            painter.setPen(QPen(QColor(theme.line), 1))
            painter.drawLine(QPointF(box.left(), height), QPointF(box.right(), height))
            painter.setPen(QColor(theme.muted))
            where = QRectF(0, height - 10, box.left() - 8, 20)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(where, right, _say(value))
        for left, at, side in (
            (box.left(), 0, Qt.AlignmentFlag.AlignLeft),
            (box.right() - 160, len(self._points) - 1, Qt.AlignmentFlag.AlignRight),
        ):
            where = QRectF(left, box.bottom() + 6, 160, 18)
            painter.drawText(where, side | Qt.AlignmentFlag.AlignTop, self._say_time(at))

    def _paint_lines(self, painter: QPainter, theme: Theme, scale: ChartScale) -> None:
        delivered = scale.find_line([point.delivered for point in self._points])
        failed = scale.find_line([point.failed for point in self._points])
        ground = QColor(theme.ok)
        ground.setAlphaF(0.14)
        below = QPolygonF(delivered)
        below.append(QPointF(delivered[-1].x(), scale.box.bottom()))
        below.append(QPointF(delivered[0].x(), scale.box.bottom()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawPolygon(below)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_find_pen(theme.ok, dashed=False))
        painter.drawPolyline(delivered)
        if self._points[-1].failed:
            painter.setPen(_find_pen(theme.bad, dashed=True))
            painter.drawPolyline(failed)

    def _paint_legend(self, painter: QPainter, theme: Theme, scale: ChartScale) -> None:
        point = self._points[-1 if self._at is None else self._at]
        left = scale.box.left()
        rows = (
            (self._delivered, point.delivered, theme.ok),
            (self._failed, point.failed, theme.bad),
        )
        for name, count, colour in rows:
            painter.setPen(_find_pen(colour, dashed=colour == theme.bad))
            painter.drawLine(QPointF(left, 14.5), QPointF(left + 18, 14.5))
            said = f"{name} {_say(count)}"
            painter.setPen(QColor(theme.ink))
            width = QFontMetrics(make_font(SMALL)).horizontalAdvance(said)
            painter.drawText(
                QRectF(left + 24, 4, width + 4, 20), Qt.AlignmentFlag.AlignVCenter, said
            )
            left += width + 48
        if self._at is not None:
            painter.setPen(QColor(theme.muted))
            where = QRectF(left, 4, scale.box.right() - left, 20)
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(where, side, self._say_time(self._at))

    def _paint_values(self, painter: QPainter, theme: Theme, scale: ChartScale, at: int) -> None:
        point = self._points[at]
        across = round(scale.find_x(point.time.timestamp())) + 0.5
        painter.setPen(QPen(QColor(theme.muted), 1))
        painter.drawLine(QPointF(across, scale.box.top()), QPointF(across, scale.box.bottom()))
        for count, colour in ((point.delivered, theme.ok), (point.failed, theme.bad)):
            painter.setPen(QPen(QColor(theme.panel), 2))
            painter.setBrush(QColor(colour))
            painter.drawEllipse(QPointF(across, scale.find_y(count)), _MARK + 1, _MARK + 1)

    def _read(self, at: int | None) -> None:
        if at == self._at:
            return
        self._at = at
        self.update()
        if at is not None and self.hasFocus():
            point = self._points[at]
            said = self.tr("{time}: {delivered} delivered, {failed} failed").format(
                time=self._say_time(at), delivered=_say(point.delivered), failed=_say(point.failed)
            )
            self.setAccessibleDescription(said)
            event = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
            QAccessible.updateAccessibility(event)

    def _say_time(self, at: int) -> str:
        first, last = (self._points[end].time.astimezone(CHINA) for end in (0, -1))
        return say_clock(self._points[at].time.astimezone(CHINA), last - first)

    def _say_words(self) -> None:
        self._delivered, self._failed = self.tr("Delivered"), self.tr("Failed")
        self.setAccessibleName(self.tr("Delivery over time"))
        self.setAccessibleDescription(self.summary)
        self.update()


def _find_pen(colour: str, *, dashed: bool) -> QPen:
    pen = QPen(QColor(colour), 2)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    if dashed:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([3, 2])
    return pen


def _say(count: int) -> str:
    return QLocale().toString(count)
