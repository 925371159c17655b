"""The sandbox's own process: ``python -m mmskit_gui.sandbox_child FILE``.

It says in one line of JSON where it answers, or why it cannot, and ends when its standard input
does: also when the app was killed, it does not stay behind.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from mmskit.errors import SandboxError
from mmskit.sandbox.server import Server
from mmskit.sandbox.settings import Settings


def main(arguments: list[str] | None = None) -> int:
    """Serve on a free loopback port until nobody holds the other end of standard input."""
    parser = argparse.ArgumentParser()
    parser.add_argument("db", type=Path)
    parser.add_argument("--delay", type=float, default=2.0)
    chosen = parser.parse_args(arguments)
    try:
        with Server(Settings(host="127.0.0.1", port=0, db=chosen.db, delay=chosen.delay)) as server:
            _say({"url": server.url})
            while sys.stdin.buffer.read(4096):
                pass
    except SandboxError as error:
        _say({"key": error.sentence.key, "figures": dict(error.sentence.figures)})
        return 1
    return 0


def _say(told: dict[str, object]) -> None:
    print(json.dumps(told, default=str), flush=True)  # noqa: T201 - the app reads it


if __name__ == "__main__":
    sys.exit(main())
