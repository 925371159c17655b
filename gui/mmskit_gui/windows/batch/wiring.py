"""Who listens to whom in the batch window, and what its parts show."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtWidgets import QFileDialog

import mmskit
from mmskit_gui.batch_draft import ListChoice
from mmskit_gui.batch_issues import BatchIssue
from mmskit_gui.batch_text import mend_field
from mmskit_gui.importing import Imported, Offer, read_offer, take_offer
from mmskit_gui.tasks import Lane

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
        self._show_recent()
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
        card.open_wanted.connect(self.choose_list)
        card.path_wanted.connect(self.open_list)
        card.close_wanted.connect(document.close_list)
        card.cancel_wanted.connect(document.cancel_reading)
        card.column_wanted.connect(self._choose_column)
        card.sheet_wanted.connect(self._choose_sheet)
        card.stop_list_wanted.connect(self._choose_stop_list)
        window.rows.place_wanted.connect(document.show_place)

    def _wire_message(self) -> None:
        window, document = self._window, self._window.document
        window.title.edited.connect(document.set_title)
        window.text.edited.connect(document.set_text)
        window.text.mend_wanted.connect(self._mend)
        picture = window.picture
        picture.browse_wanted.connect(self.choose_picture)
        picture.mime_dropped.connect(self._take_picture)
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
        window.problems.problem_wanted.connect(self.go_to)
        window.top.anew_wanted.connect(self._start_anew)
        window.menus.connect_all(
            {
                "open": self.choose_list,
                "picture": self.choose_picture,
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

    def choose_list(self) -> None:
        """Ask for a list and open it."""
        kinds = self.tr("Lists (*.csv *.txt *.tsv *.xlsx *.xls);;All files (*)")
        path = self._choose(self.tr("Open a list"), kinds)
        if path is not None:
            self.open_list(path)

    def open_list(self, path: Path) -> None:
        """Open a list; the stop list stays."""
        listed = self._window.document.draft.listed
        stop = None if listed is None else listed.stop_list
        self._window.document.open_list(ListChoice(path, stop_list=stop))
        self._window.services.settings.remember_list(path)
        self._show_recent()

    def _show_recent(self) -> None:
        there = [path for path in self._window.services.settings.recent_lists if path.exists()]
        self._window.menus.show_recent(there, self.open_list)

    def choose_picture(self) -> None:
        """Ask for the picture."""
        kinds = self.tr("Pictures (*.jpg *.jpeg *.gif *.png *.webp *.bmp);;All files (*)")
        path = self._choose(self.tr("Choose a picture"), kinds)
        if path is not None:
            self._read_picture(Offer(paths=(path,)))

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

    def _choose_column(self, name: str) -> None:
        listed = self._window.document.draft.listed
        if listed is not None:
            self._window.document.open_list(replace(listed, number_column=name))

    def _choose_sheet(self, name: str) -> None:
        listed = self._window.document.draft.listed
        if listed is not None:
            self._window.document.open_list(replace(listed, sheet=name, number_column=""))

    def _choose_stop_list(self, wanted: bool) -> None:  # noqa: FBT001 - Qt's signal
        listed = self._window.document.draft.listed
        if listed is None:
            return
        path = None
        if wanted:
            kinds = self.tr("Lists (*.csv *.txt *.tsv *.xlsx *.xls);;All files (*)")
            path = self._choose(self.tr("Choose a stop list"), kinds)
            if path is None:
                return
        self._window.document.open_list(replace(listed, stop_list=path))

    def _take_picture(self, mime: QMimeData) -> None:
        self._read_picture(take_offer(mime))

    def _read_picture(self, offer: Offer) -> None:
        window = self._window
        name = self.tr("Picture")

        def take(found: Imported) -> None:
            pictures = [frame.picture for frame in found.frames if frame.picture is not None]
            if pictures:
                window.document.set_picture(pictures[0])
            elif found.refused:
                self._tell_failed(found.refused[0])
            else:
                window.notices.show_notice(self.tr("That is no picture."), "bad")

        window.services.tasks.run(
            lambda report: read_offer(offer, report, image_name=name),
            take,
            failed=self._tell_failed,
            owner=self,
            lane=Lane.REMAKE,
        )

    def _tell_fitted(self, before: int, after: int) -> None:
        said = self.tr("The picture was made to fit: {before} → {after} KB").format(
            before=f"{before / 1024:,.1f}", after=f"{after / 1024:,.1f}"
        )
        self._window.notices.show_notice(said, "info", seconds=6)

    def _tell_failed(self, error: mmskit.MMSKitError) -> None:
        self._window.notices.show_notice(self._window.render_error(error), "bad")

    def _choose(self, title: str, kinds: str) -> Path | None:
        listed = self._window.document.draft.listed
        folder = str(Path.home() if listed is None else listed.path.parent)
        chosen, _ = QFileDialog.getOpenFileName(self._window, title, folder, kinds)
        return Path(chosen) if chosen else None
