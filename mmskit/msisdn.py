"""Phone numbers: read them in every spelling that people and spreadsheets use, and mask them."""

from __future__ import annotations

import re
from typing import Final, NoReturn

from mmskit.errors import InvalidNumberError
from mmskit.texts import text

FOREIGN_DIGITS: Final = (7, 15)
"""Shortest and longest number outside mainland China, country code included (E.164)."""

_LONGEST_VALUE: Final = 64
_SHOWN: Final = 40
_HIDDEN: Final = 4
_MAINLAND_DIGITS: Final = 11

_MAINLAND: Final = re.compile(r"1[3-9][0-9]{9}")
_PREFIXED: Final = re.compile(r"86[0-9]{11}")
_FORMULA: Final = re.compile(r'="([^"]*)"')
_WHOLE_DECIMAL: Final = re.compile(r"(\+?[0-9]+)\.0+")
_SCIENTIFIC: Final = re.compile(r"(\+?)([0-9])(?:\.([0-9]*))?[Ee]\+?([0-9]{1,3})")
_SEPARATORS: Final = re.compile(r"[\s.()\[\]-]+")
_DIGITS: Final = re.compile(r"[0-9]+")


def _map_characters() -> dict[int, str | None]:
    """Full-width forms to ASCII, every dash to ``-``, marks that show nothing to nothing."""
    mapped: dict[int, str | None] = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    mapped |= dict.fromkeys((*range(0x2010, 0x2016), 0x2212, 0xFE63), "-")
    mapped |= dict.fromkeys(
        (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF)
    )
    return mapped


_ASCII: Final = _map_characters()


def parse_number(value: str) -> str:
    """Read a phone number as the platform takes it: digits alone.

    A mainland number is 11 digits, the second of them 3 to 9; ``+86``, ``0086`` and ``86`` in
    front of it are dropped. A foreign number needs its ``+`` or ``00`` and has 7 to 15 digits;
    it is returned without them. Full-width digits, spaces, dashes, dots, brackets, and the ways
    in which a spreadsheet spoils a number are understood as long as every digit is there.

    Raises:
        InvalidNumberError: it is none of these; ``reason`` says why. A number that a spreadsheet
            has rounded is refused, since what is left of it may belong to somebody else. So is
            a foreign number (``+1 3…`` to ``+1 9…``) whose digits are those of a mainland one.

    Source: MMS §2.1 (``mobile``), SMS §8 (foreign numbers).
    """
    if _MAINLAND.fullmatch(value):
        return value
    if len(value) > _LONGEST_VALUE:
        _refuse(value, "too_long")
    cleaned = _clean(value)
    if not cleaned:
        _refuse(value, "empty")
    compact = _SEPARATORS.sub("", cleaned)
    if not compact.startswith(("+", "00")):
        _check_digits(value, compact)
        return _read_mainland(value, compact[2:] if _PREFIXED.fullmatch(compact) else compact)
    digits = compact[1:] if compact.startswith("+") else compact[2:]
    _check_digits(value, digits)
    if digits.startswith("86"):
        return _read_mainland(value, digits[2:])
    return _read_foreign(value, digits)


def spell_number(number: str) -> str:
    """A number that :func:`parse_number` returned, as it reads it once more: foreign ones with ``+``."""
    return number if _MAINLAND.fullmatch(number) else f"+{number}"


def mask_number(number: str) -> str:
    """Hide the middle of a number, at least four digits: ``138****9999``."""
    spare = max(0, len(number) - _HIDDEN)
    tail = spare * 4 // 7 if spare < 7 else 4  # noqa: PLR2004 - 3 + 4 digits are shown at most
    head = min(3, spare - tail)
    hidden = len(number) - head - tail
    return number[:head] + "*" * hidden + number[len(number) - tail :]


def _clean(value: str) -> str:
    """Undo full-width forms and what a spreadsheet adds; digits that it dropped are not invented."""
    cleaned = value.translate(_ASCII).strip()
    formula = _FORMULA.fullmatch(cleaned)
    cleaned = formula[1].strip() if formula else cleaned.removeprefix("'").strip()
    decimal = _WHOLE_DECIMAL.fullmatch(cleaned)
    if decimal:
        return decimal[1]
    scientific = _SCIENTIFIC.fullmatch(cleaned)
    return cleaned if scientific is None else _expand(value, scientific)


def _expand(value: str, scientific: re.Match[str]) -> str:
    """Write ``1.3811299999E+10`` as digits."""
    plus, first, decimals, exponent = scientific.groups(default="")
    length = int(exponent)
    if len(decimals) < length or decimals[length:].strip("0"):
        _refuse(value, "rounded")
    return plus + first + decimals[:length]


def _read_mainland(value: str, digits: str) -> str:
    if not _MAINLAND.fullmatch(digits):
        code = "not_mobile" if len(digits) == _MAINLAND_DIGITS else "length"
        _refuse(value, code, count=len(digits))
    return digits


def _read_foreign(value: str, digits: str) -> str:
    least, most = FOREIGN_DIGITS
    if not least <= len(digits) <= most:
        _refuse(value, "foreign_length", count=len(digits), least=least, most=most)
    if digits.startswith("0"):
        _refuse(value, "foreign_zero")
    if _MAINLAND.fullmatch(digits):
        _refuse(value, "lookalike", digits=digits)
    return digits


def _check_digits(value: str, digits: str) -> None:
    if _DIGITS.fullmatch(digits):
        return
    strange = dict.fromkeys(char for char in digits if not "0" <= char <= "9")
    if not strange:
        _refuse(value, "empty")
    shown = tuple(char if char.isprintable() else f"U+{ord(char):04X}" for char in strange)
    _refuse(value, "characters", characters=shown[:8])


def _refuse(value: str, code: str, **figures: object) -> NoReturn:
    shown = value if len(value) <= _SHOWN else value[:_SHOWN] + "…"
    raise InvalidNumberError(shown, text(f"numbers.{code}", **figures)) from None
