"""Bugs of other clients (protocol §11): each is caught, and called by its name."""

from __future__ import annotations

import base64
import io
import random
from urllib.parse import quote_plus, urlencode

import pytest
from PIL import Image
from raw_calls import (
    APIKEY,
    BATCH,
    CLEAR,
    FORM,
    GIF,
    HASHED,
    JPEG,
    MIDI,
    QUERY,
    RECV,
    SEND,
    b64,
    batch_xml,
    content,
    element,
    get,
    post,
    pull,
    request,
    send,
    submission,
)

UNREADABLE = "error:Unrecognized encoding"


def with_raw_plus(text: bytes) -> str:
    """A form whose Base64 was not URL-encoded: its plus signs are spaces when they arrive."""
    fields = submission()
    fields.pop("content")
    return urlencode(fields) + "&content=" + f"1_1.txt,{b64(text)}"


def test_a_leading_semicolon(desk):
    """A ; in front of the first element is refused, and named."""
    reply = send(desk, content=";" + content())
    assert (reply.text, reply.notes[0]) == (UNREADABLE, "leading_semicolon")


def test_no_semicolon_between_two_elements(desk):
    """Two elements that run into each other are refused, and named."""
    joined = element("1_1.txt", b"hello") + element("1_2.jpg", JPEG)
    reply = send(desk, content=joined)
    assert (reply.text, reply.notes[0]) == (UNREADABLE, "missing_semicolon")


def test_no_semicolon_after_base64_without_padding(desk):
    """The next name is found even where no = ends the Base64 in front of it."""
    reply = send(desk, content=element("1_1.txt", b"abc") + element("2_1.txt", b"def"))
    assert (reply.text, reply.notes[0]) == (UNREADABLE, "missing_semicolon")


def test_a_title_encoded_twice(desk):
    """A title that arrives still URL-encoded is accepted as it stands, and named."""
    reply = send(desk, title=quote_plus("双十一"))
    assert reply.text.startswith("success:")
    assert reply.notes == ["title_encoded_twice"]


@pytest.mark.parametrize("title", ["50% off", "100%", "%", "双十一 50%25", "%ZZ", "a+b", "%FF"])
def test_a_title_with_a_percent_sign(desk, title):
    """A title that merely holds a percent sign is not suspected."""
    assert send(desk, title=title).notes == []


def test_a_long_title_encoded_twice(desk):
    """When the doubled encoding makes the title too long, both are said."""
    reply = send(desk, title=quote_plus("双十一大促会员专享"))
    assert reply.text == "Error:MMS body too long."
    assert reply.notes == ["title_encoded_twice", "title_too_long"]


@pytest.mark.parametrize("name", ["1_2.v2", "1_2.v2.jpg", "1_2.2024-11-11"])
def test_the_extension_after_the_first_dot(desk, name):
    """``poster.v2.jpg`` cut after its first dot is refused, and named."""
    reply = send(desk, content=element(name, JPEG))
    assert (reply.text, reply.notes[0]) == (UNREADABLE, "extension_after_first_dot")


def test_a_wrong_kind_is_not_the_first_dot(desk):
    """A PNG in a frame is refused for what it is."""
    reply = send(desk, content=element("1_2.png", JPEG))
    assert (reply.text, reply.notes) == (UNREADABLE, ["undecodable"])


@pytest.mark.parametrize("rest", [0, 1, 2, 3])
def test_a_raw_plus(desk, rest):
    """Plus signs that arrive as spaces are named, however many: four of them leave valid Base64."""
    fields = submission()
    fields.pop("content")
    encoded = b64(jpeg_with_pluses(rest)).replace("/", "%2F").replace("=", "%3D")
    reply = post(desk, SEND, f"{urlencode(fields)}&content=1_2.jpg,{encoded}")
    assert (reply.text, reply.notes) == (UNREADABLE, ["raw_plus"])


def jpeg_with_pluses(rest: int) -> bytes:
    """A JPEG with a comment, whose Base64 has so many plus signs that ``rest`` is left over by four."""
    for length in range(1, 200):
        comment = b"\xf8" * length
        spoiled = JPEG[:2] + b"\xff\xfe" + (length + 2).to_bytes(2, "big") + comment + JPEG[2:]
        if b64(spoiled).count("+") % 4 == rest and "+" in b64(spoiled):
            return spoiled
    raise AssertionError(rest)


def test_raw_pluses_among_the_pixels(desk):
    """Four plus signs lost where only pixels stand leave a picture that still reads: named too."""
    picture = next(filter(has_pluses_in_its_pixels_alone, map(speckled, range(2_000))))
    encoded = b64(picture)
    without = base64.b64decode(encoded.replace("+", ""))
    assert Image.open(io.BytesIO(without)).size == (24, 24)
    fields = submission()
    fields.pop("content")
    raw = encoded.replace("/", "%2F").replace("=", "%3D")
    reply = post(desk, SEND, f"{urlencode(fields)}&content=1_2.jpg,{raw}")
    assert (reply.text, reply.notes) == (UNREADABLE, ["raw_plus"])


def speckled(seed: int) -> bytes:
    """A JPEG of 24×24 pixels of noise."""
    noise = random.Random(seed).randbytes(24 * 24)  # noqa: S311 - pixels
    buffer = io.BytesIO()
    quality = 30 + seed % 60
    Image.frombytes("L", (24, 24), noise).save(buffer, "JPEG", quality=quality, optimize=True)
    return buffer.getvalue()


def has_pluses_in_its_pixels_alone(picture: bytes) -> bool:
    """Whether Base64 of it has four plus signs, behind its headers and before its last bytes."""
    encoded = b64(picture)
    pixels = (picture.index(b"\xff\xda") + 20) * 4 // 3
    places = [index for index, char in enumerate(encoded) if char == "+"]
    return len(places) == 4 and pixels < places[0] and places[-1] < len(encoded) - 12


def test_raw_pluses_in_a_text(desk):
    """A text whose Base64 lost its plus signs is refused and named."""
    reply = post(desk, SEND, with_raw_plus("~~~ >>> ~~~ 😀😀".encode()))
    assert "+" in b64("~~~ >>> ~~~ 😀😀".encode())
    assert (reply.text, reply.notes) == (UNREADABLE, ["raw_plus"])


@pytest.mark.parametrize("width", [60, 64, 76])
@pytest.mark.parametrize("joint", [" ", "\n", "\r\n", "\r\n  "])
def test_wrapped_base64_is_tolerated(desk, width, joint):
    """Base64 in lines of a usual length is white space, not lost plus signs."""
    encoded = b64(JPEG)
    lines = [encoded[start : start + width] for start in range(0, len(encoded), width)]
    reply = send(desk, content="1_2.jpg," + joint.join(lines))
    assert reply.text.startswith("success:")
    assert reply.notes == ["white_space"]


def test_spaces_around_elements_are_tolerated(desk):
    """White space in front of and behind elements is no lost plus sign (R8)."""
    unpadded = next(picture for picture in map(speckled, range(99)) if len(picture) % 3 == 0)
    reply = send(desk, content=f" 1_1.txt, {b64(b'hello!')}    ; 1_2.jpg,{b64(unpadded)}    ; ")
    assert reply.text.startswith("success:")
    assert reply.notes == ["trailing_semicolon", "white_space"]


def test_the_content_encoded_twice(desk):
    """A content that arrives still URL-encoded is refused, and named."""
    reply = send(desk, content=quote_plus(content()))
    assert (reply.text, reply.notes[0]) == (UNREADABLE, "content_encoded_twice")


def test_the_same_submission_again(desk, clock):
    """The same submission is accepted and charged again, and marked with the msgid of the first."""
    first = send(desk)
    assert first.notes == []
    clock.now += 30
    again = send(desk)
    assert again.text.startswith("success:")
    assert again.text != first.text
    assert again.notes == ["sent_again"]
    (found,) = desk.state.find_submission(2).findings
    assert found.figures == {"msgid": first.text.removeprefix("success:"), "seconds": 30}


@pytest.mark.parametrize(
    "change",
    [{"mobile": "13811299902"}, {"title": "另一个"}, {"content": element("1_1.txt", b"other")}],
)
def test_another_submission_is_not_the_same(desk, change):
    """Another recipient, title or content is another submission."""
    send(desk)
    assert send(desk, **change).notes == []


def test_the_same_much_later(desk, clock):
    """After more than an hour the same submission is no mistake."""
    send(desk)
    clock.now += 3601
    assert send(desk).notes == []


def test_the_same_after_a_refusal(desk):
    """A submission that was refused may be sent again."""
    desk.state.change_account("demo", balance=0)
    assert send(desk).notes == ["insufficient"]
    desk.state.change_account("demo", balance=5)
    assert send(desk).notes == []


def test_the_same_batch_again(desk):
    """A batch that comes again is marked too."""
    for notes in ([], ["sent_again"]):
        assert post(desk, BATCH, CLEAR | {"xmlData": batch_xml()}).notes == notes


def test_credentials_in_the_address(desk):
    """A POST that carries its credentials in the address works, and is marked."""
    fields = submission()
    rest = {name: value for name, value in fields.items() if name not in CLEAR}
    reply = post(desk, SEND, rest, query="?" + urlencode(CLEAR))
    assert reply.text.startswith("success:")
    assert reply.notes == ["credentials_in_query"]


def test_credentials_over_get(desk):
    """A GET with an apikey in its address is answered, and noted."""
    assert get(desk, QUERY, CLEAR).notes == ["credentials_over_get"]
    assert get(desk, RECV, HASHED).notes == ["credentials_over_get"]


def test_the_form_wins_over_the_address(desk):
    """A field that stands in both places is taken from the form."""
    reply = post(desk, SEND, submission(), query="?title=other")
    assert reply.text.startswith("success:")
    assert desk.state.find_submission(1).title == "双十一大促"


@pytest.mark.parametrize("separator", [";", "，", " ", "\r\n", "|", "、"])
def test_a_wrong_separator(desk, separator):
    """Recipients that are not joined by a comma are one wrong number, and named."""
    reply = send(desk, mobile=separator.join(["13811299901", "13811299902"]))
    assert reply.notes == ["wrong_separator", "invalid_number"]


def test_recipients_encoded_twice(desk):
    """Commas that arrive URL-encoded are named."""
    assert "mobile_encoded_twice" in send(desk, mobile="13811299901%2C13811299902").notes


def test_empty_and_repeated_recipients(desk):
    """Empty recipients are dropped, repeated ones charged each time; both are noted."""
    reply = send(desk, mobile="13811299901,,13811299901,")
    assert reply.notes == ["empty_recipient", "duplicate_recipient"]
    assert desk.state.find_account("demo").balance == 9_998


def test_the_wrong_form_of_the_password(desk):
    """A hash where the call wants the password, and the reverse, are named."""
    assert send(desk, password=None, password_md5="0" * 32).notes == ["clear_needed"]
    assert pull(desk, password_md5="", password="demo1234").notes == ["md5_needed"]
    hashed = send(desk, password=HASHED["password_md5"])
    assert hashed.notes == ["hash_sent_as_password"]
    assert hashed.text == "error:APIKEY or password error"


def test_which_credential_is_wrong(desk):
    """The platform does not tell which credential is wrong; the sandbox does."""
    assert send(desk, username="nobody").notes == ["unknown_user"]
    assert send(desk, apikey=APIKEY[::-1]).notes == ["wrong_apikey"]
    assert send(desk, password="wrong").notes == ["wrong_password"]


def test_a_body_of_another_type(desk):
    """JSON or multipart is not read, and that is said."""
    for kind in ("application/json", "multipart/form-data; boundary=x", ""):
        reply = request(desk, "POST", SEND, urlencode(submission()), {"Content-Type": kind})
        assert reply.text == "error:Missing apikey"
        assert reply.notes == ["not_a_form"]


def test_loose_extensions(desk):
    """Upper case and ``jpeg`` are tolerated (R8), and noted."""
    reply = send(desk, content=element("1_2.JPEG", JPEG) + ";" + element("1_3.MID", MIDI))
    assert reply.text.startswith("success:")
    assert reply.notes == ["loose_extension"]


@pytest.mark.parametrize(
    "bad",
    [
        element("2_1.txt", b"x"),
        element("1_1.txt", b"x") + ";" + element("3_1.txt", b"x"),
        element("1_4.txt", b"x"),
        element("1_2.gif", JPEG),
        element("1_2.jpg", GIF[:20]),
        element("1_1.txt", b"\xff\xfe"),
        element("1_1.txt", b"x") + ";" + element("1_1.txt", b"y"),
        "1_1.txt,===",
        "1_1.txt",
        "1_1.txt,",
    ],
)
def test_any_other_malformed_content(desk, bad):
    """Whatever else is malformed is refused, with a sentence that names the element."""
    reply = send(desk, content=bad)
    assert (reply.text, reply.notes) == (UNREADABLE, ["undecodable"])
    (found,) = desk.state.find_submission(1).findings
    assert found.figures["where"] in found.render("en")
    assert found.render("en") != found.render("zh_CN")


def test_a_batch_with_raw_pluses(desk):
    """A batch whose picture lost its plus signs is refused, and named."""
    spoiled = b64(JPEG).replace("/", " ")
    assert " " in spoiled
    reply = post(desk, BATCH, CLEAR | {"xmlData": batch_xml(picture=spoiled)})
    assert (reply.text, reply.notes) == (UNREADABLE, ["raw_plus"])


def test_a_batch_encoded_once_too_often(desk):
    """Titles and texts of a batch that are still encoded after reading are named."""
    xml = batch_xml(
        entries=[("13811299901", quote_plus("您好"))], title=quote_plus(quote_plus("双十一"))
    )
    reply = post(desk, BATCH, CLEAR | {"xmlData": xml})
    assert reply.text.startswith("success:")
    assert reply.notes == ["title_encoded_twice", "text_encoded_twice"]


def test_the_diagnosis_is_ascii(desk):
    """The header holds codes alone, whatever the client sent."""
    reply = request(
        desk, "POST", SEND, urlencode(submission(content="；" + content())), {"Content-Type": FORM}
    )
    assert reply.headers["x-sandbox-diagnosis"].isascii()
