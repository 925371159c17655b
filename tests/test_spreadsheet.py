"""Tables for spreadsheets."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmskit.spreadsheet import quote_cell, write_rows


@pytest.mark.parametrize(
    "said", ["=1+1", "+1", "-1", "@x", " =1", "\t=1", "＝1", "\r", "\0=1", "＠"]
)
def test_formulas(said: str) -> None:
    """What a spreadsheet would take for a formula has an apostrophe in front."""
    assert quote_cell(said) == f"'{said}"


@pytest.mark.parametrize("said", ["", "张三", "1+1", "a=b", "13811299999", "'=1"])
def test_others(said: str) -> None:
    """Everything else stands as it is."""
    assert quote_cell(said) == said


@given(
    st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=9), min_size=1))
)
def test_rows(rows: list[list[str]]) -> None:
    """The csv module of the standard library reads back what was written, apostrophes included."""
    data = b"".join(write_rows(rows))
    assert data.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert read == [[quote_cell(cell) for cell in row] for row in rows]
