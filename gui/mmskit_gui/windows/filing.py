"""Documents: opened and saved beside the window, never half of one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

import mmskit
from mmskit.bundle import SUFFIX
from mmskit_gui.document import Document
from mmskit_gui.settings import Settings
from mmskit_gui.tasks import Report, Tasks

_NAME_CHARACTERS: Final = 60
_FORBIDDEN: Final = '/\\:*?"<>|'


class Filing(QObject):
    """Opens into and saves from one document.

    Signals:
        opened: a document was opened.
        saved: it is on disk as it is now.
        said: a sentence and its kind.
    """

    opened = Signal()
    saved = Signal()
    said = Signal(str, str)

    def __init__(
        self,
        document: Document,
        settings: Settings,
        tasks: Tasks,
        render: Callable[[mmskit.MMSKitError], str],
        window: QWidget,
    ) -> None:
        super().__init__(document)
        self._document, self._settings, self._tasks = document, settings, tasks
        self._render, self._window = render, window

    def open(self, path: Path) -> None:
        """Open a message from disk."""

        def done(message: mmskit.Message) -> None:
            place = path.parent if path.name == "message.toml" else path
            self._document.open(message, place)
            self._settings.remember_recent(place)
            self.opened.emit()

        self._read(path, done)

    def open_copy(self, path: Path) -> None:
        """Open a sample or a template as a new document without a place."""

        def done(message: mmskit.Message) -> None:
            self._document.open(message, None)
            self.opened.emit()

        self._read(path, done)

    def choose_and_open(self) -> Path | None:
        """Ask for a file. Returns it, or None where the person thought better of it."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Open"), self._find_folder(), self._say_filter()
        )
        return Path(chosen) if chosen else None

    def save(self) -> None:
        """Save where it came from; ask for a place where there is none."""
        if self._document.path is None:
            self.save_as()
        else:
            self.save_to(self._document.path)

    def save_as(self) -> None:
        """Ask for a place and save there."""
        start = Path(self._find_folder()) / f"{self.find_name()}{SUFFIX}"
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Save as"), str(start), self._say_filter()
        )
        if chosen:
            path = Path(chosen)
            self.save_to(path if path.suffix.lower() == SUFFIX else Path(f"{path}{SUFFIX}"))

    def save_to(self, path: Path) -> None:
        """Save to a place."""
        message = self._document.message

        def done(_: object) -> None:
            if self._document.message is message:
                self._document.mark_saved(path)
            else:
                self._document.mark_placed(path)
            self._settings.remember_recent(path)
            self.saved.emit()
            self.said.emit(self.tr("Saved as {name}").format(name=path.name), "info")

        def failed(error: mmskit.MMSKitError) -> None:
            self.said.emit(self._render(error), "bad")

        def work(_: Report) -> None:
            mmskit.save_message(message, path)

        self._tasks.run(work, done, failed=failed, owner=self)

    def find_name(self) -> str:
        """What the document is called: its file, else its title."""
        if self._document.path is not None:
            return self._document.path.stem
        title = "".join(char for char in self._document.message.title if char.isprintable()).strip()
        kept = "".join(char for char in title if char not in _FORBIDDEN)[:_NAME_CHARACTERS]
        return kept.strip(" .") or self.tr("Untitled")

    def _read(self, path: Path, done: Callable[[mmskit.Message], None]) -> None:
        def failed(error: mmskit.MMSKitError) -> None:
            self.said.emit(self._render(error), "bad")

        self._tasks.run(
            lambda _: mmskit.open_message(path), done, failed=failed, owner=self, quick=True
        )

    def _find_folder(self) -> str:
        path = self._document.path or next(iter(self._settings.recent), None)
        return str(path.parent) if path is not None else str(Path.home())

    def _say_filter(self) -> str:
        return self.tr("Messages (*.mmsx message.toml)")
