"""How a channel stands while a tune is played, and what of it makes a difference."""

from __future__ import annotations

from collections import Counter
from typing import Final

NOTE_OFF, NOTE_ON, KEY_PRESSURE, CONTROL, PROGRAM, PRESSURE, WHEEL = range(0x80, 0xF0, 0x10)
BANK: Final = 0
BANK_FINE: Final = 32
SUSTAIN: Final = 64
RESET: Final = 121

_COARSE: Final = range(32)
_UNDEFINED_COARSE: Final = (3, 9, 14, 15, *range(20, 32))
UNDEFINED: Final = frozenset(
    (
        *_UNDEFINED_COARSE,
        *(number + 32 for number in _UNDEFINED_COARSE),
        *(85, 86, 87, 89, 90),
        *range(102, 120),
    )
)
"""Controllers that the standard gives no meaning."""

_ACTING: Final = frozenset((6, 38, 66, 84, *range(96, 102), *range(120, 128)))
"""Controllers that do something each time they are sent, even with the same value."""

_CATCHING: Final = frozenset((64, 69))
"""Pedals: pressed and released at one instant, they still let go of what they held."""

Key = int | str


def is_note(kind: int, data: bytes) -> bool:
    """Whether an event begins a note; one without loudness ends it."""
    return kind == NOTE_ON and data[1] > 0


class Channel:
    """What is known of a channel at an instant."""

    def __init__(self) -> None:
        self.values: dict[Key, object] = {}
        self.sounding: Counter[int] = Counter()
        self.sounded = False

    def forget(self) -> None:
        """Nothing is known of its controllers any more."""
        self.values.clear()

    def begin(self, key: int) -> None:
        """A note begins."""
        self.sounding[key] += 1
        self.sounded = True

    def end(self, key: int) -> bool:
        """A note ends; whether there was one."""
        if not self.sounding[key]:
            return False
        self.sounding[key] -= 1
        return True

    def set(self, kind: int, data: bytes) -> bool:
        """A controller, program, pressure or wheel is set; whether that makes a difference."""
        if kind == CONTROL and data[0] in _ACTING:
            if data[0] == RESET:
                self.forget()
            else:
                self.values[data[0]] = data[1]
            return True
        key, value = find_key(kind, data), self._find_value(kind, data)
        known = self.values.get(key)
        self.values[key] = value
        if kind == CONTROL:
            self._part(data[0])
        return known != value

    def _find_value(self, kind: int, data: bytes) -> object:
        """What is set; a program counts with the bank that it is taken from."""
        if kind == PROGRAM:
            return self.values.get(BANK), self.values.get(BANK_FINE), data[0]
        return data[1] if kind == CONTROL else data

    def _part(self, number: int) -> None:
        """Coarse and fine parts of a controller change each other in some players."""
        if number in _COARSE:
            self.values.pop(number + 32, None)
        elif number - 32 in _COARSE:
            self.values.pop(number - 32, None)


def find_key(kind: int, data: bytes) -> Key:
    """What an event sets: a controller's number, or a name."""
    if kind == CONTROL:
        return data[0]
    return {PROGRAM: "program", PRESSURE: "pressure", WHEEL: "wheel"}[kind]


def can_be_overtaken(kind: int, data: bytes) -> bool:
    """Whether what it sets is gone without a trace when it is set anew before anything sounds."""
    return kind != CONTROL or data[0] not in _ACTING | _CATCHING
