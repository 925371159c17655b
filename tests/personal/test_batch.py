"""Personalised batches: a template, a list, a picture and a title."""

from __future__ import annotations

import gc
import tracemalloc
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from urllib.parse import quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import mmskit
from mmskit.errors import (
    BundleError,
    InvalidMessageError,
    InvalidNumberError,
    RecipientListError,
    TemplateError,
)
from mmskit.limits import BATCH_BYTES, CONTENT_BYTES
from mmskit.media.picture import Picture
from mmskit.personal import PersonalBatch
from mmskit.personal.shards import Shard
from mmskit.recipients import BadRow, Recipient, read_recipients
from mmskit.texts import LANGUAGES
from mmskit.wire.batch import decode_batch
from mmskit.wire.content import decode_content

HAND_MADE_GIF = b64decode("R0lGODdhAQABAIAAAP8AAP///ywAAAAAAQABAAACAkQBADs=")
GIF = Picture(HAND_MADE_GIF)


def draw(kind: str, size: tuple[int, int] = (9, 5), **options: int) -> Picture:
    file = BytesIO()
    noise = Image.effect_noise(size, 90)
    noise.save(file, kind, **options)
    return Picture(file.getvalue())


def people(count: int) -> list[tuple[str, dict[str, str]]]:
    return [(f"138{row:08}", {"姓名": f"客户{row}"}) for row in range(count)]


def make(recipients: object, text: str = "尊敬的{姓名}", **options: object) -> PersonalBatch:
    chosen = {"title": "双十一", "picture": GIF, **options}
    return PersonalBatch(text=text, recipients=recipients, **chosen)  # type: ignore[arg-type]


def read(shard: Shard) -> list[tuple[str, str]]:
    return list(decode_batch(shard.chunks()).entries)


def find_codes(caught: pytest.ExceptionInfo[InvalidMessageError]) -> list[str]:
    for language in LANGUAGES:
        assert caught.value.render(language)
    return [problem.code for problem in caught.value.problems]


# --- what is written ---------------------------------------------------------------------------


def test_public_name() -> None:
    """The batch and its list are public names of the package."""
    assert mmskit.PersonalBatch is PersonalBatch
    assert mmskit.read_recipients is read_recipients


def test_list(tmp_path: Path) -> None:
    """A list, a template and a picture become one document with everybody's own text."""
    path = tmp_path / "list.csv"
    path.write_text("姓名,手机号\n张三,138-1129-9999\n李四,+86 13811299998\n", "gb18030")
    batch = make(read_recipients(path), "尊敬的{姓名}，{{5}} 折 100%")
    (shard,) = batch.shards()
    document = decode_batch(shard.chunks())
    assert (document.title, document.picture) == ("双十一", GIF)
    assert list(document.entries) == [
        ("13811299999", "尊敬的张三，{5} 折 100%"),
        ("13811299998", "尊敬的李四，{5} 折 100%"),
    ]
    assert (shard.number, shard.count) == (1, 2)


def test_any_iterable() -> None:
    """Pairs and recipients from a program do as well, also from a generator."""

    def given() -> Iterator[Recipient | tuple[str, Mapping[str, str]]]:
        yield "138 1129 9999", {"姓名": "张三", "unused": "x"}
        yield Recipient(7, "447874321404", {"姓名": "Ann"})
        yield Recipient(8, "+86 13811299998", {"姓名": "李四"})

    (shard,) = make(given()).shards()
    assert read(shard) == [
        ("13811299999", "尊敬的张三"),
        ("447874321404", "尊敬的Ann"),
        ("13811299998", "尊敬的李四"),
    ]


def test_no_fields() -> None:
    """A text without fields goes to everybody as it is; a byte-order mark in front is no text."""
    (shard,) = make(people(2), "\ufeff同一句话").shards()
    assert [said for _, said in read(shard)] == ["同一句话"] * 2


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), max_size=4),
    st.lists(
        st.fixed_dictionaries(
            {
                name: st.text(
                    st.characters(exclude_categories=["Cs"], exclude_characters="#"), max_size=20
                )
                for name in "ab"
            }
        ),
        min_size=1,
        max_size=5,
    ),
)
def test_any_text(literals: list[str], rows: list[dict[str, str]]) -> None:
    """Every text arrives as the template and the fields make it, and its size is exact."""
    doubled = [part.replace("{", "{{").replace("}", "}}") for part in literals]
    said = "x" + "{a}{b}".join(["", *doubled, ""])
    recipients = [(f"1381129{row:04}", fields) for row, fields in enumerate(rows)]
    (shard,) = make(recipients, said).shards()
    expected = []
    for number, fields in recipients:
        filled = "x" + (fields["a"] + fields["b"]).join(["", *literals, ""])
        expected.append((number, filled))
    assert read(shard) == expected
    assert shard.size == len(quote_plus(b"".join(shard.chunks())))


def test_lazy() -> None:
    """Nobody is read before the first shard is asked for, and few beyond the one that is taken."""
    asked = 0

    def given() -> Iterator[tuple[str, dict[str, str]]]:
        nonlocal asked
        for number, fields in people(10_000):
            asked += 1
            yield number, fields

    shards = make(given()).shards(max_recipients=1_000)
    assert asked == 0
    assert next(shards).count == 1_000
    assert asked < 2_000


# --- shards ------------------------------------------------------------------------------------


def test_limit_is_the_platform_s() -> None:
    """A submission has at most 100 MB, form-encoded."""
    assert BATCH_BYTES == 104_857_600


@given(st.integers(0, 40), st.sampled_from(["尊敬的{姓名}", "{姓名}", "a {姓名} ~%"]))
def test_cut_exactly(spare: int, said: str) -> None:
    """A shard is filled to the last byte as submitted, and not one byte further."""
    everybody = people(7)
    (whole,) = make(everybody, said).shards()
    empty = whole.size - len(_form(whole, 0, 7))
    limit = empty + len(_form(whole, 0, 3)) + spare
    shards = list(make(everybody, said).shards(max_bytes=limit))
    assert [shard.number for shard in shards] == list(range(1, len(shards) + 1))
    assert [entry for shard in shards for entry in read(shard)] == read(whole)
    assert shards[0].count == 3
    for shard in shards:
        assert shard.size == len(quote_plus(b"".join(shard.chunks()))) <= limit
        assert shard.count == len(read(shard))


def _form(shard: Shard, start: int, end: int) -> str:
    """Some entries of a shard as submitted, from the standard library."""
    body = b"".join(shard.chunks()).partition(b"<mmsBody>\n")[2]
    return quote_plus(b"".join(body.splitlines(keepends=True)[start:end]))


def test_cut_at_the_boundary() -> None:
    """One byte less than two recipients need makes two shards; exactly enough makes one."""
    (whole,) = make(people(2)).shards()
    assert len(list(make(people(2)).shards(max_bytes=whole.size))) == 1
    assert [shard.count for shard in make(people(2)).shards(max_bytes=whole.size - 1)] == [1, 1]


@pytest.mark.parametrize(
    ("count", "most", "counts"),
    [(5, 2, [2, 2, 1]), (4, 2, [2, 2]), (1, 1, [1]), (600, 257, [257, 257, 86])],
)
def test_most_recipients(count: int, most: int, counts: list[int]) -> None:
    """A shard has at most as many recipients as asked for, and none is empty."""
    shards = list(make(people(count)).shards(max_recipients=most))
    assert [shard.count for shard in shards] == counts
    assert [number for shard in shards for number, _ in read(shard)] == [
        number for number, _ in people(count)
    ]


def test_no_room_for_one() -> None:
    """A limit that does not hold one recipient is refused with both figures."""
    (whole,) = make(people(1)).shards()
    with pytest.raises(InvalidMessageError) as caught:
        next(make(people(1)).shards(max_bytes=whole.size - 1))
    assert find_codes(caught) == ["shard_too_small"]
    assert str(whole.size) in str(caught.value)


def test_no_recipients_at_a_time() -> None:
    """Shards of no recipients are a mistake of the program."""
    with pytest.raises(ValueError, match="at least 1"):
        make(people(1)).shards(max_recipients=0)


def test_again_and_interleaved() -> None:
    """A shard can be read as often as wanted, also twice at a time, and after the next one."""
    shards = list(make(people(4_000), "{姓名}" * 40).shards(max_recipients=2_000))
    first = b"".join(shards[0].chunks())
    assert len(first) > 1_500_000
    left, right = shards[0].chunks(), shards[0].chunks()
    pairs = list(zip(left, right, strict=True))
    assert all(one == other for one, other in pairs)
    assert b"".join(one for one, _ in pairs) == first
    assert read(shards[1])[-1][0] == people(4_000)[-1][0]


def test_constant_memory() -> None:
    """Ten times the recipients take no more memory than a tenth, but for remembering numbers."""

    def measure(count: int) -> int:
        rows = ((f"138{row:08}", {"姓名": "客户"}) for row in range(count))
        gc.collect()
        tracemalloc.start()
        for shard in make(rows, "尊敬的{姓名}" * 20).shards():
            zlib.crc32(b"".join(chunk[:1] for chunk in shard.chunks()))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    measure(100)
    assert measure(20_000) < measure(2_000) + 2 * 1024 * 1024


def test_write(tmp_path: Path) -> None:
    """A shard is written whole, in place of what was there, and leaves nothing beside it."""
    path = tmp_path / "批次 1.xml"
    path.write_text("old")
    (shard,) = make(people(3)).shards()
    shard.write(path)
    assert path.read_bytes() == b"".join(shard.chunks())
    assert list(tmp_path.iterdir()) == [path]


def test_write_nowhere(tmp_path: Path) -> None:
    """A place that cannot be written is a sentence."""
    (shard,) = make(people(1)).shards()
    with pytest.raises(BundleError, match="cannot be saved"):
        shard.write(tmp_path / "none" / "1.xml")


class _FullDisk(BytesIO):
    """A file on a disk without room."""

    def write(self, _: object) -> int:
        raise OSError(28, "No space left on device")


def test_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full when a shard is kept is a sentence, with the way out."""
    monkeypatch.setattr(
        "mmskit.personal.shards.tempfile.SpooledTemporaryFile", lambda _: _FullDisk()
    )
    monkeypatch.setattr("mmskit.personal.shards.tempfile.gettempdir", lambda: str(tmp_path))
    with pytest.raises(BundleError) as caught:
        list(make(people(2)).shards())
    assert f"{tmp_path} (No space left on device)" in str(caught.value)
    assert "TMPDIR" in caught.value.render("zh_CN")


def test_unreadable_file_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a shard's own file fails while it is written, the old file stands and no part is left."""
    path = tmp_path / "1.xml"
    path.write_text("old")
    (shard,) = make(people(2)).shards()

    def fail(_: int) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(shard._entries._file, "read", fail)
    with pytest.raises(BundleError, match="Input/output error"):
        shard.write(path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


# --- what is refused at once -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"title": ""}, "title_missing"),
        ({"title": "十" * 41}, "title_too_long"),
        ({"title": "a\ud800"}, "title_not_encodable"),
        ({"picture": draw("WEBP")}, "picture_kind"),
        ({"picture": draw("BMP")}, "picture_kind"),
        ({"picture": draw("PNG", (300, 200))}, "picture_too_large"),
        ({"text": "a\udfff"}, "template_not_encodable"),
        ({"text": " \n"}, "template_empty"),
        ({"text": ""}, "template_empty"),
    ],
)
def test_refused(options: dict[str, object], code: str) -> None:
    """Title, picture and text are judged before anybody is read."""

    def nobody() -> Iterator[Recipient]:
        raise AssertionError
        yield

    with pytest.raises(InvalidMessageError) as caught:
        make(nobody(), **{"text": "x", **options}).shards()
    assert find_codes(caught) == [code]


def test_everything_at_once() -> None:
    """All that is wrong with title, picture and text is said at once."""
    with pytest.raises(InvalidMessageError) as caught:
        make([], "a\udfff", title="", picture=draw("WEBP")).shards()
    assert find_codes(caught) == ["title_missing", "picture_kind", "template_not_encodable"]


def test_title_of_40() -> None:
    """40 characters are 40 characters, not bytes."""
    (shard,) = make(people(1), title="😀" * 40).shards()
    assert decode_batch(shard.chunks()).title == "😀" * 40


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF"])
def test_picture_kinds(kind: str) -> None:
    """A batch carries PNG, JPEG and GIF."""
    picture = draw(kind)
    (shard,) = make(people(1), picture=picture).shards()
    assert decode_batch(shard.chunks()).picture == picture


def test_damaged_picture() -> None:
    """A picture whose structure is sound but whose pixels cannot be read is refused."""
    picture = draw("PNG", (64, 64))
    start = picture.data.index(b"IDAT")
    length = int.from_bytes(picture.data[start - 4 : start])
    body = b"IDAT" + bytes(length)
    checked = body + zlib.crc32(body).to_bytes(4)
    broken = picture.data[:start] + checked + picture.data[start + 8 + length :]
    with pytest.raises(InvalidMessageError) as caught:
        make(people(1), picture=Picture(broken)).shards()
    assert find_codes(caught) == ["picture_damaged"]


def test_unknown_column(tmp_path: Path) -> None:
    """A field that the list lacks is refused when the batch is made, with what was meant."""
    path = tmp_path / "list.csv"
    path.write_text("手机号,姓名\n13811299999,张三\n", "utf-8")
    recipients = read_recipients(path)
    with pytest.raises(TemplateError, match="Did you mean “姓名”"):
        make(recipients, "{姓民}")
    with pytest.raises(TemplateError, match="full-width"):
        make(recipients, "｛姓名｝")
    with pytest.raises(TemplateError, match="without a }"):
        make(recipients, "{姓名")


# --- what is left out on the way ---------------------------------------------------------------


def shard_with_report(batch: PersonalBatch) -> tuple[list[tuple[str, str]], list[BadRow]]:
    bad: list[BadRow] = []
    entries = [entry for shard in batch.shards(on_bad_row=bad.append) for entry in read(shard)]
    for row in bad:
        assert all(row.render(language) for language in LANGUAGES)
    return entries, bad


def test_text_too_long() -> None:
    """A recipient's message of 51,200 bytes passes, one text byte more is named with the excess."""
    picture = draw("JPEG", (60, 60))
    assert picture.kind == "jpg"
    room = CONTENT_BYTES - len(b"1_1.txt,;1_2.jpg,") - len(b64encode(picture.data))
    fitting = "x" * (room // 4 * 3)
    content = (
        f"1_1.txt,{b64encode(fitting.encode()).decode()};1_2.jpg,{b64encode(picture.data).decode()}"
    )
    assert CONTENT_BYTES - 4 < len(content) <= CONTENT_BYTES
    assert decode_content(content)[0].text == fitting
    (shard,) = make([("13811299999", {"t": fitting})], "{t}", picture=picture).shards()
    assert read(shard) == [("13811299999", fitting)]

    rows = [("13811299998", {"t": "好"}), ("13811299999", {"t": fitting + "x"})]
    with pytest.raises(InvalidMessageError) as caught:
        list(make(rows, "{t}", picture=picture).shards())
    assert find_codes(caught) == ["text_too_long"]
    over = len(content) + 4 - CONTENT_BYTES
    assert f"row 2: picture and text take {CONTENT_BYTES + over} bytes, {over} over" in str(
        caught.value
    )
    entries, (bad,) = shard_with_report(make(rows, "{t}", picture=picture))
    assert entries == [("13811299998", "好")]
    assert (bad.row, bad.reason.figures["over"]) == (2, over)


def test_long_text_counts_bytes() -> None:
    """A Chinese character counts as the three bytes it is, not as its percent signs."""
    (shard,) = make([("13811299999", {"t": "好" * 12_000})], "{t}").shards()
    assert read(shard)[0][1] == "好" * 12_000
    with pytest.raises(InvalidMessageError, match="over the limit"):
        list(make([("13811299999", {"t": "好" * 12_800})], "{t}").shards())


@pytest.mark.parametrize("value", ["", " ", "\u3000\n"])
def test_empty_text(value: str) -> None:
    """A text that comes out empty is not sent."""
    rows = [*people(1), ("13811299999", {"姓名": value})]
    with pytest.raises(InvalidMessageError, match="row 2: the text is empty"):
        list(make(rows, "{姓名}").shards())
    entries, bad = shard_with_report(make(rows, "{姓名} "))
    assert (len(entries), [row.row for row in bad]) == (1, [2])


def test_half_a_character() -> None:
    """A lone surrogate in a field is refused with its row."""
    rows = [*people(2), ("13811299999", {"姓名": "a\ud83d"})]
    with pytest.raises(InvalidMessageError, match="row 3: the text holds half of a character"):
        list(make(rows).shards())
    entries, (bad,) = shard_with_report(make(rows))
    assert (len(entries), bad.row) == (2, 3)


def test_missing_field() -> None:
    """A recipient from a program who lacks a field is named by its row."""
    rows = [*people(1), ("13811299999", {"name": "x"})]
    with pytest.raises(TemplateError) as caught:
        list(make(rows).shards())
    assert str(caught.value).startswith("row 2: The text names the field “姓名”")
    assert caught.value.render("zh_CN").startswith("第 2 行")
    entries, (bad,) = shard_with_report(make(rows))
    assert (len(entries), bad.row) == (1, 2)


def test_bad_number() -> None:
    """A number that is none is named by its row."""
    rows = [*people(1), ("1.3811E+10", {"姓名": "x"}), Recipient(9, "x", {"姓名": "y"})]
    with pytest.raises(InvalidNumberError, match=r"row 2: .*Excel rounded"):
        list(make(rows).shards())
    entries, bad = shard_with_report(make(rows))
    assert (len(entries), [row.row for row in bad]) == (1, [2, 9])


@pytest.mark.parametrize("value", ["13800000001\n13800000002", "1380000000\n"])
def test_a_line_break_in_a_number(value: str) -> None:
    """A number with a line break inside is named by its row, and never taken for two."""
    rows = [*people(1), (value, {"姓名": "x"})]
    with pytest.raises(InvalidNumberError, match="row 2: "):
        list(make(rows).shards())
    entries, (bad,) = shard_with_report(make([*rows, ("13811299999", {"姓名": "y"})]))
    assert ([number for number, _ in entries], bad.row) == (["13800000000", "13811299999"], 2)


def test_twice() -> None:
    """A number is sent to once, in any spelling, also when a program gives it twice."""
    rows = [*people(1), ("+86 138 0000 0000", {"姓名": "x"})]
    assert rows[0][0] == "13800000000"
    with pytest.raises(InvalidMessageError, match="row 2: this number stands in row 1 already"):
        list(make(rows).shards())
    entries, (bad,) = shard_with_report(make(rows))
    assert (len(entries), bad.row) == (1, 2)


def test_bad_rows_of_a_list(tmp_path: Path) -> None:
    """The bad rows of a list stand in the list, or are told on the way with the batch's own."""
    path = tmp_path / "list.csv"
    long = "好" * 13_000
    path.write_text(
        f"手机号,姓名\nx,甲\n13811299999,乙\n13811299998,{long}\n13811299999,丙\n", "utf-8"
    )
    recipients = read_recipients(path)
    entries, bad = shard_with_report(make(recipients))
    assert entries == [("13811299999", "尊敬的乙")]
    assert sorted(row.row for row in bad) == [2, 4, 5]
    path.write_text("手机号,姓名\nx,甲\n13811299999,乙\n", "utf-8")
    recipients = read_recipients(path)
    (shard,) = make(recipients).shards()
    assert shard.count == 1
    assert [row.row for row in recipients.bad_rows] == [2]


def test_nobody() -> None:
    """A batch that nobody is left for is refused, not written empty."""
    with pytest.raises(InvalidMessageError, match="no recipients"):
        next(make([]).shards())
    with pytest.raises(InvalidMessageError, match="no recipients"):
        next(make([("x", {"姓名": ""})]).shards(on_bad_row=lambda _: None))


def test_list_gone(tmp_path: Path) -> None:
    """A list that is deleted on the way is a sentence."""
    path = tmp_path / "list.csv"
    path.write_text("手机号,姓名\n13811299999,乙\n", "utf-8")
    batch = make(read_recipients(path))
    path.unlink()
    with pytest.raises(RecipientListError):
        list(batch.shards())


def test_repr() -> None:
    """A batch shows no recipients in logs."""
    assert "13800000000" not in repr(make(people(1)))
    (shard,) = make(people(1)).shards()
    assert repr(shard) == f"Shard(number=1, count=1, size={shard.size})"
