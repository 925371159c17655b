"""What a batch is made of, chosen or dropped: its list, its stop list, its picture."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtWidgets import QFileDialog

import mmskit
from mmskit_gui.batch_draft import ListChoice
from mmskit_gui.importing import Imported, Offer, read_offer, take_offer
from mmskit_gui.tasks import Lane

if TYPE_CHECKING:
    from mmskit_gui.windows.batch.window import BatchWindow


class BatchChoosing(QObject):
    """Asks for files, and gives them to the document of one window."""

    def __init__(self, window: BatchWindow) -> None:
        super().__init__(window)
        self._window = window
        self._show_recent()

    def choose_list(self) -> None:
        """Ask for a list and open it."""
        kinds = self.tr("Lists (*.csv *.txt *.tsv *.xlsx *.xls);;All files (*)")
        path = self._choose(self.tr("Open a list"), kinds)
        if path is not None:
            self.open_list(path)

    def open_list(self, path: Path) -> None:
        """Open a list; the stop list stays."""
        listed = self._window.document.draft.listed
        stop = None if listed is None else listed.stop_list
        self._window.document.open_list(ListChoice(path, stop_list=stop))
        self._window.services.settings.remember_list(path)
        self._show_recent()

    def _show_recent(self) -> None:
        there = [path for path in self._window.services.settings.recent_lists if path.exists()]
        self._window.menus.show_recent(there, self.open_list)

    def choose_picture(self) -> None:
        """Ask for the picture."""
        kinds = self.tr("Pictures (*.jpg *.jpeg *.gif *.png *.webp *.bmp);;All files (*)")
        path = self._choose(self.tr("Choose a picture"), kinds)
        if path is not None:
            self._read_picture(Offer(paths=(path,)))

    def choose_column(self, name: str) -> None:
        """Take the numbers from a column."""
        listed = self._window.document.draft.listed
        if listed is not None:
            self._window.document.open_list(replace(listed, number_column=name))

    def choose_sheet(self, name: str) -> None:
        """Take another sheet; its numbers are looked for anew."""
        listed = self._window.document.draft.listed
        if listed is not None:
            self._window.document.open_list(replace(listed, sheet=name, number_column=""))

    def choose_stop_list(self, wanted: bool) -> None:  # noqa: FBT001 - Qt's signal
        """Ask for a list of those who get nothing, or do without one."""
        listed = self._window.document.draft.listed
        if listed is None:
            return
        path = None
        if wanted:
            kinds = self.tr("Lists (*.csv *.txt *.tsv *.xlsx *.xls);;All files (*)")
            path = self._choose(self.tr("Choose a stop list"), kinds)
            if path is None:
                return
        self._window.document.open_list(replace(listed, stop_list=path))

    def take_picture(self, mime: QMimeData) -> None:
        """Take the picture that was dropped."""
        self._read_picture(take_offer(mime))

    def _read_picture(self, offer: Offer) -> None:
        window = self._window
        name = self.tr("Picture")

        def take(found: Imported) -> None:
            pictures = [frame.picture for frame in found.frames if frame.picture is not None]
            if pictures:
                window.document.set_picture(pictures[0])
            elif found.refused:
                self._tell(found.refused[0])
            else:
                window.notices.show_notice(self.tr("That is no picture."), "bad")

        window.services.tasks.run(
            lambda report: read_offer(offer, report, image_name=name),
            take,
            failed=self._tell,
            owner=self,
            lane=Lane.REMAKE,
        )

    def _tell(self, error: mmskit.MMSKitError) -> None:
        self._window.notices.show_notice(self._window.render_error(error), "bad")

    def _choose(self, title: str, kinds: str) -> Path | None:
        listed = self._window.document.draft.listed
        folder = str(Path.home() if listed is None else listed.path.parent)
        chosen, _ = QFileDialog.getOpenFileName(self._window, title, folder, kinds)
        return Path(chosen) if chosen else None
