"""What stands where on a phone's screen: plain values, drawn by the canvas, the app and the page.

Lengths are logical pixels from the screen's top left corner; whoever draws multiplies them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from mmskit.media.picture import Picture
from mmskit.theme import DARK, LIGHT, Theme


@dataclass(frozen=True)
class Phone:
    """A phone to show a message on.

    Attributes:
        width: its screen, logical pixels.
        height: its screen, logical pixels.
        text_size: font size of a message's text, logical pixels.
        title_size: font size of the title, logical pixels.
        dark: whether the phone is in dark mode.
        text_first: whether the text stands above the picture.
    """

    width: int = 360
    height: int = 640
    text_size: float = 20
    title_size: float = 18
    dark: bool = False
    text_first: bool = False

    @property
    def theme(self) -> Theme:
        """Its colours."""
        return DARK if self.dark else LIGHT


STANDARD: Final = Phone()

PHONES: Final[Mapping[str, Phone]] = {
    "standard": STANDARD,
    "small": Phone(width=320, height=480, text_size=18, title_size=16),
    "tall": Phone(height=780),
    "large-text": Phone(text_size=28, title_size=24),
}
"""The phones that are offered by name."""


@dataclass(frozen=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height


@dataclass(frozen=True)
class Line:
    """One line of text in its place.

    Attributes:
        text: what it says; free of control characters, see :func:`mmskit.lines.neutralise`.
        x: its left end.
        baseline: where its letters stand.
        size: its font size.
        role: what it is, and so which colour it has.
    """

    text: str
    x: float
    baseline: float
    size: float
    role: Literal["title", "text", "more"] = "text"


@dataclass(frozen=True)
class PlacedPicture:
    """A picture in its place.

    Attributes:
        picture: the picture.
        box: where it goes, in its own proportions.
        at_seconds: the instant of its animation, from the moment its frame appeared; it starts
            over when it has come to its end.
    """

    picture: Picture
    box: Box
    at_seconds: float


@dataclass(frozen=True)
class Segment:
    """One part of the progress bar.

    Attributes:
        box: where it goes.
        filled: how much of it is past, 0 to 1.
    """

    box: Box
    filled: float


@dataclass(frozen=True)
class SoundMark:
    """The sign that a frame has a sound.

    Attributes:
        box: where it goes.
        seconds: the sound's length, or None where it cannot be told.
        large: whether the sound is all that the frame has; else it is a small pill.
        over_picture: whether it lies on the picture.
    """

    box: Box
    seconds: float | None
    large: bool = False
    over_picture: bool = False


@dataclass(frozen=True)
class Screen:
    """What a phone shows at one instant.

    Attributes:
        phone: the phone.
        number: the frame's number, from 1; 0 for a message without frames.
        count: how many frames there are.
        title_bar: where the title stands.
        lines: every line of text, the title's too, in reading order.
        picture: the picture, if the frame has one.
        segments: the progress bar, one part for each frame (one for all when there are many).
        sound: the sign of a sound, if the frame has one.
        thumb: the scroll mark, where the text is longer than its room.
        text_room: where the text stands, if the frame has one.
    """

    phone: Phone
    number: int
    count: int
    title_bar: Box
    lines: tuple[Line, ...] = ()
    picture: PlacedPicture | None = None
    segments: tuple[Segment, ...] = ()
    sound: SoundMark | None = None
    thumb: Box | None = None
    text_room: Box | None = None

    @property
    def band(self) -> Box | None:
        """The strip behind a picture that is narrower than the screen, from edge to edge."""
        if self.picture is None or self.picture.box.width > self.phone.width - 1:
            return None
        return Box(0, self.picture.box.y, self.phone.width, self.picture.box.height)

    @property
    def title(self) -> str:
        """The title as shown."""
        return " ".join(line.text for line in self.lines if line.role == "title")

    @property
    def text(self) -> tuple[str, ...]:
        """The text's lines as shown."""
        return tuple(line.text for line in self.lines if line.role == "text")

    @property
    def more(self) -> bool:
        """Whether text follows below what is shown."""
        return any(line.role == "more" for line in self.lines)
