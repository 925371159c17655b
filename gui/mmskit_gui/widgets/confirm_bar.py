"""The step before money is spent: what goes out, to how many, from which account."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget


class ConfirmBar(QWidget):
    """Asks once more, in place. Many recipients have to be typed as a number.

    Signals:
        confirmed: send.
        left: do not send yet.
    """

    confirmed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self._account = ""
        self._detail = ""
        self._typed = False
        self.question = QLabel(wordWrap=True)
        self.question.setProperty("role", "strong")
        self.hint = QLabel(wordWrap=True)
        self.hint.setProperty("role", "muted")
        self.field = QLineEdit()
        self.field.setFixedWidth(120)
        self.field.textChanged.connect(self._look)
        self.field.returnPressed.connect(self._confirm)
        self.back = QPushButton()
        self.back.clicked.connect(self.left)
        self.go = QPushButton()
        self.go.setProperty("role", "primary")
        self.go.clicked.connect(self._confirm)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self.question)
        words.addWidget(self.hint)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(words, 1)
        for part in (self.field, self.back, self.go):
            row.addWidget(part)
        self._say_words()

    def ask(self, count: int, account: str, *, typed: bool, detail: str = "") -> None:
        """Ask for this many recipients.

        Args:
            count: how many messages are paid for.
            account: what the person calls the account.
            typed: whether the count must be typed.
            detail: what else is to be known before, a sentence.
        """
        self._count, self._account, self._typed = count, account, typed
        self._detail = detail
        self.field.clear()
        self.field.setVisible(typed)
        self._say_words()
        self._look()
        (self.field if typed else self.back).setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _confirm(self) -> None:
        if self.go.isEnabled():
            self.go.setEnabled(False)  # a second click must find nothing to do
            self.confirmed.emit()

    def _look(self) -> None:
        digits = "".join(char for char in self.field.text() if char.isdecimal())
        self.go.setEnabled(not self._typed or digits == str(self._count))

    def _say_words(self) -> None:
        self.question.setText(
            self.tr("%Ln message(s) from the account {account}?", "", self._count).format(
                account=self._account
            )
        )
        hint = (
            self.tr("They cost money and cannot be called back. Type {count} to go on.").format(
                count=self._count
            )
            if self._typed
            else self.tr("They cost money and cannot be called back.")
        )
        self.hint.setText(f"{self._detail}\n{hint}" if self._detail else hint)
        self.field.setPlaceholderText(str(self._count))
        self.field.setAccessibleName(self.tr("Number of recipients, to confirm"))
        self.back.setText(self.tr("Not yet"))
        self.go.setText(self.tr("Send now"))
