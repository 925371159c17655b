"""Turns the pages of a list in the phone: one on, to a row, to the ends, to what needs a look."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget

from mmskit_gui.style.icons import IconButton, make_icon
from mmskit_gui.style.look import theme_of

_SPIN: Final = 124


class PagingBar(QWidget):
    """Buttons for turning pages, and the row in words.

    Signals:
        step_wanted: so many recipients on.
        end_wanted: -1 for the first, 1 for the last.
        row_wanted: a row of the list, from 1.
        longest_wanted: the recipient with the longest text.
        fault_wanted: the next recipient whose message cannot be sent.
    """

    step_wanted = Signal(int)
    end_wanted = Signal(int)
    row_wanted = Signal(int)
    longest_wanted = Signal()
    fault_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = self._people = self._faults = 0
        self._showing = False
        self.first, self.back = IconButton("skip-back"), IconButton("chevron-left", role="round")
        self.on, self.last = IconButton("chevron-right", role="round"), IconButton("skip-forward")
        self.row = QSpinBox()
        self.row.setKeyboardTracking(False)
        self.row.setFixedWidth(_SPIN)
        self.row.lineEdit().setTextMargins(8, 0, 0, 0)
        self.row.setGroupSeparatorShown(True)
        self.where = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.where.setProperty("role", "muted")
        self.longest, self.fault = QPushButton(), QPushButton()
        for chip in (self.longest, self.fault):
            chip.setProperty("role", "chip")
        self._lay_out()
        self.back.clicked.connect(lambda: self.step_wanted.emit(-1))
        self.on.clicked.connect(lambda: self.step_wanted.emit(1))
        self.first.clicked.connect(lambda: self.end_wanted.emit(-1))
        self.last.clicked.connect(lambda: self.end_wanted.emit(1))
        self.row.valueChanged.connect(self._go)
        self.longest.clicked.connect(self.longest_wanted)
        self.fault.clicked.connect(self.fault_wanted)
        self._say_words()
        self._colour()
        self.show_place(0, 0, 0, 0, 0)

    def show_place(self, place: int, people: int, row: int, last_row: int, faults: int) -> None:
        """Show where the phone is.

        Args:
            place: of the recipient, from 0.
            people: how many there are.
            row: of the list.
            last_row: the last row of the list that is sent to.
            faults: how many messages cannot be sent.
        """
        self._place, self._people, self._faults = place, people, faults
        self._showing = True
        self.row.setRange(min(2, max(1, last_row)), max(1, last_row))
        self.row.setValue(row)
        self._showing = False
        self.setEnabled(bool(people))
        for button in (self.first, self.back):
            button.setEnabled(place > 0)
        for button in (self.on, self.last):
            button.setEnabled(place < people - 1)
        self.fault.setVisible(bool(faults))
        self._say_where()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language, and colour the icons anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()
        elif event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _lay_out(self) -> None:
        turning = QHBoxLayout()
        turning.setSpacing(8)
        turning.addStretch(1)
        for part in (self.first, self.back, self.row, self.on, self.last):
            turning.addWidget(part)
        turning.addStretch(1)
        jumps = QHBoxLayout()
        jumps.setSpacing(8)
        jumps.addStretch(1)
        jumps.addWidget(self.longest)
        jumps.addWidget(self.fault)
        jumps.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(turning)
        column.addWidget(self.where)
        column.addLayout(jumps)

    def _go(self, row: int) -> None:
        if not self._showing:
            self.row_wanted.emit(row)

    def _colour(self) -> None:
        theme = theme_of(self)
        self.longest.setIcon(make_icon("ruler", self.palette(), theme.ink))
        self.fault.setIcon(make_icon("circle-alert", self.palette(), theme.bad))

    def _say_words(self) -> None:
        self.first.name_it(self.tr("First recipient"))
        self.back.name_it(self.tr("Recipient before"), tip=self.tr("Recipient before (Alt+←)"))
        self.on.name_it(self.tr("Next recipient"), tip=self.tr("Next recipient (Alt+→)"))
        self.last.name_it(self.tr("Last recipient"))
        self.row.setPrefix(self.tr("Row "))
        self.row.setAccessibleName(self.tr("Row of the list to show"))
        self.longest.setText(self.tr("Longest text"))
        self.longest.setAccessibleName(self.tr("Show the recipient with the longest text"))
        self._say_where()

    def _say_where(self) -> None:
        people = f"{self._people:,}"
        said = self.tr("Recipient {place} of {people}").format(
            place=f"{self._place + 1:,}", people=people
        )
        self.where.setText(said if self._people else self.tr("No recipients yet"))
        self.fault.setText(self.tr("Next problem ({count})").format(count=f"{self._faults:,}"))
        self.fault.setAccessibleName(self.tr("Show the next message that cannot be sent"))
