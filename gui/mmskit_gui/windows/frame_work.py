"""What can be done with frames: added, moved, copied, filled. Each is one step of undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication

import mmskit
from mmskit_gui import editing
from mmskit_gui.clipboard import FramesMime, can_take
from mmskit_gui.document import Document
from mmskit_gui.importing import MOST_FRAMES, Imported, Offer, read_offer, read_paths, take_offer
from mmskit_gui.tasks import Lane, Report, Tasks


class FrameWork(QObject):
    """Turns what the person wants into edits of the document.

    Signals:
        said: a sentence, and its kind (``info``, ``warn`` or ``bad``).
        importing: the share of files read, or None when that is over.
        documents_wanted: paths of messages that were dropped.
    """

    said = Signal(str, str)
    importing = Signal(object)
    documents_wanted = Signal(object)

    def __init__(
        self, document: Document, tasks: Tasks, render: Callable[[mmskit.MMSKitError], str]
    ) -> None:
        super().__init__(document)
        self._document, self._tasks, self._render = document, tasks, render

    # --- whole frames

    def add(self) -> None:
        """Put an empty frame after the current one."""
        position = self._after_current
        message = editing.insert_frames(self._document.message, position, [mmskit.Frame()])
        self._document.edit(self.tr("Add frame"), message, select=(position,))

    def duplicate(self) -> None:
        """Put copies of the selected frames after them."""
        chosen = sorted(self._document.selected)
        if not chosen:
            return
        message = editing.duplicate_frames(self._document.message, chosen)
        first = chosen[-1] + 1
        select = tuple(range(first, first + len(chosen)))
        self._document.edit(self.tr("Duplicate"), message, select=select)

    def delete(self) -> None:
        """Leave the selected frames out."""
        chosen = sorted(self._document.selected)
        if not chosen:
            return
        message = editing.delete_frames(self._document.message, chosen)
        left = len(message.frames)
        select = (min(chosen[0], left - 1),) if left else ()
        self._document.edit(self.tr("Delete"), message, select=select)
        self.said.emit(self.tr("%n frame(s) deleted", "", len(chosen)), "undo")

    def move(self, positions: Sequence[int], gap: int) -> None:
        """Move frames into a gap."""
        message, select = editing.move_frames(self._document.message, positions, gap)
        self._document.edit(self.tr("Move"), message, select=select)

    def move_by(self, step: int) -> None:
        """Move the selected frames one place up (-1) or down (1)."""
        chosen = sorted(self._document.selected)
        if not chosen:
            return
        gap = chosen[0] - 1 if step < 0 else chosen[-1] + 2
        if 0 <= gap <= len(self._document.message.frames):
            self.move(chosen, gap)

    def reverse(self) -> None:
        """Turn the order of the selected frames around; of all, where only one is selected."""
        chosen = self._document.selected
        if len(chosen) < 2:  # noqa: PLR2004 - one frame has no order
            chosen = tuple(range(len(self._document.message.frames)))
        message = editing.reverse_frames(self._document.message, chosen)
        self._document.edit(self.tr("Reverse order"), message)

    # --- clipboard and files

    def make_mime(self, positions: Sequence[int]) -> QMimeData:
        """Frames for the clipboard or a drag."""
        frames = [self._document.message.frames[position] for position in positions]
        return FramesMime(frames, files=True)

    def copy(self) -> None:
        """Put the selected frames on the clipboard."""
        if self._document.selected:
            mime = self.make_mime(sorted(self._document.selected))
            QGuiApplication.clipboard().setMimeData(mime)

    def cut(self) -> None:
        """Put the selected frames on the clipboard and leave them out."""
        if not self._document.selected:
            return
        self.copy()
        chosen = sorted(self._document.selected)
        message = editing.delete_frames(self._document.message, chosen)
        left = len(message.frames)
        select = (min(chosen[0], left - 1),) if left else ()
        self._document.edit(self.tr("Cut"), message, select=select)

    def paste(self) -> None:
        """Put what is on the clipboard after the current frame."""
        mime = QGuiApplication.clipboard().mimeData()
        if can_take(mime):
            self.take_in(mime, self._after_current)

    def take_in(self, mime: QMimeData, gap: int) -> None:
        """Make frames of a drop or the clipboard, and put them into a gap."""
        offer = take_offer(mime)
        name = self.tr("pasted")
        self._import(lambda report: read_offer(offer, report, image_name=name), gap)

    def take_files(self, paths: Sequence[Path], gap: int | None = None) -> None:
        """Make frames of files, and put them into a gap; by default after the current frame."""
        where = self._after_current if gap is None else gap
        self._import(lambda report: read_paths(paths, report), where)

    # --- what a frame holds

    def fill(self, mime: QMimeData) -> None:
        """Give the current frame what was dropped on it: its picture, sound or text."""
        offer = take_offer(mime)
        self.fill_from(offer)

    def fill_from(self, offer: Offer) -> None:
        """Give the current frame the first of what is offered; more become frames after it."""
        position = self._document.current
        name = self.tr("pasted")
        self._import(
            lambda report: read_offer(offer, report, image_name=name),
            0 if position is None else position,
            into=position,
        )

    def set_picture(self, picture: mmskit.Picture | None) -> None:
        """Give the current frame another picture, or none."""
        label = self.tr("Picture") if picture else self.tr("Remove picture")
        self._change(label, lambda message, at: editing.set_picture(message, at, picture))

    def set_sound(self, sound: mmskit.Sound | None) -> None:
        """Give the current frame another sound, or none."""
        label = self.tr("Sound") if sound else self.tr("Remove sound")
        self._change(label, lambda message, at: editing.set_sound(message, at, sound))

    def set_text(self, said: str) -> None:
        """Give the current frame another text; typing goes on in one step."""
        current = self._document.current
        self._change(
            self.tr("Typing"),
            lambda message, at: editing.set_text(message, at, said),
            merge_key=f"text/{current}",
        )

    def remove_text(self) -> None:
        """Take the current frame's text away."""
        self._change(self.tr("Remove text"), lambda message, at: editing.set_text(message, at, ""))

    def set_seconds(self, seconds: float | None) -> None:
        """Show the current frame for so long in the preview."""
        self._change(self.tr("Time"), lambda message, at: editing.set_seconds(message, at, seconds))

    def set_title(self, title: str) -> None:
        """Give the message another title; typing goes on in one step."""
        message = editing.set_title(self._document.message, title)
        self._document.edit(self.tr("Title"), message, merge_key="title")

    # --- inside

    @property
    def _after_current(self) -> int:
        current = self._document.current
        return len(self._document.message.frames) if current is None else current + 1

    def _change(
        self,
        label: str,
        change: Callable[[mmskit.Message, int], mmskit.Message],
        *,
        merge_key: str | None = None,
    ) -> None:
        position = self._document.current
        if position is not None:
            message = change(self._document.message, position)
            self._document.edit(label, message, merge_key=merge_key)

    def _import(
        self, work: Callable[[Report], Imported], gap: int, *, into: int | None = None
    ) -> None:
        self.importing.emit(0.0)
        self._tasks.run(
            work,
            lambda imported: self._take(imported, gap, into),
            failed=self._refuse,
            progressed=self.importing.emit,
            owner=self,
            lane=Lane.IMPORT,
        )

    def cancel_import(self) -> None:
        """Stop reading files; nothing of them is taken."""
        self._tasks.run(lambda _: None, owner=self, lane=Lane.IMPORT)
        self.importing.emit(None)

    def _refuse(self, error: mmskit.MMSKitError) -> None:
        self.importing.emit(None)
        self.said.emit(self._render(error), "bad")

    def _take(self, imported: Imported, gap: int, into: int | None) -> None:
        self.importing.emit(None)
        frames = list(imported.frames)
        message = self._document.message
        if frames and into is not None and into < len(message.frames):
            message = message.replace_frame(into, _lay_over(message.frames[into], frames.pop(0)))
            gap = into + 1
        elif frames and len(message.frames) == 1 and message.frames[0].empty:
            message, gap = message.replace_frames(()), 0  # the empty frame of the beginning
        select = self._document.selected
        gap = min(gap, len(message.frames))
        if frames:
            message = editing.insert_frames(message, gap, frames)
            select = tuple(range(gap, gap + len(frames)))
        if message is not self._document.message:
            self._document.edit(self.tr("Add files"), message, select=select)
        self._tell(imported)
        if imported.documents:
            self.documents_wanted.emit(imported.documents)

    def _tell(self, imported: Imported) -> None:
        if imported.left_out:
            said = self.tr("The first {most} files were taken, {count} were left out.")
            self.said.emit(said.format(most=MOST_FRAMES, count=imported.left_out), "warn")
        if not imported.refused:
            return
        first = self._render(imported.refused[0])
        if len(imported.refused) > 1:
            more = len(imported.refused) - 1
            first = self.tr("{first} (and %n more)", "", more).format(first=first)
        self.said.emit(first, "bad")


def _lay_over(frame: mmskit.Frame, given: mmskit.Frame) -> mmskit.Frame:
    """A frame with what another one has."""
    if given.picture is not None:
        frame = replace(frame, picture=given.picture, picture_source=given.picture_source)
    if given.sound is not None:
        frame = replace(frame, sound=given.sound, sound_source=given.sound_source)
    return replace(frame, text=given.text) if given.text is not None else frame
