"""Which characters a font has, read from tables laid out by hand and from a real font."""

from __future__ import annotations

import struct

import pytest
from lettering import font_of, latin_font

from mmskit.media.drawing.cmap import NOTHING, read_coverage

GROUPS = struct.pack(">HHIII", 12, 0, 16 + 24, 0, 2) + struct.pack(
    ">6I", 0x61, 0x63, 1, 0x6C49, 0x6C49, 9
)
"""Format 12: a–c and 汉."""


def segments(*parts: tuple[int, int, int, int], glyphs: bytes = b"") -> bytes:
    """Format 4 from (start, end, delta, range offset)."""
    columns = list(zip(*parts, (0xFFFF, 0xFFFF, 1, 0), strict=True))
    count = len(parts) + 1
    starts, ends, deltas, ranges = (struct.pack(f">{count}H", *column) for column in columns)
    body = struct.pack(">HHHH", 2 * count, 0, 0, 0) + ends + b"\0\0" + starts + deltas + ranges
    return struct.pack(">HHH", 4, 6 + len(body) + len(glyphs), 0) + body + glyphs


def covered(tmp_path, data: bytes, index: int = 0):
    path = tmp_path / "font.ttf"
    path.write_bytes(data)
    return read_coverage(path, index)


def test_groups_are_read(tmp_path):
    """A table of format 12 tells its characters, and no others."""
    coverage = covered(tmp_path, font_of((3, 10, GROUPS)))
    assert coverage.has("abc汉")
    assert not any(coverage.has(char) for char in "`d汈汊")


def test_segments_are_read(tmp_path):
    """A table of format 4 tells its characters, and no others."""
    coverage = covered(
        tmp_path, font_of((3, 1, segments((0x61, 0x63, 1, 0), (0x6C49, 0x6C49, 5, 0))))
    )
    assert coverage.has("abc汉")
    assert not any(coverage.has(char) for char in "`d汈汊")


def test_a_hole_in_a_segment_is_no_character(tmp_path):
    """A character whose glyph number is 0 is not there, though its segment covers it."""
    glyphs = struct.pack(">HHH", 7, 0, 8)
    table = segments((0x61, 0x63, 0, 4), glyphs=glyphs)
    coverage = covered(tmp_path, font_of((3, 1, table)))
    assert [char for char in "abc" if coverage.has(char)] == ["a", "c"]


def test_a_delta_that_leads_to_nothing_is_no_character(tmp_path):
    """Glyph 0 reached through the delta is a missing character too."""
    coverage = covered(tmp_path, font_of((3, 1, segments((0x61, 0x62, 0x10000 - 0x61, 0)))))
    assert [char for char in "ab" if coverage.has(char)] == ["b"]


def test_the_wider_table_is_preferred(tmp_path):
    """With both tables the one for all of Unicode is read."""
    both = font_of((3, 1, segments((0x61, 0x61, 1, 0))), (3, 10, GROUPS))
    assert covered(tmp_path, both).has("汉")


def test_a_face_of_a_collection_is_read(tmp_path):
    """The second face of a collection has its own characters."""
    data = font_of((3, 10, GROUPS), collection=True)
    assert covered(tmp_path, data, 1).has("汉")
    assert not covered(tmp_path, data, 0).has("a")


def test_a_real_font_agrees(tmp_path):
    """Pillow's own font has Latin letters and no Chinese."""
    coverage = covered(tmp_path, latin_font())
    assert coverage.has("Hello, world!")
    assert not coverage.has("汉")


@pytest.mark.parametrize(
    "data", [b"", b"\0\1\0\0", b"no font at all, just text" * 9, b"ttcf" + b"\xff" * 40]
)
def test_what_is_no_font_has_nothing(tmp_path, data):
    """Any other file has no characters, and nothing escapes."""
    assert covered(tmp_path, data) == NOTHING


def test_a_font_cut_anywhere_is_survived(tmp_path):
    """However short a font is cut, reading it raises nothing."""
    whole = font_of((3, 10, GROUPS), (3, 1, segments((0x61, 0x63, 1, 0))))
    for length in range(len(whole)):
        covered(tmp_path, whole[:length])


def test_a_missing_file_has_nothing(tmp_path):
    """A font that is not there has no characters."""
    assert read_coverage(tmp_path / "none.ttf") == NOTHING
