"""Texts with fields."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmskit.errors import TemplateError
from mmskit.personal.template import Template
from mmskit.texts import LANGUAGES

FIELDS = {"姓名": "张三", "券码": "A1", "a.b[0]!r:>9": "odd", "format": "{券码}"}


@pytest.mark.parametrize(
    ("said", "filled"),
    [
        ("尊敬的{姓名}，券码 {券码}。", "尊敬的张三，券码 A1。"),
        ("{姓名}{姓名}", "张三张三"),
        ("{ 姓名 }", "张三"),
        ("no fields", "no fields"),
        ("", ""),
        ("{{姓名}}", "{姓名}"),
        ("{{{姓名}}}", "{张三}"),
        ("{{}} }}{{", "{} }{"),
        ("{format}", "{券码}"),
        ("{a.b[0]!r:>9}", "odd"),
        ("100% $1 \\n %s", "100% $1 \\n %s"),
    ],
)
def test_fill(said: str, filled: str) -> None:
    """Fields are filled in one pass, by their whole names; doubled braces are braces."""
    assert Template(said).fill(FIELDS) == filled


@pytest.mark.parametrize(
    ("said", "key", "position"),
    [
        ("尊敬的{姓名", "open", 4),
        ("{", "open", 1),
        ("{{{", "open", 3),
        ("a}b", "close", 2),
        ("{姓名}}", "close", 5),
        ("{a{b}", "open", 1),
        ("x{}", "unnamed", 2),
        ("x{ }", "unnamed", 2),
    ],
)
def test_unbalanced(said: str, key: str, position: int) -> None:
    """A brace without a partner is named with its position, in both languages."""
    with pytest.raises(TemplateError) as caught:
        Template(said)
    assert caught.value.sentence.key == f"batch.template.{key}"
    assert caught.value.sentence.figures["position"] == position
    assert f"character {position} " in str(caught.value)
    assert f"第 {position} 个字符" in caught.value.render("zh_CN")


def test_unknown_field() -> None:
    """An unknown field brings the column that was meant, and all that there are."""
    with pytest.raises(TemplateError) as caught:
        Template("尊敬的{姓民}").check(["手机号", "姓名"])
    assert (caught.value.field, caught.value.known) == ("姓民", ("手机号", "姓名"))
    assert "Did you mean “姓名”? Its columns are 手机号, 姓名" in str(caught.value)
    assert "是不是“姓名”？现有的列：手机号、姓名" in caught.value.render("zh_CN")


def test_unlike_any() -> None:
    """A field unlike any column brings the columns alone; upper case is no other name."""
    with pytest.raises(TemplateError) as caught:
        Template("{xyz}").check(["手机号"])
    assert caught.value.sentence.key == "batch.template.unknown"
    with pytest.raises(TemplateError, match="Did you mean “Name”"):
        Template("{name}").check(["Name"])


@pytest.mark.parametrize("said", ["{姓名.__class__}", "{姓名[0]}", "{姓名!r}", "{姓名:>99}", "{0}"])
def test_nothing_but_names(said: str) -> None:
    """Attributes, indices, conversions and formats are unknown names and nothing else."""
    with pytest.raises(TemplateError) as caught:
        Template(said).fill(FIELDS)
    assert caught.value.field == said[1:-1]


@pytest.mark.parametrize("said", ["尊敬的｛姓名｝", "尊敬的｛ 姓名 ｝"])
def test_full_width_braces(said: str) -> None:
    """A field in full-width braces would be sent as it stands, so it is refused."""
    with pytest.raises(TemplateError, match=r"write \{姓名\}"):
        Template(said).check(["姓名"])
    Template("｛祝好｝").check(["姓名"])


def test_sentences() -> None:
    """Every sentence can be said in both languages."""
    for said in ("{", "}", "{}", "{x}", "{姓}", "｛姓名｝"):
        with pytest.raises(TemplateError) as caught:
            Template(said).check(["姓名"])
        assert all(caught.value.render(language) for language in LANGUAGES)


@given(st.text())
def test_literals(said: str) -> None:
    """Any text with its braces doubled comes out as it was."""
    assert Template(said.replace("{", "{{").replace("}", "}}")).fill({}) == said


@given(st.lists(st.tuples(st.text(), st.sampled_from("abc"))), st.text(), st.text())
def test_values_are_not_read(parts: list[tuple[str, str]], end: str, value: str) -> None:
    """What a field holds is not looked at for fields again."""
    said = "".join(
        f"{literal.replace('{', '{{').replace('}', '}}')}{{{name}}}" for literal, name in parts
    )
    filled = Template(said + end.replace("{", "{{").replace("}", "}}")).fill(
        dict.fromkeys("abc", value)
    )
    assert filled == "".join(literal + value for literal, _ in parts) + end
