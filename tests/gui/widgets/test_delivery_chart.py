"""The chart of delivery: true to its figures, and to be read without eyes."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor

from mmskit.theme import DARK, LIGHT
from mmskit.wire.reports import CHINA
from mmskit_gui.history_details import DeliveryPoint
from mmskit_gui.style.look import apply_look
from mmskit_gui.widgets.chart_scale import ChartScale, find_values, say_clock
from mmskit_gui.widgets.delivery_chart import DeliveryChart

WHEN = datetime(2026, 11, 27, 9, 0, tzinfo=CHINA)
POINTS = (
    DeliveryPoint(WHEN, 0, 0),
    DeliveryPoint(WHEN + timedelta(minutes=5), 80, 4),
    DeliveryPoint(WHEN + timedelta(minutes=20), 120, 9),
)


@pytest.fixture
def chart(qtbot, look) -> DeliveryChart:
    chart = DeliveryChart()
    qtbot.addWidget(chart)
    chart.resize(480, 190)
    chart.show_points(POINTS, 140)
    chart.show()
    return chart


def test_it_is_said_in_words(chart):
    """Who cannot see it hears from when to when, and how many."""
    assert chart.accessibleName() == "Delivery over time"
    said = chart.accessibleDescription()
    assert said == "From 09:00:00 to 09:20:00: 120 delivered, 9 failed."
    chart.show_points((), 140)
    assert chart.accessibleDescription() == "No report has come yet."


def test_the_arrow_keys_read_values(qtbot, chart):
    """Home, End and the arrows go from point to point, and each is said."""
    chart.setFocus()
    qtbot.waitUntil(chart.hasFocus)
    for key, said in (
        (Qt.Key.Key_Home, "09:00:00: 0 delivered, 0 failed"),
        (Qt.Key.Key_Right, "09:05:00: 80 delivered, 4 failed"),
        (Qt.Key.Key_End, "09:20:00: 120 delivered, 9 failed"),
        (Qt.Key.Key_Right, "09:20:00: 120 delivered, 9 failed"),
    ):
        qtbot.keyClick(chart, key)
        assert chart.accessibleDescription() == said


@pytest.mark.parametrize(("choice", "theme"), [("light", LIGHT), ("dark", DARK)])
def test_both_lines_are_drawn_in_both_themes(qapp, chart, choice, theme):
    """The colours of delivered and failed are on the screen where their lines are."""
    apply_look(qapp, choice)
    image = chart.grab().toImage()
    seen = {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }
    assert {QColor(theme.ok).name(), QColor(theme.bad).name()} <= seen
    apply_look(qapp, "light")


@given(st.integers(0, 10_000_000))
def test_round_values_reach_over_every_count(top):
    """A few whole numbers from 0 to at least the greatest count, in equal steps."""
    values = find_values(top)
    assert values[0] == 0
    assert values[-1] >= top
    assert len(values) <= 6
    assert len({after - before for before, after in pairwise(values)}) == 1


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=30, unique=True))
def test_the_nearest_point_is_found(times):
    """What is read under the mouse is the point that is nearest to it."""
    scale = ChartScale(QRectF(0, 0, 100, 50), sorted(times), 10)
    places = [scale.find_x(time) for time in sorted(times)]
    for across in (-5.0, 0.0, 33.3, 99.9, 200.0):
        found = scale.find_nearest(across)
        assert abs(places[found] - across) == min(abs(place - across) for place in places)


def test_times_are_as_exact_as_they_need_be():
    """Seconds in an hour, minutes in a day, days beyond."""
    assert say_clock(WHEN, timedelta(minutes=5)) == "09:00:00"
    assert say_clock(WHEN, timedelta(hours=5)) == "09:00"
    assert say_clock(WHEN, timedelta(days=5)) == "11-27 09:00"


def test_points_stand_where_their_time_and_count_are():
    """From edge to edge in time, from the bottom up in count, in proportion."""
    scale = ChartScale(QRectF(100, 20, 200, 80), [1000, 1050, 1200], 8)
    assert scale.values == [0, 2, 4, 6, 8]
    line = [(point.x(), point.y()) for point in scale.find_line([0, 4, 8])]
    assert line == [(100, 100), (150, 60), (300, 20)]
