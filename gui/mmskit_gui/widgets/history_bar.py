"""The bar over the history: what is looked for, and fetching reports."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QWidget

from mmskit_gui.models.mailings import GROUPS, MailingFilter
from mmskit_gui.style.icons import IconButton

_TYPED_MS: Final = 150
_KINDS: Final = ("", "message", "personal")
_DAYS: Final = (0, 1, 7, 30)


class HistoryBar(QFrame):
    """Says what is wanted of the history.

    Signals:
        filter_changed: a :class:`MailingFilter`.
        fetch_wanted: fetch delivery reports now.
    """

    filter_changed = Signal(object)
    fetch_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setFixedHeight(52)
        self._fetching = False
        self.words = QLineEdit()
        self.words.setMaximumWidth(280)
        self.states, self.kinds, self.times = QComboBox(), QComboBox(), QComboBox()
        self.fetch = IconButton("refresh-cw")
        self.fetch.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fetch.clicked.connect(self.fetch_wanted)
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(_TYPED_MS)
        self._typed.timeout.connect(self._tell)
        self.words.textChanged.connect(lambda _: self._typed.start())
        for box in (self.states, self.kinds, self.times):
            box.activated.connect(self._tell)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        for box in (self.states, self.kinds, self.times):
            row.addWidget(box)
        row.addStretch(1)
        row.addWidget(self.fetch)
        self._say_words()

    @property
    def wanted(self) -> MailingFilter:
        """What is looked for."""
        days = _DAYS[max(0, self.times.currentIndex())]
        return MailingFilter(
            words=self.words.text(),
            group=tuple(GROUPS)[max(0, self.states.currentIndex())],
            kind=_KINDS[max(0, self.kinds.currentIndex())],
            since=datetime.now(UTC) - timedelta(days=days) if days else None,
        )

    def show_group(self, group: str) -> None:
        """Look for one group of states."""
        self.states.setCurrentIndex(tuple(GROUPS).index(group))
        self._tell()

    def show_all(self) -> None:
        """Look for nothing in particular."""
        self.words.clear()
        for box in (self.states, self.kinds, self.times):
            box.setCurrentIndex(0)
        self._tell()

    def show_fetching(self, *, on: bool, possible: bool) -> None:
        """Say whether reports are being fetched, and offer it where they can be."""
        self._fetching = on
        self.fetch.setEnabled(possible and not on)
        self._say_fetch()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _tell(self, *_told: object) -> None:
        self.filter_changed.emit(self.wanted)

    def _say_words(self) -> None:
        self.words.setPlaceholderText(self.tr("Search title, account or message id"))
        self.words.setAccessibleName(self.tr("Search"))
        states = (
            self.tr("All states"),
            self.tr("In doubt"),
            self.tr("Not finished"),
            self.tr("Accepted"),
            self.tr("Refused or not sent"),
        )
        kinds = (self.tr("All kinds"), self.tr("One message for all"), self.tr("A text for each"))
        times = (
            self.tr("Any time"),
            self.tr("Last 24 hours"),
            self.tr("Last 7 days"),
            self.tr("Last 30 days"),
        )
        for box, name, said in (
            (self.states, self.tr("State"), states),
            (self.kinds, self.tr("Kind"), kinds),
            (self.times, self.tr("When"), times),
        ):
            chosen = max(0, box.currentIndex())
            box.clear()
            box.addItems(said)
            box.setCurrentIndex(chosen)
            box.setAccessibleName(name)
        self._say_fetch()

    def _say_fetch(self) -> None:
        self.fetch.setText(self.tr("Fetching…") if self._fetching else self.tr("Fetch reports"))
        self.fetch.name_it(self.tr("Fetch delivery reports now"))
