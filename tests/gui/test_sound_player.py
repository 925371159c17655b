"""Playing sounds, with a loudspeaker that only keeps what it got."""

from __future__ import annotations

import io
import sys
import wave
from collections.abc import Iterator

import pytest
from making import speech, tone, tune

import mmskit
from mmskit.media.fitting.pcm import Pcm
from mmskit_gui import sound_player, synthesis
from mmskit_gui.sound_output import open_device_output
from mmskit_gui.sound_player import SoundPlayer, cut_pcm
from mmskit_gui.tasks import CancelledError


class Output:
    """Keeps what it should make heard."""

    def __init__(self) -> None:
        self.started: list[Pcm] = []
        self.stops = 0
        self.seconds = 0.0
        self.end = None

    def start(self, pcm, ended) -> None:
        self.started.append(pcm)
        self.end = ended

    def stop(self) -> None:
        self.stops += 1


@pytest.fixture
def output() -> Output:
    return Output()


@pytest.fixture
def player(tasks, output) -> Iterator[SoundPlayer]:
    playing = SoundPlayer(tasks, open_output=lambda: output)
    yield playing
    playing.stop()  # its timer must not be collected, while it runs, by another thread


@pytest.fixture
def deaf(tasks) -> SoundPlayer:
    return SoundPlayer(tasks, open_output=lambda: None)


@pytest.mark.parametrize(("data", "rate"), [(speech(2.0), 8_000), (tone(2.0, 16_000), 16_000)])
def test_a_sound_is_decoded_and_heard(qtbot, player, output, data, rate):
    """Its samples reach the loudspeaker at its own rate, all of them."""
    with qtbot.waitSignal(player.playing_changed) as heard:
        player.play(mmskit.Sound(data))
    assert heard.args == [True]
    qtbot.waitUntil(lambda: len(output.started) == 1)
    assert output.started[0].rate == rate
    assert output.started[0].seconds == pytest.approx(2.0, abs=0.05)
    assert player.playing
    assert player.sound == mmskit.Sound(data)


def test_midi_is_synthesised_in_another_process(qtbot, player, output):
    """Two seconds of notes come out as about two seconds that are not silent."""
    pytest.importorskip("midirenderer")
    if synthesis.find_soundfont() is None:
        pytest.skip("there is no soundfont")
    player.play(mmskit.Sound(tune(4)))
    qtbot.waitUntil(lambda: len(output.started) == 1, timeout=30_000)
    samples = memoryview(output.started[0].samples).cast("h")
    assert output.started[0].seconds >= 2.0
    assert max(samples) > 100


def test_a_midi_without_a_soundfont_says_so(qtbot, player, output, monkeypatch):
    """The sentence names what is missing, and nothing plays."""
    monkeypatch.setattr(synthesis, "find_soundfont", lambda: None)
    monkeypatch.setattr(synthesis, "find_spec", lambda _: object())
    with qtbot.waitSignal(player.unavailable) as told:
        player.play(mmskit.Sound(tune(3)))
    assert told.args[0].key == "gui.sound_no_soundfont"
    assert not player.playing
    assert output.started == []


def test_a_midi_without_the_synthesiser_says_so(qtbot, player, monkeypatch):
    """The sentence names the package to install."""
    monkeypatch.setattr(synthesis, "find_spec", lambda _: None)
    with qtbot.waitSignal(player.unavailable) as told:
        player.play(mmskit.Sound(tune(3)))
    assert "midirenderer" in told.args[0].render("zh_CN")


def test_a_synthesis_that_nobody_wants_is_ended():
    """Its report raises, and the other process is gone with it."""

    def refuse(_done):
        raise CancelledError

    with pytest.raises(CancelledError):
        synthesis._ask_child(tune(2), "no.sf2", refuse)


def test_a_synthesis_that_fails_gives_nothing(tmp_path):
    """A soundfont that is none makes the other process fail, not this one."""
    broken = tmp_path / "broken.sf2"
    broken.write_bytes(b"RIFF")
    assert synthesis._ask_child(tune(2), broken, lambda _: None) is None


def test_the_other_process_writes_a_wav(monkeypatch):
    """What it reads is a MIDI, what it writes the standard library reads."""
    pytest.importorskip("midirenderer")
    if synthesis.find_soundfont() is None:
        pytest.skip("there is no soundfont")
    said = io.BytesIO()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(tune(2))))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(said))
    assert synthesis.main() == 0
    with wave.open(io.BytesIO(said.getvalue())) as read:
        assert read.getnchannels() == 1
        assert read.getnframes() > read.getframerate() / 2


def test_it_starts_and_stops_where_it_is_told(qtbot, player, output):
    """A start and a limit cut the samples, and the position counts from the sound's beginning."""
    player.play(mmskit.Sound(tone(3.0)), 1.0, limit=2.5)
    qtbot.waitUntil(lambda: bool(output.started))
    assert output.started[0].seconds == pytest.approx(1.5)
    assert player.position == 1.0
    output.seconds = 0.5
    qtbot.waitUntil(lambda: player.position == 1.5)
    output.seconds = 9.0
    qtbot.waitUntil(lambda: player.position == 2.5)


def test_the_end_is_told(qtbot, player, output):
    """Once it is over it plays no more."""
    player.play(mmskit.Sound(tone()))
    qtbot.waitUntil(lambda: bool(output.started))
    with qtbot.waitSignals([player.ended, player.playing_changed]):
        output.end()
    assert not player.playing


def test_stopping_tells_no_end(qtbot, player, output):
    """It falls silent, keeps its place, and says it was not at the end."""
    player.play(mmskit.Sound(tone()))
    qtbot.waitUntil(lambda: bool(output.started))
    output.seconds = 0.4
    qtbot.waitUntil(lambda: player.position == 0.4)
    with qtbot.assertNotEmitted(player.ended):
        player.stop()
    assert output.stops == 1
    assert player.position == 0.4
    assert not player.playing


def test_another_sound_takes_over(qtbot, player, output):
    """Only the last that was asked for is heard, also if the one before was still being decoded."""
    first, second = mmskit.Sound(tone(1.0)), mmskit.Sound(tone(2.0))
    player.play(first)
    player.play(second)
    qtbot.waitUntil(lambda: bool(output.started))
    qtbot.waitUntil(lambda: not player._asked)
    assert [round(pcm.seconds) for pcm in output.started] == [2]
    player.play(first)
    assert [round(pcm.seconds) for pcm in output.started] == [2, 1]
    assert player.sound == first


def test_a_sound_stopped_while_it_is_decoded_stays_silent(qtbot, player, output):
    """The decoded samples are kept for later."""
    sound = mmskit.Sound(tone())
    player.play(sound)
    player.stop()
    qtbot.waitUntil(lambda: not player._asked)
    assert output.started == []
    player.play(sound)
    assert len(output.started) == 1


def test_what_was_prepared_starts_at_once(qtbot, player, output):
    """Nothing is decoded twice."""
    sound = mmskit.Sound(speech())
    player.prepare(sound)
    player.prepare(sound)
    qtbot.waitUntil(lambda: not player._asked)
    player.play(sound)
    assert len(output.started) == 1


def test_only_so_much_is_kept(qtbot, player, monkeypatch):
    """The oldest are forgotten once there are too many bytes; the last one never is."""
    monkeypatch.setattr(sound_player, "_KEPT_BYTES", 40_000)
    for seconds in (1.0, 1.5, 2.0, 9.0):
        player.prepare(mmskit.Sound(tone(seconds)))
        qtbot.waitUntil(lambda: not player._asked)
    assert [round(pcm.seconds) for pcm in player._decoded.values()] == [9]


def test_without_a_loudspeaker_a_sentence_is_told_once(qtbot, deaf):
    """Nothing moves, nothing crashes."""
    told = []
    deaf.unavailable.connect(told.append)
    deaf.play(mmskit.Sound(tone()))
    qtbot.waitUntil(lambda: not deaf.playing)
    assert [said.key for said in told] == ["gui.sound_no_device"]
    assert deaf.position == 0.0
    assert not deaf.available


def test_a_missing_library_is_no_loudspeaker(monkeypatch):
    """A machine whose QtMultimedia cannot be loaded is one without sound."""
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    assert open_device_output() is None


def test_cutting_beyond_the_end_leaves_nothing():
    """No part is longer than the sound."""
    pcm = Pcm(bytes(16_000), 8_000)
    assert cut_pcm(pcm, 0.0, None) is pcm
    assert cut_pcm(pcm, 5.0, None).samples == b""
    assert cut_pcm(pcm, 0.25, 0.5).seconds == 0.25
    assert cut_pcm(pcm, 0.5, 0.25).samples == b""
