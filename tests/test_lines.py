"""Where lines break, and what is shown of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmskit.lines import (
    NEUTRAL,
    break_lines,
    estimate_width,
    is_wide,
    neutralise,
    shorten,
    split_clusters,
)


def ruler(said: str, size: float) -> float:
    """Two units for a Chinese character, one for any other."""
    return sum(2 if is_wide(cluster) else 1 for cluster in split_clusters(said)) * size


TABLE = [
    ("一二三四五六", 6, ["一二三", "四五六"]),
    ("一二三，四五六", 6, ["一二", "三，四", "五六"]),
    ("一二三。", 6, ["一二", "三。"]),
    ("一二三！？", 6, ["一二", "三！？"]),
    ("一二三”。", 8, ["一二", "三”。"]),
    ("一二（三四", 6, ["一二", "（三四"]),
    ("一二《三》", 8, ["一二", "《三》"]),
    ("价格¥50起", 6, ["价格", "¥50起"]),
    ("一二——三", 5, ["一", "二——", "三"]),
    ("请看 www.example.com 页", 16, ["请看", "www.example.com", "页"]),
    ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
    ("ab cd ef", 5, ["ab cd", "ef"]),
    ("abcdefgh,", 8, ["abcdefg", "h,"]),
    ("一\n\n二", 6, ["一", "", "二"]),
    ("一\r\n二\r三\u2028四", 6, ["一", "二", "三", "四"]),
    ("一\n\n", 6, ["一"]),
    ("", 6, []),
    (" \n ", 6, []),
    ("　　一二", 6, ["　　一", "二"]),
    ("一", 0.5, ["一"]),
    ("“一。。", 5, ["“一。", "。"]),
    ("50%的人", 4, ["50%", "的人"]),
    ("一\u00a0二三", 5, ["一\u00a0二", "三"]),
]


@pytest.mark.parametrize(("said", "width", "lines"), TABLE)
def test_lines_break_where_chinese_typesetting_allows(said, width, lines):
    """Closing punctuation begins no line, an opening bracket ends none, Latin words stay whole."""
    assert list(break_lines(said, width, 1, ruler)) == lines


LETTERS = st.sampled_from("一二三四五六七八九十。，！abc xyz（）“”…12\n😀")


@given(st.text(LETTERS, max_size=120), st.integers(4, 30))
def test_no_line_is_wider_than_its_room(said, width):
    """Every line fits, whatever the text."""
    assert all(ruler(line, 1) <= width for line in break_lines(said, width, 1, ruler))


@given(st.text(max_size=200), st.integers(1, 30))
def test_no_character_is_lost_or_moved(said, width):
    """The lines together are the text, but for white space at their ends."""
    shown = "".join("".join(break_lines(said, width, 1, ruler)).split())
    assert shown == "".join(neutralise(said).split())


@given(st.lists(st.sampled_from(["一", "二三", "四五六", "a", "bc"]), min_size=1, max_size=40))
def test_closing_punctuation_never_begins_a_line(words):
    """A comma after every word never comes first on a line."""
    lines = break_lines("，".join(words), 9, 1, ruler)
    assert not any(line.startswith("，") for line in lines)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("a\u202eb", f"a{NEUTRAL}b"),
        ("\u2066x\u2069", f"{NEUTRAL}x{NEUTRAL}"),
        ("a\x00\x1b[31m", f"a{NEUTRAL}{NEUTRAL}[31m"),
        ("\ud800", NEUTRAL),
        ("a\u200b\u200e\ufeffb", "ab"),
        ("a\r\nb\tc", "a\nb    c"),
        ("👨\u200d👩", "👨\u200d👩"),
    ],
)
def test_a_text_is_shown_and_never_obeyed(said, shown):
    """Marks that would turn or steer the screen become a neutral sign; invisible ones go."""
    assert neutralise(said) == shown


@pytest.mark.parametrize(
    "cluster",
    [
        "e\u0301",
        "👍🏽",
        "👨\u200d👩\u200d👧",
        "🇨🇳",
        "❤\ufe0f",
        "1\ufe0f\u20e3",
        "🏴\U000e0067\U000e007f",
    ],
)
def test_what_reads_as_one_character_stays_one(cluster):
    """Accents, skin tones, families, flags and keycaps are not torn apart."""
    assert split_clusters(f"一{cluster}二") == ["一", cluster, "二"]


def test_two_flags_are_two():
    """Four regional letters are two flags."""
    assert split_clusters("🇨🇳🇭🇰") == ["🇨🇳", "🇭🇰"]


def test_a_heap_of_accents_is_cut_up():
    """A thousand accents on one letter do not make one endless character."""
    assert max(map(len, split_clusters("a" + "\u0301" * 1000))) <= 16


def test_shortening_marks_what_is_missing():
    """A text that is too long ends with an ellipsis and fits; any other stays as it is."""
    assert shorten("一二三四五", 7, 1, ruler) == "一二三…"
    assert shorten("一二三", 6, 1, ruler) == "一二三"
    assert shorten("一\n二", 9, 1, ruler) == "一 二"


def test_the_estimate_knows_chinese_from_latin():
    """Without a font, a Chinese character is a square and a Latin letter about half of one."""
    assert estimate_width("汉字", 20) == 40
    assert 15 < estimate_width("ab", 20) < 25
