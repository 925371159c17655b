"""The first page of sending a batch: what, from where, and a copy to oneself before."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mmskit_gui.languages import Languages
from mmskit_gui.postbox import Postbox
from mmskit_gui.settings import Settings
from mmskit_gui.widgets.account_field import AccountField, say_left
from mmskit_gui.widgets.own_number_row import OwnNumberRow
from mmskit_gui.widgets.status_note import StatusNote

_ACCOUNT: Final = 420


class BatchSendForm(QWidget):
    """Gathers what sending needs, and says what it costs.

    Signals:
        send_wanted: write down what goes out, and then ask.
        copy_wanted: one's own number.
        account_wanted: the person wants to add an account.
        cancel_wanted: stop writing down.
        open_wanted: show the campaign that is the same.
        close_wanted: the person is done here.
    """

    send_wanted = Signal()
    copy_wanted = Signal(str)
    account_wanted = Signal()
    cancel_wanted = Signal()
    open_wanted = Signal()
    close_wanted = Signal()

    def __init__(
        self,
        postbox: Postbox,
        settings: Settings,
        languages: Languages,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._people = 0
        self._title = self._list = ""
        self._left_out = 0
        self._row = 0
        self._busy = False
        self.account = AccountField(postbox, settings, languages)
        self.own = OwnNumberRow(settings, languages)
        self.title = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.title.setProperty("role", "subheading")
        self.measure = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.measure.setProperty("role", "muted")
        self.whose = QLabel()
        self.whose.setProperty("role", "muted")
        self.sample = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.safe = QLabel(wordWrap=True)
        self.safe.setProperty("role", "muted")
        self.problem = StatusNote()
        self.problem.hide()
        self.bar = QProgressBar(textVisible=False)
        self.writing = QLabel()
        self.cancel = QPushButton()
        self.cost = QLabel(wordWrap=True)
        self.warning = StatusNote(tinted=False)
        self.warning.hide()
        self.close_button, self.send = QPushButton(), QPushButton()
        self.send.setProperty("role", "primary")
        self._lay_out()
        self.account.account_wanted.connect(self.account_wanted)
        self.account.chosen.connect(self._look)
        self.account.balance_told.connect(self._look)
        self.own.wanted.connect(self.copy_wanted)
        self.send.clicked.connect(self.send_wanted)
        self.cancel.clicked.connect(self.cancel_wanted)
        self.problem.acted.connect(self.open_wanted)
        self.close_button.clicked.connect(self.close_wanted)
        self.show_writing(None)
        self._say_words()

    def show_batch(
        self, title: str, listed: str, *, people: int, left_out: int, row: int, sample: str
    ) -> None:
        """Say what goes out.

        Args:
            title: the message's.
            listed: the name of the list.
            people: how many get it.
            left_out: how many rows do not.
            row: whose text a copy to oneself has.
            sample: that text.
        """
        self.sample.setText(sample)
        self._title, self._list = title, listed
        self._people, self._left_out, self._row = people, left_out, row
        self.problem.clear()
        self._look()

    def show_writing(self, done: float | None) -> None:
        """Show how far the writing down is; None when it is over."""
        self._busy = done is not None
        self.busy.setVisible(self._busy)
        if done is not None:
            self.bar.setRange(0, 100 if done > 0 else 0)
            self.bar.setValue(round(done * 100))
        self.account.setEnabled(not self._busy)
        self._look()

    def show_problem(self, said: str, action: str = "") -> None:
        """Say why it could not be written down."""
        self.problem.say("bad", said, action)

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _lay_out(self) -> None:
        what = QVBoxLayout()
        what.setSpacing(4)
        what.addWidget(self.title)
        what.addWidget(self.measure)
        what.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(24)
        head.addLayout(what, 1)
        head.addWidget(self.account)
        self.account.setFixedWidth(_ACCOUNT)
        self.busy = QFrame()
        self.busy.setProperty("role", "card")
        row = QHBoxLayout(self.busy)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        row.addWidget(self.writing)
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)
        body = QVBoxLayout()
        body.setContentsMargins(24, 20, 24, 16)
        body.setSpacing(16)
        body.addLayout(head)
        body.addWidget(self._lay_out_sample())
        body.addWidget(self.own)
        body.addWidget(self.problem)
        body.addWidget(self.busy)
        body.addStretch(1)
        body.addWidget(self.safe)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(body, 1)
        column.addWidget(self._lay_out_foot())

    def _lay_out_sample(self) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        column.addWidget(self.whose)
        column.addWidget(self.sample)
        return card

    def _lay_out_foot(self) -> QFrame:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.cost)
        words.addWidget(self.warning)
        bar = QFrame()
        bar.setProperty("role", "foot")
        row = QHBoxLayout(bar)
        row.setContentsMargins(24, 12, 24, 12)
        row.setSpacing(8)
        row.addLayout(words, 1)
        row.addWidget(self.close_button)
        row.addWidget(self.send)
        return bar

    def _say_words(self) -> None:
        self.close_button.setText(self.tr("Close"))
        self.cancel.setText(self.tr("Cancel"))
        self.writing.setText(self.tr("Writing down what goes out…"))
        self.bar.setAccessibleName(self.writing.text())
        self.safe.setText(
            self.tr(
                "Everything is written down before the first message leaves. The sending goes on "
                "when this window or the app is closed, and nobody is sent to twice."
            )
        )
        self._look()

    def _look(self, *_told: object) -> None:
        self.title.setText(self._title)
        people = self.tr("%Ln people", "", self._people)
        left_out = self.tr("%Ln row(s) left out", "", self._left_out)
        whole = self.tr("{list} · {people}").format(list=self._list, people=people)
        if self._left_out:
            whole = self.tr("{whole} · {left_out}").format(whole=whole, left_out=left_out)
        self.measure.setText(whole)
        free = self.account.choice.is_sandbox
        send = self.tr("Send to %Ln people", "", self._people)
        self.send.setText(send if free else self.tr("Go on…"))
        self.send.setEnabled(bool(self._people) and not self._busy)
        self.own.enable(on=bool(self._people) and not self._busy)
        self.whose.setText(
            self.tr("Row {row} gets, with the picture:").format(row=f"{self._row:,}")
        )
        self._say_cost()

    def _say_cost(self) -> None:
        left = self.account.left
        messages = self.tr("%Ln message(s)", "", self._people)
        if left is None:
            self.cost.setText(messages)
            self.warning.clear()
            return
        after = say_left(left - self._people)
        self.cost.setText(
            self.tr("{messages} · balance after: {left}").format(messages=messages, left=after)
        )
        if self._people > left:
            short = say_left(self._people - left)
            self.warning.say(
                "warn", self.tr("The balance is {count} messages short").format(count=short)
            )
        else:
            self.warning.clear()
