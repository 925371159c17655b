"""The sandbox's own process: ``python -m mmskit_gui.sandbox_child FILE``.

It says in one line of JSON where it answers, or why it cannot, and ends when its standard input
does: also when the app was killed, it does not stay behind. It takes the port that it had the last
time where that is free, so that a campaign made for it can be gone on with.
"""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from mmskit.errors import SandboxError
from mmskit.sandbox.server import Server
from mmskit.sandbox.settings import Settings

_FIRST: Final = 1024
_LAST: Final = 65_535


def main(arguments: list[str] | None = None) -> int:
    """Serve on a free loopback port until nobody holds the other end of standard input."""
    parser = argparse.ArgumentParser()
    parser.add_argument("db", type=Path)
    parser.add_argument("--delay", type=float, default=2.0)
    chosen = parser.parse_args(arguments)
    for port in (*_find_last_port(chosen.db), 0):
        settings = Settings(host="127.0.0.1", port=port, db=chosen.db, delay=chosen.delay)
        try:
            with Server(settings) as server:
                _remember_port(chosen.db, server.port)
                _say({"url": server.url})
                while sys.stdin.buffer.read(4096):
                    pass
        except SandboxError as error:
            if port:
                continue
            _say({"key": error.sentence.key, "figures": dict(error.sentence.figures)})
            return 1
        else:
            return 0
    return 1


def _find_last_port(db: Path) -> tuple[int, ...]:
    try:
        port = int(db.with_suffix(".port").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return ()
    return (port,) if _FIRST <= port <= _LAST else ()


def _remember_port(db: Path, port: int) -> None:
    with suppress(OSError):
        db.with_suffix(".port").write_text(str(port), encoding="ascii")


def _say(told: dict[str, object]) -> None:
    print(json.dumps(told, default=str), flush=True)  # noqa: T201 - the app reads it


if __name__ == "__main__":
    sys.exit(main())
