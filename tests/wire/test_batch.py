"""The XML of a personalised batch, both ways."""

from __future__ import annotations

import shutil
import subprocess
import xml.etree.ElementTree as ET
from base64 import b64decode, b64encode
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import quote_plus, unquote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from mmskit.errors import DecodeError, InvalidMessageError
from mmskit.media.picture import Picture
from mmskit.texts import LANGUAGES, has
from mmskit.wire import batch, batch_elements
from mmskit.wire.batch import decode_batch, encode_batch
from mmskit.wire.form import encode_form

GOLDEN = Path(__file__).parent.parent / "golden"
HAND_MADE_GIF = b64decode("R0lGODdhAQABAIAAAP8AAP///ywAAAAAAQABAAACAkQBADs=")
NASTY = "a b+~;,%41😀\r\n<&]]>\"'\x00\x1b\u202e\ufeff\ufffe\U0010ffff"


def draw(kind: str) -> Picture:
    """A picture from Pillow, so that no writer of ours vouches for a reader of ours."""
    file = BytesIO()
    Image.new("RGB", (9, 5), "orange").save(file, kind)
    return Picture(file.getvalue())


GIF = Picture(HAND_MADE_GIF)
JPEG = draw("JPEG")
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
entries = st.lists(
    st.tuples(st.from_regex(r"[0-9]{7,15}", fullmatch=True), texts), min_size=1, max_size=6
)


def encode(title: str, picture: Picture, rows: list[tuple[str, str]]) -> bytes:
    return b"".join(encode_batch(title, picture, rows))


def decode(*chunks: bytes) -> tuple[str, Picture, list[tuple[str, str]]]:
    document = decode_batch(chunks)
    return document.title, document.picture, list(document.entries)


SMALL = encode("双十一", GIF, [("13811299999", "全场 5 折"), ("13811299998", NASTY)])


def refuse(*chunks: bytes) -> DecodeError:
    with pytest.raises(DecodeError) as caught:
        decode(*chunks)
    error = caught.value
    assert error.what == "batch"
    assert has(error.sentence.key)
    assert all(error.render(language) for language in LANGUAGES)
    return error


# --- the document's own sample -----------------------------------------------------------------


def test_sample_names_its_picture() -> None:
    """The document's sample, byte for byte, fails at its picture alone: a placeholder stands there."""
    raw = (GOLDEN / "batch_mms_3_3.xml").read_bytes()
    error = refuse(raw)
    assert error.where == "mmsPictureType"
    assert "彩信图片类型(jpg/gif/jpeg/png)" in str(error)


def test_sample_layout() -> None:
    """The document's sample has exactly the structure that is read: order, names, line breaks."""
    raw = (GOLDEN / "batch_mms_3_3.xml").read_bytes()
    found = list(batch_elements.read_elements([raw]))
    assert [place for place, _ in found] == [
        *("mmsTitle", "mmsPictureType", "mmsPictureContent"),
        *("mmsMobile #1", "mmsTextContent #1", "mmsMobile #2", "mmsTextContent #2"),
    ]
    assert found[3][1] == "13811299999"


def test_sample_placeholder_texts() -> None:
    """With a real picture in it, the document's sample reads; its layout is no part of its texts."""
    raw = (GOLDEN / "batch_mms_3_3.xml").read_text("utf-8")
    raw = raw.replace("彩信图片类型(jpg/gif/jpeg/png)", "jpeg")
    raw = raw.replace("UTF-8->彩信图片 BASE64 编码", b64encode(JPEG.data).decode())
    title, picture, rows = decode(raw.encode())
    assert title == "彩信主题(UTF-8->Urlencode 编码)"
    assert picture == JPEG
    assert [said for _, said in rows] == ["彩信文本内容 UrlEncode 编码"] * 2


def test_sample_filled() -> None:
    """The document's layout with real values gives these values."""
    raw = (GOLDEN / "batch_mms_3_3_filled.xml").read_bytes()
    assert decode(raw) == (
        "双十一 大促",
        GIF,
        [("13811299999", "尊敬的张三，5% off"), ("13811299998", "尊敬的李四，🎁")],
    )


# --- writing -----------------------------------------------------------------------------------


def test_written_document() -> None:
    """The document is written to the letter: names, order, %20 for a space."""
    assert encode("大 促~", GIF, [("13811299999", "a b+c"), ("13811299998", "")]).decode() == (
        "<?xml version='1.0' encoding='UTF-8' ?>\n"
        "<mms>\n"
        "<mmsTitle>%E5%A4%A7%20%E4%BF%83%7E</mmsTitle>\n"
        "<mmsPictureType>gif</mmsPictureType>\n"
        "<mmsPictureContent>R0lGODdhAQABAIAAAP8AAP///ywAAAAAAQABAAACAkQBADs=</mmsPictureContent>\n"
        "<mmsBody>\n"
        "<mmsBodyData><mmsMobile>13811299999</mmsMobile>"
        "<mmsTextContent>a%20b%2Bc</mmsTextContent></mmsBodyData>\n"
        "<mmsBodyData><mmsMobile>13811299998</mmsMobile>"
        "<mmsTextContent></mmsTextContent></mmsBodyData>\n"
        "</mmsBody></mms>"
    )


@given(texts, entries)
def test_elementtree_agrees(title: str, rows: list[tuple[str, str]]) -> None:
    """The standard library's XML and URL decoders read what is written."""
    root = ET.fromstring(encode(title, JPEG, rows))  # noqa: S314 - our own bytes
    assert unquote(root.findtext("mmsTitle", "?"), errors="strict") == title
    assert root.findtext("mmsPictureType") == "jpg"
    assert b64decode(root.findtext("mmsPictureContent", ""), validate=True) == JPEG.data
    read = [
        (data.findtext("mmsMobile"), unquote(data.findtext("mmsTextContent", "?"), errors="strict"))
        for data in root.iterfind("mmsBody/mmsBodyData")
    ]
    assert read == rows


@pytest.mark.skipif(shutil.which("php") is None, reason="PHP is not installed")
def test_php_agrees(tmp_path: Path) -> None:
    """PHP's urldecode, as a platform would use it, reads the texts, and so does rawurldecode."""
    path = tmp_path / "batch.xml"
    path.write_bytes(encode("双 十一+~", GIF, [("13811299999", NASTY), ("13811299998", "a b")]))
    script = (
        "$xml = file_get_contents($argv[1]); preg_match('~<mmsTitle>(.*)</mmsTitle>~', $xml, $t);"
        "preg_match_all('~<mmsMobile>(.*?)</mmsMobile><mmsTextContent>(.*?)</mmsTextContent>~',"
        " $xml, $m); foreach ([$t[1], ...$m[2]] as $said) {"
        " echo bin2hex(urldecode($said)), ' ', bin2hex(rawurldecode($said)), \"\\n\"; }"
        "echo strlen(urlencode($xml));"
    )
    run = subprocess.run(
        ["php", "-r", script, str(path)], capture_output=True, check=True, timeout=60
    )
    *lines, size = run.stdout.decode().split("\n")
    for line, said in zip(lines, ["双 十一+~", NASTY, "a b"], strict=True):
        assert line.split() == [said.encode().hex()] * 2
    assert int(size) == batch.find_submitted_size(path.read_text("ascii"))


@given(texts, entries)
def test_submitted_size(title: str, rows: list[tuple[str, str]]) -> None:
    """The size as submitted is counted without encoding, and is what the form makes of it."""
    written = encode(title, GIF, rows).decode()
    counted = batch.find_submitted_size(batch.encode_header(title, GIF))
    for mobile, said in rows:
        quoted = batch.quote_text(said)
        counted += batch.ENTRY_SIZE + len(mobile) + len(quoted) + 2 * quoted.count("%")
    counted += batch.find_submitted_size(batch.FOOTER)
    assert counted == batch.find_submitted_size(written)
    assert counted == len(encode_form({"xmlData": written})) - len("xmlData=")
    assert counted == len(quote_plus(written)) == len(urlencode({"": written})) - 1


def test_stream() -> None:
    """Entries are asked for as the chunks are, and no chunk is much larger than 64 KB."""
    asked = 0

    def rows() -> Iterator[tuple[str, str]]:
        nonlocal asked
        for asked in range(1, 20_001):
            yield f"138{asked:08}", "尊敬的客户"

    chunks = encode_batch("大促", GIF, rows())
    assert asked == 0
    first = next(chunks)
    assert len(first) < 2 * batch.CHUNK_BYTES
    assert asked < 1_000
    sizes = [len(chunk) for chunk in chunks]
    assert max(sizes) < 2 * batch.CHUNK_BYTES
    assert asked == 20_000


@pytest.mark.parametrize("kind", ["webp", "bmp"])
def test_wrong_picture(kind: str) -> None:
    """A picture that batches do not carry is refused before anything is written."""
    with pytest.raises(InvalidMessageError) as caught:
        encode_batch("大促", draw(kind), [("13811299999", "x")])
    assert [problem.code for problem in caught.value.problems] == ["picture_kind"]


def test_title_with_half_a_character() -> None:
    """A lone surrogate in the title is refused before anything is written."""
    with pytest.raises(InvalidMessageError, match="half of a character"):
        encode_batch("大\ud83d促", GIF, [("13811299999", "x")])


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("13811299998", "a\udc00"), "text_not_encodable"),
        (("+8613811299998", "a"), "bad_mobile"),
        (("1381129999٩", "a"), "bad_mobile"),
        (("<", "a"), "bad_mobile"),
        (("", "a"), "bad_mobile"),
    ],
)
def test_bad_entry(row: tuple[str, str], code: str) -> None:
    """An entry that cannot be written is refused, and named by its position."""
    with pytest.raises(InvalidMessageError) as caught:
        encode("大促", GIF, [("13811299999", "x"), row])
    (problem,) = caught.value.problems
    assert problem.code == code
    assert "row 2: " in str(caught.value)
    assert "第 2 行：" in caught.value.render("zh_CN")


def test_no_entries() -> None:
    """A batch without recipients is not written, not even its header."""
    with pytest.raises(InvalidMessageError, match="no recipients"):
        next(encode_batch("大促", GIF, []))


# --- reading -----------------------------------------------------------------------------------


@given(texts, st.sampled_from([GIF, JPEG, draw("PNG")]), entries, st.integers(1, 400))
def test_round_trip(title: str, picture: Picture, rows: list[tuple[str, str]], step: int) -> None:
    """What is written is read back, whatever the texts, wherever it is cut into chunks."""
    data = encode(title, picture, rows)
    chunks = [data[start : start + step] for start in range(0, len(data), step)]
    assert decode(*chunks) == (title, picture, rows)


def test_every_cut() -> None:
    """A document that ends early is refused, wherever it ends; so is every one in two chunks read."""
    expected = decode(SMALL)
    for end in range(len(SMALL)):
        refuse(SMALL[:end])
        assert decode(SMALL[:end], SMALL[end:]) == expected


@pytest.mark.parametrize(
    "junk", [b"x", b"<", b"&", b"\0", b"<mms/>", b"</mms>", SMALL, b"\xff", b"<![CDATA[]]>"]
)
def test_trailing_junk(junk: bytes) -> None:
    """Anything behind the end is refused, also when it comes as a chunk of its own."""
    refuse(SMALL + junk)
    refuse(SMALL, junk)


def test_trailing_blanks() -> None:
    """White space and line breaks behind the end are layout."""
    assert decode(SMALL + b"\r\n \n") == decode(SMALL)


def test_header_before_entries() -> None:
    """Title and picture are known before the first entry is asked for."""
    head, tail = SMALL.split(b"<mmsMobile>13811299998")
    read: list[bytes] = []

    def chunks() -> Iterator[bytes]:
        for chunk in (head, b"<mmsMobile>13811299998", tail):
            read.append(chunk)
            yield chunk

    document = decode_batch(chunks())
    assert (document.title, document.picture) == ("双十一", GIF)
    assert next(document.entries) == ("13811299999", "全场 5 折")
    assert len(read) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<mmsTitle>", "<mmsTitle>\n   "),
        ("</mmsTitle>", "\r\n\t</mmsTitle>"),
        ("</mmsTitle>\n<", "</mmsTitle><"),
        (">gif<", ">\n  GIF\n<"),
        ("ywAAAAAAQ", "ywAA\r\n    AAAAQ"),
        ("%20", "+"),
        ("%E5%85%A8", "%e5\n  %85%A8"),
        (">13811299999<", ">\n13811299999 <"),
        ("<mmsBody>", "<!-- c --><?pi x?><mmsBody>"),
        (">13811299999<", "><![CDATA[13811299999]]><"),
        (">13811299999<", ">&#49;3811299999<"),
        ("<?xml version='1.0' encoding='UTF-8' ?>\n", ""),
        ("<?xml", "\ufeff<?xml"),
    ],
)
def test_tolerated(old: str, new: str) -> None:
    """White space, line breaks and indentation inside elements, + for a space, upper case."""
    changed = SMALL.decode().replace(old, new)
    assert changed != SMALL.decode()
    assert decode(changed.encode()) == decode(SMALL)


def test_jpeg() -> None:
    """The type jpeg is read as jpg, and PNG is taken: both exist only in batches."""
    data = encode("大促", JPEG, [("13811299999", "x")])
    assert decode(data.replace(b">jpg<", b">jpeg<"))[1] == JPEG
    png = draw("PNG")
    assert decode(encode("大促", png, [("13811299999", "x")]))[1] == png


@pytest.mark.parametrize(
    ("old", "new", "key", "where"),
    [
        ("mmsTitle>", "mmstitle>", "unexpected", "mmstitle"),
        ("mmsTextContent>", "mmsText>", "unexpected", "mmsText #1"),
        ("<mms>", "<mms xmlns='urn:x'>", "unexpected", "{urn:x}mms"),
        ("<mms>", "<mms version='1'>", "attributes", "mms"),
        ("<mmsMobile>", "<mmsMobile id='1'>", "attributes", "mmsMobile #1"),
        ("<mmsTitle>", "<mmsTitle><b/>", "unexpected_inside", "b"),
        ("</mmsTextContent>", "</mmsTextContent><x/>", "unexpected_inside", "x #1"),
        ("<mmsBody>", "<mmsBody><mmsMobile/>", "unexpected", "mmsMobile"),
        ("<mms>", "<mms>x", "stray", "mms"),
        ("<mmsBody>", "<mmsBody>x", "stray", "mmsBody"),
        ("</mmsMobile>", "</mmsMobile>x", "stray", "mmsBodyData #1"),
        ("</mmsBodyData>", "</mmsBodyData>x", "stray", "mmsBodyData #2"),
        ("</mmsBody>", "x</mmsBody>", "stray", "mmsBody"),
        ("</mmsBody>", "</mmsBody>x", "stray", "mms"),
        ("<mmsTextContent>%E5", "<mmsTextContent>100%, %E5", "percent", "mmsTextContent #1"),
        ("%00%1B", "%0", "percent", "mmsTextContent #2"),
        ("%E5%85%A8", "%FF", "not_utf8", "mmsTextContent #1"),
        ("%E5%85%A8", "%ED%A0%80", "not_utf8", "mmsTextContent #1"),
        ("<mmsTitle>", "<mmsTitle>%C0%80", "not_utf8", "mmsTitle"),
        ("13811299998", "138", "mobile", "mmsMobile #2"),
        ("13811299998", "", "mobile", "mmsMobile #2"),
        ("13811299998", "１３８１１２９９９９８", "mobile", "mmsMobile #2"),
        ("13811299998", "13811299998,13811299997", "mobile", "mmsMobile #2"),
        (">gif<", ">webp<", "picture_type", "mmsPictureType"),
        (">gif<", "><", "picture_type", "mmsPictureType"),
        (">gif<", ">png<", "not_its_type", "mmsPictureContent"),
        ("R0lGODdh", "R0lGODd", "base64", "mmsPictureContent"),
        ("R0lGODdh", "R0lGODdh====", "base64", "mmsPictureContent"),
        ("R0lGODdh", "R0lGOD-_", "base64", "mmsPictureContent"),
        ("R0lGODdh", "R0lG ODd", "plus_lost", "mmsPictureContent"),
        ("R0lGODdh", "R0lGODdi", "picture", "mmsPictureContent"),
        ("<mmsTitle>", "<mmsTitle>&unknown;", "xml", "line 3"),
        ("<mmsTitle>", "<mmsTitle>\x01", "xml", "line 3"),
        ("</mmsTitle>", "</mmsPictureType>", "xml", "line 3"),
    ],
)
def test_malformed(old: str, new: str, key: str, where: str) -> None:
    """Everything else is refused, and the sentence names the element."""
    changed = SMALL.decode().replace(old, new)
    assert changed != SMALL.decode()
    error = refuse(changed.encode())
    assert (error.sentence.key, error.where) == (f"batch.xml.{key}", where)
    assert where in str(error)


@pytest.mark.parametrize("name", ["mmsTitle", "mmsPictureType", "mmsPictureContent"])
def test_missing_header(name: str) -> None:
    """An element that is missing from the header is named by what stands in its place."""
    lines = [line for line in SMALL.decode().split("\n") if not line.startswith(f"<{name}")]
    assert f"where {name} is expected" in str(refuse("\n".join(lines).encode()))


def test_missing_at_the_end() -> None:
    """An element that is missing at the end of its parent is named."""
    assert "mms of the batch ends without mmsTitle" in str(refuse(b"<mms/>"))
    lone = "<mmsBodyData><mmsMobile>13811299999</mmsMobile></mmsBodyData>\n</mmsBody>"
    error = refuse(SMALL.decode().replace("</mmsBody>", lone).encode())
    assert error.where == "mmsBodyData #3"
    assert "without mmsTextContent" in str(error)


def test_no_recipients() -> None:
    """A body without recipients is refused."""
    head = SMALL[: SMALL.index(b"<mmsBodyData>")]
    assert refuse(head + b"</mmsBody></mms>").where == "mmsBody"


@pytest.mark.parametrize(
    "declared",
    [
        "<!DOCTYPE mms>",
        "<!DOCTYPE mms SYSTEM 'http://127.0.0.1:9/x.dtd'>",
        "<!DOCTYPE mms [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]>",
        "<!DOCTYPE mms [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>",
    ],
)
@pytest.mark.parametrize("step", [1, 5, 100_000])
def test_doctype(declared: str, step: int) -> None:
    """Any document type is refused before it is parsed, also where it is cut into chunks."""
    data = SMALL.replace(b"<mms>", declared.encode() + b"<mms>", 1)
    chunks = [data[start : start + step] for start in range(0, len(data), step)]
    assert refuse(*chunks).sentence.key == "batch.xml.doctype"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_other_encodings(encoding: str) -> None:
    """Another encoding is refused, so that no document type can hide in it."""
    refuse(SMALL.decode().replace("UTF-8", encoding).encode(encoding))


def test_deep() -> None:
    """Elements nested a million deep are refused."""
    refuse(b"<mms>" * 1_000_000)


@pytest.mark.parametrize("length", [batch_elements.MOST_CHARACTERS + 1, 30_000_000])
def test_long_text(length: int) -> None:
    """A text longer than any message is refused, also one that never ends."""
    data = SMALL.replace(b"<mmsTitle>", b"<mmsTitle>" + b"a" * length)
    refuse(data)
    refuse(data[: data.index(b"</mmsTitle>")])


def test_long_layout() -> None:
    """A million blanks are layout like one, and are read as quickly."""
    blanks = " " * 1_000_000
    title = f"<mmsTitle>%E5{blanks}\n{blanks[:9]}%8F%8C".encode()
    assert decode(SMALL.replace(b"<mmsTitle>%E5%8F%8C", title)) == decode(SMALL)
    refuse(SMALL.replace(b"<mmsTitle>%E5", f"<mmsTitle>\n.{blanks}.%E5".encode() + b"%"))


def test_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """More recipients than any batch has are refused on the way."""
    monkeypatch.setattr(batch_elements, "MOST_ENTRIES", 2)
    rows = [("13811299999", "x")] * 3
    assert refuse(encode("大促", GIF, rows)).sentence.key == "batch.xml.too_many"
    assert len(decode(encode("大促", GIF, rows[:2]))[2]) == 2


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    """No bytes at all bring anything but a sentence."""
    refuse(data)


@given(st.integers(0, len(SMALL) - 1), st.binary(max_size=3))
def test_damaged(position: int, patch: bytes) -> None:
    """A damaged document is read or refused; nothing else escapes."""
    data = SMALL[:position] + patch + SMALL[position + 1 :]
    try:
        _, picture, rows = decode(data)
    except DecodeError:
        return
    assert picture.kind == "gif"
    assert len(rows) == 2
