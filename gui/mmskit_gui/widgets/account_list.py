"""The accounts, for the settings: add, change, remove, try, and which one is taken by itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

import mmskit
from mmskit.account import Account
from mmskit.texts import Text
from mmskit.wire.account import Balance
from mmskit_gui.account_book import AccountChoice
from mmskit_gui.dialogs.account_editor import AccountEditor
from mmskit_gui.languages import Languages
from mmskit_gui.postbox import Postbox, while_alive
from mmskit_gui.settings import Settings
from mmskit_gui.widgets.account_field import say_choice, say_left
from mmskit_gui.widgets.status_note import StatusNote


class AccountList(QWidget):
    """Lists the accounts. Removing one can be undone until something else is done."""

    def __init__(
        self,
        postbox: Postbox,
        settings: Settings,
        languages: Languages,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._postbox, self._settings, self._languages = postbox, settings, languages
        self._choices: list[AccountChoice] = []
        self._removed: tuple[AccountChoice, Account] | None = None
        self._editor: AccountEditor | None = None
        self.list = QListWidget()
        self.list.currentRowChanged.connect(self._look)
        self.list.itemActivated.connect(lambda _: self._edit())
        self.hint = QLabel(wordWrap=True)
        self.hint.setProperty("role", "muted")
        self.note = StatusNote()
        self.note.hide()
        self.note.acted.connect(self._undo)
        self.add = QPushButton()
        self.add.clicked.connect(self._add)
        self.edit = QPushButton()
        self.edit.clicked.connect(self._edit)
        self.test = QPushButton()
        self.test.clicked.connect(self._test)
        self.default = QPushButton()
        self.default.clicked.connect(self._make_default)
        self.remove = QPushButton()
        self.remove.setProperty("role", "danger")
        self.remove.clicked.connect(self._remove)
        buttons = QVBoxLayout()
        buttons.setSpacing(8)
        for button in (self.add, self.edit, self.test, self.default, self.remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.list, 1)
        row.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(row, 1)
        column.addWidget(self.note)
        column.addWidget(self.hint)
        postbox.accounts_changed.connect(self._fill)
        settings.changed.connect(self._fill)
        self._say_words()

    @property
    def current(self) -> AccountChoice | None:
        """The account that is selected."""
        place = self.list.currentRow()
        return self._choices[place] if 0 <= place < len(self._choices) else None

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    # --- what can be done ----------------------------------------------------------------------

    def _add(self) -> None:
        self._open_editor(None)

    def _edit(self) -> None:
        if self.edit.isEnabled():
            self._open_editor(self.current)

    def _open_editor(self, choice: AccountChoice | None) -> None:
        self._forget_removed()
        self._editor = AccountEditor(self._postbox, self._languages, choice, self)
        self._editor.open()

    def _make_default(self) -> None:
        if self.current is not None:
            self._settings.account = self.current.key

    def _test(self) -> None:
        choice = self.current
        if choice is None:
            return
        self._forget_removed()
        name = say_choice(choice)
        self.note.say("busy", self.tr("Asking {name}…").format(name=name))

        def told(balance: Balance) -> None:
            said = self.tr("{name} answers. Balance {left}")
            self.note.say("ok", said.format(name=name, left=say_left(balance.left)))

        self._postbox.balance(choice, while_alive(self, told), while_alive(self, self._complain))

    def _remove(self) -> None:
        choice = self.current
        if choice is None:
            return

        def done(account: Account | None) -> None:
            if account is None:
                said = self.tr("{name} was removed. Its secrets could not be read, so this stays.")
                self.note.say("info", said.format(name=choice.name))
                return
            self._removed = (choice, account)
            said = self.tr("{name} was removed")
            self.note.say("info", said.format(name=choice.name), self.tr("Undo"))

        self._forget_removed()
        self._postbox.remove_account(
            choice, while_alive(self, done), while_alive(self, self._complain)
        )

    def _undo(self) -> None:
        if self._removed is None:
            return
        choice, account = self._removed
        self._forget_removed()
        if choice.kind == "stored":
            self._postbox.save_account(account, failed=while_alive(self, self._complain))
            return
        try:
            self._postbox.keep_for_session(account)
        except mmskit.MMSKitError as error:
            self._complain(error.sentence)

    def _forget_removed(self) -> None:
        self._removed = None
        self.note.clear()

    def _complain(self, sentence: Text) -> None:
        self.note.say("bad", sentence.render(self._languages.current))

    # --- how it looks --------------------------------------------------------------------------

    def _say_words(self) -> None:
        self.list.setAccessibleName(self.tr("Accounts"))
        self.add.setText(self.tr("Add…"))
        self.edit.setText(self.tr("Change…"))
        self.test.setText(self.tr("Test connection"))
        self.default.setText(self.tr("Use by default"))
        self.remove.setText(self.tr("Remove"))
        self.hint.setText(
            self.tr("Passwords and keys are kept in this computer's keyring, never in a file.")
        )
        self._fill()

    def _fill(self, *_told: object) -> None:
        kept = self.current
        self._choices = self._postbox.choices()
        chosen = self._postbox.find_choice(self._settings.account)
        self.list.blockSignals(True)
        self.list.clear()
        for choice in self._choices:
            name = say_choice(choice)
            shown = self.tr("{account} · default").format(account=name)
            second = choice.url or self.tr("For trying out")
            item = QListWidgetItem(f"{shown if choice == chosen else name}\n{second}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, item.text().replace("\n", ", "))
            self.list.addItem(item)
        place = self._choices.index(kept) if kept in self._choices else 0
        self.list.setCurrentRow(place)
        self.list.blockSignals(False)
        trouble = self._postbox.accounts_trouble
        if trouble is not None:
            self._complain(trouble)
        self._look()

    def _look(self) -> None:
        choice = self.current
        mine = choice is not None and choice.kind in {"stored", "session"}
        self.edit.setEnabled(mine)
        self.remove.setEnabled(mine)
        self.test.setEnabled(choice is not None)
        is_default = choice is not None and choice.key == self._settings.account
        self.default.setEnabled(choice is not None and not is_default)
