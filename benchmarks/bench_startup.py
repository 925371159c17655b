"""How long a person waits before anything happens."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time

RUNS = 15


def measure(*command: str) -> float:
    """The median of whole processes, in milliseconds."""
    times = []
    for _ in range(RUNS + 1):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=os.environ)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times[1:])


def main() -> None:
    """Print the process times, and what they add to a bare interpreter."""
    bare = measure(sys.executable, "-c", "pass")
    imported = measure(sys.executable, "-c", "import mmskit")
    version = measure(os.path.join(os.path.dirname(sys.executable), "mmskit"), "--version")  # noqa: PTH118, PTH120
    print(f"start-up, medians of {RUNS} processes (bare interpreter: {bare:.0f} ms)")
    print(
        f"  import mmskit     {imported:.0f} ms   (goal: at most 150)   {imported / bare:.2f} x bare"
    )
    print(
        f"  mmskit --version  {version:.0f} ms   (goal: at most 300)   {version / bare:.2f} x bare"
    )


if __name__ == "__main__":
    main()
