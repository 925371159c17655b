"""The app: puts its parts together and opens its windows. The only place that does."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QFileOpenEvent, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

import mmskit
from mmskit.home import find_home
from mmskit_gui.clipboard import leave_clipboard
from mmskit_gui.collecting import Collector
from mmskit_gui.imagery import Imagery
from mmskit_gui.languages import Languages
from mmskit_gui.postbox import Postbox
from mmskit_gui.preload import preload_sound
from mmskit_gui.services import Services
from mmskit_gui.settings import Settings
from mmskit_gui.sound_player import SoundPlayer
from mmskit_gui.style.look import RESOURCES, apply_look
from mmskit_gui.tasks import Tasks
from mmskit_gui.windows.main_window import MainWindow

if TYPE_CHECKING:
    from mmskit_gui.windows.batch.window import BatchWindow
    from mmskit_gui.windows.history_window import HistoryWindow

_SWITCH_SECONDS = 0.0005
_TICK = 200
_FOLLOW_AFTER = 1200


class Desk(QObject):
    """All windows of the app, and what they share."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        super().__init__(app)
        self._app = app
        Collector(self)
        # Painting takes the interpreter many times over; it shall not wait long for each of them.
        sys.setswitchinterval(_SWITCH_SECONDS)
        settings = Settings(folder, self)
        tasks = Tasks(self)
        languages = Languages(app)
        languages.choose(settings.language)
        apply_look(app, settings.theme)
        self.services = Services(
            settings,
            languages,
            tasks,
            Imagery(tasks, self),
            SoundPlayer(tasks, self),
            Postbox(tasks, settings),
        )
        self.windows: list[MainWindow] = []
        self.history: HistoryWindow | None = None
        self.batch: BatchWindow | None = None
        settings.changed.connect(self._follow_settings)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_scheme)
        app.aboutToQuit.connect(self.stop)
        if sys.platform == "darwin":  # elsewhere every event would take the way through Python
            app.installEventFilter(self)

    def open_window(
        self, path: Path | None = None, *, copy_of: Path | None = None, start: bool = False
    ) -> MainWindow:
        """Open a window with a document, a copy of one, the start page, or one empty frame."""
        window = MainWindow(self.services)
        self.windows.append(window)
        window.closed.connect(self._forget)
        window.window_wanted.connect(self.open_window)
        window.copy_wanted.connect(lambda chosen: self.open_window(copy_of=chosen))
        window.start_wanted.connect(lambda: self.open_window(start=True))
        window.history_wanted.connect(self.open_history)
        window.batch_wanted.connect(self.open_batch)
        window.quit_wanted.connect(self.close_all)
        if start:
            window.show_start()
        elif path is not None:
            window.show_start()
            window.filing.open(path)
        elif copy_of is not None:
            window.show_start()
            window.filing.open_copy(copy_of)
        else:
            window.new()
        if len(self.windows) > 1:
            window.move(window.pos().x() + 32, window.pos().y() + 32)
        window.show()
        return window

    def open_history(self) -> HistoryWindow:
        """Show everything that was sent; there is one window of it."""
        from mmskit_gui.windows.history_window import HistoryWindow  # noqa: PLC0415 - when wanted

        if self.history is None:
            self.history = HistoryWindow(self.services)
            self.history.closed.connect(self._forget_history)
            self.history.message_wanted.connect(self.open_message)
        self.services.postbox.history.open()
        self.history.show()
        self.history.raise_()
        self.history.activateWindow()
        return self.history

    def open_message(self, message: mmskit.Message) -> None:
        """Open a window with a message that is in no file."""
        self.open_window().take_message(message)

    def open_batch(self) -> BatchWindow:
        """Show the window of personalised batches. There is one, as there is one draft."""
        from mmskit_gui.windows.batch.window import BatchWindow  # noqa: PLC0415 - when it is wanted

        if self.batch is None:
            self.batch = BatchWindow(self.services)
            self.batch.closed.connect(self._forget_batch)
        self.batch.show()
        self.batch.raise_()
        self.batch.activateWindow()
        return self.batch

    def follow_sent(self) -> None:
        """Load what talks to the platform, and go on following what was sent before."""
        services = self.services
        services.tasks.run(lambda _: mmskit.Client, owner=self, quick=True)
        services.postbox.follow_recent()

    def close_all(self) -> None:
        """Close every window. What is not saved is offered back at the next start."""
        for window in list(self.windows):
            window.close()
        if self.history is not None:
            self.history.close()
        if self.batch is not None:
            self.batch.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open what the system asks for by a double click (macOS)."""
        if event.type() == QEvent.Type.FileOpen and isinstance(event, QFileOpenEvent):
            self.open_window(Path(event.file()))
            return True
        return super().eventFilter(watched, event)

    def _follow_settings(self, name: str) -> None:
        settings = self.services.settings
        if name == "language":
            self.services.languages.choose(settings.language)
        elif name == "theme":
            apply_look(self._app, settings.theme)

    def _follow_scheme(self, _scheme: Qt.ColorScheme) -> None:
        if self.services.settings.theme == "system":
            apply_look(self._app, "system")

    def _forget(self, window: MainWindow) -> None:
        if window in self.windows:
            self.windows.remove(window)

    def _forget_history(self) -> None:
        self.history = None

    def _forget_batch(self) -> None:
        self.batch = None

    def stop(self) -> None:
        """End all work, and write down what is to be remembered."""
        services = self.services
        leave_clipboard()
        services.player.stop()
        services.postbox.stop()
        services.tasks.stop()
        services.settings.save()


def make_app(arguments: Sequence[str] = ()) -> QApplication:
    """Make Qt's application, once."""
    # Without PipeWire or a display manager Qt tells about it; no person can do anything with that.
    os.environ.setdefault("QT_LOGGING_RULES", "qt.multimedia.*=false;qt.qpa.*=false")
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    preload_sound()
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    app = QApplication(["mmskit", *arguments])
    app.setApplicationName("mmskit")
    app.setApplicationDisplayName("mmskit")
    app.setDesktopFileName("mmskit")
    app.setWindowIcon(QIcon(str(RESOURCES / "mmskit.svg")))
    return app


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the app until its last window is closed.

    Args:
        arguments: documents to open, each in a window of its own; none for the start page.
    """
    paths = [Path(word).absolute() for word in (arguments or ())]
    app = make_app()
    desk = Desk(app, find_home())
    for path in paths:
        desk.open_window(path)
    if not paths:
        desk.open_window(start=True)
    QTimer.singleShot(_FOLLOW_AFTER, desk.follow_sent)
    # Python sees Ctrl+C only when it runs.
    signal.signal(signal.SIGINT, lambda *_: desk.close_all())
    signal.signal(signal.SIGTERM, lambda *_: desk.close_all())
    ticking = QTimer()
    ticking.timeout.connect(lambda: None)
    ticking.start(_TICK)
    return int(app.exec())
