"""The draft of a batch on disk: all of it comes back, and no number is in it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from batch_making import TEXT, large_picture, small_picture

from mmskit.errors import JournalError
from mmskit_gui.batch_draft import BatchDraft, ListChoice, load_draft, save_draft


def draft(folder: Path) -> BatchDraft:
    choice = ListChoice(folder / "名单.csv", "会员", "手机号", folder / "stop.csv")
    return BatchDraft(choice, "积分提醒", TEXT, large_picture(), small_picture())


def test_everything_comes_back(tmp_path):
    """What was kept is read back as it was, pictures byte for byte."""
    kept = draft(tmp_path)
    save_draft(kept, tmp_path / "batch")
    found = load_draft(tmp_path / "batch")
    assert found == kept
    assert found.original.name == "photo.jpg"
    assert not found.empty


def test_pictures_no_longer_used_are_removed(tmp_path):
    """A picture that was replaced does not stay on the disk."""
    kept = draft(tmp_path)
    save_draft(kept, tmp_path / "batch")
    save_draft(dataclasses.replace(kept, original=None), tmp_path / "batch")
    assert len(list((tmp_path / "batch").glob("*.picture"))) == 1
    assert load_draft(tmp_path / "batch").picture == kept.picture


@pytest.mark.parametrize("said", ["", "{", "[]", '{"list": 3}', '{"title": 1}'])
def test_damaged_draft_is_an_empty_one(tmp_path, said):
    """A draft that cannot be read is none; nothing is raised."""
    (tmp_path / "draft.json").write_text(said)
    assert load_draft(tmp_path) == BatchDraft()
    assert load_draft(tmp_path / "missing").empty


def test_picture_outside_the_folder_is_not_read(tmp_path):
    """A draft that names a file elsewhere gets nothing from there."""
    save_draft(draft(tmp_path), tmp_path / "batch")
    path = tmp_path / "batch" / "draft.json"
    name = next((tmp_path / "batch").glob("*.picture")).name
    (tmp_path / "secret.picture").write_bytes(b"x")
    path.write_text(path.read_text().replace(name, "../secret.picture"))
    assert load_draft(tmp_path / "batch").empty


def test_unwritable_folder_is_said(tmp_path):
    """A draft that cannot be kept says so in a sentence."""
    (tmp_path / "batch").write_text("a file")
    with pytest.raises(JournalError) as told:
        save_draft(draft(tmp_path), tmp_path / "batch")
    assert told.value.render("zh_CN")
