"""A message and its frames. Frozen: an edit makes a new one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from mmskit.media.picture import Picture
from mmskit.media.plan import PictureSource, SoundSource
from mmskit.media.sound import Sound

DEFAULT_SECONDS = 5.0
"""How long the preview shows a frame that names no time of its own."""


@dataclass(frozen=True)
class Frame:
    """One screen of a message (第一帧, 第二帧 …): a text, a picture, a sound, or several of them.

    Attributes:
        text: what it says; an empty text is no text. A leading U+FEFF (byte-order mark) is no
            part of a text and is dropped. Source: MMS §2.3.
        picture: what it shows. While composing, any kind that :class:`Picture` reads; a message
            that is sent carries gif and jpg (see ``fit``).
        sound: what it plays. While composing, any kind that :class:`Sound` reads; a message that
            is sent carries mid and amr.
        seconds: how long the preview shows it, or None for the default. The platform knows no
            times: nothing of this is sent, and two frames that differ in it alone are equal.
        picture_source: the original that ``picture`` was made from and what was wanted of it;
            None where ``picture`` is itself the original and nothing special is wanted.
        sound_source: the same for ``sound``.
    """

    text: str | None = None
    picture: Picture | None = None
    sound: Sound | None = None
    seconds: float | None = field(default=None, compare=False)
    picture_source: PictureSource | None = None
    sound_source: SoundSource | None = None

    def __post_init__(self) -> None:
        cleaned = (self.text or "").removeprefix("\ufeff")
        object.__setattr__(self, "text", cleaned or None)

        if self.picture is None:
            object.__setattr__(self, "picture_source", None)
        if self.sound is None:
            object.__setattr__(self, "sound_source", None)

    @property
    def empty(self) -> bool:
        """Whether it has nothing to show or play."""
        return self.text is None and self.picture is None and self.sound is None


@dataclass(frozen=True)
class Message:
    """A title and its frames, in order.

    Attributes:
        title: 1 to 40 characters when it is sent. Source: MMS §2.1, R6.
        frames: numbered from 1 in everything that people and the platform see.
    """

    title: str = ""
    frames: Sequence[Frame] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "frames", tuple(self.frames))

    def insert(self, position: int, *frames: Frame) -> Message:
        """Return a message with frames put in before the frame at a position (from 0)."""
        kept = tuple(self.frames)
        return replace(self, frames=kept[:position] + frames + kept[position:])

    def remove(self, position: int) -> Message:
        """Return a message without the frame at a position (from 0)."""
        kept = tuple(self.frames)
        return replace(self, frames=kept[:position] + kept[position + 1 :])

    def move(self, position: int, to: int) -> Message:
        """Return a message with a frame moved, so that it stands at position ``to`` (from 0)."""
        return self.remove(position).insert(to, self.frames[position])

    def replace_frame(self, position: int, frame: Frame) -> Message:
        """Return a message with another frame at a position (from 0)."""
        return self.replace_frames(
            frame if index == position else kept for index, kept in enumerate(self.frames)
        )

    def without_sources(self) -> Message:
        """Return a message of what would be sent now, that remembers no originals and no plans."""
        return self.replace_frames(
            replace(frame, picture_source=None, sound_source=None) for frame in self.frames
        )

    def replace_frames(self, frames: Iterable[Frame]) -> Message:
        """Return a message with the same title and other frames."""
        return replace(self, frames=tuple(frames))
