"""Delivery reports, against the documents' samples."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmskit.wire.reports import CHINA, DeliveryReport, ReportPage, decode_reports, encode_reports

GOLDEN = Path(__file__).parent.parent / "golden"
TWO = (GOLDEN / "reports_two_records.txt").read_text()
WITH_EXT = (GOLDEN / "reports_with_ext.txt").read_text()


def report(msgid, mobile, status, *when, ext="", number="") -> DeliveryReport:
    return DeliveryReport(msgid, mobile, status, datetime(*when, tzinfo=CHINA), ext, number)


def test_the_sample_of_two_records():
    """MMS §5.1.6: two records of four fields, the second with a space inside its year."""
    assert decode_reports(TWO) == ReportPage(
        (
            report("30911175558600", "13811299999", "DELIVRD", 2013, 9, 12, 9, 9, 31),
            report("30911175558598", "13811299999", "DELIVRD", 2013, 9, 12, 9, 9, 32),
        )
    )


def test_the_sample_with_an_extension():
    """MMS §5.1.6: a record of five fields, with a space inside its month."""
    assert decode_reports(WITH_EXT) == ReportPage(
        (report("30911175558600", "13811299999", "DELIVRD", 2013, 9, 12, 9, 9, 31, ext="3456"),)
    )


def test_the_table_of_six_fields():
    """MMS §5.1.5: the table's rows, joined as records are."""
    rows = (GOLDEN / "reports_table.txt").read_text().splitlines()
    page = decode_reports("".join(row.replace("\t", ",") for row in rows))
    assert page.unread == ()
    assert page.reports == (
        report(
            "13568864638358",
            "13919214967",
            "DELIVRD",
            2012,
            11,
            15,
            18,
            19,
            52,
            ext="3456",
            number="2267476",
        ),
        report(
            "13572813669546",
            "13910704663",
            "UNDELIV",
            2012,
            11,
            15,
            19,
            39,
            12,
            ext="5121",
            number="3921117",
        ),
    )


@pytest.mark.parametrize("wire", ["no record", "No Record", " no record\r\n", ""])
def test_no_record_is_an_empty_page(wire):
    """Nothing waits: an empty page."""
    assert decode_reports(wire) == ReportPage()


def test_an_empty_extension_is_five_fields_still():
    """MMS §5.1.5: an account without an extension leaves it empty."""
    page = decode_reports(",30911175558600,13811299999,TOO FAST,2013-09-12 09:09:31;")
    assert page.reports == (
        report("30911175558600", "13811299999", "TOO FAST", 2013, 9, 12, 9, 9, 31),
    )


@pytest.mark.parametrize("cut", range(1, len(TWO)))
def test_cut_at_any_byte_nothing_is_lost(cut):
    """A page cut at any byte gives the whole records, and keeps the broken one as it came."""
    page = decode_reports(TWO[:cut])
    first_end = TWO.index(";")
    whole = (cut >= first_end) + (cut >= len(TWO) - 1)
    assert len(page.reports) == whole
    rest = TWO[:cut].split(";")[-1]
    assert page.unread == ((rest,) if rest and cut < len(TWO) - 1 and cut != first_end else ())


@pytest.mark.parametrize(
    "junk",
    [
        "<html>502</html>",
        "1,2",
        "a,b,c,d,e,f,g",
        "30911175558600,13811299999,DELIVRD,2013-13-12 09:09:31",
        "30911175558600,13811299999,DELIVRD,2013-02-30 09:09:31",
        "30911175558600,13811299999,,2013-09-12 09:09:31",
        "30911175558600,1381129999x,DELIVRD,2013-09-12 09:09:31",
        "３０９１１,13811299999,DELIVRD,2013-09-12 09:09:31",
    ],
)
def test_trailing_junk_is_kept_raw(junk):
    """What fits no layout is kept as it came, and takes nothing else with it."""
    page = decode_reports(TWO + junk)
    assert len(page.reports) == 2
    assert page.unread == (junk,)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("DELIVRD", "delivered"),
        ("UNDELIV", "failed"),
        ("NOSEND", "failed"),
        ("TOO FAST", "failed"),
        ("MK:0015", "unknown"),
    ],
)
def test_codes_map_to_outcomes(status, outcome):
    """Documented codes are delivered or failed; any other is neither."""
    assert report("1", "13811299999", status, 2026, 1, 1).outcome == outcome


def test_times_are_written_on_the_platforms_clock():
    """R22: a time in any zone is written as China's."""
    moment = datetime(2026, 1, 1, 20, 30, tzinfo=UTC)
    assert encode_reports([DeliveryReport("1", "13811299999", "DELIVRD", moment)]) == (
        "1,13811299999,DELIVRD,2026-01-02 04:30:00;"
    )


digits = st.from_regex(r"[0-9]{5,20}", fullmatch=True)
reports = st.builds(
    DeliveryReport,
    msgid=digits,
    mobile=digits,
    status=st.sampled_from(["DELIVRD", "UNDELIV", "NOSEND", "TOO FAST", "MK:0015"]),
    time=st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1)).map(  # noqa: DTZ001 - the zone follows
        lambda moment: moment.replace(microsecond=0, tzinfo=CHINA)
    ),
    ext=st.one_of(st.just(""), digits),
    number=digits,
)


@given(st.lists(reports))
def test_six_fields_round_trip(some):
    """What is written with six fields is read back as it was."""
    assert decode_reports(encode_reports(some, 6)) == ReportPage(tuple(some))


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_nothing_is_dropped_from_any_text(said):
    """Whatever comes, the reader raises nothing, and every non-blank record is in the page."""
    page = decode_reports(said)
    if said.strip().lower() != "no record":
        assert len(page.reports) + len(page.unread) == sum(
            bool(record.strip()) for record in said.split(";")
        )


def test_a_report_is_aware_of_its_zone():
    """A report's time is aware, eight hours ahead of UTC."""
    assert decode_reports(TWO).reports[0].time.utcoffset() == timedelta(hours=8)
