"""Texts with fields."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmskit.errors import TemplateError
from mmskit.personal.template import Field, OptionalPart, Template
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
        ("x{|客户}", "unnamed", 2),
        ("x{?: a}", "unnamed", 2),
        ("x{?积分}", "no_colon", 2),
        ("x{?积分 您}", "no_colon", 2),
        ("x{?a: {?b: c}}", "nested", 7),
        ("x{?a: b", "open", 2),
        ("x{?a: {b}", "open", 2),
        ("x{?a: b}}", "open", 2),
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


@pytest.mark.parametrize(
    ("said", "filled"),
    [
        ("{姓名|客户}", "张三"),
        ("{空|客户}您好", "客户您好"),
        ("{白|客户}", "客户"),
        ("{空｜贵宾}", "贵宾"),
        ("{空|a|b}", "a|b"),
        ("{空|}", ""),
        ("{白}", " \t"),
        ("a{?积分: 您有{积分}分}。", "a 您有3200分。"),
        ("a{?空: 您有{积分}分}。", "a。"),
        ("a{?白: 您有{积分}分}。", "a。"),
        ("{？积分：有{积分}}", "有3200"),
        ("{?积分:}", ""),
        ("{?积分:有{{{空|几}}}}", "有{几}"),
        ("{?空:x}{?积分:y}{?积分:z}", "yz"),
        ("{{?积分:x}}", "{?积分:x}"),
        ("{比例:x}", "同样"),
    ],
)
def test_defaults_and_optional_parts(said: str, filled: str) -> None:
    """A default stands in for a blank cell, and an optional part is kept where one is filled."""
    fields = {"姓名": "张三", "积分": "3200", "空": "", "白": " \t", "比例:x": "同样"}
    assert Template(said).fill(fields) == filled


def test_parts() -> None:
    """A template tells what it is made of, for whoever shows its fields as chips."""
    template = Template("{姓名|客户}，{{您}}好{?积分: 有{积分}分}")
    assert template.parts == (
        Field("姓名", "客户"),
        "，{您}好",
        OptionalPart("积分", (" 有", Field("积分"), "分")),
    )
    assert template.fields == ("姓名", "积分")
    assert template.fixed == "，{您}好"


def test_condition_is_a_field() -> None:
    """The column that decides about an optional part must be known too, and be there."""
    with pytest.raises(TemplateError, match="积分"):
        Template("{?积分: x}").check(["姓名"])
    with pytest.raises(TemplateError, match="积分"):
        Template("{?积分: x}").fill({"姓名": "张三"})


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


@pytest.mark.parametrize("said", ["｛姓名｝", "｛ 姓名 ｝", "｛姓名｜客户｝", "｛？姓名：x｝"])
def test_full_width_braces(said: str) -> None:
    """A field in full-width braces would be sent as it stands, so it is refused."""
    with pytest.raises(TemplateError, match=r"write \{姓名\}"):
        Template(said).check(["姓名"])
    Template("｛祝好｝").check(["姓名"])


def test_sentences() -> None:
    """Every sentence can be said in both languages."""
    for said in ("{", "}", "{}", "{x}", "{姓}", "｛姓名｝", "{?姓名}", "{?a:{?b:c}}"):
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


@given(st.text("{}|?:ab 姓"))
def test_anything(said: str) -> None:
    """Whatever somebody writes is a template or a TemplateError, filled in at once."""
    try:
        template = Template(said)
    except TemplateError as error:
        for language in LANGUAGES:
            error.render(language)
        return
    filled = template.fill(dict.fromkeys(template.fields, "{?a:{b|c}}"))
    assert filled.count("{?a:{b|c}}") <= said.count("{")
    assert template.fill(dict.fromkeys(template.fields, "")).count("{?a:{b|c}}") == 0


@given(
    st.lists(st.one_of(st.text(), st.tuples(st.sampled_from("abc"), st.text()))),
    st.fixed_dictionaries({name: st.text(max_size=3) for name in "abc"}),
)
def test_defaults_like_a_replacement(
    parts: list[str | tuple[str, str]], fields: dict[str, str]
) -> None:
    """A template is what putting one piece after the other makes, defaults included."""
    written, expected = "", ""
    for part in parts:
        if isinstance(part, str):
            written += part.replace("{", "{{").replace("}", "}}")
            expected += part
        else:
            name, default = part[0], "".join(char for char in part[1] if char not in "{}")
            written += f"{{{name}|{default}}}"
            expected += fields[name] if fields[name].strip() or not default else default
    # A brace of the text in front of a field is read as two braces and one.
    assert Template(written).fill(fields) == expected
