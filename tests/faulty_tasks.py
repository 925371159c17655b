"""What can go wrong in a child that decodes a stranger's file, really done."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time

from mmskit.media.worker import TaskFault


def _segfault(_figures, _data):
    ctypes.string_at(0)


def _abort(_figures, _data):
    os.abort()


def _kill(_figures, _data):
    os.kill(os.getpid(), signal.SIGKILL)


def _leave(_figures, _data):
    os._exit(0)


def _hang(_figures, _data):
    while True:
        time.sleep(60)


def _eat(_figures, _data):
    pieces = []
    while True:
        pieces.append(bytearray(64 << 20))


def _raise(_figures, _data):
    raise RuntimeError("secret words of a library")


def _refuse(_figures, _data):
    raise TaskFault("silent")


def _talk(figures, data):
    print("a library that chatters", flush=True)  # noqa: T201 - that is the fault
    os.write(1, b"and one that does not ask Python")
    os.write(2, b"or complains")
    return {**figures, "process": os.getpid()}, data[::-1]


def _show(_figures, _data):
    return {"arguments": sys.argv, "path": sys.path}, b""


TASKS = {
    "segfault": _segfault,
    "abort": _abort,
    "kill": _kill,
    "leave": _leave,
    "hang": _hang,
    "eat": _eat,
    "raise": _raise,
    "refuse": _refuse,
    "talk": _talk,
    "show": _show,
    # What a decoder is asked, answered with a crash:
    "seconds": _segfault,
    "samples": _segfault,
}
