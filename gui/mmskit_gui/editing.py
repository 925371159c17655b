"""Edits of a message: each takes one and returns another. Pure, positions count from 0."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import mmskit
from mmskit.media.plan import PicturePlan, PictureSource, SoundPlan, SoundSource


def insert_frames(
    message: mmskit.Message, position: int, frames: Iterable[mmskit.Frame]
) -> mmskit.Message:
    """Put frames in before the one at a position."""
    return message.insert(position, *frames)


def delete_frames(message: mmskit.Message, positions: Collection[int]) -> mmskit.Message:
    """Leave frames out."""
    chosen = set(positions)
    return message.replace_frames(
        frame for index, frame in enumerate(message.frames) if index not in chosen
    )


def duplicate_frames(message: mmskit.Message, positions: Collection[int]) -> mmskit.Message:
    """Put copies right after the last of the frames, in their order."""
    chosen = sorted(positions)
    return message.insert(chosen[-1] + 1, *(message.frames[index] for index in chosen))


def move_frames(
    message: mmskit.Message, positions: Collection[int], gap: int
) -> tuple[mmskit.Message, tuple[int, ...]]:
    """Move frames together into a gap, keeping their order.

    Args:
        message: the message.
        positions: the frames to move.
        gap: before which frame of the message as it is now; its length for the end.

    Returns:
        The message, and where the frames stand now.
    """
    chosen = sorted(set(positions))
    start = gap - sum(1 for index in chosen if index < gap)
    rest = delete_frames(message, chosen)
    moved = rest.insert(start, *(message.frames[index] for index in chosen))
    return moved, tuple(range(start, start + len(chosen)))


def reverse_frames(message: mmskit.Message, positions: Collection[int]) -> mmskit.Message:
    """Turn the order of the chosen frames around; the others stay where they are."""
    chosen = sorted(set(positions))
    frames = list(message.frames)
    turned = [frames[index] for index in reversed(chosen)]
    for index, frame in zip(chosen, turned, strict=True):
        frames[index] = frame
    return message.replace_frames(frames)


def set_title(message: mmskit.Message, title: str) -> mmskit.Message:
    """Give the message another title."""
    return replace(message, title=title)


def set_text(message: mmskit.Message, position: int, said: str) -> mmskit.Message:
    """Give a frame another text; an empty one is none."""
    return _change(message, position, text=said or None)


def set_seconds(message: mmskit.Message, position: int, seconds: float | None) -> mmskit.Message:
    """Show a frame for so long in the preview; None for as long as it needs."""
    return _change(message, position, seconds=seconds)


def set_picture(
    message: mmskit.Message, position: int, picture: mmskit.Picture | None
) -> mmskit.Message:
    """Give a frame another picture, as it came, or none."""
    return _change(message, position, picture=picture, picture_source=None)


def set_sound(message: mmskit.Message, position: int, sound: mmskit.Sound | None) -> mmskit.Message:
    """Give a frame another sound, as it came, or none."""
    return _change(message, position, sound=sound, sound_source=None)


def plan_picture(message: mmskit.Message, position: int, plan: PicturePlan) -> mmskit.Message:
    """Want something else of a frame's picture. What is sent stays until it is made anew."""
    frame = message.frames[position]
    original = find_original_picture(frame)
    if original is None:
        return message
    return _change(message, position, picture_source=PictureSource(original, plan))


def plan_sound(message: mmskit.Message, position: int, plan: SoundPlan) -> mmskit.Message:
    """Want something else of a frame's sound. What is sent stays until it is made anew."""
    frame = message.frames[position]
    original = find_original_sound(frame)
    if original is None:
        return message
    return _change(message, position, sound_source=SoundSource(original, plan))


def find_original_picture(frame: mmskit.Frame) -> mmskit.Picture | None:
    """A frame's picture as the person gave it."""
    return frame.picture_source.original if frame.picture_source else frame.picture


def find_original_sound(frame: mmskit.Frame) -> mmskit.Sound | None:
    """A frame's sound as the person gave it."""
    return frame.sound_source.original if frame.sound_source else frame.sound


def find_picture_plan(frame: mmskit.Frame) -> PicturePlan:
    """What is wanted of a frame's picture."""
    return frame.picture_source.plan if frame.picture_source else PicturePlan()


def find_sound_plan(frame: mmskit.Frame) -> SoundPlan:
    """What is wanted of a frame's sound."""
    return frame.sound_source.plan if frame.sound_source else SoundPlan()


def merge_made(
    now: mmskit.Message, asked: mmskit.Message, made: mmskit.Message
) -> mmskit.Message | None:
    """Bring what was made in the background into a message that was edited meanwhile.

    Args:
        now: the message as it is.
        asked: the message that the work was given.
        made: what came of it, frame for frame.

    Returns:
        The message with the media that were made for frames whose media are still the same, or
        None where frames came, went or moved, so that it cannot be told what belongs where.
    """
    if now == asked:
        return replace(made, title=now.title, frames=_keep_times(now.frames, made.frames))
    if len(now.frames) != len(asked.frames):
        return None
    frames = []
    for current, before, after in zip(now.frames, asked.frames, made.frames, strict=True):
        changed = current
        if (current.picture, current.picture_source) == (before.picture, before.picture_source):
            changed = replace(changed, picture=after.picture, picture_source=after.picture_source)
        elif after != before:
            return None
        if (current.sound, current.sound_source) == (before.sound, before.sound_source):
            changed = replace(changed, sound=after.sound, sound_source=after.sound_source)
        elif after != before:
            return None
        frames.append(changed)
    return now.replace_frames(frames)


def _keep_times(
    times: Sequence[mmskit.Frame], frames: Sequence[mmskit.Frame]
) -> tuple[mmskit.Frame, ...]:
    """Frames with the preview times of others, which equality does not look at."""
    return tuple(
        replace(frame, seconds=timed.seconds) for timed, frame in zip(times, frames, strict=True)
    )


def _change(message: mmskit.Message, position: int, **changes: object) -> mmskit.Message:
    frame = replace(message.frames[position], **changes)  # type: ignore[arg-type]
    return message.replace_frame(position, frame)
