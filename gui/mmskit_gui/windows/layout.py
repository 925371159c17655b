"""Where the parts of a window stand: the start page, or the document between strip and phone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from mmskit_gui.windows.main_window import MainWindow


_FIRST_SIZE: Final = (1280, 800)
_LEAST: Final = (1080, 680)


class Layout(QWidget):
    """Everything inside a window's frame."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self._desk = _make_desk(window)
        self._pages = QStackedWidget()
        self._pages.addWidget(window.start)
        self._pages.addWidget(self._desk)
        self._foot = _make_foot(window)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(window.toolbar)
        column.addWidget(self._pages, 1)
        column.addWidget(self._foot)

    @property
    def editing(self) -> bool:
        """Whether the document is shown, and not the start page."""
        return self._pages.currentWidget() is self._desk

    def show_start(self) -> None:
        """Show the start page, and nothing that belongs to a document."""
        self._pages.setCurrentWidget(self._window.start)
        self._window.toolbar.hide()
        self._foot.hide()

    def show_editor(self) -> None:
        """Show the document."""
        self._pages.setCurrentWidget(self._desk)
        self._window.toolbar.show()
        self._foot.show()


def put_in_place(window: MainWindow) -> None:
    """Put a window where it was left, or give it the size to begin with."""
    window.setMinimumSize(*_LEAST)
    place = window.services.settings.load_place("main")
    if place is None or not window.restoreGeometry(place):
        window.resize(*_FIRST_SIZE)


def _make_desk(window: MainWindow) -> QWidget:
    middle = QVBoxLayout()
    middle.setContentsMargins(0, 0, 0, 0)
    middle.setSpacing(0)
    for widget in (window.notices, window.work_bar, window.report):
        middle.addWidget(widget)
    middle.addWidget(window.editor, 1)
    desk = QWidget()
    row = QHBoxLayout(desk)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(window.strip)
    row.addLayout(middle, 1)
    row.addWidget(window.phone)
    return desk


def _make_foot(window: MainWindow) -> QFrame:
    foot = QFrame()
    foot.setProperty("role", "foot")
    foot.setFixedHeight(64)
    row = QHBoxLayout(foot)
    row.setContentsMargins(20, 8, 20, 8)
    row.setSpacing(20)
    row.addWidget(window.meter, 1)
    row.addWidget(window.problems)
    return foot
