"""Templates and samples: what a new message can start from."""

from __future__ import annotations

import pytest
from making import message

import mmskit
from mmskit_gui.samples import find_samples
from mmskit_gui.templates import (
    bring_back,
    clean_name,
    find_templates,
    remove_template,
    save_as_template,
)


def test_a_template_is_the_message(tmp_path):
    """What is kept as a template opens as the same message."""
    kept = save_as_template(message(), "会员日", tmp_path / "templates")
    assert find_templates(tmp_path / "templates") == [kept]
    assert mmskit.open_message(kept.path) == message()


def test_a_taken_name_gets_a_number(tmp_path):
    """Keeping another under the same name overwrites nothing."""
    for _ in range(3):
        save_as_template(message(), "会员日", tmp_path)
    assert [each.name for each in find_templates(tmp_path)] == ["会员日", "会员日 2", "会员日 3"]


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  双十一 ", "双十一"),
        ("a/b\\c", "a b c"),
        ("../..", ""),
        ("con", "_con"),
        ("x" * 200, "x" * 60),
        ("第一行\n第二行", "第一行 第二行"),
    ],
)
def test_names_are_cleaned(typed, cleaned):
    """A name is what every system takes as a file's."""
    assert clean_name(typed) == cleaned


def test_a_name_of_nothing_is_the_title(tmp_path):
    """Where nothing is left of a name, the title stands in."""
    assert save_as_template(message(), "///", tmp_path).name == "双十一大促"
    assert save_as_template(mmskit.Message(), "", tmp_path).name == "mmskit"


def test_removing_can_be_undone(tmp_path):
    """A removed template can be brought back."""
    kept = save_as_template(message(), "会员日", tmp_path)
    remove_template(kept)
    assert find_templates(tmp_path) == []
    bring_back(kept)
    assert find_templates(tmp_path) == [kept]


def test_bringing_back_what_is_gone_is_a_sentence(tmp_path):
    """Bringing back a template that is gone is refused with a sentence."""
    kept = save_as_template(message(), "会员日", tmp_path)
    with pytest.raises(mmskit.MMSKitError):
        bring_back(kept)


def test_the_samples_are_there():
    """The sample messages are found with their titles, and open."""
    found = find_samples()
    assert "双十一，第二杯半价" in {each.title for each in found}
    assert all(mmskit.open_message(each.path).frames for each in found)
