"""The list of a batch: which file, how it is read, whom it reaches and who is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mmskit_gui.batch_draft import ListChoice
from mmskit_gui.clipboard import find_paths
from mmskit_gui.languages import Languages
from mmskit_gui.style.icons import IconButton, paint_icon
from mmskit_gui.style.look import SMALL, make_font, theme_of
from mmskit_gui.widgets.elided_label import ElidedLabel
from mmskit_gui.widgets.invitation import Invitation
from mmskit_gui.widgets.status_note import StatusNote

_ICON: Final = 26


class EmptyList(Invitation):
    """Invites to give a list."""

    def sizeHint(self) -> QSize:
        """Room for the icon and two lines."""
        return QSize(280, 150)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the invitation."""
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        self.paint_edge(painter, theme, box, 10)
        icon = QRectF(box.center().x() - _ICON / 2, box.center().y() - 46, _ICON, _ICON)
        paint_icon(painter, "file-spreadsheet", theme.accent, icon)
        line = QRectF(box.left(), icon.bottom() + 10, box.width(), 22)
        painter.setPen(QColor(theme.ink))
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, self.text())
        painter.setPen(QColor(theme.muted))
        painter.setFont(make_font(SMALL))
        painter.drawText(line.translated(0, 24), Qt.AlignmentFlag.AlignCenter, self.hint)

    def say_words(self) -> None:
        """Say the words."""
        self.invite(
            self.tr("Drop a list here, or click to choose"),
            self.tr("CSV or Excel, with names in the first row"),
            self.tr("Open a list of recipients"),
        )


class ListCard(QFrame):
    """Shows how the list stands; the file, its columns and its stop list are chosen here.

    Signals:
        open_wanted: choose a file.
        path_wanted: a file that was dropped.
        close_wanted: do without the list.
        cancel_wanted: stop reading.
        column_wanted: the name of the column that holds the numbers.
        sheet_wanted: the name of another sheet.
        stop_list_wanted: choose a list of those who get nothing; or, without one, none.
    """

    open_wanted = Signal()
    path_wanted = Signal(object)
    close_wanted = Signal()
    cancel_wanted = Signal()
    column_wanted = Signal(str)
    sheet_wanted = Signal(str)
    stop_list_wanted = Signal(bool)

    def __init__(self, languages: Languages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._languages = languages
        self._choice: ListChoice | None = None
        self._people = 0
        self._counts: Mapping[str, int] = {}
        self.setAcceptDrops(True)
        self.empty = EmptyList()
        self.states = QStackedWidget()
        self.states.addWidget(self.empty)
        self.states.addWidget(self._make_open())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.states)
        self._connect()
        self._say_words()

    # --- what it shows

    def show_list(self, choice: ListChoice | None, columns: Sequence[str], column: str) -> None:
        """Show which list it is.

        Args:
            choice: the list, or None for the invitation.
            columns: the names of its columns, as far as they are known.
            column: the one that holds the numbers, or "".
        """
        self._choice = choice
        self.states.setCurrentIndex(0 if choice is None else 1)
        self.name.say("" if choice is None else choice.path.name)
        self.columns.blockSignals(True)
        self.columns.clear()
        self.columns.addItems(list(columns))
        self.columns.setCurrentIndex(self.columns.findText(column))
        self.columns.setPlaceholderText(self.tr("Choose the column"))
        self.columns.blockSignals(False)
        for part in (self.columns, self.column_label):
            part.setVisible(bool(columns))
        self._say_stop()

    def show_sheets(self, sheets: Sequence[str], sheet: str) -> None:
        """Show which sheets there are; one alone is not worth a word."""
        self.sheets.blockSignals(True)
        self.sheets.clear()
        self.sheets.addItems(list(sheets))
        self.sheets.setCurrentIndex(max(0, self.sheets.findText(sheet)))
        self.sheets.blockSignals(False)
        for part in (self.sheets, self.sheet_label):
            part.setVisible(len(sheets) > 1)

    def show_progress(self, done: float | None) -> None:
        """Show how far the reading is; None when it is over."""
        self.busy.setVisible(done is not None)
        self.facts.setVisible(done is None)
        if done is not None:
            self.bar.setRange(0, 100 if done > 0 else 0)
            self.bar.setValue(round(done * 100))

    def show_counts(self, people: int, counts: Mapping[str, int]) -> None:
        """Show how many it reaches, and how many rows are left out, by kind."""
        self._people, self._counts = people, counts
        self._say_counts()

    def show_problem(self, said: str) -> None:
        """Say why it cannot be read; "" when it can."""
        self.note.say("bad", said)
        self.people.setVisible(not said)
        self.left_out.setVisible(not said and bool(self._counts))

    # --- what comes in

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file."""
        if find_paths(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which file was dropped."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.path_wanted.emit(find_paths(event.mimeData())[0])

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    # --- how it looks

    def _make_open(self) -> QWidget:
        self.name = ElidedLabel()
        self.name.setProperty("role", "strong")
        self.other, self.close_button = IconButton("folder-open"), IconButton("x")
        self.people = QLabel()
        self.people.setProperty("role", "heading")
        self.left_out = QLabel(wordWrap=True)
        self.left_out.setProperty("role", "muted")
        self.note = StatusNote()
        self.note.hide()
        self.bar = QProgressBar(textVisible=False)
        self.cancel = QPushButton()
        self.cancel.setProperty("role", "ghost")
        self.columns, self.sheets = QComboBox(), QComboBox()
        for combo in (self.columns, self.sheets):
            combo.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            combo.setMinimumContentsLength(8)
        self.column_label, self.sheet_label, self.stop_label = QLabel(), QLabel(), QLabel()
        for label in (self.column_label, self.sheet_label, self.stop_label):
            label.setProperty("role", "muted")
        self.stop_button, self.stop_remove = QPushButton(), IconButton("x")
        self.stop_button.setProperty("role", "chip")
        self.column_label.setBuddy(self.columns)
        self.sheet_label.setBuddy(self.sheets)
        return self._lay_out()

    def _lay_out(self) -> QWidget:
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.name, 1)
        head.addWidget(self.other)
        head.addWidget(self.close_button)
        self.busy = QWidget()
        reading = QHBoxLayout(self.busy)
        reading.setContentsMargins(0, 8, 0, 8)
        reading.setSpacing(12)
        reading.addWidget(self.bar, 1)
        reading.addWidget(self.cancel)
        stop = QHBoxLayout()
        stop.setSpacing(4)
        stop.addWidget(self.stop_button)
        stop.addWidget(self.stop_remove)
        stop.addStretch(1)
        form = QFormLayout()
        form.setContentsMargins(0, 4, 0, 0)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.addRow(self.sheet_label, self.sheets)
        form.addRow(self.column_label, self.columns)
        form.addRow(self.stop_label, stop)
        self.facts = QWidget()
        facts = QVBoxLayout(self.facts)
        facts.setContentsMargins(0, 0, 0, 0)
        facts.setSpacing(4)
        for part in (self.people, self.left_out, self.note):
            facts.addWidget(part)
        facts.addLayout(form)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.busy)
        column.addWidget(self.facts)
        self.busy.hide()
        self.show_sheets((), "")
        return whole

    def _connect(self) -> None:
        self.empty.clicked.connect(self.open_wanted)
        self.other.clicked.connect(self.open_wanted)
        self.close_button.clicked.connect(self.close_wanted)
        self.cancel.clicked.connect(self.cancel_wanted)
        self.columns.textActivated.connect(self.column_wanted)
        self.sheets.textActivated.connect(self.sheet_wanted)
        self.stop_button.clicked.connect(lambda: self.stop_list_wanted.emit(True))
        self.stop_remove.clicked.connect(lambda: self.stop_list_wanted.emit(False))

    # --- words

    def _say_words(self) -> None:
        self.other.name_it(self.tr("Open another list"))
        self.close_button.name_it(self.tr("Do without this list"))
        self.cancel.setText(self.tr("Stop"))
        self.bar.setAccessibleName(self.tr("Reading the list"))
        self.column_label.setText(self.tr("Numbers in"))
        self.sheet_label.setText(self.tr("Sheet"))
        self.stop_label.setText(self.tr("Stop list"))
        self.columns.setAccessibleName(self.tr("Column with the numbers"))
        self.sheets.setAccessibleName(self.tr("Sheet of the workbook"))
        self.stop_remove.name_it(self.tr("Do without the stop list"))
        self._say_stop()
        self._say_counts()

    def _say_stop(self) -> None:
        stop = None if self._choice is None else self._choice.stop_list
        self.stop_button.setText(self.tr("Choose…") if stop is None else stop.name)
        said = self.tr("Choose a list of those who get nothing")
        self.stop_button.setAccessibleName(said)
        self.stop_button.setToolTip(said)
        self.stop_remove.setVisible(stop is not None)

    def _say_counts(self) -> None:
        self.people.setText(self.tr("%Ln people", "", self._people))
        words = {
            "duplicate": self.tr("%Ln duplicate(s)", "", self._counts.get("duplicate", 0)),
            "stopped": self.tr("%Ln on the stop list", "", self._counts.get("stopped", 0)),
            "number": self.tr("%Ln without a usable number", "", self._counts.get("number", 0)),
            "digits_lost": self.tr("%Ln with lost digits", "", self._counts.get("digits_lost", 0)),
            "ragged": self.tr("%Ln damaged row(s)", "", self._counts.get("ragged", 0)),
            "unreadable": self.tr("%Ln unreadable row(s)", "", self._counts.get("unreadable", 0)),
        }
        parts = [said for kind, said in words.items() if self._counts.get(kind)]
        listed = " · ".join(parts)
        self.left_out.setText(self.tr("Left out: {listed}").format(listed=listed))
        self.left_out.setVisible(bool(parts) and not self.note.said)
