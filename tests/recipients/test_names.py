"""Names in sentences."""

from __future__ import annotations

from mmskit.recipients.names import find_close, show_name, show_names


def test_find_close() -> None:
    """The name that looks most like it is found, whatever its case; nothing is forced."""
    assert find_close("姓民", ["手机号", "姓名"]) == "姓名"
    assert find_close("NAME", ["Name", "phone"]) == "Name"
    assert find_close("xyz", ["姓名"]) is None
    assert find_close("x", []) is None


def test_show() -> None:
    """Sentences show the first of many names, and the beginning of long ones."""
    assert show_names(["a", "b"]) == ("a", "b")
    assert show_names([str(number) for number in range(50)])[-2:] == ("19", "…")
    assert show_name("x" * 100_000) == "x" * 40 + "…"
    assert find_close("x" * 100_000, ["x" * 100_000]) == "x" * 100_000
