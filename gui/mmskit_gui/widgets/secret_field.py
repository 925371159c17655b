"""A line for a secret."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from mmskit_gui.style.icons import IconButton


class SecretField(QWidget):
    """A line that is hidden until one wants to see it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.reveal = IconButton("eye")
        self.reveal.setCheckable(True)
        self.reveal.toggled.connect(self._reveal)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self.reveal)
        self.setFocusProxy(self.line)

    def _reveal(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        mode = QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
        self.reveal.set_icon("eye-off" if on else "eye")
