"""A thousand edits, taken back and done again, end in the very bytes they came from."""

from __future__ import annotations

import gc
import hashlib
import pickle
import random
import tracemalloc
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import moving, speech, still, tune
from PySide6.QtTest import QAbstractItemModelTester

import mmskit
from mmskit.media.plan import Crop, PicturePlan, SoundPlan
from mmskit_gui import editing
from mmskit_gui.document import Document
from mmskit_gui.models.frames import FramesModel

EDITS = 1_000
GROWTH = 50 << 20
"""Bytes that a thousand edits may take."""


@pytest.fixture(scope="module")
def media() -> tuple[list[mmskit.Picture], list[mmskit.Sound]]:
    """Pictures and sounds of every kind, each once in memory."""
    return (
        [
            mmskit.Picture(still(), "a.jpg"),
            mmskit.Picture(still("PNG", (120, 200)), "b.png"),
            mmskit.Picture(moving(), "c.gif"),
        ],
        [mmskit.Sound(tune(), "a.mid"), mmskit.Sound(speech(), "b.amr")],
    )


def freeze(message: mmskit.Message) -> bytes:
    """A digest of every byte of a message, the times too, which equality does not look at."""
    parts = [
        (
            frame.text,
            frame.seconds,
            frame.picture and (frame.picture.name, frame.picture.data),
            frame.sound and (frame.sound.name, frame.sound.data),
            frame.picture_source
            and (frame.picture_source.original.data, frame.picture_source.plan),
            frame.sound_source and (frame.sound_source.original.data, frame.sound_source.plan),
        )
        for frame in message.frames
    ]
    return hashlib.sha256(pickle.dumps((message.title, parts))).digest()


def make_edit(choose: random.Random, media, document: Document) -> None:
    """One edit of any kind, as a window would make it."""
    message = document.message
    count = len(message.frames)
    pictures, sounds = media
    at = choose.randrange(count) if count else 0
    some = sorted(choose.sample(range(count), choose.randint(1, count))) if count else []
    frame = mmskit.Frame(choose.choice(["", "一二三", "🎉" * 9]), choose.choice([*pictures, None]))
    edits: list[Callable[[], mmskit.Message]] = [
        lambda: editing.insert_frames(message, choose.randint(0, count), [frame] * 2),
        lambda: editing.set_title(message, f"标题 {choose.randrange(9)}"),
    ]
    if count:
        edits += [
            lambda: editing.delete_frames(message, some if count > 30 else some[:1]),
            lambda: editing.duplicate_frames(message, some[:2]),
            lambda: editing.move_frames(message, some, choose.randint(0, count))[0],
            lambda: editing.reverse_frames(message, some),
            lambda: editing.set_text(message, at, (message.frames[at].text or "") + "字"),
            lambda: editing.set_seconds(message, at, choose.choice([None, 1.0, 9.5])),
            lambda: editing.set_picture(message, at, choose.choice([*pictures, None])),
            lambda: editing.set_sound(message, at, choose.choice([*sounds, None])),
            lambda: editing.plan_picture(
                message, at, PicturePlan(choose.randrange(4), choose.choice([None, Crop(0.1)]))
            ),
            lambda: editing.plan_sound(message, at, SoundPlan(choose.choice([0.0, 0.25]))),
        ]
    key = choose.choice([None, None, "text/0", "title"])
    document.edit("edit", choose.choice(edits)(), select=tuple(some[:2]) or None, merge_key=key)


def test_a_thousand_edits_come_back_byte_for_byte(qapp, media):
    """Whatever was done and undone in between, each step of undo is the very bytes of before."""
    choose = random.Random(0)  # noqa: S311
    document = Document()
    model = FramesModel(document)
    stack = document.undo_stack
    seen: dict[int, bytes] = {0: freeze(document.message)}
    gc.collect()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        for _ in range(EDITS):
            make_edit(choose, media, document)
            for later in [index for index in seen if index > stack.count()]:
                del seen[later]
            seen[stack.index()] = freeze(document.message)
            for _ in range(choose.choice([0, 0, 0, 1, 3])):
                stack.undo()
                assert freeze(document.message) == seen[stack.index()]
            if choose.random() < 0.5:
                stack.redo()
                assert freeze(document.message) == seen[stack.index()]
        gc.collect()
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    last = stack.index()
    assert last > 100
    while stack.canUndo():
        stack.undo()
        assert freeze(document.message) == seen[stack.index()]
    assert document.message == mmskit.Message()
    while stack.canRedo():
        stack.redo()
        assert freeze(document.message) == seen[stack.index()]
    assert model.rowCount() == len(document.message.frames)
    assert grown < GROWTH


@given(seed=st.integers(0, 2**32 - 1), edits=st.integers(1, 25))
@settings(max_examples=40)
def test_any_edits_can_be_taken_back(qapp, media, seed, edits):
    """Any sequence of edits, undone to its beginning and redone to its end, is the same bytes."""
    choose = random.Random(seed)  # noqa: S311
    document = Document(mmskit.Message("始", [mmskit.Frame("一", media[0][0])]))
    model = FramesModel(document)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, document)
    first = freeze(document.message)
    for _ in range(edits):
        make_edit(choose, media, document)
    last = freeze(document.message)
    document.undo_stack.setIndex(0)
    assert freeze(document.message) == first
    document.undo_stack.setIndex(document.undo_stack.count())
    assert freeze(document.message) == last
