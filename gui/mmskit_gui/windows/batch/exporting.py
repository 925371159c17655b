"""Writes the batch of a window into files: everything as XML, or the rows that are left out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

import mmskit
from mmskit_gui.batch_building import export_batch, save_rejected
from mmskit_gui.tasks import Task
from mmskit_gui.widgets.notice_bar import Action
from mmskit_gui.windows.work_bar import Kind

if TYPE_CHECKING:
    from mmskit.personal import Exported
    from mmskit_gui.windows.batch.window import BatchWindow


class BatchExporting(QObject):
    """Asks where, writes beside the window, and says what came of it."""

    def __init__(self, window: BatchWindow) -> None:
        super().__init__(window)
        self._window = window
        self._tasks: dict[str, Task] = {}
        window.top.export_wanted.connect(self.choose_folder)
        window.rows.save_wanted.connect(self.choose_file)
        window.work_bar.cancel_wanted.connect(self._cancel)
        window.menus.connect_all({"export": self.choose_folder, "rejected": self.choose_file})

    def choose_folder(self) -> None:
        """Ask for a folder, and write the batch into a new one within it."""
        if self._window.document.batch is None:
            return
        title = self.tr("Choose the folder to export to")
        chosen = QFileDialog.getExistingDirectory(self._window, title, str(Path.home()))
        if chosen:
            self.export(Path(chosen))

    def export(self, parent: Path) -> None:
        """Write the batch into a new folder within another."""
        window, document = self._window, self._window.document
        batch, listed = document.batch, document.draft.listed
        if batch is None or listed is None:
            return
        folder = parent / f"{listed.path.stem}-{datetime.now().astimezone():%Y%m%d-%H%M%S}"
        language = window.services.languages.current

        def take(exported: Exported) -> None:
            self._end("export")
            self._tell_exported(exported)

        self._tasks["export"] = window.services.tasks.run(
            lambda report: export_batch(batch, folder, language, report),
            take,
            failed=lambda error: self._fail("export", error),
            progressed=lambda done: window.work_bar.show_progress("export", done),
            owner=self,
        )
        window.work_bar.show_progress("export", 0.0)

    def choose_file(self) -> None:
        """Ask for a file, and write the rows into it that are left out."""
        listed = self._window.document.draft.listed
        if self._window.document.index is None or listed is None:
            return
        place = listed.path.with_name(f"{listed.path.stem}-rejected.csv")
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Save the rejected rows"), str(place), self.tr("Tables (*.csv)")
        )
        if chosen:
            self.save(Path(chosen))

    def save(self, path: Path) -> None:
        """Write the rows that are left out into a file."""
        window, document = self._window, self._window.document
        index = document.index
        if index is None:
            return
        faults = () if document.measures is None else tuple(document.measures.faults.values())
        language = window.services.languages.current

        def take(count: int) -> None:
            self._end("save")
            said = self.tr("%Ln row(s) saved in {name}", "", count).format(name=path.name)
            window.notices.show_notice(said, "info", self._offer_folder(path.parent), seconds=20)

        self._tasks["save"] = window.services.tasks.run(
            lambda report: save_rejected(index, faults, path, language, report),
            take,
            failed=lambda error: self._fail("save", error),
            progressed=lambda done: window.work_bar.show_progress("save", done),
            owner=self,
        )

    def _tell_exported(self, exported: Exported) -> None:
        manifest = exported.manifest
        people = self.tr("%Ln people", "", manifest.recipients)
        files = self.tr("%Ln file(s)", "", len(exported.files))
        left_out = self.tr("%Ln row(s)", "", sum(manifest.left_out.values()))
        said = self.tr(
            "{people} in {files}, with manifest.json and rejected.csv ({left_out}), in {folder}"
        ).format(people=people, files=files, left_out=left_out, folder=exported.folder.name)
        offer = self._offer_folder(exported.folder)
        self._window.notices.show_notice(said, "info", offer)

    def _offer_folder(self, folder: Path) -> Action:
        url = QUrl.fromLocalFile(str(folder))
        return self.tr("Open the folder"), lambda: QDesktopServices.openUrl(url)

    def _cancel(self, kind: str) -> None:
        task = self._tasks.get(kind)
        if task is not None:
            task.cancel()
            self._end("export" if kind == "export" else "save")

    def _end(self, kind: Kind) -> None:
        self._tasks.pop(kind, None)
        self._window.work_bar.show_progress(kind, None)

    def _fail(self, kind: Kind, error: mmskit.MMSKitError) -> None:
        self._end(kind)
        self._window.notices.show_notice(self._window.render_error(error), "bad")
