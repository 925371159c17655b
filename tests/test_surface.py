"""The public names, as others import them."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

import mmskit


@pytest.mark.parametrize("name", mmskit.__all__)
def test_every_public_name_is_there(name):
    """Whatever ``__all__`` lists can be had, and has a docstring."""
    assert inspect.getdoc(getattr(mmskit, name))


def test_no_module_hides_a_public_name():
    """``mmskit.check`` and ``mmskit.fit`` are functions, also after their modules were imported."""
    asked = """
import importlib, types, mmskit
for home in mmskit._HOMES:
    importlib.import_module(f"mmskit.{home}")
print([n for n in mmskit._HOME_OF if isinstance(getattr(mmskit, n), types.ModuleType)])
"""
    answer = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"
