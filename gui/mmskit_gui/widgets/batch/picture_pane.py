"""The one picture that everyone gets, and what became of it so that the longest text fits."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

import mmskit
from mmskit_gui.clipboard import copy_mime, find_paths
from mmskit_gui.imagery import Imagery
from mmskit_gui.sizes import say_size
from mmskit_gui.style.look import CARD_CORNER, theme_of
from mmskit_gui.widgets.busy_picture import BusyPicture
from mmskit_gui.widgets.elided_label import ElidedLabel
from mmskit_gui.widgets.painted_picture import find_decoded, find_place
from mmskit_gui.widgets.picture_states import EmptyPicture

_LEAST: Final = 150
_MOST_ENLARGED: Final = 2.0


class _Stage(QWidget):
    """Shows the picture as it is sent."""

    def __init__(self, imagery: Imagery, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._imagery = imagery
        self._picture: mmskit.Picture | None = None
        imagery.ready.connect(self._take)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_picture(self, picture: mmskit.Picture | None) -> None:
        """Show another picture."""
        self._picture = picture
        self.update()

    def sizeHint(self) -> QSize:
        """Room to tell what it is."""
        return QSize(320, _LEAST)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it on its well."""
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        box = QRectF(self.rect())
        path = QPainterPath()
        path.addRoundedRect(box.adjusted(0, 0, 0, CARD_CORNER), CARD_CORNER - 1, CARD_CORNER - 1)
        painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        painter.fillRect(box, QColor(theme_of(self).well))
        if self._picture is None:
            return
        size = (self._picture.width, self._picture.height)
        place = find_place(size, box.adjusted(12, 8, -12, -8), _MOST_ENLARGED)
        decoded = find_decoded(place.width(), place.height(), self.devicePixelRatioF())
        reel = self._imagery.find(self._picture, *decoded, still=True)
        if reel is not None:
            painter.drawImage(place, reel.images[0])

    def _take(self, picture: mmskit.Picture) -> None:
        if picture == self._picture:
            self.update()


class PicturePane(QFrame):
    """Shows the picture, and tells what the person wants.

    Signals:
        mime_dropped: a QMimeData of its own, with a file or a picture.
        browse_wanted: choose a file.
        remove_wanted: have no picture.
        cancel_wanted: stop making it smaller.
    """

    mime_dropped = Signal(object)
    browse_wanted = Signal()
    remove_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, imagery: Imagery, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAcceptDrops(True)
        self._original: mmskit.Picture | None = None
        self._picture: mmskit.Picture | None = None
        self.empty = EmptyPicture()
        self._stage = _Stage(imagery)
        self.name = ElidedLabel()
        self.facts = QLabel()
        self.facts.setProperty("role", "muted")
        self.replace, self.remove = QPushButton(), QPushButton()
        for button in (self.replace, self.remove):
            button.setProperty("role", "chip")
        self.busy = BusyPicture(self)
        self.states = QStackedWidget()
        self.states.addWidget(self.empty)
        self.states.addWidget(self._lay_out())
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.states)
        self.setMinimumHeight(_LEAST)
        self.empty.clicked.connect(self.browse_wanted)
        self.replace.clicked.connect(self.browse_wanted)
        self.remove.clicked.connect(self.remove_wanted)
        self.busy.cancel_wanted.connect(self.cancel_wanted)
        self._say_words()

    def show_picture(self, original: mmskit.Picture | None, picture: mmskit.Picture | None) -> None:
        """Show what was given, and what of it is sent."""
        self._original, self._picture = original, picture
        shown = picture or original
        self.states.setCurrentIndex(0 if shown is None else 1)
        self._stage.show_picture(shown)
        self._say_facts()

    def show_fitting(self, *, on: bool) -> None:
        """Show that it is being made smaller."""
        self.busy.cover(self.rect(), whole=True)
        self.busy.show_progress(0.0 if on else None, self.tr("Making the picture fit…"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file or a picture."""
        mime = event.mimeData()
        if find_paths(mime) or mime.hasImage():
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell what was dropped."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.mime_dropped.emit(copy_mime(event.mimeData()))

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _lay_out(self) -> QWidget:
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 8)
        foot.setSpacing(8)
        foot.addWidget(self.name)
        foot.addWidget(self.facts)
        foot.addStretch(1)
        foot.addWidget(self.replace)
        foot.addWidget(self.remove)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stage, 1)
        column.addLayout(foot)
        return whole

    def _say_words(self) -> None:
        self.replace.setText(self.tr("Replace"))
        self.remove.setText(self.tr("Remove"))
        self.replace.setAccessibleName(self.tr("Replace the picture"))
        self.remove.setAccessibleName(self.tr("Remove the picture"))
        self._say_facts()

    def _say_facts(self) -> None:
        original, picture = self._original, self._picture
        shown = picture or original
        if shown is None:
            return
        self.name.say((original or shown).name)
        pixels = f"{shown.width}×{shown.height}"
        size = say_size(len(shown.data))
        if picture is None or original is None or original == picture:
            said = self.tr("{size} · {pixels}").format(size=size, pixels=pixels)
        else:
            before = say_size(len(original.data))
            said = self.tr("{before} → {size} · {pixels}").format(
                before=before, size=size, pixels=pixels
            )
        self.facts.setText(said)
