"""Whole messages made to fit from their originals and plans."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import moving, photo, speech, still, tone, tune
from specimens import video

from mmskit import (
    Crop,
    Frame,
    Message,
    Picture,
    PicturePlan,
    PictureSource,
    Sound,
    SoundPlan,
    SoundSource,
    fit,
)
from mmskit.errors import MessageTooLargeError
from mmskit.wire.content import encode_content

PHOTO = Picture(photo((600, 450), 85), "sea.jpg")
OTHER = Picture(photo((600, 450), 85), "sea too.jpg")
PICTURES = [PHOTO, Picture(still("PNG", (80, 60)), "logo.png"), Picture(moving(5), "bar.gif")]
SOUNDS = [Sound(tone(3.0), "talk.wav"), Sound(speech(2.0, 12_200)), Sound(tune())]

PICTURE_PLANS = st.builds(
    PicturePlan,
    turns=st.integers(0, 3),
    crop=st.sampled_from([None, Crop(0.1, 0.2, 0.9, 0.7)]),
    still=st.booleans(),
    pace=st.sampled_from([1.0, 2.0]),
    sharp=st.booleans(),
    locked=st.booleans(),
)
SOUND_PLANS = st.builds(
    SoundPlan,
    start=st.sampled_from([0.0, 0.5]),
    end=st.sampled_from([None, 1.8]),
    bit_rate=st.sampled_from([None, 12_200, 5_900]),
    locked=st.booleans(),
)


def shown(picture: Picture, **plan) -> Frame:
    return Frame(None, picture, picture_source=PictureSource(picture, PicturePlan(**plan)))


@st.composite
def frames(draw) -> Frame:
    picture, sound = draw(st.sampled_from(PICTURES)), draw(st.sampled_from(SOUNDS))
    return Frame(
        draw(st.sampled_from([None, "全场五折"])),
        picture,
        draw(st.sampled_from([None, sound])),
        picture_source=draw(st.none() | st.builds(PictureSource, st.just(picture), PICTURE_PLANS)),
        sound_source=draw(st.none() | st.builds(SoundSource, st.just(sound), SOUND_PLANS)),
    )


@settings(max_examples=25)
@given(listed=st.lists(frames(), min_size=1, max_size=3), limit=st.integers(2_000, 60_000))
def test_fitting_what_was_fitted_changes_nothing(listed, limit):
    """For any plans: it fits, the originals are remembered, and once is enough."""
    message = Message("t", listed)
    try:
        fitted = fit(message, limit=limit)
    except MessageTooLargeError as error:
        smallest = error.smallest
    else:
        smallest = 0
    if smallest:
        assert smallest > limit
        return
    assert fitted.size == len(encode_content(fitted.message.frames)) <= limit
    again = fit(fitted.message, limit=limit)
    assert again.message == fitted.message
    assert again.changes == ()
    for before, after in zip(listed, fitted.message.frames, strict=True):
        plan = before.picture_source.plan if before.picture_source else PicturePlan()
        plain = after.picture == before.picture and plan == PicturePlan()
        expected = None if plain else PictureSource(before.picture, plan)
        assert after.picture_source == expected


def test_the_original_is_remembered():
    """A fitted message can be fitted to more room, and is as good as fitted at once."""
    message = Message("t", [Frame("x", PHOTO, SOUNDS[0])])
    small = fit(message, limit=10_000).message
    source = small.frames[0].picture_source
    assert source == PictureSource(PHOTO)
    assert fit(small, limit=40_000).message == fit(message, limit=40_000).message
    whole = fit(Message("t", [small.frames[0]]), limit=1_000_000)
    assert whole.message.frames[0].picture == PHOTO
    assert whole.message.frames[0].picture_source is None


def test_room_that_became_free_is_used():
    """Without the other frame, what was small is made anew from its original."""
    fitted = fit(Message("t", [Frame(None, PHOTO), Frame(None, OTHER)])).message
    alone = fit(fitted.remove(1))
    before, after = fitted.frames[0].picture, alone.message.frames[0].picture
    assert before is not None
    assert after is not None
    assert len(after.data) > 1.5 * len(before.data)
    (change,) = alone.changes
    assert (change.before_kind, change.before_bytes) == ("jpg", len(PHOTO.data))


def test_a_plan_is_carried_out():
    """A turned and cropped PNG, a trimmed WAV: told from the originals."""
    drawing = Picture(photo((400, 300)), "card.jpg")
    frame = Frame(
        None,
        drawing,
        SOUNDS[0],
        picture_source=PictureSource(drawing, PicturePlan(turns=1, crop=Crop(0, 0, 1, 0.5))),
        sound_source=SoundSource(SOUNDS[0], SoundPlan(start=1.0)),
    )
    fitted = fit(Message("t", [frame]))
    after = fitted.message.frames[0]
    assert after.picture is not None
    assert after.sound is not None
    assert after.picture.width / after.picture.height == pytest.approx(300 / 200, rel=0.03)
    assert after.sound.seconds == pytest.approx(2.0, abs=0.1)
    assert [change.before_kind for change in fitted.changes] == ["jpg", "wav"]
    assert "as planned" in str(fitted.changes[0])
    assert "converted from a WAV sound" in str(fitted.changes[1])
    assert "of 3.0 s" in str(fitted.changes[1])


def test_a_sharp_picture_gets_more():
    """Of two like pictures the sharp one has clearly more bytes."""
    fitted = fit(Message("t", [shown(PHOTO, sharp=True), Frame(None, OTHER)]), limit=40_000)
    one, two = (len(frame.picture.data) for frame in fitted.message.frames if frame.picture)
    assert one > 1.6 * two


def test_a_locked_picture_stays_byte_for_byte():
    """The others share what is left; where it is too large nothing fits."""
    small = fit(Message("t", [Frame(None, PHOTO)]), limit=9_000).message.frames[0]
    assert small.picture_source is not None
    locked = replace(small, picture_source=PictureSource(PHOTO, PicturePlan(locked=True)))
    fitted = fit(Message("t", [locked, Frame(None, OTHER)]))
    assert fitted.message.frames[0] == locked
    assert [change.frame for change in fitted.changes] == [2]
    assert fitted.size > 50_000
    with pytest.raises(MessageTooLargeError):
        fit(Message("t", [shown(PHOTO, locked=True)]))


def test_a_bit_rate_is_never_exceeded():
    """Also by AMR that would fit as it is, and where there is room for more."""
    voice = SOUNDS[1]
    frame = Frame(None, None, voice, sound_source=SoundSource(voice, SoundPlan(bit_rate=7_400)))
    fitted = fit(Message("t", [frame]))
    sound = fitted.message.frames[0].sound
    assert sound is not None
    assert sound.facts.mode == 7.4
    assert fitted.message.frames[0].sound_source == frame.sound_source


def test_without_sources_only_what_is_sent_is_left():
    """What is written by fit -o is as small as what is sent."""
    fitted = fit(Message("t", [Frame("x", PHOTO, SOUNDS[0], seconds=3)]), limit=20_000).message
    bare = fitted.without_sources()
    assert bare.frames[0].picture_source is bare.frames[0].sound_source is None
    assert encode_content(bare.frames) == encode_content(fitted.frames)
    assert bare.frames[0].seconds == 3


@pytest.mark.parametrize("start", [0.0, 1.0])
def test_a_film_becomes_its_sound_and_the_change_says_so(start):
    """Also where only a part of it is kept: from what to what, without its pictures, how long."""
    film = Sound(video(seconds=3.0), "film.mp4")
    frame = Frame(None, None, film, sound_source=SoundSource(film, SoundPlan(start=start)))
    fitted = fit(Message("t", (frame,)))
    (change,) = fitted.changes
    keys = [note.key for note in change.notes]
    assert keys[:2] == ["fit.converted", "sound.pictures_left_out"]
    assert ("fit.part_kept" in keys) == bool(start)
    assert fitted.message.frames[0].sound.kind == "amr"
    assert fitted.message.frames[0].sound.seconds == pytest.approx(3.0 - start, abs=0.15)
