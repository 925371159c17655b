"""Everything a person can do, as actions with names, shortcuts and icons."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QPalette
from PySide6.QtWidgets import QMainWindow

from mmskit_gui.style.icons import make_icon

Keys = QKeySequence.StandardKey | str | None


@dataclass(frozen=True)
class Entry:
    """One action.

    Attributes:
        words: its name in menus, English; translated in the context ``Actions``.
        keys: its shortcut.
        icon: the icon's name, or "".
        checkable: whether it is on or off.
    """

    words: object  # a str, but Qt's marking does not say so
    keys: Keys = None
    icon: str = ""
    checkable: bool = False


_K = QKeySequence.StandardKey


ENTRIES: Final[Mapping[str, Entry]] = {
    "new": Entry(QT_TRANSLATE_NOOP("Actions", "&New"), _K.New, "file-plus"),
    "new_window": Entry(QT_TRANSLATE_NOOP("Actions", "New &window"), "Ctrl+Shift+N"),
    "open": Entry(QT_TRANSLATE_NOOP("Actions", "&Open…"), _K.Open, "folder-open"),
    "save": Entry(QT_TRANSLATE_NOOP("Actions", "&Save"), _K.Save, "save"),
    "save_as": Entry(QT_TRANSLATE_NOOP("Actions", "Save &as…"), "Ctrl+Shift+S"),
    "save_template": Entry(QT_TRANSLATE_NOOP("Actions", "Save as t&emplate…")),
    "start_page": Entry(QT_TRANSLATE_NOOP("Actions", "Start &page"), "Alt+Home"),
    "close": Entry(QT_TRANSLATE_NOOP("Actions", "&Close window"), "Ctrl+W"),
    "quit": Entry(QT_TRANSLATE_NOOP("Actions", "&Quit"), "Ctrl+Q"),
    "undo": Entry(QT_TRANSLATE_NOOP("Actions", "&Undo"), _K.Undo, "undo-2"),
    "redo": Entry(QT_TRANSLATE_NOOP("Actions", "&Redo"), "Ctrl+Shift+Z", "redo-2"),
    "cut": Entry(QT_TRANSLATE_NOOP("Actions", "Cu&t"), _K.Cut, "scissors"),
    "copy": Entry(QT_TRANSLATE_NOOP("Actions", "&Copy"), _K.Copy, "copy"),
    "paste": Entry(QT_TRANSLATE_NOOP("Actions", "&Paste"), _K.Paste, "clipboard-paste"),
    "select_all": Entry(QT_TRANSLATE_NOOP("Actions", "Select &all frames"), "Ctrl+Shift+A"),
    "add": Entry(QT_TRANSLATE_NOOP("Actions", "&Add frame"), "Ctrl+Return", "plus"),
    "add_files": Entry(
        QT_TRANSLATE_NOOP("Actions", "Add frames from &files…"), "Ctrl+I", "image-plus"
    ),
    "duplicate": Entry(QT_TRANSLATE_NOOP("Actions", "&Duplicate"), "Ctrl+D", "layers-2"),
    "delete": Entry(QT_TRANSLATE_NOOP("Actions", "De&lete"), None, "trash-2"),
    "move_up": Entry(QT_TRANSLATE_NOOP("Actions", "Move &up"), "Ctrl+Shift+Up", "arrow-up"),
    "move_down": Entry(QT_TRANSLATE_NOOP("Actions", "Move do&wn"), "Ctrl+Shift+Down", "arrow-down"),
    "reverse": Entry(QT_TRANSLATE_NOOP("Actions", "Re&verse order")),
    "previous": Entry(QT_TRANSLATE_NOOP("Actions", "&Previous frame"), "Ctrl+PgUp"),
    "next": Entry(QT_TRANSLATE_NOOP("Actions", "&Next frame"), "Ctrl+PgDown"),
    "go_to": Entry(QT_TRANSLATE_NOOP("Actions", "&Go to frame…"), "Ctrl+G"),
    "choose_picture": Entry(
        QT_TRANSLATE_NOOP("Actions", "Choose &picture…"), "Ctrl+Shift+P", "image"
    ),
    "crop": Entry(QT_TRANSLATE_NOOP("Actions", "&Crop…"), "Ctrl+Shift+C", "crop"),
    "rotate_right": Entry(QT_TRANSLATE_NOOP("Actions", "Rotate &right"), "Ctrl+R", "rotate-cw"),
    "rotate_left": Entry(
        QT_TRANSLATE_NOOP("Actions", "Rotate &left"), "Ctrl+Shift+R", "rotate-ccw"
    ),
    "sharp": Entry(QT_TRANSLATE_NOOP("Actions", "Keep &sharp"), None, "sparkles", True),
    "lock_picture": Entry(QT_TRANSLATE_NOOP("Actions", "Loc&k picture"), None, "lock", True),
    "remove_picture": Entry(QT_TRANSLATE_NOOP("Actions", "R&emove picture"), None, "x"),
    "choose_sound": Entry(QT_TRANSLATE_NOOP("Actions", "Choose s&ound…"), "Ctrl+Shift+M", "music"),
    "record": Entry(QT_TRANSLATE_NOOP("Actions", "Recor&d sound…"), None, "mic"),
    "remove_sound": Entry(QT_TRANSLATE_NOOP("Actions", "Re&move sound"), None, "x"),
    "remove_text": Entry(QT_TRANSLATE_NOOP("Actions", "Remove te&xt"), None, "x"),
    "fit": Entry(QT_TRANSLATE_NOOP("Actions", "&Fit to 50 KB"), "Ctrl+F", "minimize-2"),
    "play": Entry(QT_TRANSLATE_NOOP("Actions", "&Preview"), "F5", "play"),
    "send": Entry(QT_TRANSLATE_NOOP("Actions", "&Send…"), "Ctrl+Shift+Return", "send"),
    "history": Entry(QT_TRANSLATE_NOOP("Actions", "&What was sent"), "Ctrl+H", "history"),
    "batch": Entry(QT_TRANSLATE_NOOP("Actions", "Personalised &batch…"), "Ctrl+Shift+B", "users"),
    "sandbox_page": Entry(
        QT_TRANSLATE_NOOP("Actions", "Show the sandbox's &inbox"), None, "flask-conical"
    ),
    "settings": Entry(QT_TRANSLATE_NOOP("Actions", "Sett&ings…"), "Ctrl+,", "settings"),
    "about": Entry(QT_TRANSLATE_NOOP("Actions", "&About mmskit"), None, "info"),
}

MENUS: Final[tuple[tuple[object, tuple[str, ...]], ...]] = (
    (
        QT_TRANSLATE_NOOP("Actions", "&File"),
        (
            *("new", "new_window", "open", "recent", "templates", "samples", "-"),
            *("save", "save_as", "save_template", "-", "start_page", "settings", "-"),
            *("close", "quit"),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Actions", "&Edit"),
        (
            *("undo", "redo", "-", "cut", "copy", "paste", "duplicate", "delete", "-"),
            "select_all",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Actions", "F&rame"),
        (
            *("add", "add_files", "-", "move_up", "move_down", "reverse", "-"),
            *("previous", "next", "go_to", "-", "remove_text"),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Actions", "&Picture"),
        (
            *("choose_picture", "-", "crop", "rotate_right", "rotate_left", "-"),
            *("sharp", "lock_picture", "-", "remove_picture"),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Actions", "&Sound"),
        ("choose_sound", "record", "-", "remove_sound"),
    ),
    (
        QT_TRANSLATE_NOOP("Actions", "&Message"),
        ("fit", "play", "-", "send", "batch", "-", "history", "sandbox_page"),
    ),
    (QT_TRANSLATE_NOOP("Actions", "&Help"), ("about",)),
)

FRAME_MENU: Final = (
    *("cut", "copy", "paste", "-", "add", "duplicate", "delete", "-"),
    *("move_up", "move_down", "reverse"),
)


_MNEMONIC: Final = re.compile(r"\(&\w\)|&(?=\w)")


def say_plainly(words: str) -> str:
    """The name of an action where no key can be pressed for it: ``打开(&O)…`` is ``打开…``."""
    return _MNEMONIC.sub("", words)


class Actions(QObject):
    """The actions of one window, by name."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._made = {name: self._make(name, entry) for name, entry in ENTRIES.items()}
        self._made["redo"].setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        self._made["play"].setShortcuts([QKeySequence("F5"), QKeySequence("Ctrl+P")])
        self.say_words()

    def __getitem__(self, name: str) -> QAction:
        return self._made[name]

    def say_words(self) -> None:
        """Say every name in the language of now, and colour the icons."""
        for name, action in self._made.items():
            entry = ENTRIES[name]
            if name not in {"undo", "redo"} or not action.text():  # those say their step, too
                action.setText(QCoreApplication.translate("Actions", str(entry.words)))
            if entry.icon:
                action.setIcon(
                    make_icon(entry.icon, self._window.palette(), QPalette.ColorRole.Text)
                )

    def name_steps(self, undo: str, redo: str) -> None:
        """Say what undo and redo would do; ``""`` where they would do nothing."""
        for name, step, plain, full in (
            ("undo", undo, self.tr("&Undo"), self.tr("&Undo: {step}")),
            ("redo", redo, self.tr("&Redo"), self.tr("&Redo: {step}")),
        ):
            self._made[name].setText(full.format(step=step) if step else plain)

    def enable(self, names: tuple[str, ...], *, on: bool) -> None:
        """Switch actions on or off."""
        for name in names:
            self._made[name].setEnabled(on)

    def _make(self, name: str, entry: Entry) -> QAction:
        action = QAction(self._window)
        action.setObjectName(name)
        action.setCheckable(entry.checkable)
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        if isinstance(entry.keys, str):
            action.setShortcut(QKeySequence(entry.keys))
        elif entry.keys is not None:
            action.setShortcuts(entry.keys)
        self._window.addAction(action)
        return action
