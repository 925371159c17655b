"""Work on strangers' files in a process of its own, which may crash, hang or want all memory.

A child is started when it is first needed, and kept warm for the next file. Whatever happens to it
is an answer about the file, never the end of the program.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from typing import BinaryIO, Final, cast

from mmskit.media.worker import (
    CRASHED,
    FAULT,
    STUCK,
    Figures,
    TaskFault,
    answer,
    load_tasks,
    read,
    write,
)

DEADLINE_SECONDS: Final = 60.0
"""What takes longer than this is not waited for. A file of two hours takes a few seconds."""

MEMORY_BYTES: Final = 1 << 30
"""What the child may take for one file, where the system can limit it (Linux does)."""

_KEPT: Final = 2
_KEPT_SECONDS: Final = 60.0
_NO_WINDOW: Final = 0x08000000 if sys.platform == "win32" else 0
_BOOT: Final = """
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from mmskit.media.worker import serve
serve(sys.argv[2], int(sys.argv[3]))
"""


class Isolation:
    """Carries out tasks in child processes, as many at a time as threads ask for.

    Args:
        target: what the child can be asked: ``module:NAME`` of a mapping of functions.
        deadline: seconds after which a child is given up.
        memory: bytes that a task may take, where the system can limit them.

    Where no child can be started (a frozen program, a system without processes) the tasks are
    carried out in this process.
    """

    def __init__(
        self, target: str, *, deadline: float = DEADLINE_SECONDS, memory: int = MEMORY_BYTES
    ) -> None:
        self._target = target
        self._deadline = deadline
        self._memory = memory
        self._idle: list[_Child] = []
        self._lock = threading.Lock()
        self._alone = bool(getattr(sys, "frozen", False)) or not sys.executable
        self._retirement: threading.Timer | None = None
        atexit.register(self.close)
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._forget)

    def ask(self, task: str, figures: Figures, data: bytes) -> tuple[Figures, bytes]:
        """Have a task carried out.

        Args:
            task: its name in the mapping.
            figures: what JSON can say.
            data: the file.

        Raises:
            TaskFault: there is no answer.
        """
        child = None if self._alone else self._take()
        if child is None:
            found, made = answer(load_tasks(self._target)[task], dict(figures), data)
        else:
            found, made = child.ask({**figures, "task": task}, data, self._deadline)
            self._put_back(child)
        if FAULT in found:
            raise TaskFault(str(found[FAULT]))
        return found, made

    def close(self) -> None:
        """End the children that wait for work."""
        with self._lock:
            children, self._idle = self._idle, []
        for child in children:
            child.end()

    def _take(self) -> _Child | None:
        """A child that is alive; None where none can be had."""
        with self._lock:
            if self._retirement is not None:
                self._retirement.cancel()
            while self._idle:
                child = self._idle.pop()
                if child.alive:
                    return child
                child.end()
        try:
            return _Child(self._target, self._memory, self._deadline)
        except OSError:  # too many processes, say: perhaps the next time
            return None
        except TaskFault:  # it is no Python that was started, or has no mmskit
            self._alone = True
            return None

    def _put_back(self, child: _Child) -> None:
        with self._lock:
            if len(self._idle) < _KEPT:
                self._idle.append(child)
                self._retirement = threading.Timer(_KEPT_SECONDS, self.close)
                self._retirement.daemon = True
                self._retirement.start()
                return
        child.end()

    def _forget(self) -> None:
        """In a fork of this process: the children are the parent's."""
        self._lock = threading.Lock()
        self._retirement = None
        children, self._idle = self._idle, []
        for child in children:
            child.disown()


class _Child:
    """One child process.

    Raises:
        OSError: it cannot be started.
        TaskFault: it does not get ready.
    """

    def __init__(self, target: str, memory: int, deadline: float) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - this very Python
            [sys.executable, "-I", "-c", _BOOT, json.dumps(sys.path), target, str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=_NO_WINDOW,
        )
        self._requests = cast("BinaryIO", self._process.stdin)
        self._answers = cast("BinaryIO", self._process.stdout)
        self._hear(deadline)

    @property
    def alive(self) -> bool:
        """Whether it can be asked."""
        return self._process.poll() is None

    def ask(self, figures: Figures, data: bytes, deadline: float) -> tuple[Figures, bytes]:
        """Send a request and wait for the answer; a child that fails is ended.

        Raises:
            TaskFault: it crashed, or took too long.
        """
        return self._hear(deadline, (figures, data))

    def _hear(
        self, deadline: float, request: tuple[Figures, bytes] | None = None
    ) -> tuple[Figures, bytes]:
        late = threading.Event()

        def give_up() -> None:
            late.set()
            self._process.kill()

        watch = threading.Timer(deadline, give_up)
        watch.daemon = True
        watch.start()
        try:
            if request is not None:
                write(self._requests, *request)
            return read(self._answers)
        except (OSError, EOFError, ValueError):
            self.end()
            raise TaskFault(STUCK if late.is_set() else CRASHED) from None
        except BaseException:
            self.end()
            raise
        finally:
            watch.cancel()

    def end(self) -> None:
        """End it at once."""
        self._process.kill()
        self._close_pipes()
        self._process.wait()

    def disown(self) -> None:
        """Close this process's ends of its pipes, and nothing more."""
        self._process.returncode = 0  # of another process's child there is nothing to wait for
        self._close_pipes()

    def _close_pipes(self) -> None:
        for pipe in (self._requests, self._answers):
            with suppress(OSError):
                pipe.close()
