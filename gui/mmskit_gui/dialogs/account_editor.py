"""One account: where it sends to, and its secrets, which go to the keyring or nowhere."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

import mmskit
from mmskit.account import Account
from mmskit.texts import Text
from mmskit.wire.account import Balance
from mmskit_gui.account_book import AccountChoice
from mmskit_gui.dialogs.account_form import AccountForm
from mmskit_gui.languages import Languages
from mmskit_gui.postbox import Postbox, while_alive
from mmskit_gui.widgets.account_field import say_left
from mmskit_gui.widgets.status_note import StatusNote


class AccountEditor(QDialog):
    """Writes an account, tries it, and keeps it.

    Args:
        postbox: tries and keeps it.
        languages: which language is spoken.
        choice: the account to change; None for a new one.
        parent: the window that it belongs to.

    Signals:
        saved: the key of the account.
    """

    saved = Signal(str)

    def __init__(
        self,
        postbox: Postbox,
        languages: Languages,
        choice: AccountChoice | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._postbox, self._languages, self._choice = postbox, languages, choice
        self._keyring: bool | None = None
        self._said: tuple[str, Text | None, str] = ("", None, "")
        self._testing = False
        self._build()
        self.form.edited.connect(self._edit)
        self.form.changed.connect(self._look)
        self.session.toggled.connect(self._look)
        self.test.clicked.connect(self._test)
        self.cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self._save)
        self.resize(QSize(520, 0))
        postbox.find_keyring(while_alive(self, self._take_keyring))
        self._say_words()
        if choice is not None:
            self._fill(choice)

    # --- what was written ---------------------------------------------------------------------

    def read(self) -> Account:
        """The account as it is written. Raises AccountError, which says what is wrong."""
        return self.form.read()

    def _fill(self, choice: AccountChoice) -> None:
        self.form.show_choice(choice)
        self.session.setChecked(choice.kind == "session")
        self._postbox.load_account(
            choice,
            while_alive(self, self.form.show_secrets),
            while_alive(self, lambda sentence: self._tell("bad", sentence)),
        )

    # --- what can be done -----------------------------------------------------------------------

    def _test(self) -> None:
        try:
            account = self.read()
        except mmskit.MMSKitError as error:
            self._tell("bad", error.sentence)
            return
        self._testing = True
        self._tell("busy", None)

        def told(balance: Balance) -> None:
            self._testing = False
            self._tell("ok", None, say_left(balance.left))

        def failed(sentence: Text) -> None:
            self._testing = False
            self._tell("bad", sentence)

        self._postbox.test(account, while_alive(self, told), while_alive(self, failed))

    def _save(self) -> None:
        try:
            account = self.read()
            if not self.session.isChecked():
                self.save.setEnabled(False)
                self._postbox.save_account(
                    account,
                    while_alive(self, lambda: self._end(account)),
                    while_alive(self, self._stay),
                )
                return
            self._postbox.keep_for_session(account)
        except mmskit.MMSKitError as error:
            self._stay(error.sentence)
            return
        self._end(account)

    def _end(self, account: Account) -> None:
        self.saved.emit(account.name)
        self.accept()

    def _stay(self, sentence: Text) -> None:
        self._tell("bad", sentence)
        self._look()

    def _take_keyring(self, there: bool) -> None:  # noqa: FBT001 - a callback's one value
        self._keyring = there
        if not there:
            self.session.setChecked(True)
        self._look()
        self.adjustSize()  # what is said now may need more lines

    # --- how it looks -------------------------------------------------------------------------

    def _build(self) -> None:
        self.form = AccountForm()
        self.session = QCheckBox()
        self.session_note = QLabel(wordWrap=True)
        self.session_note.setProperty("role", "muted")
        self.note = StatusNote()
        self.note.hide()
        self.test = QPushButton()
        self.cancel = QPushButton()
        self.save = QPushButton()
        self.save.setProperty("role", "primary")
        self.save.setDefault(True)
        body = QVBoxLayout()
        body.setContentsMargins(24, 24, 24, 16)
        body.setSpacing(12)
        body.addWidget(self.form)
        body.addWidget(self.session)
        body.addWidget(self.session_note)
        body.addWidget(self.note)
        body.addStretch(1)
        bar = QFrame()
        bar.setProperty("role", "foot")
        row = QHBoxLayout(bar)
        row.setContentsMargins(24, 12, 24, 12)
        row.setSpacing(8)
        row.addWidget(self.test)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(body, 1)
        column.addWidget(bar)

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _edit(self) -> None:
        self._said = ("", None, "")
        self._look()

    def _tell(self, kind: str, sentence: Text | None, left: str = "") -> None:
        self._said = (kind, sentence, left)
        self._look()

    def _say_words(self) -> None:
        self.setWindowTitle(
            self.tr("Add an account") if self._choice is None else self.tr("Account")
        )
        self.session.setText(self.tr("Keep for this session only"))
        self.test.setText(self.tr("Test connection"))
        self.cancel.setText(self.tr("Cancel"))
        self._look()

    def _look(self) -> None:
        allowed = self.form.allowed
        self.session.setEnabled(self._keyring is not False)
        self.session_note.setText(
            self.tr(
                "This computer has no keyring to keep secrets in. The account can be used until "
                "the app is closed; nothing of it is written down."
            )
            if self._keyring is False
            else self.tr("It is forgotten when the app is closed; nothing of it is written down.")
            if self.session.isChecked()
            else self.tr("The password and the key are kept in this computer's keyring only.")
        )
        self.test.setEnabled(allowed and not self._testing)
        self.save.setEnabled(allowed and self._keyring is not None)
        self.save.setText(
            self.tr("Use for this session") if self.session.isChecked() else self.tr("Save")
        )
        self._say_note()

    def _say_note(self) -> None:
        kind, sentence, left = self._said
        if kind == "busy":
            self.note.say("busy", self.tr("Asking the platform…"))
        elif kind == "ok":
            self.note.say("ok", self.tr("It answers. Balance {left}").format(left=left))
        elif sentence is not None:
            self.note.say("bad", sentence.render(self._languages.current))
        else:
            self.note.clear()
