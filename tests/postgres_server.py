"""A real PostgreSQL for the tests: made in a folder, on a socket, gone with the tests."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest


def find_program(name: str) -> str:
    """A program of PostgreSQL's, where Debian puts it or on the path; skips where there is none."""
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    found = str(versions[0]) if versions else shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed (Debian: postgresql)")
    return found


def find_user() -> list[str]:
    """What runs a program as somebody else than root, whom PostgreSQL refuses."""
    if os.geteuid() != 0:
        return []
    runuser = shutil.which("runuser")
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            pwd.getpwnam(name)
            if runuser is not None:
                return [runuser, "-u", name, "--"]
    pytest.skip("PostgreSQL does not run as root, and there is nobody else here")


@contextmanager
def serving_database() -> Iterator[str]:
    """Start a server; yields the address of a database."""
    initdb, control = find_program("initdb"), find_program("pg_ctl")
    user = find_user()
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - a folder of ours
    folder = Path(tempfile.mkdtemp(prefix="mmskit-", dir=memory))
    folder.chmod(0o777)
    data = folder / "data"

    def call(*words: str | Path) -> None:
        done = subprocess.run(
            [*user, *words], cwd="/", capture_output=True, text=True, check=False, timeout=120
        )
        assert done.returncode == 0, done.stderr + done.stdout

    try:
        call(initdb, "-D", data, "-U", "mmskit", "--auth=trust", "--no-sync", "-E", "UTF8")
        options = f"-c listen_addresses= -c max_connections=50 -k {folder}"
        call(control, "start", "-w", "-D", data, "-l", folder / "log", "-o", options)
        yield f"postgresql://mmskit@/postgres?host={folder}"
    finally:
        if (data / "postmaster.pid").exists():
            call(control, "stop", "-m", "immediate", "-D", data)
        shutil.rmtree(folder, ignore_errors=True)
