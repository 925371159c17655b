"""Every window and dialog, in both languages: named, reached by Tab, and nothing cut off."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from making import moving, photo, tone
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QMenu,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QToolButton,
    QWidget,
)

import mmskit
from mmskit_gui.app import Desk

_TOOLS = Path(__file__).resolve().parents[2] / "tools"
_SPARE = 1
"""Pixels that a hint may be larger than what is there, for rounding."""


@pytest.fixture(params=["en", "zh_CN"])
def scenes(request, qapp, tmp_path, monkeypatch) -> Iterator[dict[str, list[str]]]:
    """What is wrong in each scene of the tour that also makes the screenshots."""
    monkeypatch.syspath_prepend(str(_TOOLS))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    from screenshots import Tour  # noqa: PLC0415 - tools is no package

    wrong: dict[str, list[str]] = {}

    def see(name: str, seen: QWidget) -> None:
        if isinstance(seen, QMenu):
            wrong[name] = list(find_nameless_actions(seen))
            return
        found = [*find_nameless(seen), *find_cut_off(seen)]
        if seen.isWindow():
            found += find_unreached(seen)
        wrong[name] = found

    desk = Desk(qapp, tmp_path / "home")
    desk.services.settings.language = request.param
    desk.services.settings.theme = "light"
    large = tmp_path / "large.mmsx"
    pictures = [mmskit.Picture(photo((480, 360)), "a.jpg"), mmskit.Picture(moving(12), "b.gif")]
    frames = [mmskit.Frame("一", each, mmskit.Sound(tone(2), "c.wav")) for each in pictures * 2]
    mmskit.save_message(mmskit.Message("太大", frames), large)
    Tour(desk, see, large=large).run()
    yield wrong
    desk.stop()
    desk.services.languages.choose("en")
    qapp.setStyleSheet("")
    sys.modules.pop("screenshots", None)


def test_everything_can_be_used_without_eyes_or_mouse(scenes):
    """Every control has a name, Tab reaches every one of them, and no words are cut off."""
    assert len(scenes) > 50
    wrong = [f"{name}: {said}" for name, found in scenes.items() for said in dict.fromkeys(found)]
    assert not wrong, "\n".join(wrong)


def find_controls(seen: QWidget) -> list[QWidget]:
    """What can have the keyboard, as far as it is seen and not part of another control."""
    return [
        part
        for part in seen.findChildren(QWidget)
        if part.isVisibleTo(seen)
        and part.isEnabled()
        and part.focusPolicy() != Qt.FocusPolicy.NoFocus
        and part.focusProxy() is None
        and part.window() is seen.window()
        and not isinstance(part, QScrollBar | QScrollArea)
        and not (isinstance(part, QLabel) and not part.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and not part.objectName().startswith("qt_")
        and not isinstance(part.parent(), QAbstractSpinBox | QComboBox)
    ]


def name(part: QWidget) -> str:
    """What a screen reader says for a control."""
    said = part.accessibleName()
    if not said and isinstance(part, QAbstractButton):
        said = part.text()
    return said or next((each.text() for each in find_buddies(part)), "")


def find_buddies(part: QWidget) -> list[QLabel]:
    return [label for label in part.window().findChildren(QLabel) if label.buddy() is part]


def describe(part: QWidget) -> str:
    """A control as a developer finds it."""
    path = []
    at: QWidget | None = part
    while at is not None and len(path) < 4:
        path.append(type(at).__name__ + (f"#{at.objectName()}" if at.objectName() else ""))
        at = at.parentWidget()
    return " < ".join(path)


def find_nameless(seen: QWidget) -> Iterator[str]:
    for part in find_controls(seen):
        if not name(part).strip():
            yield f"no name: {describe(part)}"


def find_nameless_actions(menu: QMenu) -> Iterator[str]:
    for action in menu.actions():
        if not action.isSeparator() and not action.text().strip():
            yield "an action without a name"


def find_unreached(seen: QWidget) -> Iterator[str]:
    """What Tab never comes to, pressed until it comes round. Of a group it comes to the chosen one."""
    controls = find_controls(seen)
    for part in controls:
        if not part.focusPolicy() & Qt.FocusPolicy.TabFocus and not is_reached_otherwise(part):
            yield f"Tab does not stop at: {describe(part)}"
    stops = [part for part in controls if part.focusPolicy() & Qt.FocusPolicy.TabFocus]
    if not stops or QApplication.activeModalWidget() not in {None, seen}:
        return
    seen.activateWindow()
    before = seen.focusWidget()
    stops[0].setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    reached: set[int] = set()
    # More often than there are stops: some, such as the crop's canvas, have stops of their own.
    for _ in range(3 * len(stops) + 20):
        at = QApplication.focusWidget()
        if at is None:
            break
        reached.add(find_address(at))
        QTest.keyClick(at, Qt.Key.Key_Tab)
    for part in stops:
        if find_address(part) not in reached and not is_reached_otherwise(part):
            yield f"Tab never comes to: {describe(part)}"
    if before is not None:
        before.setFocus()


def find_address(part: QWidget) -> int:
    """Which object of Qt's it is, whatever Python calls it."""
    return int(shiboken6.getCppPointer(part)[0])


def is_reached_otherwise(part: QWidget) -> bool:
    """Whether the arrow keys of a group come to it, or a list has the keyboard for it."""
    if isinstance(part, QAbstractButton) and part.group() is not None:
        return True
    return isinstance(part.parentWidget(), QAbstractItemView)


def find_cut_off(seen: QWidget) -> Iterator[str]:
    """Words that have less room than they need. Who shortens words itself says all in a tip."""
    for part in seen.findChildren(QWidget):
        if not part.isVisibleTo(seen) or part.window() is not seen.window():
            continue
        if isinstance(part, QLabel) and part.text() and not part.pixmap():
            need = part.sizeHint().width()
            if part.wordWrap():
                room = part.heightForWidth(part.width()) <= part.height() + _SPARE
            else:
                room = need <= part.width() + _SPARE or part.toolTip()
            if not room:
                yield f"cut off: {part.text()!r} in {describe(part)}"
        elif isinstance(part, QPushButton | QRadioButton | QToolButton) and part.text():
            styled = part.toolButtonStyle() if isinstance(part, QToolButton) else None
            if styled == Qt.ToolButtonStyle.ToolButtonIconOnly:
                continue
            if part.sizeHint().width() > part.width() + _SPARE and not part.toolTip():
                yield f"cut off: {part.text()!r} in {describe(part)}"
