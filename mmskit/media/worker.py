"""The child in which strangers' files are decoded: reads requests, answers them, keeps nothing.

It is started by ``isolation``. A request is figures (JSON) and bytes, and so is an answer: nothing
of what comes back could run code in the parent.
"""

from __future__ import annotations

import json
import os
import signal
import struct
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, Final

Figures = dict[str, Any]
Task = Callable[[Figures, bytes], tuple[Figures, bytes]]

FAULT: Final = "fault"
"""The figure under which an answer gives the reason why there is none."""

MEMORY: Final = "memory"
BROKEN: Final = "broken"

CRASHED: Final = "crashed"
STUCK: Final = "stuck"

_LENGTHS: Final = struct.Struct(">IQ")
_MOST_FIGURES: Final = 1 << 16
_MOST_BYTES: Final = 1 << 30
_SIZES: Final = Path("/proc/self/statm")


class TaskFault(Exception):  # noqa: N818 - a reason, made into a sentence by whoever knows the file
    """Why there is no answer.

    Attributes:
        reason: what the task told, or :data:`CRASHED`, :data:`STUCK`, :data:`MEMORY` or
            :data:`BROKEN`.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def write(pipe: BinaryIO, figures: Figures, data: bytes) -> None:
    """Send figures and bytes.

    Raises:
        OSError: nobody reads them any more.
    """
    head = json.dumps(figures).encode()
    pipe.write(_LENGTHS.pack(len(head), len(data)) + head)
    pipe.write(data)
    pipe.flush()


def read(pipe: BinaryIO) -> tuple[Figures, bytes]:
    """Receive figures and bytes.

    Raises:
        EOFError: the other side is gone.
        ValueError: what came is neither.
    """
    head, size = _LENGTHS.unpack(_read_exactly(pipe, _LENGTHS.size))
    if head > _MOST_FIGURES or size > _MOST_BYTES:
        raise ValueError("lengths")
    figures = json.loads(_read_exactly(pipe, head))
    if not isinstance(figures, dict):
        raise ValueError("figures")  # noqa: TRY004 - it is the content that is wrong
    return figures, _read_exactly(pipe, size)


def _read_exactly(pipe: BinaryIO, size: int) -> bytes:
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return data


def load_tasks(target: str) -> Mapping[str, Task]:
    """What a child can be asked: ``module:NAME`` of a mapping."""
    module, _, name = target.partition(":")
    tasks: Mapping[str, Task] = getattr(import_module(module), name)
    return tasks


def answer(task: Task, figures: Figures, data: bytes) -> tuple[Figures, bytes]:
    """Carry out a task; whatever goes wrong becomes a figure of the answer."""
    try:
        return task(figures, data)
    except TaskFault as fault:
        return {FAULT: fault.reason}, b""
    except MemoryError:
        return {FAULT: MEMORY}, b""
    except Exception:  # noqa: BLE001 - the parent hears of all of them
        return {FAULT: BROKEN}, b""


def serve(target: str, memory: int) -> None:
    """Answer requests until there are no more.

    Args:
        target: see :func:`load_tasks`.
        memory: bytes that a task may take, where the system can limit them.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's affair
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for libraries that chatter
    _forbid_core_files()
    tasks = load_tasks(target)
    write(answers, {}, b"")
    with suppress(EOFError, OSError):
        while True:
            figures, data = read(requests)
            _limit_memory(memory)
            write(answers, *answer(tasks[figures.pop("task")], figures, data))
            del data


def _forbid_core_files() -> None:
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_memory(more: int) -> None:
    """Let this process have so many bytes more than it has, where the system tells and limits."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on Windows

        taken = int(_SIZES.read_text("ascii").split()[0]) * resource.getpagesize()
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = taken + more if hard == resource.RLIM_INFINITY else min(taken + more, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
