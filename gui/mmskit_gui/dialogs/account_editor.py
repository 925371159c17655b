"""One account: where it sends to, and its secrets, which go to the keyring or nowhere."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

import mmskit
from mmskit.account import Account, find_url
from mmskit.limits import APIKEY_CHARACTERS, NODES
from mmskit.texts import Text
from mmskit.wire.account import Balance
from mmskit_gui.account_book import AccountChoice
from mmskit_gui.languages import Languages
from mmskit_gui.postbox import Postbox, while_alive
from mmskit_gui.style.icons import IconButton
from mmskit_gui.widgets.account_field import say_left
from mmskit_gui.widgets.status_note import StatusNote

_NODES: Final = tuple(NODES)
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class SecretField(QWidget):
    """A line that is hidden until one wants to see it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.reveal = IconButton("eye")
        self.reveal.setCheckable(True)
        self.reveal.toggled.connect(self._reveal)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self.reveal)
        self.setFocusProxy(self.line)

    def _reveal(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        mode = QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
        self.reveal.set_icon("eye-off" if on else "eye")


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
        self._connect()
        self.resize(QSize(520, 0))
        postbox.find_keyring(while_alive(self, self._take_keyring))
        self._say_words()
        if choice is not None:
            self._fill(choice)

    # --- what was written ---------------------------------------------------------------------

    def read(self) -> Account:
        """The account as it is written. Raises AccountError, which says what is wrong."""
        return Account(
            self.username.text().strip(),
            self.password.line.text(),
            self.apikey.line.text().strip(),
            self._find_address(),
            self.name.text().strip(),
        )

    def _find_address(self) -> str:
        place = self.node.currentIndex()
        return _NODES[place] if place < len(_NODES) else self.address.text()

    @property
    def _insecure(self) -> bool:
        """Whether the password would travel in the clear, further than this computer."""
        try:
            parts = urlsplit(find_url(self._find_address()))
        except mmskit.MMSKitError:
            return False
        return parts.scheme == "http" and parts.hostname not in _LOOPBACK

    def _fill(self, choice: AccountChoice) -> None:
        self.name.setText(choice.name)
        self.name.setReadOnly(True)
        self._show_address(choice.url)
        self.session.setChecked(choice.kind == "session")

        def take(account: Account) -> None:
            self.username.setText(account.username)
            self.password.line.setText(account.password)
            self.apikey.line.setText(account.apikey)

        self._postbox.load_account(
            choice,
            while_alive(self, take),
            while_alive(self, lambda sentence: self._tell("bad", sentence)),
        )

    def _show_address(self, url: str) -> None:
        for place, node in enumerate(_NODES):
            if find_url(node) == url:
                self.node.setCurrentIndex(place)
                return
        self.node.setCurrentIndex(len(_NODES))
        self.address.setText(url)

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

    # --- how it looks -------------------------------------------------------------------------

    def _build(self) -> None:
        self.name, self.username, self.address = QLineEdit(), QLineEdit(), QLineEdit()
        self.password, self.apikey = SecretField(), SecretField()
        self.apikey.line.setMaxLength(APIKEY_CHARACTERS * 4)
        self.node = QComboBox()
        self.node.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.insecure = QCheckBox()
        self.insecure_note = StatusNote()
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
        self.labels = [QLabel() for _ in range(6)]
        fields = (
            self.name,
            self.node,
            self.address,
            self.username,
            self.password,
            self.apikey,
        )
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for label, field in zip(self.labels, fields, strict=True):
            label.setBuddy(field)
            form.addRow(label, field)
        self.form = form
        body = QVBoxLayout()
        body.setContentsMargins(24, 24, 24, 16)
        body.setSpacing(12)
        body.addLayout(form)
        body.addWidget(self.insecure_note)
        body.addWidget(self.insecure)
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

    def _connect(self) -> None:
        for line in (
            *(self.name, self.username, self.address),
            *(self.password.line, self.apikey.line),
        ):
            line.textEdited.connect(self._edit)
        self.node.currentIndexChanged.connect(self._look)
        self.address.textChanged.connect(self._look)
        self.insecure.toggled.connect(self._look)
        self.session.toggled.connect(self._look)
        self.test.clicked.connect(self._test)
        self.cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self._save)

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
        words = (
            self.tr("Name"),
            self.tr("Server"),
            self.tr("Address"),
            self.tr("User name"),
            self.tr("Password"),
            self.tr("API key"),
        )
        for label, said in zip(self.labels, words, strict=True):
            label.setText(said)
        place = max(0, self.node.currentIndex())
        self.node.blockSignals(True)
        self.node.clear()
        self.node.addItems(
            [
                self.tr("Qingdao (the usual one)"),
                self.tr("Beijing"),
                self.tr("Hong Kong"),
                self.tr("United States"),
                self.tr("Another address"),
            ]
        )
        self.node.setCurrentIndex(place)
        self.node.blockSignals(False)
        named = (self.name, self.node, self.address, self.username)
        for field, said in zip(named, words, strict=False):
            field.setAccessibleName(said)
        self.password.line.setAccessibleName(words[4])
        self.apikey.line.setAccessibleName(words[5])
        self.password.reveal.name_it(self.tr("Show the password"))
        self.apikey.reveal.name_it(self.tr("Show the API key"))
        self.name.setPlaceholderText(self.tr("What you call it, such as shop"))
        self.address.setPlaceholderText("https://")
        self.insecure.setText(self.tr("Send the password unencrypted all the same"))
        self.session.setText(self.tr("Keep for this session only"))
        self.test.setText(self.tr("Test connection"))
        self.cancel.setText(self.tr("Cancel"))
        self._look()

    def _look(self) -> None:
        self.form.setRowVisible(self.address, self.node.currentIndex() >= len(_NODES))
        insecure = self._insecure
        self.insecure_note.say(
            "warn",
            self.tr("With http:// the password and the messages travel in the clear. Use https://.")
            if insecure
            else "",
        )
        self.insecure.setVisible(insecure)
        allowed = not insecure or self.insecure.isChecked()
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
