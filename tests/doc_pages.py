"""Pages of documentation, run the way a reader would: block by block, in one folder.

What a fence says behind its three backticks decides what is done with a block:

=====================  =============================================================================
``bash``               run, in the reader's window
``bash exit=1``        run, and its last command ends with 1
``bash second``        started in a second window, where it stays until the page ends
``python``             run as a script
``LANG NAME``          saved as the file NAME, as the page tells the reader to
``text``               right behind a block that is run: what it prints. Figures, paths and what
                       stands in brackets may differ; a line ``…`` stands for any number of lines
=====================  =============================================================================

Everything else (``sh``, ``powershell``, no language) is for people and is not run.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

SECONDS = 120
"""The longest one block may take before the test gives up on it."""

_FENCE = re.compile(r"^```(\S*)[ \t]*(.*?)[ \t]*\n(.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)
_PATH = re.compile(r"(?<![\w.:/])/(?!/)[^\s，。；：（）()“”\"']+")
_ASIDE = re.compile(r"\([^()]*\)|（[^（）]*）")
_FIGURE = re.compile(r"\d+(?:[.,:-]\d+)*")
_SAVED = {"toml", "python", "csv", "txt", "php", "json"}


@dataclass(frozen=True)
class Block:
    """One fenced block of a page.

    Attributes:
        language: the first word behind the backticks.
        rest: the other words.
        body: what stands inside.
        line: where it begins in the page.
    """

    language: str
    rest: str
    body: str
    line: int

    @property
    def runs(self) -> bool:
        """Whether it is run, and so may have its output behind it."""
        return self.language == "bash" or (self.language == "python" and not self.rest)

    @property
    def second(self) -> bool:
        """Whether it is run in the second window."""
        return self.language == "bash" and "second" in self.rest.split()

    @property
    def exit_code(self) -> int:
        """What its last command ends with."""
        found = re.search(r"\bexit=(\d+)", self.rest)
        return int(found[1]) if found else 0


@dataclass(frozen=True)
class Step:
    """A block that is run or saved, and what the page says that it prints, or None."""

    block: Block
    printed: str | None


def read_blocks(page: str) -> list[Block]:
    """Every fenced block of a page, in order."""
    return [
        Block(found[1], found[2], found[3], page.count("\n", 0, found.start()) + 1)
        for found in _FENCE.finditer(page)
    ]


def find_steps(page: str) -> Iterator[Step]:
    """What a reader does, in order."""
    blocks = read_blocks(page)
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        if block.runs:
            shown = after.body if after is not None and after.language == "text" else None
            yield Step(block, shown)
        elif block.language in _SAVED and block.rest:
            yield Step(block, None)


def matches(printed: str, shown: str) -> bool:
    """Whether what was printed is what a page shows, but for figures and paths."""
    pattern = "".join(
        r"(?:.*\n)*" if line == "…" else re.escape(line) + r"\n" for line in _blur(shown)
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in _blur(printed))) is not None


def _blur(said: str) -> list[str]:
    """Its lines, without what differs from run to run."""
    plain = _FIGURE.sub("#", _ASIDE.sub("()", _PATH.sub("PATH", said)))
    return [" ".join(line.split()) for line in plain.strip().splitlines()]


class Window:
    """Where a page's blocks are run: one folder, one environment, and a second window if wanted."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._folder, self._environment = folder, dict(environment)
        self._notes = folder / ".window"
        self._notes.mkdir()
        self._state, self._place = self._notes / "state", self._notes / "place"
        self._state.write_text("")
        self._place.write_text(f"{folder}\n")
        self._second: list[SecondWindow] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for window in self._second:
            window.close()

    @property
    def here(self) -> Path:
        """The folder that the reader is in by now."""
        return Path(self._place.read_text().rstrip("\n"))

    def follow(self, step: Step) -> None:
        """Do what a step says, and hold what it prints against the page."""
        block = step.block
        if not block.runs:
            (self.here / block.rest).write_text(block.body, encoding="utf-8")
            return
        if block.second:
            window = SecondWindow(block, self.here, self._environment)
            self._second.append(window)
            printed = window.read_lines(len((step.printed or "-").strip().splitlines()))
        else:
            printed = self._run(block)
        if step.printed is not None:
            assert matches(printed, step.printed), f"line {block.line} printed:\n{printed}"

    def _run(self, block: Block) -> str:
        command = self._bash(block) if block.language == "bash" else [sys.executable, "-"]
        done = subprocess.run(
            command,
            input=block.body if block.language == "python" else "",
            cwd=self.here,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=SECONDS,
            check=False,
        )
        assert done.returncode == block.exit_code, (
            f"line {block.line} ended with {done.returncode}:\n{done.stdout}"
        )
        return done.stdout

    def _bash(self, block: Block) -> list[str]:
        """A shell that goes on where the last block stopped, and stops at the first failure."""
        script = self._notes / f"{block.line}.sh"
        script.write_text(block.body, encoding="utf-8")
        keep = f"export -p > '{self._state}'; pwd > '{self._place}'"
        return ["bash", "-c", f"source '{self._state}'; trap \"{keep}\" EXIT; set -e; . '{script}'"]


class SecondWindow:
    """A program that runs beside the reader's window."""

    def __init__(self, block: Block, folder: Path, environment: Mapping[str, str]) -> None:
        self._program = subprocess.Popen(
            ["bash", "-c", f"exec {block.body.strip()}"],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )

    def read_lines(self, count: int) -> str:
        """Wait for its first lines."""
        assert self._program.stdout is not None
        return "".join(self._program.stdout.readline() for _ in range(count))

    def close(self) -> None:
        """Press Ctrl+C in it."""
        self._program.send_signal(signal.SIGINT)
        said, _ = self._program.communicate(timeout=SECONDS)
        assert self._program.returncode == 0, said


def make_environment(home: Path, language: str) -> dict[str, str]:
    """The environment of a reader whose virtual environment is active."""
    programs = Path(sys.executable).parent
    return {
        **{name: os.environ[name] for name in ("LANG", "TMPDIR") if name in os.environ},
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        "MMSKIT_HOME": str(home / "mmskit"),
        "MMSKIT_LANG": language,
        "LC_ALL": "C.UTF-8",
        "PYTHONUTF8": "1",
        "PYTHONPATH": str(Path(__file__).parent),
        "PYTHON_KEYRING_BACKEND": "paper_keyring.PaperKeyring",
        "PAPER_KEYRING": str(home / "keyring.json"),
    }
