"""Paints a frame's card in the strip: its picture or text, its size and its time."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

import mmskit
from mmskit.theme import Theme
from mmskit_gui.imagery import Imagery
from mmskit_gui.models.frames import Card, Role
from mmskit_gui.sizes import say_seconds, say_size
from mmskit_gui.style.icons import paint_icon
from mmskit_gui.style.look import SMALL, make_font, theme_of

CARD_HEIGHT: Final = 120
GAP: Final = 10
_NUMBER: Final = 22
_INSET: Final = 8
_PICTURE: Final = 82
_TAG: Final = 20


class FrameCards(QStyledItemDelegate):
    """Paints cards; pictures that are not decoded yet come later."""

    def __init__(self, imagery: Imagery, parent: QWidget) -> None:
        super().__init__(parent)
        self._imagery = imagery
        self._small = make_font(SMALL)

    def sizeHint(
        self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Every card is as high as the others."""
        return QSize(option.rect.width(), CARD_HEIGHT + GAP)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one card."""
        card = index.data(Role.CARD)
        widget = self.parent()
        if not isinstance(card, Card) or not isinstance(widget, QWidget):
            return
        theme = theme_of(widget)
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setFont(self._small)
        rect = option.rect.adjusted(0, 0, 0, -GAP)
        painter.setPen(QColor(theme.ink if selected else theme.muted))
        number = QRect(rect.left(), rect.top() + 2, _NUMBER - 6, 20)
        painter.drawText(number, Qt.AlignmentFlag.AlignRight, str(card.number))
        body = QRectF(rect.adjusted(_NUMBER, 0, 0, 0)).adjusted(1, 1, -1, -1)
        painter.setBrush(QColor(theme.soft if selected else theme.well))
        painter.setPen(QPen(QColor(theme.accent), 2) if selected else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(body, 10, 10)
        if getattr(widget, "playing", None) == index.row():
            playing = QRectF(rect.left(), rect.top() + 26, _NUMBER - 8, _NUMBER - 8)
            paint_icon(painter, "play", theme.accent, playing)
        if focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.ink), 1, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(body.adjusted(2.5, 2.5, -2.5, -2.5), 8, 8)
        box = QRectF(body.left() + _INSET, body.top() + _INSET, body.width() - 2 * _INSET, _PICTURE)
        self._paint_inside(painter, card.frame, box, theme)
        self._paint_tags(painter, card.frame, box)
        foot = QRectF(box.left(), box.bottom() + 3, box.width(), body.bottom() - box.bottom() - 6)
        painter.setPen(QColor(theme.muted))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | middle, say_size(card.size.whole))
        seconds = QCoreApplication.translate("FramesModel", "{seconds} s").format(
            seconds=say_seconds(card.seconds)
        )
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight | middle, seconds)
        painter.restore()

    def _paint_inside(
        self, painter: QPainter, frame: mmskit.Frame, box: QRectF, theme: Theme
    ) -> None:
        path = QPainterPath()
        path.addRoundedRect(box, 6, 6)
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(box, QColor(theme.panel))
        if frame.picture is not None:
            self._paint_picture(painter, frame.picture, box, theme)
        elif frame.text:
            painter.setPen(QColor(theme.muted))
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWrapAnywhere)
            painter.drawText(box.adjusted(8, 6, -8, -6), flags, frame.text[:60])
        elif frame.sound is not None:
            side = 28.0
            place = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
            paint_icon(painter, "music", theme.accent, place)
        else:
            painter.setPen(QColor(theme.muted))
            said = QCoreApplication.translate("FrameCards", "Empty")
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, said)
        painter.restore()

    def _paint_picture(
        self, painter: QPainter, picture: mmskit.Picture, box: QRectF, theme: Theme
    ) -> None:
        """The middle of the picture, as large as the box."""
        ratio = painter.device().devicePixelRatio()
        factor = max(box.width() / picture.width, box.height() / picture.height)
        size = (
            max(1, round(picture.width * factor * ratio)),
            max(1, round(picture.height * factor * ratio)),
        )
        reel = self._imagery.find(picture, *size, still=True)
        if reel is None:
            damaged = self._imagery.find_damage(picture) is not None
            name, colour = ("triangle-alert", theme.bad) if damaged else ("image", theme.line)
            place = QRectF(box.center().x() - 12, box.center().y() - 12, 24, 24)
            paint_icon(painter, name, colour, place)
            return
        image = reel.images[0]
        wide = min(image.width(), image.height() * box.width() / box.height())
        high = wide * box.height() / box.width()
        part = QRectF((image.width() - wide) / 2, (image.height() - high) / 2, wide, high)
        painter.drawImage(box, image, part)

    def _paint_tags(self, painter: QPainter, frame: mmskit.Frame, box: QRectF) -> None:
        right = box.right() - 5
        top = box.bottom() - _TAG - 4
        plan = frame.picture_source.plan if frame.picture_source else None
        tags: list[tuple[str, str]] = []
        if frame.sound is not None and (frame.picture is not None or frame.text):
            tags.append(("icon", "music"))
        if frame.picture is not None and frame.picture.animated:
            tags.append(
                ("text", "GIF" if frame.picture.kind == "gif" else frame.picture.kind.upper())
            )
        if plan is not None and plan.locked:
            tags.append(("icon", "lock"))
        for kind, said in tags:
            wide = 24 if kind == "icon" else painter.fontMetrics().horizontalAdvance(said) + 14
            pill = QRectF(right - wide, top, wide, _TAG)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(0, 0, 0, 165))
            painter.drawRoundedRect(pill, _TAG / 2, _TAG / 2)
            if kind == "icon":
                inner = QRectF(pill.center().x() - 6.5, pill.center().y() - 6.5, 13, 13)
                paint_icon(painter, said, "#ffffff", inner)
            else:
                painter.setPen(QColor("#ffffff"))
                painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, said)
            right -= wide + 4
