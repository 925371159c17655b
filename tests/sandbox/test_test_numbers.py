"""The test numbers: what is reported about a message is decided by the number it goes to."""

from __future__ import annotations

import pytest
from raw_calls import get, pull, send

from mmskit.sandbox.numbers import FATES, UNKNOWN_MSGID, find_fate

NUMBER = "138112999{}"


def statuses(reply) -> list[str]:
    return [record.split(",")[-2] for record in reply.text.split(";") if record.strip()]


@pytest.mark.parametrize(
    ("ending", "expected"),
    [
        ("01", ["DELIVRD"]),
        ("02", ["UNDELIV"]),
        ("04", ["NOSEND"]),
        ("05", ["TOO FAST"]),
        ("06", ["MK:0015"]),
        ("10", ["DELIVRD"]),
        ("99", ["DELIVRD"]),
    ],
)
def test_what_is_reported(desk, clock, ending, expected):
    """After the delay, and not before, the report has the status of the number's ending."""
    send(desk, mobile=NUMBER.format(ending))
    clock.now += 1.9
    assert pull(desk).text == "no record"
    clock.now += 0.1
    assert statuses(pull(desk)) == expected


def test_never_reported(desk, clock):
    """…03 is never reported, however long one waits."""
    send(desk, mobile=NUMBER.format("03"))
    clock.now += 10**7
    assert pull(desk).text == "no record"


def test_late(desk, clock):
    """…07 is delivered ten delays later."""
    send(desk, mobile=NUMBER.format("07"))
    clock.now += 19.9
    assert pull(desk).text == "no record"
    clock.now += 0.1
    assert statuses(pull(desk)) == ["DELIVRD"]


def test_twice(desk, clock):
    """…08 is reported twice, the same record word for word, the second one delay later."""
    send(desk, mobile=NUMBER.format("08"))
    clock.now += 2
    first = pull(desk).text
    assert pull(desk).text == "no record"
    clock.now += 2
    assert pull(desk).text == first
    assert "DELIVRD" in first


def test_an_unknown_msgid(quick):
    """…09 is reported twice, once with a msgid that no submission has."""
    msgid = send(quick, mobile=NUMBER.format("09")).text.removeprefix("success:")
    records = [record.split(",")[:2] for record in pull(quick).text.split(";") if record]
    assert records == [[msgid, "13811299909"], [UNKNOWN_MSGID, "13811299909"]]


@pytest.mark.parametrize(
    "number", ["12345", "8613811299901", "+8613811299901", "1381129990", "x", "03811299901"]
)
def test_what_is_no_number(quick, number):
    """What is no phone number is accepted, charged, noted and reported as failed."""
    reply = send(quick, mobile=number)
    assert reply.text.startswith("success:")
    assert reply.notes == ["invalid_number"]
    assert quick.state.find_account("demo").balance == 9_999
    assert statuses(pull(quick)) == ["UNDELIV"]


def test_a_foreign_number(quick):
    """A foreign number, country code first, is one that a message can go to (SMS §8)."""
    assert send(quick, mobile="447874321404").notes == []
    assert statuses(pull(quick)) == ["NOSEND"]


def test_the_table_is_shown(desk):
    """The JSON API lists the very table that decides, in both languages."""
    shown = get(desk, "/sandbox/api").json["test_numbers"]
    assert [row["ending"] for row in shown if row["ending"]] == [fate.ending for fate in FATES]
    assert all(row["en"] != row["zh_CN"] for row in shown)
    assert find_fate(NUMBER.format("04")).code == shown[3]["code"]


def test_many_recipients(quick):
    """One submission to all endings is reported about each by its own."""
    mobiles = [NUMBER.format(f"{index:02}") for index in range(1, 10)]
    send(quick, mobile=",".join(mobiles))
    got = statuses(pull(quick))
    others = ["UNDELIV", "NOSEND", "TOO FAST", "MK:0015"]
    assert sorted(got) == sorted([*["DELIVRD"] * 6, *others])
