"""Paints a screen with Pillow: the phone as a person would see it."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw

from mmskit.errors import UnsupportedMediaError
from mmskit.lines import NEUTRAL, Measure
from mmskit.media.drawing.body import BODY_MARGIN, make_body
from mmskit.media.drawing.faces import Face, Fonts, Run
from mmskit.media.drawing.reel import Reel
from mmskit.media.drawing.screen import Box, Line, PlacedPicture, Screen, Segment, SoundMark
from mmskit.media.picture import Picture
from mmskit.texts import text
from mmskit.theme import Theme

_SMOOTH: Final = 4
"""Shapes are drawn this many times larger and scaled down, so that their edges are smooth."""


class Canvas:
    """Paints screens, one after another.

    Attributes:
        fonts: the fonts to write with.
        scale: pixels for each logical pixel.
        measure: the width of a text as it will be painted, in logical pixels.
    """

    def __init__(self, fonts: Fonts, scale: float = 1.0) -> None:
        self.fonts = fonts
        self.scale = scale
        self.measure: Measure = lru_cache(maxsize=1 << 14)(self._measure)
        self._reel: tuple[Picture, tuple[int, int], Reel] | None = None

    def _measure(self, said: str, size: float) -> float:
        return self.fonts.measure(said, size * self.scale) / self.scale

    def paint(self, screen: Screen) -> Image.Image:
        """Paint what is on the screen, without the phone around it.

        Raises:
            UnsupportedMediaError: the picture's pixels cannot be decoded; it names the frame.
        """
        theme = screen.phone.theme
        image = Image.new("RGB", self._find_size(screen), theme.screen)
        if screen.band is not None:
            self._paint_shape(image, screen.band, theme.well, radius=0)
        if screen.picture is not None:
            try:
                self._paint_picture(image, screen.picture)
            except UnsupportedMediaError as error:
                error.place = text("preview.at_frame", frame=screen.number)
                raise
        bar = screen.title_bar
        hairline = Box(bar.x, bar.bottom - 1, bar.width, 1)
        self._paint_shape(image, hairline, theme.screen_line, radius=0)
        colours = {"title": theme.screen_ink, "text": theme.screen_ink, "more": theme.screen_muted}
        for line in screen.lines:
            self.write(image, line, colours[line.role])
        for segment in screen.segments:
            self._paint_segment(image, segment, theme)
        if screen.thumb is not None:
            self._paint_shape(image, screen.thumb, theme.track, radius=2)
        if screen.sound is not None:
            self._paint_sound(image, screen.sound, theme)
        return image

    def paint_phone(self, screen: Screen, background: str) -> Image.Image:
        """Paint the screen in its phone, with a shadow, on a background."""
        shown = self.paint(screen)
        body, mask = make_body(shown.size, self.scale, screen.phone.theme)
        image = Image.new("RGB", body.size, background)
        image.paste(body, mask=body)
        place = round(BODY_MARGIN * self.scale)
        image.paste(shown, (place, place), mask)
        return image

    def _find_size(self, screen: Screen) -> tuple[int, int]:
        return round(screen.phone.width * self.scale), round(screen.phone.height * self.scale)

    def _find_pixels(self, box: Box) -> tuple[int, int, int, int]:
        """Left, top, right and lower edge in whole pixels, at least one pixel each way."""
        left, top = round(box.x * self.scale), round(box.y * self.scale)
        right, lower = round(box.right * self.scale), round(box.bottom * self.scale)
        return left, top, max(right, left + 1), max(lower, top + 1)

    def _paint_picture(self, image: Image.Image, placed: PlacedPicture) -> None:
        left, top, right, lower = self._find_pixels(placed.box)
        size = (right - left, lower - top)
        if self._reel is None or self._reel[:2] != (placed.picture, size):
            self._reel = (placed.picture, size, Reel(placed.picture, *size))
        shown = self._reel[2].at(placed.at_seconds)
        image.paste(shown, (left, top), shown)

    def _paint_segment(self, image: Image.Image, segment: Segment, theme: Theme) -> None:
        box = segment.box
        self._paint_shape(image, box, theme.track, radius=box.height / 2)
        if segment.filled > 0:
            past = Box(box.x, box.y, max(box.height, box.width * segment.filled), box.height)
            self._paint_shape(image, past, theme.accent, radius=box.height / 2)

    def _paint_sound(self, image: Image.Image, mark: SoundMark, theme: Theme) -> None:
        """A disc with a note when there is nothing else to see; else a pill in a corner."""
        size = 20.0 if mark.large else 15.0
        said = _say_length(mark.seconds)
        width = self.measure(said, size)
        box = mark.box
        if mark.large:
            self._paint_shape(image, box, theme.soft, radius=box.height / 2)
            note = Box(box.x + box.width * 0.28, box.y + box.height * 0.24, 58, 64)
            self._paint_note(image, note, theme.accent)
            line = Line(said, box.x + (box.width - width) / 2, box.bottom + 34, size)
            self.write(image, line, theme.screen_muted)
            return
        ground, ink = ("#000000", "#ffffff") if mark.over_picture else (theme.well, theme.muted)
        opacity = 0.62 if mark.over_picture else 1.0
        self._paint_shape(image, box, ground, radius=box.height / 2, opacity=opacity)
        whole = 15 + 5 + width
        left = box.x + (box.width - whole) / 2
        self._paint_note(image, Box(left, box.y + (box.height - 15) / 2, 14, 15), ink)
        self.write(image, Line(said, left + 20, box.y + box.height / 2 + 5.3, size), ink)

    def _paint_note(self, image: Image.Image, box: Box, colour: str) -> None:
        """Two heads, two stems and a beam, as a mask in the box."""
        left, top, right, lower = self._find_pixels(box)
        wide, high = (right - left) * _SMOOTH, (lower - top) * _SMOOTH
        mask = Image.new("L", (wide, high))
        draw = ImageDraw.Draw(mask)
        stem = max(1, round(wide * 0.09))
        head = (wide * 0.36, high * 0.28)
        for x, drop in ((0.0, 0.0), (wide - head[0], -high * 0.1)):
            low = high - 1 + drop
            draw.ellipse((x, low - head[1], x + head[0], low), fill=255)
            edge = x + head[0]
            draw.rectangle((edge - stem, high * 0.12, edge, low - head[1] / 2), fill=255)
        first, last = head[0] - stem, wide - 1
        beam = high * 0.2
        slope = high * 0.1
        draw.polygon([(first, slope), (last, 0), (last, beam), (first, beam + slope)], fill=255)
        image.paste(
            colour, (left, top), mask.resize((right - left, lower - top), Image.Resampling.BOX)
        )

    def _paint_shape(
        self, image: Image.Image, box: Box, colour: str, *, radius: float, opacity: float = 1.0
    ) -> None:
        """A rectangle with round corners; its edges may fall between pixels."""
        scale = self.scale
        left, top = int(box.x * scale), int(box.y * scale)
        size = (int(box.right * scale) - left + 2, int(box.bottom * scale) - top + 2)
        mask = Image.new("L", (size[0] * _SMOOTH, size[1] * _SMOOTH))
        fine = scale * _SMOOTH
        x, y = box.x * fine - left * _SMOOTH, box.y * fine - top * _SMOOTH
        ImageDraw.Draw(mask).rounded_rectangle(
            (x, y, x + max(0.0, box.width * fine - 1), y + max(0.0, box.height * fine - 1)),
            radius * fine,
            fill=round(255 * opacity),
        )
        image.paste(colour, (left, top), mask.resize(size, Image.Resampling.BOX))

    def write(self, image: Image.Image, line: Line, colour: str) -> None:
        """Write a line of text in its place."""
        x, size = line.x * self.scale, line.size * self.scale
        baseline = line.baseline * self.scale
        for run in self.fonts.split(line.text):
            if run.face is None:
                self._paint_dots(image, run, (x, baseline), size, colour)
            elif run.face.colour:
                _paint_emoji(image, run.face, run.text, (x, baseline), size)
            else:
                ImageDraw.Draw(image).text(
                    (x, baseline), run.text, fill=colour, font=run.face.open(size), anchor="ls"
                )
            x += self.fonts.measure(run.text, size)

    def _paint_dots(
        self, image: Image.Image, run: Run, place: tuple[float, float], size: float, colour: str
    ) -> None:
        """A quiet dot for each character that cannot be shown."""
        for index in range(run.text.count(NEUTRAL)):
            x = (place[0] + (index + 0.2) * size) / self.scale
            y = (place[1] - 0.66 * size) / self.scale
            across = 0.6 * size / self.scale
            self._paint_shape(
                image, Box(x, y, across, across), colour, radius=across / 2, opacity=0.3
            )


def encode_png(image: Image.Image) -> bytes:
    """Write an image as PNG."""
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def _say_length(seconds: float | None) -> str:
    """Minutes and seconds, as ``0:06``; a sound that is there is never ``0:00``."""
    if seconds is None:
        return "–:––"
    whole = max(1, round(seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def _paint_emoji(
    image: Image.Image, face: Face, said: str, place: tuple[float, float], size: float
) -> None:
    """Draw coloured emoji at the font's own size and scale them."""
    font = face.open(face.strike)
    wide = max(1, round(font.getlength(said)))
    high = round(face.strike * 1.3)
    tile = Image.new("RGBA", (wide, high))
    ImageDraw.Draw(tile).text(
        (0, face.strike), said, font=font, anchor="ls", embedded_color=True, fill="#000000"
    )
    factor = size / face.strike
    small = tile.resize(
        (max(1, round(wide * factor)), max(1, round(high * factor))), Image.Resampling.LANCZOS
    )
    image.paste(small, (round(place[0]), round(place[1] - size)), small)
