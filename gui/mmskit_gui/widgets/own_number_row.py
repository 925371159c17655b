"""Send to me first: one copy to one's own phone, and what became of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mmskit.errors import InvalidNumberError
from mmskit.msisdn import parse_number
from mmskit_gui.languages import Languages
from mmskit_gui.settings import Settings
from mmskit_gui.widgets.status_note import NoteKind, StatusNote


class OwnNumberRow(QFrame):
    """Asks for one's own number in place, and shows how the copy fares.

    Signals:
        wanted: send to this number, as the platform takes it.
    """

    wanted = Signal(str)

    def __init__(
        self, settings: Settings, languages: Languages, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._settings, self._languages = settings, languages
        self._wrong: InvalidNumberError | None = None
        self.setProperty("role", "card")
        self.label = QLabel()
        self.field = QLineEdit(settings.own_number)
        self.field.setFixedWidth(160)
        self.field.textEdited.connect(self._edit)
        self.field.returnPressed.connect(self.send)
        self.button = QPushButton()
        self.button.clicked.connect(self.send)
        self.label.setBuddy(self.field)
        self.note = StatusNote(tinted=False)
        self.note.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.label)
        row.addWidget(self.field)
        row.addWidget(self.button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.note)
        settings.changed.connect(self._take_setting)
        self._say_words()

    def enable(self, *, on: bool) -> None:
        """Let it be sent, or not."""
        self.button.setEnabled(on)

    def send(self) -> None:
        """Want a copy for the number in the field, or say what is wrong with that."""
        if not self.button.isEnabled():
            return
        try:
            number = parse_number(self.field.text())
        except InvalidNumberError as error:
            self._wrong = error
            self._say_wrong()
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._settings.own_number = self.field.text().strip()
        self.wanted.emit(number)

    def say(self, kind: NoteKind, said: str) -> None:
        """Show how the copy fares."""
        self.note.say(kind, said)

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _take_setting(self, name: str) -> None:
        """Take a number that was set elsewhere, unless one is being written."""
        if name == "own_number" and not self.field.hasFocus():
            self.field.setText(self._settings.own_number)

    def _edit(self) -> None:
        if self._wrong is not None:
            self._wrong = None
            self.note.clear()
        self._mark()

    def _say_words(self) -> None:
        self.label.setText(self.tr("Send to me first"))
        self.field.setPlaceholderText(self.tr("Your own number"))
        self.field.setAccessibleName(self.tr("Your own number"))
        self.button.setText(self.tr("Send one copy"))
        if self._wrong is not None:
            self._say_wrong()

    def _say_wrong(self) -> None:
        if self._wrong is not None:
            self.note.say("bad", self._wrong.render(self._languages.current))
        self._mark()

    def _mark(self) -> None:
        self.field.setProperty("wrong", self._wrong is not None)
        self.field.style().unpolish(self.field)
        self.field.style().polish(self.field)
