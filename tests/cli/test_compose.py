"""check, fit, encode, decode, preview."""

from __future__ import annotations

import base64
import io
import sys

import pytest
from making import message, photo, still
from PIL import Image

from mmskit import Frame, Message, Picture, open_message, save_message


@pytest.fixture
def oversize(tmp_path):
    """A message with a large photo and a WebP."""
    subject = Message(
        "大图",
        [
            Frame("一", Picture(photo(), "a.jpg")),
            Frame(picture=Picture(still("WEBP", (300, 200)), "cat.webp")),
        ],
    )
    save_message(subject, tmp_path / "oversize")
    return tmp_path / "oversize"


def test_check_of_a_good_message(mmskit, saved):
    """A good message: one line, exit 0."""
    done = mmskit("check", saved)
    assert (done.code, done.err) == (0, "")
    assert "it can be sent" in done.out


def test_check_names_thing_place_and_way_out(mmskit, oversize):
    """Problems: a line each with frame and file, exit 1."""
    done = mmskit("check", oversize)
    assert done.code == 1
    assert "frame 2: cat.webp is" in done.out
    assert "fit converts it" in done.out
    assert "over the limit of 50.0 KB" in done.out


def test_check_as_json(mmskit, oversize):
    """--json gives the problems as data."""
    done = mmskit("check", oversize, "--json")
    assert done.code == 1
    assert done.json["sendable"] is False
    assert {problem["code"] for problem in done.json["problems"]} == {"too_large", "picture_kind"}
    assert done.json["size"] > done.json["limit"] == 51_200


def test_fit_says_what_it_would_do_and_saves_when_asked(mmskit, oversize, tmp_path):
    """Without -o nothing is written; with it the fitted message is, and the original stays."""
    before = {path.name: path.read_bytes() for path in oversize.iterdir()}
    dry = mmskit("fit", oversize)
    assert dry.code == 0
    assert "Nothing was saved" in dry.out
    done = mmskit("fit", oversize, "-o", tmp_path / "small.mmsx")
    assert done.code == 0
    assert "frame 1" in done.out
    assert {path.name: path.read_bytes() for path in oversize.iterdir()} == before
    assert mmskit("check", tmp_path / "small.mmsx").code == 0


def test_fit_as_json(mmskit, oversize):
    """--json gives every change as data."""
    changes = mmskit("fit", oversize, "--json").json["changes"]
    assert {(change["frame"], change["slot"]) for change in changes} == {
        (1, "picture"),
        (2, "picture"),
    }
    assert all(change["after"]["kind"] in {"jpg", "gif"} for change in changes)


def test_fit_never_overwrites_the_originals(mmskit, oversize):
    """-o onto the message itself is refused."""
    done = mmskit("fit", oversize, "-o", oversize)
    assert done.code == 2
    assert "originals" in done.err


def test_fit_into_too_little_says_the_smallest_size(mmskit, oversize):
    """What cannot fit ends with 1 and the smallest size that was reached."""
    done = mmskit("fit", oversize, "--limit", 200)
    assert done.code == 1
    assert "KB" in done.err or "bytes" in done.err


def test_encode_prints_the_content_and_nothing_else(mmskit, saved):
    """What encode prints can be piped as it is: no line break, no words."""
    done = mmskit("encode", saved)
    assert done.code == 0
    first = done.out.split(";")[0]
    assert base64.b64decode(first.removeprefix("1_1.txt,")).decode() == message().frames[0].text
    assert not done.out.endswith("\n")


def test_encode_refuses_what_must_be_fitted_first(mmskit, oversize):
    """An unfitted message is not encoded; with --fit it is."""
    assert mmskit("encode", oversize).code == 1
    done = mmskit("encode", oversize, "--fit")
    assert done.code == 0
    assert len(done.out) <= 51_200


def test_decode_gives_the_message_back(mmskit, saved, tmp_path):
    """Encode to a file, decode into a folder: the same message."""
    assert mmskit("encode", saved, "-o", tmp_path / "content.txt").code == 0
    done = mmskit(
        "decode", tmp_path / "content.txt", "-o", tmp_path / "back", "--title", "双十一大促"
    )
    assert done.code == 0
    assert open_message(tmp_path / "back") == message()


def test_decode_reads_standard_input(mmskit, saved, tmp_path, monkeypatch):
    """`-` is standard input."""
    content = mmskit("encode", saved).out.encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert mmskit("decode", "-", "-o", tmp_path / "back").code == 0
    assert open_message(tmp_path / "back").frames == message().frames


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"1_1.txt,YQ=", "1_1.txt"),
        (b"\xff\xd8\xff", "is not text"),
        (b"", "empty"),
        (None, "cannot be read"),
    ],
)
def test_decode_explains_what_is_wrong(mmskit, tmp_path, raw, said):
    """Content that is none is explained with its place; nothing is written."""
    path = tmp_path / "content"
    if raw is not None:
        path.write_bytes(raw)
    done = mmskit("decode", path, "-o", tmp_path / "out")
    assert done.code == 1
    assert said in done.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("name", "form"), [("p.png", "PNG"), ("p.gif", "GIF")])
def test_preview_writes_pictures(mmskit, saved, tmp_path, name, form):
    """A preview is a picture that other programs open."""
    assert mmskit("preview", saved, "-o", tmp_path / name).code == 0
    with Image.open(tmp_path / name) as picture:
        assert picture.format == form


def test_preview_writes_a_page_by_default(mmskit, saved, tmp_path, monkeypatch):
    """Without -o a page named after the message stands in the current folder."""
    monkeypatch.chdir(tmp_path)
    assert mmskit("preview", saved, "--dark", "--phone", "small").code == 0
    assert "全场五折" in (tmp_path / "message.html").read_text(encoding="utf-8")


def test_preview_of_an_unknown_kind_is_refused(mmskit, saved, tmp_path):
    """An extension that is none of the three is said."""
    done = mmskit("preview", saved, "-o", tmp_path / "p.docx")
    assert done.code == 1
    assert ".html" in done.err


@pytest.mark.parametrize("verb", ["check", "fit", "encode", "preview", "send"])
def test_a_message_that_is_not_there(mmskit, tmp_path, verb):
    """Every verb says that there is no message, with exit 1."""
    done = mmskit(
        verb, tmp_path / "none", *(["--to", "13811299999", "--yes"] if verb == "send" else [])
    )
    assert done.code == 1
    assert "There is no message" in done.err


def test_a_file_that_is_no_picture(mmskit, tmp_path):
    """A PDF that calls itself a picture is named with its frame."""
    folder = tmp_path / "bad"
    folder.mkdir()
    (folder / "message.toml").write_text("title = 't'\n[[frames]]\npicture = 'cat.jpg'\n")
    (folder / "cat.jpg").write_bytes(b"%PDF-1.4\n%...")
    done = mmskit("check", folder)
    assert done.code == 1
    assert done.err.startswith("frame 1: cat.jpg")
    assert "PDF" in done.err


@pytest.mark.parametrize("spelling", [("", ""), ("message.toml", ""), ("", "message.toml")])
def test_fit_knows_a_message_by_any_of_its_names(mmskit, oversize, spelling):
    """The folder and its message.toml are one message: neither overwrites the other."""
    before = {path.name: path.read_bytes() for path in oversize.iterdir()}
    given, output = (oversize / part if part else oversize for part in spelling)
    assert mmskit("fit", given, "-o", output).code == 2
    assert {path.name: path.read_bytes() for path in oversize.iterdir()} == before


def test_output_does_not_overwrite_a_message(mmskit, saved, tmp_path):
    """Encode and decode refuse to write where a message stands."""
    before = {path.name: path.read_bytes() for path in saved.iterdir()}
    assert mmskit("encode", saved, "-o", saved / "message.toml").code == 2
    (tmp_path / "content").write_text("1_1.txt,YQ==")
    assert mmskit("decode", tmp_path / "content", "-o", saved).code == 2
    assert {path.name: path.read_bytes() for path in saved.iterdir()} == before


def test_control_characters_do_not_reach_the_terminal(mmskit, tmp_path):
    """A title with an escape sequence cannot rewrite the screen."""
    save_message(Message("a\x1b[2Jb", [Frame("x")]), tmp_path / "m")
    done = mmskit("check", tmp_path / "m")
    assert "\x1b" not in done.out
    assert "a\ufffd[2Jb" in done.out
