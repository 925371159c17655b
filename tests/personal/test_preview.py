"""What each recipient would get."""

from __future__ import annotations

from pathlib import Path

import pytest
from batches import make, people
from hypothesis import given
from hypothesis import strategies as st

from mmskit.limits import CONTENT_BYTES
from mmskit.message import Frame
from mmskit.personal import Filled
from mmskit.recipients import read_recipients
from mmskit.texts import LANGUAGES
from mmskit.wire.batch import decode_batch
from mmskit.wire.content import find_size


def test_everyone(tmp_path: Path) -> None:
    """Row, number, text, size and problem of everyone; bad rows of the list stay with the list."""
    path = tmp_path / "list.csv"
    path.write_text("手机号,姓名\n13800000001,甲\n138,乙\n13800000002,#N/A\n13800000003,\n")
    listed = read_recipients(path)
    batch = make(listed, "尊敬的{姓名|客户}")
    filled = list(batch.preview())
    assert [(one.row, one.number, one.text) for one in filled] == [
        (2, "13800000001", "尊敬的甲"),
        (4, "13800000002", "尊敬的#N/A"),
        (5, "13800000003", "尊敬的客户"),
    ]
    assert [bad.row for bad in listed.bad_rows] == [3]
    problem = filled[1].problem
    assert problem is not None
    assert (problem.row, problem.kind) == (4, "field")
    assert "#N/A" in problem.render("zh_CN")
    assert filled[0].problem is filled[2].problem is None
    for one in filled:
        assert one.size == find_size([Frame(text=one.text, picture=batch.picture)])


def test_as_it_is_sent() -> None:
    """A preview is what the shards say, to the letter, and the others are those with a problem."""
    everybody = [
        ("13800000001", {"a": "甲", "b": ""}),
        ("13800000002", {"a": "", "b": "3"}),
        ("13800000003", {"a": "x" * CONTENT_BYTES, "b": ""}),
        ("13800000004", {"a": "\ud800", "b": ""}),
        ("13800000005", {"a": " ", "b": "{a}%"}),
    ]
    batch = make(everybody, "{a|您}{?b: 有{b}}")
    (shard,) = batch.shards(on_bad_row=lambda _: None)
    sent = list(decode_batch(shard.chunks()).entries)
    shown = list(batch.preview())
    assert [(one.number, one.text) for one in shown if one.problem is None] == sent
    assert [(one.row, one.problem.kind) for one in shown if one.problem is not None] == [
        (3, "too_long"),
        (4, "field"),
    ]
    assert sent[-1] == ("13800000005", "您 有{a}%")


def test_missing_field() -> None:
    """A recipient of a program without a field is shown with the reason, and the others as usual."""
    batch = make([*people(2), ("13900000000", {"名": "x"})])
    shown = list(batch.preview())
    assert [one.text for one in shown] == ["尊敬的客户0", "尊敬的客户1", ""]
    problem = shown[2].problem
    assert problem is not None
    assert problem.kind == "field"
    assert all("姓名" in problem.render(language) for language in LANGUAGES)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), max_size=20))
def test_longest(values: list[str]) -> None:
    """The longest is the first of the largest, whoever it is."""
    batch = make([(f"1380000{row:04}", {"姓名": one}) for row, one in enumerate(values)], "x{姓名}")
    longest, shown = batch.find_longest(), list(batch.preview())
    assert longest == max(shown, key=lambda one: len(one.text.encode()), default=None)


def test_longest_over_the_limit() -> None:
    """The longest is found although it is too long, with its problem."""
    everybody = [*people(600), ("13900000000", {"姓名": "长" * 20_000}), *people(3)]
    longest = make(everybody).find_longest()
    assert isinstance(longest, Filled)
    assert (longest.row, longest.number) == (601, "13900000000")
    assert longest.problem is not None
    assert longest.problem.kind == "too_long"


def test_lazy() -> None:
    """No more is read than is looked at."""
    asked = 0

    def given_people() -> object:
        nonlocal asked
        for one in people(10_000):
            asked += 1
            yield one

    assert next(make(given_people()).preview()).row == 1
    assert asked < 2_000


def test_nothing_in_logs() -> None:
    """Neither number nor text is shown in logs."""
    (shown,) = make(people(1)).preview()
    assert repr(shown) == "Filled(row=1, size=" + str(shown.size) + ")"
    with pytest.raises(AttributeError):
        shown.row = 2  # type: ignore[misc]
