"""What the packages say about themselves."""

from __future__ import annotations

import tomllib
from pathlib import Path

import mmskit

ROOT = Path(__file__).parent.parent


def test_the_version_is_the_same_everywhere():
    """``mmskit --version`` and the packages' metadata name the same version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == mmskit.__version__
