"""Under an animated picture: how it plays, and how fast it should."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QWidget,
)

import mmskit
from mmskit.media.plan import PACES, PicturePlan
from mmskit_gui.sizes import say_seconds
from mmskit_gui.style.icons import IconButton
from mmskit_gui.widgets.switch_chip import SwitchChip

_PACES: Final = (0.5, 0.75, 1.0, 1.5, 2.0)
_NEAR: Final = 0.01


class AnimationRow(QWidget):
    """Shows and asks how an animation plays.

    Signals:
        plan_wanted: the plan that the person wants now.
        play_wanted: whether it should move in the well.
    """

    plan_wanted = Signal(object)
    play_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._original: mmskit.Picture | None = None
        self._sent: mmskit.Picture | None = None
        self._plan = PicturePlan()
        self._playing = True
        self.play = IconButton("pause")
        self._told = QLabel()
        self._told.setProperty("role", "muted")
        self.speed = QPushButton()
        self.speed.setProperty("role", "chip")
        self._menu = QMenu(self)
        group = QActionGroup(self._menu)
        for pace in _PACES:
            action = self._menu.addAction(f"{pace:g}×")
            action.setCheckable(True)
            action.setData(pace)
            group.addAction(action)
        group.triggered.connect(lambda action: self._want(pace=action.data()))
        self.speed.setMenu(self._menu)
        self.each = QDoubleSpinBox(decimals=2, singleStep=0.05)
        self.each.setKeyboardTracking(False)
        self.each.lineEdit().setTextMargins(8, 0, 0, 0)  # Qt keeps a sheet's padding from it
        self.each.valueChanged.connect(self._want_seconds)
        self.still = SwitchChip()
        self.still.clicked.connect(lambda on: self._want(still=on))
        self.play.clicked.connect(self._toggle)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 10)
        row.setSpacing(8)
        row.addWidget(self.play)
        row.addWidget(self._told)
        row.addStretch(1)
        for widget in (self.speed, self.each, self.still):
            row.addWidget(widget)
        self._say_words()

    def show_pictures(
        self, original: mmskit.Picture, sent: mmskit.Picture, plan: PicturePlan
    ) -> None:
        """Show an animated original, what is sent of it, and its plan."""
        self._original, self._sent, self._plan = original, sent, plan
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words anew in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def _want(self, **changes: object) -> None:
        self.plan_wanted.emit(replace(self._plan, **changes))  # type: ignore[arg-type]
        self._show()

    def _want_seconds(self, seconds: float) -> None:
        own = self._own_seconds
        if seconds > 0 and own > 0:
            self._want(pace=min(max(own / seconds, PACES[0]), PACES[1]))

    def _toggle(self) -> None:
        self._playing = not self._playing
        self.play_wanted.emit(self._playing)
        self._say_words()

    @property
    def _own_seconds(self) -> float:
        """How long the original shows each of its pictures, on average."""
        facts = self._original.facts if self._original else None
        return facts.seconds / facts.frames if facts else 0.0

    def _show(self) -> None:
        if self._original is None or self._sent is None:
            return
        facts, plan = self._sent.facts, self._plan
        if self._sent.animated:
            count = self.tr("%n picture(s)", "", facts.frames)
            length = self.tr("{seconds} s").format(seconds=say_seconds(facts.seconds))
            self._told.setText(f"{count} · {length}")
        else:
            self._told.setText(self.tr("A still picture is sent"))
        self.speed.setText(self.tr("Speed {pace}×").format(pace=f"{plan.pace:.3g}"))
        for action in self._menu.actions():
            action.setChecked(abs(action.data() - plan.pace) < _NEAR)
        own = self._own_seconds
        self.each.blockSignals(True)
        self.each.setRange(max(own / PACES[1], 0.01), own / PACES[0])
        self.each.setValue(own / plan.pace)
        self.each.blockSignals(False)
        self.still.setChecked(plan.still)
        for widget in (self.speed, self.each):
            widget.setEnabled(not plan.still and own > 0)
        self.play.setEnabled(not plan.still or self._sent.animated)

    def _say_words(self) -> None:
        self.play.set_icon("pause" if self._playing else "play")
        self.play.name_it(
            self.tr("Hold the animation") if self._playing else self.tr("Play the animation")
        )
        self.speed.setToolTip(self.tr("How fast the animation plays"))
        self.each.setSuffix(self.tr(" s each"))
        self.each.setAccessibleName(self.tr("Seconds per picture"))
        self.each.setToolTip(self.tr("Seconds per picture"))
        self.still.setText(self.tr("First picture only"))
        self.still.setToolTip(self.tr("Send the first picture of the animation as a still"))
        self._show()
