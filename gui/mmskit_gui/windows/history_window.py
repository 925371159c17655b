"""The history in a window of its own. It wires its parts together and does nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mmskit_gui.widgets.history_bar import HistoryBar
from mmskit_gui.widgets.mailing_foot import MailingFoot
from mmskit_gui.widgets.mailing_list import MailingList
from mmskit_gui.widgets.notice_bar import NoticeBar
from mmskit_gui.widgets.phone_panel import PhonePanel
from mmskit_gui.widgets.status_note import StatusNote
from mmskit_gui.windows.history_pane import HistoryPane
from mmskit_gui.windows.history_wiring import HistoryWiring

if TYPE_CHECKING:
    from mmskit_gui.services import Services

_FIRST_SIZE: Final = (1280, 820)
_LEAST: Final = (1080, 680)
_LIST: Final = 320
_PHONE: Final = 300


class HistoryWindow(QMainWindow):
    """Everything that was sent, and what became of it.

    Signals:
        message_wanted: a message to begin a new document with.
        closed: it is closed.
    """

    message_wanted = Signal(object)
    closed = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.services = services
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(*_LEAST)
        self.bar = HistoryBar()
        self.doubts = StatusNote()
        self.doubts.hide()
        self.notices = NoticeBar()
        self.mailings = MailingList()
        self.pane = HistoryPane(services.languages)
        self.foot = MailingFoot()
        self.phone = PhonePanel(
            services.imagery, services.player, services.settings, services.languages
        )
        self.gone = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.gone.setProperty("role", "muted")
        self.empty = _Empty()
        self._pages = QStackedWidget()
        self._build()
        place = services.settings.load_place("history")
        if place is None or not self.restoreGeometry(place):
            self.resize(*_FIRST_SIZE)
        self._close = QAction(self)
        self._close.setShortcuts([QKeySequence("Ctrl+W"), QKeySequence("Esc")])
        self._close.triggered.connect(self.close)
        self.addAction(self._close)
        self.wiring = HistoryWiring(self)
        self._say_words()

    def show_empty(self, said: str, hint: str, action: str = "") -> None:
        """Say that there is nothing, why, and what can be done about it."""
        self.empty.say(said, hint, action)
        self._pages.setCurrentWidget(self.empty)

    def show_list(self) -> None:
        """Show the mailings."""
        self.empty.say("", "", "")
        self._pages.setCurrentIndex(0)

    def show_doubts(self, said: str, action: str) -> None:
        """Say above everything what is in doubt; nothing where nothing is."""
        self.doubts.say("warn", said, action)
        self._above.setVisible(bool(said))

    def show_detail(self, *, on: bool) -> None:
        """Show one mailing, or an empty place."""
        self._detail.setVisible(on)
        self.side.setVisible(on)
        self._blank.setVisible(not on)

    def show_phone(self, *, on: bool) -> None:
        """Show the message, or that it was not kept."""
        self.phone.setVisible(on)
        self.gone.setVisible(not on)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Read nothing any more."""
        self.phone.playback.pause()
        self.services.settings.save_place("history", self.saveGeometry())
        self.services.postbox.history.close()
        event.accept()
        self.closed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _say_words(self) -> None:
        self.setWindowTitle(self.tr("What was sent"))
        self._blank.setText(self.tr("Counting…"))
        self.gone.setText(self.tr("The message was not kept with this submission."))
        self.wiring.say_words()

    def _build(self) -> None:
        self._detail = QWidget()
        detail = QVBoxLayout(self._detail)
        detail.setContentsMargins(0, 0, 0, 0)
        detail.setSpacing(0)
        detail.addWidget(self.notices)
        detail.addWidget(self.pane, 1)
        detail.addWidget(self.foot)
        self._blank = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._blank.setProperty("role", "muted")
        self.side = QFrame()
        self.side.setProperty("role", "side-right")
        self.side.setFixedWidth(_PHONE)
        side = QVBoxLayout(self.side)
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(self.phone)
        side.addWidget(self.gone)
        left = QFrame()
        left.setProperty("role", "side-left")
        left.setFixedWidth(_LIST)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 8, 0, 8)
        column.addWidget(self.mailings)
        row = QHBoxLayout()
        row.setSpacing(0)
        for part in (left, self._detail, self._blank):
            row.addWidget(part, 0 if part is left else 1)
        row.addWidget(self.side)
        listed = QWidget()
        inside = QVBoxLayout(listed)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        self._above = QWidget()
        above = QVBoxLayout(self._above)
        above.setContentsMargins(12, 10, 12, 10)
        above.addWidget(self.doubts)
        inside.addWidget(self._above)
        inside.addLayout(row, 1)
        self._pages.addWidget(listed)
        self._pages.addWidget(self.empty)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._pages, 1)
        self.setCentralWidget(whole)


class _Empty(QWidget):
    """Says that there is nothing to show."""

    def __init__(self) -> None:
        super().__init__()
        centre = Qt.AlignmentFlag.AlignCenter
        self.said = QLabel(alignment=centre)
        self.said.setProperty("role", "heading")
        self._hint = QLabel(alignment=centre, wordWrap=True)
        self._hint.setProperty("role", "muted")
        self.button = QPushButton()
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(self.said)
        column.addWidget(self._hint)
        column.addSpacing(8)
        column.addWidget(self.button, 0, centre)
        column.addStretch(3)

    def say(self, said: str, hint: str, action: str) -> None:
        """Say it."""
        self.said.setText(said)
        self._hint.setText(hint)
        self.button.setText(action)
        self.button.setVisible(bool(action))
