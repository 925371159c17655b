"""One picture or sound made anew after its plan has changed."""

from __future__ import annotations

from dataclasses import replace

from making import message as small_message
from making import photo, speech, still, tone, tune
from scores import exported

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
    remake,
)
from mmskit.wire.content import find_size

PHOTO = Picture(photo((700, 500)), "sea.jpg")


def plan_picture(message: Message, **plan) -> Message:
    frame = message.frames[0]
    original = frame.picture_source.original if frame.picture_source else frame.picture
    assert original is not None
    source = PictureSource(original, PicturePlan(**plan))
    return remake(message.replace_frame(0, replace(frame, picture_source=source)), 1, "picture")


def plan_sound(sound: Sound, **plan) -> Frame:
    frame = Frame(None, None, sound, sound_source=SoundSource(sound, SoundPlan(**plan)))
    return remake(Message("t", [frame]), 1, "sound").frames[0]


def test_a_picture_that_was_not_fitted_is_only_prepared():
    """A turned JPEG stays as good as it was, and can be turned back to the original."""
    message = Message("t", [Frame(None, PHOTO)])
    turned = plan_picture(message, turns=1)
    picture = turned.frames[0].picture
    assert picture is not None
    assert (picture.width, picture.height) == (500, 700)
    back = plan_picture(turned)
    assert back == message
    assert back.frames[0].picture_source is None


def test_a_smaller_part_does_not_bound_a_larger_one():
    """After a crop was made wider again, nothing of the picture is given up."""
    message = Message("t", [Frame(None, PHOTO)])
    narrow = plan_picture(message, crop=Crop(0, 0, 0.2, 0.2))
    wide = plan_picture(narrow, crop=Crop(0, 0, 0.9, 0.9))
    assert wide == plan_picture(message, crop=Crop(0, 0, 0.9, 0.9))


def test_a_fitted_picture_keeps_its_bytes():
    """What had been made smaller has as much room as before."""
    fitted = fit(Message("t", [Frame(None, PHOTO)]), limit=20_000).message
    turned = plan_picture(fitted, turns=1)
    before, after = fitted.frames[0].picture, turned.frames[0].picture
    assert before is not None
    assert after is not None
    assert 0.8 * len(before.data) < len(after.data) <= len(before.data)
    assert after.height > after.width
    assert after.kind == "jpg"


def test_a_sound_that_is_cut_becomes_amr():
    """In the best mode, or the best that is allowed."""
    cut = plan_sound(Sound(tone(4.0), "talk.wav"), start=1.0).sound
    assert cut is not None
    assert (cut.kind, cut.facts.mode, cut.name) == ("amr", 12.2, "talk.amr")
    assert 2.5 < cut.seconds < 3.2
    capped = plan_sound(Sound(speech(2.0, 12_200)), bit_rate=5_900).sound
    assert capped is not None
    assert capped.facts.mode == 5.9


def test_a_sound_with_nothing_to_be_done_is_the_original():
    """Its source goes with it; MIDI has nothing to be cut or coded."""
    voice = Sound(tone(1.0))
    assert plan_sound(voice) == Frame(None, None, voice)
    song = Sound(tune())
    assert plan_sound(song, start=1.0, bit_rate=4_750).sound is song


def test_a_midi_that_had_been_made_smaller_stays_so():
    """A lock that is set, say, does not bring back what is not heard."""
    message = Message("t", [Frame(None, None, Sound(exported(8)))])
    small = fit(message, limit=find_size(message.frames) - 100).message
    source = small.frames[0].sound_source
    assert source is not None
    locked = replace(source, plan=SoundPlan(locked=True))
    asked = small.replace_frame(0, replace(small.frames[0], sound_source=locked))
    assert remake(asked, 1, "sound").frames[0].sound == small.frames[0].sound


def test_without_a_source_nothing_is_done():
    """There is no plan to carry out."""
    message = small_message()
    assert remake(message, 1, "picture") is message
    png = Message("t", [Frame(None, Picture(still("PNG")))])
    assert remake(png, 1, "picture") is png
