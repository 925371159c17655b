"""Tables for people: complete, and safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io

import pytest
from outbox_fakes import ToldClient, lost, run

from mmskit.outbox.people import quote_cell


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_everyone_has_a_row(make, tmp_path, language):
    """Number, submission, state, msgid, outcome, code and time, with the mark Excel asks for."""
    campaign = make(20)
    run(campaign, ToldClient(["11", lost()]))
    campaign.write_csv(tmp_path / "people.csv", language)
    raw = (tmp_path / "people.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(io.StringIO(raw.decode("utf-8-sig")))
    assert header[0] == {"en": "Number", "zh_CN": "手机号"}[language]
    assert [row[0] for row in rows] == [f"138{number:08}" for number in range(20)]
    assert {row[3] for row in rows[:10]} == {"11"}
    assert {row[4] for row in rows[10:]} == {{"en": "in doubt", "zh_CN": "结果不明"}[language]}


@pytest.mark.parametrize(
    "value",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        " =1",
        "\t=1",
        "\r\n=1",
        "\0=1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "\tx",
    ],
)
def test_nothing_is_taken_for_a_formula(value):
    """A cell that begins like a formula gets an apostrophe in front."""
    assert quote_cell(value) == f"'{value}"


@pytest.mark.parametrize("value", ["", "13800000001", "TOO FAST", "DELIVRD", "a=b", "2026-01-01"])
def test_plain_cells_stay_as_they_are(value):
    """Numbers and codes are not touched."""
    assert quote_cell(value) == value
