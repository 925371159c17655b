"""What can be done with a sound: its quality, its lock, and more."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QPalette
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

import mmskit
from mmskit.media.plan import BIT_RATES, SoundPlan
from mmskit_gui.sizes import say_size
from mmskit_gui.sound_facts import find_size, say_rate
from mmskit_gui.style.icons import IconButton, make_icon

_ICON: Final = 15


class SoundTools(QWidget):
    """Offers what can be done with a sound. It changes nothing, and tells what is wanted.

    Signals:
        plan_wanted: the plan that the person wants now.
        browse_wanted: choose another file.
        record_wanted: record another one.
        original_wanted: play it as the person gave it.
        remove_wanted: have no sound.
    """

    plan_wanted = Signal(object)
    browse_wanted = Signal()
    record_wanted = Signal()
    original_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._original: mmskit.Sound | None = None
        self._seconds = 0.0
        self._plan = SoundPlan()
        self.quality = _make_chip("chevron-down")
        self.quality.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands behind
        self.lock = _make_chip("lock-open")
        self.lock.setCheckable(True)
        self.more = _make_chip("ellipsis")
        self.quality.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._rates: dict[int | None, QAction] = {}
        self.actions_by_name: dict[str, QAction] = {}
        self._build_menus()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for chip in (self.quality, self.lock, self.more):
            row.addWidget(chip)
        self.lock.clicked.connect(lambda on: self._want(replace(self._plan, locked=on)))
        self._colour()
        self._say_words()

    @property
    def rates(self) -> dict[int | None, QAction]:
        """The entries of the quality menu by bit rate; None is automatic."""
        return self._rates

    def show_sound(
        self, original: mmskit.Sound, sent: mmskit.Sound, seconds: float, plan: SoundPlan
    ) -> None:
        """Show what is wanted of a sound that is so many seconds long; 0 for not known yet."""
        self._original, self._seconds, self._plan = original, seconds, plan
        self.actions_by_name["volume-2"].setVisible(original.data != sent.data)
        self.lock.setEnabled(sent.fits_frame)
        self._say_words()

    def set_recording_possible(self, possible: bool) -> None:  # noqa: FBT001 - a switch
        """Offer to record."""
        self.actions_by_name["mic"].setVisible(possible)

    def set_compact(self, compact: bool) -> None:  # noqa: FBT001 - a switch
        """Show a sign instead of the quality's words, where there is little room."""
        style = Qt.ToolButtonStyle
        wanted = style.ToolButtonIconOnly if compact else style.ToolButtonTextBesideIcon
        if self.quality.toolButtonStyle() != wanted:
            self.quality.setToolButtonStyle(wanted)
            self.quality.set_icon("gauge" if compact else "chevron-down")

    def changeEvent(self, event: QEvent) -> None:
        """Say the words anew in another language, colour icons anew in another look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()
        elif event.type() in {QEvent.Type.PaletteChange, QEvent.Type.StyleChange}:
            self._colour()

    def _want(self, plan: SoundPlan) -> None:
        """Tell what is wanted, and show what is: that may be something else."""
        self.plan_wanted.emit(plan)
        self._say_words()

    def _build_menus(self) -> None:
        rates, more = QMenu(self), QMenu(self)
        group = QActionGroup(rates)
        for bit_rate in (None, *BIT_RATES):
            action = rates.addAction("")
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(
                lambda _=False, chosen=bit_rate: self._want(replace(self._plan, bit_rate=chosen))
            )
            self._rates[bit_rate] = action
            if bit_rate is None:
                rates.addSeparator()
        for name, act in (
            ("replace", self.browse_wanted),
            ("mic", self.record_wanted),
            ("volume-2", self.original_wanted),
            ("trash-2", self.remove_wanted),
        ):
            if name == "trash-2":
                more.addSeparator()
            action = more.addAction("")
            action.triggered.connect(lambda _=False, act=act: act.emit())
            self.actions_by_name[name] = action
        self.actions_by_name["mic"].setVisible(False)
        for chip, menu in ((self.quality, rates), (self.more, more)):
            chip.setMenu(menu)
            chip.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _colour(self) -> None:
        for name, action in self.actions_by_name.items():
            action.setIcon(make_icon(name, self.palette(), QPalette.ColorRole.Text))

    def _say_words(self) -> None:
        rate = self._plan.bit_rate
        midi = self._original is not None and self._original.kind == "mid"
        chosen = (
            self.tr("Automatic")
            if rate is None
            else self.tr("{rate} kbit/s").format(rate=say_rate(rate))
        )
        self.quality.setText("MIDI" if midi else chosen)
        self.quality.setEnabled(not midi)
        if midi:
            tip = self.tr("MIDI holds notes, which have no quality to choose")
        else:
            tip = self.tr("The best quality that this sound is sent with")
        self.quality.name_it(self.tr("Quality: {choice}").format(choice=chosen), tip=tip)
        self.lock.setChecked(self._plan.locked)
        self.lock.set_icon("lock" if self._plan.locked else "lock-open")
        locked = self.tr("Fitting leaves this sound exactly as it is now")
        self.lock.name_it(self.tr("Lock"), tip=locked)
        self.more.name_it(self.tr("More for this sound"))
        self._say_rates()
        for name, said in (
            ("replace", self.tr("Replace…")),
            ("mic", self.tr("Record…")),
            ("volume-2", self.tr("Play the original")),
            ("trash-2", self.tr("Remove sound")),
        ):
            self.actions_by_name[name].setText(said)

    def _say_rates(self) -> None:
        for bit_rate, action in self._rates.items():
            action.setChecked(bit_rate == self._plan.bit_rate)
            if bit_rate is None:
                action.setText(self.tr("Automatic: the best that fits"))
                continue
            said = self.tr("{rate} kbit/s").format(rate=say_rate(bit_rate))
            if self._original is not None and self._seconds > 0:
                size = find_size(self._original, self._seconds, self._plan, bit_rate)
                said = f"{said}\t{say_size(size)}"
            action.setText(said)


def _make_chip(icon: str) -> IconButton:
    chip = IconButton(icon, role="chip")
    chip.setIconSize(QSize(_ICON, _ICON))
    return chip
