"""Sentences: filled, nested, counted, in both languages."""

from __future__ import annotations

import pytest

from mmskit.texts import Text, choose_language, text


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 reports."), (1, "1 report."), (2, "2 reports.")]
)
def test_english_counts_properly(count, said):
    """One report, two reports; Chinese needs no such thing."""
    assert str(text("cli.reports_count", count=count)) == said
    assert text("cli.reports_count", count=count).render("zh_CN") == f"共 {count} 条报告。"


def test_sizes_are_kilobytes_with_one_decimal():
    """51,200 bytes are 50.0 KB."""
    assert "50.0 KB" in str(text("check.frame_share", frame=1, size=51_200))


def test_a_text_inside_a_text_is_in_the_same_language():
    """A figure that is a text is rendered with the sentence it stands in, lists too."""
    outer = text("check.at_frame", frame=2, said=text("check.frame_empty"))
    assert outer.render("zh_CN").startswith("第 2 帧：这一帧是空的")
    listed = text(
        "errors.invalid_message", problems=(text("check.no_frames"), text("check.no_frames"))
    )
    assert "、" in listed.render("zh_CN")
    assert ", " in listed.render("en")


def test_braces_in_a_figure_stay_braces():
    """What a person typed is never taken for a part of the sentence."""
    assert "{0.__class__}" in str(text("bundle.missing", path="{0.__class__}"))


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_ALL": "C", "MMSKIT_LANG": "zh"}, "zh_CN"),
    ],
)
def test_the_language_follows_the_environment(environment, language):
    """MMSKIT_LANG, then LC_ALL, LC_MESSAGES, LANG."""
    assert choose_language(environment) == language


def test_equal_texts_are_equal():
    """Texts are values."""
    assert text("a.b", x=1) == Text("a.b", {"x": 1})
    assert len({text("a.b", x=1), text("a.b", x=1)}) == 1
