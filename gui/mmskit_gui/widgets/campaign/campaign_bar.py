"""How far a campaign is, in one line: taken, in doubt, refused, still to go."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mmskit_gui.campaign_state import CampaignState
from mmskit_gui.style.look import theme_of

_BAR: Final = 10
_LEAST: Final = 3.0


class CampaignBar(QWidget):
    """The shares of a campaign's people."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: CampaignState | None = None
        self.setFixedHeight(_BAR)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_state(self, state: CampaignState) -> None:
        """Show other shares."""
        self._state = state
        self.update()

    def sizeHint(self) -> QSize:
        """A thin line."""
        return QSize(320, _BAR)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shares one after another; what is there can be seen."""
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), _BAR / 2, _BAR / 2)
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), QColor(theme.track))
        if self._state is None or not self._state.status.recipients:
            return
        shards, whole = self._state.status.shards, self._state.status.recipients
        left = 0.0
        for people, colour in (
            (shards["accepted"].recipients, theme.accent),
            (self._state.status.unknown, theme.warn),
            (shards["refused"].recipients, theme.bad),
            (shards["abandoned"].recipients, theme.muted),
        ):
            if people:
                width = max(_LEAST, self.width() * people / whole)
                painter.fillRect(QRectF(left, 0, width - 1, _BAR), QColor(colour))
                left += width
