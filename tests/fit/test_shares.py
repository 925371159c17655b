"""Sharing bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmskit.fit.curves import MeasuredCurve
from mmskit.fit.hearing import HearingCurve
from mmskit.fit.shares import Want, share, spare_small


def want(at: int, score: float = 0.0, most: int = 100_000, **more) -> Want:
    return Want(MeasuredCurve(((at, score), (4 * at, score + 60))), most, **more)


wants = st.lists(
    st.builds(
        lambda at, score, least, more, moving: want(
            at, score, least + more, least=least, moving=moving
        ),
        st.integers(10, 2000),
        st.floats(-50, 50),
        st.integers(0, 50),
        st.integers(1, 4000),
        st.booleans(),
    ),
    max_size=8,
)


@given(wants, st.integers(0, 8000))
def test_shares_add_up(wanted, total):
    """Everybody has the least and not more than is of use; together it is never too much."""
    shares = share(total, wanted)
    if sum(each.least for each in wanted) > total:
        assert shares is None
        return
    assert shares is not None
    assert sum(shares) <= total
    for each, given_ in zip(wanted, shares, strict=True):
        assert each.least <= given_ <= max(each.least, each.most)


@given(wants, st.integers(0, 8000), st.integers(1, 800))
def test_more_to_share_hurts_nobody(wanted, total, more):
    """With more to share, no share of pictures shrinks."""
    before, after = share(total, wanted), share(total + more, wanted)
    if before is not None:
        assert after is not None
        assert all(one <= other for one, other in zip(before, after, strict=True))


@given(st.lists(st.builds(want, st.integers(500, 3000), st.floats(-50, 50)), min_size=2))
def test_the_worst_is_as_good_as_it_can_be(wanted):
    """Nothing is worse than another that has more than it needs for that quality."""
    total = 1000 * len(wanted)
    shares = share(total, wanted)
    assert shares is not None
    scores = [each.curve.find_score(given_) for each, given_ in zip(wanted, shares, strict=True)]
    assert sum(shares) > total - 2 * len(wanted)
    assert max(scores) - min(scores) < 1.0


def test_what_one_does_not_need_goes_to_the_others():
    """A small logo gets what it can use; a picture that needs twice the bytes gets twice."""
    shares = share(18_300, [want(700, most=300), want(10_000), want(20_000)])
    assert shares is not None
    assert shares[0] == 300
    assert shares[1:] == pytest.approx([6_000, 12_000], abs=3)


def test_with_enough_everybody_gets_the_most():
    """Nothing is shared out beyond what is of use."""
    assert share(10_000, [want(1, most=30), want(900, most=70, least=5)]) == [30, 70]


def test_who_is_ahead_looks_better():
    """A picture that is to be sharp is better by so many points."""
    sharp, plain = want(1000, ahead=20.0), want(1000)
    shares = share(4000, [sharp, plain])
    assert shares is not None
    scores = [plain.curve.find_score(each) for each in shares]
    assert scores[0] - scores[1] == pytest.approx(20, abs=0.2)


def test_an_animation_does_not_swallow_everything():
    """It gets six tenths until the others can be recognised, and the rest after that."""
    assert share(10_000, [want(90_000, moving=True), want(9000)]) == [6_000, 4_000]
    shares = share(10_000, [want(90_000, moving=True), want(900)])
    assert shares is not None
    assert want(900).curve.find_score(shares[1]) == pytest.approx(25, abs=0.1)
    assert sum(shares) == 10_000


def test_a_sound_gets_whole_steps():
    """What would not make it better goes to the pictures."""
    sound = Want(HearingCurve(((1_000, 40.0), (1_500, 50.0))), 1_500, steps=True)
    shares = share(3_000, [sound, want(1_000)])
    assert shares == [1_000, 2_000]


def test_small_ones_are_spared():
    """What wants next to nothing gets it, unless there are so many that it adds up."""
    few = spare_small([want(90, most=30), want(9000, most=9000)], 1000)
    assert [each.least for each in few] == [30, 0]
    many = spare_small([want(90, most=50)] * 20, 1000)
    assert [each.least for each in many] == [0] * 20
