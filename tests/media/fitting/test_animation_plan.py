"""Which pictures of an animation are kept, and when they are shown."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from mmskit.media.fitting.animation_plan import Plan, Planner
from mmskit.media.fitting.cels import Cel, Cels


def make(places: list[int], seconds: list[float]) -> Cels:
    """A bar that is at one place after the other."""
    cels = []
    for place, long in zip(places, seconds, strict=True):
        picture = Image.new("RGB", (96, 48), "white")
        ImageDraw.Draw(picture).rectangle((place, 0, place + 12, 47), fill="black")
        cels.append(Cel(picture, long))
    return Cels(tuple(cels), len(cels))


def find_shown(plan: Plan, hundredths: float) -> int:
    return next(
        number for number, end in zip(plan.taken, plan.ends, strict=True) if hundredths < end
    )


MOVING = make([4 * number for number in range(20)], [0.1] * 20)
RESTING = make([0] * 10 + [40, 80] + [80] * 8, [0.1] * 20)


@settings(max_examples=40)
@given(frames=st.lists(st.tuples(st.integers(0, 80), st.integers(2, 60)), min_size=1, max_size=24))
def test_every_plan_fills_the_time(frames):
    """Whatever moves and whatever the rhythm: nothing is shown too short, and the sum is kept."""
    cels = make([place for place, _ in frames], [long / 100 for _, long in frames])
    for plan in Planner(cels).plans:
        assert plan.ends[-1] == sum(long for _, long in frames)
        assert len(plan.taken) == len(plan.ends)
        assert all(one < other for one, other in pairwise(plan.taken))
        assert all(other - one >= 2 for one, other in pairwise((0, *plan.ends)))


def test_all_pictures_come_first_and_few_last():
    """The first plan is the animation as it is, each later one paints less, the last is a flip."""
    plans = Planner(MOVING).plans
    assert plans[0].taken == tuple(range(20))
    assert plans[0].ends == tuple(range(10, 210, 10))
    assert all(one.painted > other.painted for one, other in pairwise(plans))
    assert len(plans[-1].taken) == 2


@pytest.mark.parametrize("cels", [MOVING, RESTING], ids=["moving", "resting"])
def test_what_is_not_wrong_is_early_or_late_by_little(cels):
    """A plan that counts as right shows at any instant a picture of no more than 0.1 s away."""
    plan = min(
        (plan for plan in Planner(cels).plans if plan.wrong == 0), key=lambda one: one.painted
    )
    assert len(plan.taken) < len(cels.cels)
    for hundredths in range(1, 200, 2):
        shown = cels.cels[find_shown(plan, hundredths)].picture
        around = [cels.find_at(hundredths / 100 + late) for late in (-0.1, 0.0, 0.1)]
        assert any(shown == cels.cels[number].picture for number in around)


def test_what_rests_is_painted_once():
    """Where nothing moves no picture is spent; what moves is where it was."""
    plans = [plan for plan in Planner(RESTING).plans if plan.wrong == 0]
    fewest = min(plans, key=lambda plan: len(plan.taken))
    assert len(fewest.taken) <= 3
    assert RESTING.cels[find_shown(fewest, 50)].picture == RESTING.cels[0].picture
    assert RESTING.cels[find_shown(fewest, 170)].picture == RESTING.cels[19].picture


def test_one_picture_has_one_plan():
    """A single picture is shown for its time."""
    (plan,) = Planner(make([0], [0.5])).plans
    assert (plan.taken, plan.ends) == ((0,), (50,))
