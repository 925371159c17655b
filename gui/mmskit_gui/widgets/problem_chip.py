"""How many problems there are, and the list that leads to each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from mmskit.texts import Language
from mmskit_gui.languages import Languages
from mmskit_gui.style.icons import make_icon
from mmskit_gui.style.look import theme_of

_SHORT = 26


class AnyProblem(Protocol):
    """What can be shown: a message's problem, or a batch's."""

    @property
    def severity(self) -> Literal["error", "warning"]:
        """Whether it keeps the message from going out."""

    def render(self, language: Language = "en") -> str:
        """Say it in a language."""


class ProblemChip(QToolButton):
    """Says the first problem, and opens the list of all.

    Signals:
        problem_wanted: the problem to go to.
    """

    problem_wanted = Signal(object)

    def __init__(self, languages: Languages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._languages = languages
        self._problems: tuple[AnyProblem, ...] = ()
        self._menu = QMenu(self)
        self._menu.setToolTipsVisible(True)
        self.setObjectName("problems")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(self._menu)
        self.show_problems(())

    @property
    def problems(self) -> tuple[AnyProblem, ...]:
        """What is shown."""
        return self._problems

    def show_problems(self, problems: Sequence[AnyProblem]) -> None:
        """Show problems, worst first."""
        self._problems = tuple(problems)
        self._say_words()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language, and colour the icons anew."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.LanguageChange, QEvent.Type.PaletteChange}:
            self._say_words()

    def _say_words(self) -> None:
        language, theme = self._languages.current, theme_of(self)
        errors = [problem for problem in self._problems if problem.severity == "error"]
        warnings = len(self._problems) - len(errors)
        if errors:
            said, role = self.tr("%n problem(s)", "", len(errors)), "problem-bad"
        elif warnings:
            said, role = self.tr("%n note(s)", "", warnings), "problem-warn"
        else:
            said, role = self.tr("No problems"), "problem-ok"
        if self._problems:
            first = self._problems[0].render(language)
            shown = first if len(first) <= _SHORT else first[:_SHORT].rstrip() + "…"
            self.setText(self.tr("{count}: {first}").format(count=said, first=shown))
            self.setToolTip(first)
        else:
            self.setText(said)
            self.setToolTip("")
        icon = {
            "problem-bad": ("circle-alert", theme.bad),
            "problem-warn": ("triangle-alert", theme.warn),
            "problem-ok": ("circle-check", theme.ok),
        }[role]
        self.setToolButtonStyle(self.toolButtonStyle().ToolButtonTextBesideIcon)
        self.setIcon(make_icon(icon[0], self.palette(), icon[1]))
        if self.property("role") != role:
            self.setProperty("role", role)
            self.style().unpolish(self)
            self.style().polish(self)
        self.setEnabled(bool(self._problems))
        self.setAccessibleName(self.text())
        self._fill()

    def _fill(self) -> None:
        self._menu.clear()
        theme = theme_of(self)
        for problem in self._problems:
            bad = problem.severity == "error"
            icon = make_icon(
                "circle-alert" if bad else "triangle-alert",
                self.palette(),
                theme.bad if bad else theme.warn,
            )
            said = problem.render(self._languages.current)
            action = QAction(icon, said.replace("&", "&&"), self._menu)
            action.triggered.connect(
                lambda _=False, chosen=problem: self.problem_wanted.emit(chosen)
            )
            self._menu.addAction(action)
