"""Takes the template apart, and has every message measured once the person has stopped typing."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

import mmskit
from mmskit.errors import TemplateError
from mmskit.personal.template import Template
from mmskit_gui.batch_draft import BatchDraft
from mmskit_gui.batch_list import ListIndex
from mmskit_gui.batch_measures import Measures, measure
from mmskit_gui.tasks import Lane, Report, Tasks

_SETTLED: Final = 150
"""Milliseconds without a change until all messages are measured anew."""

_Found = tuple[tuple[mmskit.Problem, ...], Measures | None]


class BatchMeasuring(QObject):
    """What is known of a draft and its list.

    Attributes:
        template: the text, taken apart; None where it cannot be.
        template_error: why it cannot be, or None.
        problems: what is wrong with title and picture.
        measures: what every message takes, or None while it is not known.
        busy: whether more will be known soon.

    Signals:
        measured: more is known.
        failed: an error that is worth a notice.
    """

    measured = Signal()
    failed = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._draft = BatchDraft()
        self._index: ListIndex | None = None
        self.template: Template | None = None
        self.template_error: TemplateError | None = None
        self.problems: tuple[mmskit.Problem, ...] = ()
        self.measures: Measures | None = None
        self.busy = False
        self._settling = QTimer(self, singleShot=True, interval=_SETTLED)
        self._settling.timeout.connect(self._measure)

    def look(self, draft: BatchDraft, index: ListIndex | None) -> None:
        """Take a draft and its list; what hangs on all of the list is known a little later."""
        self._draft, self._index = draft, index
        self.template = self.template_error = self.measures = None
        try:
            template = Template(draft.text)
            if index is not None:
                template.check(index.columns)
            self.template = template
        except TemplateError as error:
            self.template_error = error
        self.busy = True
        self._settling.start()

    def _measure(self) -> None:
        draft, index = self._draft, self._index
        template = self.template if draft.text.strip() else None

        def work(report: Report) -> _Found:
            problems = _find_shared_problems(draft)
            if index is None or template is None:
                return problems, None
            return problems, measure(index, template, draft.picture, report)

        def take(found: _Found) -> None:
            self.problems, self.measures = found
            self.busy = False
            self.measured.emit()

        def fail(error: mmskit.MMSKitError) -> None:
            self.busy = False
            self.failed.emit(error)
            self.measured.emit()

        self._tasks.run(work, take, failed=fail, owner=self, lane=Lane.CHECK)


def _find_shared_problems(draft: BatchDraft) -> tuple[mmskit.Problem, ...]:
    """What is wrong with title and picture; the text is judged with its list."""
    picture = draft.picture
    if picture is None:
        found = mmskit.check(mmskit.Message(draft.title, [mmskit.Frame(text=".")]))
    else:
        found = mmskit.PersonalBatch(draft.title, picture, ".", ()).find_problems()
    return tuple(problem for problem in found if problem.severity == "error")
