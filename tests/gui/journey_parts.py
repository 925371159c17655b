"""Whole journeys in the real window, each in a process of its own: ``journey_parts.py NAME FOLDER``.

A person is played with Qt's own mouse and keyboard events. What was seen is kept as pictures in
``build/screenshots/journeys/``. The process ends with 0 where everything was as it should be.
"""

# ruff: noqa: E402 - the path comes first
from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE.parent), str(ROOT), str(ROOT / "gui")]

from making import photo, still, tone
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeySequence,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

import mmskit
from mmskit.account import find_home
from mmskit_gui.app import Desk, make_app
from mmskit_gui.dialogs.send import SendDialog
from mmskit_gui.dialogs.settings import SettingsDialog
from mmskit_gui.sizes import LIMIT, find_frame_sizes, find_whole
from mmskit_gui.windows.main_window import MainWindow

SHOTS = ROOT / "build" / "screenshots" / "journeys"
PATIENCE = float(os.environ.get("MMSKIT_PATIENCE", "120"))
"""Seconds after which something is taken for never to come; machines that test are slow."""

_NUMBERS = ("13800000001", "13900000001", "13700000001")
_LATIN = re.compile(r"[A-Za-z]{2,}")


class LostError(AssertionError):
    """Something that should have come did not."""


class Person:
    """Sits before the window: looks, waits, clicks and types."""

    def __init__(self, journey: str, language: str = "en") -> None:
        self.app = make_app()
        self.desk = Desk(self.app, find_home())
        if self.desk.services.settings.language == "system":
            self.desk.services.settings.language = language
        self.journey = journey
        self._shots = 0
        self.window: MainWindow = self.desk.open_window(start=True)
        self.wait("a window", self.window.isVisible)
        self.window.activateWindow()

    def wait(self, what: str, there: Callable[[], object]) -> None:
        """Let the app live until something is there."""
        end = time.monotonic() + PATIENCE
        while not there():
            if time.monotonic() > end:
                self.shoot("lost")
                raise LostError(f"{self.journey}: {what} did not come")
            QTest.qWait(20)

    def shoot(self, name: str) -> None:
        """Keep what is seen, the topmost window of the app."""
        self._shots += 1
        SHOTS.mkdir(parents=True, exist_ok=True)
        shown = self.app.activeModalWidget() or self.app.activeWindow() or self.window
        shown.grab().save(str(SHOTS / f"{self.journey}-{self._shots}-{name}.png"))

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click a control that can be seen and used."""
        said = widget.accessibleName() or widget.objectName()
        self.wait(f"{said} to be seen", widget.isVisible)
        self.wait(f"{said} to be usable", widget.isEnabled)
        QTest.mouseClick(
            widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at or QPoint()
        )

    def press(self, keys: str, on: QWidget | None = None) -> None:
        """Press a shortcut where the keyboard is, or on a certain control."""
        self.take_keyboard(on or self.window)
        focused = on or QApplication.focusWidget() or self.window
        QTest.keySequence(focused, QKeySequence(keys))

    def take_keyboard(self, part: QWidget) -> None:
        """Give the keyboard to a window: there is no window manager that would after a dialog."""
        window = part.window()
        if not window.isActiveWindow():
            window.activateWindow()
            self.wait("the keyboard", window.isActiveWindow)

    def type(self, field: QWidget, said: str) -> None:
        """Type in a field, letter by letter; Chinese comes as an input method commits it."""
        self.take_keyboard(field)
        field.setFocus()
        self.wait("the keyboard", field.hasFocus)
        for char in said:
            if char.isascii():
                QTest.keyClick(field, char)
                continue
            QApplication.sendEvent(field, QInputMethodEvent("pin", []))
            committed = QInputMethodEvent()
            committed.setCommitString(char)
            QApplication.sendEvent(field, committed)
            QApplication.processEvents()

    def drop(self, target: QWidget, paths: list[Path], at: QPoint | None = None) -> None:
        """Drop files on something, as a file manager does."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        point = at or target.rect().center()
        actions, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        keys = Qt.KeyboardModifier.NoModifier
        entered = QDragEnterEvent(point, actions, mime, left, keys)
        QApplication.sendEvent(target, entered)
        assert entered.isAccepted(), "the drop is not taken"
        QApplication.sendEvent(target, QDropEvent(QPointF(point), actions, mime, left, keys))

    def rest(self) -> None:
        """Wait until no work is under way."""
        self.wait("the end of all work", lambda: not self.desk.services.tasks.busy)

    def find_button(self, parent: QWidget, said: str) -> QAbstractButton:
        """The button with these words."""
        found: list[QAbstractButton] = []

        def look() -> bool:
            found[:] = [
                button
                for button in parent.findChildren(QAbstractButton)
                if button.isVisible() and button.text().replace("&", "") == said
            ]
            return bool(found)

        self.wait(f"a button “{said}”", look)
        return found[0]

    def fill_file_dialog(self, path: Path) -> None:
        """Answer the next file dialog with a path, as soon as it is open."""

        def answer() -> None:
            dialog = self.app.activeModalWidget()
            if not isinstance(dialog, QFileDialog):
                QTimer.singleShot(50, answer)
                return
            self.shoot("file-dialog")
            field = dialog.findChild(QLineEdit, "fileNameEdit")
            field.setText(str(path))
            QTest.keyClick(field, Qt.Key.Key_Return)

        QTimer.singleShot(50, answer)

    def leave(self) -> None:
        """Close every window, which ends the app."""
        self.desk.close_all()
        QTest.qWait(50)
        self.desk.stop()


def measure(window: MainWindow) -> int:
    """What the message of a window takes, in bytes."""
    return find_whole(find_frame_sizes(window.document.message))


def find_offers(window: MainWindow) -> list[QAbstractButton]:
    """The suggested cuts that can be clicked now."""
    return [
        button
        for button in window.meter.findChildren(QAbstractButton)
        if button.isVisible() and button.isEnabled()
    ]


def send_to_sandbox(person: Person) -> None:
    """Press Send, paste numbers, send to the sandbox, see accepted, then delivered."""
    window = person.window
    person.click(window.toolbar.findChild(QAbstractButton, "send_button"))
    person.wait("the send dialog", lambda: window.findChild(SendDialog) is not None)
    dialog = window.findChild(SendDialog)
    person.wait("the send dialog", dialog.isVisible)
    form = dialog.form
    assert form.account.choice.is_sandbox, "the sandbox is what a new person sends to"
    QGuiApplication.clipboard().setText("\n".join((*_NUMBERS, "12345", _NUMBERS[0])))
    person.press("Ctrl+V", form.recipients.field)
    person.wait("the recipients", lambda: form.numbers == _NUMBERS)
    person.wait("a message that can be sent", form.send.isEnabled)
    person.shoot("recipients")
    person.click(form.send)
    page = dialog.pages
    person.wait("the answer", lambda: page.currentWidget() is not form and deliveries(person))
    person.shoot("accepted")
    person.wait(
        "every delivery report",
        lambda: all(state == "delivered" for state in deliveries(person).values()),
    )
    QTest.qWait(200)
    person.shoot("delivered")
    (record,) = person.desk.services.postbox.records()
    assert record.state == "accepted"
    assert record.msgid
    dialog.close()


def deliveries(person: Person) -> dict[str, str]:
    """What is known of every recipient of what was accepted."""
    postbox = person.desk.services.postbox
    accepted = [record for record in postbox.records() if record.state == "accepted"]
    if not accepted:
        return {}
    return {number: each.state for number, each in postbox.deliveries(accepted[0]).items()}


# --- journeys


def compose(folder: Path) -> None:
    """Twelve photos, words and a song become a message that fits, is sent and arrives."""
    photos = [folder / f"{number}.jpg" for number in range(1, 13)]
    for path in photos:
        path.write_bytes(photo((800, 600), quality=85))
    song = folder / "song.wav"
    song.write_bytes(tone(6, rate=16000))
    person = Person("compose")
    window = person.window
    person.rest()
    person.shoot("start")
    person.click(person.find_button(window.start, "New message"))
    person.wait("an empty message", lambda: window.editing)
    person.drop(window.strip.frames.viewport(), photos)
    person.wait("twelve frames", lambda: len(window.document.message.frames) == 12)
    window.document.select((0,))
    person.type(window.editor.title.field, "双十一大促")
    person.type(window.editor.text.editor, "全场五折，今天有效。回复TD退订")
    person.drop(window.editor.sound, [song])
    person.wait("the song", lambda: window.document.message.frames[0].sound is not None)
    person.rest()
    person.shoot("twelve-photos")

    # Move the first frame down by the keyboard alone, then take back everything, and do it again.
    window.strip.frames.setFocus()
    person.press("Ctrl+Shift+Down")
    assert window.document.message.frames[1].text == "全场五折，今天有效。回复TD退订"
    composed = window.document.message
    steps = window.document.undo_stack.count()
    for _ in range(steps):
        person.press("Ctrl+Z")
    assert window.document.message == mmskit.Message("", [mmskit.Frame()]), "all is undone"
    for _ in range(steps):
        person.press("Ctrl+Shift+Z")
    assert window.document.message is composed, "all is done again"

    person.click(window.toolbar.findChild(QAbstractButton, "fit_button"))
    person.wait("the fit", window.report.isVisible)
    person.rest()
    person.shoot("fitted")
    assert measure(window) <= LIMIT
    assert window.report.rows.count() >= 12, "what changed is listed"
    originals = [
        frame.picture_source.original.data
        for frame in window.document.message.frames
        if frame.picture_source
    ]
    assert len(originals) == 12, "the originals are kept"
    person.press("Ctrl+Z")
    assert window.document.message is composed, "a fit is one step"
    person.press("Ctrl+Shift+Z")

    person.press("F5")
    person.wait("the preview", lambda: window.phone.playback.playing)
    QTest.qWait(600)
    person.shoot("playing")
    person.press("F5")
    person.wait("the preview's end", lambda: not window.phone.playback.playing)
    send_to_sandbox(person)
    person.leave()


def cut(folder: Path) -> None:
    """A message that is too large fits after the suggested cuts were clicked, and is sent."""
    frames = [
        mmskit.Frame("第一张", mmskit.Picture(photo((480, 360), quality=70), "one.jpg")),
        mmskit.Frame("第二张，有歌", mmskit.Picture(still(size=(640, 480)), "two.jpg")),
    ]
    song = mmskit.Sound(tone(6, rate=16000), "song.wav")
    frames[1] = mmskit.Frame(frames[1].text, frames[1].picture, song)
    path = folder / "too-large.mmsx"
    mmskit.save_message(mmskit.Message("太大", frames), path)
    person = Person("cut")
    window = person.window
    person.rest()
    person.drop(window.start, [path])
    person.wait("the message", lambda: window.editing and len(window.document.message.frames) == 2)
    assert window.document.path == path
    assert measure(window) > LIMIT
    steps = 0
    while measure(window) > LIMIT:
        steps += 1
        assert steps < 40, "the cuts lead somewhere"
        before = window.document.message
        person.wait("suggested cuts", lambda: bool(find_offers(window)))
        if steps == 1:
            person.rest()
            person.shoot("suggested")
        person.click(find_offers(window)[0])
        person.wait("the cut", lambda seen=before: window.document.message is not seen)
    person.rest()
    person.shoot("cut")
    assert find_offers(window) == [], "what fits needs no cuts"
    assert window.document.message.frames[1].sound_source.original == song
    send_to_sandbox(person)
    person.leave()


def type_and_wait(folder: Path) -> None:
    """Types, and goes on living until it is killed."""
    person = Person("crash")
    window = person.window
    person.click(person.find_button(window.start, "New message"))
    person.type(window.editor.title.field, "写到一半")
    person.drop(window.editor.picture, [_write_photo(folder)])
    person.wait("the picture", lambda: window.document.message.frames[0].picture is not None)
    number = 0
    while True:
        number += 1
        person.type(window.editor.text.editor, f"{number} ")
        said = {"time": time.time(), "text": window.document.message.frames[0].text}
        with (folder / "typed").open("a", encoding="utf-8") as file:
            file.write(json.dumps(said) + "\n")
        QTest.qWait(200)


def recover(folder: Path) -> None:
    """What was typed before the kill is offered back, at most ten seconds old; saved, it is there."""
    typed = [json.loads(line) for line in (folder / "typed").read_text("utf-8").splitlines()]
    person = Person("recover")
    window = person.window
    person.wait("the offer", lambda: bool(window.start.recovery.rows))
    person.shoot("offered")
    (row,) = window.start.recovery.rows
    person.click(row.restorer)
    person.wait("the work", lambda: window.editing)
    message = window.document.message
    assert message.title == "写到一半"
    assert message.frames[0].picture is not None
    back = next(said for said in typed if said["text"] == message.frames[0].text)
    assert typed[-1]["time"] - back["time"] <= 10, "at most 10 seconds are lost"
    assert window.isWindowModified(), "what was recovered is not saved yet"
    person.shoot("restored")
    place = folder / "gerettet.mmsx"
    person.fill_file_dialog(place)
    person.press("Ctrl+S")
    person.wait("the file", lambda: place.exists() and not window.isWindowModified())
    person.shoot("saved")
    assert mmskit.open_message(place) == message
    person.leave()
    again = Person("recover-after")
    person.wait("the start page", again.window.start.isVisible)
    QTest.qWait(300)
    assert not again.window.start.recovery.rows, "what was saved is not offered again"
    again.leave()


def languages(folder: Path) -> None:
    """Chinese and English are switched while editing: nothing is lost, nothing stays behind."""
    person = Person("languages", "zh_CN")
    window, services = person.window, person.desk.services
    person.rest()
    services.settings.language = "en"
    hear(person, "en")
    english = dict(read_words(window))
    services.settings.language = "zh_CN"
    hear(person, "zh_CN")
    complain("the start page", english, dict(read_words(window)))
    (begin,) = (
        button
        for button in window.start.findChildren(QAbstractButton)
        if button.property("role") == "primary" and button.isVisible()
    )
    person.click(begin)
    person.wait("an empty message", lambda: window.editing)
    person.type(window.editor.title.field, "标题")
    person.drop(window.editor.picture, [_write_photo(folder)])
    person.wait("the picture", lambda: window.document.message.frames[0].picture is not None)
    person.type(window.editor.text.editor, "写着写着")
    cursor = window.editor.text.editor.textCursor().position()
    person.rest()
    before = window.document.message
    person.shoot("chinese")
    chinese = dict(read_words(window))

    choose_language(person, "en")
    hear(person, "en")
    person.shoot("english")
    english = dict(read_words(window))
    left = [said for said in english.values() if re.search(r"[\u4e00-\u9fff]", said)]
    typed = ("标题", "写着写着", "简体中文")
    left = [said for said in left if not any(word in said for word in typed)]
    assert not left, f"still Chinese: {left}"
    complain("the window", english, chinese)
    assert window.document.message is before, "nothing is lost"
    assert window.editor.text.editor.textCursor().position() == cursor
    assert window.document.undo_stack.canUndo()
    person.type(window.editor.text.editor, " on")
    assert window.document.message.frames[0].text == "写着写着 on"

    choose_language(person, "zh_CN")
    hear(person, "zh_CN")
    person.type(window.editor.text.editor, "！")
    assert window.document.message.frames[0].text == "写着写着 on！"
    complain("the window", english, dict(read_words(window)))
    for _ in range(window.document.undo_stack.count()):
        person.press("Ctrl+Z")
    assert window.document.message == mmskit.Message("", [mmskit.Frame()])
    person.leave()


def hear(person: Person, language: str) -> None:
    """Wait until the window speaks a language; its menus are the last to."""
    (menu, *_) = person.window.menuBar().actions()
    chinese = language == "zh_CN"
    person.wait("the language", lambda: bool(re.search(r"[\u4e00-\u9fff]", menu.text())) == chinese)
    QTest.qWait(100)


def choose_language(person: Person, language: str) -> None:
    """Open the settings and choose a language there."""
    failed: list[BaseException] = []

    def choose() -> None:
        dialog = person.app.activeModalWidget()
        if not isinstance(dialog, SettingsDialog):
            QTimer.singleShot(50, choose)
            return
        try:
            segments = next(
                part for part in dialog.findChildren(QWidget) if hasattr(part, "language")
            ).language
            person.click(segments.buttons[language])
            QTest.qWait(100)
            person.shoot(f"settings-{language}")
        except BaseException as error:  # noqa: BLE001 - told below
            failed.append(error)
        dialog.close()

    QTimer.singleShot(50, choose)
    person.press("Ctrl+,")
    if failed:
        raise failed[0]


# --- words


def read_words(window: QWidget) -> Iterator[tuple[tuple[object, ...], str]]:
    """Every word that a window shows or a screen reader would say, with where it stands."""
    for number, part in enumerate([window, *window.findChildren(QWidget)]):
        if not part.isVisible() and part is not window:
            continue
        said = [("name", part.accessibleName()), ("tip", part.toolTip())]
        if isinstance(part, QLabel | QAbstractButton):
            said.append(("text", part.text()))
        if isinstance(part, QGroupBox):
            said.append(("title", part.title()))
        if isinstance(part, QLineEdit | QPlainTextEdit):
            said.append(("hint", part.placeholderText()))
        if isinstance(part, QTabBar):
            said += [(f"tab {at}", part.tabText(at)) for at in range(part.count())]
        for kind, words in said:
            yield (number, type(part).__name__, kind), words
    for action in window.findChildren(QAction):
        if not isinstance(action.parent(), QMenu) or action.text():
            yield ("action", action.objectName() or id(action)), action.text().replace("&", "")


_SAME_EVERYWHERE = (
    *("mmskit", "KB", "GIF", "JPEG", "PNG", "WebP", "MIDI", "AMR", "WAV", "MP3", "English"),
    *("Ctrl", "Shift", "Alt", "Home", "Return", "PgUp", "PgDown", "F5", "Qt", "CSV", "XLSX"),
    "Harbour Library open day",  # the title of a sample
)


def complain(where: str, english: dict, chinese: dict) -> None:
    """Fail where words are the same in both languages and have Latin words in them."""
    same = []
    for place, said in english.items():
        if not said or chinese.get(place) != said:
            continue
        rest = re.sub(r"\S+\.(jpg|gif|png|mid|amr|mp3|wav|webp|mmsx)\b|\S*/\S*", "", said)
        for known in _SAME_EVERYWHERE:
            rest = rest.replace(known, "")
        if _LATIN.search(rest) and not re.search(r"[\u4e00-\u9fff]", rest):
            same.append(said)
    assert not same, f"untranslated in {where}: {sorted(set(same))}"


def _write_photo(folder: Path) -> Path:
    path = folder / "photo.jpg"
    path.write_bytes(photo((320, 240), quality=40))
    return path


JOURNEYS: dict[str, Callable[[Path], None]] = {
    "compose": compose,
    "cut": cut,
    "type": type_and_wait,
    "recover": recover,
    "languages": languages,
}

if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "xcb")
    JOURNEYS[sys.argv[1]](Path(sys.argv[2]))
    sys.stdout.write("arrived\n")
