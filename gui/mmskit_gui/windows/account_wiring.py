"""What the toolbar says of the account, and what must be said of submissions at the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, QObject, QTimer, Slot

from mmskit_gui.postbox import while_alive

if TYPE_CHECKING:
    from mmskit_gui.windows.main_window import MainWindow

_DOUBTS_AFTER = 1000


class AccountWiring(QObject):
    """Keeps the account's chip right."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        postbox, settings = window.services.postbox, window.services.settings
        # Bound methods: these outlive the window, and Qt lets go of a method with its object.
        postbox.balance_changed.connect(self._follow)
        postbox.accounts_changed.connect(self.show_account)
        settings.changed.connect(self._follow)
        window.toolbar.installEventFilter(self)
        QTimer.singleShot(_DOUBTS_AFTER, self, self._look_for_doubts)
        self.show_account()

    @Slot()
    def show_account(self) -> None:
        """Show the chosen account, and what it has left where that is known."""
        window = self._window
        postbox = window.services.postbox
        choice = postbox.find_choice(window.services.settings.account)
        if choice.is_sandbox:
            name = self.tr("Sandbox")
            tip = self.tr("Messages go to the sandbox on this computer and reach nobody")
        else:
            name = choice.name or self.tr("Account of the environment")
            tip = self.tr("Messages are sent through {url}").format(url=choice.url)
        balance = postbox.known_balance(choice)
        if balance is not None:
            left = QLocale().toString(float(balance.left), "f", 0)
            name = self.tr("{account} · balance {left}").format(account=name, left=left)
        window.toolbar.show_account(name, tip)

    def _look_for_doubts(self) -> None:
        self._window.services.postbox.history.count_doubts(while_alive(self, self._tell_doubts))

    def _tell_doubts(self, count: int) -> None:
        if count:
            said = self.tr("%n submission(s) may or may not have gone out.", "", count)
            self._window.notify(said, "warn", (self.tr("Look"), self._window.history_wanted.emit))

    @Slot(object)
    def _follow(self, _told: object) -> None:
        self.show_account()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say it in another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.show_account()
        return super().eventFilter(watched, event)
