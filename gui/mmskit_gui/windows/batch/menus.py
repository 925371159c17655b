"""The menus of the batch window: everything in it by name, and by keys where that is usual."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from mmskit_gui.windows.batch.window import BatchWindow

_K = QKeySequence.StandardKey

# Qt's marking says object, though it is given a str.
ENTRIES: Final[dict[str, tuple[object, QKeySequence.StandardKey | str | None]]] = {
    "open": (QT_TRANSLATE_NOOP("BatchMenus", "&Open a list…"), _K.Open),
    "picture": (QT_TRANSLATE_NOOP("BatchMenus", "Choose &picture…"), "Ctrl+Shift+P"),
    "anew": (QT_TRANSLATE_NOOP("BatchMenus", "Start &anew"), None),
    "rejected": (QT_TRANSLATE_NOOP("BatchMenus", "Save the &rejected rows…"), None),
    "export": (QT_TRANSLATE_NOOP("BatchMenus", "&Export XML…"), "Ctrl+E"),
    "close": (QT_TRANSLATE_NOOP("BatchMenus", "&Close window"), "Ctrl+W"),
    "previous": (QT_TRANSLATE_NOOP("BatchMenus", "&Previous recipient"), "Alt+Left"),
    "next": (QT_TRANSLATE_NOOP("BatchMenus", "&Next recipient"), "Alt+Right"),
    "first": (QT_TRANSLATE_NOOP("BatchMenus", "&First recipient"), "Alt+Home"),
    "last": (QT_TRANSLATE_NOOP("BatchMenus", "&Last recipient"), "Alt+End"),
    "go_to": (QT_TRANSLATE_NOOP("BatchMenus", "&Go to row"), "Ctrl+G"),
    "longest": (QT_TRANSLATE_NOOP("BatchMenus", "Longest &text"), "Ctrl+L"),
    "fault": (QT_TRANSLATE_NOOP("BatchMenus", "Next pro&blem"), "F8"),
    "send": (QT_TRANSLATE_NOOP("BatchMenus", "&Send…"), "Ctrl+Shift+Return"),
}

MENUS: Final[tuple[tuple[object, tuple[str, ...]], ...]] = (
    (
        QT_TRANSLATE_NOOP("BatchMenus", "&File"),
        ("open", "recent", "-", "picture", "anew", "-", "rejected", "export", "-", "close"),
    ),
    (
        QT_TRANSLATE_NOOP("BatchMenus", "&Recipients"),
        ("previous", "next", "first", "last", "-", "go_to", "longest", "fault"),
    ),
    (QT_TRANSLATE_NOOP("BatchMenus", "&Message"), ("send",)),
)


class BatchMenus(QObject):
    """The actions of one batch window, in menus."""

    def __init__(self, window: BatchWindow) -> None:
        super().__init__(window)
        self._made: dict[str, QAction] = {}
        self._menus: list[tuple[QMenu, object]] = []
        bar = window.menuBar()
        for words, names in MENUS:
            menu = QMenu(window)
            bar.addMenu(menu)
            self._menus.append((menu, words))
            for name in names:
                if name == "-":
                    menu.addSeparator()
                    continue
                if name == "recent":
                    self.recent = menu.addMenu("")
                    continue
                action = self._made[name] = QAction(window)
                keys = ENTRIES[name][1]
                if keys is not None:
                    action.setShortcut(QKeySequence(keys))
                menu.addAction(action)
        self.say_words()

    def __getitem__(self, name: str) -> QAction:
        return self._made[name]

    def connect_all(self, does: dict[str, Callable[[], object]]) -> None:
        """Say what each does."""
        for name, do in does.items():
            self._made[name].triggered.connect(lambda _=False, do=do: do())

    def enable(self, names: tuple[str, ...], *, on: bool) -> None:
        """Offer some, or not."""
        for name in names:
            self._made[name].setEnabled(on)

    def show_recent(self, paths: Sequence[Path], choose: Callable[[Path], object]) -> None:
        """List lists that were opened before."""
        self.recent.clear()
        self.recent.setEnabled(bool(paths))
        for path in paths:
            action = self.recent.addAction(path.name.replace("&", "&&"))
            action.setToolTip(str(path))
            action.triggered.connect(lambda _=False, path=path: choose(path))

    def say_words(self) -> None:
        """Say every name in the language of now."""
        for name, action in self._made.items():
            action.setText(QCoreApplication.translate("BatchMenus", str(ENTRIES[name][0])))
        self.recent.setTitle(QCoreApplication.translate("BatchMenus", "&Recent lists"))
        for menu, words in self._menus:
            menu.setTitle(QCoreApplication.translate("BatchMenus", str(words)))
