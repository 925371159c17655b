"""Edits of a message: pure functions from one to another."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import message, moving, speech, still, tune

import mmskit
from mmskit.media.plan import PicturePlan, SoundPlan
from mmskit_gui import editing


def lettered(letters: str) -> mmskit.Message:
    return mmskit.Message("题", [mmskit.Frame(letter) for letter in letters])


def spell(message: mmskit.Message) -> str:
    return "".join(frame.text or "-" for frame in message.frames)


def test_frames_are_put_in_before_a_position():
    """Inserting at a position puts frames before the one that stands there."""
    assert spell(editing.insert_frames(lettered("ad"), 1, lettered("bc").frames)) == "abcd"


def test_frames_are_left_out():
    """Deleting leaves the others in their order."""
    assert spell(editing.delete_frames(lettered("abcde"), [3, 0])) == "bce"


def test_copies_stand_after_the_last_of_the_chosen():
    """Duplicating puts copies, in order, right after the last of them."""
    assert spell(editing.duplicate_frames(lettered("abcd"), [2, 0])) == "abcacd"


@pytest.mark.parametrize(
    ("chosen", "gap", "after", "where"),
    [
        ([0], 3, "bcad", (2,)),
        ([3], 0, "dabc", (0,)),
        ([0, 2], 4, "bdac", (2, 3)),
        ([1, 3], 0, "bdac", (0, 1)),
        ([1, 2], 2, "abcd", (1, 2)),
        ([0, 1, 2, 3], 2, "abcd", (0, 1, 2, 3)),
    ],
)
def test_frames_move_together_into_a_gap(chosen, gap, after, where):
    """Moved frames stand together in the gap, in their own order, and it is told where."""
    moved, stand = editing.move_frames(lettered("abcd"), chosen, gap)
    assert spell(moved) == after
    assert stand == where


@given(st.data())
def test_moving_loses_nothing(data):
    """Whatever is moved wherever: every frame is still there, and the others keep their order."""
    letters = "abcdefgh"[: data.draw(st.integers(1, 8))]
    chosen = data.draw(st.sets(st.integers(0, len(letters) - 1), min_size=1))
    gap = data.draw(st.integers(0, len(letters)))
    moved, where = editing.move_frames(lettered(letters), chosen, gap)
    after = spell(moved)
    assert sorted(after) == sorted(letters)
    assert [after[at] for at in where] == [letters[at] for at in sorted(chosen)]
    rest = [letter for at, letter in enumerate(letters) if at not in chosen]
    assert [letter for at, letter in enumerate(after) if at not in where] == rest


def test_the_chosen_are_turned_around_among_themselves():
    """Reversing some frames leaves the others where they are."""
    assert spell(editing.reverse_frames(lettered("abcde"), [0, 1, 4])) == "ebcda"


def test_an_empty_text_is_none():
    """An empty text is no text."""
    assert editing.set_text(lettered("a"), 0, "").frames[0].text is None


def test_the_message_given_is_never_changed():
    """Every edit leaves the message it was given as it was."""
    given_ = message()
    kept = replace(given_)
    editing.set_title(given_, "别的")
    editing.set_text(given_, 0, "别的")
    editing.set_seconds(given_, 0, 2)
    editing.set_picture(given_, 0, None)
    editing.set_sound(given_, 0, None)
    editing.plan_picture(given_, 0, PicturePlan(turns=1))
    editing.plan_sound(given_, 1, SoundPlan(start=0.1))
    assert given_ == kept


def test_a_plan_keeps_the_original():
    """Planning twice keeps the original that the person gave, and the newest plan."""
    first = message()
    original = first.frames[0].picture
    planned = editing.plan_picture(first, 0, PicturePlan(turns=1))
    planned = editing.plan_picture(planned, 0, PicturePlan(turns=2))
    frame = planned.frames[0]
    assert editing.find_original_picture(frame) is original
    assert editing.find_picture_plan(frame) == PicturePlan(turns=2)
    assert frame.picture is original, "what is sent stays until it is made anew"


def test_a_sound_plan_keeps_the_original():
    """The same for sounds."""
    planned = editing.plan_sound(message(), 1, SoundPlan(start=0.2))
    assert editing.find_sound_plan(planned.frames[1]) == SoundPlan(start=0.2)
    assert editing.find_original_sound(planned.frames[1]) == message().frames[1].sound


def test_nothing_can_be_planned_for_what_is_not_there():
    """A frame without picture and sound stays as it is."""
    plain = lettered("a")
    assert editing.plan_picture(plain, 0, PicturePlan(turns=1)) is plain
    assert editing.plan_sound(plain, 0, SoundPlan(start=1)) is plain
    assert editing.find_original_picture(plain.frames[0]) is None
    assert editing.find_sound_plan(plain.frames[0]) == SoundPlan()


def test_another_picture_forgets_the_plan():
    """A new picture or sound has no plan and no original but itself."""
    planned = editing.plan_picture(message(), 0, PicturePlan(turns=1))
    changed = editing.set_picture(planned, 0, mmskit.Picture(moving(), "new.gif"))
    assert changed.frames[0].picture_source is None
    planned = editing.plan_sound(message(), 1, SoundPlan(start=0.1))
    changed = editing.set_sound(planned, 1, mmskit.Sound(tune(), "new.mid"))
    assert changed.frames[1].sound_source is None


# --- what was made in the background


def make_all(asked: mmskit.Message) -> mmskit.Message:
    """As a fit does: other media, the same frames."""
    small = mmskit.Picture(still(size=(16, 16)), "small.jpg")
    return asked.replace_frames(
        replace(frame, picture=small) if frame.picture else frame for frame in asked.frames
    )


def test_what_was_made_is_taken():
    """Nothing was edited meanwhile: the outcome is taken as it is."""
    asked = message()
    made = make_all(asked)
    assert editing.merge_made(asked, asked, made) == made


def test_words_typed_meanwhile_are_kept():
    """A title, texts and times that were edited meanwhile stay; the media are taken."""
    asked = message()
    now = editing.set_text(editing.set_title(asked, "新"), 1, "改过")
    now = editing.set_seconds(now, 2, 7.0)
    merged = editing.merge_made(now, asked, make_all(asked))
    assert merged is not None
    assert merged.title == "新"
    assert merged.frames[1].text == "改过"
    assert merged.frames[2].seconds == 7.0
    assert merged.frames[0].picture.name == "small.jpg"


def test_times_alone_are_kept():
    """A time that was set meanwhile stays, though messages that differ in it are equal."""
    asked = message()
    now = editing.set_seconds(asked, 0, 2.5)
    merged = editing.merge_made(now, asked, make_all(asked))
    assert merged is not None
    assert merged.frames[0].seconds == 2.5


def test_another_picture_chosen_meanwhile_is_no_mix():
    """A picture that was replaced while it was being made is not overwritten."""
    asked = message()
    now = editing.set_picture(asked, 0, mmskit.Picture(moving(), "new.gif"))
    assert editing.merge_made(now, asked, make_all(asked)) is None


def test_frames_that_came_or_went_cannot_be_merged():
    """Where frames came or went it cannot be told what belongs where."""
    asked = message()
    now = editing.delete_frames(asked, [0])
    assert editing.merge_made(now, asked, make_all(asked)) is None


def test_a_sound_added_meanwhile_to_an_untouched_frame_stays():
    """A sound given meanwhile to a frame that was not made anew stays."""
    asked = message()
    now = editing.set_sound(asked, 2, mmskit.Sound(speech(), "v.amr"))
    merged = editing.merge_made(now, asked, make_all(asked))
    assert merged is not None
    assert merged.frames[2].sound.name == "v.amr"
