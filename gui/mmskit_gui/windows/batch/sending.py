"""Sends the batch of a window, and writes it into files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mmskit_gui.dialogs.batch_send import BatchSendDialog, Outgoing

if TYPE_CHECKING:
    from mmskit_gui.windows.batch.window import BatchWindow


class BatchSending(QObject):
    """Opens what sends. The dialog is kept with its window, so nothing is lost."""

    def __init__(self, window: BatchWindow) -> None:
        super().__init__(window)
        self._window = window
        self.dialog: BatchSendDialog | None = None
        window.top.send_wanted.connect(self.send)
        window.menus.connect_all({"send": self.send})

    def send(self) -> None:
        """Open the dialog that sends."""
        outgoing = self._find_outgoing()
        if outgoing is None:
            return
        services = self._window.services
        if self.dialog is None:
            self.dialog = BatchSendDialog(
                outgoing,
                services.postbox,
                services.settings,
                services.languages,
                self._window,
            )
        else:
            self.dialog.show_outgoing(outgoing)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def _find_outgoing(self) -> Outgoing | None:
        document = self._window.document
        batch, index = document.batch, document.index
        if batch is None or index is None:
            return None
        return Outgoing(
            batch,
            index.choice.path.name,
            document.recipients,
            index.left_out_count + document.people - document.recipients,
            document.message,
            index.find_row(document.place),
        )
