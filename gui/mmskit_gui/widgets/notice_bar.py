"""One quiet line at the top of a window, for what is worth a word but no dialog."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QEasingCurve, QEvent, QPropertyAnimation, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QWidget,
)

from mmskit_gui.style.icons import IconButton, paint_icon
from mmskit_gui.style.look import CORNER, theme_of
from mmskit_gui.style.wrapping import let_wrap

Kind = Literal["info", "warn", "bad"]
Action = tuple[str, Callable[[], object]]

_MOST: Final = 3
_MILLISECONDS: Final = 150
_NO_LIMIT: Final = 16_777_215  # Qt's QWIDGETSIZE_MAX
_ORDER: Final[dict[Kind, int]] = {"bad": 0, "warn": 1, "info": 2}
_ICONS: Final[dict[Kind, str]] = {
    "info": "info",
    "warn": "triangle-alert",
    "bad": "circle-alert",
}
_ICON: Final = 18


@dataclass(frozen=True)
class _Notice:
    said: str
    kind: Kind
    action: Action | None
    seconds: float | None


class NoticeBar(QFrame):
    """Shows the gravest notice, the newest of them first; a few more wait behind it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[_Notice] = []
        self._label = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._button = QPushButton()
        self._button.setProperty("role", "link")
        self._button.clicked.connect(self._act)
        self._close = IconButton("x")
        self._close.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(12 + _ICON + 8, 4, 4, 4)
        row.setSpacing(8)
        for part in (self._label, self._button, self._close):
            row.addWidget(part)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        self._motion = QPropertyAnimation(self, b"maximumHeight", self)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.finished.connect(self._end_motion)
        self._say_words()
        self.hide()

    @property
    def said(self) -> str:
        """What is shown now; empty when nothing is."""
        return self._waiting[0].said if self._waiting else ""

    def show_notice(
        self,
        said: str,
        kind: Kind = "info",
        action: Action | None = None,
        seconds: float | None = None,
    ) -> None:
        """Show a sentence.

        Args:
            said: the sentence, in the person's language.
            kind: how grave it is. What is bad is shown before a warning, that before the rest.
            action: what a button says and does; doing it takes the notice away.
            seconds: after which it goes by itself, unless the person is about to use it.
        """
        kept = [each for each in self._waiting if (each.said, each.kind) != (said, kind)]
        listed = sorted([_Notice(said, kind, action, seconds), *kept], key=_find_rank)
        self._waiting = listed[:_MOST]
        self._show_first()

    def clear(self) -> None:
        """Take all notices away."""
        self._waiting = []
        self._show_first()

    def dismiss(self) -> None:
        """Take away what is shown; the next one comes."""
        if self._timer_wanted and self._in_use:
            self._timer.start(1000)
            return
        self._waiting = self._waiting[1:]
        self._show_first()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self._close.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the tinted card and the icon."""
        if not self._waiting:
            return
        theme = theme_of(self)
        kind = self._waiting[0].kind
        tints = {"info": theme.soft, "warn": theme.soft_warn, "bad": theme.soft_bad}
        colours = {"info": theme.accent, "warn": theme.warn, "bad": theme.bad}
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tints[kind]))
        painter.drawRoundedRect(QRectF(self.rect()), CORNER, CORNER)
        top = (self.height() - _ICON) / 2
        paint_icon(painter, _ICONS[kind], colours[kind], QRectF(12, top, _ICON, _ICON))
        painter.end()

    def sizeHint(self) -> QSize:
        """As high as the sentence needs at the width it has."""
        hint = super().sizeHint()
        return QSize(hint.width(), max(40, self.heightForWidth(self.width() or hint.width())))

    @property
    def _timer_wanted(self) -> bool:
        return self.sender() is self._timer

    @property
    def _in_use(self) -> bool:
        return self.underMouse() or self._button.hasFocus() or self._close.hasFocus()

    def _show_first(self) -> None:
        self._timer.stop()
        if not self._waiting:
            self._slide(show=False)
            return
        notice = self._waiting[0]
        self._label.setText(let_wrap(notice.said))
        self.setAccessibleName(notice.said)
        self._button.setVisible(notice.action is not None)
        if notice.action is not None:
            self._button.setText(notice.action[0])
        if notice.seconds is not None:
            self._timer.start(round(notice.seconds * 1000))
        self._slide(show=True)
        self.update()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _act(self) -> None:
        if not self._waiting:
            return
        action = self._waiting[0].action
        self._waiting = self._waiting[1:]
        self._show_first()
        if action is not None:
            action[1]()

    def _slide(self, *, show: bool) -> None:
        moving = self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self)
        parent = self.parentWidget()
        seen = parent is not None and parent.isVisible()
        if show != self.isHidden() and self._motion.state() == self._motion.State.Stopped:
            return
        self._motion.stop()
        if not moving or not seen:
            self.setMaximumHeight(_NO_LIMIT)
            self.setVisible(show)
            return
        begin = self.height() if self.isVisible() else 0
        self._motion.setDuration(_MILLISECONDS)
        self._motion.setStartValue(begin)
        self._motion.setEndValue(self.sizeHint().height() if show else 0)
        self.setMaximumHeight(begin)
        self.setVisible(True)
        self._motion.start()

    def _end_motion(self) -> None:
        self.setVisible(bool(self._waiting))
        self.setMaximumHeight(_NO_LIMIT)

    def _say_words(self) -> None:
        self._close.name_it(self.tr("Close"))


def _find_rank(notice: _Notice) -> int:
    return _ORDER[notice.kind]
