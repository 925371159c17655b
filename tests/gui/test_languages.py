"""Which language the app speaks at its start."""

from __future__ import annotations

import pytest

from mmskit_gui.languages import find_system_language


@pytest.mark.parametrize(("named", "spoken"), [("zh_CN", "zh_CN"), ("en", "en")])
def test_a_named_language_goes_before_the_systems(monkeypatch, named, spoken):
    """MMSKIT_LANG chooses for the app as it does for the command line."""
    monkeypatch.setenv("MMSKIT_LANG", named)
    assert find_system_language() == spoken
