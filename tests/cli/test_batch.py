"""mmskit batch export: a list becomes the XML that is submitted."""

from __future__ import annotations

from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from making import still

LIST = "姓名,手机号,积分\n甲,13800000001,10\n乙,1.3811E+10,20\n丙,13800000003,30\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "utf8.csv").write_text(LIST, encoding="utf-8-sig")
    (tmp_path / "gb.csv").write_text(LIST, encoding="gb18030")
    (tmp_path / "picture.png").write_bytes(still("PNG"))
    return tmp_path


@pytest.mark.parametrize("name", ["utf8.csv", "gb.csv"])
def test_a_list_becomes_xml(mmskit, folder, name):
    """Each good row has its own text in the XML; the bad one is said with its row and its reason."""
    words = (
        "--title",
        "积分",
        "--text",
        "尊敬的{姓名}，积分{积分}",
        "--picture",
        folder / "picture.png",
    )
    done = mmskit("batch", "export", folder / name, *words, "-o", folder / "out")
    assert done.code == 0, done.err
    assert "row 3" in done.err
    assert "Excel" in done.err
    (path,) = (folder / "out").glob("*.xml")
    root = ET.parse(path).getroot()  # noqa: S314 - our own file, read by another reader
    assert root.findtext("mmsPictureType") == "png"
    assert [
        (data.findtext("mmsMobile"), unquote(data.findtext("mmsTextContent")))
        for data in root.iter("mmsBodyData")
    ] == [
        ("13800000001", "尊敬的甲，积分10"),
        ("13800000003", "尊敬的丙，积分30"),
    ]


def test_an_unknown_field_is_said(mmskit, folder):
    """A field that the list lacks stops the export, with the names that exist."""
    done = mmskit(
        "batch",
        "export",
        folder / "utf8.csv",
        "--title",
        "t",
        "--text",
        "{姓明}",
        "--picture",
        folder / "picture.png",
        "-o",
        folder / "out",
    )
    assert done.code == 1
    assert "姓名" in done.err
    assert not list((folder / "out").glob("*.xml")) if (folder / "out").exists() else True


def test_the_text_is_given_once(mmskit, folder):
    """Neither no text nor two."""
    words = (
        "batch",
        "export",
        folder / "utf8.csv",
        "--title",
        "t",
        "--picture",
        folder / "picture.png",
        "-o",
        folder / "out",
    )
    assert mmskit(*words).code == 2
    assert mmskit(*words, "--text", "a", "--text-file", folder / "utf8.csv").code == 2


def test_as_json(mmskit, folder):
    """--json lists files and rows left out."""
    done = mmskit(
        "batch",
        "export",
        folder / "utf8.csv",
        "--title",
        "t",
        "--text",
        "{姓名}",
        "--picture",
        folder / "picture.png",
        "-o",
        folder / "out",
        "--json",
    )
    assert [file["recipients"] for file in done.json["files"]] == [2]
    assert [row["row"] for row in done.json["left_out"]] == [3]


def test_old_files_are_never_left_among_new_ones(mmskit, folder):
    """A folder that holds batches is refused: an old one might be submitted with the new."""
    words = (
        "--title",
        "t",
        "--text",
        "{姓名}",
        "--picture",
        folder / "picture.png",
        "-o",
        folder / "out",
    )
    assert mmskit("batch", "export", folder / "utf8.csv", *words).code == 0
    again = mmskit("batch", "export", folder / "utf8.csv", *words)
    assert again.code == 1
    assert "empty folder" in again.err


def test_a_list_without_a_good_row_says_why(mmskit, folder):
    """When nobody is left, every reason is told, and no folder is made."""
    (folder / "bad.csv").write_text("手机号,姓名\n138,甲\n", encoding="utf-8")
    done = mmskit(
        "batch",
        "export",
        folder / "bad.csv",
        "--title",
        "t",
        "--text",
        "{姓名}",
        "--picture",
        folder / "picture.png",
        "-o",
        folder / "new",
    )
    assert done.code == 1
    assert "row 2" in done.err
    assert not (folder / "new").exists()
