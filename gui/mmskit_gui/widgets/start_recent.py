"""The documents that were open last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDateTime, QEvent, QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mmskit_gui.style.icons import IconButton, make_icon, paint_icon
from mmskit_gui.style.look import CORNER, SMALL, STRONG, make_font, theme_of

_HEIGHT: Final = 52
_TIME: Final = 132


@dataclass(frozen=True)
class Recent:
    """A document that was open.

    Attributes:
        path: where it is, or was.
        changed: when its file was changed last; None where it is no longer there.
    """

    path: Path
    changed: datetime | None


def look_up(paths: Sequence[Path]) -> list[Recent]:
    """Look which documents are still there. Reads the disk, maybe a slow one."""
    found = []
    for path in paths:
        try:
            seconds = path.stat().st_mtime
        except (OSError, ValueError):
            found.append(Recent(path, None))
        else:
            found.append(Recent(path, datetime.fromtimestamp(seconds).astimezone()))
    return found


def say_time(time: datetime, now: datetime | None = None) -> str:
    """A moment for a person: today's by the clock, others with their day."""
    local = time.astimezone()
    today = (now or datetime.now().astimezone()).date()
    locale = QLocale()
    moment = QDateTime.fromSecsSinceEpoch(round(local.timestamp()))
    short = QLocale.FormatType.ShortFormat
    if local.date() == today:
        return locale.toString(moment.time(), short)
    return locale.toString(moment, short)


def say_folder(path: Path) -> str:
    """A document's folder as people know it, with ``~`` for their own."""
    try:
        return str(Path("~") / path.parent.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(path.parent)


class RecentButton(QAbstractButton):
    """One document: its name, its folder, when it was changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recent = Recent(Path(), None)
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_recent(self, recent: Recent) -> None:
        """Show a document."""
        self._recent = recent
        self.setText(recent.path.stem)
        self.setToolTip(str(recent.path))
        self._say_words()
        self.update()

    def sizeHint(self) -> QSize:
        """As much as there is."""
        return QSize(320, _HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter as with Space."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the row."""
        theme = theme_of(self)
        gone = self._recent.changed is None
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setBrush(QColor(theme.well))
            accent = QPen(QColor(theme.accent), 1)
            painter.setPen(accent if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), CORNER, CORNER
            )
        icon = QRectF(12, (self.height() - 20) / 2, 20, 20)
        paint_icon(painter, "circle-help" if gone else "film", theme.muted, icon)
        strong, small = make_font(STRONG, bold=not gone), make_font(SMALL)
        left = 44
        width = self.width() - left - 12 - _TIME
        middle = Qt.AlignmentFlag.AlignVCenter
        elide = Qt.TextElideMode.ElideMiddle
        painter.setFont(strong)
        painter.setPen(QColor(theme.muted if gone else theme.ink))
        name = QFontMetrics(strong).elidedText(self._recent.path.stem, elide, width)
        painter.drawText(QRectF(left, 7, width, 20), Qt.AlignmentFlag.AlignLeft | middle, name)
        painter.setFont(small)
        painter.setPen(QColor(theme.muted))
        folder = QFontMetrics(small).elidedText(say_folder(self._recent.path), elide, width)
        painter.drawText(QRectF(left, 26, width, 18), Qt.AlignmentFlag.AlignLeft | middle, folder)
        painter.drawText(
            QRectF(self.width() - 12 - _TIME, 0, _TIME, self.height()),
            Qt.AlignmentFlag.AlignRight | middle,
            self._says,
        )
        painter.end()

    def _say_words(self) -> None:
        changed = self._recent.changed
        self._says = self.tr("no longer there") if changed is None else say_time(changed)
        self.setAccessibleName(
            self.tr("{name}, in {folder}, {time}").format(
                name=self._recent.path.stem, folder=say_folder(self._recent.path), time=self._says
            )
        )


class QuietButton(IconButton):
    """An icon that does not call for attention: there is one in every row."""

    def _colour(self) -> None:
        self.setIcon(make_icon(self._icon, self.palette(), QPalette.ColorRole.PlaceholderText))


class RecentRow(QWidget):
    """A document with the button that takes it off the list.

    Signals:
        opened: the person wants to open it.
        removed: the person wants it off the list.
    """

    opened = Signal(object)
    removed = Signal(object)

    def __init__(self, recent: Recent, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = recent.path
        self.button = RecentButton(self)
        self.remover = QuietButton("x", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.button)
        row.addWidget(self.remover)
        self.button.clicked.connect(lambda: self.opened.emit(self.path))
        self.remover.clicked.connect(lambda: self.removed.emit(self.path))
        self.button.show_recent(recent)
        self._say_words()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _say_words(self) -> None:
        said = self.tr("Remove {name} from this list").format(name=self.path.stem)
        self.remover.name_it(said, tip=self.tr("Remove from this list"))


class RecentList(QFrame):
    """The documents that were open last, the newest first.

    Signals:
        opened: the path of a document.
        removed: the path of a document.
    """

    opened = Signal(object)
    removed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.rows: list[RecentRow] = []
        self._empty = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._empty.setProperty("role", "muted")
        self._empty.setMinimumHeight(64)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(6, 6, 6, 6)
        self._column.setSpacing(0)
        self._column.addWidget(self._empty)
        self._say_words()

    def show_recent(self, recents: Sequence[Recent]) -> None:
        """Show documents; the keyboard stays where it was as far as it can."""
        focused = next((i for i, row in enumerate(self.rows) if _has_focus(row)), None)
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [RecentRow(recent, self) for recent in recents]
        for row in self.rows:
            row.opened.connect(self.opened)
            row.removed.connect(self.removed)
            self._column.addWidget(row)
        self._empty.setVisible(not self.rows)
        if focused is not None and self.rows:
            self.rows[min(focused, len(self.rows) - 1)].button.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _say_words(self) -> None:
        self._empty.setText(self.tr("What you open or save is listed here."))


def _has_focus(row: RecentRow) -> bool:
    return row.button.hasFocus() or row.remover.hasFocus()
