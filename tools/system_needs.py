"""What mmskit needs from the system, and how it gets there.

On Debian and Ubuntu, missing packages are installed as root, or through sudo where it asks for no
password. Elsewhere they are named, and the set-up goes on without them.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_TAIL_LINES: Final = 25
_FONT_FILES: Final = ("wqy-*.tt[cf]", "NotoSansCJK*.tt[cf]")


class SetupError(Exception):
    """The set-up cannot go on; the sentence says why and what to do."""


@dataclass(frozen=True)
class Need:
    """One thing that the system should have.

    Attributes:
        package: its Debian package.
        thing: what it is, for people on other systems.
        chinese: the same in Chinese.
        present: looks whether it is there, under any name.
        essential: whether nothing works without it.
    """

    package: str
    thing: str
    chinese: str
    present: Callable[[], bool]
    essential: bool = False


def has_chinese_font() -> bool:
    """Whether the preview can write Chinese; ``mmskit.media.drawing.fonts`` looks closer, but needs Pillow.

    Windows and macOS bring a font for it.
    """
    if sys.platform in {"win32", "darwin"} or os.environ.get("MMSKIT_FONT"):
        return True
    if shutil.which("fc-list"):
        listed = subprocess.run(
            ["fc-list", ":lang=zh-cn", "file"], capture_output=True, text=True, check=False
        )
        return bool(listed.stdout.strip())
    fonts = Path("/usr/share/fonts")
    return any(True for name in _FONT_FILES for _ in fonts.rglob(name))


BASIC: Final = (
    Need(
        "fonts-wqy-microhei",
        "a Chinese font such as WenQuanYi Micro Hei or Noto Sans CJK (for the preview)",
        "中文字体，例如文泉驿微米黑或 Noto Sans CJK（预览用）",
        has_chinese_font,
    ),
)


_COMPARING: Final = ("tests compare with it", "测试用来对照")
_WINDOWS: Final = ("tests open windows on a screen of their own", "测试用来在自己的屏幕上开窗口")


def _program(package: str, program: str, use: tuple[str, str] = _COMPARING) -> Need:
    english, chinese = use
    return Need(
        package,
        f"{program} ({english})",
        f"{program}（{chinese}）",
        lambda: shutil.which(program) is not None,
    )


def _has_postgresql() -> bool:
    """Debian keeps the server's programs off the path; tests start one of their own."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return shutil.which("initdb") is not None or any(True for _ in debian)


def _has_soundfont() -> bool:
    folders = (Path("/usr/share/sounds/sf2"), Path("/usr/share/soundfonts"))
    return any(True for folder in folders for _ in folder.glob("*.sf2"))


ORACLES: Final = (
    _program("php-cli", "php"),
    _program("file", "file"),
    _program("ffmpeg", "ffprobe"),
    Need(
        "postgresql",
        "PostgreSQL's server (tests start one of their own)",
        "PostgreSQL 服务器（测试会自己启动一个）",
        _has_postgresql,
    ),
)


def _loads(library: str) -> bool:
    """Ask the loader itself, whoever installed the library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _linked(package: str, library: str, *, essential: bool = False) -> Need:
    return Need(
        package,
        f"the library {library} (the desktop app needs it)",
        f"系统库 {library}（桌面程序用）",
        lambda: _loads(library),
        essential,
    )


APP: Final = (
    # What Qt itself is linked with: without these neither the app nor pytest, with pytest-qt, starts.
    _linked("libegl1", "libEGL.so.1", essential=True),
    _linked("libgl1", "libGL.so.1", essential=True),
    _linked("libxkbcommon0", "libxkbcommon.so.0", essential=True),
    _linked("libdbus-1-3", "libdbus-1.so.3", essential=True),
    _linked("libfontconfig1", "libfontconfig.so.1", essential=True),
    _linked("libglib2.0-0", "libglib-2.0.so.0", essential=True),
    # Its sound.
    _linked("libpulse0", "libpulse.so.0"),
    _linked("libxrandr2", "libXrandr.so.2"),
    # A real window; some of these come with the others on Debian 12, but need not elsewhere.
    _linked("libx11-xcb1", "libX11-xcb.so.1"),
    _linked("libxcb-cursor0", "libxcb-cursor.so.0"),
    _linked("libxcb-icccm4", "libxcb-icccm.so.4"),
    _linked("libxcb-image0", "libxcb-image.so.0"),
    _linked("libxcb-keysyms1", "libxcb-keysyms.so.1"),
    _linked("libxcb-randr0", "libxcb-randr.so.0"),
    _linked("libxcb-render-util0", "libxcb-render-util.so.0"),
    _linked("libxcb-shape0", "libxcb-shape.so.0"),
    _linked("libxcb-sync1", "libxcb-sync.so.1"),
    _linked("libxcb-xfixes0", "libxcb-xfixes.so.0"),
    _linked("libxcb-xkb1", "libxcb-xkb.so.1"),
    _linked("libxkbcommon-x11-0", "libxkbcommon-x11.so.0"),
    Need(
        "timgm6mb-soundfont",
        "a soundfont (to hear MIDI)",
        "音色库（试听 MIDI 用）",
        _has_soundfont,
    ),
)

SCREEN: Final = (_program("xvfb", "Xvfb", _WINDOWS), _program("xauth", "xauth", _WINDOWS))


def find_needs(*, app: bool, tests: bool, platform: str = sys.platform) -> list[Need]:
    """Return what to look for, for the app or for the tests, which try the app too.

    Windows and macOS bring what Qt needs.
    """
    needs = [*BASIC]
    if platform not in {"win32", "darwin"}:
        needs += APP if app or tests else ()
        needs += SCREEN if tests else ()
    return [*needs, *(ORACLES if tests else ())]


def find_venv_need() -> Need:
    """Return the need for a Python that can make environments; Debian packs that apart."""
    major, minor = sys.version_info[:2]
    return Need(
        f"python{major}.{minor}-venv",
        f"the venv and ensurepip modules of Python {major}.{minor} ({sys.executable})",
        f"Python {major}.{minor} 的 venv 和 ensurepip 模块",
        lambda: importlib.util.find_spec("ensurepip") is not None,
        essential=True,
    )


def provide(needs: Sequence[Need]) -> None:
    """Install what is missing where that is possible, name it elsewhere.

    Raises:
        SetupError: something essential is missing and cannot be installed from here.
    """
    missing = [need for need in needs if not need.present()]
    if not missing:
        return
    failure = ""
    apt = shutil.which("apt-get") is not None
    privilege = _find_privilege() if apt else None
    if privilege is not None:
        packages = ", ".join(need.package for need in missing)
        say(f"Installing {packages} with apt-get.", f"正在用 apt-get 安装 {packages}。")
        failure = _install(missing, privilege)
        importlib.invalidate_caches()
        missing = [need for need in missing if not need.present()]
    if missing:
        told = describe_missing(missing, apt=apt) + failure
        if any(need.essential for need in missing):
            raise SetupError(told)
        print(told, flush=True)


def find_apt_commands(packages: Sequence[str], privilege: Sequence[str]) -> list[list[str]]:
    """Return the commands that install Debian packages; ``privilege`` stands in front."""
    # sudo drops the environment, so what apt must not ask goes through env
    apt = [*privilege, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    patient = ["-o", "DPkg::Lock::Timeout=300"]  # another apt may be at work on a fresh machine
    install = [*apt, *patient, "install", "--yes", "--no-install-recommends", *packages]
    return [[*apt, *patient, "update"], install]


def describe_missing(missing: Sequence[Need], *, apt: bool) -> str:
    """Say what is missing, and the command that brings it where we know one."""
    lines = []
    for need in missing:
        lines += [f"Missing: {need.thing}", f"缺少：{need.chinese}"]
    if apt:
        packages = " ".join(need.package for need in missing)
        lines.append(
            f"Run 请运行: sudo apt-get update && sudo apt-get install --no-install-recommends {packages}"
        )
    else:
        lines.append("Install it with your system's package manager.  请用系统的软件包管理器安装。")
    if any(need.essential for need in missing):
        lines.append("Then run the same command again.  然后再运行一次同样的命令。")
    return "\n".join(lines)


def run_quietly(
    command: Sequence[str], *, cwd: Path | None = None, environment: Mapping[str, str] | None = None
) -> None:
    """Run a program; a terminal sees its latest line only, and its last lines if it fails.

    Raises:
        SetupError: the program failed or is not there.
    """
    watched = sys.stdout.isatty()
    tail: deque[str] = deque(maxlen=_TAIL_LINES)
    try:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
    except OSError as error:
        raise SetupError(f"{command[0]} cannot be started: {error}") from error
    with process:
        for line in process.stdout or ():
            tail.append(line.rstrip())
            if watched:
                print(f"\r\x1b[K  {tail[-1][: shutil.get_terminal_size().columns - 4]}", end="")
        if watched:
            print("\r\x1b[K", end="", flush=True)
    if process.returncode:
        shown = "\n".join(f"  {line}" for line in tail)
        raise SetupError(
            f"{shown}\n"
            f"This failed (exit code {process.returncode}), see above for why. 下面的命令失败了：\n"
            f"  {' '.join(command)}"
        )


def say(english: str, chinese: str) -> None:
    """Tell the person at the terminal, in both languages."""
    print(f"{english}  {chinese}", flush=True)


def _find_privilege() -> list[str] | None:
    """Return what makes a command run as root: nothing, sudo, or None when neither is to be had."""
    if os.geteuid() == 0:
        return []
    try:
        subprocess.run(["sudo", "-n", "true"], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return ["sudo", "-n"]


def _install(missing: Sequence[Need], privilege: Sequence[str]) -> str:
    try:
        for command in find_apt_commands([need.package for need in missing], privilege):
            run_quietly(command)
    except SetupError as error:
        return f"\n{error}"
    return ""
