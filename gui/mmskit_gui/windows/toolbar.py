"""The bar at the top: the document's name, the main actions, the account, and Send."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from mmskit_gui.style.icons import IconButton
from mmskit_gui.windows.actions import Actions, say_plainly

_NAME_WIDTH = 240


class ToolBar(QFrame):
    """Buttons for actions; each is as able as its action.

    Signals:
        account_wanted: the account's chip was clicked.
    """

    account_wanted = Signal()

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setFixedHeight(52)
        self._actions = actions
        self._buttons: list[tuple[IconButton, QAction, bool]] = []
        self._name = QLabel()
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setProperty("role", "strong")
        self._name.setMaximumWidth(_NAME_WIDTH)
        self._state = QLabel()
        self._state.setProperty("role", "muted")
        self._file, self._edited = "", False
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(4)
        row.addWidget(self._name)
        row.addWidget(self._state)
        row.addWidget(_make_rule())
        row.addWidget(self._make_button("undo", "undo-2", with_words=False))
        row.addWidget(self._make_button("redo", "redo-2", with_words=False))
        row.addWidget(_make_rule())
        row.addWidget(self._make_button("add", "plus"))
        row.addWidget(self._make_button("fit", "minimize-2"))
        row.addWidget(self._make_button("play", "play"))
        row.addWidget(self._make_button("batch", "users"))
        row.addStretch(1)
        self._account = QPushButton()
        self._account.setProperty("role", "ghost")
        self._account.setObjectName("account")
        self._account.clicked.connect(self.account_wanted)
        self._account.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row.addWidget(self._account)
        row.addWidget(self._make_button("history", "history", with_words=False))
        row.addSpacing(8)
        row.addWidget(self._make_button("send", "send", role="primary"))
        self._say_words()

    def show_name(self, name: str, *, edited: bool) -> None:
        """Show the document's name, and whether it has changes that are not saved."""
        self._file, self._edited = name, edited
        self._say_words()

    def show_account(self, said: str, description: str) -> None:
        """Show which account is chosen."""
        self._account.setText(said)
        self._account.setToolTip(description)
        self._account.setAccessibleName(description)

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _make_button(
        self, name: str, icon: str, *, with_words: bool = True, role: str = "plain"
    ) -> IconButton:
        button = IconButton(icon, role=role)
        button.setObjectName(f"{name}_button")
        action = self._actions[name]
        if with_words:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._buttons.append((button, action, with_words))
        return button

    def _follow(self) -> None:
        for button, action, with_words in self._buttons:
            button.setEnabled(action.isEnabled())
            said = say_plainly(action.text())
            if with_words:
                button.setText(said)
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            button.name_it(said, tip=f"{said} ({keys})" if keys else said)

    def _say_words(self) -> None:
        self._follow()
        shown = self._name.fontMetrics().elidedText(
            self._file, Qt.TextElideMode.ElideMiddle, _NAME_WIDTH - 8
        )
        self._name.setText(shown)
        self._name.setToolTip(self._file)
        self._state.setText(self.tr("· edited") if self._edited else "")


def _make_rule() -> QFrame:
    rule = QFrame()
    rule.setProperty("role", "rule")
    rule.setFixedHeight(20)
    return rule
