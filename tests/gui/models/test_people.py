"""Two hundred thousand people in a table that holds a few pages of them."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from mmskit.outbox import Person
from mmskit.wire.reports import CHINA
from mmskit_gui.models.people import PAGE, PeopleModel

WHEN = datetime(2026, 11, 27, 9, 30, 5, tzinfo=CHINA)
MANY = 200_000


def people(offset: int, count: int = PAGE, outcome: str = "delivered") -> list[Person]:
    """People of a page, each known by the row."""
    return [
        Person(str(13_900_000_000 + at), 1, "accepted", "77", outcome, "DELIVRD", WHEN)
        for at in range(offset, offset + count)
    ]


def say(model: PeopleModel, row: int, column: int = 0) -> object:
    return model.data(model.index(row, column))


def test_only_what_is_looked_at_is_asked_for(qapp):
    """Each page once, however often its rows are painted; the rest of them never."""
    model = PeopleModel()
    asked: list[int] = []
    model.page_wanted.connect(asked.append)
    model.show_count(MANY, others=True)
    assert asked == []
    for row in (150_000, 150_001, 150_000):
        say(model, row)
    assert asked == [150_000 // PAGE * PAGE]
    model.take_page(asked[0], people(asked[0]))
    model.show_whole_numbers(on=True)
    assert say(model, 150_001) == str(13_900_000_000 + 150_001)
    assert len(asked) == 1


def test_pages_that_were_left_are_let_go(qapp):
    """However far one scrolls, a few pages are held, and the first is asked for anew."""
    model = PeopleModel()
    asked: list[int] = []
    model.page_wanted.connect(lambda at: (asked.append(at), model.take_page(at, people(at))))
    model.show_count(MANY, others=True)
    for row in range(0, MANY, PAGE):
        say(model, row)
    held = sum(len(page) for page in model._pages.values())
    assert held <= 40 * PAGE
    before = len(asked)
    say(model, 0)
    assert len(asked) == before + 1


def test_numbers_are_hidden_until_they_are_wanted(qapp):
    """The middle of a number is shown by choice alone."""
    model = PeopleModel()
    model.show_count(1, others=True)
    model.take_page(0, people(0, 1))
    assert say(model, 0) == "139****0000"
    model.show_whole_numbers(on=True)
    assert say(model, 0) == "13900000000"


def test_news_replace_what_is_shown_without_a_gap(qapp):
    """While a page is read anew, what was known of it stays on the screen."""
    model = PeopleModel()
    asked: list[int] = []
    model.page_wanted.connect(asked.append)
    model.show_count(2, others=True)
    say(model, 0)
    model.take_page(0, people(0, 2, "waiting"))
    model.show_count(2, others=False)
    assert say(model, 0, 1) == "No report yet"
    assert asked == [0, 0]
    model.take_page(0, people(0, 2))
    assert say(model, 0, 1) == "Delivered"


def test_a_model_as_qt_wants_it(qapp):
    """Counts and pages that come in any order obey Qt's rules."""
    model = PeopleModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_count(PAGE + 5, others=True)
    model.take_page(PAGE, people(PAGE, 5))
    model.show_count(3, others=True)
    model.take_page(PAGE, people(PAGE, 5))
    model.take_page(0, people(0, 3))
    assert model.data(model.index(2, 1), Qt.ItemDataRole.UserRole) == "delivered"
    model.show_count(0, others=True)
