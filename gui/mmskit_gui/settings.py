"""What the app remembers between two starts. No secret is among it."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal, cast

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

LanguageChoice = Literal["system", "zh_CN", "en"]
ThemeChoice = Literal["system", "light", "dark"]

RECENT: Final = 10


class Settings(QObject):
    """Reads and writes one file.

    Signals:
        changed: the name of what was changed, such as ``language``.
    """

    changed = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._kept = QSettings(str(folder / "app.ini"), QSettings.Format.IniFormat)

    @property
    def folder(self) -> Path:
        """Where everything of this person's is kept."""
        return self._folder

    @property
    def language(self) -> LanguageChoice:
        """Which language; ``system`` follows the system's."""
        return cast("LanguageChoice", self._choose("language", ("system", "zh_CN", "en")))

    @language.setter
    def language(self, value: LanguageChoice) -> None:
        self._set("language", value)

    @property
    def theme(self) -> ThemeChoice:
        """Light or dark; ``system`` follows the system's."""
        return cast("ThemeChoice", self._choose("theme", ("system", "light", "dark")))

    @theme.setter
    def theme(self, value: ThemeChoice) -> None:
        self._set("theme", value)

    @property
    def phone(self) -> str:
        """The name of the phone in the preview."""
        return str(self._kept.value("phone", "standard"))

    @phone.setter
    def phone(self, value: str) -> None:
        self._set("phone", value)

    @property
    def phone_dark(self) -> bool:
        """Whether the phone is in dark mode."""
        return self.flag("phone_dark")

    @phone_dark.setter
    def phone_dark(self, value: bool) -> None:
        self._set("phone_dark", value)

    @property
    def phone_text_first(self) -> bool:
        """Whether the phone shows the text above the picture."""
        return self.flag("phone_text_first")

    @phone_text_first.setter
    def phone_text_first(self, value: bool) -> None:
        self._set("phone_text_first", value)

    @property
    def account(self) -> str:
        """The account chosen last; ``""`` is the built-in sandbox."""
        return str(self._kept.value("account", ""))

    @account.setter
    def account(self, value: str) -> None:
        self._set("account", value)

    @property
    def own_number(self) -> str:
        """The person's own phone number, for "send to me first"."""
        return str(self._kept.value("own_number", ""))

    @own_number.setter
    def own_number(self, value: str) -> None:
        self._set("own_number", value)

    @property
    def confirm_above(self) -> int:
        """From so many recipients on, the number must be typed before sending."""
        return int(str(self._kept.value("confirm_above", 100)))

    @confirm_above.setter
    def confirm_above(self, value: int) -> None:
        self._set("confirm_above", value)

    @property
    def recent(self) -> tuple[Path, ...]:
        """Documents opened or saved last, the newest first."""
        kept = self._kept.value("recent", [])
        listed = [kept] if isinstance(kept, str) else list(cast("list[str]", kept or []))
        return tuple(Path(entry) for entry in listed if entry)

    def remember_recent(self, path: Path) -> None:
        """Put a document first in the list."""
        listed = [path, *(other for other in self.recent if other != path)]
        self._set("recent", [str(entry) for entry in listed[:RECENT]])

    def forget_recent(self, path: Path | None = None) -> None:
        """Take a document, or all, off the list."""
        kept = [] if path is None else [entry for entry in self.recent if entry != path]
        self._set("recent", [str(entry) for entry in kept])

    @property
    def recent_lists(self) -> tuple[Path, ...]:
        """Lists of recipients opened last, the newest first."""
        kept = self._kept.value("recent_lists", [])
        listed = [kept] if isinstance(kept, str) else list(cast("list[str]", kept or []))
        return tuple(Path(entry) for entry in listed if entry)

    def remember_list(self, path: Path) -> None:
        """Put a list of recipients first."""
        listed = [path, *(other for other in self.recent_lists if other != path)]
        self._set("recent_lists", [str(entry) for entry in listed[:RECENT]])

    def flag(self, name: str) -> bool:
        """Whether something is switched on; it is not before it was."""
        return str(self._kept.value(name, "false")).lower() == "true"

    def set_flag(self, name: str, *, on: bool) -> None:
        """Switch something on or off."""
        self._set(name, on)

    def load_place(self, name: str) -> QByteArray | None:
        """A window's place and size as it was left."""
        kept = self._kept.value(f"place/{name}")
        return kept if isinstance(kept, QByteArray) else None

    def save_place(self, name: str, place: QByteArray) -> None:
        """Remember a window's place and size."""
        self._kept.setValue(f"place/{name}", place)

    def save(self) -> bool:
        """Write everything to disk now; False where that cannot be done."""
        self._kept.sync()
        return self._kept.status() == QSettings.Status.NoError

    def _choose(self, name: str, known: tuple[str, ...]) -> str:
        kept = str(self._kept.value(name, known[0]))
        return kept if kept in known else known[0]

    def _set(self, name: str, value: object) -> None:
        if self._kept.value(name) != value:
            self._kept.setValue(name, value)
            self.changed.emit(name)
