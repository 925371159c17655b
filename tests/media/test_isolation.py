"""Children that crash, hang and eat: each is really started, and really dies."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading

import pytest
from making import tone

from mmskit.errors import UnsupportedMediaError
from mmskit.media import decoding
from mmskit.media.fitting.pcm import decode
from mmskit.media.isolation import Isolation
from mmskit.media.kinds import MediaFault
from mmskit.media.worker import TaskFault

FAULTY = "faulty_tasks:TASKS"


@pytest.fixture
def isolation():
    """Children with faults, ended afterwards."""
    made = Isolation(FAULTY, deadline=30.0, memory=256 << 20)
    yield made
    made.close()


def test_what_goes_in_comes_out(isolation):
    """Figures and bytes, whatever libraries print meanwhile; the same child answers again."""
    data = bytes(range(256)) * 40_000
    first, made = isolation.ask("talk", {"name": "彩信", "rate": None}, data)
    assert (first["name"], first["rate"], made) == ("彩信", None, data[::-1])
    again, _ = isolation.ask("talk", {}, b"")
    assert again["process"] == first["process"] != os.getpid()


@pytest.mark.parametrize(
    ("task", "reason"),
    [
        ("segfault", "crashed"),
        ("abort", "crashed"),
        ("leave", "crashed"),
        pytest.param(
            "kill", "crashed", marks=pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
        ),
        ("raise", "broken"),
        ("refuse", "silent"),
    ],
)
def test_a_child_that_fails_is_a_reason(isolation, task, reason):
    """And the next file is decoded as if nothing had been."""
    with pytest.raises(TaskFault) as caught:
        isolation.ask(task, {}, b"x")
    assert caught.value.reason == reason
    assert isolation.ask("talk", {}, b"ab")[1] == b"ba"


def test_a_child_that_hangs_is_given_up():
    """After the deadline it is killed, not waited for."""
    isolation = Isolation(FAULTY, deadline=30.0)
    isolation.ask("talk", {}, b"")
    hurried = Isolation(FAULTY, deadline=30.0)
    hurried._idle, isolation._idle = isolation._idle, []
    hurried._deadline = 0.2
    (child,) = hurried._idle
    with pytest.raises(TaskFault) as caught:
        hurried.ask("hang", {}, b"")
    assert caught.value.reason == "stuck"
    assert not child.alive


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits a process's memory")
def test_a_child_that_eats_memory_is_stopped(isolation):
    """It may have so much more than it had, and the child survives it."""
    process = isolation.ask("talk", {}, b"")[0]["process"]
    with pytest.raises(TaskFault) as caught:
        isolation.ask("eat", {}, b"")
    assert caught.value.reason == "memory"
    assert isolation.ask("talk", {}, b"")[0]["process"] == process


def test_a_child_that_was_killed_while_idle_costs_no_file(isolation):
    """It is noticed before anything is asked of it."""
    isolation.ask("talk", {}, b"")
    (child,) = isolation._idle
    child._process.kill()
    child._process.wait()
    assert isolation.ask("talk", {}, b"ab")[1] == b"ba"


def test_threads_have_children_of_their_own(isolation):
    """Nobody waits for another's file; two children are kept."""
    gate, found = threading.Barrier(4), []

    def work() -> None:
        gate.wait()
        found.append(isolation.ask("talk", {}, bytes(1 << 20))[0]["process"])

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(isolation._idle) <= 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
def test_a_fork_has_children_of_its_own():
    """A process that forks does not read its sibling's answers."""
    script = """
import os, sys
from mmskit.media.isolation import Isolation
isolation = Isolation("faulty_tasks:TASKS")
mine = isolation.ask("talk", {}, b"ab")[0]["process"]
child = os.fork()
if not child:
    figures, made = isolation.ask("talk", {}, b"cd")
    os._exit(0 if made == b"dc" and figures["process"] != mine else 1)
assert os.waitpid(child, 0)[1] == 0
figures, made = isolation.ask("talk", {}, b"ef")
assert made == b"fe" and figures["process"] == mine
"""
    done = subprocess.run([sys.executable, "-c", script], env=_environment(), check=False)
    assert done.returncode == 0


def test_children_end_with_their_parent():
    """Also where it is killed: they read the end of their pipe."""
    script = """
import os
from mmskit.media.isolation import Isolation
print(Isolation("faulty_tasks:TASKS").ask("talk", {}, b"")[0]["process"], flush=True)
os.kill(os.getpid(), 9) if hasattr(os, "fork") else os._exit(1)
"""
    with subprocess.Popen(
        [sys.executable, "-c", script], env=_environment(), stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        process = int(parent.stdout.readline())
        # The child has the other end of no pipe of ours, so only its own end can be waited for.
        parent.wait()
    if sys.platform == "linux":
        descriptor = _open_process(process)
        if descriptor is not None:
            import select  # noqa: PLC0415 - Linux alone

            assert select.select([descriptor], [], [], 30)[0]
            os.close(descriptor)


def test_a_program_that_is_no_python_is_not_asked(tmp_path, monkeypatch):
    """Where no child gets ready, the work is done in this process."""
    monkeypatch.setattr(sys, "executable", str(_find_true()))
    isolation = Isolation(FAULTY)
    figures, made = isolation.ask("talk", {}, b"ab")
    assert (figures["process"], made) == (os.getpid(), b"ba")
    with pytest.raises(TaskFault, match="silent"):
        isolation.ask("refuse", {}, b"")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "missing"))
    assert Isolation(FAULTY).ask("talk", {}, b"")[0]["process"] == os.getpid()


@pytest.mark.parametrize(
    ("target", "words"),
    [(FAULTY, "the decoder crashed on it")],
)
def test_a_crash_of_the_decoder_names_the_file(target, words):
    """The program goes on with a sentence, in both languages."""
    with pytest.raises(UnsupportedMediaError, match=words) as caught:
        decode(tone(1.0), name="song.wav", isolation=Isolation(target))
    assert str(caught.value).startswith("song.wav: this is a WAV sound, but the decoder crashed")
    assert "崩溃" in caught.value.render("zh_CN")
    with pytest.raises(MediaFault, match=words):
        decoding.find_seconds(tone(1.0), "wav", Isolation(target))


@pytest.mark.parametrize("reason", ["crashed", "stuck", "memory", "broken", "silent", "too_long"])
def test_every_reason_has_its_sentence(reason):
    """In both languages, and not all the same."""
    fault = decoding._tell("wav", reason)
    assert fault.found.render("en") != fault.found.render("zh_CN")
    others = {"crashed", "stuck", "memory", "broken", "silent", "too_long"} - {reason}
    assert fault.found.render() not in {
        decoding._tell("wav", each).found.render() for each in others
    }


def test_this_process_never_loads_a_decoder_for_a_length():
    """FFmpeg reads a stranger's file in the child alone."""
    script = """
import sys
from making import speech
import json, pathlib
from mmskit.media import Sound
data = pathlib.Path(sys.argv[1]).read_bytes()
for name in [name for name in sys.modules if name == "av" or name.startswith("av.")]:
    del sys.modules[name]
seconds = Sound(data).seconds
print(json.dumps([seconds, "av" in sys.modules]))
"""
    assert json.loads(_run_on(script, _mp3())) == [pytest.approx(2.0, abs=0.1), False]


def _mp3() -> bytes:
    from specimens import coded  # noqa: PLC0415 - one test's

    return coded("mp3", "libmp3lame", rate=8000, source=tone(2.0))


def _run_on(script: str, data: bytes) -> str:
    import tempfile  # noqa: PLC0415 - one test's

    with tempfile.NamedTemporaryFile(suffix=".mp3") as file:
        file.write(data)
        file.flush()
        return subprocess.run(
            [sys.executable, "-c", script, file.name],
            env=_environment(),
            check=True,
            capture_output=True,
            text=True,
        ).stdout


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def _find_true() -> str:
    import shutil  # noqa: PLC0415 - one test's

    return shutil.which("true") or pytest.skip("there is no program that does nothing")


def _open_process(number: int) -> int | None:
    """A handle that can be read when the process has ended; None where it has."""
    try:
        return os.pidfd_open(number)
    except ProcessLookupError:
        return None
