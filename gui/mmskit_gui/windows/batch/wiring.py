"""Who listens to whom in the batch window, and what its parts show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

import mmskit
from mmskit_gui.batch_issues import BatchIssue
from mmskit_gui.batch_text import mend_field

if TYPE_CHECKING:
    from mmskit_gui.windows.batch.window import BatchWindow


class BatchWiring(QObject):
    """Connects the parts of one batch window with its document."""

    def __init__(self, window: BatchWindow) -> None:
        super().__init__(window)
        self._window = window
        self._wire_document()
        self._wire_list()
        self._wire_message()
        self._wire_paging()
        self._wire_actions()
        self.show_all()

    # --- what the parts show

    def show_all(self) -> None:
        """Show the document everywhere."""
        window, document = self._window, self._window.document
        draft, index = document.draft, document.index
        columns = document.columns
        column = "" if index is None else index.listed.number_column
        window.list_card.show_list(draft.listed, columns, column)
        sheet = draft.listed.sheet if draft.listed is not None else ""
        if index is not None:
            sheet = index.listed.sheet
        window.list_card.show_sheets(document.sheets, sheet)
        error = document.list_error
        window.list_card.show_problem("" if error is None else window.render_error(error))
        window.list_card.show_counts(document.people, {} if index is None else index.counts)
        window.rows_model.show_index(index)
        window.rows_model.show_messages(document.template, document.measures)
        window.rows.show_counts(document.people, 0 if index is None else index.left_out_count)
        window.title.show_title(draft.title)
        window.picture.show_picture(draft.original, draft.picture)
        window.text.show_template(draft.text, () if index is None else index.columns)
        self._show_issues()
        self.show_page()

    def show_page(self) -> None:
        """Show the recipient of now."""
        window, document = self._window, self._window.document
        index, measures = document.index, document.measures
        row = last = 1
        if index is not None and len(index):
            row, last = index.find_row(document.place), index.find_row(len(index) - 1)
        faults = 0 if measures is None else measures.unusable + measures.too_long
        window.phone.show_message(document.message)
        window.phone.paging.show_place(document.place, document.people, row, last, faults)
        window.rows.show_place(document.place)

    def _show_issues(self) -> None:
        window, document = self._window, self._window.document
        issues = document.issues
        # In the chip the worst comes first; within that, the order that helps.
        window.problems.show_problems(sorted(issues, key=lambda one: one.severity != "error"))
        said, mend = "", None
        for issue in issues:
            if issue.kind == "text" and document.draft.text.strip():
                said = issue.render(window.services.languages.current)
                mend = (issue.wrong, issue.right) if issue.right else None
        window.text.show_problem(said, mend)
        ready = document.ready
        there = bool(document.people)
        window.top.show_state(self._say_state(), ready=ready)
        window.menus.enable(("export", "send"), on=ready)
        window.menus.enable(
            ("previous", "next", "first", "last", "go_to", "longest", "fault"), on=there
        )
        left_out = 0 if document.index is None else document.index.left_out_count
        window.menus.enable(("rejected",), on=bool(left_out))
        window.summary.setText(self._say_summary())

    def _say_state(self) -> str:
        listed = self._window.document.draft.listed
        return "" if listed is None else f"· {listed.path.name}"

    def _say_summary(self) -> str:
        document = self._window.document
        if not document.people:
            return self.tr("The draft is kept by itself.")
        messages = self.tr("%Ln message(s), one for each person", "", document.recipients)
        measures = document.measures
        if measures is None or document.index is None:
            return messages
        longest = measures.find_size(measures.longest) / 1024
        return self.tr("{messages} · the largest takes {size} of 50 KB (row {row})").format(
            messages=messages,
            size=f"{longest:.1f}",
            row=f"{document.index.find_row(measures.longest):,}",
        )

    # --- wires

    def _wire_document(self) -> None:
        window, document = self._window, self._window.document
        document.changed.connect(self.show_all)
        document.shown.connect(self.show_page)
        document.reading.connect(window.list_card.show_progress)
        document.fitting.connect(lambda on: window.picture.show_fitting(on=on))
        document.picture_fitted.connect(self._tell_fitted)
        document.failed.connect(self._tell_failed)

    def _wire_list(self) -> None:
        window, document, card = self._window, self._window.document, self._window.list_card
        choosing = window.choosing
        card.open_wanted.connect(choosing.choose_list)
        card.path_wanted.connect(choosing.open_list)
        card.close_wanted.connect(document.close_list)
        card.cancel_wanted.connect(document.cancel_reading)
        card.column_wanted.connect(choosing.choose_column)
        card.sheet_wanted.connect(choosing.choose_sheet)
        card.stop_list_wanted.connect(choosing.choose_stop_list)
        window.rows.place_wanted.connect(document.show_place)

    def _wire_message(self) -> None:
        window, document = self._window, self._window.document
        window.title.edited.connect(document.set_title)
        window.text.edited.connect(document.set_text)
        window.text.mend_wanted.connect(self._mend)
        picture, choosing = window.picture, window.choosing
        picture.browse_wanted.connect(choosing.choose_picture)
        picture.mime_dropped.connect(choosing.take_picture)
        picture.remove_wanted.connect(lambda: document.set_picture(None))
        picture.cancel_wanted.connect(document.cancel_fitting)

    def _wire_paging(self) -> None:
        document, phone = self._window.document, self._window.phone
        phone.step_wanted.connect(lambda step: document.show_place(document.place + step))
        phone.paging.end_wanted.connect(self._show_end)
        phone.paging.row_wanted.connect(document.show_row)
        phone.paging.longest_wanted.connect(document.show_longest)
        phone.paging.fault_wanted.connect(document.show_next_fault)

    def _wire_actions(self) -> None:
        window, document = self._window, self._window.document
        choosing = window.choosing
        window.problems.problem_wanted.connect(self.go_to)
        window.top.anew_wanted.connect(self._start_anew)
        window.menus.connect_all(
            {
                "open": choosing.choose_list,
                "picture": choosing.choose_picture,
                "anew": self._start_anew,
                "close": window.close,
                "previous": lambda: document.show_place(document.place - 1),
                "next": lambda: document.show_place(document.place + 1),
                "first": lambda: self._show_end(-1),
                "last": lambda: self._show_end(1),
                "go_to": self._go_to_row,
                "longest": document.show_longest,
                "fault": document.show_next_fault,
            }
        )

    # --- what a person does

    def go_to(self, issue: BatchIssue) -> None:
        """Go where an issue is, and help where one step does it."""
        window, document = self._window, self._window.document
        if issue.kind == "rows":
            window.rows.choose_rows("left_out")
            window.rows.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif issue.kind in {"unusable", "limits"}:
            document.show_place(-1)
            if document.measures is not None and 0 not in document.measures.faults:
                document.show_next_fault()
            if issue.kind == "limits":
                self._offer_smaller_picture()
        else:
            part = {
                "list": window.list_card.other
                if window.list_card.states.currentIndex()
                else window.list_card.empty,
                "column": window.list_card.columns,
                "sheet": window.list_card.sheets,
                "title": window.title.field,
                "text": window.text.editor,
                "picture": window.picture.empty
                if document.draft.picture is None
                else window.picture.replace,
            }[issue.kind]
            part.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _offer_smaller_picture(self) -> None:
        window = self._window
        said = self.tr("These texts are too long beside the picture.")
        action = (self.tr("Make the picture smaller"), window.document.fit_picture)
        window.notices.show_notice(said, "warn", action)

    def _mend(self, wrong: str, right: str) -> None:
        document = self._window.document
        document.set_text(mend_field(document.draft.text, wrong, right))
        self._window.text.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _start_anew(self) -> None:
        window, document = self._window, self._window.document
        before = document.draft
        if before.empty:
            return
        document.take_draft(type(before)())
        said = self.tr("Begun anew. What was there is not lost yet.")
        back = (self.tr("Bring it back"), lambda: document.take_draft(before))
        window.notices.show_notice(said, "info", back, seconds=20)

    def _show_end(self, end: int) -> None:
        document = self._window.document
        document.show_place(0 if end < 0 else document.people - 1)

    def _go_to_row(self) -> None:
        row = self._window.phone.paging.row
        row.setFocus(Qt.FocusReason.ShortcutFocusReason)
        row.selectAll()

    def _tell_fitted(self, before: int, after: int) -> None:
        said = self.tr("The picture was made to fit: {before} → {after} KB").format(
            before=f"{before / 1024:,.1f}", after=f"{after / 1024:,.1f}"
        )
        self._window.notices.show_notice(said, "info", seconds=6)

    def _tell_failed(self, error: mmskit.MMSKitError) -> None:
        self._window.notices.show_notice(self._window.render_error(error), "bad")
