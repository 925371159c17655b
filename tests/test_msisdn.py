"""Phone numbers, in the spellings of people and of spreadsheets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmskit.errors import InvalidNumberError
from mmskit.msisdn import mask_number, parse_number, spell_number
from mmskit.texts import has

SPELLINGS = [
    "13811299999",
    " 13811299999\n",
    "138 1129 9999",
    "138-1129-9999",
    "138\u20131129\u20139999",
    "138.1129.9999",
    "(138) 1129 9999",
    "（138）11299999",
    "[138]11299999",
    "+8613811299999",
    "+86 138 1129 9999",
    "(+86) 138-1129-9999",
    "＋86 13811299999",
    "008613811299999",
    "0086-138-1129-9999",
    "8613811299999",
    "86 138 1129 9999",
    "１３８１１２９９９９９",
    "138\u00a01129\u30009999",
    "\u202d13811299999\u202c",
    "\ufeff13811299999\u200b",
    "13811299999.0",
    "13811299999.00",
    "1.3811299999E+10",
    "1.3811299999e10",
    "1.38112999990E+10",
    "8.613811299999E+12",
    "'13811299999",
    '="13811299999"',
]

REFUSED = [
    ("", "empty"),
    ("   ", "empty"),
    ("+", "empty"),
    ("00", "empty"),
    ("1.3811E+10", "rounded"),
    ("1.38113E+10", "rounded"),
    ("1E+10", "rounded"),
    ("1.38112999995E+10", "rounded"),
    ("1381129999", "length"),
    ("138112999990", "length"),
    ("13811299999.5", "length"),
    ("13811299999 13811299998", "length"),
    ("+86 1381129", "length"),
    ("447874321404", "length"),
    ("12811299999", "not_mobile"),
    ("01012345678", "not_mobile"),
    ("+86 010 1234 5678", "not_mobile"),
    ("13811299999,13811299998", "characters"),
    ("13811299999/13800000000", "characters"),
    ("138l1299999", "characters"),
    ("١٣٨١١٢٩٩٩٩٩", "characters"),
    ("१३८११२९९९९९", "characters"),
    ("①3811299999", "characters"),
    ("1381129999\u00b9", "characters"),
    ("138\x0011299999", "characters"),
    ("++8613811299999", "characters"),
    ("+123456", "foreign_length"),
    ("+1234567890123456", "foreign_length"),
    ("+0447874321404", "foreign_zero"),
    ("0013811299999", "lookalike"),
    ("+13811299999", "lookalike"),
    ("1" * 100_000, "too_long"),
]


@pytest.mark.parametrize("value", SPELLINGS)
def test_spelling(value: str) -> None:
    """Every spelling with all of its digits is the same mainland number."""
    assert parse_number(value) == "13811299999"


@pytest.mark.parametrize("second", "3456789")
def test_mainland_ranges(second: str) -> None:
    """Mainland mobile numbers begin with 13 to 19."""
    assert parse_number(f"1{second}000000000") == f"1{second}000000000"


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("+447874321404", "447874321404"),
        ("0044 7874 321404", "447874321404"),
        ("+852 9123 4567", "85291234567"),
        ("+1 (202) 555-0123", "12025550123"),
        ("+6512345", "6512345"),
        ("+123456789012345", "123456789012345"),
    ],
)
def test_foreign(value: str, number: str) -> None:
    """A foreign number with + or 00 is kept without it."""
    assert parse_number(value) == number


@pytest.mark.parametrize(("value", "code"), REFUSED)
def test_refused(value: str, code: str) -> None:
    """Anything else is refused with its reason, in both languages."""
    with pytest.raises(InvalidNumberError) as caught:
        parse_number(value)
    assert caught.value.reason.key == f"numbers.{code}"
    assert has(f"numbers.{code}")
    assert len(caught.value.value) <= 41
    for language in ("en", "zh_CN"):
        assert caught.value.reason.render(language) in caught.value.render(language)


def test_rounded_sentence() -> None:
    """A number that a spreadsheet rounded is refused with the way out."""
    with pytest.raises(InvalidNumberError) as caught:
        parse_number("1.3811E+10")
    assert str(caught.value.reason) == "Excel rounded this number: format the column as text"


@given(st.text(max_size=80))
def test_any_text(value: str) -> None:
    """Whatever is typed, the answer is ASCII digits of a plausible length, or a refusal."""
    try:
        number = parse_number(value)
    except InvalidNumberError:
        return
    assert number.isascii()
    assert number.isdigit()
    assert 7 <= len(number) <= 15


@given(
    st.from_regex(
        r"\+?[0-9０-９ .()-]{0,8}[0-9]{5,12}(\.[0-9]{0,11})?([Ee]\+1[0-2])?", fullmatch=True
    )
)
def test_digits_never_invented(value: str) -> None:
    """The digits of the result stand in the value, in this order: nothing is made up."""
    try:
        number = parse_number(value)
    except InvalidNumberError:
        return
    written = iter("".join(str(int(char)) for char in value if char.isdigit()))
    assert all(digit in written for digit in number)


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("13811299999", "138****9999"),
        ("447874321404", "447*****1404"),
        ("6512345", "65****5"),
        ("1234", "****"),
        ("12", "**"),
        ("", ""),
    ],
)
def test_mask(number: str, masked: str) -> None:
    """Masking keeps the ends of a number and never shows its middle."""
    assert mask_number(number) == masked


@given(st.from_regex(r"[0-9]{4,15}", fullmatch=True))
def test_mask_hides_four(number: str) -> None:
    """At least four digits are hidden, whatever the length."""
    masked = mask_number(number)
    assert len(masked) == len(number)
    assert masked.count("*") >= 4


@pytest.mark.parametrize("value", ["13811299999", "+852 9123 4567", "0044 7874 321404"])
def test_spelt_once_more(value: str) -> None:
    """A number that was read can be spelt so that it is read as the same once more."""
    number = parse_number(value)
    assert parse_number(spell_number(number)) == number
