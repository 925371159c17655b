"""The window of personalised batches. It puts its parts in place; the wiring does the rest."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMainWindow, QVBoxLayout, QWidget

import mmskit
from mmskit_gui.batch_document import BatchDocument
from mmskit_gui.models.batch_rows import BatchRowsModel
from mmskit_gui.services import Services
from mmskit_gui.widgets.batch.list_card import ListCard
from mmskit_gui.widgets.batch.phone_side import PhoneSide
from mmskit_gui.widgets.batch.picture_pane import PicturePane
from mmskit_gui.widgets.batch.rows_pane import RowsPane
from mmskit_gui.widgets.batch.text_pane import TextPane
from mmskit_gui.widgets.notice_bar import NoticeBar
from mmskit_gui.widgets.problem_chip import ProblemChip
from mmskit_gui.widgets.title_field import TitleField
from mmskit_gui.windows.batch.choosing import BatchChoosing
from mmskit_gui.windows.batch.exporting import BatchExporting
from mmskit_gui.windows.batch.menus import BatchMenus
from mmskit_gui.windows.batch.sending import BatchSending
from mmskit_gui.windows.batch.top_bar import TopBar
from mmskit_gui.windows.batch.wiring import BatchWiring
from mmskit_gui.windows.work_bar import WorkBar

_FIRST_SIZE: Final = (1280, 800)
_LEAST: Final = (1080, 680)
_SIDE: Final = 348


class BatchWindow(QMainWindow):
    """A list, a text with fields, a picture, and everyone's message one after the other.

    Signals:
        closed: it is closed.
    """

    closed = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.services = services
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        folder = services.settings.folder / "batch"
        self.document = BatchDocument(services.tasks, folder, self)
        self._build()
        self.menus = BatchMenus(self)
        self.choosing = BatchChoosing(self)
        self.wiring = BatchWiring(self)
        self.sending = BatchSending(self)
        self.exporting = BatchExporting(self)
        self.setMinimumSize(*_LEAST)
        place = services.settings.load_place("batch")
        if place is None or not self.restoreGeometry(place):
            self.resize(*_FIRST_SIZE)
        self.say_words()
        started = self.document.draft.listed is not None
        (self.text.editor if started else self.list_card.empty).setFocus()

    def render_error(self, error: mmskit.MMSKitError) -> str:
        """An error's sentence in the language of now."""
        return error.render(self.services.languages.current)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close at once: the draft is kept, and a campaign goes on without the window."""
        self.document.keep_now()
        self.services.settings.save_place("batch", self.saveGeometry())
        event.accept()
        self.closed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            QTimer.singleShot(0, self, self.say_words)

    def say_words(self) -> None:
        """Say what the window itself says."""
        self.setWindowTitle(self.tr("Personalised batch — mmskit"))
        self.menus.say_words()
        self.wiring.show_all()

    def _build(self) -> None:
        services = self.services
        self.top = TopBar()
        self.notices = NoticeBar()
        self.work_bar = WorkBar()
        self.list_card = ListCard(services.languages)
        self.rows_model = BatchRowsModel(self)
        self.rows = RowsPane(self.rows_model, services.languages)
        self.title = TitleField()
        self.picture = PicturePane(services.imagery)
        self.text = TextPane(services.languages)
        self.phone = PhoneSide(services.imagery, services.settings)
        self.summary = QLabel()
        self.summary.setProperty("role", "muted")
        self.problems = ProblemChip(services.languages)
        desk = QHBoxLayout()
        desk.setContentsMargins(0, 0, 0, 0)
        desk.setSpacing(0)
        desk.addWidget(self._make_left())
        desk.addLayout(self._make_middle(), 1)
        desk.addWidget(self.phone)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addLayout(desk, 1)
        column.addWidget(self._make_foot())
        self.setCentralWidget(whole)

    def _make_left(self) -> QFrame:
        left = QFrame()
        left.setProperty("role", "side-left")
        left.setFixedWidth(_SIDE)
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(16)
        column.addWidget(self.list_card)
        column.addWidget(self.rows, 1)
        return left

    def _make_middle(self) -> QVBoxLayout:
        editor = QVBoxLayout()
        editor.setContentsMargins(24, 20, 24, 20)
        editor.setSpacing(14)
        editor.addWidget(self.title)
        editor.addWidget(self.picture, 5)
        editor.addWidget(self.text, 4)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.notices)
        middle.addWidget(self.work_bar)
        middle.addLayout(editor, 1)
        return middle

    def _make_foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("role", "foot")
        foot.setFixedHeight(52)
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 8, 20, 8)
        row.addWidget(self.summary, 1)
        row.addWidget(self.problems)
        return foot
