"""A batch as it is worked on: what is known of it, what keeps it from going out, and what is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from batch_making import TEXT, large_picture, small_picture, words, write_list
from broken import broken_png
from PySide6.QtCore import QObject

import mmskit
from mmskit_gui.batch_document import BatchDocument
from mmskit_gui.batch_draft import ListChoice, load_draft

_PATIENCE = 60_000


@pytest.fixture
def kept(tmp_path) -> Path:
    return tmp_path / "batch"


@pytest.fixture
def parent(qapp) -> Iterator[QObject]:
    """What a document belongs to, as to its window: no worker's thread is the last to hold it."""
    owner = QObject()
    yield owner
    owner.deleteLater()


@pytest.fixture
def begin(tasks, kept, parent) -> Callable[[], BatchDocument]:
    """What the app does at its start."""
    return lambda: BatchDocument(tasks, kept, parent)


@pytest.fixture
def document(begin) -> BatchDocument:
    return begin()


def settle(qtbot, document: BatchDocument) -> None:
    """Wait until everything is read and measured."""
    qtbot.waitUntil(
        lambda: not document.busy,
        timeout=_PATIENCE,
    )


def fill(qtbot, document: BatchDocument, path: Path, text: str = TEXT) -> None:
    """A batch that could go out."""
    document.open_list(ListChoice(path))
    document.set_title("积分提醒")
    document.set_text(text)
    document.set_picture(small_picture())
    settle(qtbot, document)
    qtbot.waitUntil(lambda: document.draft.picture is not None, timeout=_PATIENCE)
    settle(qtbot, document)


def kinds(document: BatchDocument) -> list[str]:
    return [issue.kind for issue in document.issues]


def test_everyones_message_is_shown(qtbot, document, tmp_path):
    """Turning the pages shows exactly what each of the recipients gets."""
    fill(qtbot, document, write_list(tmp_path / "list.csv", 3))
    assert document.ready
    seen = []
    for place in range(3):
        document.show_place(place)
        (frame,) = document.message.frames
        seen.append(frame.text)
        assert frame.picture == document.draft.picture
    assert seen == [f"尊敬的客户{number}，您有{number * 10}分" for number in range(3)]
    document.show_place(99)
    assert document.place == 2
    document.show_row(3)
    assert document.place == 1


def test_issues_come_in_the_order_that_helps(qtbot, document, tmp_path):
    """Numbers come first, then fields, then rows, then limits."""
    settle(qtbot, document)
    qtbot.waitUntil(lambda: "title" in kinds(document))
    assert kinds(document) == ["list", "text", "title", "picture"]
    path = tmp_path / "list.csv"
    path.write_text("a,b\n13800000001,13900000001\n", encoding="utf-8")
    document.open_list(ListChoice(path))
    settle(qtbot, document)
    qtbot.waitUntil(lambda: document.columns == ("a", "b"))
    assert kinds(document)[0] == "column"
    rows = ["坏,1,1", f"{words(20_000)},13900000001,1"]
    fill(qtbot, document, write_list(tmp_path / "good.csv", 3, rows=rows))
    assert kinds(document) == ["rows", "limits"]
    assert document.ready, "a bad row never stops a good one"
    assert (document.people, document.recipients) == (4, 3)
    for issue in document.issues:
        assert issue.render("zh_CN") != issue.render("en")


def test_unknown_field_is_mended(qtbot, document, tmp_path):
    """A field that the list does not have names the one that was probably meant."""
    fill(qtbot, document, write_list(tmp_path / "list.csv"), "尊敬的{姓明}")
    (issue,) = document.issues
    assert (issue.kind, issue.wrong, issue.right) == ("text", "姓明", "姓名")
    document.set_text("尊敬的{姓名}")
    settle(qtbot, document)
    assert document.ready


def test_too_long_texts_make_the_picture_smaller(qtbot, document, tmp_path):
    """Texts that do not fit beside the picture fit once it was made smaller for them."""
    path = write_list(tmp_path / "list.csv", 2, rows=[f"{words(4_000)},13900000001,1"])
    document.set_picture(large_picture())
    settle(qtbot, document)
    fill_text = "{姓名}"
    document.set_title("积分提醒")
    document.open_list(ListChoice(path))
    document.set_text(fill_text)
    settle(qtbot, document)
    qtbot.waitUntil(lambda: document.draft.picture is not None, timeout=_PATIENCE)
    settle(qtbot, document)
    assert kinds(document) == ["limits"]
    document.show_next_fault()
    assert document.place == 2
    with qtbot.waitSignal(document.picture_fitted, timeout=_PATIENCE):
        document.fit_picture()
    settle(qtbot, document)
    assert (document.recipients, document.issues) == (3, [])


def test_draft_is_kept_and_comes_back(qtbot, document, begin, kept, tmp_path):
    """What was written is on the disk soon, without a number, and there at the next start."""
    fill(qtbot, document, write_list(tmp_path / "list.csv", 4))
    document.keep_now()
    assert load_draft(kept) == document.draft
    for path in kept.iterdir():
        assert b"1380000" not in path.read_bytes()
    again = begin()
    settle(qtbot, again)
    assert again.draft == document.draft
    assert again.people == 4


def test_list_that_is_gone_is_said_at_the_next_start(qtbot, document, begin, tmp_path):
    """A list that was removed meanwhile is an issue, and everything else is there."""
    path = write_list(tmp_path / "list.csv", 4)
    fill(qtbot, document, path)
    document.keep_now()
    path.unlink()
    again = begin()
    qtbot.waitUntil(lambda: again.list_error is not None, timeout=_PATIENCE)
    assert kinds(again)[0] == "list"
    assert again.draft.text == TEXT
    again.keep_now()


def test_damaged_picture_leaves_none(qtbot, document):
    """A picture whose pixels are damaged is refused with a sentence, and there is none then."""
    broken = mmskit.Picture(broken_png() + bytes(60_000), "broken.png")
    with qtbot.waitSignal(document.failed, timeout=_PATIENCE) as told:
        document.set_picture(broken)
    assert told.args[0].render("zh_CN")
    assert document.draft.picture is None
    assert document.draft.original is None


def test_reading_can_be_cancelled(qtbot, document, tmp_path):
    """A list that is being read can be done without; nothing of it comes later."""
    document.open_list(ListChoice(write_list(tmp_path / "list.csv", 50_000)))
    document.cancel_reading()
    settle(qtbot, document)
    assert document.draft.listed is None
    assert document.people == 0
