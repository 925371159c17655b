"""Balances in both documents' shapes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmskit.errors import DecodeError
from mmskit.wire.account import Balance, decode_balance, encode_balance


@pytest.mark.parametrize(
    ("wire", "balance"),
    [
        ("100", Balance(Decimal(100))),
        (" 100\r\n", Balance(Decimal(100))),
        ("974/1000", Balance(Decimal(974), Decimal(1000))),
        ("30029.000/30110.000", Balance(Decimal("30029.000"), Decimal("30110.000"))),
        ("-3/100", Balance(Decimal(-3), Decimal(100))),
    ],
)
def test_both_shapes_are_read_exactly(wire, balance):
    """MMS §4.2 and SMS §4.1.2: a number, or two; never a float."""
    assert decode_balance(wire) == balance
    assert encode_balance(balance) == wire.strip()


@pytest.mark.parametrize(
    "wire",
    [
        "",
        "/",
        "1/",
        "/1",
        "1/2/3",
        "1e5",
        "NaN",
        "Infinity",
        "１００",
        "1,000",
        "<html>",
        "100 200",
        "9" * 40,
    ],
)
def test_anything_else_is_no_balance(wire):
    """What is no balance is refused with a sentence that shows it."""
    with pytest.raises(DecodeError, match="no balance"):
        decode_balance(wire)


amounts = st.decimals(min_value=0, max_value=10**9, places=3)


@given(amounts, st.one_of(st.none(), amounts))
def test_round_trip(left, total):
    """What is written is read back exactly."""
    assert decode_balance(encode_balance(Balance(left, total))) == Balance(left, total)
