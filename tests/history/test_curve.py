"""Delivery over time: few points, nothing lost, nothing shown before it was reported."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mmskit.history.curve import draw_curve

TOLD = st.lists(
    st.tuples(
        st.integers(0, 4_000_000_000),
        st.sampled_from(["delivered", "failed", "other"]),
        st.integers(1, 9),
    ),
    max_size=60,
)


def test_nothing_reported_is_no_curve():
    """Where nothing was reported there is nothing to draw."""
    assert draw_curve([]) == ()


@given(told=TOLD, most=st.integers(2, 12))
def test_a_curve_is_true(told, most):
    """At each of its few points it has exactly what was reported until then, and all at the end."""
    points = draw_curve(told, most)
    assert len(points) <= most
    for point in points:
        until = [row for row in told if row[0] <= point.time.timestamp()]
        sums = [
            sum(n for _, o, n in until if o == name) for name in ("delivered", "failed", "other")
        ]
        assert [point.delivered, point.failed, point.undocumented] == sums
    if told:
        last = points[-1]
        assert last.delivered + last.failed + last.undocumented == sum(n for _, _, n in told)
        assert [p.time for p in points] == sorted({p.time for p in points})
