"""What is shown while no document is open: begin, go on, or bring back what was lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

import mmskit
from mmskit_gui.clipboard import can_take, copy_mime
from mmskit_gui.imagery import Imagery
from mmskit_gui.languages import Languages
from mmskit_gui.recoverables import Recoverable
from mmskit_gui.samples import find_samples
from mmskit_gui.settings import Settings
from mmskit_gui.style.look import CARD_CORNER, theme_of
from mmskit_gui.tasks import Tasks
from mmskit_gui.templates import Template, bring_back, find_templates, remove_template
from mmskit_gui.widgets.notice_bar import NoticeBar
from mmskit_gui.widgets.start_cards import CardShelf, Entry
from mmskit_gui.widgets.start_recent import Recent, RecentList, look_up
from mmskit_gui.widgets.start_recovery import RecoveryNotice
from mmskit_gui.widgets.start_side import StartSide

_WIDEST: Final = 1080
_UNDO_SECONDS: Final = 12.0


class StartPage(QWidget):
    """The start page.

    Signals:
        new_wanted: an empty message.
        open_wanted: choose a file.
        batch_wanted: write to everyone on a list.
        path_wanted: open this document.
        sample_wanted: start from this sample.
        template_wanted: start from this template.
        restore_wanted: go on with this :class:`Recoverable`.
        discard_wanted: offer this :class:`Recoverable` no more.
        mime_dropped: a QMimeData of its own, to start from.
    """

    new_wanted = Signal()
    open_wanted = Signal()
    batch_wanted = Signal()
    path_wanted = Signal(object)
    sample_wanted = Signal(object)
    template_wanted = Signal(object)
    restore_wanted = Signal(object)
    discard_wanted = Signal(object)
    mime_dropped = Signal(object)

    def __init__(
        self,
        settings: Settings,
        imagery: Imagery,
        tasks: Tasks,
        languages: Languages,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._tasks = tasks
        self._languages = languages
        self._dragging = False
        self._templates = settings.folder / "templates"
        self.setAcceptDrops(True)
        self.notices = NoticeBar()
        self.recovery = RecoveryNotice()
        self.side = StartSide()
        self.recent = RecentList()
        self.samples = CardShelf(imagery, tasks)
        self.templates = CardShelf(imagery, tasks, removable=True)
        self._lay_out()
        self._connect()
        self._say_words()
        self.refresh()

    def refresh(self) -> None:
        """Look again what there is to start from."""
        recent, folder = self._settings.recent, self._templates
        self._tasks.run(lambda _: look_up(recent), self._show_recent, owner=self, quick=True)
        self._tasks.run(
            lambda _: [_stamp(each.path, each.title) for each in find_samples()],
            self._show_samples,
            owner=self,
            quick=True,
        )
        self._tasks.run(
            lambda _: [_stamp(each.path, each.name) for each in find_templates(folder)],
            self._show_templates,
            owner=self,
            quick=True,
        )

    def set_recoverable(self, recoverables: Sequence[Recoverable]) -> None:
        """Offer unsaved work."""
        self.recovery.show_recoverable(recoverables)
        self._order()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show that it can be dropped here."""
        if can_take(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._show_dragging(dragging=True)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Show the page as before."""
        self._show_dragging(dragging=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell what was dropped."""
        self._show_dragging(dragging=False)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.mime_dropped.emit(copy_mime(event.mimeData()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the page, and an outline while something is dragged over it."""
        theme = theme_of(self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.page))
        if self._dragging:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.accent), 2, Qt.PenStyle.DashLine))
            painter.setBrush(QColor(theme.soft))
            box = QRectF(self.rect()).adjusted(8, 8, -8, -8)
            painter.drawRoundedRect(box, CARD_CORNER, CARD_CORNER)
        painter.end()

    def _lay_out(self) -> None:
        halves = QHBoxLayout()
        halves.setSpacing(40)
        halves.addWidget(self.side)
        halves.addLayout(self._make_main(), 1)
        middle = QWidget()
        middle.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(middle)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(24)
        column.addWidget(self.notices)
        column.addWidget(self.recovery)
        column.addLayout(halves, 1)
        inside = QWidget()
        centred = QHBoxLayout(inside)
        centred.setContentsMargins(0, 0, 0, 0)
        centred.addStretch(1)
        centred.addWidget(middle, 100)
        centred.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def _make_main(self) -> QVBoxLayout:
        """What to go on with."""
        self._recent_heading = QLabel()
        self._recent_heading.setProperty("role", "subheading")
        recent = QVBoxLayout()
        recent.setSpacing(12)
        recent.addWidget(self._recent_heading)
        recent.addWidget(self.recent)
        main = QVBoxLayout()
        main.setSpacing(24)
        main.addLayout(recent)
        main.addWidget(self.templates)
        main.addWidget(self.samples)
        main.addStretch(1)
        return main

    def _connect(self) -> None:
        self.side.new.clicked.connect(self.new_wanted)
        self.side.open.clicked.connect(self.open_wanted)
        self.side.batch.clicked.connect(self.batch_wanted)
        self.recent.opened.connect(self.path_wanted)
        self.recent.removed.connect(self._settings.forget_recent)
        self.samples.chosen.connect(self.sample_wanted)
        self.templates.chosen.connect(self.template_wanted)
        self.templates.removal_wanted.connect(self._remove_template)
        self.recovery.restore_wanted.connect(self.restore_wanted)
        self.recovery.discard_wanted.connect(self.discard_wanted)
        self._settings.changed.connect(self._follow_settings)

    def _follow_settings(self, name: str) -> None:
        if name == "recent":
            self.refresh()

    def _show_recent(self, recents: list[Recent]) -> None:
        self.recent.show_recent(recents)
        self._order()

    def _show_samples(self, entries: list[Entry]) -> None:
        self.samples.show_cards(entries)
        self._order()

    def _show_templates(self, entries: list[Entry]) -> None:
        self.templates.show_cards(entries)
        self._order()

    def _order(self) -> None:
        """Let the keyboard go through the page as the eye does; what came late stands last else."""
        stops: list[QWidget] = []
        for left in self.recovery.rows:
            stops += (left.restorer, left.discarder)
        stops += (self.side.new, self.side.open, self.side.batch)
        for row in self.recent.rows:
            stops += (row.button, row.remover)
        stops += (*self.templates.cards, *self.samples.cards)
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _remove_template(self, path: Path) -> None:
        template = Template(path, path.stem)

        def offer_undo(_: object) -> None:
            said = self.tr("{name} is no longer a template.").format(name=template.name)
            undo = (self.tr("Undo"), lambda: self._run(lambda: bring_back(template), self._again))
            self.notices.show_notice(said, "info", undo, _UNDO_SECONDS)
            self.refresh()

        self._run(lambda: remove_template(template), offer_undo)

    def _again(self, _outcome: object) -> None:
        self.refresh()

    def _run(self, work: Callable[[], object], done: Callable[[object], None]) -> None:
        self._tasks.run(lambda _: work(), done, failed=self._tell, owner=self)

    def _tell(self, error: mmskit.MMSKitError) -> None:
        self.notices.show_notice(error.render(self._languages.current), "bad")

    def _show_dragging(self, *, dragging: bool) -> None:
        self._dragging = dragging
        self.update()

    def _say_words(self) -> None:
        self._recent_heading.setText(self.tr("Recent"))
        self.recent.setAccessibleName(self.tr("Recent"))
        self.samples.heading.setText(self.tr("Start from a sample"))
        self.templates.heading.setText(self.tr("Your templates"))


def _stamp(path: Path, name: str) -> Entry:
    try:
        return path, name, path.stat().st_mtime
    except OSError:
        return path, name, 0
