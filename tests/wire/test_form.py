"""Form bodies: encoded once, decoded once."""

from __future__ import annotations

from urllib.parse import parse_qs, quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmskit.errors import DecodeError
from mmskit.wire.form import decode_form, encode_form
from mmskit.wire.percent import quote as our_quote
from mmskit.wire.percent import quote_form

texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]))


def test_base64_survives_one_decoding():
    """R4: the + / = of Base64 go out as percent signs and arrive as themselves."""
    assert encode_form({"content": "1_1.txt,a+b/c=="}) == b"content=1_1.txt%2Ca%2Bb%2Fc%3D%3D"


@given(texts)
def test_percent_encoding_agrees_with_the_standard_library(said):
    """Both quotings are the standard library's, only faster."""
    assert our_quote(said) == quote(said, safe="")
    assert quote_form(said) == quote_plus(said)


@given(st.dictionaries(texts.filter(bool), texts, max_size=5))
def test_round_trip_and_an_independent_reader(fields):
    """What is written is read back, by us and by the standard library."""
    body = encode_form(fields)
    assert decode_form(body) == fields
    assert {
        name: value[-1] for name, value in parse_qs(body.decode(), keep_blank_values=True).items()
    } == fields


def test_the_last_of_two_equal_names_wins():
    """As in PHP, the last of two equal names wins, and an empty value counts."""
    assert decode_form(b"a=1&a=2&b=") == {"a": "2", "b": ""}


def test_a_plus_is_a_space():
    """A raw + is a space: the classic bug of clients shows up here."""
    assert decode_form(b"content=a+b") == {"content": "a b"}


@pytest.mark.parametrize(
    "raw", [b"a=%B1%EA", b"a=\xe6\xa0\x87", b"&".join(b"%d=1" % i for i in range(100))]
)
def test_bad_bodies_are_refused(raw):
    """GBK under the percent signs, raw bytes, or absurdly many fields are refused."""
    with pytest.raises(DecodeError):
        decode_form(raw)
