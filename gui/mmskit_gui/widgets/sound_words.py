"""What a sound is called, and its length, quality and size in one line."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

import mmskit
from mmskit_gui.sizes import say_seconds, say_size
from mmskit_gui.sound_facts import SPELLED, Measured, say_exact, say_length, say_rate
from mmskit_gui.sound_measuring import FrameSound
from mmskit_gui.widgets.elided_label import ElidedLabel

_LEAST: Final = 160
_WIDEST: Final = 220


class SoundWords(QWidget):
    """Two lines. Whoever shows a sound shows it again in another language."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.detail = ElidedLabel(), ElidedLabel()
        self.detail.setProperty("role", "muted")
        self.setMaximumWidth(_WIDEST)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addStretch()
        lines.addWidget(self.name)
        lines.addWidget(self.detail)
        lines.addStretch()

    def show_sound(self, sound: FrameSound, known: Measured) -> None:
        """Say what a sound is."""
        self.name.say(sound.original.name or sound.sent.name or self.tr("Pasted sound"))
        self.detail.say(self.say_detail(sound.sent, known))
        self.setMinimumWidth(min(_LEAST, self.detail.sizeHint().width()))

    def show_trim(self, start: float, end: float) -> None:
        """Say, while it is being trimmed, from where to where, in seconds."""
        self.detail.say(
            self.tr("{start} to {end} · {seconds} s").format(
                start=say_exact(start), end=say_exact(end), seconds=say_seconds(end - start)
            )
        )

    def say_detail(self, sent: mmskit.Sound, known: Measured) -> str:
        """The length, quality and size of what is sent."""
        length = say_length(known.sent_seconds) if known.sent_seconds else "…"
        size, kind = say_size(len(sent.data)), SPELLED[sent.kind]
        if sent.kind == "mid":
            return f"{length} · {kind} · {size}"
        if not sent.fits_frame:
            return self.tr("{length} · {kind}, will become AMR").format(length=length, kind=kind)
        rate = say_rate(round(1000 * (sent.facts.mode or 0)))
        return self.tr("{length} · {rate} kbit/s · {size}").format(
            length=length, rate=rate, size=size
        )
