"""A row of choices, one of which holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QWidget

_STEPS: Final[dict[int, int]] = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


class Segments(QFrame):
    """Buttons side by side. The arrow keys go from one to the next; Tab goes past them.

    Args:
        keys: what tells the choices from each other, in their order; or see :meth:`set_choices`.
        parent: the widget it is in.
        tight: whether there is little room.

    Attributes:
        buttons: the button of each choice.

    Signals:
        chosen: the key of the choice that the person made; not when it is set.
    """

    chosen = Signal(str)

    def __init__(
        self, keys: Sequence[str] = (), parent: QWidget | None = None, *, tight: bool = False
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "segments")
        self._tight = tight
        self.buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(3, 3, 3, 3)
        self._row.setSpacing(2)
        self._group.buttonClicked.connect(self._tell)
        self._build(keys)

    @property
    def key(self) -> str:
        """The key of the choice that holds; empty before there is one."""
        return next((key for key, button in self.buttons.items() if button.isChecked()), "")

    @key.setter
    def key(self, value: str) -> None:
        self.choose(value)

    def choose(self, key: str) -> None:
        """Let a choice hold; an unknown one changes nothing."""
        if key in self.buttons:
            self.buttons[key].setChecked(True)
            self._let_focus()

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer choices, each a key and what it is called. The one that holds stays, else the first."""
        keys = [key for key, _ in choices]
        if keys != list(self.buttons):
            held = self.key
            self._build(keys)
            if keys:
                self.choose(held if held in keys else keys[0])
        self._say_choices([said for _, said in choices])

    def say(self, name: str, words: Sequence[str]) -> None:
        """Say what is chosen here, and what each choice is called."""
        self.setAccessibleName(name)
        self._say_choices(words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move with the arrow keys."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            buttons = list(self.buttons.values())
            step = _STEPS.get(event.key())
            if step is not None and watched in buttons:
                there = buttons[(buttons.index(watched) + step) % len(buttons)]
                there.setFocus(Qt.FocusReason.TabFocusReason)
                there.click()
                return True
        return super().eventFilter(watched, event)

    def _build(self, keys: Sequence[str]) -> None:
        for button in self.buttons.values():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.deleteLater()
        self.buttons = {}
        for key in keys:
            button = QPushButton(self)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setProperty("role", "segment")
            button.setProperty("tight", "true" if self._tight else "false")
            button.installEventFilter(self)
            self.buttons[key] = button
            self._group.addButton(button)
            self._row.addWidget(button)
        self._let_focus()

    def _say_choices(self, words: Sequence[str]) -> None:
        name = self.accessibleName()
        for button, said in zip(self.buttons.values(), words, strict=True):
            button.setText(said)
            whole = self.tr("{name}: {choice}").format(name=name, choice=said)
            button.setAccessibleName(whole if name else said)

    def _let_focus(self) -> None:
        """Let Tab stop at the choice that holds alone; at the first while none does."""
        held = self.key or next(iter(self.buttons), "")
        for key, button in self.buttons.items():
            stops = key == held
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if stops else Qt.FocusPolicy.ClickFocus
            )

    def _tell(self) -> None:
        self._let_focus()
        self.chosen.emit(self.key)
