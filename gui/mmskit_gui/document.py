"""The document: one message, its place on disk, its undo, and which frames are selected."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtGui import QUndoStack

import mmskit
from mmskit_gui.commands import Edit, State


class Document(QObject):
    """Holds a frozen message. Everything that changes it goes through :meth:`edit`.

    Signals:
        changed: the message before and the message after, by an edit, undo, redo or opening.
        selection_changed: the positions of the selected frames, from 0; the last is current.
        place_changed: it was opened from or saved to another place.
        clean_changed: whether it is now as it was saved.
    """

    changed = Signal(object, object)
    selection_changed = Signal(object)
    place_changed = Signal()
    clean_changed = Signal(bool)

    def __init__(
        self,
        message: mmskit.Message | None = None,
        path: Path | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._message = message if message is not None else mmskit.Message()
        self._path = path
        self._selected: tuple[int, ...] = (0,) if self._message.frames else ()
        self._typing = 0
        self._recovered = False
        self.undo_stack = QUndoStack(self)
        self.undo_stack.cleanChanged.connect(self._tell_clean)

    @property
    def message(self) -> mmskit.Message:
        """The message as it is now."""
        return self._message

    @property
    def path(self) -> Path | None:
        """Where it was opened from or saved to last."""
        return self._path

    @property
    def clean(self) -> bool:
        """Whether it is as it was saved. A recovered one never is before it was saved."""
        return self.undo_stack.isClean() and not self._recovered

    @property
    def selected(self) -> tuple[int, ...]:
        """The selected frames, positions from 0; the last is the current one."""
        return self._selected

    @property
    def current(self) -> int | None:
        """The frame that is being edited, from 0; None where there is none."""
        return self._selected[-1] if self._selected else None

    @property
    def current_frame(self) -> mmskit.Frame | None:
        """The frame that is being edited."""
        return None if self.current is None else self._message.frames[self.current]

    def edit(
        self,
        label: str,
        message: mmskit.Message,
        *,
        select: tuple[int, ...] | None = None,
        merge_key: str | None = None,
    ) -> None:
        """Change the message, as one step of undo.

        Args:
            label: what undo calls the step, in the person's language.
            message: the message after it; an equal one changes nothing and is no step.
            select: the frames to be selected then; by default the same as now.
            merge_key: steps that follow each other with the same key become one.
        """
        if message == self._message and _times(message) == _times(self._message):
            return
        after = State(message, self._selected if select is None else select)
        key = None if merge_key is None else f"{merge_key}/{self._typing}"
        before = State(self._message, self._selected)
        self.undo_stack.push(Edit(label, before, after, self._show, key))

    def select(self, positions: tuple[int, ...]) -> None:
        """Select frames; those that are not there are left out."""
        count = len(self._message.frames)
        kept = tuple(position for position in positions if 0 <= position < count)
        if not kept and count:
            kept = (min(max(positions[-1] if positions else 0, 0), count - 1),)
        if kept == self._selected:
            return
        self.end_typing()
        self._selected = kept
        self.selection_changed.emit(kept)

    def name_step(self, index: int) -> str:
        """What a step of undo is called; "" where it was named in another language than now's."""
        step = self.undo_stack.command(index)
        known = isinstance(step, Edit) and step.language == QLocale().name()
        return step.text() if known else ""

    def end_typing(self) -> None:
        """Let the next edit start a step of its own, also if it goes on in the same field."""
        self._typing += 1

    def open(self, message: mmskit.Message, path: Path | None, *, recovered: bool = False) -> None:
        """Show another message; what could be undone is forgotten."""
        before, self._path, self._recovered = self._message, path, recovered
        self.undo_stack.clear()
        self._message = message
        self._selected = (0,) if message.frames else ()
        self.changed.emit(before, message)
        self.selection_changed.emit(self._selected)
        self.place_changed.emit()
        self.clean_changed.emit(self.clean)

    def mark_saved(self, path: Path) -> None:
        """Remember that it is on disk as it is now."""
        self._path, self._recovered = path, False
        self.end_typing()
        self.undo_stack.setClean()
        self.place_changed.emit()
        self.clean_changed.emit(self.clean)

    def mark_placed(self, path: Path) -> None:
        """Remember where it was saved to, though it has been edited since."""
        self._path = path
        self.place_changed.emit()

    def _show(self, state: State) -> None:
        before, self._message = self._message, state.message
        count = len(self._message.frames)
        kept = tuple(position for position in state.selected if position < count)
        selected = kept or ((count - 1,) if count else ())
        moved, self._selected = selected != self._selected, selected
        self.changed.emit(before, self._message)
        if moved:
            self.selection_changed.emit(selected)

    def _tell_clean(self, _clean: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.clean_changed.emit(self.clean)


def _times(message: mmskit.Message) -> tuple[float | None, ...]:
    """The preview times, which a message's equality does not look at."""
    return tuple(frame.seconds for frame in message.frames)
