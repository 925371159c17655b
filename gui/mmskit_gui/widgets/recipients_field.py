"""Who it goes to: typed, pasted, or from lists, with every row that cannot be used explained."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mmskit_gui.clipboard import find_paths
from mmskit_gui.languages import Languages
from mmskit_gui.models.recipients import RecipientsModel
from mmskit_gui.recipient_reading import RecipientReading, Source
from mmskit_gui.tasks import Tasks
from mmskit_gui.widgets.numbers_edit import NumbersEdit
from mmskit_gui.widgets.recipient_table import RecipientTable
from mmskit_gui.widgets.source_chips import SourceChips
from mmskit_gui.widgets.status_note import StatusNote

_TYPING_MS: Final = 150


class RecipientsField(QWidget):
    """A field, lists beside it, a counter, and a table of what was understood.

    Signals:
        changed: other recipients, or the reading of some has begun or ended.
    """

    changed = Signal()

    def __init__(self, tasks: Tasks, languages: Languages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._languages = languages
        self.model = RecipientsModel(self)
        self._reading = RecipientReading(tasks, self)
        self._build()
        self._reading.combined.connect(self.model.show_combined)
        self._reading.progressed.connect(self._show_progress)
        self._reading.columns_found.connect(self._ask_column)
        self._reading.changed.connect(self._tell)
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
        return self._reading.busy or self._waiting.isActive()

    def set_text(self, said: str) -> None:
        """Fill the field."""
        self.field.setPlainText(said)

    def open_list(self, path: Path, number_column: str | None = None) -> None:
        """Read a list beside the window and add it."""
        self._reading.open_list(path, number_column)

    def add_text(self, said: str) -> None:
        """Add a long text as a list of its own."""
        self._reading.add_text(said)

    # --- reading -----------------------------------------------------------------------------

    def _read_field(self) -> None:
        self._reading.read_typed(self.field.toPlainText())

    def _remove(self, source: Source) -> None:
        self._reading.remove(source)
        self.field.setFocus()

    def _tell(self) -> None:
        self._say_state()
        self.changed.emit()

    def _show_progress(self, share: float) -> None:
        self.progress.setValue(round(share * 100))

    def _ask_column(self, names: list[str]) -> None:
        self.columns.clear()
        self.columns.addItem(self.tr("Which column?"))
        self.columns.addItems(names)
        self._say_state()

    def _choose_column(self, place: int) -> None:
        if place > 0:
            self._reading.choose_column(self.columns.itemText(place))

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
            self.tr("Lists (*.csv *.txt *.tsv *.xlsx *.xls);;All files (*)"),
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
        self.chips = SourceChips()
        self.chips.removal_wanted.connect(self._remove)
        self.counter = QLabel(wordWrap=True)
        self.counter.setProperty("role", "strong")
        self.filter = QPushButton()
        self.filter.setCheckable(True)
        self.filter.setProperty("role", "chip")
        self.filter.toggled.connect(self._filter)
        self.rows = RecipientTable(self.model, self._languages)
        self.progress = QProgressBar()
        self.cancel_button = QPushButton()
        self.cancel_button.setProperty("role", "link")
        self.cancel_button.clicked.connect(self._reading.cancel)
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
        left.addWidget(self.chips)
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
        right.addWidget(self.rows, 1)
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
        self.cancel_button.setText(self.tr("Stop reading"))
        self.progress.setAccessibleName(self.tr("Reading the list"))
        self.columns.setAccessibleName(self.tr("Column with the numbers"))
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
        reading = self._reading.busy
        self.progress.setVisible(reading)
        self.cancel_button.setVisible(reading)
        failed = self._reading.failed
        said = "" if failed is None else failed.render(self._languages.current)
        self.note.say("bad", said)
        self.columns.setVisible(self._reading.unclear is not None)
        self.rows.say_reason()
        self.chips.show_sources(self._reading.sources)
