"""A personalised batch as it is worked on: its list, its text, its picture, and what each gets."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

import mmskit
from mmskit.personal.template import Template
from mmskit_gui.batch_draft import BatchDraft, ListChoice
from mmskit_gui.batch_issues import BatchFacts, BatchIssue, find_issues
from mmskit_gui.batch_keeping import BatchKeeping
from mmskit_gui.batch_list import ListIndex
from mmskit_gui.batch_measures import Measures
from mmskit_gui.batch_measuring import BatchMeasuring
from mmskit_gui.batch_picture import BatchPicture
from mmskit_gui.batch_reading import BatchReading
from mmskit_gui.tasks import Tasks

_RESERVED: Final = 1_500
"""Bytes of text that a picture leaves room for at least: 500 Chinese characters."""


class BatchDocument(QObject):
    """Holds a batch; what changes it goes through here. Slow work is done beside the window.

    Attributes:
        draft: what was written so far.
        place: which recipient is shown, from 0.

    Signals:
        changed: the draft, the list or what is known of it.
        shown: another recipient, or another message for the same one.
        reading: the share of the list that is read, or None when that is over.
        fitting: whether the picture is being made smaller.
        picture_fitted: how many bytes the picture had, and how many it has now.
        failed: an error that is worth a notice.
    """

    changed = Signal()
    shown = Signal()
    reading = Signal(object)
    fitting = Signal(bool)
    picture_fitted = Signal(int, int)
    failed = Signal(object)

    def __init__(self, tasks: Tasks, kept: Path, parent: QObject | None = None) -> None:
        """Begin with the draft that was kept.

        Args:
            tasks: for what is slow.
            kept: the folder in which the draft is kept.
            parent: keeps this object.
        """
        super().__init__(parent)
        self._tasks = tasks
        self._keeping = BatchKeeping(tasks, kept, self)
        self._keeping.failed.connect(self.failed)
        self._list = BatchReading(tasks, self)
        self._picture = BatchPicture(tasks, self)
        self._known = BatchMeasuring(tasks, self)
        self.draft = BatchDraft()
        self.place = 0
        self._known.measured.connect(self._tell)
        self._known.failed.connect(self.failed)
        self._list.progressed.connect(self.reading)
        self._list.read.connect(self._look)
        self._list.found.connect(self.changed)
        self._picture.busy_changed.connect(self.fitting)
        self._picture.fitted.connect(self._take_picture)
        self._picture.failed.connect(self._lose_picture)
        self.take_draft(self._keeping.load())

    # --- what it is

    @property
    def index(self) -> ListIndex | None:
        """The list as it was read, or None."""
        return self._list.index

    @property
    def measures(self) -> Measures | None:
        """What every message takes, or None while it is not known."""
        return self._known.measures

    @property
    def template(self) -> Template | None:
        """The text, taken apart; None where it cannot be."""
        return self._known.template

    @property
    def list_error(self) -> mmskit.MMSKitError | None:
        """Why the list cannot be read, or None."""
        return self._list.error

    @property
    def people(self) -> int:
        """How many get it."""
        return 0 if self.index is None else len(self.index)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the list's columns, also before it is clear which one holds the numbers."""
        return self._list.facts.columns if self.index is None else self.index.columns

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of the sheets, where the list is a workbook."""
        return self._list.facts.sheets

    @property
    def issues(self) -> list[BatchIssue]:
        """What a person should see to, in the order that helps."""
        return find_issues(
            BatchFacts(
                self.draft,
                self.index,
                self.list_error,
                self._known.template_error,
                self._known.problems,
                self.measures,
            )
        )

    @property
    def busy(self) -> bool:
        """Whether the list is being read, the picture made, or something is to be measured."""
        return self._list.busy or self._picture.busy or self._known.busy

    @property
    def ready(self) -> bool:
        """Whether it could go out."""
        known = self.measures is not None and not self.busy
        return known and all(issue.severity == "warning" for issue in self.issues)

    @property
    def message(self) -> mmskit.Message:
        """Exactly what the recipient who is shown gets; the template as it stands before that."""
        draft = self.draft
        said = draft.text
        if self.template is not None and self.index is not None and len(self.index):
            said = self.template.fill(self.index.find_fields(self.place))
        return mmskit.Message(draft.title, [mmskit.Frame(text=said or None, picture=draft.picture)])

    @property
    def batch(self) -> mmskit.PersonalBatch | None:
        """What would be sent, or None while something is missing."""
        index, picture = self.index, self.draft.picture
        if not self.ready or index is None or picture is None:
            return None
        return mmskit.PersonalBatch(self.draft.title, picture, self.draft.text, index.listed)

    @property
    def recipients(self) -> int:
        """How many can be sent to: the others are left out with the rows that are."""
        return self.people if self.measures is None else self.measures.good

    # --- the list

    def open_list(self, choice: ListChoice) -> None:
        """Read another list, or the same one otherwise."""
        self.place = 0
        self._list.open(choice)
        self._edit(replace(self.draft, listed=choice))

    def cancel_reading(self) -> None:
        """Stop reading the list; there is none then."""
        if self._list.busy:
            self.close_list()

    def close_list(self) -> None:
        """Do without a list."""
        self._list.close()
        self.place = 0
        self._edit(replace(self.draft, listed=None))

    # --- title, text and picture

    def set_title(self, title: str) -> None:
        """Write another title."""
        if title != self.draft.title:
            self._edit(replace(self.draft, title=title))

    def set_text(self, said: str) -> None:
        """Write another template."""
        if said != self.draft.text:
            self._edit(replace(self.draft, text=said))

    def set_picture(self, original: mmskit.Picture | None) -> None:
        """Take another picture, made as small as it must be; or none."""
        self._picture.cancel()
        if original is None:
            self._edit(replace(self.draft, original=None, picture=None))
        else:
            self._edit(replace(self.draft, original=original))
            self.fit_picture()

    def fit_picture(self) -> None:
        """Make the picture as good as it can be beside the longest text."""
        measures, longest = self.measures, 0
        if measures is not None and len(measures.text_bytes):
            longest = measures.text_bytes[measures.longest]
        if self.draft.original is not None:
            self._picture.fit(self.draft.original, max(longest, _RESERVED))

    def cancel_fitting(self) -> None:
        """Leave the picture as it was before."""
        if self._picture.cancel():
            kept = self.draft.original if self.draft.picture is not None else None
            self._edit(replace(self.draft, original=kept))

    def _take_picture(self, original: mmskit.Picture, picture: mmskit.Picture) -> None:
        self._edit(replace(self.draft, picture=picture))
        if picture != original:
            self.picture_fitted.emit(len(original.data), len(picture.data))

    def _lose_picture(self, error: mmskit.MMSKitError) -> None:
        if self.draft.picture is None:
            self._edit(replace(self.draft, original=None))
        self.failed.emit(error)

    # --- turning pages

    def show_place(self, place: int) -> None:
        """Show another recipient; one beyond the end is the last one."""
        place = min(max(0, place), max(0, self.people - 1))
        if place != self.place:
            self.place = place
            self.shown.emit()

    def show_row(self, row: int) -> None:
        """Show the recipient of a row of the list, or the next one that is sent to."""
        if self.index is not None:
            self.show_place(self.index.find_place(row))

    def show_longest(self) -> None:
        """Show the recipient with the longest text."""
        if self.measures is not None:
            self.show_place(self.measures.longest)

    def show_next_fault(self, step: int = 1) -> None:
        """Show the next recipient whose message cannot be sent."""
        found = None if self.measures is None else self.measures.find_next_fault(self.place, step)
        if found is not None:
            self.show_place(found)

    # --- keeping

    def keep_now(self) -> None:
        """Write the draft down at once, as the window is closed."""
        self._keeping.keep_now()

    def take_draft(self, draft: BatchDraft) -> None:
        """Go on with another draft."""
        self._picture.cancel()
        self._list.close()
        self.place = 0
        if draft.listed is not None:
            self._list.open(draft.listed)
        self._edit(draft)

    def _edit(self, draft: BatchDraft) -> None:
        self.draft = draft
        self._keeping.keep(draft)
        self._look()

    def _look(self) -> None:
        """Find out what is to be known of the draft and its list."""
        self._known.look(self.draft, self.index)
        self._tell()

    def _tell(self) -> None:
        self.changed.emit()
        self.shown.emit()
