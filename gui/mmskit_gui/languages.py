"""Which language the app speaks. Switching tells every widget, which then says its words anew."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from mmskit.texts import Language, choose_language
from mmskit_gui.settings import LanguageChoice

TRANSLATIONS: Final = Path(__file__).parent / "translations"

_LOCALES: Final[dict[Language, QLocale]] = {
    "zh_CN": QLocale(QLocale.Language.Chinese, QLocale.Country.China),
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedStates),
}


class Languages(QObject):
    """Installs the translations of one language at a time."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self._app = app
        self._installed: list[QTranslator] = []
        self._current: Language = "en"

    @property
    def current(self) -> Language:
        """The language spoken now; also what sentences of the core are rendered in."""
        return self._current

    def choose(self, choice: LanguageChoice) -> None:
        """Speak a language. Widgets get a ``LanguageChange`` event."""
        language = find_language(choice)
        for translator in self._installed:
            self._app.removeTranslator(translator)
        self._installed = []
        self._current = language
        QLocale.setDefault(_LOCALES[language])
        qt_words = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for folder, stem in ((qt_words, "qtbase"), (str(TRANSLATIONS), "mmskit_gui")):
            translator = QTranslator(self)
            if translator.load(f"{stem}_{language}", folder):
                self._app.installTranslator(translator)
                self._installed.append(translator)


def find_language(choice: LanguageChoice) -> Language:
    """The language that a choice means."""
    return find_system_language() if choice == "system" else choice


def find_system_language() -> Language:
    """The language that ``MMSKIT_LANG`` names, else the first of the system's that the app speaks."""
    if os.environ.get("MMSKIT_LANG"):
        return choose_language(os.environ)
    for name in QLocale.system().uiLanguages():
        if name.startswith("zh"):
            return "zh_CN"
        if name.startswith("en"):
            return "en"
    return "en"
