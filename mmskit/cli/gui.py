"""``mmskit gui`` and ``mmskit-gui``: the desktop app, or a sentence about what it lacks.

Qt ends the process when it finds no screen or cannot load what it draws with, so both are looked at
before it starts.
"""

from __future__ import annotations

import ctypes
import os
import re
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Literal

import click

from mmskit import __version__
from mmskit.cli.words import say
from mmskit.errors import MMSKitError
from mmskit.texts import text

QT_LIBRARIES: Final = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libpulse.so.0": "libpulse0",
    "libXrandr.so.2": "libxrandr2",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""The libraries that Qt takes from a Linux system, and their packages on Debian and Ubuntu.

``tools/system_needs.py`` installs the same ones.
"""

_LIBRARY: Final = re.compile(r"(\S+\.so[.\d]*): cannot open shared object file")


class AppError(MMSKitError):
    """The desktop app cannot start on this machine."""


@click.command("gui", help=say("help_gui"))
@click.argument("path", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@click.version_option(__version__, message="mmskit %(version)s", help=say("help_version"))
def command(path: Path | None) -> int:
    """Open the app, and stay until its last window is closed."""
    if sys.platform not in {"win32", "darwin"}:
        require_screen(os.environ)
    try:
        from mmskit_gui.app import main as start  # noqa: PLC0415 - Qt is there for the app only
    except ImportError as error:
        raise find_lack(error) from error
    return start([] if path is None else [str(path)])


def main(arguments: Sequence[str] | None = None) -> None:
    """Run ``mmskit-gui``, which is ``mmskit gui`` for desktops, and leave with its exit code."""
    from mmskit.cli.program import run  # noqa: PLC0415 - the program loads its verbs, not they it

    sys.exit(run(["gui", *(sys.argv[1:] if arguments is None else arguments)]))


def find_lack(error: ImportError) -> Exception:
    """Say what an import of the app lacked; an error that is mmskit's own comes back as it is."""
    if library := _LIBRARY.search(str(error)):
        return _lack_library(library[1])
    package = (error.name or "").split(".")[0]
    if package in {"PySide6", "shiboken6"}:
        return AppError(text("cli.gui_no_qt", name=error.name))
    return error


def require_screen(environment: Mapping[str, str]) -> None:
    """Make sure that Qt will find a screen, and everything that it draws there with.

    A platform chosen in ``QT_QPA_PLATFORM`` and a Wayland desktop are believed.

    Raises:
        AppError: there is no screen, it does not answer, or a library of the system is missing.
    """
    display = environment.get("DISPLAY")
    if environment.get("QT_QPA_PLATFORM") or environment.get("WAYLAND_DISPLAY"):
        return
    if not display:
        raise AppError(text("cli.gui_no_display"))
    qt = find_spec("PySide6")
    for folder in (qt and qt.submodule_search_locations) or ():
        plugin = Path(folder, "Qt", "plugins", "platforms", "libqxcb.so")
        if plugin.exists():
            _require_libraries(plugin)
    if answers(display) == "no":
        raise AppError(text("cli.gui_dead_display", display=display))


def answers(display: str) -> Literal["yes", "no", "unknown"]:
    """Find whether an X server answers; unknown where the library that asks is missing."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return "unknown"
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(display.encode(), None))
    refused = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return "no" if refused else "yes"


def _require_libraries(plugin: Path) -> None:
    """Load a plugin of Qt's, which loads every library that it is linked with."""
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        if library := _LIBRARY.search(str(error)):
            raise _lack_library(library[1]) from error


def _lack_library(first: str) -> AppError:
    """Name every library that is missing; the loader itself tells the first only."""
    lacking = [library for library in QT_LIBRARIES if library == first or not _loads(library)]
    packages = " ".join(QT_LIBRARIES[library] for library in lacking)
    named = tuple(lacking) if first in lacking else (first, *lacking)
    return AppError(
        text("cli.gui_no_library", library=named, packages=packages)
        if packages
        else text("cli.gui_no_other_library", library=first)
    )


def _loads(library: str) -> bool:
    with suppress(OSError):
        ctypes.CDLL(library)
        return True
    return False
