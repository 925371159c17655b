"""The large form in a file, against urllib's own reading of it."""

from __future__ import annotations

import io
from urllib.parse import parse_qs, quote_plus, unquote_to_bytes

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mmskit.sandbox import form_stream
from mmskit.sandbox.form_stream import split_form, unquote_form


@example("%252B%2B%2541%41")
@given(st.text(alphabet="ab%+&=25ECF '\u4e2d", max_size=60))
def test_decoding_is_urllibs(said):
    """Whatever the bytes, well-formed escapes or not, they decode as urllib decodes them."""
    data = said.encode()
    assert unquote_form(data) == unquote_to_bytes(data.replace(b"+", b" "))


@pytest.mark.parametrize("chunk", [1, 2, 3, 7, 64])
@given(value=st.text(max_size=80))
def test_cut_anywhere(chunk, value):
    """A value read in pieces of any size is the value, escapes cut in two included."""
    form = f"a=1&xmlData={quote_plus(value)}&b=2".encode()
    whole, form_stream.CHUNK_BYTES = form_stream.CHUNK_BYTES, chunk
    try:
        small, large = split_form(io.BytesIO(form), "xmlData")
        assert b"".join(large.read()) == value.encode()
    finally:
        form_stream.CHUNK_BYTES = whole
    assert small == b"a=1&b=2"
    assert large.size == len(quote_plus(value))


def test_no_large_field():
    """A form without the field has its small fields, and nothing else."""
    assert split_form(io.BytesIO(b"a=1&b=2"), "xmlData") == (b"a=1&b=2", None)
    assert split_form(io.BytesIO(b""), "xmlData") == (b"", None)


def test_the_last_of_two_wins():
    """A field that comes twice is its last one, as PHP has it."""
    form = b"xmlData=one&a=1&xmlData=two"
    small, large = split_form(io.BytesIO(form), "xmlData")
    assert b"".join(large.read()) == parse_qs(form)[b"xmlData"][-1]
    assert small == b"a=1"


def test_too_much_beside_it():
    """A form with absurdly many or large other fields is taken as empty."""
    assert split_form(io.BytesIO(b"a=" + b"x" * 70_000 + b"&xmlData=y"), "xmlData") == (b"", None)
    assert split_form(io.BytesIO(b"&" * 10_000), "xmlData") == (b"", None)
