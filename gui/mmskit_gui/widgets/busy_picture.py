"""Lies over a picture while work on it goes on."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from mmskit_gui.style.look import CARD_CORNER, theme_of

_VEIL: Final = 0.75
_PATIENCE: Final = 200
"""Milliseconds that work goes on before its progress is shown."""


class BusyPicture(QWidget):
    """Lies over the well while work goes on.

    Signals:
        cancel_wanted: the person wants it to stop.
    """

    cancel_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._said = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._bar = QProgressBar(textVisible=False)
        self._bar.setFixedWidth(240)
        self._cancel = QPushButton()
        self._cancel.clicked.connect(self.cancel_wanted)
        self._wait = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._wait.timeout.connect(self._appear)
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        for widget in (self._said, self._bar, self._cancel):
            column.addWidget(widget)
            column.setAlignment(widget, Qt.AlignmentFlag.AlignHCenter)
        whole = QVBoxLayout(self)
        whole.addWidget(card)
        whole.setAlignment(card, Qt.AlignmentFlag.AlignCenter)
        self._over_card = False
        self.hide()
        self._words = ""
        self._say_words()

    def cover(self, place: QRect, *, whole: bool) -> None:
        """Lie over a part of the card; ``whole`` tells whether also its lower corners."""
        self._over_card = whole
        self.setGeometry(place)

    def show_progress(self, fraction: float | None, said: str) -> None:
        """Show how much is done, 0 to 1; None hides it. It appears only if it takes a while."""
        if fraction is None:
            self._wait.stop()
            self.hide()
            return
        self._words = said
        self._bar.setRange(0, 100 if fraction > 0 else 0)
        self._bar.setValue(round(fraction * 100))
        self._say_words()
        if not self.isVisible() and not self._wait.isActive():
            self._wait.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Cancel with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancel_wanted.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Veil what is below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(theme_of(self).panel)
        veil.setAlphaF(_VEIL)
        path = QPainterPath()
        path.addRoundedRect(
            QRectF(self.rect()).adjusted(0, 0, 0, 0 if self._over_card else CARD_CORNER),
            CARD_CORNER - 1,
            CARD_CORNER - 1,
        )
        painter.fillPath(path, veil)

    def changeEvent(self, event: QEvent) -> None:
        """Say the words anew in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _appear(self) -> None:
        self.show()
        self.raise_()

    def _say_words(self) -> None:
        said = self._words or self.tr("Working on the picture…")
        self._said.setText(said)
        self._bar.setAccessibleName(said)
        self._cancel.setText(self.tr("Cancel"))
