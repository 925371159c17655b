"""The tokens as Qt takes them: a palette, a style sheet and a font."""

from __future__ import annotations

from pathlib import Path
from string import Template
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from mmskit.theme import DARK, LIGHT, Theme
from mmskit_gui.settings import ThemeChoice

SHEET: Final = Path(__file__).parent / "sheet.qss"
RESOURCES: Final = Path(__file__).parent.parent / "resources"

BODY: Final = 14
"""Pixels of ordinary text."""
SMALL: Final = 12
STRONG: Final = 13
CONTROL: Final = 32
"""Height of buttons and fields."""
CORNER: Final = 8
CARD_CORNER: Final = 12
GRID: Final = 4

_FACES: Final = (
    "PingFang SC",
    "Microsoft YaHei UI",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
)
_DISABLED: Final = 0.45
_DARK_BELOW: Final = 128


def apply_look(app: QApplication, choice: ThemeChoice) -> Theme:
    """Give the app the light or the dark look; ``system`` takes the system's."""
    theme = find_theme(choice)
    hints = QGuiApplication.styleHints()
    schemes = {
        "system": Qt.ColorScheme.Unknown,
        "light": Qt.ColorScheme.Light,
        "dark": Qt.ColorScheme.Dark,
    }
    hints.setColorScheme(schemes[choice])  # title bars and native dialogs follow
    if app.style().name() != "fusion":
        app.setStyle(QStyleFactory.create("Fusion"))
    app.setFont(make_font())
    app.setPalette(make_palette(theme))
    app.setStyleSheet(make_sheet(theme))
    return theme


def find_theme(choice: ThemeChoice) -> Theme:
    """The tokens of a choice."""
    if choice == "system":
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return DARK if choice == "dark" else LIGHT


def theme_of(widget: QWidget) -> Theme:
    """The tokens that a widget is shown with now."""
    # Not the widget's own palette: a style sheet that makes it transparent turns that black.
    del widget
    return DARK if QGuiApplication.palette().window().color().lightness() < _DARK_BELOW else LIGHT


def make_font(pixels: int = BODY, *, bold: bool = False) -> QFont:
    """The system's Chinese face, with figures of one width."""
    known = set(QFontDatabase.families())
    families = [face for face in _FACES if face in known]
    font = QFont()
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).families()
    font.setFamilies([*families, *system] or ["sans-serif"])
    font.setPixelSize(pixels)
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def make_palette(theme: Theme) -> QPalette:
    """The tokens as roles."""
    palette = QPalette()
    role = QPalette.ColorRole
    faint = QColor(theme.ink)
    faint.setAlphaF(_DISABLED)
    for name, colour in (
        (role.Window, theme.page),
        (role.WindowText, theme.ink),
        (role.Base, theme.panel),
        (role.AlternateBase, theme.well),
        (role.Text, theme.ink),
        (role.PlaceholderText, theme.muted),
        (role.Button, theme.well),
        (role.ButtonText, theme.ink),
        (role.BrightText, theme.on_accent),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent),
        (role.Link, theme.accent),
        (role.LinkVisited, theme.accent),
        (role.ToolTipBase, theme.ink),
        (role.ToolTipText, theme.panel),
        (role.Accent, theme.accent),
        (role.Light, theme.panel),
        (role.Midlight, theme.well),
        (role.Mid, theme.line),
        (role.Dark, theme.line),
        (role.Shadow, theme.line),
    ):
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, faint)
    return palette


def make_sheet(theme: Theme) -> str:
    """The style sheet with the tokens filled in."""
    tokens: dict[str, object] = {
        name: getattr(theme, name)
        for name in (
            *("page", "panel", "ink", "muted", "line", "well", "accent", "on_accent", "soft"),
            *("warn", "soft_warn", "bad", "soft_bad", "ok"),
        )
    }
    shade = "dark" if theme is DARK else "light"
    tokens |= {
        "body": BODY,
        "small": SMALL,
        "strong": STRONG,
        "control": CONTROL,
        "corner": CORNER,
        "card": CARD_CORNER,
        "icons": (RESOURCES / "icons").as_posix(),
        "shade": shade,
    }
    return Template(SHEET.read_text(encoding="utf-8")).substitute(tokens)
