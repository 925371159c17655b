"""The window. It wires its parts together and does nothing itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QWidget

import mmskit
from mmskit_gui.document import Document
from mmskit_gui.models.frames import FramesModel
from mmskit_gui.recovery import Autosave
from mmskit_gui.widgets.notice_bar import Kind, NoticeBar
from mmskit_gui.widgets.phone_panel import PhonePanel
from mmskit_gui.widgets.problem_chip import ProblemChip
from mmskit_gui.widgets.size_meter import SizeMeter
from mmskit_gui.widgets.start_page import StartPage
from mmskit_gui.windows.actions import Actions
from mmskit_gui.windows.campaign_notice import CampaignNotice
from mmskit_gui.windows.checking import Checking
from mmskit_gui.windows.closing import Closing
from mmskit_gui.windows.dialogs import Dialogs
from mmskit_gui.windows.editor import Editor
from mmskit_gui.windows.filing import Filing
from mmskit_gui.windows.fit_report import FitReport
from mmskit_gui.windows.fitting import Fitting
from mmskit_gui.windows.frame_work import FrameWork
from mmskit_gui.windows.layout import Layout, put_in_place
from mmskit_gui.windows.menus import Menus
from mmskit_gui.windows.strip_pane import StripPane
from mmskit_gui.windows.toolbar import ToolBar
from mmskit_gui.windows.wiring import Wiring
from mmskit_gui.windows.work_bar import WorkBar

if TYPE_CHECKING:
    from mmskit_gui.services import Services


class MainWindow(QMainWindow):
    """One document in one window.

    Signals:
        window_wanted: a path to open in a window of its own, or None for an empty one.
        copy_wanted: a sample or template to begin with in a window of its own.
        start_wanted: the start page is to be shown in a window of its own.
        history_wanted: everything that was sent is to be shown.
        batch_wanted: the window of personalised batches is to be shown.
        quit_wanted: all windows are to be closed.
        closed: it is closed.
    """

    window_wanted = Signal(object)
    copy_wanted = Signal(object)
    start_wanted = Signal()
    history_wanted = Signal()
    batch_wanted = Signal()
    quit_wanted = Signal()
    closed = Signal(object)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.services = services
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.document = Document(parent=self)
        self.actions_by_name = Actions(self)
        self.frame_work = FrameWork(self.document, services.tasks, self.render_error)
        self.fitting = Fitting(self.document, services.tasks, self.render_error)
        self.filing = Filing(
            self.document, services.settings, services.tasks, self.render_error, self
        )
        self.checking = Checking(self.document, services.tasks)
        self.autosave = Autosave(
            self.document, services.settings.folder / "recovery", services.tasks, self
        )
        self.dialogs = Dialogs(self)
        self._closing = Closing(self)
        self._build(services)
        self.wiring = Wiring(self)
        CampaignNotice(self, services, lambda said, act: self.notify(said, "warn", act))
        put_in_place(self)

    def render_error(self, error: mmskit.MMSKitError) -> str:
        """An error's sentence in the language of now."""
        return error.render(self.services.languages.current)

    def notify(
        self,
        said: str,
        kind: Kind = "info",
        action: tuple[str, Callable[[], None]] | None = None,
        seconds: float | None = None,
    ) -> None:
        """Say something where the person looks: on the start page or above the editor."""
        bar = self.notices if self.editing else self.start.notices
        bar.show_notice(said, kind, action, seconds)

    def show_start(self) -> None:
        """Show the page that offers new, open, recent and samples."""
        self.wiring.start.refresh()
        self._layout.show_start()
        self.wiring.enable()
        self.show_names()

    def show_editor(self) -> None:
        """Show the document."""
        self._layout.show_editor()
        self.wiring.enable()
        self.show_names()

    @property
    def editing(self) -> bool:
        """Whether the document is shown, and not the start page."""
        return self._layout.editing

    @property
    def pristine(self) -> bool:
        """Whether nothing was done in it yet, so that a document may be opened here."""
        return self.document.path is None and self.document.clean

    def new(self) -> None:
        """Begin with one empty frame."""
        self.document.open(mmskit.Message("", [mmskit.Frame()]), None)
        self.show_editor()
        self.editor.title.field.setFocus()

    def take_message(self, message: mmskit.Message) -> None:
        """Begin with a message that is in no file."""
        self.document.open(message, None)
        self.show_editor()

    def open_path(self, path: Path) -> None:
        """Open a document here where nothing is lost by it, else in a window of its own."""
        if self.editing and not self.pristine:
            self.window_wanted.emit(path)
        else:
            self.filing.open(path)

    def go_to_problem(self, problem: mmskit.Problem) -> None:
        """Go where a problem is."""
        self.show_editor()
        if problem.frame is not None:
            self.document.select((problem.frame - 1,))
        self.focus_slot(problem.slot)

    def name_undo(self) -> None:
        """Say what undo and redo would do."""
        document, at = self.document, self.document.undo_stack.index()
        self.actions_by_name.name_steps(document.name_step(at - 1), document.name_step(at))

    def focus_slot(self, slot: str | None) -> None:
        """Put the keyboard where a part of the frame is edited."""
        part = self.editor.find_part(slot) or self.strip.frames
        part.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.editor.ensureWidgetVisible(part)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close at once; what was not saved is offered back at the next start."""
        if not self._closing.end():
            event.ignore()
            return
        event.accept()
        self.closed.emit(self)

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language, and colour the icons anew."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.LanguageChange, QEvent.Type.PaletteChange}:
            QTimer.singleShot(0, self, self.say_words)

    def say_words(self) -> None:
        """Say what the window itself says."""
        self.actions_by_name.say_words()
        self.menus.say_words()
        self.name_undo()
        self.show_names()

    def show_names(self) -> None:
        """Show the document's name in the title bar and in the bar at the top."""
        path = self.document.path
        name = path.name if path is not None else self.filing.find_name()
        edited = not self.document.clean
        self.toolbar.show_name(name, edited=edited)
        self.setWindowTitle(f"{name}[*] — mmskit" if self.editing else "mmskit[*]")
        self.setWindowModified(edited)

    def _build(self, services: Services) -> None:
        actions = self.actions_by_name
        self.toolbar = ToolBar(actions)
        self.notices = NoticeBar()
        self.work_bar = WorkBar()
        self.report = FitReport(services.languages)
        self.strip = StripPane(
            FramesModel(self.document), services.imagery, self.frame_work.make_mime
        )
        self.editor = Editor(services)
        self.phone = PhonePanel(
            services.imagery, services.player, services.settings, services.languages
        )
        self.meter = SizeMeter(services.languages)
        self.problems = ProblemChip(services.languages)
        self.start = StartPage(
            services.settings, services.imagery, services.tasks, services.languages
        )
        self._layout = Layout(self)
        self.setCentralWidget(self._layout)
        self.menus = Menus(self, actions, self.dialogs.list_places())
