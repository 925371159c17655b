"""Closing a window: at once, as what was not saved is offered back at the next start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

import mmskit

if TYPE_CHECKING:
    from mmskit_gui.windows.main_window import MainWindow


class Closing(QObject):
    """Ends what goes on in one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._careless = False

    def end(self) -> bool:
        """End everything; False where something would be lost, which the person is told."""
        window = self._window
        try:
            window.autosave.close()
        except mmskit.MMSKitError as error:
            if not self._careless:
                self._ask_to_lose(error)
                return False
        window.fitting.cancel()
        window.phone.playback.pause()
        window.services.settings.save_place("main", window.saveGeometry())
        window.document.undo_stack.blockSignals(True)  # it tells of its own end, to nobody
        window.document.blockSignals(True)  # the strip tells of its rows' end, too
        return True

    def _ask_to_lose(self, error: mmskit.MMSKitError) -> None:
        """What is not saved could not be offered back: say so, and leave it to the person."""

        def close_anyway() -> None:
            self._careless = True
            self._window.close()

        said = self.tr("What is not saved would be lost: {reason}").format(
            reason=self._window.render_error(error)
        )
        self._window.notify(said, "bad", (self.tr("Close anyway"), close_anyway))
