"""Tables for people: complete, and safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta
from typing import get_args

import pytest
from outbox_fakes import ToldClient, lost, run

from mmskit import Journal
from mmskit.errors import InsufficientBalanceError
from mmskit.outbox import Outcome
from mmskit.spreadsheet import quote_cell
from mmskit.wire.reports import CHINA, DeliveryReport, encode_reports


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


@pytest.fixture
def mixed(make, tmp_path):
    """Sixty people with every outcome that there is."""
    campaign = make(60)
    down = [InsufficientBalanceError("insufficient_balance", "error:x")]
    run(campaign, ToldClient(["11", "12", lost(), *down]))
    codes = ["DELIVRD", "UNDELIV", "MK:1", "NOSEND", "DELIVRD", "TOO FAST"]
    now = datetime.now(CHINA)
    journal = Journal(tmp_path / "reports")
    with journal.entry() as entry:
        reports = [
            DeliveryReport("11", f"138{who:08}", code, now + timedelta(seconds=9 - who))
            for who, code in enumerate(codes)
        ]
        entry.write(encode_reports(reports).encode())
    campaign.read_reports(journal)
    return campaign


def test_pages_together_are_everyone(mixed):
    """Page after page, in whatever size: everyone once, in the order of the whole."""
    whole = list(mixed.people())
    for limit in (1, 7, 60, 100):
        pages = [mixed.page(offset, limit) for offset in range(0, 60, limit)]
        assert [person for page in pages for person in page] == whole
    assert mixed.page(60, 10) == mixed.page(0, 0) == ()


@pytest.mark.parametrize("outcome", get_args(Outcome))
def test_pages_of_one_outcome(mixed, outcome):
    """Those of one outcome are those whom the whole list shows with it, as many as the status says."""
    wanted = {person for person in mixed.people() if person.outcome == outcome}
    pages = [mixed.page(offset, 2, outcome) for offset in range(0, 60, 2)]
    found = [person for page in pages for person in page]
    assert set(found) == wanted
    assert len(found) == len(wanted)
    status = mixed.status()
    counts = {
        "delivered": status.delivered,
        "failed": sum(status.failed.values()),
        "other": sum(status.undocumented.values()),
        "waiting": status.waiting,
        "unknown": status.unknown,
    }
    assert len(found) == counts.get(outcome, 60 - sum(counts.values())) > 0
    times = [person.time for person in found if person.status == "DELIVRD"]
    assert times == sorted(times)


@pytest.mark.parametrize("wrong", [(-1, 10), (0, -1), (0, 10, "lost")])
def test_no_such_page(mixed, wrong):
    """A mistake in a program is told as one."""
    with pytest.raises(ValueError, match="no page"):
        mixed.page(*wrong)
