"""Make every sample again: ``python samples/scripts/make_all.py [NAME …]``."""

from __future__ import annotations

import sys
from importlib import import_module
from time import perf_counter

SAMPLES = ("promotion", "voice_greeting", "personal", "graphics", "oversize")


def main() -> None:
    """Make the samples named on the command line, or all."""
    for name in sys.argv[1:] or SAMPLES:
        start = perf_counter()
        import_module(name.replace("-", "_")).make()
        print(f"{name}: {perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
