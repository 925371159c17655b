"""Who listens to whom in a window."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt
from PySide6.QtGui import QDrag, QGuiApplication, QKeyEvent, QKeySequence, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

import mmskit
from mmskit.media.plan import Crop, PicturePlan, SoundPlan
from mmskit_gui.clipboard import can_take
from mmskit_gui.editing import find_original_picture, find_picture_plan
from mmskit_gui.recovery import Recoverable, bring_back, discard, open_recovered
from mmskit_gui.sizes import find_frame_sizes
from mmskit_gui.style.icons import make_icon

if TYPE_CHECKING:
    from mmskit_gui.windows.main_window import MainWindow

_ON_FRAMES = (
    *("cut", "copy", "duplicate", "delete", "move_up", "move_down", "select_all", "remove_text"),
    *("choose_picture", "choose_sound", "record", "previous", "next", "go_to"),
)
_ON_PICTURES = ("crop", "rotate_right", "rotate_left", "sharp", "lock_picture", "remove_picture")
_ON_MESSAGES = ("fit", "play", "send", "reverse")


class Wiring(QObject):
    """Connects the parts of one window, and keeps what they show in step with the document."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._wire_actions()
        self._wire_document()
        self._wire_parts()
        self._wire_work()
        self._wire_start()
        for field in (window.editor.title.field, window.editor.text.editor):
            field.installEventFilter(self)
        self.show_message()

    # --- what the document shows

    def show_message(self) -> None:
        """Show the message everywhere."""
        window = self._window
        message, current = window.document.message, window.document.current
        window.editor.show_message(message, current)
        window.meter.show_sizes(find_frame_sizes(message))
        window.phone.show_message(message)
        window.strip.frames.show_selection(window.document.selected)
        if not window.phone.playback.playing:
            window.phone.show_frame(current)
        window.show_names()
        self._enable()

    def show_selection(self) -> None:
        """Show the frame that is edited now."""
        window = self._window
        document = window.document
        window.editor.show_message(document.message, document.current)
        window.strip.frames.show_selection(document.selected)
        window.phone.show_frame(document.current)
        self._enable()

    def _enable(self) -> None:
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

    # --- actions

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
            "start_page": window.show_start,
            "close": window.close,
            "quit": window.quit_wanted.emit,
            "undo": stack.undo,
            "redo": stack.redo,
            "cut": lambda: self._edit_text("cut") or work.cut(),
            "copy": lambda: self._edit_text("copy") or work.copy(),
            "paste": lambda: self._edit_text("paste") or work.paste(),
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
            "sent": dialogs.sent,
            "sandbox_page": dialogs.sandbox_page,
            "settings": dialogs.settings,
            "about": dialogs.about,
        }
        for name, does_it in does.items():
            window.actions_by_name[name].triggered.connect(
                lambda _=False, do=does_it: do()  # the state of a check mark is not wanted
            )
        stack.canUndoChanged.connect(lambda _: self._enable())
        stack.canRedoChanged.connect(lambda _: self._enable())
        stack.undoTextChanged.connect(lambda _: window.name_undo())
        stack.redoTextChanged.connect(lambda _: window.name_undo())

    def _new(self) -> None:
        window = self._window
        if window.editing and not window.pristine:
            window.window_wanted.emit(None)
        else:
            window.new()

    def _edit_text(self, verb: str) -> bool:
        """Let a text that has the keyboard cut, copy or paste; say whether it did."""
        widget = QApplication.focusWidget()
        if not isinstance(widget, QLineEdit | QPlainTextEdit):
            return False
        if verb == "paste" and isinstance(widget, QPlainTextEdit):
            mime = QGuiApplication.clipboard().mimeData()
            if mime is not None and not widget.canInsertFromMimeData(mime) and can_take(mime):
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
        crop = plan.crop
        for _ in range(turns % 4):
            crop = turn_crop(crop) if crop else None
        turned = replace(plan, turns=plan.turns + turns, crop=crop)
        window.fitting.plan_picture(turned, self.tr("Rotate"))

    def _wish(self, name: str) -> None:
        frame = self._window.document.current_frame
        if frame is not None and frame.picture is not None:
            plan = find_picture_plan(frame)
            self._plan_picture(replace(plan, **{name: not getattr(plan, name)}))

    # --- the document

    def _wire_document(self) -> None:
        window, document = self._window, self._window.document
        document.changed.connect(lambda *_: self.show_message())
        document.selection_changed.connect(lambda _: self.show_selection())
        document.place_changed.connect(window.show_names)
        document.clean_changed.connect(lambda _: window.show_names())
        window.checking.found.connect(window.problems.show_problems)
        window.autosave.failed.connect(
            lambda error: window.notices.show_notice(window.render_error(error), "warn")
        )

    # --- the parts

    def _wire_parts(self) -> None:
        window, work = self._window, self._window.frame_work
        frames = window.strip.frames
        frames.selection_wanted.connect(window.document.select)
        frames.move_wanted.connect(work.move)
        frames.mime_dropped.connect(work.take_in)
        frames.customContextMenuRequested.connect(self._open_frame_menu)
        frames.delete_wanted.connect(work.delete)
        frames.edit_wanted.connect(lambda: window.focus_slot("text"))
        window.strip.files_wanted.connect(window.dialogs.choose_frames)
        window.strip.mime_dropped.connect(
            lambda mime: work.take_in(mime, len(window.document.message.frames))
        )
        editor = window.editor
        editor.title.edited.connect(work.set_title)
        editor.title.left.connect(window.document.end_typing)
        editor.text.text_edited.connect(work.set_text)
        editor.text.left.connect(window.document.end_typing)
        editor.text.seconds_wanted.connect(work.set_seconds)
        picture, sound = editor.picture, editor.sound
        picture.mime_dropped.connect(self._fill)
        picture.browse_wanted.connect(window.dialogs.choose_picture)
        picture.remove_wanted.connect(lambda: work.set_picture(None))
        picture.crop_wanted.connect(window.dialogs.crop)
        picture.plan_wanted.connect(self._plan_picture)
        picture.fit_wanted.connect(window.fitting.fit)
        picture.cancel_wanted.connect(lambda: window.fitting.cancel_making("picture"))
        picture.drag_wanted.connect(self._drag_picture)
        sound.mime_dropped.connect(self._fill)
        sound.browse_wanted.connect(window.dialogs.choose_sound)
        sound.remove_wanted.connect(lambda: work.set_sound(None))
        sound.record_wanted.connect(window.dialogs.record)
        sound.plan_wanted.connect(self._plan_sound)
        sound.cancel_wanted.connect(lambda: window.fitting.cancel_making("sound"))
        window.meter.frame_wanted.connect(lambda at: window.document.select((at,)))
        window.meter.cut_wanted.connect(self._cut_down)
        window.problems.problem_wanted.connect(window.go_to_problem)
        window.report.frame_wanted.connect(lambda at: window.document.select((at,)))
        window.report.undo_wanted.connect(self._undo_fit)
        window.toolbar.account_wanted.connect(lambda: window.dialogs.settings("accounts"))
        window.phone.frame_entered.connect(self._follow_playing)
        window.phone.playback.playing_changed.connect(self._show_playing)

    def _open_frame_menu(self, point: QPoint) -> None:
        window = self._window
        window.menus.frame_menu.popup(window.strip.frames.viewport().mapToGlobal(point))

    def _fill(self, mime: QMimeData) -> None:
        self._window.frame_work.fill(mime)

    def _drag_picture(self) -> None:
        """Drag the frame's picture out of the app, as a file and as a bitmap."""
        window = self._window
        frame = window.document.current_frame
        if frame is None or frame.picture is None or window.document.current is None:
            return
        drag = QDrag(window.editor.picture)
        drag.setMimeData(window.frame_work.make_mime([window.document.current]))
        reel = window.services.imagery.find(frame.picture, 160, 160, still=True)
        if reel is not None:
            drag.setPixmap(QPixmap.fromImage(reel.images[0]))
        drag.exec(Qt.DropAction.CopyAction)

    def _plan_picture(self, plan: PicturePlan) -> None:
        frame = self._window.document.current_frame
        if frame is None or find_original_picture(frame) is None:
            return
        self._window.fitting.plan_picture(plan, self._name_plan(find_picture_plan(frame), plan))

    def _name_plan(self, before: PicturePlan, after: PicturePlan) -> str:
        if before.sharp != after.sharp:
            return self.tr("Keep sharp")
        if before.locked != after.locked:
            return self.tr("Lock")
        if before.turns != after.turns:
            return self.tr("Rotate")
        if before.crop != after.crop:
            return self.tr("Crop")
        if before.background != after.background:
            return self.tr("Background")
        return self.tr("Animation")

    def _plan_sound(self, plan: SoundPlan) -> None:
        self._window.fitting.plan_sound(plan, self.tr("Sound"))

    def _cut_down(self, cut: mmskit.Cut) -> None:
        self._window.meter.set_cutting()
        self._window.fitting.apply_cut(cut)

    def _undo_fit(self) -> None:
        self._window.document.undo_stack.undo()
        self._window.report.hide()

    def _follow_playing(self, position: int) -> None:
        if self._window.phone.playback.playing:
            self._window.strip.frames.show_playing(position)

    def _show_playing(self, playing: bool) -> None:  # noqa: FBT001 - Qt's signal
        window = self._window
        if not playing:
            window.strip.frames.show_playing(None)
        action = window.actions_by_name["play"]
        action.setIcon(
            make_icon("pause" if playing else "play", window.palette(), QPalette.ColorRole.Text)
        )

    # --- work in the background

    def _wire_work(self) -> None:
        window = self._window
        fitting, work, bar = window.fitting, window.frame_work, window.work_bar
        fitting.fitting.connect(lambda done: bar.show_progress("fit", done))
        fitting.fitted.connect(window.report.show_result)
        fitting.making.connect(self._show_making)
        fitting.cuts_found.connect(window.meter.show_cuts)
        work.importing.connect(lambda done: bar.show_progress("import", done))
        bar.cancel_wanted.connect(
            lambda kind: fitting.cancel() if kind == "fit" else work.cancel_import()
        )
        for speaker in (fitting, work, window.filing):
            speaker.said.connect(self._say)
        work.documents_wanted.connect(self._open_documents)
        window.document.undo_stack.indexChanged.connect(self._drop_report)

    def _show_making(self, slot: str, done: float | None) -> None:
        part = self._window.editor.picture if slot == "picture" else self._window.editor.sound
        part.set_busy(done)

    def _say(self, said: str, kind: str) -> None:
        window = self._window
        if kind == "undo":
            window.notices.show_notice(
                said, "info", (self.tr("Undo"), window.document.undo_stack.undo), seconds=6
            )
        else:
            seconds = 4 if kind == "info" else None
            window.notices.show_notice(said, kind, seconds=seconds)

    def _drop_report(self, _index: int) -> None:
        """What a fit did is of no interest any more once something else was done."""
        self._window.report.hide()

    def _open_documents(self, paths: tuple[Path, ...]) -> None:
        for path in paths:
            self._window.open_path(path)

    # --- the start page

    def _wire_start(self) -> None:
        window, start = self._window, self._window.start
        start.new_wanted.connect(window.new)
        start.open_wanted.connect(window.dialogs.choose_open)
        start.path_wanted.connect(window.filing.open)
        start.sample_wanted.connect(window.filing.open_copy)
        start.template_wanted.connect(window.filing.open_copy)
        start.mime_dropped.connect(self._start_with)
        start.restore_wanted.connect(self._restore)
        start.discard_wanted.connect(self._discard)
        window.filing.opened.connect(window.show_editor)

    def _start_with(self, mime: QMimeData) -> None:
        window = self._window
        window.document.open(mmskit.Message(), None)
        window.show_editor()
        window.frame_work.take_in(mime, 0)

    def _restore(self, found: Recoverable) -> None:
        window = self._window

        def done(message: mmskit.Message) -> None:
            window.document.open(message, found.original_path, recovered=True)
            window.show_editor()
            window.autosave.take_over(found)

        window.services.tasks.run(
            lambda _: open_recovered(found),
            done,
            failed=lambda error: window.notices.show_notice(window.render_error(error), "bad"),
            owner=window,
        )

    def _discard(self, found: Recoverable) -> None:
        window = self._window
        discard(found)
        window.refresh_start()

        def undo() -> None:
            bring_back(found)
            window.refresh_start()

        said = self.tr("Discarded: {title}").format(title=found.title or self.tr("Untitled"))
        window.notices.show_notice(said, "info", (self.tr("Undo"), undo), seconds=10)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the document's undo to fields that have their own."""
        if event.type() == QEvent.Type.ShortcutOverride:
            if isinstance(event, QKeyEvent) and (
                event.matches(QKeySequence.StandardKey.Undo)
                or event.matches(QKeySequence.StandardKey.Redo)
            ):
                event.ignore()
                return True
        return super().eventFilter(watched, event)


def turn_crop(crop: Crop) -> Crop:
    """The same part of a picture after a quarter turn clockwise."""
    return Crop(1 - crop.bottom, crop.left, 1 - crop.top, crop.right)
