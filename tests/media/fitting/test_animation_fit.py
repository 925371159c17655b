"""Animations made to fit, judged by Pillow and ffmpeg."""

from __future__ import annotations

import io

import av
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, ImageSequence, ImageStat

from mmskit.errors import MessageTooLargeError
from mmskit.media import Picture
from mmskit.media.fitting.animation_fit import AnimationFitter
from mmskit.media.fitting.cels import open_cels
from mmskit.media.fitting.picture_fit import fit_picture
from mmskit.texts import Text


def film(
    frames: int = 12,
    size: tuple[int, int] = (160, 120),
    milliseconds: int | list[int] = 120,
    kind: str = "GIF",
    **options: object,
) -> bytes:
    """A ball on a coloured ground, going from left to right."""
    bands = (
        Image.linear_gradient("L").resize(size),
        Image.radial_gradient("L").resize(size),
        Image.new("L", size, 120),
    )
    ground = Image.merge("RGB", bands).quantize(60)
    colours = [*(ground.getpalette() or []), *bytes(180)][:180]
    ground.putpalette([*colours, 255, 40, 40, 0, 40, 255])
    pictures = []
    for number in range(frames):
        image = ground.copy()
        left = number * (size[0] - 30) // max(1, frames - 1)
        draw = ImageDraw.Draw(image)
        draw.ellipse((left, 20, left + 30, 50), fill=60)
        draw.rectangle((0, 0, 3, 3), fill=60 + number % 2)  # no two frames are the same
        if kind != "GIF":
            image = image.convert("RGB")
        pictures.append(image)
    buffer = io.BytesIO()
    pictures[0].save(
        buffer,
        kind,
        save_all=True,
        append_images=pictures[1:],
        duration=milliseconds,
        **({"loop": 0} | options),
    )
    return buffer.getvalue()


def read_times(data: bytes) -> list[float]:
    """Seconds of each frame, as Pillow reads them."""
    with Image.open(io.BytesIO(data)) as image:
        return [frame.info["duration"] / 1000 for frame in ImageSequence.Iterator(image)]


FILM = film()


@pytest.mark.parametrize("max_bytes", [900, 2_500, 8_000, 15_000])
def test_it_stays_animated_and_keeps_its_time(max_bytes):
    """At any budget it is a GIF that moves, and a round takes as long as before."""
    fitted = fit_picture(FILM, max_bytes, name="ball.gif")
    times = read_times(fitted.data)
    assert len(fitted.data) <= max_bytes
    assert fitted.kind == "gif"
    assert len(times) > 1
    assert sum(times) == pytest.approx(12 * 0.12, rel=0.03)
    with Image.open(io.BytesIO(fitted.data)) as image:
        assert image.info["loop"] == 0


@settings(max_examples=15)
@given(
    times=st.lists(st.integers(2, 40), min_size=2, max_size=20),
    size=st.tuples(st.integers(8, 90), st.integers(8, 90)),
    max_bytes=st.integers(1_500, 20_000),
)
def test_time_is_kept_for_any_rhythm(times, size, max_bytes):
    """Whatever each frame's time, the round keeps its own, to a hundredth of a second."""
    data = film(len(times), size, [10 * time for time in times])
    fitted = fit_picture(data, max_bytes)
    assert len(fitted.data) <= max_bytes
    assert fitted.animated
    assert sum(read_times(fitted.data)) == pytest.approx(Picture(data).facts.seconds, abs=0.015)


def show(data: bytes, instant: float) -> Image.Image:
    """What is on show at an instant, as Pillow decodes it."""
    with Image.open(io.BytesIO(data)) as image:
        passed = 0.0
        for frame in ImageSequence.Iterator(image):
            passed += frame.info["duration"] / 1000
            if passed > instant:
                break
        return image.convert("RGB").resize((160, 120))


@pytest.mark.parametrize("instant", [0.03, 0.39, 0.75, 1.11, 1.38])
def test_the_ball_is_where_it_was(instant):
    """In a third of the bytes, at any instant, it shows the original's picture or one beside it."""
    shown = show(fit_picture(FILM, len(FILM) // 3).data, instant)
    errors = [
        ImageStat.Stat(ImageChops.difference(shown, show(FILM, max(0.0, instant + late)))).rms[0]
        for late in (-0.12, 0.0, 0.12)
    ]
    assert min(errors) < 15


def test_a_still_part_costs_little():
    """Ten times the frames of a picture in which nothing moves cost less than twice the bytes."""
    image = Image.effect_noise((100, 100), 80)
    one = image.copy()
    pictures = [image.copy() for _ in range(20)]
    for number, picture in enumerate(pictures):
        picture.paste(255 * (number % 2), (0, 0, 4, 4))
    buffers = []
    for some in (pictures[:2], pictures):
        buffer = io.BytesIO()
        one.save(buffer, "GIF", save_all=True, append_images=some, duration=100, loop=0)
        buffers.append(AnimationFitter(Picture(buffer.getvalue())).fit(1 << 20))
    few, many = buffers
    assert many.size == few.size == (100, 100)
    assert len(many.data) < 1.5 * len(few.data)


def test_a_flat_animation_loses_nothing_while_it_fits():
    """Few colours, all frames, full size: the pixels of every frame are the original's."""
    flat = io.BytesIO()
    frames = [Image.new("RGB", (120, 80), "#ffe") for _ in range(8)]
    for number, frame in enumerate(frames):
        ImageDraw.Draw(frame).rectangle((number * 12, 10, number * 12 + 20, 60), fill="#03a")
    frames[0].save(flat, "GIF", save_all=True, append_images=frames[1:], duration=90, loop=0)
    fitted = AnimationFitter(Picture(flat.getvalue())).fit(len(flat.getvalue()))
    assert fitted is not None
    with Image.open(io.BytesIO(fitted.data)) as image:
        shown = [frame.convert("RGB").tobytes() for frame in ImageSequence.Iterator(image)]
    assert shown == [frame.tobytes() for frame in frames]


def test_nothing_that_moves_still_is_an_animation():
    """Frames that are all the same give two frames with the whole time between them."""
    buffer = io.BytesIO()
    frames = [Image.new("RGB", (40, 30), "red") for _ in range(4)]
    frames[1].putpixel((0, 0), (254, 0, 0))
    frames[3].putpixel((0, 0), (253, 0, 0))
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:], duration=100, loop=0)
    padded = buffer.getvalue() + b"\0" * 5_000
    assert Picture(padded).animated
    rendition = AnimationFitter(Picture(padded)).fit(400)
    assert rendition is not None
    assert len(read_times(rendition.data)) > 1
    assert sum(read_times(rendition.data)) == pytest.approx(Picture(padded).facts.seconds, abs=0.02)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_animations_become_gif(kind):
    """An animated PNG or WebP is converted and goes on moving."""
    fitted = fit_picture(film(6, kind=kind), 20_000, name="ball.png")
    assert (fitted.kind, fitted.name, fitted.facts.frames) == ("gif", "ball.gif", 6)
    assert sum(read_times(fitted.data)) == pytest.approx(0.72, abs=0.01)


def test_what_plays_once_plays_once():
    """Without a loop in the original there is none in the result."""
    data = film(6, (200, 200))
    at = data.index(b"!\xff\x0bNETSCAPE")
    once = data[:at] + data[at + 19 :]
    fitted = fit_picture(once, len(once) // 2)
    with Image.open(io.BytesIO(fitted.data)) as image:
        assert "loop" not in image.info


def test_ffmpeg_plays_the_result():
    """Another decoder finds the frames that Pillow finds."""
    fitted = fit_picture(FILM, 6_000)
    with av.open(io.BytesIO(fitted.data), format="gif") as file:
        count = sum(1 for _ in file.decode(video=0))
    assert count == fitted.facts.frames


def test_thinning_is_told():
    """The notes say how many frames were kept of how many."""
    rendition = AnimationFitter(Picture(FILM)).fit(1_500)
    assert rendition is not None
    noted = {note.key: note.figures for note in rendition.notes}
    assert noted["fit.frames_kept"]["frames"] == 12
    assert noted["fit.frames_kept"]["kept"] < 12


def test_a_long_animation_is_thinned_before_it_is_held():
    """Of hundreds of frames only so many are in memory, and none of the time is lost."""
    data = film(300, (60, 45), 40)
    cels = open_cels(Picture(data))
    assert len(cels.cels) <= 48
    assert cels.frames == 300
    assert cels.seconds == pytest.approx(12.0)
    assert cels.find_at(11.99) == len(cels.cels) - 1
    assert cels.find_at(-1) == 0


def test_frames_that_come_too_fast_are_joined():
    """WebP knows delays that viewers of a GIF would stretch: those frames are joined instead."""
    fitted = fit_picture(film(20, (60, 40), 15, "WEBP"), 20_000)
    assert min(read_times(fitted.data)) >= 0.02
    assert sum(read_times(fitted.data)) == pytest.approx(0.3, abs=0.02)


def test_what_cannot_move_in_so_few_bytes_is_refused():
    """There is a smallest animation, and it is told; it can be reached."""
    with pytest.raises(MessageTooLargeError) as caught:
        fit_picture(FILM, 60)
    smallest = caught.value.smallest
    assert 60 < smallest < 1_500
    assert len(fit_picture(FILM, smallest).data) <= smallest
    assert fit_picture(FILM, smallest).animated


def test_the_same_twice():
    """The same animation and budget give the same bytes."""
    assert fit_picture(FILM, 5_000).data == fit_picture(FILM, 5_000).data


@settings(max_examples=12, deadline=None)
@given(
    frames=st.integers(2, 16),
    size=st.tuples(st.integers(8, 200), st.integers(8, 200)),
    milliseconds=st.integers(2, 40).map(lambda hundredths: 10 * hundredths),
    max_bytes=st.integers(800, 12_000),
    kind=st.sampled_from(["GIF", "PNG", "WEBP"]),
)
def test_the_laws_of_fitting(frames, size, milliseconds, max_bytes, kind):
    """Never over the limit; the same twice; fitting what was fitted changes nothing."""
    data = film(frames, size, milliseconds, kind)
    fitted = fit_picture(data, max_bytes)
    assert len(fitted.data) <= max_bytes
    assert fitted.data == fit_picture(data, max_bytes).data
    assert fit_picture(fitted.data, max_bytes).data == fitted.data
    assert not fitted.facts.metadata
    assert not fitted.facts.trailing


def judge(data: bytes, original: bytes) -> float:
    """How far an animation is from the original, root mean square over instants, of 255."""
    errors = []
    seconds = Picture(original).facts.seconds or 0.0
    for number in range(12):
        instant = (number + 0.5) * seconds / 12
        shown = show(data, instant)
        around = [show(original, max(0.0, instant + late)) for late in (-0.08, 0.0, 0.08)]
        errors.append(
            min(sum(ImageStat.Stat(ImageChops.difference(shown, each)).rms) / 3 for each in around)
        )
    return sum(errors) / len(errors)


@settings(max_examples=6, deadline=None)
@given(
    frames=st.integers(4, 14),
    milliseconds=st.integers(6, 20).map(lambda hundredths: 10 * hundredths),
    max_bytes=st.integers(1_500, 8_000),
)
def test_a_larger_limit_never_looks_worse(frames, milliseconds, max_bytes):
    """With half as many bytes again it is no farther from the original, but for 1.5 of 255."""
    data = film(frames, (180, 130), milliseconds)
    small, large = (fit_picture(data, limit).data for limit in (max_bytes, max_bytes * 3 // 2))
    assert judge(large, data) <= judge(small, data) + 1.5


def test_metadata_does_not_survive():
    """A comment in the original is not in the result."""
    commented = film(8, comment=b"taken at home")
    assert b"taken at home" in commented
    assert b"taken at home" not in fit_picture(commented, len(commented) // 2).data


def test_a_hopeless_animation_is_told():
    """Many pictures in few bytes: the notes say how small they get, and what would help."""
    data = film(137, (400, 300), 80)
    rendition = AnimationFitter(Picture(data)).fit(2_000)
    assert rendition is not None
    told = [note for note in rendition.notes if note.key == "fit.frames_hopeless"]
    assert told[0].figures == {"frames": 137, "limit": 2_000, "width": rendition.size[0]}
    assert rendition.size[0] < 80
    good = AnimationFitter(Picture(FILM)).fit(8_000)
    assert good is not None
    assert "fit.frames_hopeless" not in [note.key for note in good.notes]


def test_an_animation_that_cannot_be_is_refused_with_figures_and_ways_out():
    """The sentence names frames, pixels and both sizes; the smallest it names can be reached."""
    with pytest.raises(MessageTooLargeError) as caught:
        fit_picture(FILM, 60, name="sale.gif")
    error = caught.value
    made = Picture(fit_picture(FILM, error.smallest).data)
    assert str(error).startswith("sale.gif is an animation of ")
    assert f"{made.facts.frames} frames of it, {made.width} pixels wide" in str(error)
    assert "send its first frame" in str(error)
    assert "只发第一帧" in error.render("zh_CN")
    with pytest.raises(MessageTooLargeError, match="choose another"):
        fit_picture(FILM, 60, name="sale.gif", animate=False)


def test_few_pictures_take_the_room_there_is():
    """Where hardly any pictures fit they are not left as small as the smallest, and it is told."""
    data = scrolling()
    for max_bytes in (1_000, 2_000, 4_000, 8_000):
        assert len(fit_picture(data, max_bytes).data) > 0.8 * max_bytes
    told = [note.key for note in list_notes(data, 4_000)]
    assert "fit.frames_hopeless" in told


def test_a_show_of_slides_is_told():
    """A large picture of few frames is no animation any more, and its sentence says how many."""
    (few,) = [note for note in list_notes(scrolling(), 8_000) if note.key == "fit.frames_few"]
    assert few.figures == {"kept": 2, "frames": 80, "limit": 8_000}
    assert "only 2 of 80 frames have room in 7.8 KB" in str(few)
    assert "fit.frames_few" not in [note.key for note in list_notes(FILM, 8_000)]


def list_notes(data: bytes, max_bytes: int) -> tuple[Text, ...]:
    """What is told of an animation made to fit."""
    rendition = AnimationFitter(Picture(data)).fit(max_bytes)
    assert rendition is not None
    return rendition.notes


def scrolling() -> bytes:
    """A page of noise that scrolls by: hardly two pixels stay as they are."""
    page = Image.effect_noise((320, 1_000), 90)
    pictures = [page.crop((0, 9 * at, 320, 9 * at + 200)) for at in range(80)]
    buffer = io.BytesIO()
    pictures[0].save(buffer, "GIF", save_all=True, append_images=pictures[1:], duration=80)
    return buffer.getvalue()


def test_any_number_of_bytes_from_the_smallest_on_is_enough():
    """Between the smallest animation and a good one there is no gap in which it is refused."""
    fitter = AnimationFitter(Picture(FILM))
    for max_bytes in range(len(fitter.least.data), 1_500, 150):
        rendition = fitter.fit(max_bytes)
        assert rendition is not None
        assert len(rendition.data) <= max_bytes
