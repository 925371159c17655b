"""MIDI tunes as sequencers export them, made by mido: with everything in them that nobody hears."""

from __future__ import annotations

import io
import random

import mido

DRUMS = 9


def save(file: mido.MidiFile) -> bytes:
    """A file's bytes."""
    buffer = io.BytesIO()
    file.save(file=buffer)
    return buffer.getvalue()


def exported(bars: int = 8, *, seed: int = 1, form: int = 1) -> bytes:
    """A band of four with names, lyrics, resets, repeated controllers and an unused channel."""
    dice = random.Random(seed)  # noqa: S311 - music, no secrets
    tracks = [head_track()]
    tracks += [band_track(channel, bars, dice) for channel in (0, 1, 2, DRUMS)]
    tracks.append(silent_track(5, bars))
    file = mido.MidiFile(type=form, ticks_per_beat=480)
    file.tracks = [mido.merge_tracks(tracks)] if form == 0 else tracks
    return save(file)


def head_track() -> mido.MidiTrack:
    """Titles, and changes of tempo of which some change nothing."""
    track = mido.MidiTrack()
    track.append(mido.MetaMessage("copyright", text="(c) 2026 nobody"))
    track.append(mido.MetaMessage("track_name", name="Sequence exported"))
    track.append(mido.MetaMessage("time_signature", numerator=4, denominator=4))
    track.append(mido.MetaMessage("key_signature", key="C"))
    track.append(mido.Message("sysex", data=(0x7E, 0x7F, 9, 1)))
    for tempo in (500_000, 500_000, 480_000, 480_000, 510_000):
        track.append(mido.MetaMessage("set_tempo", tempo=tempo, time=960))
        track.append(mido.MetaMessage("marker", text="here"))
    return track


def band_track(channel: int, bars: int, dice: random.Random) -> mido.MidiTrack:
    """An instrument: set up twice, each setting again in every bar, and notes with a pedal."""
    track = mido.MidiTrack([mido.MetaMessage("track_name", name=f"Instrument {channel}")])
    for program in (0, 4 * channel + 3):
        track.append(mido.Message("control_change", channel=channel, control=0, value=0))
        track.append(mido.Message("program_change", channel=channel, program=program))
    for _ in range(bars):
        for control, value in ((7, 100), (10, 64), (91, 40), (20, 3), (11, dice.choice((90, 127)))):
            track.append(
                mido.Message("control_change", channel=channel, control=control, value=value)
            )
        track.append(mido.Message("pitchwheel", channel=channel, pitch=0))
        track.append(mido.MetaMessage("lyrics", text="la"))
        track.append(mido.Message("control_change", channel=channel, control=64, value=127))
        for _ in range(8):
            note = (
                dice.choice((48, 52, 55, 60, 64, 67)) if channel != DRUMS else dice.choice((36, 38))
            )
            track.append(
                mido.Message("note_on", channel=channel, note=note, velocity=dice.randint(60, 110))
            )
            track.append(
                mido.Message("note_off", channel=channel, note=note, velocity=64, time=240)
            )
        track.append(mido.Message("control_change", channel=channel, control=64, value=0))
    return track


def silent_track(channel: int, bars: int) -> mido.MidiTrack:
    """A channel that is set up and never plays."""
    track = mido.MidiTrack([mido.MetaMessage("instrument_name", name="unused")])
    for number in range(bars * 4):
        track.append(
            mido.Message("control_change", channel=channel, control=7, value=number % 128, time=30)
        )
    return track
