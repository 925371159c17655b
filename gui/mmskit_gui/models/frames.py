"""The frames of a document as a list. It only tells Qt what has changed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

import mmskit
from mmskit.timeline import Span, find_timeline
from mmskit_gui.document import Document
from mmskit_gui.sizes import FrameSize, find_frame_sizes, say_seconds, say_size

Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """What the strip asks for beside the usual."""

    CARD = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class Card:
    """Everything that a frame's card shows.

    Attributes:
        number: from 1.
        frame: the frame.
        size: what it takes.
        seconds: how long the preview shows it.
    """

    number: int
    frame: mmskit.Frame
    size: FrameSize
    seconds: float


class FramesModel(QAbstractListModel):
    """Follows a document."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._cards: list[Card] = _make_cards(document.message)
        document.changed.connect(self._follow)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Count the frames."""
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Tell what a frame shows, and how a screen reader calls it."""
        if not 0 <= index.row() < len(self._cards):
            return None
        card = self._cards[index.row()]
        if role == Role.CARD:
            return card
        if role == Qt.ItemDataRole.DisplayRole:
            return str(card.number)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return describe(card, len(self._cards))
        if role == Qt.ItemDataRole.ToolTipRole:
            return (card.frame.text or "")[:200] or None
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Frames can be selected and dragged."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return (
            Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsDragEnabled
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    def supportedDropActions(self) -> Qt.DropAction:
        """Frames can be moved and copied."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def _follow(self, _before: mmskit.Message, after: mmskit.Message) -> None:
        old, new = self._cards, _make_cards(after)
        first = _count_same(old, new)
        most = min(len(old), len(new)) - first
        last = min(_count_same(old[::-1], new[::-1]), most)
        gone, come = len(old) - first - last, len(new) - first - last
        if gone > come:
            self.beginRemoveRows(QModelIndex(), first + come, first + gone - 1)
            del self._cards[first + come : first + gone]
            self.endRemoveRows()
        elif come > gone:
            self.beginInsertRows(QModelIndex(), first + gone, first + come - 1)
            self._cards[first + gone : first + gone] = new[first + gone : first + come]
            self.endInsertRows()
        self._cards = new
        if self._cards:
            # A frame's number and what stands between frames may change for all that follow.
            start = min(first, len(new) - 1)
            self.dataChanged.emit(self.index(start), self.index(len(new) - 1), [])


def describe(card: Card, count: int) -> str:
    """A frame in words: ``Frame 2 of 5, picture, sound, 14.2 KB, 5 seconds``."""
    parts = [
        QCoreApplication.translate("FramesModel", "Frame {number} of {count}").format(
            number=card.number, count=count
        )
    ]
    if card.frame.picture is not None:
        moving = card.frame.picture.animated
        parts.append(
            QCoreApplication.translate("FramesModel", "animation")
            if moving
            else QCoreApplication.translate("FramesModel", "picture")
        )
    if card.frame.sound is not None:
        parts.append(QCoreApplication.translate("FramesModel", "sound"))
    if card.frame.text:
        parts.append(card.frame.text[:40])
    if card.frame.empty:
        parts.append(QCoreApplication.translate("FramesModel", "empty"))
    parts.append(say_size(card.size.whole))
    parts.append(
        QCoreApplication.translate("FramesModel", "{seconds} s").format(
            seconds=say_seconds(card.seconds)
        )
    )
    return ", ".join(parts)


def _make_cards(message: mmskit.Message) -> list[Card]:
    sizes = find_frame_sizes(message)
    spans: tuple[Span, ...] = find_timeline(message)
    return [
        Card(number, frame, size, span.seconds)
        for number, (frame, size, span) in enumerate(
            zip(message.frames, sizes, spans, strict=True), 1
        )
    ]


def _count_same(old: list[Card], new: list[Card]) -> int:
    """How many cards at the beginning show the very same frame."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one.frame is not other.frame:
            break
        count += 1
    return count
