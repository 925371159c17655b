"""The bar at the top of the batch window: what it is, export, and send."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from mmskit_gui.style.icons import SIZE, make_icon
from mmskit_gui.style.look import theme_of


class TopBar(QFrame):
    """Says which batch it is, and offers what can be done with the whole of it.

    Signals:
        anew_wanted: begin with nothing.
        export_wanted: write it as XML.
        send_wanted: send it.
    """

    anew_wanted = Signal()
    export_wanted = Signal()
    send_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setFixedHeight(52)
        self.heading = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.heading.setProperty("role", "strong")
        self.state = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.state.setProperty("role", "muted")
        self.anew, self.export, self.send = QPushButton(), QPushButton(), QPushButton()
        self.anew.setProperty("role", "ghost")
        self.export.setProperty("role", "ghost")
        self.send.setProperty("role", "primary")
        for button in (self.export, self.send):
            button.setIconSize(QSize(SIZE, SIZE))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self.heading)
        row.addWidget(self.state)
        row.addStretch(1)
        for button in (self.anew, self.export, self.send):
            row.addWidget(button)
        self.anew.clicked.connect(self.anew_wanted)
        self.export.clicked.connect(self.export_wanted)
        self.send.clicked.connect(self.send_wanted)
        self._say_words()
        self._colour()

    def show_state(self, said: str, *, ready: bool) -> None:
        """Say how it stands; export and send are offered when it is ready."""
        self.state.setText(said)
        self.export.setEnabled(ready)
        self.send.setEnabled(ready)

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language, and colour the icons anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()
        elif event.type() in {QEvent.Type.PaletteChange, QEvent.Type.StyleChange}:
            self._colour()

    def _colour(self) -> None:
        theme = theme_of(self)
        self.export.setIcon(make_icon("file-down", self.palette(), theme.muted))
        self.send.setIcon(make_icon("send", self.palette(), theme.on_accent))

    def _say_words(self) -> None:
        self.heading.setText(self.tr("Personalised batch"))
        self.anew.setText(self.tr("Start anew"))
        self.export.setText(self.tr("Export XML…"))
        self.send.setText(self.tr("Send…"))
