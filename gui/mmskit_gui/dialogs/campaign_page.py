"""A campaign in a window: followed, paused, gone on with, and its doubts decided."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mmskit.texts import Text
from mmskit_gui.campaign_state import CampaignState
from mmskit_gui.languages import Languages
from mmskit_gui.postbox import Postbox, while_alive
from mmskit_gui.settings import Settings
from mmskit_gui.widgets.account_field import say_account, say_left
from mmskit_gui.widgets.campaign.campaign_view import CampaignView
from mmskit_gui.widgets.confirm_bar import ConfirmBar


class CampaignPage(QWidget):
    """Shows one campaign and does with it what the person wants.

    Attributes:
        started: whether the person had it sent from here.

    Signals:
        close_wanted: the person is done here; the campaign goes on.
    """

    close_wanted = Signal()

    def __init__(
        self,
        postbox: Postbox,
        settings: Settings,
        languages: Languages,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._postbox, self._settings, self._languages = postbox, settings, languages
        self._desk = postbox.campaigns
        self._folder: Path | None = None
        self._state: CampaignState | None = None
        self._pausing = False
        self.started = False
        self.view = CampaignView(languages)
        self.confirm = ConfirmBar()
        self.inbox, self.discard = QPushButton(), QPushButton()
        self.pause, self.resume, self.close_button = QPushButton(), QPushButton(), QPushButton()
        self.inbox.setProperty("role", "ghost")
        self.discard.setProperty("role", "ghost")
        self.resume.setProperty("role", "primary")
        self._lay_out()
        self._desk.changed.connect(self._take)
        self.view.decided.connect(self._decide)
        self.pause.clicked.connect(self._ask_pause)
        self.resume.clicked.connect(self._ask_resume)
        self.discard.clicked.connect(self._discard)
        self.inbox.clicked.connect(self._open_inbox)
        self.close_button.clicked.connect(self.close_wanted)
        self.confirm.confirmed.connect(self._go_on)
        self.confirm.left.connect(self._step_back)
        self._say_words()

    @property
    def state(self) -> CampaignState | None:
        """How the campaign stands that is shown."""
        return self._state

    def show_campaign(self, state: CampaignState) -> None:
        """Show a campaign, and follow it."""
        self._folder, self._pausing, self.started = state.folder, False, False
        self._take(state)
        self._desk.watch(state)
        self._desk.follow(state.folder)

    def ask(self) -> None:
        """Ask whether what is left is to be sent; to the sandbox it goes without a word."""
        self._ask_resume()

    def forget(self) -> None:
        """Remove the campaign, of which nothing was sent, and show none."""
        folder, self._folder, self._state = self._folder, None, None
        self._step_back()
        if folder is not None:
            self._desk.discard(folder, lambda: None, lambda _: None)

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    # --- what it shows

    def _take(self, state: CampaignState) -> None:
        if state.folder != self._folder:
            return
        ended = self._state is not None and self._state.sending and not state.sending
        self._state = state
        self._pausing = self._pausing and state.sending
        self.view.show_state(state, pausing=self._pausing)
        self.pause.setVisible(state.sending)
        self.pause.setEnabled(not self._pausing)
        self.resume.setVisible(not state.sending and bool(state.left))
        self.discard.setVisible(not state.sending and not state.begun)
        choice = self._desk.find_choice(state)
        free = choice is not None and choice.is_sandbox
        self.inbox.setVisible(free and bool(self._postbox.sandbox.url))
        if ended and choice is not None:
            self._postbox.balance(choice, lambda _: None, lambda _: None)
        self._say_resume()

    def _say_resume(self) -> None:
        state = self._state
        if state is not None:
            begun = state.begun
            said = self.tr("Go on: %Ln people", "", state.left)
            self.resume.setText(said if begun else self.tr("Send to %Ln people", "", state.left))

    # --- what a person does

    def _ask_pause(self) -> None:
        if self._folder is not None:
            self._pausing = True
            self._desk.pause(self._folder, while_alive(self, self._tell))
            if self._state is not None:
                self._take(self._state)

    def _ask_resume(self) -> None:
        """Confirm where it costs money; the sandbox is free."""
        state = self._state
        if state is None:
            return
        choice = self._desk.find_choice(state)
        if choice is None or choice.is_sandbox:
            self._go_on()
            return
        known = self._postbox.known_balance(choice)
        self.confirm.ask(
            state.left,
            say_account(state.account),
            typed=state.left > self._settings.confirm_above,
            detail=self._say_cost(state, None if known is None else say_left(known.left)),
        )
        self.foot.setCurrentWidget(self.confirm)

    def _say_cost(self, state: CampaignState, left: str | None) -> str:
        submissions = self.tr("%Ln submission(s)", "", state.submissions_left)
        people = self.tr("%Ln people", "", state.left)
        if left is None:
            return self.tr("{people}, in {submissions}. The balance is not known.").format(
                people=people, submissions=submissions
            )
        return self.tr("{people}, in {submissions}. The balance is {left}.").format(
            people=people, submissions=submissions, left=left
        )

    def _go_on(self) -> None:
        self._step_back()
        if self._state is not None:
            self.started = True
            self._desk.resume(self._state, while_alive(self, self._tell))

    def _step_back(self) -> None:
        self.foot.setCurrentIndex(0)

    def _decide(self, shard: int, decision: str, msgid: str) -> None:
        if self._folder is None:
            return
        chosen = {"accepted": "accepted", "ready": "ready"}.get(decision, "abandoned")
        self._desk.resolve(
            self._folder,
            shard,
            chosen,  # type: ignore[arg-type]  # one of the three by its making
            while_alive(self, self._tell),
            msgid=msgid,
        )

    def _discard(self) -> None:
        if self._folder is not None:
            gone = while_alive(self, self.close_wanted.emit)
            self._desk.discard(self._folder, gone, while_alive(self, self._tell))

    def _tell(self, sentence: Text) -> None:
        self._pausing = False
        self.view.show_failure(sentence.render(self._languages.current))

    def _open_inbox(self) -> None:
        if self._postbox.sandbox.url:
            QDesktopServices.openUrl(QUrl(self._postbox.sandbox.url))

    # --- how it looks

    def _lay_out(self) -> None:
        plain = QWidget()
        row = QHBoxLayout(plain)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.inbox)
        row.addWidget(self.discard)
        row.addStretch(1)
        for part in (self.pause, self.close_button, self.resume):
            row.addWidget(part)
        self.foot = QStackedWidget()
        self.foot.addWidget(plain)
        self.foot.addWidget(self.confirm)
        bar = QFrame()
        bar.setProperty("role", "foot")
        inside = QHBoxLayout(bar)
        inside.setContentsMargins(24, 12, 24, 12)
        inside.addWidget(self.foot)
        body = QVBoxLayout()
        body.setContentsMargins(24, 24, 24, 16)
        body.addWidget(self.view, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(body, 1)
        column.addWidget(bar)

    def _say_words(self) -> None:
        self.inbox.setText(self.tr("See it in the sandbox"))
        self.discard.setText(self.tr("Do not send it"))
        self.pause.setText(self.tr("Pause"))
        self.close_button.setText(self.tr("Close"))
        self._say_resume()
