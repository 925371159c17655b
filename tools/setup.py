"""Make ``.venv``, ready to use: the step behind ``make setup``.

It needs nothing but a bare Python 3.11 or newer. What the system lacks is installed where that is
possible (see ``system_needs``), the project goes into ``.venv`` editable, with its development
tools, at the versions of ``constraints.txt``; uv does it where it is present, pip elsewhere.

A stamp inside ``.venv`` says for what it was made. While the stamp holds, a run does nothing and
needs no network; after an interrupted run there is no valid stamp, and ``.venv`` is made anew.

    python3 tools/setup.py            what mmskit needs
    python3 tools/setup.py --app      and what the desktop app needs from the system
    python3 tools/setup.py --tests    and the programs that its tests compare with
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Literal

from system_needs import SetupError, find_needs, find_venv_need, provide, run_quietly, say

ROOT: Final = Path(__file__).resolve().parent.parent
VENV: Final = ROOT / ".venv"
VENV_PYTHON: Final = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP: Final = VENV / "mmskit-setup.json"
CONSTRAINTS: Final = "constraints.txt"

_UNFINISHED: Final = "unfinished"
_TAG: Final = "import sys, tomllib; print(sys.implementation.cache_tag)"
"""Prints which Python this is, such as ``cpython-311``; fails before 3.11, which has no tomllib."""

_MIRROR_HINT: Final = """\
If the network is slow or closed, name a package mirror near you in PIP_INDEX_URL (pip) or
UV_DEFAULT_INDEX (uv), then run the same command again.
网络不通或太慢时，可用 PIP_INDEX_URL（pip）或 UV_DEFAULT_INDEX（uv）指定就近的镜像，然后重试。"""

Verdict = Literal["ready", "install", "rebuild"]


def find_fingerprint(project: Mapping[str, Any], constraints: str, python: str) -> str:
    """Digest everything that an environment is made from.

    Settings of tools in ``pyproject.toml`` are left out: they change nothing that is installed.
    """
    tool = project.get("tool", {})
    parts = [
        project.get("build-system"),
        project.get("project"),
        project.get("dependency-groups"),
        tool.get("hatch"),
        constraints,
        python,
    ]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def judge(stamp: str | None, folder: str, fingerprint: str) -> Verdict:
    """Say what an environment needs.

    Args:
        stamp: the text of its stamp, or None without one (a person made it: it is kept).
        folder: where it stands now. An environment cannot be moved.
        fingerprint: what it should have been made from.
    """
    if stamp is None:
        return "install"
    try:
        made = json.loads(stamp)
        made_for = (made["folder"], made["fingerprint"])
    except (ValueError, TypeError, KeyError):
        return "rebuild"
    if made_for == (folder, fingerprint):
        return "ready"
    return "rebuild" if made_for[0] != folder or made_for[1] == _UNFINISHED else "install"


def find_commands(uv: str | None, dev: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the command that makes ``.venv``, and the one that installs into it.

    The development group is spelt out, because pip before 25.1 does not know groups.
    """
    python = str(VENV_PYTHON)
    wanted = ["--constraint", CONSTRAINTS, "--editable", ".[gui]", *dev]
    if uv:
        install = [uv, "pip", "install", "--python", python, "--build-constraints", CONSTRAINTS]
        return [uv, "venv", "--python", sys.executable, str(VENV)], [*install, *wanted]
    install = [python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    return [sys.executable, "-m", "venv", str(VENV)], [*install, *wanted]


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the environment, or say in one sentence why not and what to do."""
    parser = argparse.ArgumentParser(description="Make .venv, ready to use.")
    parser.add_argument("--app", action="store_true", help="also what the desktop app needs")
    parser.add_argument(
        "--tests", action="store_true", help="that, and what the tests compare with"
    )
    options = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # an old Windows console has no Chinese
    try:
        _set_up(app=options.app, tests=options.tests)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrupted; the next run starts over.  已中断，下次会重新来过。", file=sys.stderr)
        return 130
    return 0


def _set_up(*, app: bool, tests: bool) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    constraints = (ROOT / CONSTRAINTS).read_text(encoding="utf-8")

    def fingerprint(python: str) -> str:
        return find_fingerprint(project, constraints, python)

    tag = _find_tag()
    verdict = judge(_read_stamp(), str(VENV), fingerprint(tag)) if tag else "rebuild"
    uv = shutil.which("uv")
    needs = find_needs(app=app, tests=tests)
    if verdict == "rebuild" and not uv:
        needs.append(find_venv_need())
    provide(needs)
    if verdict != "ready":
        _make(uv, project["dependency-groups"]["dev"], fingerprint, anew=verdict == "rebuild")
    say(f"Ready: {VENV.name}", "环境已就绪。")


def _make(
    uv: str | None, dev: Sequence[str], fingerprint: Callable[[str], str], *, anew: bool
) -> None:
    make, install = find_commands(uv, dev)
    tool = "uv" if uv else "pip"
    say(
        f"Installing mmskit and its tools into .venv with {tool}; a minute or two the first time.",
        f"正在用 {tool} 安装到 .venv，首次约一两分钟。",
    )
    if anew:
        if VENV.exists():
            shutil.rmtree(VENV)
        run_quietly(make, cwd=ROOT)
    _write_stamp(_UNFINISHED)
    if not uv and not _has_pip():
        run_quietly([str(VENV_PYTHON), "-m", "ensurepip"], cwd=ROOT)
    # hatchling is pinned too: old pip reads the first name for it, new pip the second
    pinned = {"PIP_CONSTRAINT": CONSTRAINTS, "PIP_BUILD_CONSTRAINT": CONSTRAINTS}
    try:
        run_quietly(install, cwd=ROOT, environment=os.environ if uv else {**os.environ, **pinned})
    except SetupError as error:
        raise SetupError(f"{error}\n{_MIRROR_HINT}") from error
    _write_stamp(fingerprint(_find_tag() or ""))


def _has_pip() -> bool:
    """Whether the environment has pip; one that uv made has not."""
    asked = subprocess.run(
        [VENV_PYTHON, "-m", "pip", "--version"], capture_output=True, check=False
    )
    return asked.returncode == 0


def _find_tag() -> str | None:
    """Ask the environment's Python which one it is; None if it cannot be used."""
    try:
        asked = subprocess.run(
            [VENV_PYTHON, "-c", _TAG], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return asked.stdout.strip()


def _read_stamp() -> str | None:
    try:
        return STAMP.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


def _write_stamp(fingerprint: str) -> None:
    """Replace the stamp in one step, so that it is never half written."""
    fresh = STAMP.with_suffix(".new")
    fresh.write_text(
        json.dumps({"folder": str(VENV), "fingerprint": fingerprint}), encoding="utf-8"
    )
    fresh.replace(STAMP)


if __name__ == "__main__":
    sys.exit(main())
