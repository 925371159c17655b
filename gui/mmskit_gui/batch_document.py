"""A personalised batch as it is worked on: its list, its text, its picture, and what each gets."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

import mmskit
from mmskit.errors import TemplateError
from mmskit.personal.template import Template
from mmskit_gui.batch_draft import BatchDraft, ListChoice
from mmskit_gui.batch_issues import BatchFacts, BatchIssue, find_issues
from mmskit_gui.batch_keeping import BatchKeeping
from mmskit_gui.batch_list import ListFacts, ListIndex, read_facts, read_index
from mmskit_gui.batch_measures import Measures, fit_batch_picture, measure
from mmskit_gui.tasks import Lane, Report, Task, Tasks

_SETTLED: Final = 150
"""Milliseconds without typing until all messages are measured anew."""
_RESERVED: Final = 1_500
"""Bytes of text that a picture leaves room for at least: 500 Chinese characters."""


class BatchDocument(QObject):
    """Holds a batch; what changes it goes through here. Slow work is done beside the window.

    Attributes:
        draft: what was written so far.
        index: the list as it was read, or None.
        measures: what every message takes, or None while it is not known.
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
        self.draft = BatchDraft()
        self.index: ListIndex | None = None
        self.measures: Measures | None = None
        self.place = 0
        self.template: Template | None = None
        self._template_error: TemplateError | None = None
        self.list_error: mmskit.MMSKitError | None = None
        self._problems: tuple[mmskit.Problem, ...] = ()
        self._reading: Task | None = None
        self._measuring = False
        self._fitting: Task | None = None
        self._settling = QTimer(self, singleShot=True, interval=_SETTLED)
        self._settling.timeout.connect(self._measure)
        self._facts = ListFacts()
        self.take_draft(self._keeping.load())

    # --- what it is

    @property
    def people(self) -> int:
        """How many get it."""
        return 0 if self.index is None else len(self.index)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the list's columns, also before it is clear which one holds the numbers."""
        return self._facts.columns if self.index is None else self.index.columns

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of the sheets, where the list is a workbook."""
        return self._facts.sheets

    @property
    def issues(self) -> list[BatchIssue]:
        """What a person should see to, in the order that helps."""
        return find_issues(
            BatchFacts(
                self.draft,
                self.index,
                self.list_error,
                self._template_error,
                self._problems,
                self.measures,
            )
        )

    @property
    def busy(self) -> bool:
        """Whether the list is being read, the picture made, or something is to be measured."""
        return bool(self._reading or self._fitting or self._measuring)

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
        self._edit(replace(self.draft, listed=choice))
        self._read()

    def cancel_reading(self) -> None:
        """Stop reading the list; there is none then."""
        if self._reading is not None:
            self._reading.cancel()
            self._end_reading()
            self.close_list()

    def close_list(self) -> None:
        """Do without a list."""
        self.index = self.measures = self.list_error = None
        self._facts = ListFacts()
        self._edit(replace(self.draft, listed=None))
        self._parse()

    # --- title, text and picture

    def set_title(self, title: str) -> None:
        """Write another title."""
        if title != self.draft.title:
            self._edit(replace(self.draft, title=title))
            self._look_after()

    def set_text(self, said: str) -> None:
        """Write another template."""
        if said != self.draft.text:
            self._edit(replace(self.draft, text=said))
            self._parse()

    def set_picture(self, original: mmskit.Picture | None) -> None:
        """Take another picture, made as small as it must be; or none."""
        if original is None:
            self._cancel_fitting()
            self._edit(replace(self.draft, original=None, picture=None))
            self._look_after()
        else:
            self._edit(replace(self.draft, original=original))
            self.fit_picture()

    def fit_picture(self) -> None:
        """Make the picture as good as it can be beside the longest text."""
        original = self.draft.original
        if original is None:
            return
        measures = self.measures
        longest = 0
        if measures is not None and len(measures.text_bytes):
            longest = measures.text_bytes[measures.longest]
        room = max(longest, _RESERVED)

        def take(picture: mmskit.Picture) -> None:
            self._end_fitting()
            self._edit(replace(self.draft, picture=picture))
            self._look_after()
            if picture != original:
                self.picture_fitted.emit(len(original.data), len(picture.data))

        def fail(error: mmskit.MMSKitError) -> None:
            self._end_fitting()
            if self.draft.picture is None:
                self._edit(replace(self.draft, original=None))
            self.failed.emit(error)

        self._fitting = self._tasks.run(
            lambda _: fit_batch_picture(original, room),
            take,
            failed=fail,
            owner=self,
            lane=Lane.FIT,
        )
        self.fitting.emit(True)

    def cancel_fitting(self) -> None:
        """Leave the picture as it was before."""
        if self._fitting is not None:
            self._cancel_fitting()
            kept = self.draft.original if self.draft.picture is not None else None
            self._edit(replace(self.draft, original=kept))

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
        self.cancel_reading()
        self._cancel_fitting()
        self.index = self.list_error = None
        self._facts = ListFacts()
        self.place = 0
        self._edit(draft)
        if draft.listed is not None:
            self._read()
        self._parse()

    def _edit(self, draft: BatchDraft) -> None:
        self.draft = draft
        self._keeping.keep(draft)
        self.changed.emit()
        self.shown.emit()

    # --- what is slow

    def _read(self) -> None:
        choice = self.draft.listed
        if choice is None:
            return
        self.index = self.measures = self.list_error = None
        self._facts = ListFacts()
        self.place = 0

        def take(index: ListIndex) -> None:
            self._end_reading()
            self.index = index
            if index.listed.sheet:
                self._find_facts(choice)
            self._parse()

        def fail(error: mmskit.MMSKitError) -> None:
            self._end_reading()
            self.list_error = error
            self._find_facts(choice)
            self._parse()

        self._reading = self._tasks.run(
            lambda report: read_index(choice, report),
            take,
            failed=fail,
            progressed=self.reading.emit,
            owner=self,
            lane=Lane.LIST,
        )
        self.reading.emit(0.0)
        self.changed.emit()

    def _find_facts(self, choice: ListChoice) -> None:
        """Find out what can be chosen; of a file that is no list, nothing can."""

        def take(facts: ListFacts) -> None:
            if self.draft.listed == choice:
                self._facts = facts
                self.changed.emit()

        self._tasks.run(lambda _: read_facts(choice), take, owner=self, quick=True)

    def _end_reading(self) -> None:
        self._reading = None
        self.reading.emit(None)

    def _cancel_fitting(self) -> None:
        if self._fitting is not None:
            self._fitting.cancel()
            self._end_fitting()

    def _end_fitting(self) -> None:
        self._fitting = None
        self.fitting.emit(False)

    def _parse(self) -> None:
        """Take the template apart, and have everything measured that hangs on it."""
        self.template = self._template_error = None
        try:
            template = Template(self.draft.text)
            if self.index is not None:
                template.check(self.index.columns)
            self.template = template
        except TemplateError as error:
            self._template_error = error
        self._look_after()

    def _look_after(self) -> None:
        """Measure when the person has stopped typing."""
        self.measures = None
        self._measuring = True
        self._settling.start()
        self.changed.emit()
        self.shown.emit()

    def _measure(self) -> None:
        index, draft = self.index, self.draft
        template = self.template if draft.text.strip() else None

        def work(report: Report) -> tuple[tuple[mmskit.Problem, ...], Measures | None]:
            problems = _find_shared_problems(draft)
            if index is None or template is None:
                return problems, None
            return problems, measure(index, template, draft.picture, report)

        def take(found: tuple[tuple[mmskit.Problem, ...], Measures | None]) -> None:
            self._problems, self.measures = found
            self._measuring = False
            self.changed.emit()
            self.shown.emit()

        self._tasks.run(work, take, failed=self.failed.emit, owner=self, lane=Lane.CHECK)


def _find_shared_problems(draft: BatchDraft) -> tuple[mmskit.Problem, ...]:
    """What is wrong with title and picture; the text is judged with its list."""
    picture = draft.picture
    if picture is None:
        titled = mmskit.Message(draft.title, [mmskit.Frame(text=".")])
        found = mmskit.check(titled)
    else:
        found = mmskit.PersonalBatch(draft.title, picture, ".", ()).find_problems()
    return tuple(problem for problem in found if problem.severity == "error")
