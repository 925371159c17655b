"""Sending a message: what goes out, from where, to whom, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

import mmskit
from mmskit.msisdn import spell_number
from mmskit.texts import Text
from mmskit_gui.account_book import AccountChoice
from mmskit_gui.dialogs.account_editor import AccountEditor
from mmskit_gui.dialogs.send_form import SendForm
from mmskit_gui.dialogs.send_result import SendResult
from mmskit_gui.languages import Languages
from mmskit_gui.models.deliveries import say_state, say_time
from mmskit_gui.postbox import Postbox, while_alive
from mmskit_gui.settings import Settings
from mmskit_gui.submission import Outcome
from mmskit_gui.tasks import Tasks
from mmskit_gui.widgets.status_note import NoteKind


@dataclass(frozen=True)
class _Sent:
    """Who got, or may have got, a message through which account."""

    message: mmskit.Message
    account: str
    numbers: tuple[str, ...]


class SendDialog(QDialog):
    """One calm window for sending. It is kept with its document, so nothing typed is lost.

    Signals:
        problem_wanted: a problem of the message that keeps it from going out; go there.
    """

    problem_wanted = Signal(object)

    def __init__(  # noqa: PLR0917 - the window gives them by place
        self,
        message: mmskit.Message,
        postbox: Postbox,
        settings: Settings,
        tasks: Tasks,
        languages: Languages,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._message = message
        self._postbox, self._languages = postbox, languages
        self._sent: list[_Sent] = []
        self._trying: tuple[str, ...] = ()
        self._trying_from = ""
        self._parent = ""
        self._copy: Outcome | None = None
        self._copying = False
        self._copy_failed: Text | None = None
        self._editor: AccountEditor | None = None
        self.form = SendForm(postbox, settings, tasks, languages)
        self.page = SendResult(postbox, languages)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.form)
        self.pages.addWidget(self.page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        self.resize(760, 640)
        self.form.send_wanted.connect(self._send)
        self.form.copy_wanted.connect(self._send_copy)
        self.form.problem_wanted.connect(self._go_to)
        self.form.account_wanted.connect(self._add_account)
        self.form.account.chosen.connect(self._tell_sent)
        self.form.close_wanted.connect(self.close)
        self.page.close_wanted.connect(self.close)
        self.page.back_wanted.connect(self._go_back)
        self.page.again_wanted.connect(self._send_again)
        postbox.reports_arrived.connect(self._say_copy)
        self.finished.connect(self.form.step_back)
        self._say_words()
        self.show_message(message)
        self.form.recipients.setFocus()
        self.form.account.ask()

    def show_message(self, message: mmskit.Message) -> None:
        """Show another state of the message; the recipients stay. A new one starts at the form."""
        if message != self._message and not self._postbox.sending:
            self.pages.setCurrentWidget(self.form)
        self._message = message
        self.form.show_message(message, self._find_sent())

    def begin_with(
        self, numbers: Sequence[str], choice: AccountChoice | None, *, parent: str = ""
    ) -> None:
        """Begin with numbers and an account.

        Args:
            numbers: as :func:`mmskit.msisdn.parse_number` returns them.
            choice: the account, or None for the one that was chosen last.
            parent: the record whose failed recipients these are: none of them is sent to twice.
        """
        self._parent = parent
        self.form.recipients.set_text("\n".join(spell_number(number) for number in numbers))
        if choice is not None:
            self.form.account.choose(choice)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Return press nothing by itself: no message goes out by mistake."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    # --- sending -----------------------------------------------------------------------------

    def _send(self, numbers: tuple[str, ...]) -> None:
        choice = self.form.account.choice
        message = self._message
        self._trying, self._trying_from = numbers, choice.key
        self.page.show_busy(len(numbers), is_sandbox=choice.is_sandbox)
        self.pages.setCurrentWidget(self.page)

        def done(outcome: Outcome) -> None:
            self._remember(choice, message, numbers, outcome)
            self.page.show_outcome(outcome)

        self._postbox.send(
            choice,
            message,
            numbers,
            while_alive(self, done),
            while_alive(self, self.page.show_failed),
            parent=self._parent,
        )

    def _send_again(self) -> None:
        """Only offered where nothing was sent; another account than before asks anew."""
        if self.form.account.choice.key == self._trying_from:
            self._send(self._trying)
        else:
            self._go_back()

    def _send_copy(self, number: str) -> None:
        choice, message = self.form.account.choice, self._message
        self._copy, self._copying, self._copy_failed = None, True, None
        self._say_copy()

        def done(outcome: Outcome) -> None:
            self._copy, self._copying = outcome, False
            self._remember(choice, message, (number,), outcome)
            self._say_copy()

        def failed(sentence: Text) -> None:
            self._copy_failed, self._copying = sentence, False
            self._say_copy()

        self._postbox.send(
            choice, message, (number,), while_alive(self, done), while_alive(self, failed)
        )

    def _remember(
        self,
        choice: AccountChoice,
        message: mmskit.Message,
        numbers: tuple[str, ...],
        outcome: Outcome,
    ) -> None:
        if outcome.state in {"accepted", "unknown"}:
            self._sent.append(_Sent(message, choice.key, numbers))
            self._tell_sent()

    def _find_sent(self) -> set[str]:
        key = self.form.account.choice.key
        return {
            number
            for sent in self._sent
            if sent.message == self._message and sent.account == key
            for number in sent.numbers
        }

    def _tell_sent(self, *_told: object) -> None:
        self.form.remember_sent(self._find_sent())

    def _go_back(self) -> None:
        self.pages.setCurrentWidget(self.form)
        self.form.account.ask()

    def _go_to(self, problem: object) -> None:
        self.close()
        self.problem_wanted.emit(problem)

    def _add_account(self) -> None:
        self._editor = AccountEditor(self._postbox, self._languages, None, self)
        self._editor.saved.connect(self._take_account)
        self._editor.open()

    def _take_account(self, key: str) -> None:
        self.form.account.choose(self._postbox.find_choice(key))

    # --- words -------------------------------------------------------------------------------

    def _say_words(self) -> None:
        self.setWindowTitle(self.tr("Send"))
        self._say_copy()

    def _say_copy(self, *_told: object) -> None:
        """How the copy to oneself fares."""
        language = self._languages.current
        if self._copying:
            self.form.own.say("busy", self.tr("Sending one copy…"))
        elif self._copy_failed is not None:
            self.form.own.say("bad", self._copy_failed.render(language))
        elif self._copy is not None and self._copy.sentence is not None:
            kind: NoteKind = "warn" if self._copy.state == "unknown" else "bad"
            self.form.own.say(kind, self._copy.sentence.render(language))
        elif self._copy is not None:
            self._say_delivery(self._copy)

    def _say_delivery(self, copy: Outcome) -> None:
        (delivery,) = self._postbox.deliveries(copy.record).values()
        if delivery.state == "waiting":
            self.form.own.say("busy", self.tr("Accepted; waiting for the delivery report"))
            return
        kind: NoteKind = {"delivered": "ok", "failed": "bad"}.get(delivery.state, "warn")  # type: ignore[assignment]
        said = self.tr("{state} at {time} ({code})").format(
            state=say_state(delivery.state), time=say_time(delivery.time), code=delivery.status
        )
        self.form.own.say(kind, said)
