"""What every message takes, measured for everyone at once."""

from __future__ import annotations

import base64

from batch_making import large_picture, small_picture, words, write_list

from mmskit import Picture
from mmskit.limits import CONTENT_BYTES
from mmskit.personal.template import Template
from mmskit_gui.batch_draft import ListChoice
from mmskit_gui.batch_list import read_index
from mmskit_gui.batch_measures import fit_batch_picture, measure


def weigh(picture: Picture, said: str) -> int:
    """The equivalent content of one recipient, put together by hand. Source: R14."""
    parts = (("1_1.txt", said.encode()), (f"1_2.{picture.kind}", picture.data))
    return len(";".join(f"{name},{base64.b64encode(data).decode()}" for name, data in parts))


def take(tmp_path, text: str, picture: Picture, rows: list[str]):
    path = write_list(tmp_path / "list.csv", 3, rows=rows)
    index = read_index(ListChoice(path), lambda _: None)
    template = Template(text)
    return index, template, measure(index, template, picture, lambda _: None)


def test_sizes_are_those_of_the_content(tmp_path):
    """Every size is what the content of that message has, byte for byte."""
    picture = small_picture()
    index, template, measures = take(tmp_path, "您好{姓名}🎉", picture, ["长" * 50 + ",13900000001,1"])
    for place in range(len(index)):
        said = template.fill(index.find_fields(place))
        assert measures.find_size(place) == weigh(picture, said)
    assert measures.longest == 3


def test_too_long_at_the_very_byte(tmp_path):
    """A text that fills the room to the last byte fits; one that is longer is found."""
    picture = small_picture()
    room = (CONTENT_BYTES - weigh(picture, "")) // 4 * 3
    rows = ["x" * size + f",1390000000{at},1" for at, size in enumerate((room, room + 1))]
    _, _, measures = take(tmp_path, "{姓名}", picture, rows)
    assert weigh(picture, "x" * room) <= CONTENT_BYTES < weigh(picture, "x" * (room + 1))
    assert (measures.too_long, list(measures.faults)) == (1, [4])
    assert measures.faults[4].render("zh_CN")
    assert measures.find_next_fault(0, 1) == 4
    assert measures.find_next_fault(4, 1) == 4
    assert measures.find_next_fault(0, -1) == 4


def test_empty_texts_are_found(tmp_path):
    """A text of which nothing is left for somebody is found; without faults there is no next one."""
    rows = ["  ,13900000001,1", "甲,13900000002,1", ",13900000003,1"]
    _, _, measures = take(tmp_path, "{姓名}", small_picture(), rows)
    assert (measures.empty, list(measures.faults)) == (2, [3, 5])
    assert [measures.find_next_fault(place, 1) for place in (0, 3, 5)] == [3, 5, 3]
    _, _, measures = take(tmp_path, "您好{姓名}", small_picture(), rows)
    assert measures.find_next_fault(0, 1) is None


def test_picture_is_made_to_fit_beside_the_longest_text():
    """A large picture leaves just the room that the longest text needs; a small one stays as it is."""
    large, small = large_picture(), small_picture()
    assert fit_batch_picture(small, 3_000) == small
    said = words(1_500)
    fitted = fit_batch_picture(large, len(said.encode()))
    assert weigh(fitted, said) <= CONTENT_BYTES < weigh(large, said)
    assert weigh(fitted, said) > CONTENT_BYTES * 0.85
