"""The sections of the settings about the app and the phone. What is changed holds at once."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from mmskit.render import PHONES
from mmskit_gui.dialogs.settings_rows import Section
from mmskit_gui.settings import LanguageChoice, Settings, ThemeChoice
from mmskit_gui.widgets.segments import Segments


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
