"""The long proof: campaigns killed and cut off at random, a thousand times, and no message twice.

    python tools/soak.py [ROUNDS] [--seed N]

Each round is a campaign of 10,000 people in shards of 100 against a server that keeps books of its
own. A round that breaks a promise ends the run, with the seed that shows it again.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
SOON: Final = 25


def main(arguments: Sequence[str] | None = None) -> int:
    """Play the rounds."""
    parser = argparse.ArgumentParser(description="Kill campaigns at random, many times.")
    parser.add_argument("rounds", nargs="?", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1, help="the first round's")
    options = parser.parse_args(arguments)
    sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "outbox")]
    killing = import_module("killing")  # the tests' own

    # SIGKILL is no power cut, so the system's memory is as good as a disk, and many times as fast.
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - see above
    sums: Counter[str] = Counter()
    fates: Counter[str] = Counter()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        os.environ["MMSKIT_HOME"] = f"{folder}/home"
        with killing.proving(Path(folder)) as proof:
            for seed in range(options.seed, options.seed + options.rounds):
                try:
                    books = proof.play(seed)
                except BaseException:
                    print(f"seed {seed}", file=sys.stderr)
                    raise
                sums.update(
                    rounds=1,
                    starts=books.starts,
                    kills=books.kills,
                    doubts=books.doubts,
                    proved=books.proved,
                )
                fates.update(books.fates)
                if sums["rounds"] % SOON == 0 or sums["rounds"] == options.rounds:
                    seconds = time.monotonic() - began
                    print(f"{seconds:.0f} s: {dict(sums)}", flush=True)
    print(f"requests: {sum(fates.values())}, {dict(sorted(fates.items()))}")
    print(f"{sums['rounds'] * killing.PEOPLE} people, each charged once; every doubt was flagged")
    return 0


if __name__ == "__main__":
    sys.exit(main())
