"""Numbers that nothing is sent to."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

import mmskit
from mmskit.errors import InvalidNumberError, RecipientListError
from mmskit.recipients import read_recipients, read_stop_list

PEOPLE = "手机号,姓名\n13811299999,张三\n+86 138 1129 9998,李四\n13811299997,王五\n"


def write(folder: Path, content: str, name: str = "stop.txt") -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def test_stopped(tmp_path: Path) -> None:
    """Who is on the stop list is left out in any spelling, and said; the others are read."""
    path = write(tmp_path, PEOPLE, "list.csv")
    recipients = read_recipients(path, stop_list=["138-1129-9998", "13900000000"])
    assert [one.number for one in recipients] == ["13811299999", "13811299997"]
    (bad,) = recipients.bad_rows
    assert (bad.row, bad.value, bad.kind) == (3, "+86 138 1129 9998", "stopped")
    assert "stop list" in str(bad)
    assert "停发名单" in bad.render("zh_CN")


@pytest.mark.parametrize(
    "content",
    [
        "13811299998\n13811299997\n",
        "号码\n13811299998\n\n 138 1129 9997 \n",
        "退订\n13811299998\n13811299997\n",
        "姓名,手机\n李四,13811299998\n王五,13811299997\n",
        "李四,13811299998\n王五,13811299997\n",
        "\ufeff13811299998\r\n13811299997",
    ],
)
def test_files(tmp_path: Path, content: str) -> None:
    """A stop list is bare numbers, with or without a name above them, or any list."""
    stopped = mmskit.read_stop_list(write(tmp_path, content))
    assert stopped.numbers == {"13811299998", "13811299997"}
    assert stopped.bad_rows == ()
    recipients = read_recipients(write(tmp_path, PEOPLE, "list.csv"), stop_list=stopped)
    assert [one.number for one in recipients] == ["13811299999"]


def test_workbook(tmp_path: Path) -> None:
    """A stop list may be a workbook."""
    book = openpyxl.Workbook()
    for number in (13811299998, 13811299997):
        book.active.append([number])
    book.save(tmp_path / "stop.xlsx")
    assert read_stop_list(tmp_path / "stop.xlsx").numbers == {"13811299998", "13811299997"}


def test_no_number(tmp_path: Path) -> None:
    """What nothing could be sent to does no harm in a stop list, and is said."""
    stopped = read_stop_list(write(tmp_path, "手机号\n13811299998\n010-12345\n"))
    assert stopped.numbers == {"13811299998"}
    assert [(bad.row, bad.value) for bad in stopped.bad_rows] == [(3, "010-12345")]


@pytest.mark.parametrize("content", ["手机号\n1.3811E+10\n", '手机号\n13811299998\n"13811299997\n'])
def test_unsure(tmp_path: Path, content: str) -> None:
    """A stop list is refused where somebody on it would be sent to."""
    with pytest.raises(RecipientListError, match="nobody knows whom it was to protect"):
        read_stop_list(write(tmp_path, content))


def test_from_a_program(tmp_path: Path) -> None:
    """A number of a program that is none is an error."""
    with pytest.raises(InvalidNumberError):
        read_recipients(write(tmp_path, PEOPLE, "list.csv"), stop_list=["138"])


def test_together(tmp_path: Path) -> None:
    """Stop lists are added up; nothing of them is shown in logs."""
    both = read_stop_list(write(tmp_path, "13811299998\n")) | read_stop_list(
        write(tmp_path, "13811299997\n")
    )
    assert len(both.numbers) == 2
    assert "138" not in repr(both)
