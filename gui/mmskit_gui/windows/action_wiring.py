"""What each action of a window does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from mmskit.media.plan import PicturePlan
from mmskit_gui.clipboard import can_take
from mmskit_gui.cropping import turn_plan
from mmskit_gui.editing import find_picture_plan

if TYPE_CHECKING:
    from mmskit_gui.windows.main_window import MainWindow

_ON_FRAMES = (
    *("cut", "copy", "duplicate", "delete", "move_up", "move_down", "select_all", "remove_text"),
    *("choose_picture", "choose_sound", "record", "previous", "next", "go_to"),
)
_ON_PICTURES = ("crop", "rotate_right", "rotate_left", "sharp", "lock_picture", "remove_picture")
_ON_MESSAGES = ("fit", "play", "send", "reverse")


class ActionWiring(QObject):
    """Connects the actions of one window, and offers those that can be done now."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._wire_actions()
        for field in (window.editor.title.field, window.editor.text.editor):
            field.installEventFilter(self)

    def enable(self) -> None:
        """Offer what can be done now."""
        window = self._window
        document, actions = window.document, window.actions_by_name
        frame = document.current_frame
        there = window.editing
        picture = frame.picture if frame else None
        sound = frame.sound if frame else None
        actions.enable(_ON_FRAMES, on=there and frame is not None)
        actions.enable(_ON_PICTURES, on=there and picture is not None)
        actions.enable(_ON_MESSAGES, on=there and bool(document.message.frames))
        actions.enable(("remove_sound",), on=there and sound is not None)
        actions.enable(("add", "add_files", "paste", "save", "save_as", "save_template"), on=there)
        actions.enable(("undo",), on=there and document.undo_stack.canUndo())
        actions.enable(("redo",), on=there and document.undo_stack.canRedo())
        plan = find_picture_plan(frame) if frame else PicturePlan()
        actions["sharp"].setChecked(plan.sharp)
        actions["lock_picture"].setChecked(plan.locked)
        if picture is not None and not picture.fits_frame:
            actions.enable(("lock_picture",), on=False)

    def _wire_actions(self) -> None:
        window = self._window
        work, dialogs, stack = window.frame_work, window.dialogs, window.document.undo_stack
        does = {
            "new": self._new,
            "new_window": lambda: window.window_wanted.emit(None),
            "open": dialogs.choose_open,
            "save": window.filing.save,
            "save_as": window.filing.save_as,
            "save_template": dialogs.save_template,
            "start_page": self._show_start,
            "close": window.close,
            "quit": window.quit_wanted.emit,
            "undo": stack.undo,
            "redo": stack.redo,
            "cut": lambda: self._edit("cut", work.cut),
            "copy": lambda: self._edit("copy", work.copy),
            "paste": lambda: self._edit("paste", work.paste),
            "select_all": self._select_all,
            "add": work.add,
            "add_files": dialogs.choose_frames,
            "duplicate": work.duplicate,
            "delete": work.delete,
            "move_up": lambda: work.move_by(-1),
            "move_down": lambda: work.move_by(1),
            "reverse": work.reverse,
            "previous": lambda: self._step(-1),
            "next": lambda: self._step(1),
            "go_to": dialogs.go_to,
            "choose_picture": dialogs.choose_picture,
            "crop": dialogs.crop,
            "rotate_right": lambda: self._turn(1),
            "rotate_left": lambda: self._turn(-1),
            "sharp": lambda: self._wish("sharp"),
            "lock_picture": lambda: self._wish("locked"),
            "remove_picture": lambda: work.set_picture(None),
            "choose_sound": dialogs.choose_sound,
            "record": dialogs.record,
            "remove_sound": lambda: work.set_sound(None),
            "remove_text": work.remove_text,
            "fit": window.fitting.fit,
            "play": window.phone.playback.toggle,
            "send": dialogs.send,
            "history": window.history_wanted.emit,
            "batch": window.batch_wanted.emit,
            "sandbox_page": dialogs.sandbox_page,
            "settings": dialogs.settings,
            "about": dialogs.about,
        }
        for name, does_it in does.items():
            window.actions_by_name[name].triggered.connect(
                lambda _=False, do=does_it: do()  # the state of a check mark is not wanted
            )
        stack.canUndoChanged.connect(lambda _: self.enable())
        stack.canRedoChanged.connect(lambda _: self.enable())
        stack.undoTextChanged.connect(lambda _: window.name_undo())
        stack.redoTextChanged.connect(lambda _: window.name_undo())

    def _show_start(self) -> None:
        """Show the start page here, where nothing is lost by what is chosen there."""
        window = self._window
        if window.document.clean:
            window.show_start()
        else:
            window.start_wanted.emit()

    def _new(self) -> None:
        window = self._window
        if window.editing and not window.pristine:
            window.window_wanted.emit(None)
        else:
            window.new()

    def _edit(self, verb: str, otherwise: Callable[[], None]) -> None:
        if not self._edit_text(verb):
            otherwise()

    def _edit_text(self, verb: str) -> bool:
        """Let a text that has the keyboard cut, copy or paste; say whether it did."""
        widget = QApplication.focusWidget()
        if not isinstance(widget, QLineEdit | QPlainTextEdit):
            return False
        if verb == "paste" and isinstance(widget, QPlainTextEdit):
            mime = QGuiApplication.clipboard().mimeData()
            if not widget.canInsertFromMimeData(mime) and can_take(mime):
                return False  # frames, files and pictures go where they belong
        getattr(widget, verb)()
        return True

    def _select_all(self) -> None:
        document = self._window.document
        current = document.current
        if current is not None:
            others = [at for at in range(len(document.message.frames)) if at != current]
            document.select((*others, current))

    def _step(self, step: int) -> None:
        document = self._window.document
        if document.current is not None:
            last = len(document.message.frames) - 1
            document.select((min(max(document.current + step, 0), last),))

    def _turn(self, turns: int) -> None:
        window = self._window
        frame = window.document.current_frame
        if frame is None or frame.picture is None:
            return
        plan = find_picture_plan(frame)
        window.fitting.plan_picture(turn_plan(plan, turns), self.tr("Rotate"))

    def _wish(self, name: Literal["sharp", "locked"]) -> None:
        window = self._window
        frame = window.document.current_frame
        if frame is None or frame.picture is None:
            return
        plan = find_picture_plan(frame)
        if name == "sharp":
            wished, label = replace(plan, sharp=not plan.sharp), self.tr("Keep sharp")
        else:
            wished, label = replace(plan, locked=not plan.locked), self.tr("Lock")
        window.fitting.plan_picture(wished, label)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the document's undo to fields that have their own."""
        undoes = isinstance(event, QKeyEvent) and (
            event.matches(QKeySequence.StandardKey.Undo)
            or event.matches(QKeySequence.StandardKey.Redo)
        )
        if undoes and event.type() == QEvent.Type.ShortcutOverride:
            event.ignore()
            return True
        return super().eventFilter(watched, event)
