"""A list read once: any recipient at once, and what is left out, counted by kind."""

from __future__ import annotations

import csv

import openpyxl
import pytest
from batch_making import write_list

from mmskit.errors import RecipientListError
from mmskit_gui.batch_draft import ListChoice
from mmskit_gui.batch_issues import SHEET_WANTED
from mmskit_gui.batch_list import ListFacts, read_facts, read_index, watch_list

BAD = ["坏,12345,1", "又,13800000001,1", "丢,1.3811E+10,2", "多,13900000001,3,4"]


def read(path, **choice):
    return read_index(ListChoice(path, **choice), lambda _: None)


def test_every_recipient_as_the_file_says(tmp_path):
    """Number and fields of every place are those of the file, as Python's own reader sees them."""
    path = write_list(tmp_path / "list.csv", 300, rows=BAD)
    index = read(path)
    with path.open(encoding="utf-8", newline="") as file:
        known = list(csv.DictReader(file))[:300]
    assert len(index) == 300
    assert [index.find_fields(place) for place in range(300)] == known
    assert [index.find_number(place) for place in range(300)] == [row["手机号"] for row in known]
    assert [index.find_row(place) for place in (0, 299)] == [2, 301]


def test_left_out_rows_are_counted_by_kind(tmp_path):
    """Bad numbers, lost digits, duplicates and damaged rows are told apart."""
    index = read(write_list(tmp_path / "list.csv", 3, rows=BAD))
    assert index.left_out_count == 4
    assert index.counts == {"number": 1, "digits_lost": 1, "duplicate": 1, "ragged": 1}
    assert [bad.row for bad in index.left_out] == [5, 6, 7, 8]


def test_row_leads_to_the_next_recipient(tmp_path):
    """A row that is left out leads to the next one that is sent to, one beyond the end to the last."""
    index = read(write_list(tmp_path / "list.csv", 2, rows=[*BAD, "末,13900000002,5"]))
    assert [index.find_place(row) for row in (1, 2, 3, 4, 7, 8, 99)] == [0, 0, 1, 2, 2, 2, 2]
    assert index.find_row(2) == 8


def test_progress_is_told_and_can_stop_it(tmp_path):
    """Reading tells how far it is, and stops where that raises."""
    path = write_list(tmp_path / "list.csv", 5_000)
    told = []
    read_index(ListChoice(path), told.append)
    assert told == sorted(told)
    assert told[-1] == 1

    def stop(_done: float) -> None:
        raise KeyError

    with pytest.raises(KeyError):
        read_index(ListChoice(path), stop)


def test_column_can_be_chosen(tmp_path):
    """Another column holds the numbers where a person says so."""
    path = tmp_path / "list.csv"
    path.write_text("a,b\n13800000001,13900000001\n", encoding="utf-8")
    with pytest.raises(RecipientListError):
        read(path)
    assert read(path, number_column="b").find_number(0) == "13900000001"


def test_stop_list_and_sheets(tmp_path):
    """Whoever is on the stop list is left out; a workbook's sheets and columns can be chosen."""
    book = openpyxl.Workbook()
    for name in ("会员", "员工"):
        sheet = book.create_sheet(name)
        sheet.append(["姓名", "手机号"])
        for number in range(3):
            sheet.append([f"{name}{number}", f"1390000000{number}"])
    book.save(tmp_path / "list.xlsx")
    (tmp_path / "stop.txt").write_text("139 0000 0001\n", encoding="utf-8")
    path, stop = tmp_path / "list.xlsx", tmp_path / "stop.txt"
    with pytest.raises(RecipientListError) as told:
        read(path)
    assert told.value.sentence.key in SHEET_WANTED
    facts = read_facts(ListChoice(path, sheet="员工"))
    assert facts == ListFacts(("会员", "员工"), ("姓名", "手机号"))
    index = read(path, sheet="员工", stop_list=stop)
    assert [index.find_fields(place)["姓名"] for place in range(len(index))] == ["员工0", "员工2"]
    assert index.counts == {"stopped": 1}


def test_watched_list_is_the_same_list(tmp_path):
    """A list that is watched reads the same, tells how far it is, and can be stopped."""
    path = write_list(tmp_path / "list.csv", 3_000, rows=BAD)
    listed = read_index(ListChoice(path), lambda _: None).listed
    told = []
    watched = watch_list(listed, told.append)
    assert list(watched.read_rows()) == list(listed.read_rows())
    assert told
    assert watched.columns == listed.columns
