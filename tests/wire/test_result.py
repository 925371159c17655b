"""One-line answers, against the documents' own tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmskit.wire.result import REFUSALS, Accepted, Refused, decode_result, encode_result, refuse

GOLDEN = Path(__file__).parent.parent / "golden"
TABLES = ["results_mms_2_2.txt", "results_mms_3_2.txt", "results_sms_3_1_2.txt"]
PRINTED = sorted(
    {
        line
        for name in TABLES
        for line in (GOLDEN / name).read_text().splitlines()
        if not line.endswith(":msgid")
    }
)


@pytest.mark.parametrize("wire", PRINTED)
def test_every_printed_error_is_a_documented_refusal(wire):
    """Every error text of the documents is read as a refusal with a name, and written back as printed."""
    result = decode_result(wire)
    assert isinstance(result, Refused)
    assert result.code in REFUSALS
    assert result.text == wire
    assert encode_result(refuse(result.code)).lower() == wire.lower()


@pytest.mark.parametrize("wire", PRINTED)
@pytest.mark.parametrize(
    "change", [str.upper, str.lower, "  {}\r\n".format, lambda wire: wire.rstrip(".") + "."]
)
def test_case_white_space_and_a_full_stop_do_not_matter(wire, change):
    """R10: case, white space around and a trailing full stop do not change a refusal."""
    assert decode_result(change(wire)).code == decode_result(wire).code


@pytest.mark.parametrize("wire", [*PRINTED, "success:30911175558600"])
def test_an_answer_fed_by_the_byte_never_says_accepted_too_early(wire):
    """No prefix of a refusal reads as accepted; a prefix of success is only ever a shorter id or unknown."""
    for cut in range(len(wire)):
        result = decode_result(wire[:cut])
        assert not isinstance(result, Accepted) or wire.startswith("success:")


def test_success_with_its_id_is_accepted():
    """`success:` and digits, and nothing else, is accepted."""
    assert decode_result("success:30911175558600") == Accepted("30911175558600")
    assert decode_result(" Success:30911175558600.\n") == Accepted("30911175558600")


@pytest.mark.parametrize(
    "wire",
    [
        "",
        " ",
        "success",
        "success:",
        "success: ",
        "success:msgid",
        "success:12 34",
        "success:12;",
        "success:123\nerror:Missing apikey",
        '{"success":123}',
        "success:１２３",
        "<html>success:123</html>",
        "error:",
        "error: ",
        "OK",
        "<html><body>502 Bad Gateway</body></html>",
        "error:a\nb",
        "error:" + "x" * 600,
        "\ufeffsuccess:123",
    ],
)
def test_anything_else_is_unknown(wire):
    """R11: what is neither a complete success nor a complete error says nothing."""
    assert decode_result(wire) is None


def test_trailing_junk_makes_a_success_unknown():
    """A success with anything behind its digits is not taken for one."""
    for junk in ("<br>", ",", "\x00", " ok", "\n\nsuccess:2"):
        assert decode_result("success:123" + junk) is None


def test_error_with_digits_is_a_rejection_under_that_id():
    """`error:MSGID` is a rejection that keeps the id."""
    assert decode_result("error:30911175558600") == Refused(
        "rejected", "error:30911175558600", "30911175558600"
    )


@pytest.mark.parametrize("wire", ["error:Black keywords is:发票", "Error: something new"])
def test_an_open_ended_refusal_is_kept_word_for_word(wire):
    """A complete `error:` line that no document lists is a refusal all the same."""
    assert decode_result(wire) == Refused("other", wire)


@given(st.from_regex(r"[0-9]{1,40}", fullmatch=True))
def test_accepted_round_trip(msgid):
    """What is written as accepted is read as accepted."""
    assert decode_result(encode_result(Accepted(msgid))) == Accepted(msgid)


@given(st.text())
def test_no_text_breaks_the_reader(said):
    """Any text is accepted, refused or unknown; nothing is raised."""
    assert isinstance(decode_result(said), Accepted | Refused | None)
