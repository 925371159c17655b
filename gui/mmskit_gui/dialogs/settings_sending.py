"""The section of the settings about sending. What is changed in it holds at once."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QSpinBox, QWidget

import mmskit
from mmskit.msisdn import parse_number
from mmskit_gui.dialogs.settings_rows import Section
from mmskit_gui.languages import Languages
from mmskit_gui.settings import Settings

_MOST_RECIPIENTS: Final = 1_000_000


class SendingSection(Section):
    """The person's own number, and when sending asks for more than a click."""

    def __init__(
        self, settings: Settings, languages: Languages, parent: QWidget | None = None
    ) -> None:
        super().__init__(settings, parent)
        self._languages = languages
        self._error: mmskit.MMSKitError | None = None
        self.number = QLineEdit(settings.own_number)
        self.number.setFixedWidth(200)
        self.number.setInputMethodHints(Qt.InputMethodHint.ImhDialableCharactersOnly)
        self.number.setPlaceholderText("13800000000")
        self.number.textEdited.connect(self._read_number)
        self.number.editingFinished.connect(self._judge_number)
        self.wrong = QLabel(wordWrap=True)
        self.wrong.setProperty("role", "banner-bad")
        self.wrong.hide()
        self.limit = QSpinBox()
        self.limit.setRange(0, _MOST_RECIPIENTS)
        self.limit.setGroupSeparatorShown(True)
        self.limit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.limit.setFixedWidth(140)
        self.limit.setValue(settings.confirm_above)
        self.limit.valueChanged.connect(self._set_limit)
        self._number_row = self.add(self.number)
        self._limit_row = self.add(self.limit)
        self.column.insertWidget(2, self.wrong)
        self.say_words()

    def say_words(self) -> None:
        """Say the words."""
        self.heading.setText(self.tr("Sending"))
        self._number_row.say(
            self.tr("Your own number"),
            self.tr("For “send to me first”. Leave it empty to forget it."),
        )
        self._limit_row.say(
            self.tr("Type the count to confirm, above"),
            self.tr("Sending to more recipients than this asks you to type how many they are."),
        )
        self._show_error()

    def _read_number(self, typed: str) -> None:
        """Keep a number as soon as it is one; half of one is no mistake yet."""
        try:
            self.settings.own_number = parse_number(typed) if typed.strip() else ""
        except mmskit.MMSKitError:
            return
        self._error = None
        self._show_error()

    def _judge_number(self) -> None:
        typed = self.number.text()
        self._error = None
        try:
            number = parse_number(typed) if typed.strip() else ""
        except mmskit.MMSKitError as error:
            self._error = error
        else:
            self.settings.own_number = number
        self._show_error()

    def _show_error(self) -> None:
        wrong = self._error is not None
        if self._error is not None:
            self.wrong.setText(self._error.render(self._languages.current))
        self.wrong.setVisible(wrong)
        if self.number.property("wrong") != wrong:
            self.number.setProperty("wrong", wrong)
            self.number.style().polish(self.number)

    def _set_limit(self, count: int) -> None:
        self.settings.confirm_above = count
