"""The platform's records of what was submitted, both ways."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mmskit.wire.sent import SentRecord, decode_sent, encode_sent

SAMPLE = """mlrt,13958008415478,13940728107|13811299933,%e6%82%a8%e7%9a%84%e9%aa%8c%e8%af%81%e7



%a0%81%e6%98%af%ef%bc%9a123456%e3%80%90%e7%be%8e%e9%80%9a%e3%80%91,1395800841;
"""
"""As it stands in SMS §5.1.1, page break included."""

RECORD = SentRecord(
    "mlrt",
    "13958008415478",
    ("13940728107", "13811299933"),
    "您的验证码是：123456【美通】",
    datetime(2014, 3, 26, 2, 27, 21, tzinfo=UTC),
)


@pytest.mark.parametrize("sample", [SAMPLE, SAMPLE.replace("|", " ")])
def test_the_document_s_samples(sample):
    """Both of them, the one without its bar too."""
    assert decode_sent(sample).records == (RECORD,)
    assert decode_sent(sample).unread == ()


def test_there_and_back():
    """What is written is read as it was, whatever the text holds."""
    odd = SentRecord("a", "1", ("13800000001",), "a,b;c|%+\n💬", RECORD.time)
    assert decode_sent(encode_sent([RECORD, odd])).records == (RECORD, odd)


@pytest.mark.parametrize("answer", ["", " \n", "no record", "No Record"])
def test_no_records(answer):
    """Nothing is nothing."""
    assert decode_sent(answer) == decode_sent("")


@pytest.mark.parametrize("odd", ["<html>", "a,b,13800000001,t,1", "a,1,,t,1", "a,1,13800000001,t"])
def test_what_fits_no_layout_is_kept(odd):
    """And stops nothing else."""
    page = decode_sent(f"{odd};{encode_sent([RECORD])}")
    assert page.unread == (odd,)
    assert page.records == (RECORD,)


def test_a_text_that_is_not_utf8_stays_as_it_came():
    """It may be GBK: nobody guesses."""
    (record,) = decode_sent("a,1,13800000001,%C4%FA%BA%C3,1;").records
    assert record.text == "%C4%FA%BA%C3"
