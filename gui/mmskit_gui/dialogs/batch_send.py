"""Sending a batch: written down, confirmed, and followed. The campaign goes on without the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

import mmskit
from mmskit.texts import Text
from mmskit_gui.batch_building import plan_campaign
from mmskit_gui.campaign_state import CampaignState
from mmskit_gui.dialogs.account_editor import AccountEditor
from mmskit_gui.dialogs.batch_send_form import BatchSendForm
from mmskit_gui.dialogs.campaign_page import CampaignPage
from mmskit_gui.languages import Languages
from mmskit_gui.postbox import Postbox, while_alive
from mmskit_gui.settings import Settings
from mmskit_gui.submission import Outcome
from mmskit_gui.widgets.status_note import NoteKind

_SIZE = (760, 600)


@dataclass(frozen=True)
class Outgoing:
    """What is to be sent.

    Attributes:
        batch: everything.
        listed: the name of the list.
        people: how many get it.
        left_out: how many rows do not.
        message: one recipient's, for a copy to oneself.
        row: whose it is.
    """

    batch: mmskit.PersonalBatch
    listed: str
    people: int
    left_out: int
    message: mmskit.Message
    row: int


class BatchSendDialog(QDialog):
    """One calm window for sending a batch."""

    def __init__(
        self,
        outgoing: Outgoing,
        postbox: Postbox,
        settings: Settings,
        languages: Languages,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._outgoing = outgoing
        self._postbox, self._languages = postbox, languages
        self._cancel: Callable[[], None] | None = None
        self._same = ""
        self._made: Path | None = None
        self._copy: Outcome | Text | None = None
        self._copying = False
        self._editor: AccountEditor | None = None
        self.form = BatchSendForm(postbox, settings, languages)
        self.page = CampaignPage(postbox, settings, languages)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.form)
        self.pages.addWidget(self.page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        self.resize(*_SIZE)
        self.form.send_wanted.connect(self._write_down)
        self.form.cancel_wanted.connect(self._stop_writing)
        self.form.copy_wanted.connect(self._send_copy)
        self.form.account_wanted.connect(self._add_account)
        self.form.open_wanted.connect(self._open_same)
        self.form.close_wanted.connect(self.close)
        self.page.close_wanted.connect(self.close)
        self.finished.connect(self._leave)
        self._say_words()
        self.show_outgoing(outgoing)
        self.form.account.ask()

    def show_outgoing(self, outgoing: Outgoing) -> None:
        """Show what is to be sent now. A campaign that is under way stays in front."""
        self._outgoing = outgoing
        state = self.page.state
        if state is None or not (state.sending or state.status.doubts):
            self.pages.setCurrentWidget(self.form)
        self.form.show_batch(
            outgoing.batch.title,
            outgoing.listed,
            people=outgoing.people,
            left_out=outgoing.left_out,
            row=outgoing.row,
            sample=outgoing.message.frames[0].text or "",
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Return press nothing by itself: nothing goes out by mistake."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    # --- sending

    def _write_down(self) -> None:
        choice = self.form.account.choice
        self.form.problem.clear()
        self.form.show_writing(0.0)

        def done(state: CampaignState) -> None:
            self._cancel = None
            self._made = state.folder
            self.form.show_writing(None)
            self.page.show_campaign(state)
            self.pages.setCurrentWidget(self.page)
            self.page.ask()

        def failed(sentence: Text) -> None:
            self._cancel = None
            self.form.show_writing(None)
            self._tell(sentence)

        self._cancel = self._postbox.campaigns.create(
            choice,
            # Trying the same once more is what the sandbox is for; elsewhere it costs money.
            plan_campaign(self._outgoing.batch, again=choice.is_sandbox),
            while_alive(self, done),
            while_alive(self, failed),
            while_alive(self, self.form.show_writing),
        )

    def _stop_writing(self) -> None:
        if self._cancel is not None:
            self._cancel()
            self._cancel = None
        self.form.show_writing(None)

    def _tell(self, sentence: Text) -> None:
        """Say why; a campaign that is the same is offered to be shown instead."""
        self._same = str(sentence.figures.get("name", ""))
        if sentence.key != "campaigns.same":
            self.form.show_problem(sentence.render(self._languages.current))
            return
        self.form.show_problem(
            self.tr(
                "The very same was made to be sent before, to the same people. Look at that first."
            ),
            self.tr("Show it"),
        )

    def _open_same(self) -> None:
        def find(states: list[CampaignState]) -> None:
            for state in states:
                if state.folder.name == self._same:
                    self.page.show_campaign(state)
                    self.pages.setCurrentWidget(self.page)

        tell = while_alive(self, self._tell)
        self._postbox.campaigns.list_all(while_alive(self, find), tell)

    def _leave(self, _result: int) -> None:
        """What was written down and never begun is removed: it was not sent, and is not wanted."""
        self._stop_writing()
        state = self.page.state
        mine = state is not None and state.folder == self._made and not self.page.started
        self._made = None
        if mine:
            self.page.forget()
            self.pages.setCurrentWidget(self.form)

    # --- a copy to oneself

    def _send_copy(self, number: str) -> None:
        self._copy, self._copying = None, True
        self._say_copy()

        def end(told: Outcome | Text) -> None:
            self._copy, self._copying = told, False
            self._say_copy()

        told = while_alive(self, end)
        choice, message = self.form.account.choice, self._outgoing.message
        self._postbox.send(choice, message, (number,), told, told)

    def _say_copy(self) -> None:
        language = self._languages.current
        if self._copying:
            self.form.own.say("busy", self.tr("Sending one copy…"))
        elif isinstance(self._copy, Text):
            self.form.own.say("bad", self._copy.render(language))
        elif self._copy is not None and self._copy.sentence is not None:
            kind: NoteKind = "warn" if self._copy.state == "unknown" else "bad"
            self.form.own.say(kind, self._copy.sentence.render(language))
        elif self._copy is not None:
            self.form.own.say("ok", self.tr("Accepted: look at your phone"))

    def _add_account(self) -> None:
        self._editor = AccountEditor(self._postbox, self._languages, None, self)
        self._editor.saved.connect(
            lambda key: self.form.account.choose(self._postbox.find_choice(key))
        )
        self._editor.open()

    def _say_words(self) -> None:
        self.setWindowTitle(self.tr("Send a personalised batch"))
        self._say_copy()
