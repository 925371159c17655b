"""The row of a frame's sound: what it shows, what it plays, and what it tells."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from making import speech, tone, tune
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

import mmskit
from mmskit.media.plan import SoundPlan, SoundSource
from mmskit_gui.sound_facts import find_amr_size, find_size, say_exact, say_length
from mmskit_gui.sound_player import SoundPlayer
from mmskit_gui.widgets.sound_row import SoundRow


class Output:
    """Keeps how long each sound was that should be heard."""

    def __init__(self) -> None:
        self.heard: list[float] = []
        self.seconds = 0.0
        self.end = None

    def start(self, pcm, ended) -> None:
        self.heard.append(round(pcm.seconds, 2))
        self.end = ended

    def stop(self) -> None:
        """Nothing is heard."""


@pytest.fixture
def output() -> Output:
    return Output()


@pytest.fixture
def player(tasks, output):
    playing = SoundPlayer(tasks, open_output=lambda: output)
    yield playing
    playing.stop()


@pytest.fixture
def row(qtbot, services, player) -> SoundRow:
    made = SoundRow(services.tasks, player, services.languages)
    qtbot.addWidget(made)
    made.resize(700, 64)
    made.show()
    return made


def _frame(original, sent=None, plan=None) -> mmskit.Frame:
    first = mmskit.Sound(original, "voice.wav")
    if sent is None and plan is None:
        return mmskit.Frame(sound=first)
    made = first if sent is None else mmskit.Sound(sent, "voice.amr")
    return mmskit.Frame(sound=made, sound_source=SoundSource(first, plan or SoundPlan()))


def _show(qtbot, row, frame) -> None:
    """Show a frame and wait until everything is known of it."""
    row.show_frame(frame, 2)
    qtbot.waitUntil(lambda: frame.sound is None or bool(row._measuring._peaks), timeout=30_000)


def test_an_empty_frame_invites(qtbot, row):
    """A click, or Enter, asks for a file; a missing frame invites nobody."""
    row.show_frame(mmskit.Frame("text"), 2)
    assert row.invitation.isVisible()
    with qtbot.waitSignal(row.browse_wanted):
        qtbot.mouseClick(row.invitation, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(row.browse_wanted):
        qtbot.keyClick(row.invitation, Qt.Key.Key_Return)
    row.show_frame(None, 2)
    assert not row.isEnabled()
    assert row.accessibleName() == "Frame 2 has no sound"


def test_recording_is_offered_where_there_is_a_microphone(qtbot, row):
    """The button, and the entry in the menu."""
    row.show_frame(mmskit.Frame("text"), 1)
    assert not row.record.isVisible()
    row.set_recording_possible(True)
    assert row.tools.actions_by_name["mic"].isVisible()
    with qtbot.waitSignal(row.record_wanted):
        qtbot.mouseClick(row.record, Qt.MouseButton.LeftButton)


def test_amr_shows_length_rate_and_size(qtbot, row):
    """As it is sent, also to a screen reader."""
    _show(qtbot, row, mmskit.Frame(sound=mmskit.Sound(speech(6.0, 7400), "jingle.amr")))
    assert row.words.name.text() == "jingle.amr"
    assert row.words.detail.accessibleName() == "0:06 · 7.4 kbit/s · 5.9 KB"
    assert row.accessibleName() == "Sound of frame 2, jingle.amr, 0:06 · 7.4 kbit/s · 5.9 KB"


def test_what_cannot_be_sent_yet_says_what_becomes_of_it(qtbot, row):
    """A WAV becomes AMR."""
    _show(qtbot, row, _frame(tone(2.0)))
    assert row.words.detail.accessibleName() == "0:02 · WAV, will become AMR"
    assert not row.tools.lock.isEnabled()


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs ffmpeg")
def test_a_length_that_must_be_decoded_is_found_beside_the_window(qtbot, row, tmp_path):
    """Until then the row says nothing wrong."""
    (tmp_path / "a.wav").write_bytes(tone(2.0))
    command = ["ffmpeg", "-v", "error", "-i", tmp_path / "a.wav", tmp_path / "a.mp3"]
    subprocess.run(command, check=True)
    _show(qtbot, row, mmskit.Frame(sound=mmskit.Sound.open(tmp_path / "a.mp3")))
    qtbot.waitUntil(lambda: row.words.detail.accessibleName() == "0:02 · MP3, will become AMR")


def test_midi_is_neither_trimmed_nor_given_a_quality(qtbot, row):
    """Both are switched off and say why."""
    row.show_frame(mmskit.Frame(sound=mmskit.Sound(tune(24), "jingle.mid")), 2)
    qtbot.waitUntil(lambda: row.words.detail.accessibleName() == "0:12 · MIDI · 0.2 KB")
    assert not row.tools.quality.isEnabled()
    assert "MIDI" in row.tools.quality.toolTip()
    assert not any(handle.isVisible() for handle in row.waveform.handles)
    assert "MIDI" in row.waveform.toolTip()


def test_the_trim_of_the_plan_is_shown_on_the_original(qtbot, row):
    """Also where what is sent is shorter already."""
    _show(qtbot, row, _frame(tone(6.0), speech(4.0), SoundPlan(1.0, 5.0)))
    assert row.waveform.seconds == pytest.approx(6.0)
    assert row.waveform.trim == (1.0, 5.0)


def test_moving_an_end_wants_another_plan(qtbot, row):
    """The rest of the plan stays; the sound's own end is none."""
    _show(qtbot, row, _frame(tone(6.0), speech(4.0), SoundPlan(1.0, 5.0, 7400, locked=True)))
    start, end = row.waveform.handles
    with qtbot.waitSignal(row.plan_wanted) as wanted:
        qtbot.keyClick(start, Qt.Key.Key_Right)
    assert wanted.args == [SoundPlan(1.1, 5.0, 7400, locked=True)]
    assert row.waveform.trim == (1.0, 5.0)  # nobody has carried it out
    with qtbot.waitSignal(row.plan_wanted) as wanted:
        qtbot.keyClick(end, Qt.Key.Key_End)
    assert wanted.args == [SoundPlan(1.0, None, 7400, locked=True)]


def test_each_quality_says_how_large_it_is(qtbot, row):
    """The size is the one that the kept part has as AMR."""
    _show(qtbot, row, _frame(tone(6.0), plan=SoundPlan(1.0, 5.0)))
    said = row.tools.rates[12_200].text()
    assert said == f"12.2 kbit/s\t{len(speech(4.0, 12_200)) / 1024:.1f} KB"
    assert row.tools.rates[None].isChecked()
    with qtbot.waitSignal(row.plan_wanted) as wanted:
        row.tools.rates[4_750].trigger()
    assert wanted.args == [SoundPlan(1.0, 5.0, 4_750)]
    assert row.tools.rates[None].isChecked()


def test_amr_that_passes_is_as_large_as_it_is():
    """No quality above its own makes it larger."""
    sound = mmskit.Sound(speech(3.0, 4750))
    assert find_size(sound, 3.0, SoundPlan(), 12_200) == len(sound.data)
    assert find_size(sound, 3.0, SoundPlan(1.0), 12_200) == find_amr_size(2.0, 12_200)


def test_locking_wants_another_plan(qtbot, row):
    """The sign follows the plan, not the click."""
    _show(qtbot, row, _frame(tone(2.0), speech(2.0)))
    with qtbot.waitSignal(row.plan_wanted) as wanted:
        qtbot.mouseClick(row.tools.lock, Qt.MouseButton.LeftButton)
    assert wanted.args == [SoundPlan(locked=True)]
    assert not row.tools.lock.isChecked()


def test_the_menu_replaces_and_removes(qtbot, row):
    """Each entry tells what is wanted."""
    _show(qtbot, row, _frame(tone()))
    for name, signal in (("replace", row.browse_wanted), ("trash-2", row.remove_wanted)):
        with qtbot.waitSignal(signal):
            row.tools.actions_by_name[name].trigger()
    assert not row.tools.actions_by_name["volume-2"].isVisible()


def test_it_plays_what_is_sent(qtbot, row, output, player):
    """Not the original; that has an entry of its own in the menu."""
    _show(qtbot, row, _frame(tone(6.0), speech(4.0), SoundPlan(1.0, 5.0)))
    qtbot.mouseClick(row.play, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(output.heard) == 1)
    assert output.heard[0] == pytest.approx(4.0, abs=0.1)
    assert row.play.accessibleName() == "Pause"
    output.seconds = 0.5
    qtbot.waitUntil(lambda: row.waveform._position == pytest.approx(1.5))
    row.tools.actions_by_name["volume-2"].trigger()
    qtbot.waitUntil(lambda: len(output.heard) == 2)
    assert output.heard[1] == pytest.approx(6.0)


def test_a_trim_that_is_not_made_yet_is_heard(qtbot, row, output):
    """Of the original only the kept part is played."""
    _show(qtbot, row, _frame(tone(6.0), plan=SoundPlan(1.0, 4.0)))
    qtbot.mouseClick(row.play, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: output.heard == [3.0])


def test_pausing_goes_on_where_it_was(qtbot, row, output, player):
    """And from the beginning once it was played to its end."""
    _show(qtbot, row, _frame(tone(4.0)))
    qtbot.mouseClick(row.play, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: output.heard == [4.0])
    output.seconds = 1.5
    qtbot.waitUntil(lambda: player.position == 1.5)
    qtbot.mouseClick(row.play, Qt.MouseButton.LeftButton)
    assert not player.playing
    assert row.waveform._position == 1.5
    output.seconds = 0.0
    qtbot.keyClick(row.waveform, Qt.Key.Key_Space)
    assert output.heard == [4.0, 2.5]
    output.end()
    assert row.waveform._position is None
    qtbot.mouseClick(row.play, Qt.MouseButton.LeftButton)
    assert output.heard == [4.0, 2.5, 4.0]


def test_seeking_while_it_plays_goes_on_from_there(qtbot, row, output):
    """Seeking while it does not play only marks the place."""
    _show(qtbot, row, _frame(tone(4.0)))
    row.waveform.seek_wanted.emit(1.0)
    assert output.heard == []
    qtbot.mouseClick(row.play, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: output.heard == [3.0])
    row.waveform.seek_wanted.emit(2.0)
    assert output.heard == [3.0, 2.0]


def test_another_frame_silences_the_row(qtbot, row, output, player):
    """But not what somebody else lets play."""
    _show(qtbot, row, _frame(tone(4.0)))
    qtbot.mouseClick(row.play, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: output.heard == [4.0])
    row.show_frame(mmskit.Frame("text"), 3)
    assert not player.playing
    player.play(mmskit.Sound(tone(2.0)))
    row.show_frame(_frame(tone(4.0)), 2)
    assert player.playing
    assert row.play.accessibleName() == "Play what is sent"


def test_no_loudspeaker_is_said_in_the_row(qtbot, services, tasks):
    """The sentence can be closed, and the sound is still there."""
    deaf = SoundPlayer(tasks, open_output=lambda: None)
    row = SoundRow(tasks, deaf, services.languages)
    qtbot.addWidget(row)
    row.show()
    _show(qtbot, row, _frame(tone()))
    qtbot.mouseClick(row.play, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(row.wrong.isVisible)
    assert "loudspeaker" in row.wrong._said.text()
    qtbot.mouseClick(row.wrong._close, Qt.MouseButton.LeftButton)
    assert row.waveform.isVisible()


def test_a_problem_is_a_sentence_with_ways_out(qtbot, row):
    """Choose another, or close it; another frame forgets it."""
    row.show_frame(mmskit.Frame("text"), 1)
    row.show_problem("This is no sound. " * 12)
    assert row.wrong.isVisible()
    assert row.height() > 64
    with qtbot.waitSignal(row.browse_wanted):
        qtbot.mouseClick(row.wrong._other, Qt.MouseButton.LeftButton)
    row.show_frame(mmskit.Frame("other"), 2)
    assert row.invitation.isVisible()
    assert row.height() == 64


def test_work_is_shown_once_it_takes_a_while(qtbot, row):
    """It can be cancelled, and goes away."""
    _show(qtbot, row, _frame(tone()))
    row.set_busy(0.4, "Converting…")
    assert not row.busy.isVisible()
    qtbot.waitUntil(row.busy.isVisible)
    with qtbot.waitSignal(row.cancel_wanted):
        qtbot.keyClick(row.busy, Qt.Key.Key_Escape)
    row.set_busy(None)
    assert row.waveform.isVisible()
    row.set_busy(0.1)
    row.set_busy(None)
    assert not row.busy._wait.isActive()


def test_a_dropped_file_is_passed_on(qtbot, row, tmp_path):
    """As a copy that may be kept; a drop of words is not taken."""
    row.show_frame(mmskit.Frame("text"), 1)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.mp3"))])
    where, action = QPoint(20, 20), Qt.DropAction.CopyAction
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(where, action, mime, button, none)
    row.dragEnterEvent(enter)
    assert enter.isAccepted()
    assert row._target.isVisible()
    drop = QDropEvent(QPointF(where), action, mime, button, none, QEvent.Type.Drop)
    with qtbot.waitSignal(row.mime_dropped) as dropped:
        row.dropEvent(drop)
    assert dropped.args[0] is not mime
    assert dropped.args[0].urls() == mime.urls()
    assert not row._target.isVisible()
    words = QMimeData()
    words.setText("words")
    enter = QDragEnterEvent(where, action, words, button, none)
    row.dragEnterEvent(enter)
    assert not enter.isAccepted()


def test_a_narrow_row_says_its_quality_by_a_sign(qtbot, row):
    """The words stay for the screen reader."""
    _show(qtbot, row, _frame(tone()))
    row.resize(440, 64)
    assert row.tools.quality.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    assert row.tools.quality.accessibleName() == "Quality: Automatic"
    row.resize(700, 64)
    assert row.tools.quality.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon


def test_it_speaks_chinese_at_once(qtbot, services, row):
    """Switching the language changes what is shown."""
    _show(qtbot, row, _frame(tone(2.0)))
    services.languages.choose("zh_CN")
    try:
        qtbot.waitUntil(lambda: "第 2 帧" in row.accessibleName())
        assert "AMR" in row.words.detail.accessibleName()
    finally:
        services.languages.choose("en")


@pytest.mark.parametrize(
    ("seconds", "short", "exact"),
    [(0.0, "0:00", "0:00.0"), (0.2, "0:01", "0:00.2"), (83.46, "1:23", "1:23.5")],
)
def test_lengths_are_said_as_clocks_do(seconds, short, exact):
    """What is there is never ``0:00``."""
    assert say_length(seconds) == short
    assert say_exact(seconds) == exact
