"""The dialogs of a window, each made when it is first wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QInputDialog

import mmskit
from mmskit_gui import editing
from mmskit_gui.importing import Offer
from mmskit_gui.samples import find_samples
from mmskit_gui.templates import find_templates, save_as_template

if TYPE_CHECKING:
    from mmskit_gui.dialogs.send import SendDialog
    from mmskit_gui.windows.main_window import MainWindow

_PICTURES: Final = "*.jpg *.jpeg *.gif *.png *.webp *.bmp"
_SOUNDS: Final = (
    "*.amr *.mid *.midi *.mp3 *.wav *.m4a *.ogg *.opus *.flac *.aac *.aif *.aiff *.caf *.wma *.awb"
    " *.mp4 *.m4v *.mov *.3gp *.mkv *.webm *.wmv"
)


class Dialogs(QObject):
    """Opens dialogs over one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._send: SendDialog | None = None
        self._templates = window.services.settings.folder / "templates"

    def list_places(
        self,
    ) -> dict[str, tuple[Callable[[], Sequence[tuple[str, Path]]], Callable[[Path], None]]]:
        """What the menus of places list, and what a choice does."""
        settings = self._window.services.settings
        return {
            "recent": (
                lambda: [(path.name, path) for path in settings.recent if path.exists()],
                self._window.open_path,
            ),
            "templates": (
                lambda: [(found.name, found.path) for found in find_templates(self._templates)],
                self.open_copy,
            ),
            "samples": (
                lambda: [(found.title or found.name, found.path) for found in find_samples()],
                self.open_copy,
            ),
        }

    def open_copy(self, path: Path) -> None:
        """Begin a new document from a sample or a template; here where nothing is lost by it."""
        window = self._window
        if window.editing and not window.pristine:
            window.copy_wanted.emit(path)
        else:
            window.filing.open_copy(path)

    def choose_open(self) -> None:
        """Ask for a document and open it."""
        path = self._window.filing.choose_and_open()
        if path is not None:
            self._window.open_path(path)

    def choose_frames(self) -> None:
        """Ask for files and make frames of them."""
        paths = self._choose(self.tr("Add frames from files"), self._say_media(), several=True)
        if paths:
            self._window.frame_work.take_files(paths)

    def choose_picture(self) -> None:
        """Ask for a picture for the current frame."""
        paths = self._choose(
            self.tr("Choose a picture"),
            self.tr("Pictures ({patterns});;All files (*)").format(patterns=_PICTURES),
        )
        if paths:
            self._window.frame_work.fill_from(Offer(paths=tuple(paths)))

    def choose_sound(self) -> None:
        """Ask for a sound for the current frame."""
        paths = self._choose(
            self.tr("Choose a sound"),
            self.tr("Sounds and videos ({patterns});;All files (*)").format(patterns=_SOUNDS),
        )
        if paths:
            self._window.frame_work.fill_from(Offer(paths=tuple(paths)))

    def crop(self) -> None:
        """Crop the current picture."""
        from mmskit_gui.dialogs.crop import CropDialog  # noqa: PLC0415 - when it is wanted

        frame = self._window.document.current_frame
        original = editing.find_original_picture(frame) if frame else None
        if frame is None or original is None:
            return
        plan = editing.find_picture_plan(frame)
        dialog = CropDialog(original, plan, self._window.services.imagery, self._window)
        if dialog.exec():
            self._window.fitting.plan_picture(dialog.plan, self.tr("Crop"))

    def record(self) -> None:
        """Record a sound for the current frame."""
        from mmskit_gui.dialogs.recording import RecordingDialog  # noqa: PLC0415

        services = self._window.services
        dialog = RecordingDialog(services.player, services.languages, self._window)
        if dialog.exec() and dialog.sound is not None:
            self._window.frame_work.set_sound(dialog.sound)

    def go_to(self) -> None:
        """Ask for a frame's number and go there."""
        document = self._window.document
        count = len(document.message.frames)
        if not count:
            return
        number, sure = QInputDialog.getInt(
            self._window,
            self.tr("Go to frame"),
            self.tr("Frame number, 1 to {count}:").format(count=count),
            (document.current or 0) + 1,
            1,
            count,
        )
        if sure:
            document.select((number - 1,))

    def save_template(self) -> None:
        """Ask for a name and keep the message as a template."""
        name, sure = QInputDialog.getText(
            self._window,
            self.tr("Save as template"),
            self.tr("Name of the template:"),
            text=self._window.filing.find_name(),
        )
        if not sure or not name.strip():
            return
        message = self._window.document.message
        said = self.tr("Kept as template “{name}”").format(name=name.strip())
        window = self._window
        window.services.tasks.run(
            lambda _: save_as_template(message, name, self._templates),
            lambda _: window.notify(said, "info", seconds=4),
            failed=lambda error: window.notify(window.render_error(error), "bad"),
            owner=window,
        )

    def send(self) -> None:
        """Open the dialog that sends. It keeps what was typed as long as the window is open."""
        from mmskit_gui.dialogs.send import SendDialog  # noqa: PLC0415

        window, services = self._window, self._window.services
        if self._send is None:
            self._send = SendDialog(
                window.document.message,
                services.postbox,
                services.settings,
                services.tasks,
                services.languages,
                window,
            )
            self._send.problem_wanted.connect(self._go_to_problem)
        self._send.show_message(window.document.message)
        self._send.show()
        self._send.raise_()
        self._send.activateWindow()

    def settings(self, section: str | None = None) -> None:
        """Open the settings."""
        from mmskit_gui.dialogs.settings import SettingsDialog  # noqa: PLC0415

        services = self._window.services
        dialog = SettingsDialog(
            services.settings, services.postbox, services.languages, services.tasks, self._window
        )
        if section is not None:
            dialog.show_section(section)
        dialog.exec()

    def about(self) -> None:
        """Say what this is."""
        from mmskit_gui.dialogs.about import AboutDialog  # noqa: PLC0415

        AboutDialog(self._window.services.languages, self._window).exec()

    def sandbox_page(self) -> None:
        """Show the sandbox's inbox in the browser, where it runs."""
        url = self._window.services.postbox.sandbox.url
        if url:
            QDesktopServices.openUrl(QUrl(url))
        else:
            self._window.notify(
                self.tr("The sandbox starts when you first send to it."), "info", seconds=6
            )

    def _go_to_problem(self, problem: mmskit.Problem) -> None:
        if self._send is not None:
            self._send.hide()
        self._window.go_to_problem(problem)

    def _choose(self, title: str, kinds: str, *, several: bool = False) -> list[Path]:
        folder = str(Path.home())
        if several:
            chosen, _ = QFileDialog.getOpenFileNames(self._window, title, folder, kinds)
            return [Path(one) for one in chosen]
        one, _ = QFileDialog.getOpenFileName(self._window, title, folder, kinds)
        return [Path(one)] if one else []

    def _say_media(self) -> str:
        patterns = f"{_PICTURES} {_SOUNDS} *.txt"
        return self.tr("Pictures, sounds and texts ({patterns});;All files (*)").format(
            patterns=patterns
        )
