"""Lists in workbooks, as openpyxl writes them and as nobody should."""

from __future__ import annotations

import datetime as dt
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmskit.errors import RecipientListError
from mmskit.recipients import BadRow, Recipient, RecipientList, read_recipients, workbook_guard
from mmskit.recipients.table import read_rows
from mmskit.recipients.workbook import SheetTable, open_sheets
from mmskit.texts import LANGUAGES

Cells = list[list[object]]
Writer = Callable[..., Path]

PEOPLE: Cells = [["手机号", "姓名"], [13811299999, "张三"], ["13811299998", "李四"]]


@pytest.fixture
def write(tmp_path: Path) -> Writer:
    """Write a workbook of sheets by their names."""

    def write(*people: Cells, names: tuple[str, ...] = ("名单",)) -> Path:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, cells in zip(names, people, strict=True):
            sheet = book.create_sheet(name)
            for row in cells:
                sheet.append(row)
        path = tmp_path / "list.xlsx"
        book.save(path)
        return path

    return write


def change(path: Path, work: Callable[[openpyxl.Workbook], object]) -> Path:
    book = openpyxl.load_workbook(path)
    work(book)
    book.save(path)
    return path


def rewrite(path: Path, member: str, work: Callable[[str], str]) -> Path:
    """Change the XML inside a workbook."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[member] = work(members[member].decode()).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def read(path: Path, **options: str) -> tuple[RecipientList, list[tuple[int, str, dict[str, str]]]]:
    recipients = read_recipients(path, **options)
    return recipients, [(one.row, one.number, dict(one.fields)) for one in recipients]


def explain(recipients: RecipientList) -> list[tuple[int, str, str]]:
    return [(bad.row, bad.value, bad.kind) for bad in recipients.bad_rows]


def refuse(path: Path, code: str, **options: str) -> RecipientListError:
    with pytest.raises(RecipientListError) as caught:
        list(read_recipients(path, **options))
    assert caught.value.sentence.key == f"lists.{code}"
    for language in LANGUAGES:
        said = caught.value.render(language)
        assert path.name in said
        assert not re.search(r"[{}]", said)
    return caught.value


# --- cells -------------------------------------------------------------------------------------


def test_numbers_in_every_spelling(write: Writer) -> None:
    """Numbers are read however a cell holds them, and lost digits are noticed."""
    given: Cells = [
        [13811299901],
        [13811299902.0],
        ["1.3811299903E+10"],
        ["１３８１１２９９９０４"],
        ["+86 138-1129-9905"],
        ["'13811299906"],
        ["1.3811E+10"],
        [1.3811e17],
        ["13811299907.0"],
    ]
    recipients, rows = read(write([["手机号"], *given]))
    assert [number for _, number, _ in rows] == [f"1381129990{last}" for last in (*range(1, 7), 7)]
    assert explain(recipients) == [
        (8, "1.3811E+10", "digits_lost"),
        (9, "1.3811E+17", "digits_lost"),
    ]


@pytest.mark.parametrize(
    ("cell", "seen"),
    [
        (5, "5"),
        (1.5, "1.5"),
        (0.1 + 0.2, "0.3"),
        (-3, "-3"),
        (123456789012345678, "1.23456789012346E+17"),
        (True, "TRUE"),
        (False, "FALSE"),
        (dt.date(2026, 1, 31), "2026/1/31"),
        (dt.datetime(2026, 1, 31, 9, 5), "2026/1/31 9:05"),  # noqa: DTZ001 - cells have none
        (dt.datetime(2026, 1, 31, 9, 5, 7), "2026/1/31 9:05:07"),  # noqa: DTZ001
        (dt.time(9, 5), "9:05"),
        (dt.timedelta(hours=30, minutes=2), "30:02:00"),
        (" 张三 ", " 张三 "),
        ("甲\n乙", "甲\n乙"),
        (None, ""),
    ],
)
def test_what_a_person_sees(write: Writer, cell: object, seen: str) -> None:
    """Numbers, dates and truth values are what a person sees in the cell."""
    _, rows = read(write([["手机号", "x"], [13811299999, cell]]))
    assert rows[0][2]["x"] == seen


def test_errors_in_cells(write: Writer) -> None:
    """An error of a formula is what stands in the cell, and no blank."""
    path = write(
        [["手机号", "姓名"], [13811299999, "#N/A"], ["#REF!", "李四"], [13811299998, "王"]]
    )
    recipients, rows = read(path)
    assert rows[0][2]["姓名"] == "#N/A"
    assert explain(recipients) == [(3, "#REF!", "number")]


def test_formulas(write: Writer) -> None:
    """Of a formula its latest value is taken; nothing is calculated."""
    path = write([["手机号", "姓名"], [13811299999, "x"]])

    def put(xml: str) -> str:
        cell = '<c r="B2" t="str"><f>UPPER("甲")</f><v>甲</v></c>'
        return re.sub(r'<c r="B2".*?</c>', cell, xml)

    assert read(rewrite(path, "xl/worksheets/sheet1.xml", put))[1][0][2]["姓名"] == "甲"


def test_blank_rows_and_columns(write: Writer) -> None:
    """Rows are counted as the sheet counts them, wherever its first cell stands."""
    empty: list[object] = []
    path = write(
        [empty, empty, [None, "手机号", "姓名"], empty, [None, 13811299999, "张三"], [None, "x"]]
    )
    recipients, rows = read(path)
    assert [(row, number, fields["姓名"]) for row, number, fields in rows] == [
        (5, "13811299999", "张三")
    ]
    assert explain(recipients) == [(6, "x", "number")]


def test_merged_cells(write: Writer) -> None:
    """Merged cells show what stands in them in every row they cover, down and not across."""
    path = write(
        [["手机号", "门店", "x"], [13811299999, "东门"], [13811299998], [13811299997, "西门"]]
    )
    change(path, lambda book: book.active.merge_cells("B2:C3"))
    _, rows = read(path)
    assert [(fields["门店"], fields["x"]) for _, _, fields in rows] == [
        ("东门", ""),
        ("东门", ""),
        ("西门", ""),
    ]


def test_again_and_old(write: Writer) -> None:
    """Iterating begins anew; how much is read is told."""
    recipients = read_recipients(write(PEOPLE))
    first = list(recipients)
    assert list(recipients) == first
    assert len(first) == 2
    assert recipients.done == 1.0
    assert (recipients.encoding, recipients.sheet) == ("xlsx", "名单")


def test_many_rows(write: Writer) -> None:
    """More rows than are read at a time are read once each, in order."""
    people: Cells = [["手机号", "n"], *([13800000000 + row, row] for row in range(2_500))]
    _, rows = read(write(people))
    assert [(number, fields["n"]) for _, number, fields in rows] == [
        (str(13800000000 + row), str(row)) for row in range(2_500)
    ]
    assert [row for row, _, _ in rows] == list(range(2, 2_502))


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="_"), max_size=20)


@given(
    st.lists(
        st.one_of(
            texts.filter(lambda said: not said.startswith(("=", "#"))),
            st.integers(-(10**14), 10**14),
            st.booleans(),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_any_cells(tmp_path_factory: pytest.TempPathFactory, cells: list[object]) -> None:
    """Whatever openpyxl writes into cells is read as it was."""
    path = tmp_path_factory.mktemp("any") / "list.xlsx"
    book = openpyxl.Workbook()
    for row, cell in enumerate(cells):
        book.active.append([13811290000 + row, cell])
    book.active.insert_rows(1)
    book.active["A1"], book.active["B1"] = "手机号", "x"
    book.save(path)
    expected = [str(one).upper() if isinstance(one, bool) else str(one) for one in cells]
    assert [fields["x"] for _, _, fields in read(path)[1]] == expected


# --- sheets ------------------------------------------------------------------------------------


def test_the_only_sheet_with_numbers(write: Writer) -> None:
    """Of several sheets the only one with a column of numbers is taken."""
    notes: Cells = [["说明"], ["先看第二张"]]
    recipients, rows = read(write(notes, PEOPLE, [], names=("说明", "名单", "空")))
    assert recipients.sheet == "名单"
    assert len(rows) == 2


def test_which_sheet(write: Writer) -> None:
    """Where two sheets may be meant, nobody guesses; the one that is asked for is taken."""
    path = write(PEOPLE, PEOPLE[:2], names=("一月", "二月"))
    assert "一月, 二月" in str(refuse(path, "which_sheet"))
    assert len(read(path, sheet="二月")[1]) == 1
    assert "“一月”" in str(refuse(path, "sheet_close", sheet="一月份"))
    assert "一月, 二月" in str(refuse(path, "sheet_unknown", sheet="xyz"))


def test_no_sheet_with_numbers(write: Writer) -> None:
    """Where no sheet has numbers, all are named."""
    path = write([["a"], ["b"]], [["c"], ["d"]], names=("甲", "乙"))
    assert "甲, 乙" in str(refuse(path, "no_list_sheet"))
    refuse(path, "no_number_column", sheet="甲")


def test_hidden_sheets(write: Writer) -> None:
    """A hidden sheet is nothing a person sees; it is read only when it is asked for."""
    path = write(PEOPLE, PEOPLE[:2], names=("一月", "二月"))
    change(path, lambda book: setattr(book["二月"], "sheet_state", "hidden"))
    assert read(path)[0].sheet == "一月"
    assert len(read(path, sheet="二月")[1]) == 1


def test_no_sheets_in_text(tmp_path: Path) -> None:
    """A sheet that is asked for in a CSV file is a sentence."""
    path = tmp_path / "list.csv"
    path.write_text("手机号\n13811299999\n", encoding="utf-8")
    refuse(path, "no_sheets", sheet="名单")


# --- what is no list ---------------------------------------------------------------------------


def test_empty(write: Writer) -> None:
    """A workbook without a filled cell is empty."""
    refuse(write([]), "empty")


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_damaged(tmp_path: Path, start: bytes) -> None:
    """What only begins like a workbook is named as a damaged one."""
    path = tmp_path / "list.xlsx"
    path.write_bytes(start + bytes(2_000))
    refuse(path, "damaged")


def test_cut_off(write: Writer) -> None:
    """A workbook that was not copied whole is damaged, wherever it ends."""
    path = write(PEOPLE)
    data = path.read_bytes()
    for end in range(9, len(data), 257):
        path.write_bytes(data[:end])
        refuse(path, "damaged")


def test_locked(tmp_path: Path) -> None:
    """A workbook with a password says so."""
    path = tmp_path / "list.xlsx"
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    path.write_bytes(start + "EncryptedPackage".encode("utf-16-le") + bytes(480))
    refuse(path, "locked")


def test_other_archives(tmp_path: Path) -> None:
    """A zip that is no workbook, an OpenDocument one among them, names the way out."""
    path = tmp_path / "list.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert ".xlsx" in str(refuse(path, "odd_workbook"))


def test_stray_cell(write: Writer) -> None:
    """One cell in the last corner, which would take all memory, is refused before it is parsed."""
    path = write(PEOPLE)
    change(path, lambda book: book.active.__setitem__("XFD1048576", 1))
    assert "1048576 rows and 16384 columns" in str(refuse(path, "wide_sheet"))


@pytest.mark.parametrize("reference", ["'XFD1048576'", '"ZZ1048576"'])
def test_stray_cell_in_disguise(write: Writer, reference: str) -> None:
    """Neither other quotation marks nor a row that says otherwise hide a stray cell."""
    cell = f"<c r={reference}><v>1</v></c></row></sheetData>"

    def put(xml: str) -> str:
        return xml.replace("</row></sheetData>", cell)

    refuse(rewrite(write(PEOPLE), "xl/worksheets/sheet1.xml", put), "wide_sheet")


UNPLACED = "<c><v>1</v></c>" * 3_000


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1048576"><c r="xfd1048576"><v>1</v></c></row>',
        '<row r="1048576"><c s="0" r="XFD000001048576"><v>1</v></c></row>',
        f'<row r="1048576">{UNPLACED}</row>',
        f'<row>{UNPLACED}</row><row r="1048576"><c><v>1</v></c></row>',
        f'<row>{UNPLACED}</row><row r="1048576"><c r="A1048576"><v>1</v></c></row>',
        '<row r="9999999"><c r="Z9999999"><v>1</v></c></row>',
        '<row r="1048576"><x:c xmlns:x="u" r="XFD1048576"><x:v>1</x:v></x:c></row>',
    ],
    ids=["small", "zeros", "unplaced", "unplaced above", "behind", "deep", "prefix"],
)
def test_stray_cell_unplaced(write: Writer, row: str) -> None:
    """Small letters, zeros, rows Excel lacks or cells without a reference hide no stray cell."""

    def put(xml: str) -> str:
        return xml.replace("</sheetData>", f"{row}</sheetData>")

    refuse(rewrite(write(PEOPLE), "xl/worksheets/sheet1.xml", put), "wide_sheet")


def test_cells_without_references(write: Writer) -> None:
    """A list whose cells have no references, as some programs write it, is read like any other."""

    def put(xml: str) -> str:
        return re.sub(r' r="[A-Z]+\d+"', "", xml)

    rows = read(rewrite(write(PEOPLE), "xl/worksheets/sheet1.xml", put))[1]
    assert [number for _, number, _ in rows] == ["13811299999", "13811299998"]


def test_a_wide_list(write: Writer) -> None:
    """A list of many columns is no stray cell."""
    names = [f"x{number}" for number in range(800)]
    path = write([["手机号", *names], [13811299999, *names]])
    assert read(path)[1][0][2]["x799"] == "x799"


def test_bomb(write: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    """What unpacks to far too much is refused, whatever the archive's directory says."""
    monkeypatch.setattr(workbook_guard, "EXPANDED_BYTES", 1 << 20)
    path = rewrite(write(PEOPLE), "xl/theme/theme1.xml", lambda _: " " * (4 << 20))
    refuse(path, "expands")
    data = bytearray(path.read_bytes())
    size = struct.pack("<L", 4 << 20)
    assert data.count(size) == 2  # in front of the member, and in the directory
    path.write_bytes(data.replace(size, struct.pack("<L", 9)))
    refuse(path, "expands")


def test_large(write: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is far too large is not read at all."""
    monkeypatch.setattr(workbook_guard, "FILE_BYTES", 1_000)
    refuse(write(PEOPLE), "large_workbook")


def test_many_members(write: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive of very many files is not read."""
    monkeypatch.setattr(workbook_guard, "MEMBERS", 3)
    refuse(write(PEOPLE), "many_members")


def test_a_panic(write: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A parser that gives up in its own way is a damaged workbook; an interrupt stays one."""

    class PanicException(BaseException):
        pass

    def panic(_: bytes) -> None:
        raise PanicException("index out of bounds")

    def interrupt(_: bytes) -> None:
        raise KeyboardInterrupt

    path = write(PEOPLE)
    monkeypatch.setattr("mmskit.recipients.workbook._open", panic)
    refuse(path, "damaged")
    monkeypatch.setattr("mmskit.recipients.workbook._open", interrupt)
    with pytest.raises(KeyboardInterrupt):
        read_recipients(path)


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=6))
def test_any_damage(
    tmp_path_factory: pytest.TempPathFactory, damage: list[tuple[float, int]]
) -> None:
    """No change to a workbook's bytes brings anything but recipients, bad rows and sentences."""
    path = tmp_path_factory.mktemp("damage") / "list.xlsx"
    book = openpyxl.Workbook()
    for row in PEOPLE:
        book.active.append(row)
    book.save(path)
    changed = bytearray(path.read_bytes())
    for share, value in damage:
        changed[4 + int(share * (len(changed) - 5))] = value
    path.write_bytes(changed)
    try:
        recipients = read_recipients(path)
    except RecipientListError:
        return
    for row in recipients.read_rows():
        assert isinstance(row, Recipient | BadRow)


def test_rows_of_a_sheet(write: Writer) -> None:
    """A sheet gives its rows as any table does."""
    (sheet,) = open_sheets(write(PEOPLE), None)
    assert isinstance(sheet, SheetTable)
    assert [list(row.cells) for row in read_rows(sheet)][1:] == [
        ["13811299999", "张三"],
        ["13811299998", "李四"],
    ]
