"""The first page of sending: what, from where, to whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

import mmskit
from mmskit.check import check, find_errors
from mmskit.problem import Problem
from mmskit_gui.languages import Languages
from mmskit_gui.postbox import Postbox
from mmskit_gui.settings import Settings
from mmskit_gui.sizes import LIMIT, find_frame_sizes, find_whole, say_number
from mmskit_gui.tasks import Lane, Tasks
from mmskit_gui.widgets.account_field import AccountField, say_choice, say_left
from mmskit_gui.widgets.confirm_bar import ConfirmBar
from mmskit_gui.widgets.own_number_row import OwnNumberRow
from mmskit_gui.widgets.recipients_field import RecipientsField
from mmskit_gui.widgets.status_note import StatusNote

_ACCOUNT: Final = 420


class SendForm(QWidget):
    """Gathers everything that sending needs, and says why it cannot go out yet.

    Signals:
        send_wanted: the numbers; confirmed where that is needed.
        copy_wanted: one's own number.
        problem_wanted: a problem to go to.
        account_wanted: the person wants to add an account.
        close_wanted: the person is done here.
    """

    send_wanted = Signal(object)
    copy_wanted = Signal(str)
    problem_wanted = Signal(object)
    account_wanted = Signal()
    close_wanted = Signal()

    def __init__(
        self,
        postbox: Postbox,
        settings: Settings,
        tasks: Tasks,
        languages: Languages,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._postbox, self._settings = postbox, settings
        self._tasks, self._languages = tasks, languages
        self._message = mmskit.Message()
        self._errors: Sequence[Problem] | None = None
        self._sent: set[str] = set()
        self.account = AccountField(postbox, settings, languages)
        self.recipients = RecipientsField(tasks, languages)
        self.own = OwnNumberRow(settings, languages)
        self.confirm = ConfirmBar()
        self._build()
        self.account.account_wanted.connect(self.account_wanted)
        self.account.chosen.connect(self._change)
        self.account.balance_told.connect(self._look)
        self.recipients.changed.connect(self._change)
        self.own.wanted.connect(self.copy_wanted)
        self.problem.acted.connect(self._go_to_problem)
        self.send.clicked.connect(self._ask)
        self.close_button.clicked.connect(self.close_wanted)
        self.confirm.left.connect(self.step_back)
        self.confirm.confirmed.connect(self._go)
        postbox.sending_changed.connect(self._look)
        self._say_words()

    @property
    def numbers(self) -> tuple[str, ...]:
        """Whom it goes to."""
        return self.recipients.numbers

    @property
    def ready(self) -> bool:
        """Whether it could be sent, recipients aside."""
        return self._errors == [] and not self._postbox.sending

    def show_message(self, message: mmskit.Message, sent: set[str]) -> None:
        """Show what goes out, and remember who got this very message already."""
        self._message, self._sent = message, sent
        self._errors = None
        self.step_back()

        def take(problems: list[Problem]) -> None:
            self._errors = find_errors(problems)
            self._look()

        self._tasks.run(lambda _: check(message), take, owner=self, lane=Lane.CHECK, quick=True)
        self._look()

    def remember_sent(self, sent: set[str]) -> None:
        """Remember who got this very message."""
        self._sent = sent
        self._look()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    # --- steps -------------------------------------------------------------------------------

    def _ask(self) -> None:
        """Confirm where it costs money; the sandbox is free."""
        if self.account.choice.is_sandbox:
            self._go()
            return
        count = len(self.numbers)
        typed = count > self._settings.confirm_above
        self.confirm.ask(count, say_choice(self.account.choice), typed=typed)
        self.foot.setCurrentWidget(self.confirm)
        self.confirm.back.setFocus() if not typed else self.confirm.field.setFocus()

    def _go(self) -> None:
        numbers = self.numbers
        self.step_back()
        if numbers and self.ready:
            self.send_wanted.emit(numbers)

    def step_back(self, *_told: object) -> None:
        """Leave the confirmation; nothing is sent."""
        self.foot.setCurrentIndex(0)

    def _change(self, *_told: object) -> None:
        self.step_back()
        self._look()

    def _go_to_problem(self) -> None:
        if self._errors:
            self.problem_wanted.emit(self._errors[0])

    # --- how it looks ------------------------------------------------------------------------

    def _build(self) -> None:
        self.title = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.title.setProperty("role", "subheading")
        self.measure = QLabel()
        self.measure.setProperty("role", "muted")
        self.problem = StatusNote()
        self.cost = QLabel(wordWrap=True)
        self.warning = StatusNote(tinted=False)
        self.close_button = QPushButton()
        self.send = QPushButton()
        self.send.setProperty("role", "primary")

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._lay_out_body(), 1)
        column.addWidget(self._lay_out_foot())

    def _lay_out_body(self) -> QVBoxLayout:
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
        body = QVBoxLayout()
        body.setContentsMargins(24, 20, 24, 16)
        body.setSpacing(12)
        body.addLayout(head)
        body.addWidget(self.problem)
        body.addWidget(self.recipients, 1)
        body.addWidget(self.own)
        return body

    def _lay_out_foot(self) -> QFrame:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.cost)
        words.addWidget(self.warning)
        plain = QWidget()
        row = QHBoxLayout(plain)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(words, 1)
        row.addWidget(self.close_button)
        row.addWidget(self.send)
        self.foot = QStackedWidget()
        self.foot.addWidget(plain)
        self.foot.addWidget(self.confirm)
        bar = QFrame()
        bar.setProperty("role", "foot")
        inside = QHBoxLayout(bar)
        inside.setContentsMargins(24, 12, 24, 12)
        inside.addWidget(self.foot)
        return bar

    def _say_words(self) -> None:
        self.close_button.setText(self.tr("Close"))
        self._look()

    def _look(self, *_told: object) -> None:
        """Say everything that hangs on the message, the account and the recipients."""
        self.title.setText(self._message.title or self.tr("Untitled"))
        frames = self.tr("%n frame(s)", "", len(self._message.frames))
        whole = find_whole(find_frame_sizes(self._message))
        self.measure.setText(
            self.tr("{frames} · {size} of {limit} KB").format(
                frames=frames, size=say_number(whole), limit=say_number(LIMIT)
            )
        )
        self._say_problem()
        count = len(self.numbers)
        self.send.setText(self.tr("Send to %Ln people", "", count) if count else self.tr("Send"))
        self.send.setEnabled(bool(count) and self.ready and not self.recipients.busy)
        self.own.enable(on=self.ready)
        self._say_cost(count)

    def _say_problem(self) -> None:
        if not self._errors:
            self.problem.clear()
            return
        said = self._errors[0].render(self._languages.current)
        self.problem.say("bad", said, self.tr("Show me"))

    def _say_cost(self, count: int) -> None:
        left = self.account.left
        messages = self.tr("%Ln message(s)", "", count)
        if not count:
            self.cost.setText(self.tr("Nobody gets it yet: add recipients"))
        elif left is None:
            self.cost.setText(messages)
        else:
            self.cost.setText(
                self.tr("{messages} · balance after: {left}").format(
                    messages=messages, left=say_left(left - count)
                )
            )
        again = sum(number in self._sent for number in self.numbers) if self._sent else 0
        if self._postbox.sending:
            self.warning.say("busy", self.tr("Another message is being sent"))
        elif left is not None and count > left:
            short = say_left(count - left)
            said = self.tr("The balance is {count} messages short").format(count=short)
            self.warning.say("warn", said)
        elif again:
            said = self.tr("%Ln of them were sent this very message already", "", again)
            self.warning.say("warn", said)
        else:
            self.warning.clear()
