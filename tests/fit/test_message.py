"""Whole messages made to fit."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import message as small_message
from making import moving, photo, speech, still, tone, tune
from PIL import Image

import mmskit
from mmskit.errors import MessageTooLargeError, UnsupportedMediaError
from mmskit.fit import fit
from mmskit.limits import CONTENT_BYTES
from mmskit.media import Picture, Sound
from mmskit.message import Frame, Message
from mmskit.texts import LANGUAGES, has
from mmskit.wire.content import encode_content

PHOTO = Picture(photo((700, 500)), "sea.jpg")
VOICE = Sound(tone(20.0), "voice.wav")


def drawing(width: int, height: int) -> bytes:
    """A PNG that is neither flat nor noisy."""
    bands = (
        Image.linear_gradient("L").resize((width, height)),
        Image.radial_gradient("L").resize((width, height)),
        Image.effect_noise((width, height), 20),
    )
    buffer = io.BytesIO()
    Image.merge("RGB", bands).save(buffer, "PNG")
    return buffer.getvalue()


LARGE = Message(
    "双十一大促",
    [
        Frame("全场五折", PHOTO, VOICE),
        Frame("扫码领券", Picture(drawing(500, 400), "card.png"), Sound(tune(), "jingle.mid")),
        Frame(None, Picture(still("PNG", (40, 40)), "logo.png"), Sound(speech(2.0), "hello.amr")),
        Frame("回复TD退订", Picture(moving(8), "coupon.gif")),
    ],
)


def test_a_message_that_is_fine_is_left_alone():
    """Nothing to do: the same message, no changes, and its real size."""
    given_message = small_message()
    fitted = fit(given_message)
    assert fitted.message is given_message
    assert fitted.changes == ()
    assert fitted.size == len(encode_content(given_message.frames))


def test_a_large_message_fits():
    """Everything comes under the limit, in kinds that frames carry, and the limit is well used."""
    fitted = fit(LARGE)
    content = encode_content(fitted.message.frames)
    assert len(content) == fitted.size
    assert 0.97 * CONTENT_BYTES < fitted.size <= CONTENT_BYTES
    assert mmskit.check(fitted.message) == []
    assert fitted.message.title == LARGE.title


def test_what_must_not_change_does_not():
    """Texts, MIDI, and media that have room as they are pass byte for byte."""
    frames = fit(LARGE).message.frames
    assert [frame.text for frame in frames] == [frame.text for frame in LARGE.frames]
    assert frames[1].sound == LARGE.frames[1].sound
    assert frames[2].sound == LARGE.frames[2].sound
    assert frames[3].picture == LARGE.frames[3].picture


def test_every_change_is_reported():
    """For each medium that differs there is one change, with its sizes and kinds, in both languages."""
    fitted = fit(LARGE)
    for change in fitted.changes:
        before = getattr(LARGE.frames[change.frame - 1], change.slot)
        after = getattr(fitted.message.frames[change.frame - 1], change.slot)
        assert (change.before_kind, change.before_bytes) == (before.kind, len(before.data))
        assert (change.after_kind, change.after_bytes) == (after.kind, len(after.data))
        assert all(has(note.key) for note in change.notes)
        for language in LANGUAGES:
            assert f"{change.after_bytes / 1024:.1f} KB" in change.render(language)
    different = {
        (number, slot)
        for number, (one, other) in enumerate(
            zip(LARGE.frames, fitted.message.frames, strict=True), 1
        )
        for slot in ("picture", "sound")
        if getattr(one, slot) != getattr(other, slot)
    }
    assert {(change.frame, change.slot) for change in fitted.changes} == different
    assert {(1, "picture"), (1, "sound"), (2, "picture"), (3, "picture")} == different


def test_the_report_reads_well():
    """A person reads what became of their picture in one line."""
    fitted = fit(Message("t", [Frame("x", Picture(drawing(1280, 960), "cat.png"))]), limit=12_000)
    said = str(fitted.changes[0])
    assert said.startswith("frame 1 picture: ")
    assert "1280×960 → " in said
    assert "quality " in said
    assert fitted.changes[0].render("zh_CN").startswith("第 1 帧图片：")
    assert fitted.message.frames[0].picture is not None
    assert fitted.message.frames[0].picture.name == "cat.jpg"


@settings(max_examples=12)
@given(
    limit=st.integers(400, 80_000),
    picks=st.lists(st.integers(0, 5), min_size=1, max_size=4),
    said=st.text(max_size=40),
)
def test_never_over_the_limit(limit, picks, said):
    """For any message and limit: it fits, and fitting again changes nothing; or it cannot fit."""
    media = [
        Frame(said, PHOTO),
        Frame(said, None, VOICE),
        Frame(None, Picture(drawing(90, 400))),
        Frame(None, Picture(moving(9, (90, 60)))),
        Frame(said, Picture(still("BMP")), Sound(speech(1.0, 12_200))),
        Frame(said or "x"),
    ]
    message = Message("t", [media[pick] for pick in picks])
    try:
        fitted = fit(message, limit=limit)
    except MessageTooLargeError as error:
        smallest = error.smallest
    else:
        assert fitted.size <= limit
        assert fitted.size == len(encode_content(fitted.message.frames))
        again = fit(fitted.message, limit=limit)
        assert again.message == fitted.message
        assert again.changes == ()
        return
    assert smallest > limit
    assert fit(message, limit=smallest).size <= smallest


def test_the_same_twice():
    """The same message and limit give the same message."""
    assert fit(LARGE, limit=30_000) == fit(LARGE, limit=30_000)


def test_a_logo_is_not_spoilt_for_a_photo():
    """A small picture gets all it can use; the photo has the rest."""
    logo = Picture(still("GIF", (60, 60)))
    fitted = fit(Message("t", [Frame(None, logo), Frame(None, PHOTO)]), limit=20_000)
    assert fitted.message.frames[0].picture == logo
    assert fitted.size > 0.97 * 20_000


def test_equal_photos_get_equal_shares():
    """Of two pictures of a kind neither is preferred."""
    other = Picture(photo((700, 500)), "sea too.jpg")
    fitted = fit(Message("t", [Frame(None, PHOTO), Frame(None, other)]), limit=30_000)
    one, two = (len(frame.picture.data) for frame in fitted.message.frames)
    assert one == pytest.approx(two, rel=0.1)


def test_a_short_sound_is_not_cut_for_a_long_one():
    """Where sounds must be cut, the long one is; the notes say so."""
    short = Sound(speech(2.0), "hello.amr")
    message = Message(
        "t", [Frame(None, None, Sound(tone(60.0), "talk.wav")), Frame("x", None, short)]
    )
    fitted = fit(message, limit=30_000)
    assert fitted.message.frames[1].sound == short
    (change,) = fitted.changes
    assert (change.frame, change.slot, change.after_kind) == (1, "sound", "amr")
    assert "sound.cut" in [note.key for note in change.notes]
    assert "cut from 60.0 s to " in str(change)


def test_speech_is_as_clear_as_pictures_are_good():
    """Beside a picture that looks good a voice gets a good mode; beside a poor one it stays whole."""
    card = Picture(drawing(300, 200), "card.png")
    message = Message("t", [Frame(None, card, Sound(tone(5.0), "talk.wav"))])
    rich, poor = (fit(message, limit=limit).message.frames[0].sound for limit in (60_000, 5_000))
    assert rich is not None
    assert poor is not None
    assert rich.facts.mode == 12.2
    assert poor.facts.mode == 4.75
    assert rich.seconds == pytest.approx(5.0, abs=0.1)
    assert poor.seconds == pytest.approx(5.0, abs=0.1)


def test_metadata_is_taken_out_of_what_already_fits():
    """A small JPEG that tells where it was taken loses that, and nothing else."""
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    message = Message("t", [Frame("x", Picture(still(exif=exif), "a.jpg"))])
    (change,) = fit(message).changes
    assert str(change.notes[0]) == "EXIF and other metadata removed"
    assert fit(message).message.frames[0].picture == Picture(still())


def test_what_cannot_fit_says_how_small_it_gets():
    """The error has the size that was reached, and names the largest parts."""
    frames = [Frame(f"{number}" * 900, PHOTO) for number in range(4)]
    with pytest.raises(MessageTooLargeError, match="frame 1 text 1\\.2 KB") as caught:
        fit(Message("t", frames), limit=5_000)
    error = caught.value
    assert error.size > 100_000
    assert error.limit == 5_000 < error.smallest < 10_000
    assert fit(Message("t", frames), limit=error.smallest).size <= error.smallest
    assert "最小只能压到" in error.render("zh_CN")


def test_texts_that_are_too_long_alone_are_refused():
    """Without any media there is nothing to make smaller: smallest is the size."""
    with pytest.raises(MessageTooLargeError) as caught:
        fit(Message("t", [Frame("字" * 30_000)]))
    assert caught.value.smallest == caught.value.size > CONTENT_BYTES


def test_a_midi_that_is_too_large_is_refused():
    """MIDI is never changed, so it may be what does not fit."""
    message = Message("t", [Frame(None, None, Sound(tune(4_000), "long.mid"))])
    with pytest.raises(MessageTooLargeError, match="frame 1 sound"):
        fit(message, limit=10_000)


def test_a_damaged_picture_names_its_frame():
    """The sentence begins with the frame, and names the file."""
    data = bytearray(drawing(300, 300))
    at = data.index(b"IDAT") + 4
    length = int.from_bytes(data[at - 8 : at - 4], "big")
    broken = bytes(data[:at]) + bytes(length)
    from zlib import crc32  # noqa: PLC0415 - for this one file

    broken += crc32(b"IDAT" + bytes(length)).to_bytes(4, "big") + bytes(data[at + length + 4 :])
    message = Message("t", [Frame("x"), Frame("y", Picture(broken, "poster.png"))])
    with pytest.raises(UnsupportedMediaError, match=r"frame 2: poster\.png: .*damaged") as caught:
        fit(message)
    assert caught.value.render("zh_CN").startswith("第 2 帧")


@pytest.mark.parametrize("frames", [[], [Frame()], [Frame("x"), Frame()]])
def test_other_peoples_problems_are_left_alone(frames):
    """No frames, empty frames and a missing title are for check to say."""
    message = Message("", frames)
    assert fit(message).message == message


def test_progress_goes_from_nothing_to_all():
    """Progress never falls, and ends with 1."""
    told: list[float] = []
    fit(LARGE, on_progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) > 5
    told.clear()
    fit(small_message(), on_progress=told.append)
    assert told == [1.0]


def test_seconds_stay():
    """How long the preview shows a frame is not fit's business."""
    message = Message("t", [Frame("x", PHOTO, seconds=8.0)])
    assert fit(message).message.frames[0].seconds == 8.0
