"""Problems, found beside the window whenever the message has changed."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

import mmskit
from mmskit_gui.document import Document
from mmskit_gui.tasks import Lane, Tasks

_AFTER = 120
"""Milliseconds of quiet; typing shall not be checked letter by letter."""


class Checking(QObject):
    """Follows a document.

    Signals:
        found: every problem of the message as it is, worst first.
    """

    found = Signal(object)

    def __init__(self, document: Document, tasks: Tasks) -> None:
        super().__init__(document)
        self._document, self._tasks = document, tasks
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_AFTER)
        self._quiet.timeout.connect(self._check)
        document.changed.connect(lambda *_: self._quiet.start())

    def _check(self) -> None:
        message = self._document.message
        self._tasks.run(
            lambda _: tuple(mmskit.check(message)),
            self.found.emit,
            owner=self,
            lane=Lane.CHECK,
            quick=True,
        )
