"""What can be noted about a submission of which nobody knows whether it was accepted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from mmskit_gui.widgets.status_note import StatusNote


class DoubtCard(QFrame):
    """Says how a doubt is settled, and takes what the person found out.

    Signals:
        accepted: it was accepted after all.
        denied: it was not sent.
    """

    accepted = Signal()
    denied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self._evident = False
        self.setProperty("role", "card")
        self.said = QLabel(wordWrap=True)
        self.evidence = StatusNote()
        self.was_accepted = QPushButton()
        self.was_accepted.clicked.connect(self.accepted)
        self.was_not = QPushButton()
        self.was_not.clicked.connect(self.denied)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.was_accepted)
        row.addWidget(self.was_not)
        row.addStretch(1)
        card = QVBoxLayout(self)
        card.setContentsMargins(16, 16, 16, 16)
        card.setSpacing(12)
        card.addWidget(self.said)
        card.addWidget(self.evidence)
        card.addLayout(row)
        self._say_words()

    def show_doubt(self, count: int, *, evident: bool) -> None:
        """Say what is at stake.

        Args:
            count: how many people it may have reached.
            evident: whether delivery reports speak for its having been accepted.
        """
        self._count, self._evident = count, evident
        self._say_words()
        self.was_accepted.setProperty("role", "primary" if evident else "")
        self.was_accepted.style().unpolish(self.was_accepted)
        self.was_accepted.style().polish(self.was_accepted)

    def changeEvent(self, event: QEvent) -> None:
        """Say the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _say_words(self) -> None:
        self.was_accepted.setText(self.tr("It was accepted"))
        self.was_not.setText(self.tr("It was not sent"))
        self.said.setText(
            self.tr(
                "It may have reached %Ln people and been charged. It is not sent again by itself.",
                "",
                self._count,
            )
            + "\n\n"
            + self.tr(
                "To settle it, wait for delivery reports, compare the balance, or look at the "
                "platform's own list of what was sent. Then note here what you found out."
            )
        )
        said = self.tr("Delivery reports have come for these numbers: it was accepted")
        self.evidence.say("ok", said if self._evident else "")
