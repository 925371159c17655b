"""Plain lines of a batch are read as the parser reads them, and everything else is left to it."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from unittest import mock

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mmskit.errors import DecodeError
from mmskit.media.picture import Picture
from mmskit.wire import batch_lines
from mmskit.wire.batch import decode_batch, encode_batch

GIF = Picture(b64decode("R0lGODdhAQABAIAAAP8AAP///ywAAAAAAQABAAACAkQBADs="))
ROWS = [("13811299999", "尊敬的张三"), ("447874321404", "a b~_.-100%"), ("13811299998", "😀\0\n")]
SMALL = b"".join(encode_batch("大促", GIF, ROWS))
NEVER = re.compile(b"(?!)")

Outcome = tuple[list[tuple[str, str]], object]


def read(data: bytes, step: int = 1 << 16) -> Outcome:
    """What comes out, and how it ends."""
    found: list[tuple[str, str]] = []
    try:
        document = decode_batch(data[at : at + step] for at in range(0, len(data), step))
        for entry in document.entries:
            found.append(entry)  # noqa: PERF402 - an error must not lose what came before it
    except DecodeError as error:
        return found, (error.sentence.key, error.where, str(error))
    return found, document.title


def read_by_parser(data: bytes) -> Outcome:
    """The same without taking any line off."""
    with mock.patch.object(batch_lines, "_HEAD", NEVER):
        return read(data)


def compare(data: bytes, step: int = 1 << 16) -> None:
    """The parser gives up on a piece as a whole; what is in front of what is wrong may come before.

    That may be lines, or what is wrong with the header.
    """
    (found, end), (expected, wanted) = read(data, step), read_by_parser(data)
    if isinstance(end, tuple) and isinstance(wanted, tuple) and wanted[0] == "batch.xml.xml":
        assert end == wanted or not found
    else:
        assert end == wanted
    assert found[: len(expected)] == expected
    if isinstance(end, str):
        assert found == expected


@pytest.mark.parametrize("step", [1, 7, 100, 1 << 16])
def test_plain(step: int) -> None:
    """What we write is read without the parser, however it is cut."""
    with mock.patch("mmskit.wire.batch._pair_entries", return_value=iter(())):
        assert read(SMALL, step) == (ROWS, "大促")


LINE = b"<mmsBodyData><mmsMobile>13811299997</mmsMobile><mmsTextContent>%s</mmsTextContent></mmsBodyData>\n"


@pytest.mark.parametrize(
    "said",
    [
        *(
            b"%E5%BC%A0",
            b"%e5%bc%a0",
            b"",
            b"%25",
            b"%FF",
            b"%E5",
            b"%",
            b"%%",
            b"%%41",
            b"%4",
            b"%zz",
        ),
        *(
            b"a%",
            b"%3D%3d",
            b"=41",
            b"a+b",
            b"a b",
            b"&lt;",
            b"&#65;",
            b"<!-- -->",
            b"\xe5\xbc\xa0",
        ),
        *(b"<![CDATA[x]]>", b"\xff", b"%0A%09", b"\n", b"x\n  y", b"<b/>", b"%ED%A0%80", b"%C0%80"),
    ],
)
def test_like_the_parser(said: bytes) -> None:
    """A text of any kind is read or refused as the parser does, at the front and further on."""
    head, rest = SMALL.split(b"<mmsBody>\n")
    for data in (
        head + b"<mmsBody>\n" + LINE % said + rest,
        SMALL.replace(b"</mmsBody>", LINE % said + b"</mmsBody>"),
        SMALL.replace(b"</mmsBody>", LINE % said + LINE % b"z" + b"</mmsBody>"),
    ):
        for step in (50, 1 << 16):
            compare(data, step)


DAMAGE = (
    *(b"<!--", b"-->", b"<", b">", b"%", b"\n", b"</mmsBody>", b"<mmsBody>\n", b"</mms>", b"\0"),
    *(b"<mmsBodyData>", b"</mmsBodyData>\n", b"<![CDATA[", b"]]>", b"&amp;", b" ", b"\xff", b"="),
    *(b"<!DOCTYPE x>", b"<?x ?>", b"\t", b"1"),
)


@example([(0.62, b"<!--")])
@example([(0.75, b"<!--"), (0.25, b"")])
@given(
    st.lists(
        st.tuples(st.floats(0, 1), st.one_of(st.sampled_from(DAMAGE), st.binary(max_size=2))),
        max_size=3,
    )
)
def test_damaged(damage: list[tuple[float, bytes]]) -> None:
    """Whatever is put in anywhere, recipients and error are those of the parser."""
    data = SMALL
    for share, piece in damage:
        at = int(share * len(data))
        data = data[:at] + piece + data[at + 1 :]
    compare(data)


def test_where_it_is_wrong() -> None:
    """Lines and recipients are counted on behind those that were taken off."""

    def give() -> Iterator[bytes]:
        yield SMALL.replace(b"</mmsBody></mms>", b"")
        yield b"<mmsBodyData>\n<mmsMobile>x"

    found: list[object] = []
    with pytest.raises(DecodeError) as caught:
        found.extend(decode_batch(give()).entries)
    assert (caught.value.sentence.key, caught.value.where) == ("batch.xml.xml", "line 11")
    bad = SMALL.replace(b"</mmsBody>", LINE.replace(b"997", b"99x") % b"y" + b"</mmsBody>")
    assert read(bad)[1] == read_by_parser(bad)[1]
    assert "mmsMobile #4" in str(read(bad)[1])


def test_many() -> None:
    """Ten thousand lines, more than is read at a time, arrive in order."""
    rows = [(str(13800000000 + row), f"客户{row}") for row in range(10_000)]
    data = b"".join(encode_batch("大促", GIF, rows))
    assert read(data, 1 << 18) == (rows, "大促")
