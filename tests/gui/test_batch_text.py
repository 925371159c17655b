"""Where fields stand in a template while it is written, and what chips put in."""

from __future__ import annotations

import pytest

from mmskit.personal import Template
from mmskit_gui.batch_text import (
    find_marks,
    insert_field,
    insert_optional,
    insert_with_default,
    mend_field,
)

KNOWN = ("姓名", "积分")


def say(said: str) -> list[tuple[str, str]]:
    return [(mark.kind, said[mark.start : mark.end]) for mark in find_marks(said, KNOWN)]


def test_fields_are_told_from_words():
    """Fields, defaults, optional parts and literal braces are each what they are."""
    assert say("尊敬的{姓名|客户}，{{不是}}{?积分: 您有{ 积分 }分}。") == [
        ("field", "{姓名|客户}"),
        ("brace", "{{"),
        ("brace", "}}"),
        ("optional", "{?积分:"),
        ("field", "{ 积分 }"),
        ("optional", "}"),
    ]


def test_unknown_fields_stand_out():
    """A field that the list does not have is marked, in an optional part too."""
    assert say("{姓明}{?分: x}") == [("unknown", "{姓明}"), ("unknown", "{?分:"), ("optional", "}")]


@pytest.mark.parametrize(
    "said", ["{", "}", "{姓名", "姓名}", "{?", "{?积分", "{}", "{{{", "}}}", ""]
)
def test_half_written_texts_are_marked_too(said):
    """Nothing that one can have typed so far raises; what is marked lies within the text."""
    for mark in find_marks(said, KNOWN):
        assert 0 <= mark.start < mark.end <= len(said)


@pytest.mark.parametrize(
    ("insertion", "expected", "selected"),
    [
        (insert_field("姓名"), "张三/", ""),
        (insert_with_default("姓名", "客户"), "张三/客户", "客户"),
        (insert_optional("姓名", "姓名："), "姓名：张三/", "姓名："),
    ],
)
def test_what_chips_put_in_is_a_template(insertion, expected, selected):
    """What a chip puts in fills in as it says, for a full and for an empty cell."""
    template = Template(insertion.said)
    filled = "/".join(template.fill({"姓名": cell}) for cell in ("张三", ""))
    assert filled == expected
    first, last = insertion.selected
    assert insertion.said[first:last] == selected


def test_mending_changes_fields_alone():
    """A wrong name is put right wherever it is a field, and nowhere else."""
    said = "姓明{姓明}{ 姓明 | 姓明}{?姓明：{姓明}}{姓明二}"
    assert mend_field(said, "姓明", "姓名") == "姓明{姓名}{ 姓名 | 姓明}{?姓名：{姓名}}{姓明二}"
