"""One step of undo: the message before and after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QLocale
from PySide6.QtGui import QUndoCommand

import mmskit

_MERGING: Final = 1
_SEPARATE: Final = -1


@dataclass(frozen=True)
class State:
    """What undo brings back.

    Attributes:
        message: the message.
        selected: the frames that were selected, positions from 0; the last is the current one.
    """

    message: mmskit.Message
    selected: tuple[int, ...] = ()


class Edit(QUndoCommand):
    """Changes the document's state.

    Args:
        label: what undo calls it.
        before: the state that undo brings back.
        after: the state that redo brings back.
        show: takes a state.
        merge_key: steps of the same key that follow each other become one, such as typing in
            one field; None keeps it apart.
    """

    def __init__(
        self,
        label: str,
        before: State,
        after: State,
        show: Callable[[State], None],
        merge_key: str | None = None,
    ) -> None:
        super().__init__(label)
        self._before, self._after = before, after
        self._show = show
        self.merge_key = merge_key
        self.language = QLocale().name()
        """In which language the label is."""

    @property
    def after(self) -> State:
        """The state that redo brings back."""
        return self._after

    def id(self) -> int:
        """Tell Qt whether it may try to merge."""
        return _SEPARATE if self.merge_key is None else _MERGING

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take up a later step of the same kind."""
        if not isinstance(other, Edit) or other.merge_key != self.merge_key:
            return False
        self._after = other.after
        self.setObsolete(self._after.message == self._before.message)
        return True

    def undo(self) -> None:
        """Bring back the state before."""
        self._show(self._before)

    def redo(self) -> None:
        """Bring back the state after; also does it for the first time."""
        self._show(self._after)
