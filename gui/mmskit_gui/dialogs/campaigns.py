"""Campaigns that wait for a person: not begun, paused, or with doubts. Nothing is sent unasked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDateTime, QEvent, QLocale
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QVBoxLayout, QWidget

from mmskit_gui.campaign_state import CampaignState
from mmskit_gui.dialogs.campaign_page import CampaignPage
from mmskit_gui.languages import Languages
from mmskit_gui.postbox import Postbox
from mmskit_gui.settings import Settings

_SIZE = (760, 600)


class CampaignsDialog(QDialog):
    """Shows one campaign at a time, to be gone on with or decided."""

    def __init__(
        self,
        states: Sequence[CampaignState],
        postbox: Postbox,
        settings: Settings,
        languages: Languages,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._states = tuple(states)
        self.resize(*_SIZE)
        self._why = QLabel(wordWrap=True)
        self._why.setProperty("role", "banner")
        self.choice = QComboBox()
        self.choice.currentIndexChanged.connect(self._show)
        self.page = CampaignPage(postbox, settings, languages)
        self.page.close_wanted.connect(self.accept)
        head = QVBoxLayout()
        head.setContentsMargins(24, 20, 24, 0)
        head.setSpacing(12)
        head.addWidget(self._why)
        head.addWidget(self.choice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.page, 1)
        self._say_words()
        self._show(0)

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _say_words(self) -> None:
        self.setWindowTitle(self.tr("Campaigns that wait for you"))
        self._why.setText(self.tr("Nothing of this goes on by itself."))
        self.choice.setAccessibleName(self.tr("Campaign"))
        chosen = max(0, self.choice.currentIndex())
        self.choice.blockSignals(True)
        self.choice.clear()
        for state in self._states:
            when = QLocale().toString(
                QDateTime.fromSecsSinceEpoch(round(state.created.timestamp())),
                QLocale.FormatType.ShortFormat,
            )
            people = self.tr("%Ln people", "", state.status.recipients)
            self.choice.addItem(
                self.tr("{title} · {when} · {people}").format(
                    title=state.title, when=when, people=people
                )
            )
        self.choice.setCurrentIndex(chosen)
        self.choice.blockSignals(False)

    def _show(self, position: int) -> None:
        if 0 <= position < len(self._states):
            self.page.show_campaign(self._states[position])
