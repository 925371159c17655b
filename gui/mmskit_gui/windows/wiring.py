"""Who listens to whom in a window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QMimeData, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QDrag, QPalette, QPixmap

import mmskit
from mmskit.media.plan import PicturePlan, SoundPlan
from mmskit_gui.editing import find_original_picture, find_picture_plan
from mmskit_gui.microphone import find_microphone
from mmskit_gui.sizes import find_frame_sizes
from mmskit_gui.style.icons import make_icon
from mmskit_gui.windows.account_wiring import AccountWiring
from mmskit_gui.windows.action_wiring import ActionWiring
from mmskit_gui.windows.start_wiring import StartWiring

if TYPE_CHECKING:
    from mmskit_gui.windows.main_window import MainWindow


_DEVICES_AFTER: Final = 1500
"""Milliseconds: sound devices are looked for when the window is there."""


class Wiring(QObject):
    """Connects the parts of one window, and keeps what they show in step with the document."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._actions = ActionWiring(window)
        self.start = StartWiring(window)
        self._account = AccountWiring(window)
        self._wire_document()
        self._wire_parts()
        self._wire_work()
        self.show_message()
        QTimer.singleShot(_DEVICES_AFTER, self, self._look_for_microphone)

    def _look_for_microphone(self) -> None:
        there = find_microphone()
        self._window.editor.sound.set_recording_possible(there)
        self._window.actions_by_name["record"].setVisible(there)

    def enable(self) -> None:
        """Offer what can be done now."""
        self._actions.enable()

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
        self.enable()

    def show_selection(self) -> None:
        """Show the frame that is edited now."""
        window = self._window
        document = window.document
        window.editor.show_message(document.message, document.current)
        window.strip.frames.show_selection(document.selected)
        window.phone.show_frame(document.current)
        self.enable()

    # --- the document

    def _wire_document(self) -> None:
        window, document = self._window, self._window.document
        document.changed.connect(lambda *_: self.show_message())
        document.selection_changed.connect(lambda _: self.show_selection())
        document.place_changed.connect(window.show_names)
        document.clean_changed.connect(lambda _: window.show_names())
        window.checking.found.connect(window.problems.show_problems)
        window.autosave.failed.connect(
            lambda error: window.notify(window.render_error(error), "warn")
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
        names = {
            "sharp": self.tr("Keep sharp"),
            "locked": self.tr("Lock"),
            "minimum": self.tr("Least quality"),
            "turns": self.tr("Rotate"),
            "crop": self.tr("Crop"),
            "background": self.tr("Background"),
        }
        for name, label in names.items():
            if getattr(before, name) != getattr(after, name):
                return label
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

    def _say(self, said: str, kind: Literal["info", "warn", "bad", "undo"]) -> None:
        window = self._window
        if kind == "undo":
            window.notify(
                said, "info", (self.tr("Undo"), window.document.undo_stack.undo), seconds=6
            )
        else:
            seconds = 4 if kind == "info" else None
            window.notify(said, kind, seconds=seconds)

    def _drop_report(self, _index: int) -> None:
        """What a fit did is of no interest any more once something else was done."""
        self._window.report.hide()

    def _open_documents(self, paths: tuple[Path, ...]) -> None:
        for path in paths:
            self._window.open_path(path)
