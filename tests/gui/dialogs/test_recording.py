"""Recording, with a microphone that says what the test lets it say."""

from __future__ import annotations

import io
import sys
import wave

import pytest
from making import tone
from PySide6.QtCore import Qt

from mmskit.texts import text
from mmskit_gui.dialogs.recording import LONGEST_SECONDS, RecordingDialog, find_microphone
from mmskit_gui.sound_player import SoundPlayer

RATE = 16_000


class Microphone:
    """Delivers what it is told to."""

    rate = RATE

    def __init__(self) -> None:
        self.hear = self.fail = None
        self.stopped = 0

    def start(self, heard, failed) -> None:
        self.hear, self.fail = heard, failed

    def stop(self) -> None:
        self.stopped += 1

    def say(self, seconds: float) -> None:
        """A quiet tone, in chunks."""
        with wave.open(io.BytesIO(tone(seconds, RATE))) as read:
            while chunk := read.readframes(RATE // 10):
                self.hear(chunk)


class Output:
    """A loudspeaker that keeps what it got."""

    seconds = 0.0

    def __init__(self) -> None:
        self.heard: list[float] = []

    def start(self, pcm, _ended) -> None:
        self.heard.append(round(pcm.seconds, 1))

    def stop(self) -> None:
        """Nothing is heard."""


@pytest.fixture
def microphone() -> Microphone:
    return Microphone()


@pytest.fixture
def output() -> Output:
    return Output()


@pytest.fixture
def player(tasks, output):
    playing = SoundPlayer(tasks, open_output=lambda: output)
    yield playing
    playing.stop()


@pytest.fixture
def dialog(qtbot, services, player, microphone) -> RecordingDialog:
    made = RecordingDialog(player, services.languages, open_microphone=lambda: microphone)
    qtbot.addWidget(made)
    made.show()
    return made


def test_what_was_said_becomes_a_wav(qtbot, dialog, microphone):
    """Record, stop, use it: the sound is what the microphone delivered."""
    assert not dialog.use.isEnabled()
    qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    microphone.say(2.0)
    assert dialog._time.text() == "0:02 / 1:00"
    qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    assert microphone.stopped == 1
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    assert dialog.sound.kind == "wav"
    assert dialog.sound.name == "recording.wav"
    with wave.open(io.BytesIO(dialog.sound.data)) as read:
        assert (read.getnchannels(), read.getframerate()) == (1, RATE)
        assert read.getnframes() == 2 * RATE


def test_the_meter_follows_the_voice(qtbot, dialog, microphone):
    """Twenty levels a second, each as loud as it was."""
    dialog.record()
    microphone.say(1.0)
    assert len(dialog._recorder.levels) == 20
    assert min(dialog._recorder.levels) > 0.2
    microphone.hear(bytes(RATE))
    assert dialog._recorder.levels[-1] == 0.0
    shown = dialog._meter.grab().toImage()
    assert shown.height() > 0


def test_it_ends_by_itself_after_a_minute(qtbot, dialog, microphone):
    """What was said until then is kept, and not a sample more."""
    dialog.record()
    for _ in range(LONGEST_SECONDS + 1):
        if dialog.sound is None:
            microphone.say(1.0)
    assert dialog.sound is not None
    assert dialog.sound.seconds == LONGEST_SECONDS
    assert microphone.stopped == 1


@pytest.mark.parametrize(
    ("chunk", "key"),
    [
        (b"", "gui.recording_silent"),
        (bytes(4 * RATE), "gui.recording_silent"),
        (b"\0\x40" * (RATE // 2), "gui.recording_short"),
    ],
)
def test_what_is_of_no_use_is_refused(qtbot, dialog, microphone, chunk, key):
    """Silence, or a click, gets a sentence and the next try."""
    dialog.record()
    microphone.hear(chunk)
    dialog.finish()
    assert dialog.sound is None
    assert dialog._said.text() == text(key).render("en")
    assert dialog._said.isVisible()
    assert not dialog.use.isEnabled()
    assert dialog.main.accessibleName() == "Start recording"
    dialog.record()
    assert not dialog._said.isVisible()


def test_it_can_be_heard_before_it_is_used(qtbot, dialog, microphone, output, player):
    """The round button listens, a click on the waveform listens from there."""
    dialog.record()
    microphone.say(2.0)
    dialog.finish()
    qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: output.heard == [2.0])
    assert dialog.main.accessibleName() == "Stop listening"
    dialog._waveform.seek_wanted.emit(1.0)
    assert output.heard == [2.0, 1.0]
    qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    assert not player.playing


def test_recording_again_starts_anew(qtbot, dialog, microphone, player):
    """What was recorded before is gone, and nothing plays into the microphone."""
    dialog.record()
    microphone.say(2.0)
    dialog.finish()
    qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.again, Qt.MouseButton.LeftButton)
    assert not player.playing
    assert dialog.sound is None
    microphone.say(1.0)
    dialog.finish()
    assert dialog.sound.seconds == 1.0


def test_no_microphone_is_a_sentence(qtbot, services, player):
    """Nothing crashes, and it can be tried again."""
    dialog = RecordingDialog(player, services.languages, open_microphone=lambda: None)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    assert dialog._said.text() == text("gui.recording_no_microphone").render("en")
    assert dialog.main.isEnabled()


def test_a_refused_microphone_is_a_sentence(qtbot, dialog, microphone):
    """The system may forbid it."""
    dialog.record()
    microphone.fail(text("gui.recording_refused"))
    assert dialog._said.text() == text("gui.recording_refused").render("en")
    assert dialog.sound is None


def test_a_lost_microphone_keeps_what_it_heard(qtbot, dialog, microphone):
    """The sentence says so, and what there is can be used."""
    dialog.record()
    microphone.say(2.0)
    microphone.fail(text("gui.recording_lost"))
    assert dialog._said.text() == text("gui.recording_lost").render("en")
    assert dialog.use.isEnabled()


def test_leaving_lets_go_of_the_microphone(qtbot, dialog, microphone):
    """Esc while it records ends it and gives nothing."""
    dialog.record()
    microphone.say(2.0)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert microphone.stopped == 1
    assert dialog.result() == 0
    assert dialog.sound is None


def test_a_machine_without_sound_has_no_microphone(monkeypatch):
    """Looking for one never raises, also where the library is missing."""
    assert find_microphone() in {True, False}
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    assert find_microphone() is False


def test_it_speaks_chinese_at_once(qtbot, services, dialog, microphone):
    """The sentences of the core, too."""
    dialog.record()
    dialog.finish()
    services.languages.choose("zh_CN")
    try:
        said = text("gui.recording_silent").render("zh_CN")
        qtbot.waitUntil(lambda: dialog._said.text() == said)
    finally:
        services.languages.choose("en")
