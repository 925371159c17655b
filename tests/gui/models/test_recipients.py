"""Numbers as people give them, and the table that shows what was understood."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from mmskit.errors import RecipientListError
from mmskit_gui.models.recipients import RecipientsModel
from mmskit_gui.recipient_sources import combine, list_columns, read_list, read_text

A, B, C = "13811299901", "13811299902", "13811299903"


def ignore(_share: float) -> None:
    """Take the progress."""


@pytest.mark.parametrize(
    "said",
    [f"{A}\n{B}", f"{A},{B}", f"{A}，{B}", f"{A}; {B}", f"{A}；{B}", f"{A}、{B}", f"{A} {B}"],
)
def test_separators(said):
    """Line ends, commas, semicolons, 、 and blanks part numbers."""
    assert [row.number for row in read_text(said)] == [A, B]


def test_blanks_inside_a_number():
    """Blanks inside one number do not part it; a tab between numbers does."""
    assert [row.number for row in read_text(f"138 1129 9901\n+86 {B}\t{C}")] == [A, B, C]
    assert [row.number for row in read_text(f"张三 {A}")] == ["", A]
    assert [row.number for row in read_text("＋８６ １３８１１２９９９０１")] == [A]


@pytest.mark.parametrize("said", [f"+8526123 4567 {A}", f"+86 {A} {B}", "1381129 13811299901"])
def test_no_number_is_torn(said):
    """Where blanks might stand inside a number, all of it is refused rather than guessed at."""
    assert [row.state for row in read_text(said)] == ["bad"]


def test_bad_numbers_say_why():
    """Every bad number keeps its line, what was typed, and the reason."""
    rows = read_text(f"{A}\n1381129990\n\n张三\n1.3811E+10")
    bad = [(row.row, row.typed, row.reason.key) for row in rows if row.state == "bad"]
    assert bad == [
        (2, "1381129990", "numbers.length"),
        (4, "张三", "numbers.characters"),
        (5, "1.3811E+10", "numbers.rounded"),
    ]


def test_duplicates_across_sources():
    """A number is sent to once, wherever it comes again and however it is spelled."""
    rows = combine([read_text(f"{A}\n{B}"), read_text(f"+86{A}\n{C}")])
    assert [row.state for row in rows.rows] == ["good", "good", "duplicate", "good"]


def test_list_with_names(tmp_path: Path):
    """A CSV's column of numbers is found; bad rows and duplicates stay with their rows."""
    path = tmp_path / "list.csv"
    path.write_text(f"姓名,手机号\n王,{A}\n李,123\n赵,{A}\n钱,{B}\n", encoding="gb18030")
    rows = combine([read_list(path, ignore)])
    assert [(row.row, row.state) for row in rows.rows] == [
        (2, "good"),
        (3, "bad"),
        (4, "duplicate"),
        (5, "good"),
    ]


def test_list_of_bare_numbers(tmp_path: Path):
    """A text file of numbers alone, without a row of names, is read as well."""
    path = tmp_path / "list.txt"
    path.write_text(f"{A}\n{B}\nx\n", encoding="utf-8-sig")
    assert [row.number for row in read_list(path, ignore)] == [A, B, ""]


def test_workbook_is_read(tmp_path: Path):
    """A workbook is read as a list is; a damaged one is refused with a sentence."""
    path = tmp_path / "list.xlsx"
    book = openpyxl.Workbook()
    for row in (["姓名", "手机号"], ["甲", 13900000001], ["乙", "12345"]):
        book.active.append(row)
    book.save(path)
    assert [row.number for row in read_list(path, ignore)] == ["13900000001", ""]
    path.write_bytes(b"PK\x03\x04 and so on")
    with pytest.raises(RecipientListError) as caught:
        read_list(path, ignore)
    assert caught.value.sentence.key == "lists.damaged"


def test_two_columns_of_numbers(tmp_path: Path):
    """Where two columns hold numbers one has to be named."""
    path = tmp_path / "list.csv"
    path.write_text(f"甲,乙\n{A},{B}\n", encoding="utf-8")
    with pytest.raises(RecipientListError):
        read_list(path, ignore)
    assert list_columns(path) == ["甲", "乙"]
    assert [row.number for row in read_list(path, ignore, number_column="乙")] == [B]


def test_reading_can_be_stopped(tmp_path: Path):
    """Reading a long list reports, and ends where the report raises."""
    path = tmp_path / "list.csv"
    path.write_text("手机号\n" + "\n".join(str(13811200000 + i) for i in range(5000)))

    def stop(share: float) -> None:
        assert 0 < share < 1
        raise InterruptedError

    with pytest.raises(InterruptedError):
        read_list(path, stop)


def test_model_shows_problems_first(qapp):
    """What is bad stands first, then duplicates; the filter leaves the good ones out."""
    model = RecipientsModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_combined(combine([read_text(f"{A}\n{B}\n{A}\nx")]))
    states = [model.index(row, 0).data(Qt.ItemDataRole.UserRole) for row in range(4)]
    assert states == ["bad", "duplicate", "good", "good"]
    assert model.good_numbers == (A, B)
    model.show_only_problems(on=True)
    assert model.rowCount() == 2
    assert "3" not in model.index(0, 1).data()
    model.speak("zh_CN")
    assert "数字" in model.index(0, 2).data()


def test_model_takes_long_lists(qapp):
    """200,000 rows are shown without an object for each."""
    model = RecipientsModel()
    model.show_combined(
        combine([read_text("\n".join(str(13800000000 + i) for i in range(200_000)))])
    )
    assert model.rowCount() == len(model.good_numbers) == 200_000
