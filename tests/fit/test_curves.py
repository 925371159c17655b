"""Quality over bytes, of pictures and of sounds."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mmskit.fit.curves import MeasuredCurve
from mmskit.fit.hearing import HearingCurve, score_cut, score_mode

measured = st.lists(
    st.tuples(st.integers(100, 100_000), st.floats(-80, 99)), min_size=1, max_size=6
)


@given(measured, st.floats(50, 200_000), st.floats(50, 200_000))
def test_more_bytes_never_look_worse(points, one, other):
    """Whatever was measured, the curve does not fall."""
    curve = MeasuredCurve.through(points)
    low, high = sorted((one, other))
    assert curve.find_score(low) <= curve.find_score(high) + 1e-6


@given(measured, st.floats(-90, 110))
def test_the_bytes_of_a_quality_give_it(points, score):
    """Both directions of the curve agree."""
    curve = MeasuredCurve.through(points)
    size = curve.find_bytes(score)
    assume(size >= 1)
    assert curve.find_score(size) == pytest.approx(score, abs=0.01)


@given(measured, st.integers(100, 100_000), st.floats(-80, 99))
def test_what_is_measured_last_is_believed(points, size, score):
    """A point that is added lies on the curve; what contradicts it is forgotten."""
    curve = MeasuredCurve.through(points).add(size, score)
    assert curve.find_score(size) == pytest.approx(score, abs=0.01)


def test_one_point_is_enough():
    """Twice the bytes bring about what they bring photographs."""
    curve = MeasuredCurve(((4_000, 10.0),))
    assert curve.find_score(8_000) == pytest.approx(41, abs=1)


STEPS = ((9_000, 40.0), (12_000, 50.0), (20_000, 70.0))


@given(st.floats(-200, 70))
def test_a_sound_gets_the_fewest_bytes_of_a_quality(score):
    """Its bytes give the quality, and one byte less does not."""
    curve = HearingCurve(STEPS)
    size = curve.find_bytes(score)
    assert curve.find_score(size) >= score - 1e-6
    assume(size > 100)
    assert curve.find_score(size * 0.999 - 1) < score


def test_sounds_are_cut_last():
    """The lowest mode of the whole sound is better than any part of it, and longer is better."""
    curve = HearingCurve(STEPS)
    assert curve.find_score(9_000) == score_mode(4_750) == 40
    assert curve.find_score(8_999) < 0
    assert score_cut(5) < score_cut(10) < score_cut(20) < score_mode(4_750)


def test_better_modes_are_better():
    """All eight, in their order."""
    modes = [4_750, 5_150, 5_900, 6_700, 7_400, 7_950, 10_200, 12_200]
    scores = [score_mode(mode) for mode in modes]
    assert scores == sorted(set(scores))
