"""Submissions of which nobody knows whether they went out, to be settled one by one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDateTime, QEvent, QLocale
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QVBoxLayout, QWidget

import mmskit
from mmskit_gui.dialogs.send_result import SendResult
from mmskit_gui.languages import Languages
from mmskit_gui.postbox import Postbox
from mmskit_gui.submission import Outcome

_SIZE = (680, 560)


class DoubtsDialog(QDialog):
    """Shows each doubt with its evidence. Nothing is sent from here."""

    def __init__(
        self,
        records: Sequence[mmskit.Record],
        postbox: Postbox,
        languages: Languages,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._records = tuple(records)
        self.resize(*_SIZE)
        self._why = QLabel()
        self._why.setWordWrap(True)
        self._why.setProperty("role", "banner-warn")
        self.choice = QComboBox()
        self.choice.currentIndexChanged.connect(self._show)
        self.result_view = SendResult(postbox, languages)
        self.result_view.back.hide()
        self.result_view.close_wanted.connect(self.accept)
        self.result_view.back_wanted.connect(self.accept)
        self.result_view.again_wanted.connect(self.accept)
        head = QVBoxLayout()
        head.setContentsMargins(24, 20, 24, 0)
        head.setSpacing(12)
        head.addWidget(self._why)
        head.addWidget(self.choice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.result_view, 1)
        self._say_words()
        self._show(0)

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _say_words(self) -> None:
        self.setWindowTitle(self.tr("What became of these"))
        self._why.setText(
            self.tr(
                "The app or the connection ended before the platform's answer was there. "
                "Nothing of this is sent again by itself."
            )
        )
        self.choice.setAccessibleName(self.tr("Submission"))
        chosen = max(0, self.choice.currentIndex())
        self.choice.blockSignals(True)
        self.choice.clear()
        for record in self._records:
            when = QLocale().toString(
                QDateTime.fromSecsSinceEpoch(round(record.time.timestamp())),
                QLocale.FormatType.ShortFormat,
            )
            people = self.tr("%Ln people", "", len(record.recipients))
            self.choice.addItem(
                self.tr("{title} · {when} · {people}").format(
                    title=record.title, when=when, people=people
                )
            )
        self.choice.setCurrentIndex(chosen)
        self.choice.blockSignals(False)

    def _show(self, position: int) -> None:
        if 0 <= position < len(self._records):
            record = self._records[position]
            self.result_view.show_busy(len(record.recipients), is_sandbox=False)
            self.result_view.show_outcome(Outcome("unknown", record))
            self.result_view.back.hide()
