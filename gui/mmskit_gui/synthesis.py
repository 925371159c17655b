"""MIDI made into samples, in a process of its own: the renderer lets nothing else run meanwhile."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import wave
from collections import OrderedDict
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Final

import mmskit
from mmskit.media.fitting.pcm import Pcm
from mmskit.media.playable import find_soundfont, make_playable
from mmskit.texts import Text, text
from mmskit_gui.tasks import Report

LONGEST_SECONDS: Final = 180.0
"""A longer MIDI is not played; no message needs one."""

_KEPT: Final = 4
_TURN_SECONDS: Final = 0.2
_TURNS: Final = 300
"""After so many turns the child is given up."""

_NO_WINDOW: Final = 0x08000000 if sys.platform == "win32" else 0

_made: OrderedDict[bytes, Pcm] = OrderedDict()
_lock = threading.Lock()


def synthesise(sound: mmskit.Sound, report: Report) -> Pcm | Text:
    """The samples of a MIDI, or why it cannot be heard on this machine. Slow.

    Args:
        sound: a MIDI.
        report: told the share that is done; ends it by raising.
    """
    with _lock:
        made = _made.get(sound.data)
    if made is not None:
        return made
    if find_spec("midirenderer") is None:
        return text("gui.sound_no_synthesiser")
    soundfont = find_soundfont()
    if soundfont is None:
        return text("gui.sound_no_soundfont")
    if sound.seconds > LONGEST_SECONDS:
        return text("preview.sound.midi_too_long", limit=round(LONGEST_SECONDS))
    wav = _ask_child(sound.data, soundfont, report)
    if wav is None:
        return text("gui.sound_unplayable")
    made = read_wav(wav)
    with _lock:
        _made[sound.data] = made
        while len(_made) > _KEPT:
            _made.popitem(last=False)
    return made


def read_wav(wav: bytes) -> Pcm:
    """The samples of a WAV of one channel."""
    with wave.open(BytesIO(wav)) as read:
        return Pcm(read.readframes(read.getnframes()), read.getframerate())


def _ask_child(data: bytes, soundfont: Path, report: Report) -> bytes | None:
    environment = {**os.environ, "MMSKIT_SOUNDFONT": str(soundfont)}
    try:
        child = subprocess.Popen(
            [sys.executable, "-m", "mmskit_gui.synthesis"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            creationflags=_NO_WINDOW,
        )
    except OSError:
        return None
    with child:
        try:
            wav = _wait(child, data, report)
        except BaseException:
            child.kill()
            raise
    return wav if child.returncode == 0 else None


def _wait(child: subprocess.Popen[bytes], data: bytes, report: Report) -> bytes | None:
    """What the child writes; asks from time to time whether it is wanted still."""
    for turn in range(_TURNS):
        report(turn / _TURNS)
        try:
            return child.communicate(None if turn else data, timeout=_TURN_SECONDS)[0]
        except subprocess.TimeoutExpired:
            continue
    child.kill()
    return None


def main() -> int:
    """Read a MIDI, write a WAV: what the child does."""
    sound = mmskit.Sound(sys.stdin.buffer.read())
    playable = make_playable(sound, LONGEST_SECONDS, find_soundfont())
    if playable.wav is None:
        return 1
    sys.stdout.buffer.write(playable.wav)
    return 0


if __name__ == "__main__":
    sys.exit(main())
