"""check finds everything at once, worst first, in both languages."""

from __future__ import annotations

import pytest
from making import message, moving, photo, speech, still, tone, tune

import mmskit
from mmskit.check import check, find_errors
from mmskit.media import Picture, Sound
from mmskit.message import Frame, Message


def codes(subject: Message, **options) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.frame) for problem in check(subject, **options)]


def test_a_good_message_has_no_problems():
    """A message that can be sent has nothing to be said about."""
    assert check(message()) == []


def test_everything_is_found_at_once():
    """Nothing stops at the first problem; errors come before warnings, frame by frame."""
    bad = Message(
        "长" * 41,
        [
            Frame(
                picture=Picture(photo((1700, 900)), "a.jpg"),
                seconds=1,
                sound=Sound(tune(20), "b.mid"),
            ),
            Frame(),
            Frame("a\udc00", Picture(still("WEBP"), "cat.webp"), Sound(tone(), "c.wav")),
        ],
    )
    assert codes(bad) == [
        ("title_too_long", None),
        ("too_large", None),
        ("frame_empty", 2),
        ("text_not_encodable", 3),
        ("picture_kind", 3),
        ("sound_kind", 3),
        ("picture_huge", 1),
        ("sound_cut", 1),
    ]


def test_an_empty_message():
    """No title and no frames: both are said."""
    assert codes(Message()) == [("title_missing", None), ("no_frames", None)]
    assert codes(Message("  ", [Frame("x")])) == [("title_missing", None)]


def test_forty_characters_are_characters():
    """R6: forty Chinese characters, or forty emoji, are a title; forty-one are not."""
    for char in "好🎉":
        assert codes(Message(char * 40, [Frame("x")])) == []
        assert codes(Message(char * 41, [Frame("x")])) == [("title_too_long", None)]


def test_too_large_says_by_how_much_and_where():
    """The figures of an over-size message name each frame's share, and add up."""
    subject = Message("t", [Frame("x" * 30_000), Frame("y" * 20_000)])
    (problem,) = check(subject)
    assert problem.figures["size"] == problem.figures["limit"] + problem.figures["over"]
    assert problem.figures["shares"] == {1: 40_008, 2: 26_676}
    assert "frame 1 39.1 KB, frame 2 26.1 KB" in problem.render()
    assert "第 1 帧 39.1 KB、第 2 帧 26.1 KB" in problem.render("zh_CN")


def test_another_limit_can_be_given():
    """The limit is the caller's to lower or raise."""
    subject = Message("t", [Frame("x" * 600)])
    assert codes(subject, limit=808) == []
    assert codes(subject, limit=807) == [("too_large", None)]


def test_a_picture_whose_pixels_are_damaged_is_found():
    """A GIF of sound structure whose compressed pixels are rubbish does not get out."""
    whole = still("GIF")
    start = whole.index(b"\x2c", 13 + 3 * 2 ** ((whole[10] & 7) + 1)) + 10
    broken = whole[: start + 1] + b"\x04\xff\xff\xff\xff\x00\x3b"
    assert codes(Message("t", [Frame(picture=Picture(broken))])) == [("picture_damaged", 1)]


def test_hidden_data_is_worth_a_warning():
    """Trailing bytes and EXIF would go out too: a warning, not an error."""
    subject = Message("t", [Frame(picture=Picture(still() + b"trailing"))])
    assert codes(subject) == [("picture_metadata", 1)]
    assert find_errors(check(subject)) == []


def test_invisible_characters_are_worth_a_warning():
    """A right-to-left override can turn a price around: it is named."""
    (problem,) = check(Message("t", [Frame("价格 \u202e001")]))
    assert (problem.code, problem.severity) == ("text_controls", "warning")
    assert "U+202E" in problem.render()


def test_time_that_is_too_short_is_worth_a_warning():
    """A sound or animation that is longer than its frame's own time is said."""
    subject = Message("t", [Frame(picture=Picture(moving(10)), sound=Sound(speech(3)), seconds=1)])
    assert codes(subject) == [("animation_cut", 1), ("sound_cut", 1)]
    assert codes(Message("t", [Frame(picture=Picture(moving(10)), sound=Sound(speech(3)))])) == []


def test_a_midi_file_with_rubbish_inside_is_found():
    """A MIDI file of sound structure whose events cannot be read is an error, not a crash."""
    track = b"\x00\xff\x51\x03\x07\xa1\x20\x00\x55\x55"
    data = (
        b"MThd\x00\x00\x00\x06\x00\x00\x00\x01\x01\xe0MTrk" + len(track).to_bytes(4, "big") + track
    )
    try:
        sound = Sound(data)
    except mmskit.UnsupportedMediaError:
        return  # the structure's reader was already stricter
    assert codes(Message("t", [Frame(sound=sound)])) == [("sound_damaged", 1)]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_problem_is_a_sentence(language):
    """Every problem that check can find has a sentence in both languages."""
    bad = Message(
        "长\n" * 41,
        [Frame(), Frame("\ud800\u202e", Picture(still("BMP")), Sound(tone())), Frame("x" * 60_000)],
    )
    for problem in check(bad):
        said = problem.render(language)
        assert len(said) > 10
        assert "{" not in said
