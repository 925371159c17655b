"""GIF: what the walk tells, and what it refuses."""

from __future__ import annotations

import io

import pytest
import specimens
from making import moving, still
from PIL import Image
from specimens import gif, gif_comment, gif_control, gif_image, name_case, refusal

from mmskit import limits
from mmskit.media import Picture


@pytest.mark.parametrize("name", ["gif", "gif, animated"])
def test_facts_agree_with_pillow(name: str) -> None:
    """Size, number of pictures and durations are those that Pillow finds."""
    data = specimens.pictures()[name]
    facts = Picture(data).facts
    with Image.open(io.BytesIO(data)) as image:
        assert (facts.width, facts.height) == image.size
        assert facts.frames == image.n_frames
        if image.n_frames > 1:
            shown = 0
            for index in range(image.n_frames):
                image.seek(index)
                shown += image.info["duration"]
            assert facts.seconds == pytest.approx(shown / 1000)
        else:
            assert facts.seconds == 0


def test_both_versions_are_read() -> None:
    """GIF87a and GIF89a are the same to a phone."""
    for version in (b"GIF87a", b"GIF89a"):
        assert Picture(gif(gif_image(), version=version)).kind == "gif"


@pytest.mark.parametrize(
    ("delays", "seconds"),
    [((0, 0), 0.2), ((1, 1), 0.2), ((2, 3), 0.05), ((500, 0), 5.1), ((65535, 2), 655.37)],
)
def test_a_hurried_delay_counts_as_viewers_show_it(delays: tuple[int, int], seconds: float) -> None:
    """A delay of 0 or 1 hundredths lasts ten of them."""
    blocks = [block for delay in delays for block in (gif_control(delay), gif_image())]
    assert Picture(gif(*blocks)).facts.seconds == pytest.approx(seconds)


def test_a_picture_without_a_control_block_lasts_a_tenth() -> None:
    """The delay of one picture is not carried over to the next."""
    data = gif(gif_control(300), gif_image(), gif_image())
    assert Picture(data).facts.seconds == pytest.approx(3.1)


@pytest.mark.parametrize("name", ["gif", "gif, animated"])
def test_no_part_of_a_gif_is_a_gif(name: str) -> None:
    """Cut off after any byte, it is refused."""
    data = specimens.pictures()[name]
    for size in range(len(data)):
        assert refusal(Picture, data[:size]) != "accepted", size


def test_a_cut_animation_says_how_much_is_there() -> None:
    """The sentence counts the pictures that are complete."""
    data = gif(gif_image(), gif_image(), gif_image(), end=b"")
    with pytest.raises(Exception, match="after 2 complete pictures: only 57 bytes") as caught:
        Picture(data[:-1], "cat.gif")
    assert str(caught.value).startswith("cat.gif: this is a GIF picture, but it is cut off")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (gif(), "damaged damage.no_picture"),
        (gif(gif_comment(b"no picture")), "damaged damage.no_picture"),
        (gif(gif_image(), b"\x99"), "damaged damage.gif_block"),
        (gif(gif_image().replace(b"\x02\x02", b"\x0c\x02")), "damaged damage.gif_code_size"),
        (gif(b"!\xf9\0", gif_image()), "damaged damage.gif_extension"),
        (gif(b"!\xf9\3\0\0\0\0", gif_image()), "damaged damage.gif_extension"),
        (gif(b"!\xff\x0bNETSCAPE2.0\0", gif_image()), "damaged damage.gif_extension"),
        (gif(b"!\x01\0", gif_image()), "damaged damage.gif_extension"),
        (gif(gif_comment(b""), gif_image()), "accepted"),
        (gif(gif_image(), width=0), "damaged damage.no_area"),
        (gif(gif_image(), height=20_001), "exceeded cap.side"),
        (gif(gif_image(), width=30_000, height=30_000), "exceeded cap.side"),
        (gif(gif_image(), width=19_000, height=19_000), "exceeded cap.pixels"),
        (gif(gif_image(size=(60_000, 4))), "exceeded cap.side"),
        (gif(gif_image(at=(18_000, 18_000))), "exceeded cap.pixels"),
        (gif(gif_image(), gif_image(at=(65_000, 65_000))), "exceeded cap.side"),
        (gif(*[gif_image()] * (limits.ANIMATION_FRAMES + 1)), "exceeded cap.frames"),
        (gif(*[gif_image()] * 100_000), "exceeded cap.frames"),
        (gif(*[gif_image()] * 26, width=6_250, height=6_250), "exceeded cap.animation"),
        (gif(b"!\xfe" + b"\1x" * 1_000_001 + b"\0", gif_image()), "damaged damage.gif_pieces"),
        (gif(b"\0" * 50_001, gif_image()), "damaged damage.blocks"),
    ],
    ids=name_case,
)
def test_what_is_refused(data: bytes, reason: str) -> None:
    """Each damage and each cap has its reason, found without decoding."""
    assert refusal(Picture, data) == reason


def test_the_most_pictures_are_accepted() -> None:
    """The cap itself is not over the cap."""
    facts = Picture(gif(*[gif_image()] * limits.ANIMATION_FRAMES)).facts
    assert facts.frames == limits.ANIMATION_FRAMES


def test_the_screen_grows_with_its_first_picture() -> None:
    """A first picture that reaches over the screen makes it larger; a later one is cut."""
    data = gif(gif_image(at=(10, 20)), gif_image(at=(30, 40)))
    facts = Picture(data).facts
    with Image.open(io.BytesIO(data)) as image:
        assert (facts.width, facts.height) == image.size == (14, 24)


def test_a_block_closed_twice_is_tolerated() -> None:
    """Some encoders write one empty piece too many."""
    assert Picture(gif(gif_image(), b"\0", gif_image())).facts.frames == 2


def test_comments_are_metadata_and_loops_are_not() -> None:
    """What a person may have left in a picture is told apart from what it needs."""
    assert not Picture(moving()).facts.metadata
    assert Picture(still("GIF", comment=b"from Anna")).facts.metadata


def test_trailing_bytes_are_counted() -> None:
    """Harmless bytes behind the end do not spoil a picture."""
    assert Picture(still("GIF") + b"\0" * 7).facts.trailing == 7
    assert Picture(still("GIF")).facts.trailing == 0


def test_a_script_disguised_as_a_header_is_refused() -> None:
    """A width that reads as the start of a comment hides a script from a browser."""
    data = gif(gif_image(), gif_comment(b"*/=1;alert(1)//"), width=int.from_bytes(b"/*", "little"))
    assert refusal(Picture, data) == "polyglot kind.script"
    harmless = gif(gif_image(), width=int.from_bytes(b"/*", "little"))
    assert refusal(Picture, harmless) == "accepted"
