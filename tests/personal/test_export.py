"""A batch as a folder: submissions, what was left out, and a manifest; or nothing."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from base64 import b64decode
from pathlib import Path
from urllib.parse import quote_plus, unquote

import pytest
from batches import GIF, make, people
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import mmskit
from mmskit.errors import BundleError, InvalidMessageError, RecipientListError
from mmskit.personal import read_manifest
from mmskit.personal.reading_back import check_export, check_file
from mmskit.recipients import BadRow, read_recipients
from mmskit.texts import LANGUAGES

LIST = "姓名,手机号,积分\n甲,13800000001,10\n乙,1.3811E+10,20\n=1+1,138,\n丙,13800000003,30\n"
TRICKY = (
    "]]></mmsMobile>",
    "</mmsTextContent></mmsBodyData>",
    "&amp;<!-- -->&#65;",
    "😀👨‍👩‍👧 e\u0301",
    "\0\x01\x1f\x7f\x85\u2028",
    "a+b c%25%2B",
    "{姓名}{{}}~_.-",
    "\r\n\t 甲 ",
    "，,;；|",
    "\ufeff\ufffe\uffff",
)


def write_list(folder: Path, content: str = LIST) -> Path:
    path = folder / "list.csv"
    path.write_text(content, encoding="utf-8")
    return path


def read_by_lxml(path: Path) -> list[tuple[str, str]]:
    """Recipients and texts, by a reader that is not ours."""
    return [
        (data.findtext("mmsMobile"), unquote(data.findtext("mmsTextContent"), errors="strict"))
        for data in etree.parse(path).getroot().iter("mmsBodyData")
    ]


def find_mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_whole_export(tmp_path: Path) -> None:
    """Submissions, rejected rows and the manifest say the same, and nothing else is there."""
    listed = read_recipients(write_list(tmp_path))
    batch = make(listed, "尊敬的{姓名}，{积分}分")
    told: list[BadRow] = []
    done: list[float] = []
    exported = batch.export(
        tmp_path / "a" / "out", on_bad_row=told.append, on_progress=done.append, language="zh_CN"
    )
    folder = exported.folder
    assert sorted(path.name for path in folder.iterdir()) == [
        "batch-0001.xml",
        "manifest.json",
        "rejected.csv",
    ]
    assert read_by_lxml(folder / "batch-0001.xml") == [
        ("13800000001", "尊敬的甲，10分"),
        ("13800000003", "尊敬的丙，30分"),
    ]
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    data = (folder / "batch-0001.xml").read_bytes()
    assert manifest["shards"] == [
        {
            "file": "batch-0001.xml",
            "recipients": 2,
            "bytes": len(data),
            "submitted_bytes": len(quote_plus(data)),
            "sha256": hashlib.sha256(data).hexdigest(),
        }
    ]
    assert manifest["left_out"] == {"digits_lost": 1, "number": 1}
    assert (manifest["title"], manifest["recipients"]) == ("双十一", 2)
    assert manifest["list"] == {
        "file": "list.csv",
        "sheet": "",
        "number_column": "手机号",
        "sha256": hashlib.sha256(listed.path.read_bytes()).hexdigest(),
    }
    assert manifest["picture"]["sha256"] == hashlib.sha256(GIF.data).hexdigest()
    assert manifest["text_sha256"] == hashlib.sha256("尊敬的{姓名}，{积分}分".encode()).hexdigest()
    assert manifest["mmskit"] == mmskit.__version__
    assert [bad.row for bad in told] == [3, 4]
    assert done[-1] == 1.0
    assert read_manifest(folder) == exported.manifest


def test_rejected(tmp_path: Path) -> None:
    """What was left out is a table that Excel opens, in the language asked for, without formulas."""
    content = '手机号,姓名\n138,甲\n"=HYPERLINK(""x"")",乙\n@x,丙\n13800000001,丁\n13800000001,戊\n'
    batch = make(read_recipients(write_list(tmp_path, content)))
    exported = batch.export(tmp_path / "out", language="zh_CN")
    data = exported.rejected.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(data.decode("utf-8-sig").splitlines())
    assert head == ["行", "列", "内容", "原因"]
    assert [row[:3] for row in rows] == [
        ["2", "手机号", "138"],
        ["3", "手机号", '\'=HYPERLINK("x")'],
        ["4", "手机号", "'@x"],
        ["6", "手机号", "13800000001"],
    ]
    assert "第 5 行" in rows[3][3]


def test_for_the_owner_alone(tmp_path: Path) -> None:
    """Numbers and names are for the owner of the files, whatever the umask."""
    old = os.umask(0)
    try:
        exported = make(people(2)).export(tmp_path / "out")
    finally:
        os.umask(old)
    assert find_mode(exported.folder) == 0o700
    assert {find_mode(path) for path in exported.folder.iterdir()} == {0o600}


def test_many_shards(tmp_path: Path) -> None:
    """Limits are kept; all shards together are the recipients in order; they are as shards() cuts."""
    everybody = people(2_500)
    exported = make(everybody).export(tmp_path / "out", max_bytes=70_000, max_recipients=700)
    assert len(exported.files) > 3
    entries = [entry for path in exported.files for entry in read_by_lxml(path)]
    assert entries == [(number, f"尊敬的{fields['姓名']}") for number, fields in everybody]
    cut = list(make(everybody).shards(70_000, 700))
    for shard, path, entry in zip(cut, exported.files, exported.manifest.shards, strict=True):
        assert path.read_bytes() == b"".join(shard.chunks())
        assert (entry.recipients, entry.submitted_bytes) == (shard.count, shard.size)


@settings(max_examples=20)
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="#"), max_size=40),
        min_size=1,
    )
)
def test_any_text(tmp_path_factory: pytest.TempPathFactory, values: list[str]) -> None:
    """Whatever stands in a field arrives unchanged through another reader."""
    everybody = [(f"1380000{row:04}", {"姓名": value}) for row, value in enumerate(values)]
    folder = tmp_path_factory.mktemp("any") / "out"
    exported = make(everybody, "x{姓名}").export(folder)
    assert read_by_lxml(exported.files[0]) == [
        (number, "x" + fields["姓名"]) for number, fields in everybody
    ]


def test_tricky_fields_through_lxml(tmp_path: Path) -> None:
    """Delimiters, markup, emoji, control characters, plus and percent arrive unchanged."""
    everybody = [(f"1380000{row:04}", {"姓名": value}) for row, value in enumerate(TRICKY)]
    exported = make(everybody, "「{姓名}」").export(tmp_path / "out")
    assert [said for _, said in read_by_lxml(exported.files[0])] == [f"「{one}」" for one in TRICKY]
    assert check_export(exported.folder).problems == []


@pytest.mark.skipif(shutil.which("php") is None, reason="PHP is not installed")
def test_tricky_fields_through_php(tmp_path: Path) -> None:
    """The same through PHP, which is what the platform runs on, from a form."""
    everybody = [(f"1380000{row:04}", {"姓名": value}) for row, value in enumerate(TRICKY)]
    exported = make(everybody, "「{姓名}」").export(tmp_path / "out")
    form = tmp_path / "form"
    form.write_text("xmlData=" + quote_plus(exported.files[0].read_bytes()), encoding="ascii")
    script = (
        "parse_str(file_get_contents($argv[1]), $form);"
        "preg_match_all('~<mmsTextContent>(.*?)</mmsTextContent>~s', $form['xmlData'], $found);"
        "foreach ($found[1] as $said) echo base64_encode(urldecode($said)), PHP_EOL;"
    )
    done = subprocess.run(
        ["php", "-r", script, str(form)], capture_output=True, check=True, timeout=60
    )
    said = [b64decode(line).decode() for line in done.stdout.split()]
    assert said == [f"「{one}」" for one in TRICKY]


# --- all or nothing ----------------------------------------------------------------------------


class _StopError(Exception):
    """Somebody does not want it any more."""


def test_cancelled(tmp_path: Path) -> None:
    """Stopped on the way, an export leaves nothing, not even its folder."""

    def stop(_: float) -> None:
        raise _StopError

    with pytest.raises(_StopError):
        make(people(3_000)).export(tmp_path / "a" / "out", max_recipients=100, on_progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_cancelled_in_an_own_folder(tmp_path: Path) -> None:
    """What was in the folder before stays."""
    (tmp_path / "notes.txt").write_text("x")

    def stop(_: float) -> None:
        raise _StopError

    with pytest.raises(_StopError):
        make(people(3)).export(tmp_path, on_progress=stop)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_nobody(tmp_path: Path) -> None:
    """Where nobody is left, nothing is left behind either."""
    batch = make(read_recipients(write_list(tmp_path, "手机号,姓名\n138,甲\n")))
    with pytest.raises(InvalidMessageError):
        batch.export(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_list_changed(tmp_path: Path) -> None:
    """A list that is edited meanwhile stops the export."""
    path = write_list(tmp_path)
    batch = make(read_recipients(path))

    def edit(_: float) -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write("丁,13800000004,1\n")

    with pytest.raises(RecipientListError, match="changed"):
        batch.export(tmp_path / "out", on_progress=edit)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["batch-0007.xml", "manifest.json", "rejected.csv"])
def test_old_files(tmp_path: Path, name: str) -> None:
    """A folder with files of an older export is refused, and they stand as they were."""
    (tmp_path / name).write_text("old")
    with pytest.raises(BundleError) as caught:
        make(people(1)).export(tmp_path)
    assert "empty folder" in str(caught.value)
    assert (tmp_path / name).read_text() == "old"


def test_no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fails at the last moment leaves nothing that looks whole."""

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("mmskit.personal.export.write_atomically", fail)
    with pytest.raises(BundleError, match="No space left"):
        make(people(3)).export(tmp_path / "out")
    assert not (tmp_path / "out").exists()


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from batches import make, people
made = 0
def kill(done):
    global made
    made += 1
    if made == 3:
        os.kill(os.getpid(), signal.SIGKILL)
make(people(3_000)).export(Path(sys.argv[1]), max_recipients=100, on_progress=kill)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_killed(tmp_path: Path) -> None:
    """Killed on the way, it leaves no file that could be taken for a submission."""
    command = [sys.executable, "-c", KILLED, str(tmp_path / "out"), str(Path(__file__).parents[1])]
    done = subprocess.run(command, check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    assert [path for path in (tmp_path / "out").iterdir() if path.suffix != ".part"] == []
    with pytest.raises(BundleError, match="not finished"):
        check_export(tmp_path / "out")


# --- read back ---------------------------------------------------------------------------------


def check(folder: Path) -> list[str]:
    checked = check_export(folder)
    for problem in checked.problems:
        assert all(problem.render(language) for language in LANGUAGES)
    return [str(problem) for problem in checked.problems]


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    return make(people(5)).export(tmp_path / "out", max_recipients=2).folder


def test_check(exported: Path) -> None:
    """An export that nobody touched is as its manifest says."""
    checked = check_export(exported)
    assert (checked.files, checked.recipients, checked.problems) == (3, 5, [])
    assert checked.submitted_bytes == sum(
        shard.submitted_bytes for shard in read_manifest(exported).shards
    )
    assert check_file(exported / "batch-0001.xml").recipients == 2


def test_changed_file(exported: Path) -> None:
    """A submission that was edited is named, though it is a sound one."""
    path = exported / "batch-0002.xml"
    path.write_bytes(path.read_bytes().replace(b"13800000002", b"13800000009"))
    assert check(exported) == [
        (
            "batch-0002.xml is not what was exported: somebody changed it, or it was not copied whole; "
            "export again"
        )
    ]


def test_missing_extra_and_cut_files(exported: Path) -> None:
    """Files that are missing, added or cut off are named."""
    (exported / "batch-0001.xml").rename(exported / "batch-0009.xml")
    path = exported / "batch-0002.xml"
    path.write_bytes(path.read_bytes()[:-9])
    missing, cut, extra = check(exported)
    assert "batch-0001.xml is in the manifest" in missing
    assert cut.startswith("batch-0002.xml: ")
    assert "batch-0009.xml is not in the manifest" in extra


def test_twice_in_two_files(exported: Path) -> None:
    """A number in two submissions is found, wherever they are."""
    shutil.copy(exported / "batch-0001.xml", exported / "batch-0002.xml")
    assert any("recipient 1 already" in said for said in check(exported))


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told.update(version=2),
        lambda told: told.pop("shards"),
        lambda told: told.update(extra=1),
        lambda told: told["shards"][0].update(file="../list.csv"),
        lambda told: told["shards"][0].update(recipients="2"),
    ],
)
def test_odd_manifest(exported: Path, change: object) -> None:
    """A manifest that is not ours is a sentence."""
    path = exported / "manifest.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    change(told)  # type: ignore[operator]
    path.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(BundleError, match="no manifest of an export"):
        check_export(exported)
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(BundleError, match="no manifest of an export"):
        check_export(exported)


def test_manifest_that_does_not_add_up(exported: Path) -> None:
    """Counts that were changed are found."""
    path = exported / "manifest.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    told["recipients"] = 6
    told["shards"][0]["recipients"] = 9
    path.write_text(json.dumps(told), encoding="utf-8")
    said = check(exported)
    assert "2 recipients, and the manifest says 9" in said[0]
    assert "does not add up" in said[1]
