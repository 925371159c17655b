"""Everything about the text of a batch: the fields, the text, what is wrong with it, its length."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mmskit_gui.languages import Languages
from mmskit_gui.style.icons import IconButton
from mmskit_gui.widgets.batch.field_chips import FieldChips
from mmskit_gui.widgets.batch.template_edit import TemplateEdit
from mmskit_gui.widgets.status_note import StatusNote


class TextPane(QFrame):
    """Edits the text.

    Signals:
        edited: the template, after every change by the person.
        mend_wanted: a field's name that is not in the list, and the one that is to stand there.
    """

    edited = Signal(str)
    mend_wanted = Signal(str, str)

    def __init__(self, languages: Languages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._languages = languages
        self._mend: tuple[str, str] | None = None
        self._count = 0
        self.setProperty("role", "card")
        self.chips = FieldChips()
        self.editor = TemplateEdit()
        self.note = StatusNote()
        self.note.hide()
        self.undo, self.redo = IconButton("undo-2"), IconButton("redo-2")
        self.counter = QLabel()
        self.counter.setProperty("role", "muted")
        self.setFocusProxy(self.editor)
        foot = QHBoxLayout()
        foot.setSpacing(4)
        foot.addWidget(self.counter)
        foot.addStretch(1)
        foot.addWidget(self.undo)
        foot.addWidget(self.redo)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 8)
        column.setSpacing(10)
        column.addWidget(self.chips)
        column.addWidget(self.editor, 1)
        column.addWidget(self.note)
        column.addLayout(foot)
        self._connect()
        self._say_words()

    def show_template(self, said: str, columns: tuple[str, ...]) -> None:
        """Show a template, of a list with these columns."""
        self.chips.show_columns(columns)
        self.editor.show_text(said, columns)
        self._count = len(said)
        self._say_count()

    def show_problem(self, said: str, mend: tuple[str, str] | None = None) -> None:
        """Say what is wrong; ``mend`` is a field's name, and the one that was probably meant."""
        self._mend = mend
        action = "" if mend is None else self.tr("Make it {field}").format(field=f"{{{mend[1]}}}")
        self.note.say("bad", said, action)

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _connect(self) -> None:
        self.chips.wanted.connect(self.editor.insert)
        self.editor.edited.connect(self.edited)
        self.editor.undoAvailable.connect(self.undo.setEnabled)
        self.editor.redoAvailable.connect(self.redo.setEnabled)
        self.undo.clicked.connect(self.editor.undo)
        self.redo.clicked.connect(self.editor.redo)
        self.undo.setEnabled(False)
        self.redo.setEnabled(False)
        self.note.acted.connect(self._want_mend)

    def _want_mend(self) -> None:
        if self._mend is not None:
            self.mend_wanted.emit(*self._mend)

    def _say_words(self) -> None:
        self.undo.name_it(self.tr("Undo in the text"))
        self.redo.name_it(self.tr("Redo in the text"))
        self._say_count()

    def _say_count(self) -> None:
        self.counter.setText(self.tr("%Ln character(s) with the fields", "", self._count))
