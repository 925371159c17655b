"""What a mailing was and how it stands: title, state, account, time and msgids to copy."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mmskit.texts import Text
from mmskit_gui.history_details import Mailing
from mmskit_gui.languages import Languages
from mmskit_gui.models.mailings import (
    say_kind,
    say_mailing_state,
    say_people,
    say_title,
    say_when,
)
from mmskit_gui.style.icons import IconButton
from mmskit_gui.widgets.account_field import say_account
from mmskit_gui.widgets.elided_label import ElidedLabel
from mmskit_gui.widgets.mailing_list import KINDS
from mmskit_gui.widgets.state_mark import StateMark
from mmskit_gui.widgets.status_note import StatusNote

_SHOWN: Final = 3


class MailingHead(QWidget):
    """The top of what is shown of one mailing."""

    def __init__(self, languages: Languages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._languages = languages
        self._mailing: Mailing | None = None
        self.mark = StateMark()
        self.title = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.title.setProperty("role", "heading")
        self.state = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.where = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.where.setProperty("role", "muted")
        self.msgids = ElidedLabel()
        self.msgids.setProperty("role", "muted")
        self.msgids.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy = IconButton("copy", role="chip")
        self.copy.setIconSize(QSize(14, 14))
        self.copy.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.copy.clicked.connect(self._copy)
        self.said = StatusNote()
        ids = QHBoxLayout()
        ids.setSpacing(8)
        ids.addWidget(self.msgids)
        ids.addWidget(self.copy)
        ids.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(2)
        for part in (self.title, self.state, self.where):
            words.addWidget(part)
        words.addLayout(ids)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.said)
        self._say_words()

    def show_mailing(self, mailing: Mailing) -> None:
        """Show a mailing."""
        self._mailing = mailing
        self._say_words()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _copy(self) -> None:
        if self._mailing is not None:
            QGuiApplication.clipboard().setText("\n".join(self._mailing.msgids))

    def _say_words(self) -> None:
        self.copy.setText(self.tr("Copy"))
        self.copy.name_it(self.tr("Copy the message ids"))
        mailing = self._mailing
        if mailing is None:
            return
        self.mark.show_kind(KINDS[mailing.state])
        self.title.setText(say_title(mailing))
        self.state.setText(
            self.tr("{state} · {people} · {kind}").format(
                state=say_mailing_state(mailing.state),
                people=say_people(mailing.recipients),
                kind=say_kind(mailing),
            )
        )
        where = self.tr("{when} · from {account}").format(
            when=say_when(mailing.time), account=say_account(mailing.account)
        )
        if mailing.submissions > 1:
            parts = self.tr("%Ln submission(s)", "", mailing.submissions)
            where = self.tr("{where} · {parts}").format(where=where, parts=parts)
        self.where.setText(where)
        self._say_msgids(mailing)
        said = mailing.said
        shown = said.render(self._languages.current) if isinstance(said, Text) else said
        self.said.say(KINDS[mailing.state], shown)

    def _say_msgids(self, mailing: Mailing) -> None:
        ids = mailing.msgids
        self.msgids.setVisible(bool(ids))
        self.copy.setVisible(bool(ids))
        if not ids:
            return
        listed = ", ".join(ids[:_SHOWN])
        said = self.tr("Message id {ids}").format(ids=listed)
        if len(ids) > _SHOWN:
            more = self.locale().toString(len(ids) - _SHOWN)
            said = self.tr("Message ids {ids} and {count} more").format(ids=listed, count=more)
        self.msgids.say(said)
