"""The command line: one module per verb. ``mmskit --help`` lists them."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit code."""
    from mmskit.cli.program import run  # noqa: PLC0415 - importing mmskit.cli must cost nothing

    sys.exit(run(arguments))
