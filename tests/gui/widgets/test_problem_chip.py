"""The chip says how many problems there are, and leads to each."""

from __future__ import annotations

import pytest

import mmskit
from mmskit_gui.widgets.problem_chip import ProblemChip


@pytest.fixture(scope="module")
def problems() -> tuple[mmskit.Problem, ...]:
    """Those of a message without title and with an empty frame."""
    found = tuple(mmskit.check(mmskit.Message("", [mmskit.Frame(), mmskit.Frame("x")])))
    assert len(found) >= 2
    return found


@pytest.fixture
def chip(qtbot, services) -> ProblemChip:
    made = ProblemChip(services.languages)
    qtbot.addWidget(made)
    return made


def test_none_is_said(chip):
    """No problems are said in words."""
    assert chip.text() == "No problems"
    assert chip.menu().actions() == []


def test_they_are_counted_and_the_first_is_said(chip, problems):
    """The number of problems and the first of them are said."""
    chip.show_problems(problems)
    errors = sum(problem.severity == "error" for problem in problems)
    assert chip.text().startswith(f"{errors} problem")
    assert problems[0].render("en").startswith(chip.text().split(": ", 1)[1].rstrip("…"))
    assert chip.accessibleName()


def test_each_leads_to_its_place(qtbot, chip, problems):
    """The list has a line for each problem, and a click tells which."""
    chip.show_problems(problems)
    actions = chip.menu().actions()
    assert [action.text().replace("&&", "&") for action in actions] == [
        problem.render("en") for problem in problems
    ]
    with qtbot.waitSignal(chip.problem_wanted) as told:
        actions[-1].trigger()
    assert told.args == [problems[-1]]


def test_notes_are_no_problems(chip):
    """What only should be known is called a note."""
    chip.show_problems([mmskit.Problem("title_controls", "warning", slot="title")])
    assert chip.text().startswith("1 note")
    assert chip.property("role") == "problem-warn"


def test_they_are_said_in_chinese_at_once(qtbot, chip, problems, services):
    """Another language names the problems anew."""
    chip.show_problems(problems)
    services.languages.choose("zh_CN")
    qtbot.waitUntil(lambda: problems[0].render("zh_CN")[:6] in chip.text())
    assert chip.menu().actions()[0].text() == problems[0].render("zh_CN")
    services.languages.choose("en")
