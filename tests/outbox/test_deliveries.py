"""Deliveries over time add up to what the status says, whatever the step."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from outbox_fakes import ToldClient, run

from mmskit import Journal
from mmskit.wire.reports import CHINA, DeliveryReport, encode_reports

NOON = datetime.now(CHINA).replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=1)


@pytest.fixture
def reported(make, tmp_path):
    """A campaign of ten people, reported as told: (person, code, seconds after noon)."""

    def call(*told: tuple[int, str, int]):
        campaign = make(10)
        run(campaign, ToldClient(["11"]))
        journal = Journal(tmp_path / "reports")
        with journal.entry() as entry:
            reports = [
                DeliveryReport("11", f"138{who:08}", code, NOON + timedelta(seconds=after))
                for who, code, after in told
            ]
            entry.write(encode_reports(reports).encode())
        campaign.read_reports(journal)
        return campaign

    return call


def draw(points) -> list[tuple[float, int, int]]:
    return [
        ((point.time - NOON).total_seconds(), point.delivered, point.failed) for point in points
    ]


def test_every_step_adds_what_came_in_it(reported):
    """Sums so far at the end of a minute; a code no document maps is neither."""
    campaign = reported(
        (0, "DELIVRD", 0),
        (1, "DELIVRD", 59),
        (2, "UNDELIV", 60),
        (3, "MK:1", 61),
        (4, "NOSEND", 90),
        (5, "DELIVRD", 90),
    )
    points = campaign.deliveries(timedelta(minutes=1))
    assert draw(points) == [(0, 0, 0), (60, 2, 0), (120, 3, 2)]
    assert {point.time.utcoffset() for point in points} == {timedelta(hours=8)}


def test_a_pause_is_a_level_line(reported):
    """Where nothing came for hours, the line stays level until something comes again."""
    campaign = reported((0, "DELIVRD", 5), (1, "DELIVRD", 7_205))
    minutes = draw(campaign.deliveries(timedelta(minutes=1)))
    assert minutes == [(0, 0, 0), (60, 1, 0), (7_200, 1, 0), (7_260, 2, 0)]


@pytest.mark.parametrize(
    ("span", "step"),
    [(0, 1), (200, 1), (201, 5), (3_600, 30), (86_400, 900), (9 * 86_400, 21_600)],
)
def test_the_step_fits_the_time_it_took(reported, span, step):
    """From a second to days: a chart gets few points, however long a campaign took."""
    points = draw(reported((0, "DELIVRD", 0), (1, "UNDELIV", span)).deliveries())
    assert points[1][0] - points[0][0] == step
    assert points[-1][1:] == (1, 1)
    assert span / step <= 200


def test_days_begin_at_the_platform_s_midnight(reported):
    """A step of a day is a day in China."""
    points = reported((0, "DELIVRD", 0)).deliveries(timedelta(days=1))
    assert [point.time.hour for point in points] == [0, 0]


def test_nothing_reported_is_no_line(make):
    """There is nothing to draw before the first report."""
    assert make(10).deliveries() == ()


@pytest.mark.parametrize("step", [timedelta(0), timedelta(seconds=-1), timedelta(seconds=1.5)])
def test_odd_steps_are_refused(make, step):
    """Reports have whole seconds, and so have steps."""
    with pytest.raises(ValueError, match="whole number of seconds"):
        make(10).deliveries(step)
