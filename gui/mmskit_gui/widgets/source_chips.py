"""The lists beside the field of recipients, each of which can be taken away again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mmskit_gui.recipient_reading import Source
from mmskit_gui.style.icons import make_icon


class SourceChips(QWidget):
    """A chip for every list; hidden while there is none.

    Signals:
        removal_wanted: a :class:`Source` to leave out.
    """

    removal_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sources: Sequence[Source] = ()
        self.buttons: list[QPushButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.hide()

    def show_sources(self, sources: Sequence[Source]) -> None:
        """Show other lists."""
        self._sources = tuple(sources)
        for button in self.buttons:
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [self._make_chip(source) for source in self._sources]
        self.setVisible(bool(self.buttons))

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.show_sources(self._sources)

    def _make_chip(self, source: Source) -> QPushButton:
        name = source.name or self.tr("Pasted list")
        chip = QPushButton(
            self.tr("{name} · {count}").format(name=name, count=f"{len(source.rows):,}")
        )
        chip.setIcon(make_icon("x", self.palette()))
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        chip.setProperty("role", "chip")
        chip.setAccessibleName(self.tr("Remove the list {name}").format(name=name))
        chip.setToolTip(chip.accessibleName())
        chip.clicked.connect(lambda: self.removal_wanted.emit(source))
        self._column.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        return chip
