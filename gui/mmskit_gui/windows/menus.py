"""The menus of a window, built from its actions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu

from mmskit_gui.windows.actions import FRAME_MENU, MENUS, Actions

Choices = Callable[[], Sequence[tuple[str, Path]]]
"""What a menu of places lists now: what each is called, and where it is."""


class Menus(QObject):
    """Fills the menu bar, and lists recent documents, templates and samples when they are asked for."""

    def __init__(
        self,
        window: QMainWindow,
        actions: Actions,
        places: dict[str, tuple[Choices, Callable[[Path], None]]],
    ) -> None:
        super().__init__(window)
        self._window, self._actions, self._places = window, actions, places
        self._menus: list[tuple[QMenu, object]] = []
        self._submenus: dict[str, QMenu] = {}
        for words, names in MENUS:
            menu = window.menuBar().addMenu("")
            self._menus.append((menu, words))
            self._fill(menu, names)
        self.frame_menu = QMenu(window)
        self._fill(self.frame_menu, FRAME_MENU)
        self.say_words()

    def say_words(self) -> None:
        """Say every name in the language of now."""
        for menu, words in self._menus:
            menu.setTitle(QCoreApplication.translate("Actions", str(words)))
        titles = {
            "recent": QCoreApplication.translate("Menus", "Open &recent"),
            "templates": QCoreApplication.translate("Menus", "New from &template"),
            "samples": QCoreApplication.translate("Menus", "New from sa&mple"),
        }
        for name, menu in self._submenus.items():
            menu.setTitle(titles[name])

    def _fill(self, menu: QMenu, names: Sequence[str]) -> None:
        for name in names:
            if name == "-":
                menu.addSeparator()
            elif name in self._places:
                submenu = menu.addMenu("")
                self._submenus[name] = submenu
                submenu.aboutToShow.connect(lambda chosen=name: self._list_places(chosen))
                submenu.addAction("")  # an empty one would not open
            else:
                menu.addAction(self._actions[name])

    def _list_places(self, name: str) -> None:
        menu = self._submenus[name]
        menu.clear()
        list_them, chosen = self._places[name]
        found = list_them()
        for said, path in found:
            action = QAction(said.replace("&", "&&"), menu)
            action.setToolTip(str(path))
            action.triggered.connect(lambda _=False, at=path: chosen(at))
            menu.addAction(action)
        if not found:
            action = QAction(QCoreApplication.translate("Menus", "None yet"), menu)
            action.setEnabled(False)
            menu.addAction(action)
