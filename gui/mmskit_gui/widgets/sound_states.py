"""What a sound row shows where there is no sound: an invitation, a progress, a sentence."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mmskit_gui.style.icons import IconButton, make_icon, paint_icon
from mmskit_gui.style.look import BODY, SMALL, make_font, theme_of
from mmskit_gui.widgets.drop_target import DropLight
from mmskit_gui.widgets.invitation import Invitation

_CIRCLE: Final = 36
_ICON: Final = 18
_GAP: Final = 12
_PATIENCE: Final = 200
"""Milliseconds that work goes on before its progress is shown."""


class EmptySound(Invitation):
    """The whole area invites to give a sound, by mouse and by keyboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Room for two lines."""
        return QSize(320, 46)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the invitation."""
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_edge(painter, theme, QRectF(self.rect()).adjusted(1, 1, -1, -1), 8)
        middle = self.height() / 2
        circle = QRectF(10, middle - _CIRCLE / 2, _CIRCLE, _CIRCLE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.soft))
        painter.drawEllipse(circle)
        icon = QRectF(0, 0, _ICON, _ICON)
        icon.moveCenter(circle.center())
        paint_icon(painter, "music", theme.accent if self.isEnabled() else theme.muted, icon)
        left = circle.right() + 12
        line = QRectF(left, middle - 20, self.width() - left - 12, 20)
        for said, pixels, colour, down in (
            (self.text(), BODY, theme.ink if self.isEnabled() else theme.muted, 0),
            (self.hint, SMALL, theme.muted, 20),
        ):
            painter.setFont(make_font(pixels))
            painter.setPen(QColor(colour))
            shown = painter.fontMetrics().elidedText(
                said, Qt.TextElideMode.ElideRight, int(line.width())
            )
            aligned = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(line.translated(0, down), aligned, shown)

    def say_words(self) -> None:
        """Say the words."""
        self.invite(
            self.tr("Drop a sound here, or click to choose"),
            self.tr("AMR, MIDI, MP3, WAV, M4A, AAC, WMA … or a video"),
            self.tr("Add a sound"),
        )


class WrongSound(QWidget):
    """Says what is wrong with a sound, and the ways out.

    Signals:
        other_wanted: the person wants to choose another one.
        dismissed: the person read it.
    """

    other_wanted = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._serious = True
        self._sign = QLabel()
        self._said = QLabel(wordWrap=True)
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._said.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self._said.setStyleSheet(f"font-size: {SMALL}px")
        self._other = QPushButton()
        self._close = IconButton("x")
        self._other.clicked.connect(self.other_wanted)
        self._close.clicked.connect(self.dismissed)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 4, 12, 4)
        row.setSpacing(_GAP)
        row.addWidget(self._sign)
        row.addWidget(self._said, 1)
        row.addWidget(self._other)
        row.addWidget(self._close)
        self._paint_sign()
        self._say_words()

    def show_problem(self, said: str, *, serious: bool = True) -> None:
        """Say a sentence; one that is not serious asks for no other sound."""
        self._serious = serious
        self._said.setText(said)
        self._said.setToolTip(said)
        self._other.setVisible(serious)
        self._paint_sign()

    def find_height(self, width: int) -> int:
        """How high it must be for all of the sentence at a width."""
        beside: list[QWidget] = [self._sign, self._close]
        if self._serious:
            beside.append(self._other)
        taken = sum(widget.sizeHint().width() + _GAP for widget in beside) + 2 * _GAP + 8
        return self._said.heightForWidth(max(80, width - taken)) + 2 * _GAP

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close it with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Say the words anew in another language, and colour the sign."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()
        elif event.type() == QEvent.Type.PaletteChange:
            self._paint_sign()

    def _paint_sign(self) -> None:
        theme = theme_of(self)
        name, colour = ("circle-alert", theme.bad) if self._serious else ("info", theme.muted)
        icon = make_icon(name, self.palette(), colour)
        self._sign.setPixmap(icon.pixmap(QSize(20, 20), self.devicePixelRatioF()))

    def _say_words(self) -> None:
        self._other.setText(self.tr("Choose another"))
        self._close.name_it(self.tr("Close this note"))


class BusySound(QWidget):
    """Stands where the sound will be while work goes on.

    Signals:
        cancel_wanted: the person wants it to stop.
        appeared: the work takes a while, and is to be seen now.
    """

    cancel_wanted = Signal()
    appeared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = QLabel()
        self._said.setProperty("role", "muted")
        self._bar = QProgressBar(textVisible=False)
        self._cancel = QPushButton()
        self._cancel.clicked.connect(self.cancel_wanted)
        self._words = ""
        self._wait = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._wait.timeout.connect(self.appeared)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addStretch()
        column.addWidget(self._said)
        column.addWidget(self._bar)
        column.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(16)
        row.addLayout(column, 1)
        row.addWidget(self._cancel)
        self._say_words()

    def show_progress(self, fraction: float | None, said: str, *, shown: bool) -> None:
        """Show how much is done, 0 to 1, or None for nothing; ``shown`` says it is seen already."""
        if fraction is None:
            self._wait.stop()
            return
        self._words = said
        self._bar.setRange(0, 100 if fraction > 0 else 0)
        self._bar.setValue(round(fraction * 100))
        self._say_words()
        if not shown and not self._wait.isActive():
            self._wait.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Cancel with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancel_wanted.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Say the words anew in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _say_words(self) -> None:
        said = self._words or self.tr("Working on the sound…")
        self._said.setText(said)
        self._bar.setAccessibleName(said)
        self._cancel.setText(self.tr("Cancel"))


class SoundDropTarget(DropLight):
    """Lights up while a sound is dragged over the row."""

    tint = 0.96

    def say(self, *, replacing: bool) -> str:
        """What a drop does."""
        if replacing:
            return self.tr("Let go to replace the sound")
        return self.tr("Let go to add the sound")
