"""What ``tools/setup.py`` decides, apart from what it runs."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
TOOLS = ROOT / "tools"
PROJECT = {"project": {"dependencies": ["click"]}, "dependency-groups": {"dev": ["pytest"]}}


@pytest.fixture
def setup(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(TOOLS)
    return import_module("setup")


@pytest.fixture
def needs(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(TOOLS)
    return import_module("system_needs")


def stamp(folder: str, fingerprint: str) -> str:
    return json.dumps({"folder": folder, "fingerprint": fingerprint})


def test_a_current_environment_is_left_alone(setup):
    """A stamp for this folder and these requirements means there is nothing to do."""
    assert setup.judge(stamp("/here", "abc"), "/here", "abc") == "ready"


def test_changed_requirements_are_installed(setup):
    """Other requirements go into the environment that is there."""
    assert setup.judge(stamp("/here", "abc"), "/here", "other") == "install"


def test_an_environment_made_by_hand_is_kept(setup):
    """Without a stamp, a person made it: it is completed and not thrown away."""
    assert setup.judge(None, "/here", "abc") == "install"


@pytest.mark.parametrize(
    "left",
    [
        stamp("/here", "unfinished"),
        stamp("/elsewhere", "abc"),
        "",
        "{",
        "[]",
        "{}",
        '"text"',
    ],
    ids=["interrupted", "moved", "empty", "cut", "list", "no keys", "text"],
)
def test_a_doubtful_environment_is_made_anew(setup, left):
    """An interrupted run, a moved folder or a damaged stamp leave nothing to build on."""
    assert setup.judge(left, "/here", "abc") == "rebuild"


@pytest.mark.parametrize(
    "changed",
    [
        (PROJECT | {"project": {"dependencies": ["click", "rich"]}}, "click==1", "cpython-311"),
        (PROJECT | {"dependency-groups": {"dev": []}}, "click==1", "cpython-311"),
        (PROJECT | {"build-system": {"requires": ["x"]}}, "click==1", "cpython-311"),
        (PROJECT | {"tool": {"hatch": {"build": 1}}}, "click==1", "cpython-311"),
        (PROJECT, "click==2", "cpython-311"),
        (PROJECT, "click==1", "cpython-313"),
    ],
    ids=["dependencies", "dev group", "build system", "packaging", "constraints", "python"],
)
def test_whatever_is_installed_from_counts(setup, changed):
    """A change of anything that decides what is installed changes the fingerprint."""
    before = setup.find_fingerprint(PROJECT, "click==1", "cpython-311")
    assert setup.find_fingerprint(*changed) != before


def test_settings_of_linters_do_not_count(setup):
    """Editing a linter's settings does not install everything again."""
    tuned = PROJECT | {"tool": {"ruff": {"line-length": 88}}}
    before = setup.find_fingerprint(PROJECT, "", "cpython-311")
    assert setup.find_fingerprint(tuned, "", "cpython-311") == before


def test_both_tools_install_the_same(setup):
    """Whether uv or pip installs, it is the same packages under the same constraints."""
    for uv in (None, "/opt/uv"):
        make, install = setup.find_commands(uv, ["pytest>=8"])
        assert "venv" in make
        assert make[0] == (uv or sys.executable)
        assert install[-5:] == [
            "--constraint",
            "constraints.txt",
            "--editable",
            ".[gui]",
            "pytest>=8",
        ]


def test_a_terminal_sees_why_a_program_failed(needs, tmp_path):
    """A failed program's own words and its exit code are in the error."""
    failing = [sys.executable, "-c", "print('no route'); raise SystemExit(3)"]
    with pytest.raises(needs.SetupError, match=r"(?s)no route.*exit code 3"):
        needs.run_quietly(failing, cwd=tmp_path)


def test_a_program_that_is_not_there_is_named(needs):
    """A program that cannot be started is an error that names it."""
    with pytest.raises(needs.SetupError, match="no-such-program"):
        needs.run_quietly(["no-such-program"])


def test_apt_is_never_asked_anything(needs):
    """Packages are installed without questions and without recommendations, also through sudo."""
    update, install = needs.find_apt_commands(["file", "php-cli"], ["sudo", "-n"])
    assert update[:3] == install[:3] == ["sudo", "-n", "env"]
    assert "DEBIAN_FRONTEND=noninteractive" in install
    assert "--yes" in install
    assert "--no-install-recommends" in install
    assert install[-2:] == ["file", "php-cli"]


def test_what_is_missing_is_named_exactly(needs):
    """On Debian the whole command is given; elsewhere the thing is named."""
    font, php = needs.BASIC[0], needs.ORACLES[0]
    on_debian = needs.describe_missing([font, php], apt=True)
    assert "apt-get install --no-install-recommends fonts-wqy-microhei php-cli" in on_debian
    elsewhere = needs.describe_missing([font], apt=False)
    assert font.thing in elsewhere
    assert "apt-get" not in elsewhere


def test_only_the_app_and_the_tests_need_what_qt_needs(needs):
    """A plain set-up looks for no library of Qt's; the tests open windows, so they need them too."""

    def find(**wanted: bool) -> set[str]:
        return {need.package for need in needs.find_needs(**wanted, platform="linux")}

    plain, app, tests = (
        find(app=False, tests=False),
        find(app=True, tests=False),
        find(app=False, tests=True),
    )
    assert "libegl1" not in plain
    assert {"libegl1", "libxcb-cursor0", "timgm6mb-soundfont"} <= app
    assert plain < app < tests
    assert {"xvfb", "xauth", "php-cli"} <= tests - app


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_bring_what_qt_needs(needs, platform):
    """On Windows and macOS nothing is looked for on the app's behalf."""
    plain = needs.find_needs(app=False, tests=False, platform=platform)
    assert needs.find_needs(app=True, tests=False, platform=platform) == plain


def test_a_library_is_there_when_it_loads(needs):
    """A library is looked for under its own name, whatever package it came in."""
    libraries = [need for need in needs.APP if "libEGL" in need.thing]
    assert [need.package for need in libraries] == ["libegl1"]
    assert not needs._linked("libnone0", "libnone.so.0").present()


def test_nothing_missing_says_nothing(needs, capfd):
    """When everything is there, nothing is run and nothing printed."""
    needs.provide([needs.Need("x", "x", "x", lambda: True, essential=True)])
    assert capfd.readouterr() == ("", "")


def test_an_optional_lack_does_not_stop_the_setup(needs, capfd, monkeypatch):
    """Without apt, a missing font is named and the set-up goes on; a missing venv ends it."""
    monkeypatch.setattr(needs.shutil, "which", lambda _: None)
    needs.provide([needs.Need("fonts-x", "a font", "字体", lambda: False)])
    assert "a font" in capfd.readouterr().out
    with pytest.raises(needs.SetupError, match="the venv module"):
        needs.provide([needs.Need("p", "the venv module", "", lambda: False, essential=True)])


def test_the_lock_names_versions_and_nothing_else():
    """constraints.txt has one pinned package a line, and no address of any registry."""
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        assert line.startswith("#") or "==" in line.split(";")[0]
        assert "://" not in line


def test_the_lock_covers_what_the_project_names():
    """Every direct requirement, of use, of development and of building, is pinned."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    named = [
        *project["build-system"]["requires"],
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["gui"],
        *project["dependency-groups"]["dev"],
    ]
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {line.split("==")[0] for line in lines}
    assert {re.split(r"[\[>]", name)[0].lower() for name in named} <= pinned
