"""Sharing bytes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mmskit.shares import Need, share

needs = st.lists(
    st.builds(
        lambda least, demand, more: Need(least, demand, least + more),
        st.integers(0, 50),
        st.integers(1, 1000),
        st.integers(0, 2000),
    ),
    max_size=8,
)


@given(needs, st.integers(0, 5000))
def test_shares_add_up(wanted, total):
    """Everybody has the least and not more than is of use; together it is never too much."""
    shares = share(total, wanted)
    if sum(need.least for need in wanted) > total:
        assert shares is None
        return
    assert shares is not None
    assert sum(shares) <= total
    for need, given_ in zip(wanted, shares, strict=True):
        assert need.least <= given_ <= max(need.least, need.most)


@given(needs, st.integers(0, 5000), st.integers(0, 500))
def test_more_to_share_hurts_nobody(wanted, total, more):
    """With more to share, no share shrinks."""
    before, after = share(total, wanted), share(total + more, wanted)
    if before is not None:
        assert after is not None
        assert all(one <= other for one, other in zip(before, after, strict=True))


def test_what_one_does_not_need_goes_to_the_others():
    """A small logo gets what it can use, and two photos share the rest by their demands."""
    logo, photo, panorama = Need(0, 700, 300), Need(0, 10_000, 50_000), Need(0, 20_000, 50_000)
    shares = share(18_300, [logo, photo, panorama])
    assert shares is not None
    assert shares[0] == 300
    assert abs(shares[1] - 6_000) <= 1
    assert abs(shares[2] - 12_000) <= 1


def test_with_enough_everybody_gets_the_most():
    """Nothing is shared out beyond what is of use."""
    assert share(10_000, [Need(0, 1, 30), Need(5, 900, 70)]) == [30, 70]
