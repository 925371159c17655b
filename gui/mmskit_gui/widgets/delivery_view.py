"""What became of every recipient, filling in while one looks."""

from __future__ import annotations

from collections import Counter
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from mmskit.ledger import DeliveryState
from mmskit.theme import Theme
from mmskit_gui.models.deliveries import (
    DeliveriesModel,
    DeliveryTable,
)
from mmskit_gui.style.icons import make_icon
from mmskit_gui.style.look import theme_of

ROW_HEIGHT: Final = 30
_BAR: Final = 8
_ORDER: Final[tuple[DeliveryState, ...]] = ("delivered", "failed", "unknown", "waiting")
_ICONS: Final[dict[DeliveryState, str]] = {
    "delivered": "circle-check",
    "failed": "circle-alert",
    "unknown": "circle-help",
    "waiting": "clock",
}
_MOST_CODES: Final = 4


class DeliveryBar(QWidget):
    """The shares of delivered, failed, unclear and waiting, in a line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: Counter[DeliveryState] = Counter()
        self.setFixedHeight(_BAR)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_counts(self, counts: Counter[DeliveryState]) -> None:
        """Show other shares."""
        self._counts = counts
        self.update()

    def sizeHint(self) -> QSize:
        """A thin line."""
        return QSize(200, _BAR)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shares one after another; what is there is at least two pixels wide."""
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), _BAR / 2, _BAR / 2)
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), QColor(theme.track))
        whole = sum(self._counts.values())
        left = 0.0
        for state in _ORDER:
            count = self._counts[state]
            if not count or state == "waiting":
                continue
            width = max(2.0, self.width() * count / whole)
            painter.fillRect(QRectF(left, 0, width, _BAR), QColor(find_state_colour(theme, state)))
            left += width + 1
        painter.end()


class StateCells(QStyledItemDelegate):
    """Puts a state's mark in front of its word."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Add the mark in the column of states."""
        super().initStyleOption(option, index)
        if index.column() != 1:
            return
        state: DeliveryState = index.data(Qt.ItemDataRole.UserRole)
        view = self.parent()
        if isinstance(view, QWidget):
            colour = find_state_colour(theme_of(view), state)
            option.icon = make_icon(_ICONS[state], view.palette(), colour)
            option.decorationSize = QSize(16, 16)
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration


class DeliveryView(QWidget):
    """A bar, the counts in words, and a table of everybody."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = DeliveryTable()
        self.model = DeliveriesModel(self)
        self.bar = DeliveryBar()
        self.counts = QLabel(wordWrap=True)
        self.counts.setProperty("role", "strong")
        self.codes = QLabel(wordWrap=True)
        self.codes.setProperty("role", "muted")
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setItemDelegate(StateCells(self.table))
        dress_table(self.table, (150, 130, 110))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.counts, self.bar, self.codes):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        self._say_words()

    def show_table(self, table: DeliveryTable) -> None:
        """Show what is known now; what one has scrolled to stays in sight."""
        self._shown = table
        place = self.table.verticalScrollBar().value()
        self.model.show_rows(table.rows)
        self.table.verticalScrollBar().setValue(place)
        self._say_counts()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()
            self.model.retranslate()

    def _say_words(self) -> None:
        self.table.setAccessibleName(self.tr("Recipients and what became of their message"))
        self._say_counts()

    def _say_counts(self) -> None:
        counts = self._shown.counts
        self.bar.show_counts(counts)
        said = {
            "delivered": self.tr("%Ln delivered", "", counts["delivered"]),
            "failed": self.tr("%Ln failed", "", counts["failed"]),
            "unknown": self.tr("%Ln unclear", "", counts["unknown"]),
            "waiting": self.tr("%Ln waiting", "", counts["waiting"]),
        }
        shown = [said[state] for state in _ORDER if counts[state] or state == "delivered"]
        self.counts.setText("  ·  ".join(shown))
        self.bar.setAccessibleName(", ".join(shown))
        codes = self._shown.codes[:_MOST_CODES]
        told = [self.tr("{code}: {count}").format(code=code, count=count) for code, count in codes]
        self.codes.setText("   ".join(told))
        self.codes.setVisible(bool(told))


def dress_table(table: QTableView, widths: tuple[int, ...]) -> None:
    """Give a table the calm look: no grid, fixed rows, the last column takes the rest."""
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setTabKeyNavigation(False)
    rows = table.verticalHeader()
    rows.hide()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultSectionSize(ROW_HEIGHT)
    columns = table.horizontalHeader()
    columns.setStretchLastSection(True)
    columns.setHighlightSections(False)
    columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for place, width in enumerate(widths):
        table.setColumnWidth(place, width)


def find_state_colour(theme: Theme, state: DeliveryState) -> str:
    """The colour of a state; its mark and its word tell it as well."""
    return {
        "delivered": theme.ok,
        "failed": theme.bad,
        "unknown": theme.warn,
        "waiting": theme.muted,
    }[state]
