"""What the start page's choices do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject

import mmskit
from mmskit_gui.recovery import (
    Recoverable,
    bring_back,
    discard,
    find_recoverable,
    open_recovered,
)

if TYPE_CHECKING:
    from mmskit_gui.windows.main_window import MainWindow


class StartWiring(QObject):
    """Connects the start page of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._wire_start()

    def refresh(self) -> None:
        """List anew what can be recovered, opened and begun with."""
        window = self._window
        folder = window.services.settings.folder / "recovery"
        window.services.tasks.run(
            lambda _: find_recoverable(folder),
            window.start.set_recoverable,
            owner=window,
            quick=True,
        )
        window.start.refresh()

    def _wire_start(self) -> None:
        window, start = self._window, self._window.start
        start.new_wanted.connect(window.new)
        start.open_wanted.connect(window.dialogs.choose_open)
        start.batch_wanted.connect(window.batch_wanted)
        start.path_wanted.connect(window.filing.open)
        start.sample_wanted.connect(window.filing.open_copy)
        start.template_wanted.connect(window.filing.open_copy)
        start.mime_dropped.connect(self._start_with)
        start.restore_wanted.connect(self._restore)
        start.discard_wanted.connect(self._discard)
        window.filing.opened.connect(window.show_editor)

    def _start_with(self, mime: QMimeData) -> None:
        window = self._window
        window.document.open(mmskit.Message(), None)
        window.show_editor()
        window.frame_work.take_in(mime, 0)

    def _restore(self, found: Recoverable) -> None:
        window = self._window

        def done(message: mmskit.Message) -> None:
            try:
                window.autosave.adopt(found)
            except mmskit.MMSKitError as error:
                window.notify(window.render_error(error), "warn")
                return
            window.document.open(message, found.original_path, recovered=True)
            window.show_editor()

        window.services.tasks.run(
            lambda _: open_recovered(found),
            done,
            failed=lambda error: window.notify(window.render_error(error), "bad"),
            owner=window,
        )

    def _discard(self, found: Recoverable) -> None:
        window = self._window
        if not self._try(lambda: discard(found)):
            return

        def undo() -> None:
            self._try(lambda: bring_back(found))

        said = self.tr("Discarded: {title}").format(title=found.title or self.tr("Untitled"))
        window.notify(said, "info", (self.tr("Undo"), undo), seconds=10)

    def _try(self, change: Callable[[], object]) -> bool:
        """Change what is kept for recovery, list it anew, and say why where that cannot be done."""
        window = self._window
        try:
            change()
        except mmskit.MMSKitError as error:
            window.notify(window.render_error(error), "warn")
            return False
        finally:
            self.refresh()
        return True
