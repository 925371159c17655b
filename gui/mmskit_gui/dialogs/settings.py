"""The settings: a list of sections, and the one that is open."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mmskit_gui.dialogs.settings_files import FilesSection
from mmskit_gui.dialogs.settings_sections import GeneralSection, PhoneSection
from mmskit_gui.dialogs.settings_sending import SendingSection
from mmskit_gui.languages import Languages
from mmskit_gui.postbox import Postbox
from mmskit_gui.settings import Settings
from mmskit_gui.style.icons import make_icon
from mmskit_gui.style.look import theme_of
from mmskit_gui.tasks import Tasks
from mmskit_gui.widgets.account_list import AccountList

_SIDE: Final = 176
_SIZE: Final = QSize(760, 500)
_ROW: Final = 36


class AccountsSection(QWidget):
    """The accounts that messages are sent from."""

    def __init__(
        self,
        postbox: Postbox,
        settings: Settings,
        languages: Languages,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.heading = QLabel()
        self.heading.setProperty("role", "heading")
        self.accounts = AccountList(postbox, settings, languages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.heading)
        column.addWidget(self.accounts, 1)
        self._say_words()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _say_words(self) -> None:
        self.heading.setText(self.tr("Accounts"))


class SettingsDialog(QDialog):
    """Everything that can be set. It holds at once, so there is nothing to confirm."""

    def __init__(
        self,
        settings: Settings,
        postbox: Postbox,
        languages: Languages,
        tasks: Tasks,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self.sections: dict[str, QWidget] = {
            "general": GeneralSection(settings),
            "phone": PhoneSection(settings),
            "sending": SendingSection(settings, languages),
            "accounts": AccountsSection(postbox, settings, languages),
            "files": FilesSection(settings, tasks),
        }
        self._icons = ("settings", "smartphone", "send", "user-round", "folder-open")
        self.list = QListWidget()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFixedWidth(_SIDE)
        self.list.setIconSize(QSize(18, 18))
        self.list.setSpacing(1)
        self.list.setViewportMargins(5, 5, 5, 5)
        self._pages = QStackedWidget()
        for section in self.sections.values():
            item = QListWidgetItem(self.list)
            item.setSizeHint(QSize(_SIDE - 24, _ROW))
            self._pages.addWidget(_put_in_scroll(section))
        self.list.currentRowChanged.connect(self._pages.setCurrentIndex)
        self._close = QPushButton()
        self._close.setDefault(True)
        self._close.clicked.connect(self.accept)
        self._lay_out()
        self._say_words()
        self._colour()
        self.list.setCurrentRow(0)
        self.resize(_SIZE)

    def show_section(self, name: str) -> None:
        """Open a section: ``general``, ``phone``, ``sending``, ``accounts`` or ``files``."""
        self.list.setCurrentRow(list(self.sections).index(name))

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language, and colour the icons anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()
        elif event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def done(self, result: int) -> None:
        """Write what was set to disk."""
        self._settings.save()
        super().done(result)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._close)
        right = QVBoxLayout()
        right.setSpacing(16)
        right.addWidget(self._pages, 1)
        right.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(24)
        row.addWidget(self.list)
        row.addLayout(right, 1)

    def _say_words(self) -> None:
        self.setWindowTitle(self.tr("Settings"))
        self._close.setText(self.tr("Close"))
        self.list.setAccessibleName(self.tr("Sections"))
        names = (
            self.tr("General"),
            self.tr("Phone"),
            self.tr("Sending"),
            self.tr("Accounts"),
            self.tr("Files"),
        )
        for row, name in enumerate(names):
            self.list.item(row).setText(name)

    def _colour(self) -> None:
        for row, icon in enumerate(self._icons):
            self.list.item(row).setIcon(make_icon(icon, self.palette(), theme_of(self).muted))


def _put_in_scroll(section: QWidget) -> QScrollArea:
    scroll = QScrollArea(widgetResizable=True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(section)
    return scroll
