"""Lists of recipients, as people keep them."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmskit.errors import RecipientListError
from mmskit.recipients import BadRow, Recipient, RecipientList, delimited, read_recipients
from mmskit.texts import LANGUAGES

Writer = Callable[..., Path]

LIST = "手机号,姓名,券码\n13811299999,张三,A1\n13811299998,李四,B2\n"


@pytest.fixture
def write(tmp_path: Path) -> Writer:
    """Write a list, in an encoding."""

    def write(content: str | bytes, encoding: str = "utf-8") -> Path:
        path = tmp_path / "list.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


def read(path: Path, **options: str) -> tuple[RecipientList, list[tuple[str, dict[str, str]]]]:
    recipients = read_recipients(path, **options)
    return recipients, [(found.number, dict(found.fields)) for found in recipients]


def refuse(path: Path, code: str, **options: str) -> RecipientListError:
    with pytest.raises(RecipientListError) as caught:
        list(read_recipients(path, **options))
    assert caught.value.sentence.key == f"lists.{code}"
    for language in LANGUAGES:
        said = caught.value.render(language)
        assert path.name in said
        assert not re.search(r"[{}]", said)
    return caught.value


def explain(recipients: RecipientList) -> list[tuple[int, str, str]]:
    """Row, column and reason of what was left out."""
    list(recipients)
    return [(bad.row, bad.column, bad.reason.key) for bad in recipients.bad_rows]


# --- what is read ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-16", "utf-16"),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_encodings(write: Writer, encoding: str, named: str, delimiter: str, ending: str) -> None:
    """Every usual encoding, delimiter and line end gives the same recipients."""
    content = LIST.replace(",", delimiter).replace("\n", ending)
    recipients, rows = read(write(content, encoding))
    assert recipients.encoding == named
    assert recipients.columns == ("手机号", "姓名", "券码")
    assert recipients.number_column == "手机号"
    assert rows == [
        ("13811299999", {"手机号": "13811299999", "姓名": "张三", "券码": "A1"}),
        ("13811299998", {"手机号": "13811299998", "姓名": "李四", "券码": "B2"}),
    ]
    assert recipients.bad_rows == []


def test_utf_16_big_endian(write: Writer) -> None:
    """UTF-16 with its bytes the other way round is read by its mark."""
    _, rows = read(write(b"\xfe\xff" + LIST.encode("utf-16-be")))
    assert [number for number, _ in rows] == ["13811299999", "13811299998"]


def test_encoding_decided_over_whole_file(write: Writer) -> None:
    """One GB18030 name behind a megabyte of ASCII decides: the whole file is looked at."""
    rows = "".join(f"138{row:08},name\n" for row in range(60_000))
    content = f"mobile,name\n{rows}13911299999,张三\n"
    recipients, found = read(write(content, "gb18030"))
    assert recipients.encoding == "gb18030"
    assert found[-1] == ("13911299999", {"mobile": "13911299999", "name": "张三"})
    assert len(found) == 60_001


def test_character_on_a_boundary(write: Writer) -> None:
    """A character cut in two by the pieces in which a file is read is still one character."""
    for pad in range(delimited.PIECE - 3, delimited.PIECE + 1):
        head = "mobile,name\n13811299999,"
        content = head + "x" * (pad - len(head)) + "😀\n"
        recipients, rows = read(write(content))
        assert recipients.encoding == "utf-8"
        assert rows[0][1]["name"].endswith("😀")


def test_quotes(write: Writer) -> None:
    """Quoted cells hold delimiters, quotes and line breaks; rows are counted as a spreadsheet does."""
    path = write(
        '手机号,地址\r\n13811299999,"甲, 乙 ""丙""\r\n二楼"\r\n\r\n , \r\nx,y\r\n13811299998,"z"\r\n'
    )
    recipients = read_recipients(path)
    found = list(recipients)
    assert [(one.row, one.fields["地址"]) for one in found] == [
        (2, '甲, 乙 "丙"\r\n二楼'),
        (6, "z"),
    ]
    assert [bad.row for bad in recipients.bad_rows] == [5]


def test_blank_rows(write: Writer) -> None:
    """Blank rows are skipped, above the names too, and count in the numbering."""
    recipients = read_recipients(write("\n ,, \n手机号,姓名,\n\n13811299999,张三,\n\n\n"))
    assert [(one.row, dict(one.fields)) for one in recipients] == [
        (5, {"手机号": "13811299999", "姓名": "张三"})
    ]
    assert recipients.bad_rows == []


def test_again(write: Writer) -> None:
    """Iterating reads the file anew, and what was bad is not reported twice."""
    recipients = read_recipients(write(LIST + "x,,\n"))
    first = list(recipients)
    assert [one.number for one in first] == ["13811299999", "13811299998"]
    assert list(recipients) == first
    assert (recipients.bad_count, len(recipients.bad_rows)) == (1, 1)


@given(
    st.lists(
        st.tuples(
            st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20),
        ),
        max_size=8,
        unique_by=lambda row: row[0],
    ),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from([",", ";", "\t"]),
)
def test_any_text(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, str]],
    encoding: str,
    delimiter: str,
) -> None:
    """Whatever the csv module of the standard library writes is read as it was."""
    path = tmp_path_factory.mktemp("any") / "list.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(["手机号", "备注"])
        writer.writerows(rows)
    recipients, found = read(path)
    assert found == [(number, {"手机号": number, "备注": said}) for number, said in rows]
    assert recipients.bad_rows == []


# --- the column of numbers ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        *("手机号", "手机", "手机号码", "号码", "电话", "联系电话", "手机号（必填）", "* 手机号"),
        *("Mobile", "PHONE", "Phone Number", "mobile_no", "msisdn", "tel.", "number"),
    ],
)
def test_column_by_name(write: Writer, name: str) -> None:
    """The column of numbers is found by its name, in Chinese and in English."""
    recipients, rows = read(write(f"备用,{name}\n13800000000,13811299999\n"))
    assert recipients.number_column == name
    assert rows[0][0] == "13811299999"


def test_surest_name(write: Writer) -> None:
    """A mobile number goes before a telephone number."""
    recipients, _ = read(write("电话,手机\n13811299999,13811299998\n"))
    assert recipients.number_column == "手机"


def test_column_by_values(write: Writer) -> None:
    """Without a telling name, it is the one column that holds numbers alone."""
    recipients, rows = read(write("客户,联系方式,编号\n张三,138-1129-9999,7\n李四,,8\n"))
    assert recipients.number_column == "联系方式"
    assert [number for number, _ in rows] == ["13811299999"]
    assert explain(recipients) == [(3, "联系方式", "numbers.empty")]


def test_column_asked_for(write: Writer) -> None:
    """A column that is asked for is used, whatever the others are called."""
    path = write("手机,备用\n13811299999,13800000000\n")
    assert read(path, number_column="备用")[1][0][0] == "13800000000"


def test_column_misspelt(write: Writer) -> None:
    """A misspelt column brings the one that was meant, an unknown one all that there are."""
    path = write("手机号,备用号码\n13811299999,13800000000\n")
    assert "“备用号码”" in str(refuse(path, "column_close", number_column="备用号"))
    assert "手机号, 备用号码" in str(refuse(path, "column_unknown", number_column="xyz"))


def test_no_column(write: Writer) -> None:
    """A list without a column of numbers names the columns it has."""
    assert "客户, 备注" in str(refuse(write("客户,备注\n张三,x\n"), "no_number_column"))
    refuse(write("客户,备注\n"), "no_number_column")


def test_several_columns(write: Writer) -> None:
    """Two columns that could be it are named, and neither is guessed."""
    path = write("甲,乙\n13811299999,13811299998\n")
    assert "甲, 乙" in str(refuse(path, "several_number_columns"))


def test_no_names(write: Writer) -> None:
    """A list whose first row is a recipient is refused: a row of names is needed."""
    refuse(write("13811299999,张三\n13811299998,李四\n"), "no_header")


def test_same_names(write: Writer) -> None:
    """Two columns of one name are refused: a template could mean either."""
    assert "姓名" in str(refuse(write("手机号,姓名,姓名 \n13811299999,a,b\n"), "same_columns"))


# --- bad rows ----------------------------------------------------------------------------------


def test_bad_rows(write: Writer) -> None:
    """Bad rows are explained with row, column and reason, and the others are read."""
    recipients, rows = read(
        write(
            "手机号,姓名\n"
            "1.3811E+10,张三\n"
            "13811299999,李四\n"
            "12345,王五\n"
            ",赵六\n"
            "+86 138-1129-9999,又是李四\n"
            "13811299998\n"
            "13811299997,钱七,多\n"
            "13811299996,孙八,\n"
        )
    )
    assert [number for number, _ in rows] == ["13811299999", "13811299996"]
    assert explain(recipients) == [
        (2, "手机号", "numbers.rounded"),
        (4, "手机号", "numbers.length"),
        (5, "手机号", "numbers.empty"),
        (6, "手机号", "lists.duplicate"),
        (7, "", "lists.ragged"),
        (8, "", "lists.ragged"),
    ]
    first, *_, twice, ragged, _ = recipients.bad_rows
    assert str(first) == (
        "row 2, column 手机号, “1.3811E+10”: Excel rounded this number: format the column as text"
    )
    assert twice.value == "+86 138-1129-9999"
    assert "row 3 already" in str(twice)
    assert "第 3 行" in twice.render("zh_CN")
    assert str(ragged).startswith("row 7: it has 1 cells under 2 column names")


def test_rows_in_order(write: Writer) -> None:
    """Recipients and bad rows can be read in the order of the file, keeping none."""
    rows = list(read_recipients(write("手机号\nx\n13811299999\ny\n")).read_rows())
    assert [(type(row), row.row) for row in rows] == [(BadRow, 2), (Recipient, 3), (BadRow, 4)]


def test_most_bad_rows(write: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of very many bad rows the first are kept and all are counted."""
    monkeypatch.setattr("mmskit.recipients.reading.MOST_BAD_ROWS", 3)
    recipients = read_recipients(write("手机号\n" + "x\n" * 10))
    assert list(recipients) == []
    assert (recipients.bad_count, [bad.row for bad in recipients.bad_rows]) == (10, [2, 3, 4])


def test_open_quote(write: Writer) -> None:
    """A quotation mark that is never closed costs its rows, and they are counted for the person."""
    recipients, rows = read(write('手机号,姓名\n13811299999,张三\n13811299998,"李四\n138,x\n'))
    assert [number for number, _ in rows] == ["13811299999"]
    (bad,) = recipients.bad_rows
    assert (bad.row, bad.reason.key, bad.reason.figures["lines"]) == (3, "lists.quote_open", 2)


def test_open_quote_in_a_long_list(write: Writer) -> None:
    """Behind an open quotation mark nothing is taken for a recipient: it may be part of a cell."""
    more = "".join(f"139{row:08},姓名\n" for row in range(20_000))
    recipients, rows = read(write('手机号,姓名\n13811299999,张三\n13811299998,"李四\n' + more))
    assert [number for number, _ in rows] == ["13811299999"]
    assert explain(recipients) == [(3, "", "lists.quote_open")]


def test_quote_inside(write: Writer) -> None:
    """A quotation mark in the wrong place is a bad row, and the next row is read."""
    recipients, rows = read(write('手机号,姓名\n13811299999,"张"三\n13811299998,李"四\n'))
    assert rows == [("13811299998", {"手机号": "13811299998", "姓名": '李"四'})]
    assert explain(recipients) == [(2, "", "lists.quote_inside")]


def test_long_row(write: Writer) -> None:
    """A row longer than any row is passed over without being kept, and the next one is read."""
    long = "x" * (3 * delimited.MOST_CHARACTERS)
    content = f"手机号,姓名\n13811299999,{long}\n13811299998,李四\n13811299997,{long}"
    recipients, rows = read(write(content))
    assert [number for number, _ in rows] == ["13811299998"]
    assert explain(recipients) == [(2, "", "lists.long_row"), (4, "", "lists.long_row")]


def test_long_cell(write: Writer) -> None:
    """A cell longer than the csv module reads is a bad row."""
    limit = csv.field_size_limit()
    recipients, rows = read(write(f"手机号,姓名\n13811299999,{'x' * (limit + 1)}\n13811299998,a\n"))
    assert [number for number, _ in rows] == ["13811299998"]
    assert explain(recipients) == [(2, "", "lists.long_cell")]


def test_many_short_quoted_lines(write: Writer) -> None:
    """A row that grows line by line inside quotes ends at the longest row, and reading with it."""
    cell = '"' + "13811299998,a\n" * 5_000 + '",'
    recipients, rows = read(write("手机号,姓名\n" + cell * 40 + "\n13811299998,a\n"))
    assert rows == []
    assert explain(recipients) == [(2, "", "lists.quote_open")]


# --- what is no list ---------------------------------------------------------------------------


def test_missing(tmp_path: Path) -> None:
    """A list that is not there is a sentence."""
    refuse(tmp_path / "none.csv", "missing")


def test_folder(tmp_path: Path) -> None:
    """A folder is no list."""
    refuse(tmp_path, "no_file")


def test_odd_path() -> None:
    """A path that no system takes is a sentence."""
    with pytest.raises(RecipientListError, match="cannot be read"):
        read_recipients("a\0b.csv")


def test_pipe(tmp_path: Path) -> None:
    """A pipe is refused, not waited for: a list is read more than once."""
    path = tmp_path / "pipe.csv"
    os.mkfifo(path)
    refuse(path, "no_file")


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n\n  \r\n", b"\xff\xfe\n\0"])
def test_empty(write: Writer, content: bytes) -> None:
    """An empty list is a sentence."""
    refuse(write(content), "empty")


def test_only_delimiters(write: Writer) -> None:
    """A list of delimiters alone has no row of names."""
    refuse(write(",,\n,,\n"), "bad_header")


def test_broken_header(write: Writer) -> None:
    """Names that cannot be read are refused with the reason."""
    assert "quotation mark" in str(refuse(write('"手机号,姓名\n1,2\n'), "bad_header"))


@pytest.mark.parametrize(
    ("encoding", "named"), [("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be")]
)
def test_utf_16_without_mark(write: Writer, encoding: str, named: str) -> None:
    """UTF-16 without its mark is read where only one order of its bytes makes a list."""
    recipients, rows = read(write(LIST, encoding))
    assert recipients.encoding == named
    assert [number for number, _ in rows] == ["13811299999", "13811299998"]


@pytest.mark.parametrize(
    "content", ["手机号和姓名".encode("utf-16-le") + b"\0\0", LIST.encode() + b"\0", bytes(9)]
)
def test_nul(write: Writer, content: bytes) -> None:
    """NUL bytes are refused where it is not sure to be UTF-16."""
    refuse(write(content), "nul")


@pytest.mark.parametrize(
    "content",
    [
        b"mobile,name\n13811299999,\xff\xfe\n",
        b"\xef\xbb\xbf" + "手机号,姓名\n".encode("gbk"),
        b"\xff\xfe" + LIST.encode("utf-16-le")[:-1],
        LIST.encode() + b"\x81",
    ],
)
def test_no_text(write: Writer, content: bytes) -> None:
    """Bytes that are no text in any known encoding are refused, wherever they stand."""
    refuse(write(content), "not_text")


def test_changed(write: Writer) -> None:
    """A list that was edited after it was opened is not read as if it were the same."""
    path = write(LIST)
    recipients = read_recipients(path)
    write("姓名,手机号,券码\n张三,13811299999,A1\n张三,13811299998,A1\n")
    os.utime(path, ns=(1, 1))
    with pytest.raises(RecipientListError, match="changed"):
        list(recipients)


def test_changed_while_read(write: Writer) -> None:
    """A list that is edited while it is read is noticed before it ends."""
    path = write(LIST)
    rows = iter(read_recipients(path))
    next(rows)
    with path.open("a", encoding="utf-8") as file:
        file.write("13811299997,王五,C3\n")
    with pytest.raises(RecipientListError, match="changed"):
        list(rows)


def test_deleted(write: Writer) -> None:
    """A list that was deleted after it was opened is a sentence."""
    path = write(LIST)
    recipients = read_recipients(path)
    path.unlink()
    with pytest.raises(RecipientListError, match="cannot be read"):
        list(recipients)


@given(st.binary(max_size=120))
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """No bytes at all bring anything but recipients, bad rows and sentences."""
    path = tmp_path_factory.mktemp("bytes") / "list.csv"
    path.write_bytes(data)
    try:
        recipients = read_recipients(path)
    except RecipientListError:
        return
    for row in recipients.read_rows():
        assert isinstance(row, Recipient) or row.render("zh_CN")


def test_repr() -> None:
    """A recipient shows neither number nor name in logs."""
    shown = repr(Recipient(2, "13811299999", {"姓名": "张三"}))
    assert shown == "Recipient(row=2, number='138****9999')"
    assert "13811299999" not in repr(BadRow(2, "手机号", "13811299999", Recipient.__doc__))  # type: ignore[arg-type]


def test_hostile_header(write: Writer) -> None:
    """A row of a hundred thousand odd names is read as quickly as any, and shown in part."""
    names = ",".join(f"a{number}" for number in range(100_000))
    assert len(str(refuse(write(names + "\nx\n"), "no_number_column"))) < 1_000
    refuse(write("(" * 100_000 + ",b\nx,y\n"), "no_number_column")
    refuse(write("a,a," * 50_000 + "\nx\n"), "same_columns")
