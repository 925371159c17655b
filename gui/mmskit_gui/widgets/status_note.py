"""A sentence with a mark in front of it: how something stands."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from mmskit.theme import Theme
from mmskit_gui.style.icons import paint_icon
from mmskit_gui.style.look import CORNER, theme_of

NoteKind = Literal["info", "busy", "ok", "warn", "bad"]

_ICON: Final = 18
_ICONS: Final[dict[NoteKind, str]] = {
    "info": "info",
    "busy": "clock",
    "ok": "circle-check",
    "warn": "triangle-alert",
    "bad": "circle-alert",
}


class StatusNote(QWidget):
    """Shows one sentence, tinted by how grave it is, with at most one thing to do about it.

    Args:
        tinted: whether it stands on a card of its own; otherwise it is a plain line.

    Signals:
        acted: the button was used.
    """

    acted = Signal()

    def __init__(self, parent: QWidget | None = None, *, tinted: bool = True) -> None:
        super().__init__(parent)
        self._tinted = tinted
        self._kind: NoteKind = "info"
        self._label = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._button = QPushButton()
        self._button.setProperty("role", "link")
        self._button.clicked.connect(self.acted)
        self._button.hide()
        row = QHBoxLayout(self)
        side = 12 if tinted else 0
        row.setContentsMargins(side + _ICON + 8, 8 if tinted else 2, side, 8 if tinted else 2)
        row.setSpacing(12)
        row.addWidget(self._label, 1)
        box = QVBoxLayout()
        box.addWidget(self._button)
        row.addLayout(box)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def said(self) -> str:
        """The sentence; ``""`` when there is none."""
        return self._label.text()

    @property
    def kind(self) -> NoteKind:
        """How grave it is."""
        return self._kind

    @property
    def button(self) -> QPushButton:
        """What can be done about it."""
        return self._button

    def say(self, kind: NoteKind, said: str, action: str = "") -> None:
        """Show a sentence; an empty one hides everything."""
        changed = said != self._label.text()
        self._kind = kind
        self._label.setText(said)
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self.setAccessibleName(said)
        self._colour()
        self.setVisible(bool(said))
        if said and changed:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        self.updateGeometry()
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self.say("info", "")

    def changeEvent(self, event: QEvent) -> None:
        """Colour it anew when the look changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card and the mark."""
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 0.0
        if self._tinted:
            left = 12.0
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(_find_tint(theme, self._kind)))
            painter.drawRoundedRect(QRectF(self.rect()), CORNER, CORNER)
        place = self._label.geometry()
        line = self._label.fontMetrics().height()
        lines = self._label.heightForWidth(place.width()) > line * 1.5
        middle = place.top() + line / 2 if lines else place.center().y() + 1
        top = middle - _ICON / 2
        colour = find_colour(theme, self._kind)
        paint_icon(painter, _ICONS[self._kind], colour, QRectF(left, top, _ICON, _ICON))
        painter.end()

    def minimumSizeHint(self) -> QSize:
        """As high as the sentence needs at the width it has."""
        hint = super().minimumSizeHint()
        height = self.heightForWidth(self.width()) if self.width() else hint.height()
        return QSize(hint.width(), max(height, _ICON + 4))

    def _colour(self) -> None:
        wanted = find_colour(theme_of(self), self._kind)
        if self._kind in {"info", "busy", "ok"}:
            wanted = theme_of(self).ink
        self._label.setStyleSheet(f"color: {wanted};")


def find_colour(theme: Theme, kind: NoteKind) -> str:
    """The colour of a kind's mark."""
    return {
        "info": theme.accent,
        "busy": theme.muted,
        "ok": theme.ok,
        "warn": theme.warn,
        "bad": theme.bad,
    }[kind]


def _find_tint(theme: Theme, kind: NoteKind) -> str:
    tints = {"warn": theme.soft_warn, "bad": theme.soft_bad, "info": theme.soft}
    return tints.get(kind, theme.well)
