"""Who it goes to: typed, pasted, or from lists, with every row that cannot be used explained."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import (
    QEvent,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

import mmskit
from mmskit.errors import RecipientListError
from mmskit_gui.languages import Languages
from mmskit_gui.models.recipients import RecipientsModel
from mmskit_gui.recipient_sources import (
    COLUMN_WANTED,
    Combined,
    RecipientRow,
    RowState,
    combine,
    list_columns,
    read_list,
    read_text,
)
from mmskit_gui.style.icons import make_icon
from mmskit_gui.style.look import theme_of
from mmskit_gui.tasks import Lane, Report, Task, Tasks
from mmskit_gui.widgets.delivery_view import dress_table
from mmskit_gui.widgets.status_note import StatusNote

LONG_TEXT: Final = 20_000
"""Characters from which on a pasted text becomes a list of its own instead of filling the field."""

Rows = Sequence[RecipientRow]
_Found = TypeVar("_Found")

_SHORT_TEXT: Final = 4_000
_FEW_ROWS: Final = 2_000
_TYPING_MS: Final = 150
_ICONS: Final[dict[RowState, str]] = {
    "good": "check",
    "duplicate": "copy",
    "bad": "circle-alert",
}


@dataclass(frozen=True)
class Source:
    """A list beside the field.

    Attributes:
        name: the file's, or ``""`` for a pasted text.
        rows: its recipients.
    """

    name: str
    rows: Sequence[RecipientRow]


class NumbersEdit(QPlainTextEdit):
    """The field. What is too long for one, and files, are lists of their own.

    Signals:
        list_pasted: a long text.
        file_dropped: a file's path.
    """

    list_pasted = Signal(str)
    file_dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take files as well as text."""
        return source.hasUrls() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take a file or a long text as a list, anything else as if it was typed."""
        paths = find_paths(source)
        for path in paths:
            self.file_dropped.emit(path)
        if paths:
            return
        if len(source.text()) > LONG_TEXT:
            self.list_pasted.emit(source.text())
        else:
            self.insertPlainText(source.text())


class RowCells(QStyledItemDelegate):
    """Puts a mark in front of the row's number."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Add the mark in the first column."""
        super().initStyleOption(option, index)
        view = self.parent()
        if index.column() != 0 or not isinstance(view, QWidget):
            return
        state: RowState = index.data(Qt.ItemDataRole.UserRole)
        theme = theme_of(view)
        colour = {"good": theme.ok, "duplicate": theme.warn, "bad": theme.bad}[state]
        option.icon = make_icon(_ICONS[state], view.palette(), colour)
        option.decorationSize = QSize(16, 16)
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration


class RecipientsField(QWidget):
    """A field, lists beside it, a counter, and a table of what was understood.

    Signals:
        changed: other recipients, or the reading of some has begun or ended.
    """

    changed = Signal()

    def __init__(self, tasks: Tasks, languages: Languages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._languages = tasks, languages
        self._typed: Sequence[RecipientRow] = ()
        self._sources: list[Source] = []
        self._running: dict[object, Task] = {}
        self._failed: mmskit.MMSKitError | None = None
        self._unclear: Path | None = None
        self.model = RecipientsModel(self)
        self._build()
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(_TYPING_MS)
        self._waiting.timeout.connect(self._read_field)
        self.setAcceptDrops(True)
        self.setFocusProxy(self.field)
        self._say_words()

    # --- what the dialog asks ------------------------------------------------------------------

    @property
    def numbers(self) -> tuple[str, ...]:
        """Whom it goes to, each once."""
        return self.model.good_numbers

    @property
    def busy(self) -> bool:
        """Whether something is still being read."""
        return bool(self._running) or self._waiting.isActive()

    def set_text(self, said: str) -> None:
        """Fill the field."""
        self.field.setPlainText(said)

    def open_list(self, path: Path, number_column: str | None = None) -> None:
        """Read a list beside the window and add it."""
        self._failed = self._unclear = None

        def fail(error: mmskit.MMSKitError) -> None:
            if isinstance(error, RecipientListError) and error.sentence.key in COLUMN_WANTED:
                self._ask_column(path)

        self._start(
            lambda report: read_list(path, report, number_column=number_column),
            lambda rows: self._add(Source(path.name, rows)),
            failed=fail,
        )

    def add_text(self, said: str) -> None:
        """Add a long text as a list of its own."""
        self._start(lambda _: read_text(said), lambda rows: self._add(Source("", rows)))

    # --- reading -----------------------------------------------------------------------------

    def _read_field(self) -> None:
        said = self.field.toPlainText()
        if len(said) <= _SHORT_TEXT:
            self._take_typed(read_text(said))
        else:
            self._start(lambda _: read_text(said), self._take_typed, lane=Lane.CHECK)

    def _take_typed(self, rows: Rows) -> None:
        self._typed = rows
        self._combine()

    def _add(self, source: Source) -> None:
        self._sources.append(source)
        self._combine()

    def _remove(self, source: Source) -> None:
        self._sources.remove(source)
        self._combine()
        self.field.setFocus()

    def _combine(self) -> None:
        sources = [self._typed, *(source.rows for source in self._sources)]
        if sum(map(len, sources)) <= _FEW_ROWS:
            self._forget(Lane.LIST)
            self._show(combine(sources))
        else:
            self._start(lambda report: combine(sources, report), self._show, lane=Lane.LIST)

    def _show(self, combined: Combined) -> None:
        self.model.show_combined(combined)
        self._tell()

    def _start(
        self,
        work: Callable[[Report], _Found],
        done: Callable[[_Found], None],
        *,
        lane: Lane | None = None,
        failed: Callable[[mmskit.MMSKitError], None] = lambda _: None,
    ) -> None:
        """Read beside the window. What has a lane replaces what was in it; lists go side by side."""
        key: object = lane or object()

        def take(found: _Found) -> None:
            self._running.pop(key, None)
            done(found)
            self._tell()

        def fail(error: mmskit.MMSKitError) -> None:
            self._running.pop(key, None)
            self._failed = error
            failed(error)
            self._tell()

        self.progress.setValue(0)
        self._running[key] = self._tasks.run(
            work,
            take,
            failed=fail,
            progressed=lambda share: self.progress.setValue(round(share * 100)),
            owner=self,
            lane=lane,
        )
        self._tell()

    def _forget(self, key: object) -> None:
        task = self._running.pop(key, None)
        if task is not None:
            task.cancel()

    def _cancel(self) -> None:
        for key in list(self._running):
            self._forget(key)
        self._tell()

    def _tell(self) -> None:
        self._say_state()
        self.changed.emit()

    def _ask_column(self, path: Path) -> None:
        def take(names: list[str]) -> None:
            self._unclear = path
            self.columns.clear()
            self.columns.addItem(self.tr("Which column?"))
            self.columns.addItems(names)
            self._say_state()

        self._tasks.run(lambda _: list_columns(path), take, owner=self, quick=True)

    def _choose_column(self, place: int) -> None:
        if place > 0 and self._unclear is not None:
            self.open_list(self._unclear, self.columns.itemText(place))

    # --- files -------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if find_paths(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take files anywhere."""
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        for path in find_paths(event.mimeData()):
            self.open_list(path)
        event.acceptProposedAction()

    def _browse(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Open a list of recipients"),
            "",
            self.tr("Lists (*.csv *.txt *.tsv);;All files (*)"),
        )
        if chosen:
            self.open_list(Path(chosen))

    # --- how it looks --------------------------------------------------------------------------

    def _build(self) -> None:
        self.heading = QLabel()
        self.heading.setProperty("role", "strong")
        self.field = NumbersEdit()
        self.field.textChanged.connect(self._type)
        self.field.list_pasted.connect(self.add_text)
        self.field.file_dropped.connect(self.open_list)
        self.heading.setBuddy(self.field)
        self.open_button = QPushButton()
        self.open_button.clicked.connect(self._browse)
        self.chips = QVBoxLayout()
        self.chips.setSpacing(4)
        self.counter = QLabel(wordWrap=True)
        self.counter.setProperty("role", "strong")
        self.filter = QPushButton()
        self.filter.setCheckable(True)
        self.filter.setProperty("role", "chip")
        self.filter.toggled.connect(self._filter)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setItemDelegate(RowCells(self.table))
        dress_table(self.table, (72, 124))
        self.table.selectionModel().currentRowChanged.connect(self._say_reason)
        self.model.modelReset.connect(self._say_reason)
        self.reason = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.reason.setProperty("role", "muted")
        self.progress = QProgressBar()
        self.cancel_button = QPushButton()
        self.cancel_button.setProperty("role", "link")
        self.cancel_button.clicked.connect(self._cancel)
        self.note = StatusNote()
        self.note.hide()
        self.columns = QComboBox()
        self.columns.activated.connect(self._choose_column)
        self.columns.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.heading)
        left.addWidget(self.field, 1)
        left.addLayout(self.chips)
        left.addWidget(self.open_button)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.counter, 1)
        top.addWidget(self.filter)
        reading = QHBoxLayout()
        reading.setSpacing(8)
        reading.addWidget(self.progress, 1)
        reading.addWidget(self.cancel_button)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addLayout(top)
        right.addLayout(reading)
        right.addWidget(self.note)
        right.addWidget(self.columns)
        right.addWidget(self.table, 1)
        right.addWidget(self.reason)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(left, 3)
        row.addLayout(right, 5)

    def _filter(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.model.show_only_problems(on=on)

    def _type(self) -> None:
        self._waiting.start()
        self.changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _say_words(self) -> None:
        self.heading.setText(self.tr("Recipients"))
        self.field.setPlaceholderText(
            self.tr("Type or paste numbers, one per line or parted by commas. Or drop a list here.")
        )
        self.field.setAccessibleName(self.tr("Numbers of the recipients"))
        self.open_button.setText(self.tr("Open a list…"))
        self.filter.setText(self.tr("Only problems"))
        self.table.setAccessibleName(self.tr("Recipients as they were understood"))
        self.cancel_button.setText(self.tr("Stop reading"))
        self.progress.setAccessibleName(self.tr("Reading the list"))
        self.columns.setAccessibleName(self.tr("Column with the numbers"))
        self.model.speak(self._languages.current)
        self._say_state()

    def _say_state(self) -> None:
        good, again, bad = (self.model.count(state) for state in ("good", "duplicate", "bad"))
        parts = [self.tr("%Ln recipient(s)", "", good)]
        if again:
            parts.append(self.tr("%Ln duplicate(s)", "", again))
        if bad:
            parts.append(self.tr("%Ln not usable", "", bad))
        self.counter.setText(" · ".join(parts))
        self.filter.setVisible(bool(again or bad))
        if not again and not bad and self.filter.isChecked():
            self.filter.setChecked(False)
        reading = bool(self._running)
        self.progress.setVisible(reading)
        self.cancel_button.setVisible(reading)
        said = "" if self._failed is None else self._failed.render(self._languages.current)
        self.note.say("bad", said)
        self.columns.setVisible(self._unclear is not None)
        self._say_reason()
        self._show_chips()

    def _say_reason(self) -> None:
        """Say in full what the table has no room for: of the current row, else of the first."""
        current = self.table.currentIndex()
        place = current.row() if current.isValid() else 0
        row = self.model.row_at(place) if place < self.model.rowCount() else None
        said = ""
        if row is not None and row.reason is not None:
            reason = row.reason.render(self._languages.current)
            said = self.tr("Row {row}: {reason}").format(row=row.row, reason=reason)
        self.reason.setText(said)
        self.reason.setVisible(bool(said))

    def _show_chips(self) -> None:
        while (item := self.chips.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for source in self._sources:
            name = source.name or self.tr("Pasted list")
            chip = QPushButton(
                self.tr("{name} · {count}").format(name=name, count=f"{len(source.rows):,}")
            )
            chip.setIcon(make_icon("x", self.palette()))
            chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            chip.setProperty("role", "chip")
            chip.setAccessibleName(self.tr("Remove the list {name}").format(name=name))
            chip.setToolTip(chip.accessibleName())
            chip.clicked.connect(lambda _=False, source=source: self._remove(source))
            self.chips.addWidget(
                chip, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
            )


def find_paths(mime: QMimeData) -> list[Path]:
    """The files that something dropped or pasted names."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
