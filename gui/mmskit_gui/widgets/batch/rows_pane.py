"""The rows of the list below it: everyone it reaches, or what is left out and why."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from mmskit_gui.languages import Languages
from mmskit_gui.models.batch_rows import BatchRowsModel
from mmskit_gui.style.icons import make_icon
from mmskit_gui.style.look import theme_of
from mmskit_gui.widgets.delivery_view import dress_table
from mmskit_gui.widgets.segments import Segments

_WIDTHS: Final = (84, 116)


class _Cells(QStyledItemDelegate):
    """Puts a mark in front of a row that is not sent to."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Add the mark in the first column."""
        super().initStyleOption(option, index)
        view = self.parent()
        bad = index.column() == 0 and index.data(Qt.ItemDataRole.UserRole) == "bad"
        if bad and isinstance(view, QWidget):
            option.icon = make_icon("circle-alert", view.palette(), theme_of(view).bad)
            option.decorationSize = QSize(14, 14)
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration


class RowsPane(QWidget):
    """A table of either, and below it the reason of one row in full.

    Signals:
        place_wanted: the recipient that was chosen, from 0.
        save_wanted: write what is left out into a file.
    """

    place_wanted = Signal(int)
    save_wanted = Signal()

    def __init__(
        self, model: BatchRowsModel, languages: Languages, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model, self._languages = model, languages
        self._people = self._left_out = 0
        self._showing = False
        self.choice = Segments(("people", "left_out"))
        self.view = QTableView()
        self.view.setModel(model)
        self.view.setItemDelegate(_Cells(self.view))
        dress_table(self.view, _WIDTHS)
        self.reason = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.reason.setProperty("role", "muted")
        self.save = QPushButton()
        self.save.setProperty("role", "link")
        top = QHBoxLayout()
        top.addWidget(self.choice)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.view, 1)
        column.addWidget(self.reason)
        column.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        self.choice.key = "people"
        self.choice.chosen.connect(self._choose)
        self.view.selectionModel().currentRowChanged.connect(self._tell_place)
        model.modelReset.connect(self._say_reason)
        self.save.clicked.connect(self.save_wanted)
        self._say_words()

    def show_counts(self, people: int, left_out: int) -> None:
        """Say how many there are of either."""
        if left_out == 0 and self._model.shown == "left_out":
            self.choose_rows("people")
        self._people, self._left_out = people, left_out
        self._say_words()

    def choose_rows(self, key: str) -> None:
        """Show either."""
        self.choice.key = key
        self._choose(key)

    def show_place(self, place: int) -> None:
        """Mark the recipient who is shown."""
        if self._model.shown == "people" and place < self._model.rowCount():
            self._showing = True
            self.view.selectRow(place)
            self._showing = False
            self._say_reason()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _choose(self, key: str) -> None:
        self._model.choose("left_out" if key == "left_out" else "people")
        self._say_words()

    def _tell_place(self, current: QModelIndex) -> None:
        self._say_reason()
        if not self._showing and current.isValid() and self._model.shown == "people":
            self.place_wanted.emit(current.row())

    def _say_reason(self) -> None:
        current = self.view.currentIndex()
        place = current.row() if current.isValid() else 0
        found = self._model.find_reason(place)
        said = ""
        if found is not None:
            row, reason = found
            said = self.tr("Row {row}: {reason}").format(
                row=row, reason=reason.render(self._languages.current)
            )
        self.reason.setText(said)
        self.reason.setVisible(bool(said))

    def _say_words(self) -> None:
        self.choice.say(
            self.tr("Rows"),
            (
                self.tr("People {count}").format(count=f"{self._people:,}"),
                self.tr("Left out {count}").format(count=f"{self._left_out:,}"),
            ),
        )
        self.choice.buttons["left_out"].setEnabled(bool(self._left_out))
        self.view.setAccessibleName(self.tr("Rows of the list"))
        self.save.setText(self.tr("Save the rejected rows…"))
        self.save.setVisible(self._model.shown == "left_out" and bool(self._left_out))
        self._model.speak(self._languages.current)
        self._say_reason()
