"""What every test shares: this folder on the path, and nothing of the person who runs it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).parent))

# Machines that run tests are noisy: Hypothesis must not fail one for being slow.
settings.register_profile("mmskit", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# A change is judged by the same examples twice; new ones are looked for at the desk.
settings.register_profile("ci", parent=settings.get_profile("mmskit"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "mmskit")


@pytest.fixture(autouse=True)
def _private_home(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No test sees or touches the accounts, journals or language of whoever runs it."""
    monkeypatch.setenv("MMSKIT_HOME", str(tmp_path_factory.mktemp("home")))
    for name in (
        "MMSKIT_URL",
        "MMSKIT_APIKEY",
        "MMSKIT_USERNAME",
        "MMSKIT_PASSWORD",
        "MMSKIT_LANG",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
