"""The content of a message, against the document's table and an independent splitter."""

from __future__ import annotations

import base64
import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import message, moving, photo, speech, still, tune

from mmskit.errors import DecodeError, InvalidMessageError
from mmskit.media import Picture, Sound
from mmskit.message import Frame
from mmskit.wire.content import decode_content, encode_content, find_elements, find_size

TABLE = (Path(__file__).parent.parent / "golden" / "content_table_mms_2_3.txt").read_text()
TEXT = base64.b64encode("全场五折".encode()).decode()
GIF = base64.b64encode(moving(2)).decode()
JPG = base64.b64encode(still()).decode()
MID = base64.b64encode(tune(2)).decode()
AMR = base64.b64encode(speech(0.1)).decode()


def code_of(content: str) -> tuple[str, str]:
    """The refusal's code and place."""
    with pytest.raises(DecodeError) as caught:
        decode_content(content)
    assert caught.value.what == "content"
    assert caught.value.render("zh_CN")
    return caught.value.sentence.key.removeprefix("content."), caught.value.where


def test_the_names_are_the_documents():
    """MMS §2.3: three full frames have exactly the nine names of the table, in its order."""
    printed = re.findall(r"\d_\d\.\w+(?=,)", TABLE)
    frame = Frame("x", Picture(moving(2)), Sound(tune(1)))
    assert [element.name for element in find_elements([frame] * 3)] == printed
    content = encode_content([frame] * 3)
    assert [part.partition(",")[0] for part in content.split(";")] == printed


def test_the_documents_table_filled_with_real_data_parses():
    """The table's entries joined as the document says (rows after rows, by `;`) make a message."""
    filled = (
        ";".join(entry for row in TABLE.strip().splitlines()[1:] for entry in row.split("\t")[1:])
        .replace("base64 文本", TEXT)
        .replace("base64 图片", GIF)
        .replace("base64 音频", MID)
    )
    frames = decode_content(filled)
    assert [frame.text for frame in frames] == ["全场五折"] * 3
    assert {frame.picture.kind for frame in frames} == {"gif"}
    assert encode_content(frames) == filled


def test_a_shell_takes_it_apart(tmp_path):
    """tr, base64 and file, which know nothing of mmskit, find the very bytes in the content."""
    frames = message().frames
    script = """
        set -e
        printf '%s' "$(cat content)" | tr ';' '\\n' > entries
        echo >> entries
        while IFS=, read -r name data; do [ -n "$name" ] || continue; printf '%s' "$data" | base64 -d > "$name"; done < entries
    """
    (tmp_path / "content").write_text(encode_content(frames))
    subprocess.run(["bash", "-c", script], cwd=tmp_path, check=True)
    assert (tmp_path / "1_1.txt").read_text() == frames[0].text
    assert (tmp_path / "1_2.jpg").read_bytes() == frames[0].picture.data
    assert (tmp_path / "1_3.mid").read_bytes() == frames[0].sound.data
    assert (tmp_path / "2_2.gif").read_bytes() == frames[1].picture.data
    assert (tmp_path / "2_3.amr").read_bytes() == frames[1].sound.data
    assert sorted(path.name for path in tmp_path.glob("3_*")) == ["3_1.txt"]


def test_a_frame_leaves_out_what_it_lacks():
    """R7: no empty entries, consecutive numbers, no trailing `;`."""
    assert (
        encode_content([Frame("a"), Frame(picture=Picture(moving(2)))])
        == f"1_1.txt,YQ==;2_2.gif,{GIF}"
    )


def test_the_size_is_the_contents_length():
    """R9: the size is the length of the content as it is submitted."""
    frames = message().frames
    assert find_size(frames) == len(encode_content(frames))
    assert find_size([Frame("x" * n) for n in range(1, 12)]) == len(
        encode_content([Frame("x" * n) for n in range(1, 12)])
    )
    assert find_size([]) == 0


texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]))
frames_of_text = st.lists(texts.map(Frame).filter(lambda frame: frame.text), min_size=1, max_size=8)


@given(frames_of_text)
def test_any_text_round_trips(frames):
    """Any text (emoji, `;` `,` `%`, CR LF, U+202E …) comes back as it was."""
    assert decode_content(encode_content(frames)) == tuple(frames)


@pytest.mark.parametrize(
    "said",
    ["🎉👨‍👩‍👧", ";,;,", "100%25+%20", "a\r\nb\n", "\u202eabc", "<>&]]>", "\0\x01", "�", " \t "],
)
def test_awkward_texts_round_trip(said):
    """The awkward ones by name."""
    assert decode_content(encode_content([Frame(said)])) == (Frame(said),)


PICTURES = [None, Picture(still()), Picture(moving())]
SOUNDS = [None, Sound(tune()), Sound(speech(0.2))]


@settings(max_examples=50)
@given(
    st.lists(
        st.builds(Frame, texts, st.sampled_from(PICTURES), st.sampled_from(SOUNDS)),
        min_size=1,
        max_size=4,
    )
)
def test_whole_frames_round_trip(frames):
    """Pictures and sounds come back byte for byte."""
    full = [frame for frame in frames if not frame.empty] or [Frame("x")]
    assert decode_content(encode_content(full)) == tuple(full)


WHOLE = f"1_1.txt,{TEXT};1_3.mid,{MID};2_1.txt,{TEXT}"


@pytest.mark.parametrize("cut", range(len(WHOLE)))
def test_cut_at_any_byte(cut):
    """A content cut at any byte is refused, but where the cut leaves whole elements."""
    cut_off = WHOLE[:cut]
    last = cut_off.removesuffix(";").split(";")[-1]
    data = last.partition(",")[2]
    if last in WHOLE.split(";"):
        assert len(decode_content(cut_off)) in {1, 2}
    elif "_1.txt," in last and data and len(data) % 4 == 0:
        # Four letters of Base64 are one Chinese character: this is a shorter text, and a whole one.
        assert decode_content(cut_off)[-1].text == "全场五折"[: len(data) // 4]
    else:
        code, where = code_of(cut_off)
        assert code in {
            "no_comma",
            "bad_base64",
            "no_data",
            "not_utf8",
            "bad_name",
            "bad_media",
            "empty_element",
        }
        assert where


@pytest.mark.parametrize(
    "junk", ["x", ",", ";;", "<html>", ";1_2.gif", "\0", "=", ";3_1.txt", "%3B"]
)
def test_trailing_junk_is_refused(junk):
    """Anything behind the last element but white space and one `;` is refused."""
    code_of(WHOLE + junk)


@pytest.mark.parametrize(
    "written",
    [
        f"1_1.txt,{TEXT};",
        f" \r\n1_1.txt,{TEXT} ; \n",
        f"1_1.TXT,{TEXT}",
        f"1_1.txt,\r\n{TEXT[:4]}\r\n{TEXT[4:]}\r\n",
        f" 1_1.txt , {TEXT}",
    ],
)
def test_what_a_reader_tolerates(written):
    """R8: a trailing `;`, white space around and inside, extensions in upper case."""
    assert decode_content(written) == (Frame("全场五折"),)


@pytest.mark.parametrize("name", ["1_2.jpeg", "1_2.JPG", "1_2.Jpeg"])
def test_jpeg_is_read_as_jpg(name):
    """R8: `jpeg` is tolerated, in any case."""
    assert decode_content(f"{name},{JPG}")[0].picture.kind == "jpg"


@pytest.mark.parametrize(
    ("content", "code", "where"),
    [
        ("", "empty_element", "#1"),
        (";", "empty_element", "#1"),
        (f";1_1.txt,{TEXT}", "empty_element", "#1"),
        (f"1_1.txt,{TEXT};;2_1.txt,{TEXT}", "empty_element", "#2"),
        (f"1_1.txt,{TEXT}2_1.txt,{TEXT}", "missing_separator", "1_1.txt"),
        (f"1_1.txt {TEXT}", "no_comma", f"1_1.txt {TEXT}"),
        (f"01_1.txt,{TEXT}", "bad_name", "01_1.txt"),
        (f"0_1.txt,{TEXT}", "bad_name", "0_1.txt"),
        (f"１_1.txt,{TEXT}", "bad_name", "１_1.txt"),
        (f"1_1txt,{TEXT}", "bad_name", "1_1txt"),
        (f"1-1.txt,{TEXT}", "bad_name", "1-1.txt"),
        (f"../1_1.txt,{TEXT}", "bad_name", "../1_1.txt"),
        (f"1_4.txt,{TEXT}", "unknown_type", "1_4.txt"),
        (f"1_12.txt,{TEXT}", "unknown_type", "1_12.txt"),
        (f"1_12.gif,{GIF}", "unknown_type", "1_12.gif"),
        (f"1_02.gif,{GIF}", "unknown_type", "1_02.gif"),
        (f"1_1.gif,{GIF}", "wrong_extension", "1_1.gif"),
        (f"1_2.png,{GIF}", "wrong_extension", "1_2.png"),
        (f"1_3.mp3,{MID}", "wrong_extension", "1_3.mp3"),
        (f"1_1.txt,{TEXT};1_1.txt,{TEXT}", "duplicate", "1_1.txt"),
        (f"1_2.gif,{GIF};1_2.jpg,{JPG}", "duplicate", "1_2.jpg"),
        (f"2_1.txt,{TEXT}", "gap", "2_1.txt"),
        (f"1_1.txt,{TEXT};3_1.txt,{TEXT}", "gap", "3_1.txt"),
        (f"1_2.gif,{GIF};1_1.txt,{TEXT}", "wrong_order", "1_1.txt"),
        (f"1_1.txt,{TEXT};2_1.txt,{TEXT};1_3.mid,{MID}", "wrong_order", "1_3.mid"),
        ("1_1.txt,YQ=", "bad_base64", "1_1.txt"),
        ("1_1.txt,Y-_=", "bad_base64", "1_1.txt"),
        ("1_1.txt,YQ==YQ==", "bad_base64", "1_1.txt"),
        ("1_1.txt,全场五折", "bad_base64", "1_1.txt"),
        ("1_1.txt,", "no_data", "1_1.txt"),
        (f"1_2.gif,{JPG}", "not_its_extension", "1_2.gif"),
        (f"1_3.mid,{AMR}", "not_its_extension", "1_3.mid"),
        (f"1_2.gif,{TEXT}", "bad_media", "1_2.gif"),
        (f"1_3.amr,{MID}", "not_its_extension", "1_3.amr"),
        ("1_1.txt,77u/YQ==", "bom", "1_1.txt"),
        ("1_1.txt,sempw7v5", "not_utf8", "1_1.txt"),
    ],
)
def test_everything_else_is_refused_by_name(content, code, where):
    """R8: each mistake is an error of its own that names the element."""
    assert code_of(content) == (code, where)


def test_a_raw_plus_that_became_a_space_is_bad_base64():
    """The classic bug of clients: an unencoded + arrives as a space, and the data is short."""
    data = base64.b64encode(b"\xfb\xef\xbe" + "好".encode()).decode()
    assert "+" in data
    assert code_of(f"1_1.txt,{data.replace('+', ' ', 1)}")[0] == "bad_base64"


@given(st.text(alphabet="12_.,;txgifjpmdar= +/AQb\n"))
def test_no_content_breaks_the_reader(content):
    """Any text of the format's own characters is read or refused, nothing else."""
    try:
        frames = decode_content(content)
    except DecodeError:
        return
    assert decode_content(encode_content(frames)) == frames


@pytest.mark.parametrize(
    ("frames", "code"),
    [
        ([], "no_frames"),
        ([Frame()], "frame_empty"),
        ([Frame("a\ud800")], "text_not_encodable"),
        ([Frame(picture=Picture(still("PNG")))], "picture_kind"),
    ],
)
def test_what_cannot_be_written_is_said(frames, code):
    """Nothing malformed is ever written: the problems are named instead."""
    with pytest.raises(InvalidMessageError) as caught:
        encode_content(frames)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_the_size_of_what_cannot_be_written_is_known_all_the_same():
    """A picture that must still be converted counts as it stands."""
    data = still("PNG")
    assert find_size([Frame(picture=Picture(data))]) == len("1_2.png,") + len(
        base64.b64encode(data)
    )
    assert find_size([Frame(picture=Picture(photo()))]) > 51_200
