"""What every message takes, measured for everyone at once."""

from __future__ import annotations

import base64

from batch_making import large_picture, small_picture, words, write_list

from mmskit import PersonalBatch, Picture
from mmskit.limits import CONTENT_BYTES
from mmskit.personal.template import Template
from mmskit_gui import batch_measures
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
    index, template, measures = take(
        tmp_path, "您好{姓名}🎉", picture, ["长" * 50 + ",13900000001,1"]
    )
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
    assert measures.faults[4].reason.render("zh_CN")
    assert measures.find_next_fault(0, 1) == 4
    assert measures.find_next_fault(4, 1) == 4
    assert measures.find_next_fault(0, -1) == 4


def test_empty_texts_are_found(tmp_path):
    """A text of which nothing is left for somebody is found; without faults there is no next one."""
    rows = ["  ,13900000001,1", "甲,13900000002,1", ",13900000003,1"]
    _, _, measures = take(tmp_path, "{姓名}", small_picture(), rows)
    assert (measures.unusable, list(measures.faults)) == (2, [3, 5])
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


def test_verdict_is_that_of_the_sending(tmp_path):
    """Whoever is said to be left out is left out of what is sent, and nobody else."""
    rows = [
        " ,13900000001,1",
        "#N/A,13900000002,1",
        f"{words(20_000)},13900000003,1",
        "甲,13900000004,#REF!",
        "乙#,13900000005,1",
    ]
    text = "{?姓名:您好{姓名}}{积分}"
    index, _, measures = take(tmp_path, text, small_picture(), rows)
    batch = PersonalBatch("积分", small_picture(), text, index.listed)
    left_out = []
    (shard,) = batch.shards(on_bad_row=left_out.append)
    assert sorted(bad.row for bad in left_out) == [bad.row for bad in measures.faults.values()]
    assert [bad.row for bad in left_out] == [index.find_row(place) for place in measures.faults]
    assert shard.count == measures.good == len(index) - len(left_out) == 5


def test_many_faults_are_all_counted(tmp_path, monkeypatch):
    """Where there are more faults than are kept, every one of them still counts."""
    monkeypatch.setattr(batch_measures, "MOST_FAULTS", 2)
    rows = [f" ,1390000000{number}, " for number in range(5)]
    _, _, measures = take(tmp_path, "{姓名}", small_picture(), rows)
    assert (measures.unusable, len(measures.faults), measures.good) == (5, 2, 3)
