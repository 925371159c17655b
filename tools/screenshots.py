"""Show every window, dialog, menu and state of the app, in both languages, light and dark.

    python tools/screenshots.py                 write build/screenshots/<language>-<theme>/<name>.png
    python tools/screenshots.py --only send     only scenes whose name begins so
    python tools/screenshots.py --scale 2       for screens of twice the density

No display is needed. The pictures are for people to look at: what is cut off, overlaps, cannot be
read or is not translated is a mistake.
"""

# ruff: noqa: E402 - Qt reads the environment when it is imported
from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final, Literal

ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = ROOT / "build" / "screenshots"
HOME: Final = FOLDER / ".home"
SAMPLES: Final = ROOT / "samples"
THEMES: Final = ("light", "dark")
LANGUAGES: Final = ("zh_CN", "en")

if __name__ == "__main__":
    # A platform of its own, and nothing of the person who runs it; before Qt is imported.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    os.environ["MMSKIT_HOME"] = str(HOME)
    os.environ["QT_LOGGING_RULES"] = "*.warning=false"
    for name in ("URL", "APIKEY", "USERNAME", "PASSWORD"):
        os.environ.pop(f"MMSKIT_{name}", None)

import sent_before
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QWidget

import mmskit
from mmskit.account import Account
from mmskit_gui.app import Desk, make_app
from mmskit_gui.campaign_state import list_states
from mmskit_gui.dialogs.about import AboutDialog
from mmskit_gui.dialogs.account_editor import AccountEditor
from mmskit_gui.dialogs.campaigns import CampaignsDialog
from mmskit_gui.dialogs.crop import CropDialog
from mmskit_gui.dialogs.recording import RecordingDialog
from mmskit_gui.dialogs.send import SendDialog
from mmskit_gui.dialogs.settings import SettingsDialog
from mmskit_gui.editing import find_original_picture, find_picture_plan
from mmskit_gui.recovery_place import RecoveryPlace
from mmskit_gui.templates import save_as_template
from mmskit_gui.windows.batch.window import BatchWindow
from mmskit_gui.windows.history_window import HistoryWindow
from mmskit_gui.windows.main_window import MainWindow

See = Callable[[str, QWidget], None]
"""Takes a scene's name, and what is to be looked at."""

_PATIENCE: Final = 120.0
_BEAT: Final = 60
_MOTION: Final = 400
"""Milliseconds until what moves has come to rest."""
_TESTED: Final = "13900000001"
_REFUSED: Final = "13800009996"
_UNKNOWN: Final = "13800009998"
_MANY: Final = 150
_SENT: Final = 6
"""How many submissions and campaigns ``sent_before`` makes."""
_PEOPLE: Final = 1_200
_TEMPLATE: Final = "尊敬的{姓名|客户}，您的积分 {积分} 将于 {到期日} 到期。{?积分:到店即可兑换拿铁一杯。}回复 TD 退订"


class Tour:
    """Leads through everything that the app shows.

    Args:
        desk: the app, with a folder of its own.
        see: looks at each scene.
        only: scenes whose names begin otherwise are passed by.
        large: a message of four frames that is too large.
    """

    def __init__(
        self, desk: Desk, see: See, only: str = "", *, large: Path = SAMPLES / "oversize"
    ) -> None:
        self.desk = desk
        self._large = large
        self._see, self._only = see, only
        self.services = desk.services

    def see(self, name: str, widget: QWidget) -> None:
        """Let things settle, then look."""
        if name.startswith(self._only):
            self.settle()
            self._see(name, widget)

    def settle(self) -> None:
        """Wait until all work is done and painted."""
        self.wait(lambda: not self.services.tasks.busy)
        QTest.qWait(_BEAT)
        self.wait(lambda: not self.services.tasks.busy)

    @staticmethod
    def wait(there: Callable[[], object]) -> None:
        """Let the app live until something is there."""
        end = time.monotonic() + _PATIENCE
        while not there():
            if time.monotonic() > end:
                raise SystemExit("what was waited for did not come")
            QTest.qWait(10)

    def run(self) -> None:
        """See everything."""
        for scene in (
            self.see_start,
            self.see_editor,
            self.see_wells,
            self.see_fit,
            self.see_menus,
            self.see_notices,
            self.see_phones,
            self.see_dialogs,
            self.see_settings,
            self.see_sending,
            self.see_batch,
            self.see_history,
        ):
            prefix = scene.__name__.removeprefix("see_")
            if prefix.startswith(self._only) or self._only.startswith(prefix):
                scene()

    # --- the window

    @contextmanager
    def open(self, path: Path | None = None, *, start: bool = False) -> Iterator[MainWindow]:
        """A window, closed afterwards. Its document is opened in place, so it can be saved."""
        window = self.desk.open_window(copy_of=path, start=start)
        window.resize(1280, 800)
        if path is not None:
            self.wait(lambda: window.editing)
        self.settle()
        yield window
        window.document.open(mmskit.Message(), None)
        window.close()
        self.settle()

    def see_start(self) -> None:
        """The first thing one sees: with nothing yet, and with everything it can offer."""
        with self.open(start=True) as window:
            self.see("start-first", window)
        folder = self.services.settings.folder
        places = [folder / "双十一.mmsx", folder / "open-day.mmsx"]
        for sample, place in zip(("promotion", "graphics"), places, strict=True):
            mmskit.save_message(mmskit.open_message(SAMPLES / sample), place)
            self.services.settings.remember_recent(place)
        self.services.settings.remember_recent(folder / "gone.mmsx")
        save_as_template(
            mmskit.open_message(SAMPLES / "voice-greeting"), "中秋", folder / "templates"
        )
        left = RecoveryPlace(folder / "recovery")
        left.write(mmskit.open_message(SAMPLES / "promotion"), places[0])
        left.let_go()
        with self.open(start=True) as window:
            self.see("start-full", window)
        left.remove()

    def see_editor(self) -> None:
        """Messages as they are edited."""
        with self.open() as window:
            self.see("editor-new", window)
            window.frame_work.delete()
            window.notices.dismiss()
            QTest.qWait(_MOTION)
            self.see("editor-no-frames", window)
        with self.open(SAMPLES / "promotion") as window:
            self.see("editor-message", window)
            window.resize(980, 640)
            self.see("editor-smallest", window)
            window.resize(1600, 1000)
            self.see("editor-large", window)
            window.resize(1280, 800)
            window.document.select((1,))
            self.see("editor-animation", window)
            window.document.select((0, 2, 1))
            self.see("editor-several-selected", window)
            window.frame_work.delete()
            QTest.qWait(_MOTION)
            self.see("editor-deleted", window)
        with self.open(SAMPLES / "voice-greeting") as window:
            self.see("editor-voice", window)

    def see_wells(self) -> None:
        """Each well while it is busy, and when something is wrong."""
        with self.open(SAMPLES / "promotion") as window:
            editor = window.editor
            editor.picture.set_busy(0.4)
            editor.sound.set_busy(0.4)
            window.work_bar.show_progress("fit", 0.4)
            self.see("wells-busy", window)
            editor.picture.set_busy(None)
            editor.sound.set_busy(None)
            window.work_bar.show_progress("fit", None)
            error = mmskit.BundleError(mmskit.texts.text("gui.no_memory"))
            said = window.render_error(error)
            editor.picture.show_problem(said)
            editor.sound.show_problem(said)
            self.see("wells-wrong", window)

    def see_fit(self) -> None:
        """A message that is too large, its cuts and problems, and what a fit changes."""
        with self.open(self._large) as window:
            QTest.qWait(600)
            self.see("fit-too-large", window)
            self._see_menu("fit-problems", window.problems.menu())
            window.fitting.fit()
            self.wait(window.report.isVisible)
            self.see("fit-report", window)
            window.report.hide()
            self.see("fit-compare", window)
            window.document.select((3,))
            self.see("fit-animation", window)

    def see_menus(self) -> None:
        """Every menu."""
        with self.open(SAMPLES / "promotion") as window:
            for number, action in enumerate(window.menuBar().actions(), 1):
                self._see_menu_and_deeper(f"menus-{number}", find_menu(action))
            self._see_menu("menus-frame", window.menus.frame_menu)
            buttons = window.editor.findChildren(QToolButton)
            menus = [
                button.menu()
                for button in buttons
                if button.menu() is not None and button.isVisible()
            ]
            for number, menu in enumerate(menus, 1):
                self._see_menu_and_deeper(f"menus-editor-{number}", menu)

    def _see_menu_and_deeper(self, name: str, menu: QMenu) -> None:
        self._see_menu(name, menu)
        for deeper, inside in enumerate(menu.actions(), 1):
            if inside.menu() is not None:
                self._see_menu(f"{name}-{deeper}", find_menu(inside))

    def _see_menu(self, name: str, menu: QMenu) -> None:
        menu.aboutToShow.emit()
        menu.ensurePolished()
        menu.resize(menu.sizeHint())
        self.see(name, menu)

    def see_notices(self) -> None:
        """What is said above the message."""
        with self.open(SAMPLES / "promotion") as window:
            path = Path("双十一.mmsx")
            kinds: tuple[tuple[Literal["warn", "bad"], str], ...] = (
                ("warn", "gui.autosave_failed"),
                ("bad", "bundle.missing"),
            )
            for kind, key in kinds:
                said = mmskit.texts.text(key, reason="…", path=path)
                window.notices.show_notice(said.render(self.services.languages.current), kind)
                QTest.qWait(_MOTION)
                self.see(f"notices-{kind}", window)

    def see_phones(self) -> None:
        """The phones, light and dark, with the text above and below, and playing."""
        settings = self.services.settings
        with self.open(SAMPLES / "promotion") as window:
            for phone in window.phone.phones.buttons:
                settings.phone = phone
                self.see(f"phones-{phone}", window.phone)
            settings.phone = "standard"
            settings.phone_dark = True
            self.see("phones-dark", window.phone)
            settings.phone_text_first = True
            self.see("phones-text-first", window.phone)
            settings.phone_dark = settings.phone_text_first = False
            window.phone.playback.show_frame(2)
            self.see("phones-third-frame", window.phone)

    # --- dialogs

    def see_dialogs(self) -> None:
        """Dialogs about a picture, a sound, a frame, a template, and the app."""
        with self.open(SAMPLES / "promotion") as window:
            frame = window.document.message.frames[0]
            original = find_original_picture(frame)
            if original is None:
                raise TypeError("the sample has a picture")
            services = self.services
            crop = CropDialog(original, find_picture_plan(frame), services.imagery, window)
            self._see_dialog("dialogs-crop", crop)
            record = RecordingDialog(services.player, services.languages, window)
            self._see_dialog("dialogs-recording", record)
            record = RecordingDialog(services.player, services.languages, window)
            record.show()
            record.record()
            self._see_dialog("dialogs-recording-no-microphone", record)
            self._see_dialog("dialogs-about", AboutDialog(services.languages, window), beat=1500)
            self._see_modal("dialogs-go-to", window.dialogs.go_to)
            self._see_modal("dialogs-save-template", window.dialogs.save_template)

    def _see_dialog(self, name: str, dialog: Any, *, beat: int = 50) -> None:
        dialog.show()
        QTest.qWait(beat)
        self.see(name, dialog)
        dialog.reject()
        dialog.deleteLater()

    def _see_modal(self, name: str, opens: Callable[[], None]) -> None:
        """A dialog that does not return before it is closed."""

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if dialog is None:
                QTimer.singleShot(20, look)
                return
            self.see(name, dialog)
            dialog.close()

        QTimer.singleShot(20, look)
        opens()

    def see_settings(self) -> None:
        """Every section of the settings, and an account being written."""
        services = self.services
        with self.open(SAMPLES / "promotion") as window:
            account = Account("shop", "secret", "0" * 32, "https://api.example.com", "门店")
            services.postbox.keep_for_session(account)
            dialog = SettingsDialog(
                services.settings, services.postbox, services.languages, services.tasks, window
            )
            dialog.show()
            for section in dialog.sections:
                dialog.show_section(section)
                QTest.qWait(200)
                self.see(f"settings-{section}", dialog)
            dialog.reject()
            editor = AccountEditor(services.postbox, services.languages, None, window)
            editor.show()
            QTest.qWait(200)
            self.see("settings-account", editor)
            editor.reject()

    # --- sending

    def see_sending(self) -> None:
        """Sending, from an empty list of recipients to the last report."""
        postbox = self.services.postbox
        with self.open(SAMPLES / "promotion") as window:
            window.dialogs.send()
            dialog = find_send_dialog(window)
            self.wait(lambda: postbox.known_balance(dialog.form.account.choice) is not None)
            self.see("sending-empty", dialog)
            numbers = [_TESTED, "13800000001", "13700000011", "12345", _TESTED, "+85298765432"]
            dialog.form.recipients.field.setPlainText("\n".join(numbers))
            self.wait(lambda: len(dialog.form.numbers) == len(set(numbers)) - 1)
            self.wait(dialog.form.send.isEnabled)
            self.see("sending-recipients", dialog)
            self.see("sending-window", window)
            dialog.form.send.click()
            self.wait(lambda: self._count_waiting() == 0)
            QTest.qWait(300)
            self.see("sending-delivered", dialog)
            for name, number in (("refused", _REFUSED), ("unknown", _UNKNOWN)):
                dialog.page.back.click()
                dialog.form.recipients.field.setPlainText(f"{_TESTED}\n{number}")
                self.wait(partial(_is_among, number, dialog))
                self.wait(dialog.form.send.isEnabled)
                dialog.form.send.click()
                self.wait(lambda: not postbox.sending)
                QTest.qWait(300)
                self.see(f"sending-{name}", dialog)
            dialog.page.back.click()
            dialog.form.recipients.field.setPlainText(
                "\n".join(str(13_900_000_000 + number) for number in range(_MANY))
            )
            self.wait(lambda: len(dialog.form.numbers) == _MANY)
            account = Account("shop", "secret", "0" * 32, "http://127.0.0.1:9", "门店")
            postbox.keep_for_session(account)
            choice = next(each for each in postbox.choices() if not each.is_sandbox)
            dialog.form.account.choose(choice)
            QTest.qWait(500)
            self.see("sending-no-network", dialog)
            self.wait(dialog.form.send.isEnabled)
            dialog.form.send.click()
            self.see("sending-confirm", dialog)
            dialog.close()
        with self.open() as window:
            window.dialogs.send()
            dialog = find_send_dialog(window)
            QTest.qWait(300)
            self.see("sending-problem", dialog)
            dialog.close()

    # --- the history

    def see_history(self) -> None:
        """Everything that was sent: nothing, a week's worth, a doubt, and what is asked before money."""
        folder = self.services.settings.folder
        for name in ("records", "campaigns"):
            shutil.rmtree(folder / name, ignore_errors=True)
        self.services.postbox.keep_for_session(sent_before.ACCOUNT)
        window = self.desk.open_history()
        window.resize(1280, 820)
        desk = self.services.postbox.history
        self.wait(window.empty.isVisible)
        QTest.qWait(_MOTION)
        self.see("history-empty", window)
        sent_before.fill(folder, SAMPLES)
        desk.refresh()
        self.wait(lambda: len(window.mailings.rows.all) == _SENT)
        for name, title in (
            ("doubt", "双十一预告"),
            ("full", "会员积分"),
        ):
            window.mailings.choose(self._find_mailing(window, title, campaign=True))
            self.wait(partial(_is_shown, title, window))
            QTest.qWait(_MOTION)
            self.see(f"history-{name}", window)
        window.pane.people.choice.buttons["failed"].click()
        window.pane.people.whole.click()
        window.pane.verticalScrollBar().setValue(window.pane.verticalScrollBar().maximum())
        QTest.qWait(_MOTION)
        self.see("history-people", window)
        window.pane.verticalScrollBar().setValue(0)
        window.pane.chart.setFocus()
        QTest.keyClick(window.pane.chart, Qt.Key.Key_Home)
        for _ in range(30):
            QTest.keyClick(window.pane.chart, Qt.Key.Key_Right)
        self.see("history-chart", window)
        window.foot.resend.click()
        QTest.qWait(_MOTION)
        self.see("history-confirm", window)
        window.foot.step_back()
        for name, state in (("refused", "refused"), ("single-doubt", "unknown")):
            window.mailings.choose(
                next(
                    one.id for one in window.mailings.rows.all if one.state == state and one.record
                )
            )
            QTest.qWait(_MOTION)
            self.see(f"history-{name}", window)
        window.bar.words.setText("nothing like this")
        QTest.qWait(_MOTION)
        self.see("history-nothing-fits", window)
        window.close()
        self.settle()

    @staticmethod
    def _find_mailing(window: HistoryWindow, title: str, *, campaign: bool) -> str:
        return next(
            one.id
            for one in window.mailings.rows.all
            if one.title == title and one.is_campaign == campaign
        )

    # --- personalised batches

    def see_batch(self) -> None:
        """A personalised batch, from nothing to its doubts."""
        window = self.desk.open_batch()
        window.resize(1280, 800)
        document = window.document
        self._settle_batch(window)
        self.see("batch-empty", window)
        folder = self.services.settings.folder
        window.choosing.open_list(write_people(folder / "会员名单.csv"))
        document.set_title("会员积分提醒")
        document.set_text(_TEMPLATE + "{积份}")
        picture = mmskit.Picture.open(SAMPLES / "personal" / "picture.jpg")
        document.set_picture(picture)
        self._settle_batch(window)
        self.see("batch-problem", window)
        window.text.note.button.click()
        document.set_text(_TEMPLATE)
        self._settle_batch(window)
        document.show_row(31)
        self.see("batch-open", window)
        self._see_menu("batch-field", window.text.chips.chips[2].menu())
        for number, action in enumerate(window.menuBar().actions(), 1):
            self._see_menu(f"batch-menu-{number}", find_menu(action))
        window.resize(1080, 680)
        self.see("batch-smallest", window)
        window.resize(1280, 800)
        window.rows.choose_rows("left_out")
        self.see("batch-left-out", window)
        window.rows.choose_rows("people")
        document.set_text("尊敬的{姓名}，" + "您的积分快到期了。" * 800)
        self._settle_batch(window)
        document.show_next_fault()
        window.wiring.go_to(document.issues[-1])
        QTest.qWait(_MOTION)
        self.see("batch-too-long", window)
        window.notices.dismiss()
        document.set_text(_TEMPLATE)
        self._settle_batch(window)
        window.exporting.export(folder)
        self.wait(lambda: "manifest.json" in window.notices.said)
        QTest.qWait(_MOTION)
        self.see("batch-exported", window)
        window.notices.dismiss()
        self._see_batch_sent(window)
        window.close()
        self.settle()

    def _see_batch_sent(self, window: BatchWindow) -> None:
        """Sending to the sandbox, then to somewhere that costs money and does not answer."""
        postbox = self.services.postbox
        self.services.settings.account = ""  # the sandbox, whatever was chosen in earlier scenes
        window.sending.send()
        dialog = window.sending.dialog
        if dialog is None:
            raise TypeError("there is no dialog to send with")
        self.wait(lambda: postbox.known_balance(dialog.form.account.choice) is not None)
        self.see("batch-send", dialog)
        dialog.form.send.click()
        self.wait(lambda: dialog.page.state is not None and dialog.page.state.sending)
        self.see("batch-sending", dialog)
        self.wait(lambda: dialog.page.state is not None and not dialog.page.state.sending)
        self.wait(lambda: dialog.page.state is not None and dialog.page.state.status.delivered)
        self.see("batch-done", dialog)
        dialog.close()
        with mute_server() as url:
            account = Account("shop", "secret", "0" * 32, url, "门店")
            postbox.keep_for_session(account)
            window.sending.send()
            choice = next(each for each in postbox.choices() if each.name == "门店")
            dialog.form.account.choose(choice)
            QTest.qWait(500)
            dialog.form.send.click()
            self.wait(lambda: dialog.page.foot.currentWidget() is dialog.page.confirm)
            self.see("batch-confirm", dialog)
            dialog.page.confirm.field.setText(str(window.document.recipients))
            dialog.page.confirm.go.click()
            self.wait(lambda: dialog.page.state is not None and dialog.page.state.status.doubts)
            self.wait(lambda: dialog.page.state is not None and not dialog.page.state.sending)
            self.see("batch-doubt", dialog)
            card = next(iter(dialog.page.view.cards.values()))
            card.again.click()
            self.see("batch-doubt-again", dialog)
            dialog.close()
        states = list_states(postbox.campaigns.home)
        services = self.services
        waiting = CampaignsDialog(states, postbox, services.settings, services.languages, window)
        self._see_dialog("batch-waiting", waiting, beat=800)

    def _settle_batch(self, window: BatchWindow) -> None:
        self.wait(lambda: not window.document.busy)
        self.settle()

    def _count_waiting(self) -> int:
        accepted = [each for each in self.services.postbox.records() if each.state == "accepted"]
        if not accepted:
            return -1
        found = self.services.postbox.deliveries(accepted[0])
        return sum(each.state == "waiting" for each in found.values())


def _is_shown(title: str, window: HistoryWindow) -> bool:
    return window.pane.head.title.text() == title


def write_people(path: Path) -> Path:
    """A list with a few rows of every kind that cannot be used."""
    names = ("王芳", "李娜", "张伟", "刘洋", "陈静", "赵磊", "孙丽", "周涛")
    rows = ["姓名,手机号,积分,到期日"]
    rows += [
        f"{names[number % 8]},{13_800_000_000 + number},{number * 37 % 5000},2026-12-{number % 28 + 1:02}"
        for number in range(_PEOPLE)
    ]
    rows += [
        "吴敏,1381129,120,2026-12-31",
        "郑强,1.3811E+10,80,2026-12-31",
        f"{rows[3]}",
        "冯雪,13900000001,300",
    ]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


@contextmanager
def mute_server() -> Iterator[str]:
    """A server that takes everything and says nothing that could be understood."""

    class Mute(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_words: object) -> None:
            """Say nothing here either."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Mute)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def _is_among(number: str, dialog: SendDialog) -> bool:
    return number in dialog.form.numbers


def find_menu(action: QAction) -> QMenu:
    """The menu that an action opens."""
    found = action.menu()
    if not isinstance(found, QMenu):
        raise TypeError("it opens no menu")
    return found


def find_send_dialog(window: MainWindow) -> SendDialog:
    """The dialog that sends, of a window where it is open."""
    found = window.findChild(SendDialog)
    if not isinstance(found, SendDialog):
        raise TypeError("there is no dialog to send with")
    return found


class Photographer:
    """Keeps each scene as a picture, light and dark."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.count = 0

    def __call__(self, name: str, widget: QWidget) -> None:
        """Take a scene in both themes."""
        settings = self._desk.services.settings
        for theme in THEMES:
            settings.theme = theme
            QTest.qWait(_BEAT)
            while self._desk.services.tasks.busy:
                QTest.qWait(10)
            folder = FOLDER / f"{settings.language}-{theme}"
            folder.mkdir(parents=True, exist_ok=True)
            widget.grab().save(str(folder / f"{name}.png"))
            self.count += 1
        settings.theme = THEMES[0]
        QCoreApplication.processEvents()


def main() -> int:
    """Write the pictures of every scene."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="only scenes whose names begin so")
    parser.add_argument("--language", choices=LANGUAGES, help="one language instead of both")
    parser.add_argument("--scale", default="1", help="device pixels for a pixel")
    chosen = parser.parse_args()
    os.environ["QT_SCALE_FACTOR"] = chosen.scale
    if not chosen.language:
        # Each in a process of its own, as for a person.
        command = [sys.executable, __file__, "--only", chosen.only, "--scale", chosen.scale]
        runs = [subprocess.run([*command, "--language", each], check=False) for each in LANGUAGES]
        return max(run.returncode for run in runs)
    shutil.rmtree(HOME, ignore_errors=True)
    desk = Desk(make_app(), HOME)
    desk.services.settings.language = chosen.language
    photographer = Photographer(desk)
    Tour(desk, photographer, chosen.only).run()
    desk.stop()
    shutil.rmtree(HOME, ignore_errors=True)
    print(f"{photographer.count} pictures in {FOLDER}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
