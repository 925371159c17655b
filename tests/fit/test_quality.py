"""What fit tells of quality, and what it does where a least quality is asked for."""

from __future__ import annotations

import io
from random import Random

import pytest
from making import moving, speech, still, tone
from PIL import Image

from mmskit import Frame, Message, Picture, PicturePlan, PictureSource, Sound, find_cuts, fit
from mmskit.errors import MessageTooLargeError
from mmskit.media.fitting.raster import open_still
from mmskit.media.fitting.score import Scorer
from mmskit.wire.content import find_size


def hills(size: tuple[int, int], seed: int = 0) -> bytes:
    """A PNG like a photograph: soft shapes with some detail."""
    small = size[0] // 8, size[1] // 8
    grain = Random(seed).randbytes(small[0] * small[1])  # noqa: S311 - a picture
    noise = Image.frombytes("L", small, grain).resize(size, Image.Resampling.BICUBIC)
    sky = Image.linear_gradient("L").resize(size).rotate(90 * seed)
    written = io.BytesIO()
    Image.merge("RGB", (sky, noise, Image.blend(sky, noise, 0.5))).save(written, "PNG")
    return written.getvalue()


ONE = Picture(hills((480, 360)), "one.png")
TWO = Picture(hills((640, 480), 1), "two.png")
BUSY = Picture(hills((320, 640), 2), "busy.png")
PAIR = Message("t", [Frame(None, ONE), Frame(None, TWO), Frame(None, BUSY)])


def score(message: Message, fitted: Message) -> list[float]:
    """How good each picture really became, by the measure itself."""
    found = []
    for before, after in zip(message.frames, fitted.frames, strict=True):
        if before.picture and after.picture and not before.picture.animated:
            scorer = Scorer(open_still(before.picture.data, (640, 960)))
            found.append(scorer.find(open_still(after.picture.data)))
    return found


def planned(picture: Picture, **plan) -> Frame:
    return Frame(None, picture, picture_source=PictureSource(picture, PicturePlan(**plan)))


def test_pictures_look_equally_good():
    """Different pictures get different bytes and come out within 6 points of each other."""
    fitted = fit(PAIR, limit=30_000)
    scores = score(PAIR, fitted.message)
    assert max(scores) - min(scores) < 6
    assert fitted.size > 0.97 * 30_000


def test_a_sharp_picture_looks_better():
    """By more than 15 points, beside one that is the same."""
    message = Message("t", [planned(TWO, sharp=True), Frame(None, TWO)])
    sharp, plain = score(message, fit(message, limit=24_000).message)
    assert sharp > plain + 15


def test_a_change_tells_its_quality():
    """Pixels before and after, and the quality, which is the measured one."""
    fitted = fit(PAIR, limit=30_000)
    for change, measured in zip(fitted.changes, score(PAIR, fitted.message), strict=True):
        after = fitted.message.frames[change.frame - 1].picture
        assert after is not None
        assert change.quality == pytest.approx(min(100, max(0, measured)), abs=0.2)
        assert change.after_pixels == (after.width, after.height)
        assert f": {round(change.quality or 0)} of 100)" in str(change)
    assert fitted.changes[0].before_pixels == (480, 360)
    assert " 分）" in fitted.changes[0].render("zh_CN")


def test_a_larger_limit_never_looks_worse():
    """The worst picture gains with the limit, but for 2 points, and so does each, but for 4."""
    before: list[float] = []
    for limit in (9_000, 14_000, 24_000, 40_000, 80_000):
        scores = score(PAIR, fit(PAIR, limit=limit).message)
        if before:
            assert min(scores) >= min(before) - 2
            assert all(now >= then - 4 for now, then in zip(scores, before, strict=True))
        before = scores


def test_a_least_quality_is_kept():
    """The picture that must be good is, and the others pay for it."""
    usual = score(PAIR, fit(PAIR, limit=40_000).message)
    least = usual[1] + 8
    asked = PAIR.replace_frame(1, planned(TWO, minimum=least))
    fitted = fit(asked, limit=40_000)
    scores = score(PAIR, fitted.message)
    assert fitted.size <= 40_000
    assert scores[1] >= least - 1.5
    assert scores[0] < usual[0]
    assert scores[2] < usual[2]


def test_a_least_quality_that_cannot_be_had_is_refused():
    """The sentence names whose it is, and what it would take."""
    asked = PAIR.replace_frame(1, planned(TWO, minimum=88.0))
    with pytest.raises(
        MessageTooLargeError, match=r"frame 2 picture needs .* for quality 88"
    ) as caught:
        fit(asked, limit=14_000)
    assert caught.value.smallest <= 14_000
    assert "最低质量" in caught.value.render("zh_CN")


@pytest.mark.parametrize("minimum", [-1.0, 91.0, float("nan")])
def test_a_least_quality_has_its_range(minimum):
    """What could never be had cannot be asked for."""
    with pytest.raises(ValueError, match="no quality"):
        PicturePlan(minimum=minimum)


def test_a_little_too_much_is_one_pictures_matter():
    """Where a message is hardly too large, one picture changes and the others stay byte for byte."""
    ready = fit(PAIR, limit=60_000).message.without_sources()
    fitted = fit(ready, limit=find_size(ready.frames) - 300)
    assert len(fitted.changes) == 1
    assert fitted.size <= find_size(ready.frames) - 300


def test_advice_is_given_where_it_looks_poor():
    """What takes the most room is named; where all looks well there is no advice."""
    crowded = Message("t", [*PAIR.frames, Frame(None, None, Sound(tone(20.0), "song.wav"))])
    fitted = fit(crowded, limit=20_000)
    assert fitted.advice is not None
    assert "shortening the sound of frame 4" in str(fitted.advice)
    assert "缩短第 4 帧的声音" in fitted.advice.render("zh_CN")
    assert fit(PAIR, limit=80_000).advice is None


def test_an_animation_and_a_photo_share_by_quality():
    """Neither a tiny animation beside a fine photo, nor the other way round."""
    frames = [Image.open(io.BytesIO(hills((320, 240), turn))) for turn in range(4)]
    written = io.BytesIO()
    frames[0].save(written, "GIF", save_all=True, append_images=frames[1:], duration=300, loop=0)
    message = Message("t", [Frame(None, Picture(written.getvalue(), "a.gif")), Frame(None, ONE)])
    one, two = (change.quality for change in fit(message, limit=40_000).changes)
    assert one is not None
    assert two is not None
    assert abs(one - two) < 8


def test_cuts_cost_what_fit_would_lose():
    """A picture is offered about the bytes that fit would give it."""
    message = Message(
        "t",
        [
            Frame(None, Picture(hills_jpeg(), "big.jpg")),
            Frame(None, None, Sound(speech(6.0, 12_200))),
        ],
    )
    cuts = {cut.slot: cut for cut in find_cuts(message, limit=30_000)}
    fitted = fit(message, limit=30_000).message.frames[0].picture
    assert fitted is not None
    assert cuts["picture"].max_bytes == pytest.approx(len(fitted.data), rel=0.25)


def hills_jpeg() -> bytes:
    written = io.BytesIO()
    Image.open(io.BytesIO(hills((1600, 1200)))).save(written, "JPEG", quality=95)
    return written.getvalue()


def test_a_small_animation_is_not_spoilt():
    """Beside large pictures what is small stays as it is."""
    logo = Picture(moving(6), "bar.gif")
    message = Message("t", [*PAIR.frames, Frame(None, logo), Frame(None, Picture(still("GIF")))])
    fitted = fit(message, limit=40_000).message
    assert fitted.frames[3].picture == logo
