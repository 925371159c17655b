"""Where a message goes from: the account, its balance, and whether it answers."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mmskit.texts import Text
from mmskit_gui.account_book import ENVIRONMENT, AccountChoice
from mmskit_gui.account_desk import BalanceTold
from mmskit_gui.languages import Languages
from mmskit_gui.postbox import Postbox, while_alive
from mmskit_gui.sandbox_process import NAME
from mmskit_gui.settings import Settings
from mmskit_gui.style.icons import IconButton
from mmskit_gui.widgets.status_note import StatusNote


class AccountField(QWidget):
    """A choice of accounts with the live balance of the chosen one.

    Signals:
        chosen: another account.
        account_wanted: the person wants to add one.
        balance_told: the balance is known, or known to be unknown.
    """

    chosen = Signal(object)
    account_wanted = Signal()
    balance_told = Signal()

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
        self._failed: Text | None = None
        self._asking = False
        self.heading = QLabel()
        self.heading.setProperty("role", "strong")
        self.combo = QComboBox()
        self.combo.setMinimumContentsLength(22)
        self.combo.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.combo.activated.connect(self._activate)
        self.heading.setBuddy(self.combo)
        self.refresh = IconButton("refresh-cw")
        self.refresh.clicked.connect(self.ask)
        self.state = StatusNote(tinted=False)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.combo, 1)
        row.addWidget(self.refresh)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.heading)
        column.addLayout(row)
        column.addWidget(self.state)
        postbox.accounts_changed.connect(self._take_accounts)
        postbox.balance_changed.connect(self._take_balance)
        self.choice = postbox.find_choice(settings.account)
        self._say_words()

    @property
    def left(self) -> Decimal | None:
        """What the chosen account has left, where it is known."""
        known = self._postbox.known_balance(self.choice)
        return None if known is None or self._failed is not None else known.left

    def choose(self, choice: AccountChoice) -> None:
        """Take another account, and ask for its balance."""
        self.choice = choice
        self._settings.account = choice.key
        self._fill()
        self.chosen.emit(choice)
        self.ask()

    def ask(self) -> None:
        """Ask for the balance. It changes nothing and costs nothing."""
        asked = self.choice

        def fail(sentence: Text) -> None:
            if self.choice == asked:
                self._failed, self._asking = sentence, False
                self._say_state()
                self.balance_told.emit()

        self._failed, self._asking = None, True
        self._say_state()
        self._postbox.balance(asked, lambda _: None, while_alive(self, fail))

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _activate(self, place: int) -> None:
        if place < len(self._choices):
            self.choose(self._choices[place])
        else:
            self._fill()
            self.account_wanted.emit()

    def _take_accounts(self) -> None:
        kept = self._postbox.find_choice(self.choice.key)
        if kept == self.choice:
            self._fill()
        else:
            self.choose(kept)

    def _take_balance(self, told: BalanceTold) -> None:
        if told.choice == self.choice:
            self._failed, self._asking = None, False
            self._say_state()
            self.balance_told.emit()

    def _say_words(self) -> None:
        self.heading.setText(self.tr("Account"))
        self.combo.setAccessibleName(self.tr("Account to send from"))
        self.refresh.name_it(self.tr("Ask for the balance again"))
        self._fill()
        self._say_state()

    def _fill(self) -> None:
        self._choices = self._postbox.choices()
        self.combo.clear()
        for choice in self._choices:
            self.combo.addItem(say_choice(choice))
        self.combo.insertSeparator(self.combo.count())
        self.combo.addItem(self.tr("Add an account…"))
        place = self._choices.index(self.choice) if self.choice in self._choices else 0
        self.combo.setCurrentIndex(place)

    def _say_state(self) -> None:
        if self._failed is not None:
            self.state.say("bad", self._failed.render(self._languages.current))
            return
        known = self._postbox.known_balance(self.choice)
        if known is None or self._asking:
            self.state.say("busy", self.tr("Asking for the balance…"))
            return
        self.state.say("ok", self.tr("Balance {left}").format(left=say_left(known.left)))


def say_left(left: Decimal) -> str:
    """A number of messages, with separators and without zeros behind the point."""
    shown = f"{left:,f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def say_account(name: str) -> str:
    """What an account is called that a record names."""
    if name == NAME:
        return QCoreApplication.translate("AccountField", "Sandbox on this computer")
    if name in {ENVIRONMENT, "environment"}:  # as the app and as the command line call it
        return QCoreApplication.translate("AccountField", "Account of the environment variables")
    return name


def say_choice(choice: AccountChoice) -> str:
    """What an account is called in lists."""
    if choice.kind == "sandbox":
        return QCoreApplication.translate(
            "AccountField", "Sandbox on this computer (free, reaches nobody)"
        )
    if choice.kind == "environment":
        return QCoreApplication.translate("AccountField", "Account of the environment variables")
    if choice.kind == "session":
        return QCoreApplication.translate("AccountField", "{name} (this session only)").format(
            name=choice.name
        )
    return choice.name
