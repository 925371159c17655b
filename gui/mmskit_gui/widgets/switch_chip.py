"""A chip that is on or off, and says so by an icon, too."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from mmskit_gui.style.icons import IconButton, make_icon

_ICON: Final = 14


class SwitchChip(IconButton):
    """A button that stays down.

    Args:
        off: the icon while it is off; none by default.
        on: the icon while it is on.
        parent: the widget it is in.
    """

    def __init__(self, off: str = "", on: str = "check", parent: QWidget | None = None) -> None:
        self._off, self._on = off, on
        super().__init__(on, parent, role="chip")
        self.setIconSize(QSize(_ICON, _ICON))
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.toggled.connect(lambda _: self._colour())
        self._colour()

    def sizeHint(self) -> QSize:
        """Without the room for two spaces that Qt keeps behind the words beside an icon."""
        hint = super().sizeHint()
        if self.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon:
            hint.setWidth(hint.width() - self.fontMetrics().horizontalAdvance("  "))
        return hint

    def changeEvent(self, event: QEvent) -> None:
        """Take its new room when its words or its font change."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.updateGeometry()

    def _colour(self) -> None:
        icon = self._on if self.isChecked() else self._off
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(
            style.ToolButtonTextBesideIcon if icon else style.ToolButtonTextOnly
        )
        if icon:
            roles = QPalette.ColorRole
            role = roles.Highlight if self.isChecked() else roles.ButtonText
            self.setIcon(make_icon(icon, self.palette(), role))
