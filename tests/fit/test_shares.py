"""Sharing bytes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mmskit.fit.shares import Need, share, share_media, spare_small

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


def test_short_sounds_stay_whole():
    """Where sounds must be cut, a short one is not; the long one has what is left for sounds."""
    long, short = Need(10, 3000, 5000), Need(10, 100, 160)
    shared = share_media([long, short], [2200, 70], [Need(0, 4000, 4000)], 2000)
    assert shared is not None
    heard, shown = shared
    assert heard[1] >= 70
    assert heard[0] < 2200
    assert sum(heard) + sum(shown) <= 2000
    assert shown[0] >= 700


def test_pictures_leave_sounds_what_they_have_no_use_for():
    """Beside a logo a sound gets the best mode it can have."""
    assert share_media([Need(10, 300, 900)], [200], [Need(0, 50, 60)], 2000) == ([900], [60])


def test_small_ones_are_spared():
    """What wants next to nothing gets it, unless there are so many that it adds up."""
    few = spare_small([Need(0, 90, 30), Need(0, 9000, 9000)], 1000)
    assert [need.least for need in few] == [30, 0]
    many = spare_small([Need(0, 90, 50)] * 20, 1000)
    assert [need.least for need in many] == [0] * 20


@given(needs, needs, st.integers(0, 5000))
def test_media_never_get_more_than_there_is(sounds, pictures, total):
    """For any sounds and pictures: together no more than the total, each at least its least."""
    shared = share_media(sounds, [need.least for need in sounds], pictures, total)
    least = sum(need.least for need in [*sounds, *pictures])
    if shared is None:
        assert least > total
        return
    assert sum(map(sum, shared)) <= total
    for need, given_ in zip([*sounds, *pictures], [*shared[0], *shared[1]], strict=True):
        assert given_ >= need.least
