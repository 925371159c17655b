"""The section of the settings about files. What is changed in it holds at once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QWidget

from mmskit_gui.dialogs.settings_rows import Section
from mmskit_gui.settings import Settings
from mmskit_gui.style.wrapping import let_wrap
from mmskit_gui.tasks import Tasks


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
