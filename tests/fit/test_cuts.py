"""What could be given up, and giving it up."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import message as small_message
from making import moving, photo, speech, still, tone, tune

from mmskit import (
    Frame,
    Message,
    Picture,
    PicturePlan,
    PictureSource,
    Sound,
    SoundPlan,
    SoundSource,
    apply_cut,
    find_cuts,
)
from mmskit.texts import LANGUAGES
from mmskit.wire.content import encode_content, find_size

PHOTO = Picture(photo((500, 400), 80), "sea.jpg")
MOVING = Picture(moving(8, (200, 150)), "bar.gif")
FRAMES = [
    Frame("a", PHOTO),
    Frame("b", MOVING, Sound(speech(6.0, 12_200), "voice.amr")),
    Frame("c", Picture(still("PNG", (300, 200)), "logo.png"), Sound(tune(), "song.mid")),
    Frame("d", None, Sound(tone(4.0), "talk.wav")),
]


def test_within_the_limit_nothing_is_cut():
    """There is nothing to suggest for a message that fits."""
    assert find_cuts(small_message()) == []
    assert find_cuts(Message("t", [Frame("x")]), limit=1) == []


def test_what_must_be_converted_comes_first():
    """A WAV and a PNG cost nothing to convert; then comes what is least missed."""
    cuts = find_cuts(Message("t", FRAMES), limit=10_000, most=9)
    kinds = [cut.kind for cut in cuts]
    assert kinds == sorted(kinds, key=lambda kind: kind != "convert")
    assert {(cut.frame, cut.slot) for cut in cuts if cut.kind == "convert"} == {
        (3, "picture"),
        (4, "sound"),
    }
    assert len({(cut.frame, cut.slot) for cut in cuts}) == len(cuts)
    assert len(find_cuts(Message("t", FRAMES), limit=10_000)) == 3


@settings(max_examples=15)
@given(limit=st.integers(500, 100_000), picks=st.lists(st.integers(0, 3), min_size=1, max_size=3))
def test_a_cut_saves_what_it_promises(limit, picks):
    """For any message and limit: what is applied saves at least so much, from the original."""
    message = Message("t", [FRAMES[pick] for pick in picks])
    cuts = find_cuts(message, limit=limit, most=8)
    assert bool(cuts) <= (find_size(message.frames) > limit)
    for cut in cuts:
        after = apply_cut(message, cut)
        assert cut.saves > 0
        assert find_size(message.frames) - find_size(after.frames) >= cut.saves
        frame, before = after.frames[cut.frame - 1], message.frames[cut.frame - 1]
        source = frame.picture_source if cut.slot == "picture" else frame.sound_source
        assert source is not None
        assert source.original is getattr(before, cut.slot)
        for language in LANGUAGES:
            assert f"{cut.saves / 1024:.1f} KB" in cut.render(language)


def test_a_lower_mode_is_exact_and_lasts():
    """The mode that is just enough is named, and kept in the plan."""
    voice = Frame("x", None, Sound(speech(10.0, 12_200)))
    message = Message("t", [voice])
    size = find_size(message.frames)
    (cut,) = find_cuts(message, limit=size - 3_000)
    after = apply_cut(message, cut)
    assert size - len(encode_content(after.frames)) == cut.saves >= 3_000
    source = after.frames[0].sound_source
    assert source is not None
    assert source.plan.bit_rate == cut.bit_rate
    assert "12.2 → " in str(cut)
    assert cut.render("zh_CN").startswith("声音（第 1 帧）12.2 → ")


def test_a_second_cut_starts_from_the_original():
    """Cutting what was cut costs its quality once."""
    message = Message("t", [Frame("x", PHOTO)])
    once = apply_cut(message, find_cuts(message, limit=30_000)[0])
    twice = apply_cut(once, find_cuts(once, limit=20_000)[0])
    source = twice.frames[0].picture_source
    assert source is not None
    assert source.original is PHOTO


def test_an_animation_can_stand_still():
    """Where nothing milder is enough, only its first picture is offered."""
    message = Message("t", [Frame(None, MOVING)])
    (cut,) = find_cuts(message, limit=find_size(message.frames) // 10)
    after = apply_cut(message, cut)
    picture, source = after.frames[0].picture, after.frames[0].picture_source
    assert cut.kind == "still"
    assert picture is not None
    assert not picture.animated
    assert source is not None
    assert source.plan.still


def test_what_is_locked_is_never_cut():
    """Nor is MIDI."""
    locked = Frame(
        "x",
        PHOTO,
        Sound(speech(6.0, 12_200)),
        picture_source=PictureSource(PHOTO, PicturePlan(locked=True)),
        sound_source=SoundSource(Sound(speech(6.0, 12_200)), SoundPlan(locked=True)),
    )
    message = Message("t", [locked, Frame(None, None, Sound(tune()))])
    assert find_cuts(message, limit=1_000) == []


def test_a_cut_of_nothing_is_a_mistake():
    """A message without that sound is another message."""
    message = Message("t", [Frame("x", PHOTO)])
    (cut,) = find_cuts(message, limit=20_000)
    with pytest.raises(ValueError, match="no picture"):
        apply_cut(Message("t", [Frame("x")]), cut)
