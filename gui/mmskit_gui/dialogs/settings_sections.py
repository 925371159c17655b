"""The sections of the settings. What is changed in them holds at once."""

from __future__ import annotations

from pathlib import Path
from typing import Final, cast

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

import mmskit
from mmskit.msisdn import parse_number
from mmskit.render import PHONES
from mmskit_gui.languages import Languages
from mmskit_gui.settings import LanguageChoice, Settings, ThemeChoice
from mmskit_gui.style.wrapping import let_wrap
from mmskit_gui.tasks import Tasks
from mmskit_gui.widgets.segments import Segments

_MOST_RECIPIENTS: Final = 1_000_000


class SettingRow(QWidget):
    """What is set, a word about it, and where it is set."""

    def __init__(self, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self._name = QLabel(wordWrap=True)
        self._about = QLabel(wordWrap=True)
        self._about.setProperty("role", "muted")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._name)
        words.addWidget(self._about)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)

    def say(self, name: str, about: str = "") -> None:
        """Say the words."""
        self._name.setText(name)
        self._about.setText(about)
        self._about.setVisible(bool(about))
        self.control.setAccessibleName(name)
        self.control.setAccessibleDescription(about)


class Section(QWidget):
    """A heading and a card of rows. Subclasses say their words in :meth:`say_words`."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.heading = QLabel()
        self.heading.setProperty("role", "heading")
        self.card = QFrame()
        self.card.setProperty("role", "card")
        self._rows = QVBoxLayout(self.card)
        self._rows.setContentsMargins(0, 4, 0, 4)
        self._rows.setSpacing(0)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(16)
        self.column.addWidget(self.heading)
        self.column.addWidget(self.card)
        self.column.addStretch(1)

    def add(self, control: QWidget) -> SettingRow:
        """Add a row with a control."""
        row = SettingRow(control)
        self._rows.addWidget(row)
        return row

    def say_words(self) -> None:
        """Say all words in the language of now."""

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.say_words()


class GeneralSection(Section):
    """Language and look."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(settings, parent)
        self.language = Segments(("system", "zh_CN", "en"))
        self.theme = Segments(("system", "light", "dark"))
        self.language.choose(settings.language)
        self.theme.choose(settings.theme)
        self.language.chosen.connect(self._choose_language)
        self.theme.chosen.connect(self._choose_theme)
        self._language_row = self.add(self.language)
        self._theme_row = self.add(self.theme)
        self.say_words()

    def say_words(self) -> None:
        """Say the words. A language is named in itself, so that who reads no other finds it."""
        self.heading.setText(self.tr("General"))
        self._language_row.say(self.tr("Language"))
        self._theme_row.say(self.tr("Look"))
        follow = self.tr("As the system")
        self.language.say(self.tr("Language"), (follow, "简体中文", "English"))
        self.theme.say(self.tr("Look"), (follow, self.tr("Light"), self.tr("Dark")))

    def _choose_language(self, key: str) -> None:
        self.settings.language = cast("LanguageChoice", key)

    def _choose_theme(self, key: str) -> None:
        self.settings.theme = cast("ThemeChoice", key)


class PhoneSection(Section):
    """The phone that the preview begins with."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(settings, parent)
        self.phone = QComboBox()
        self.phone.setMinimumWidth(180)
        for name in PHONES:
            self.phone.addItem(name, name)
        self.phone.setCurrentIndex(max(0, self.phone.findData(settings.phone)))
        self.dark = QCheckBox()
        self.dark.setChecked(settings.phone_dark)
        self.text_first = QCheckBox()
        self.text_first.setChecked(settings.phone_text_first)
        self.phone.activated.connect(self._choose_phone)
        self.dark.toggled.connect(self._choose_dark)
        self.text_first.toggled.connect(self._choose_text_first)
        self._phone_row = self.add(self.phone)
        self._dark_row = self.add(self.dark)
        self._text_row = self.add(self.text_first)
        self.say_words()

    def say_words(self) -> None:
        """Say the words."""
        self.heading.setText(self.tr("Phone"))
        self._phone_row.say(
            self.tr("Phone in the preview"), self.tr("It changes the preview, never what is sent.")
        )
        self._dark_row.say(self.tr("Dark phone"))
        self._text_row.say(
            self.tr("Text above the picture"), self.tr("Some phones show the text first.")
        )
        known = {
            "standard": self.tr("Standard"),
            "small": self.tr("Small"),
            "tall": self.tr("Tall"),
            "large-text": self.tr("Large text"),
        }
        for index in range(self.phone.count()):
            name = str(self.phone.itemData(index))
            self.phone.setItemText(index, known.get(name, name))

    def _choose_phone(self, index: int) -> None:
        self.settings.phone = str(self.phone.itemData(index))

    def _choose_dark(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.settings.phone_dark = on

    def _choose_text_first(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.settings.phone_text_first = on


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


class FilesSection(Section):
    """Where things are kept, and what is remembered."""

    def __init__(self, settings: Settings, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(settings, parent)
        self._tasks = tasks
        self._recovery = settings.folder / "recovery"
        self._templates = settings.folder / "templates"
        self._cleared: tuple[Path, ...] = ()
        self.open_recovery, self.open_templates, self.clear = (
            QPushButton(autoDefault=False) for _ in range(3)
        )
        self.open_recovery.clicked.connect(lambda: self._open(self._recovery))
        self.open_templates.clicked.connect(lambda: self._open(self._templates))
        self.clear.clicked.connect(self._clear)
        settings.changed.connect(self._follow)
        self._recovery_row = self.add(self.open_recovery)
        self._templates_row = self.add(self.open_templates)
        self._recent_row = self.add(self.clear)
        self.say_words()

    def say_words(self) -> None:
        """Say the words."""
        self.heading.setText(self.tr("Files"))
        self._recovery_row.say(self.tr("Unsaved work"), let_wrap(str(self._recovery)))
        self._templates_row.say(self.tr("Templates"), let_wrap(str(self._templates)))
        count = len(self.settings.recent)
        undoable = bool(self._cleared) and not count
        about = self.tr("The list is empty.")
        if count:
            about = self.tr("%n document(s)", "", count)
        self._recent_row.say(self.tr("Recent documents"), about)
        self.open_recovery.setText(self.tr("Show folder"))
        self.open_templates.setText(self.tr("Show folder"))
        self.clear.setText(self.tr("Undo") if undoable else self.tr("Clear list"))
        self.clear.setEnabled(bool(count) or undoable)

    def _open(self, folder: Path) -> None:
        """Show a folder in the system's own program, the one around it while there is none yet."""
        self._tasks.run(
            lambda _: folder if folder.is_dir() else folder.parent,
            _show_folder,
            owner=self,
            quick=True,
        )

    def _clear(self) -> None:
        if self.settings.recent:
            self._cleared = self.settings.recent
            self.settings.forget_recent()
            return
        for path in reversed(self._cleared):
            self.settings.remember_recent(path)
        self._cleared = ()

    def _follow(self, name: str) -> None:
        if name == "recent":
            self.say_words()


def _show_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
