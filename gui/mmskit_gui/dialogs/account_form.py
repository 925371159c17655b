"""The fields of one account, and whether its password would travel in the clear."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

import mmskit
from mmskit.account import Account, find_url
from mmskit.limits import APIKEY_CHARACTERS, NODES
from mmskit_gui.account_book import AccountChoice
from mmskit_gui.widgets.secret_field import SecretField
from mmskit_gui.widgets.status_note import StatusNote

_NODES: Final = tuple(NODES)
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class AccountForm(QWidget):
    """Where an account sends to, and its secrets.

    Signals:
        edited: the person wrote something.
        changed: :attr:`allowed` may be another.
    """

    edited = Signal()
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build()
        for line in (
            *(self.name, self.username, self.address),
            *(self.password.line, self.apikey.line),
        ):
            line.textEdited.connect(self.edited)
        self.node.currentIndexChanged.connect(self._look)
        self.address.textChanged.connect(self._look)
        self.insecure.toggled.connect(self._look)
        self._say_words()

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

    @property
    def allowed(self) -> bool:
        """Whether the account may be used as it is written."""
        return not self._insecure or self.insecure.isChecked()

    def show_choice(self, choice: AccountChoice) -> None:
        """Show an account to be changed; its name stays."""
        self.name.setText(choice.name)
        self.name.setReadOnly(True)
        for place, node in enumerate(_NODES):
            if find_url(node) == choice.url:
                self.node.setCurrentIndex(place)
                return
        self.node.setCurrentIndex(len(_NODES))
        self.address.setText(choice.url)

    def show_secrets(self, account: Account) -> None:
        """Show its secrets."""
        self.username.setText(account.username)
        self.password.line.setText(account.password)
        self.apikey.line.setText(account.apikey)

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

    # --- how it looks -------------------------------------------------------------------------

    def _build(self) -> None:
        self.name, self.username, self.address = QLineEdit(), QLineEdit(), QLineEdit()
        self.password, self.apikey = SecretField(), SecretField()
        self.apikey.line.setMaxLength(APIKEY_CHARACTERS * 4)
        self.node = QComboBox()
        self.node.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.insecure = QCheckBox()
        self.insecure_note = StatusNote()
        self._labels = [QLabel() for _ in range(6)]
        fields = (
            self.name,
            self.node,
            self.address,
            self.username,
            self.password,
            self.apikey,
        )
        self._rows = QFormLayout()
        self._rows.setHorizontalSpacing(16)
        self._rows.setVerticalSpacing(12)
        self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for label, field in zip(self._labels, fields, strict=True):
            label.setBuddy(field)
            self._rows.addRow(label, field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._rows)
        column.addWidget(self.insecure_note)
        column.addWidget(self.insecure)

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _say_words(self) -> None:
        words = (
            self.tr("Name"),
            self.tr("Server"),
            self.tr("Address"),
            self.tr("User name"),
            self.tr("Password"),
            self.tr("API key"),
        )
        for label, said in zip(self._labels, words, strict=True):
            label.setText(said)
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
        self._name_nodes()
        self._look()

    def _name_nodes(self) -> None:
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

    def _look(self) -> None:
        self._rows.setRowVisible(self.address, self.node.currentIndex() >= len(_NODES))
        insecure = self._insecure
        self.insecure_note.say(
            "warn",
            self.tr("With http:// the password and the messages travel in the clear. Use https://.")
            if insecure
            else "",
        )
        self.insecure.setVisible(insecure)
        self.changed.emit()
