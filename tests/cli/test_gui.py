"""mmskit gui: the app starts, or a sentence says what it lacks."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest

from mmskit.cli import gui

ROOT = Path(__file__).parents[2]
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="screens are X servers on Linux only")
EGL = "libEGL.so.1: cannot open shared object file: No such file or directory"


@pytest.fixture
def offscreen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A platform of Qt's that needs no screen."""
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def no_platform(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that says where windows go."""
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)


def put_app(monkeypatch: pytest.MonkeyPatch, ending: int) -> list[list[str]]:
    """Put an app without windows in place of the real one; return what it is started with."""
    started: list[list[str]] = []

    def main(arguments: list[str]) -> int:
        started.append(arguments)
        return ending

    monkeypatch.setitem(sys.modules, "mmskit_gui.app", SimpleNamespace(main=main))
    return started


def break_app(monkeypatch: pytest.MonkeyPatch, error: ImportError) -> None:
    """Make the import of the app fail, as where something is not installed."""

    class Broken:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "mmskit_gui.app":
                raise error

    monkeypatch.delitem(sys.modules, "mmskit_gui.app", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])


@pytest.mark.usefixtures("offscreen")
@pytest.mark.parametrize(("words", "given"), [((), []), (("a b.mmsx",), ["a b.mmsx"])])
def test_the_app_is_started_with_the_file(mmskit, monkeypatch, words, given):
    """The app gets the file that was named, and its exit code is the command's."""
    started = put_app(monkeypatch, 7)
    assert mmskit("gui", *words).code == 7
    assert started == [given]


@pytest.mark.usefixtures("offscreen")
@pytest.mark.parametrize("name", ["PySide6", "PySide6.QtMultimedia", "shiboken6"])
def test_without_qt_the_extra_is_named(mmskit, monkeypatch, name):
    """Where PySide6, or one part of it, is not installed: exit 1 and the command that brings it."""
    break_app(monkeypatch, ModuleNotFoundError(f"No module named '{name}'", name=name))
    done = mmskit("gui")
    assert done.code == 1
    assert name in done.err
    assert 'pip install "mmskit[gui]"' in done.err


@pytest.mark.usefixtures("offscreen")
def test_a_missing_library_of_the_system_is_named(mmskit, monkeypatch):
    """A library that is not there is named with its Debian package, and no other one."""
    break_app(monkeypatch, ImportError(EGL))
    monkeypatch.setattr(gui, "_loads", lambda _: True)
    done = mmskit("gui")
    assert done.code == 1
    assert "lacks libEGL.so.1." in done.err
    assert "apt-get install libegl1;" in done.err


def test_all_missing_libraries_are_named_at_once(monkeypatch):
    """The loader tells the first library only; the sentence has every one."""
    monkeypatch.setattr(gui, "_loads", lambda library: library != "libpulse.so.0")
    said = gui.find_lack(ImportError(EGL)).render("zh_CN")
    assert "libEGL.so.1、libpulse.so.0" in said
    assert "apt-get install libegl1 libpulse0；" in said


def test_a_library_that_we_do_not_know_is_named(monkeypatch):
    """A library without a known package is named alone."""
    monkeypatch.setattr(gui, "_loads", lambda _: True)
    said = str(gui.find_lack(ImportError("libnew.so.9: cannot open shared object file: No such")))
    assert "libnew.so.9" in said
    assert "apt-get" not in said


def test_a_mistake_of_our_own_is_not_called_a_lack():
    """An import that fails inside mmskit is not blamed on the machine."""
    own = ImportError("cannot import name 'x' from 'mmskit'", name="mmskit")
    assert gui.find_lack(own) is own


@LINUX
@pytest.mark.usefixtures("no_platform")
def test_without_a_screen_it_is_said(mmskit, monkeypatch):
    """Without any screen the app is not even loaded: exit 1 and a sentence."""
    started = put_app(monkeypatch, 0)
    done = mmskit("gui")
    assert done.code == 1
    assert "WAYLAND_DISPLAY" in done.err
    assert started == []


@LINUX
@pytest.mark.usefixtures("no_platform")
@pytest.mark.parametrize("variable", ["WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_a_named_platform_is_believed(mmskit, monkeypatch, variable):
    """A Wayland desktop and a platform of one's choice need no X server."""
    put_app(monkeypatch, 0)
    monkeypatch.setenv(variable, "somewhere")
    assert mmskit("gui").code == 0


@LINUX
@pytest.mark.usefixtures("no_platform")
def test_a_screen_that_does_not_answer_is_said(mmskit, monkeypatch):
    """DISPLAY may name a server that is not there: exit 1, and which."""
    if gui.answers(":59321") == "unknown":
        pytest.skip("libxcb.so.1 is not installed (Debian: libxcb1)")
    put_app(monkeypatch, 0)
    monkeypatch.setenv("DISPLAY", ":59321")
    done = mmskit("gui")
    assert done.code == 1
    assert ":59321" in done.err


def test_a_plugin_that_cannot_be_loaded_is_said(tmp_path, monkeypatch):
    """What Qt's own window plugin lacks is said before Qt would abort."""

    def refuse(name: str) -> None:
        raise OSError(f"libxcb-cursor.so.0: cannot open shared object file: {name}")

    plugin = tmp_path / "PySide6" / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    plugin.parent.mkdir(parents=True)
    plugin.touch()
    found = SimpleNamespace(submodule_search_locations=[str(tmp_path / "PySide6")])
    monkeypatch.setattr(gui, "find_spec", lambda _: found)
    monkeypatch.setattr(gui.ctypes, "CDLL", refuse)
    with pytest.raises(gui.AppError, match="libxcb-cursor0"):
        gui.require_screen({"DISPLAY": ":0"})


def test_the_script_says_its_version():
    """mmskit-gui --version is one line, and needs neither Qt nor a screen."""
    bare = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    }
    done = subprocess.run(
        [sys.executable, "-c", "from mmskit.cli.gui import main; main(['--version'])"],
        capture_output=True,
        text=True,
        env=bare,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "mmskit 0.1.0\n", "")


def test_the_setup_installs_what_the_app_asks_for(monkeypatch):
    """The libraries that the sentences name are those that `make app` installs."""
    monkeypatch.syspath_prepend(ROOT / "tools")
    needs = import_module("system_needs")
    packages = [need.package for need in needs.APP if need.package.startswith("lib")]
    assert packages == list(gui.QT_LIBRARIES.values())
