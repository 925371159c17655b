"""Media and messages for tests, made on the spot by libraries that share no code with mmskit."""

from __future__ import annotations

import io
import wave

import av
import mido
from PIL import Image, ImageDraw

from mmskit.media import Picture, Sound
from mmskit.message import Frame, Message


def still(
    kind: str = "JPEG", size: tuple[int, int] = (96, 64), colour: str = "#c62828", **options
) -> bytes:
    """A small drawing in any format that Pillow writes."""
    image = Image.new("RGB", size, colour)
    ImageDraw.Draw(image).ellipse(
        (size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 2), fill="#ffffff"
    )
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def photo(size: tuple[int, int] = (1200, 900), quality: int = 92) -> bytes:
    """A JPEG with noise in it, which does not compress well."""
    noise = [Image.effect_noise(size, sigma) for sigma in (40, 50, 60)]
    buffer = io.BytesIO()
    Image.merge("RGB", noise).save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def moving(frames: int = 4, size: tuple[int, int] = (64, 48), milliseconds: int = 200) -> bytes:
    """An animated GIF of a bar that moves."""
    pictures = []
    for index in range(frames):
        image = Image.new("P", size, 0)
        image.putpalette([255, 255, 255, 200, 30, 30] + [0] * 750)
        ImageDraw.Draw(image).rectangle((index * 8, 4, index * 8 + 6, 40), fill=1)
        pictures.append(image)
    buffer = io.BytesIO()
    pictures[0].save(
        buffer, "GIF", save_all=True, append_images=pictures[1:], duration=milliseconds, loop=0
    )
    return buffer.getvalue()


def tune(notes: int = 8) -> bytes:
    """A MIDI file of half-second notes."""
    file = mido.MidiFile(type=0)
    track = mido.MidiTrack()
    file.tracks.append(track)
    for index in range(notes):
        track.append(mido.Message("note_on", note=60 + index % 12, velocity=80, time=0))
        track.append(mido.Message("note_off", note=60 + index % 12, velocity=0, time=480))
    buffer = io.BytesIO()
    file.save(file=buffer)
    return buffer.getvalue()


def tone(seconds: float = 1.0, rate: int = 8000) -> bytes:
    """A WAV file of a quiet saw tooth."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        samples = (
            ((index * 440 * 65536 // rate) & 0xFFFF) - 32768 for index in range(int(seconds * rate))
        )
        file.writeframes(
            b"".join((sample // 4).to_bytes(2, "little", signed=True) for sample in samples)
        )
    return buffer.getvalue()


def speech(seconds: float = 1.0, bit_rate: int = 4750) -> bytes:
    """An AMR file, written by ffmpeg's muxer."""
    buffer = io.BytesIO()
    with av.open(io.BytesIO(tone(seconds))) as source, av.open(buffer, "w", format="amr") as sink:
        stream = sink.add_stream("libopencore_amrnb", rate=8000)
        stream.bit_rate = bit_rate
        stream.codec_context.layout = "mono"
        for frame in source.decode(audio=0):
            for packet in stream.encode(frame):
                sink.mux(packet)
        for packet in stream.encode(None):
            sink.mux(packet)
    return buffer.getvalue()


def message() -> Message:
    """A small message with every kind that frames carry; it can be sent as it is."""
    return Message(
        "双十一大促",
        [
            Frame(
                "全场五折，今天有效。", Picture(still(), "poster.jpg"), Sound(tune(), "jingle.mid")
            ),
            Frame(
                "扫码领券 🎉",
                Picture(moving(), "coupon.gif"),
                Sound(speech(), "voice.amr"),
                seconds=8,
            ),
            Frame("回复TD退订"),
        ],
    )
