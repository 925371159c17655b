"""What keeps a batch from going out, in the order that helps: numbers, fields, rows, limits. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import mmskit
from mmskit.errors import TemplateError
from mmskit.recipients.names import find_close
from mmskit.texts import Language, Text, text
from mmskit_gui.batch_draft import BatchDraft
from mmskit_gui.batch_list import ListIndex
from mmskit_gui.batch_measures import Measures
from mmskit_gui.recipient_sources import COLUMN_WANTED

SHEET_WANTED: Final = frozenset({"lists.which_sheet", "lists.no_list_sheet"})
"""Why a workbook cannot be read until somebody says which sheet holds the list."""

Severity = Literal["error", "warning"]
IssueKind = Literal[
    "list", "sheet", "column", "text", "title", "picture", "rows", "unusable", "limits"
]


@dataclass(frozen=True)
class BatchIssue:
    """One thing that a person should see to.

    Attributes:
        kind: where it is: what leads there is known to the window.
        sentence: what is wrong and what to do.
        severity: an ``error`` keeps the batch from going out, a ``warning`` does not.
        wrong: a field's name that the list does not have, or "".
        right: the column that was probably meant, or "".
    """

    kind: IssueKind
    sentence: Text
    severity: Severity = "error"
    wrong: str = ""
    right: str = ""

    def render(self, language: Language = "en") -> str:
        """Say it in a language."""
        return self.sentence.render(language)


@dataclass(frozen=True)
class BatchFacts:
    """What is known of a batch at one moment.

    Attributes:
        draft: what was written.
        index: the list, or None.
        list_error: why the list cannot be read, or None.
        template_error: what is wrong with the template, or None.
        problems: what is wrong with title and picture.
        measures: what every message takes, or None before it is known.
    """

    draft: BatchDraft
    index: ListIndex | None = None
    list_error: mmskit.MMSKitError | None = None
    template_error: TemplateError | None = None
    problems: Sequence[mmskit.Problem] = ()
    measures: Measures | None = None


def find_issues(facts: BatchFacts) -> list[BatchIssue]:
    """Everything that a person should see to; the first error first."""
    return [
        *_check_list(facts),
        *_check_text(facts),
        *_check_shared(facts),
        *_check_rows(facts),
        *_check_limits(facts),
    ]


def _check_list(facts: BatchFacts) -> Iterator[BatchIssue]:
    error = facts.list_error
    if error is not None:
        key = error.sentence.key
        kind: IssueKind = "list"
        if key in COLUMN_WANTED:
            kind = "column"
        elif key in SHEET_WANTED:
            kind = "sheet"
        yield BatchIssue(kind, error.sentence)
    elif facts.draft.listed is None:
        yield BatchIssue("list", text("gui.batch_no_list"))
    elif facts.index is not None and not len(facts.index):
        yield BatchIssue("rows", text("gui.batch_nobody"))


def _check_text(facts: BatchFacts) -> Iterator[BatchIssue]:
    error = facts.template_error
    if error is not None:
        right = find_close(error.field, error.known) if error.known else None
        # A field that stands between full-width braces is no unknown one.
        wrong = error.field if error.field not in error.known else ""
        yield BatchIssue("text", error.sentence, wrong=wrong, right=right or "")
    elif not facts.draft.text.strip():
        yield BatchIssue("text", text("gui.batch_no_text"))


def _check_shared(facts: BatchFacts) -> Iterator[BatchIssue]:
    for problem in facts.problems:
        if problem.slot == "title":
            yield BatchIssue("title", problem.sentence)
    if facts.draft.picture is None:
        yield BatchIssue("picture", text("gui.batch_no_picture"))
    for problem in facts.problems:
        if problem.slot == "picture":
            yield BatchIssue("picture", problem.sentence)


def _check_rows(facts: BatchFacts) -> Iterator[BatchIssue]:
    measures = facts.measures
    if measures is not None and measures.unusable:
        said = text("gui.batch_unusable", count=measures.unusable)
        yield BatchIssue("unusable", said, _find_severity(measures))
    index = facts.index
    if index is not None and index.left_out_count:
        count = index.left_out_count
        yield BatchIssue("rows", text("gui.batch_left_out", count=count), "warning")


def _check_limits(facts: BatchFacts) -> Iterator[BatchIssue]:
    measures = facts.measures
    if measures is not None and measures.too_long:
        said = text("gui.batch_too_long", count=measures.too_long)
        yield BatchIssue("limits", said, _find_severity(measures))


def _find_severity(measures: Measures) -> Severity:
    """Whoever cannot be sent to is left out, and stops nobody else, as long as there is somebody."""
    return "warning" if measures.good else "error"
