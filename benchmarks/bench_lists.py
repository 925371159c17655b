"""Lists and campaigns on disk: a workbook against calamine alone, a batch against lxml alone.

Every figure is of a process of its own, by the processor's time, as a ratio of two medians measured
in turns. What mmskit does besides (finding the column, checking every number and finding those that
come twice; hashing, decoding, measuring every message) is in its time and not in the other's.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bench_batch import TEXT, TITLE, find_peak_bytes, make_people, make_picture

ROWS = 200_000
SUBMITTED = 100 * 1024 * 1024
ROUNDS = 5

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>"
    ),
}


def write_workbook(path: Path) -> None:
    """A workbook as Excel writes it: numbers as numbers, texts in a table of their own."""
    texts: dict[str, int] = {}

    def refer(said: str) -> int:
        return texts.setdefault(said, len(texts))

    def list_rows() -> Iterator[str]:
        head = [refer(name) for name in ("手机号", "姓名", "券码", "金额")]
        cells = zip("ABCD", head, strict=True)
        yield "".join(f'<c r="{column}1" t="s"><v>{at}</v></c>' for column, at in cells)
        for row, (number, fields) in enumerate(make_people(ROWS), 2):
            yield (
                f'<c r="A{row}"><v>{number}</v></c>'
                f'<c r="B{row}" t="s"><v>{refer(fields["姓名"])}</v></c>'
                f'<c r="C{row}" t="s"><v>{refer(fields["券码"])}</v></c>'
                f'<c r="D{row}"><v>{row * 1.25}</v></c>'
            )

    rows = "".join(f'<row r="{at}">{cells}</row>' for at, cells in enumerate(list_rows(), 1))
    shared = "".join(f"<si><t>{said}</t></si>" for said in texts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in _PARTS.items():
            archive.writestr(name, part)
        sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}">{shared}</sst>')


def write_batch(path: Path) -> None:
    """A batch that is as large as a submission may be."""
    from mmskit import PersonalBatch  # noqa: PLC0415 - the other processes must not load it

    batch = PersonalBatch(TITLE, make_picture(), TEXT, make_people(ROWS))
    next(batch.shards(SUBMITTED)).write(path)


def run_calamine(folder: Path) -> int:
    """Read the workbook, and nothing else."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    book = CalamineWorkbook.from_path(folder / "list.xlsx")
    return len(book.get_sheet_by_index(0).to_python()) - 1


def run_workbook(folder: Path) -> int:
    """Everyone in the workbook who can be sent to."""
    from mmskit import read_recipients  # noqa: PLC0415

    return sum(len(block.rows) for block in read_recipients(folder / "list.xlsx").read_good())


def run_iterparse(folder: Path) -> int:
    """Parse the batch, and nothing else."""
    from lxml import etree  # noqa: PLC0415

    return sum(element.tag == "mmsMobile" for _, element in etree.iterparse(folder / "batch.xml"))


def run_decode(folder: Path) -> int:
    """Number and text of everyone in the batch."""
    from mmskit.wire.batch import decode_batch  # noqa: PLC0415

    with (folder / "batch.xml").open("rb") as file:
        pieces = iter(lambda: file.read(1 << 18), b"")
        return sum(1 for _ in decode_batch(pieces).entries)


def run_check(folder: Path) -> int:
    """What `mmskit batch check` does: the same, hashed, measured, and nobody twice."""
    from mmskit.personal.reading_back import check_file  # noqa: PLC0415

    return check_file(folder / "batch.xml").recipients


CASES: dict[str, Callable[[Path], int]] = {
    "calamine": run_calamine,
    "workbook": run_workbook,
    "iterparse": run_iterparse,
    "decode": run_decode,
    "check": run_check,
}


def run_case(name: str, folder: Path) -> None:
    """Measure one case in this process, and print its figures."""
    start = time.process_time()
    count = CASES[name](folder)
    seconds = time.process_time() - start
    print(json.dumps({"count": count, "seconds": seconds, "peak": find_peak_bytes()}))


def measure(names: tuple[str, ...], folder: Path) -> dict[str, float]:
    """Median seconds of some cases, measured in turns, each in a process of its own."""
    seconds: dict[str, list[float]] = {name: [] for name in names}
    counts = set()
    for _ in range(ROUNDS):
        for name in names:
            command = [sys.executable, __file__, name, str(folder)]
            found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
            seconds[name].append(found["seconds"])
            counts.add(found["count"])
    if len(counts) != 1:
        raise AssertionError(counts)
    return {name: statistics.median(values) for name, values in seconds.items()}


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_workbook(folder / "list.xlsx")
        write_batch(folder / "batch.xml")
        took = measure(("calamine", "workbook"), folder)
        ratio = took["workbook"] / took["calamine"]
        print(f"XLSX of {ROWS:,} rows, time over python-calamine alone (goal: at most 1.5)")
        print(f"  read_recipients {ratio:.2f} x   ({took['workbook']:.2f} s)")
        took = measure(("iterparse", "decode", "check"), folder)
        print("a submission of 100 MB, speed over lxml.iterparse alone (goal: at least 0.5)")
        for case, said in (("decode", "decode_batch"), ("check", "batch check")):
            ratio = took["iterparse"] / took[case]
            print(f"  {said:<15} {ratio:.2f} x   ({took[case]:.2f} s)")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        run_case(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
