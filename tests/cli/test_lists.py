"""--sheet and --stop-list, wherever a command reads a list."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from making import still

JANUARY = ["13800000001", "13800000003"]
FEBRUARY = ["13800000005", "13800000007", "13800000009"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workbook of two lists, two stop lists and a picture."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, numbers in (("一月", JANUARY), ("二月", FEBRUARY)):
        sheet = book.create_sheet(name)
        sheet.append(["姓名", "手机号"])
        for number in numbers:
            sheet.append(["客户", int(number)])
    book.save(tmp_path / "list.xlsx")
    (tmp_path / "stop.txt").write_text("+86 138-0000-0005\n12\n", encoding="utf-8")
    (tmp_path / "more.csv").write_text("退订,手机号\n是,13800000009\n", encoding="gb18030")
    (tmp_path / "picture.jpg").write_bytes(still("JPEG"))
    return tmp_path


@pytest.fixture
def list_words(folder: Path) -> list[object]:
    return [
        *("--sheet", "二月"),
        *("--stop-list", folder / "stop.txt"),
        *("--stop-list", folder / "more.csv"),
    ]


def batch_words(folder: Path) -> list[object]:
    return ["--title", "t", "--text", "{姓名}好", "--picture", folder / "picture.jpg"]


def check_said(said: str) -> None:
    """Who is stopped is said by the row, and what of a stop list is no number as well."""
    assert "row 2" in said
    assert "row 4" in said
    assert "row 3" not in said
    assert "stop list" in said
    assert "stop.txt" in said


def test_export(mmskit, folder, list_words):
    """Of an export's workbook the one sheet is taken, without those on either stop list."""
    words = ["batch", "export", folder / "list.xlsx", *batch_words(folder), "-o", folder / "out"]
    done = mmskit(*words, *list_words)
    assert done.code == 0, done.err
    (path,) = (folder / "out").glob("*.xml")
    root = ET.parse(path).getroot()  # noqa: S314 - our own file, read by another reader
    assert [one.text for one in root.iter("mmsMobile")] == ["13800000007"]
    check_said(done.err)


def test_send_a_campaign(mmskit, as_demo, folder, list_words):
    """A campaign goes to the one sheet, without those on either stop list."""
    words = ["batch", "send", folder / "list.xlsx", *batch_words(folder), "--yes"]
    done = mmskit(*words, *list_words)
    assert done.code == 0, done.err
    assert [one.recipients for one in as_demo.inbox] == [("13800000007",)]
    check_said(done.err)


def test_send_to_file(mmskit, as_demo, saved, folder, list_words):
    """A message goes to the one sheet, without those on either stop list."""
    done = mmskit("send", saved, "--to-file", folder / "list.xlsx", "--yes", *list_words)
    assert done.code == 0, done.err
    assert [one.recipients for one in as_demo.inbox] == [("13800000007",)]
    check_said(done.err)


@pytest.mark.parametrize("asked", [[], ["--sheet", "三月"]])
def test_nobody_guesses_the_sheet(mmskit, as_demo, saved, folder, asked):
    """Without a sheet, or with one that is not there, all are named and nothing is sent."""
    done = mmskit("send", saved, "--to-file", folder / "list.xlsx", "--yes", *asked)
    assert done.code == 1
    assert "一月" in done.err
    assert as_demo.submissions == []
    words = [folder / "list.xlsx", *batch_words(folder), *asked]
    assert mmskit("batch", "export", *words, "-o", folder / "out").code == 1
    assert not (folder / "out").exists()
    assert mmskit("batch", "send", *words, "--yes").code == 1
    assert as_demo.submissions == []


@pytest.mark.parametrize("stopped", ["missing.txt", "rounded.csv"])
def test_a_stop_list_that_may_protect_nobody(mmskit, as_demo, saved, folder, stopped):
    """A stop list that is not there, or has a rounded number, stops everything."""
    (folder / "rounded.csv").write_text("手机号\n1.38E+10\n", encoding="utf-8")
    options = ["--sheet", "二月", "--stop-list", folder / stopped]
    words = [folder / "list.xlsx", *batch_words(folder), *options]
    for done in (
        mmskit("send", saved, "--to-file", folder / "list.xlsx", "--yes", *options),
        mmskit("batch", "export", *words, "-o", folder / "out"),
        mmskit("batch", "send", *words, "--yes"),
    ):
        assert done.code == 1
        assert stopped in done.err
    assert as_demo.submissions == []
    assert not (folder / "out").exists()


@pytest.mark.parametrize("option", [["--sheet", "二月"], ["--stop-list", "stop.txt"]])
def test_without_a_list(mmskit, as_demo, saved, option):
    """Both are about a list: beside numbers alone they are wrong usage, and nothing is sent."""
    done = mmskit("send", saved, "--to", "13800000001", "--yes", *option)
    assert done.code == 2
    assert as_demo.submissions == []
