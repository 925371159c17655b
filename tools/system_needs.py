"""What mmskit needs from the system, and how it gets there.

On Debian and Ubuntu, missing packages are installed as root, or through sudo where it asks for no
password. Elsewhere they are named, and the set-up goes on without them.
"""

from __future__ import annotations

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


def _compared(package: str, program: str) -> Need:
    return Need(
        package,
        f"{program} (tests compare with it)",
        f"{program}（测试用来对照）",
        lambda: shutil.which(program) is not None,
    )


def _has_soundfont() -> bool:
    folders = (Path("/usr/share/sounds/sf2"), Path("/usr/share/soundfonts"))
    return any(True for folder in folders for _ in folder.glob("*.sf2"))


ORACLES: Final = (
    _compared("php-cli", "php"),
    _compared("file", "file"),
    _compared("ffmpeg", "ffprobe"),
    Need(
        "timgm6mb-soundfont",
        "a soundfont (tests play MIDI with it)",
        "音色库（测试用来播放 MIDI）",
        _has_soundfont,
    ),
)


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
