"""The list of everything that was sent: two lines each, what is in doubt marked."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from mmskit.theme import Theme
from mmskit_gui.history_details import Mailing, MailingState
from mmskit_gui.models.mailings import (
    MAILING_ROLE,
    MailingsModel,
    say_mailing_state,
    say_people,
    say_title,
    say_when,
)
from mmskit_gui.style.icons import paint_icon
from mmskit_gui.style.look import CORNER, SMALL, make_font, theme_of
from mmskit_gui.widgets.status_note import NoteKind, find_colour

ROW: Final = 60
_PAD: Final = 12
_ICON: Final = 14

KINDS: Final[dict[MailingState, NoteKind]] = {
    "draft": "busy",
    "ready": "busy",
    "sending": "info",
    "paused": "warn",
    "accepted": "ok",
    "partly": "warn",
    "refused": "bad",
    "not_sent": "bad",
    "unknown": "warn",
    "abandoned": "busy",
}
"""How grave each state is."""

_ICONS: Final[dict[MailingState, str]] = {
    "draft": "pencil",
    "ready": "clock",
    "sending": "send",
    "paused": "pause",
    "accepted": "circle-check",
    "partly": "circle-dot",
    "refused": "circle-alert",
    "not_sent": "circle-alert",
    "unknown": "circle-help",
    "abandoned": "circle-help",
}


class MailingRows(QStyledItemDelegate):
    """Paints a mailing: its title and when, and below how it stands and for how many."""

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Rows of one height: thousands are laid out at once."""
        return QSize(200, ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one row."""
        view = self.parent()
        mailing = index.data(MAILING_ROLE)
        if not isinstance(view, QWidget) or not isinstance(mailing, Mailing):
            return
        theme = theme_of(view)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(6, 2, -6, -2)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.soft))
            painter.drawRoundedRect(box, CORNER, CORNER)
            if view.hasFocus():
                painter.setPen(QPen(QColor(theme.accent), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), CORNER, CORNER)
        _paint_lines(painter, theme, box.adjusted(_PAD, 8, -_PAD, -8), mailing)
        painter.restore()


class MailingList(QListView):
    """Shows mailings, and tells which one is wanted.

    Signals:
        chosen: a :class:`Mailing`, or None where none is chosen any more.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = MailingsModel(self)
        self._chosen = ""
        self._wanted = ""
        self.setModel(self.rows)
        self.setItemDelegate(MailingRows(self))
        self.setProperty("role", "strip")
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(self._tell)
        self.rows.modelReset.connect(self._keep)
        self._say_words()

    def choose(self, mailing_id: str) -> None:
        """Choose a mailing, now or as soon as it is shown."""
        row = self.rows.find_row(mailing_id)
        self._wanted = mailing_id if row < 0 else ""
        if row >= 0:
            self.setCurrentIndex(self.rows.index(row))

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()
            self.rows.retranslate()

    def _say_words(self) -> None:
        self.setAccessibleName(self.tr("What was sent"))

    def _tell(self, current: QModelIndex, _before: QModelIndex) -> None:
        if not current.isValid():
            return  # while rows come and go; see _keep
        mailing = self.rows.mailing_at(current.row())
        if mailing.id != self._chosen:
            self._chosen = mailing.id
            self.chosen.emit(mailing)

    def _keep(self) -> None:
        """What was chosen stays chosen as long as it is shown; else the first one is."""
        row = self.rows.find_row(self._wanted or self._chosen)
        if self._wanted and row >= 0:
            self._wanted = ""
        elif self._wanted:
            row = self.rows.find_row(self._chosen)
        if row < 0 and self.rows.rowCount():
            row = 0
        if row >= 0:
            self.setCurrentIndex(self.rows.index(row))
        elif self._chosen:
            self._chosen = ""
            self.chosen.emit(None)


def _paint_lines(painter: QPainter, theme: Theme, box: QRectF, mailing: Mailing) -> None:
    small, strong = make_font(SMALL), make_font(bold=True)
    half = box.height() / 2
    above = QRectF(box.left(), box.top(), box.width(), half)
    below = QRectF(box.left(), box.top() + half, box.width(), half)
    when = say_when(mailing.time)
    room = QFontMetrics(small).horizontalAdvance(when)
    middle, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
    painter.setFont(small)
    painter.setPen(QColor(theme.muted))
    painter.drawText(above, middle | right, when)
    people = say_people(mailing.recipients)
    painter.drawText(below, middle | right, people)
    painter.setFont(strong)
    painter.setPen(QColor(theme.ink))
    wide = int(box.width() - room - _PAD)
    title = QFontMetrics(strong).elidedText(say_title(mailing), Qt.TextElideMode.ElideRight, wide)
    painter.drawText(above, middle, title)
    colour = find_colour(theme, KINDS[mailing.state])
    icon = QRectF(below.left(), below.center().y() - _ICON / 2, _ICON, _ICON)
    paint_icon(painter, _ICONS[mailing.state], colour, icon)
    painter.setFont(small)
    painter.setPen(QColor(colour if KINDS[mailing.state] in {"warn", "bad"} else theme.muted))
    painter.drawText(below.adjusted(_ICON + 6, 0, 0, 0), middle, say_mailing_state(mailing.state))
