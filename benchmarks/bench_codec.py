"""encode and decode against plain Base64 of the same bytes."""

from __future__ import annotations

import base64
import io
import statistics
import time
from collections.abc import Callable

import mido
from PIL import Image

from mmskit import Frame, Message, Picture, Sound, decode, encode

ROUNDS = 41
CALLS = 60


def make_message() -> Message:
    """About 45 KB: a noisy JPEG, an animated GIF, a tune, a voice, two texts."""
    photo = io.BytesIO()
    Image.merge("RGB", [Image.effect_noise((150, 110), 50) for _ in range(3)]).save(
        photo, "JPEG", quality=75
    )
    film = io.BytesIO()
    pictures = [Image.effect_noise((60, 44), 60).convert("P") for _ in range(3)]
    pictures[0].save(film, "GIF", save_all=True, append_images=pictures[1:], duration=200)
    tune = mido.MidiFile()
    tune.tracks.append(
        mido.MidiTrack(mido.Message("note_on", note=60 + n % 12, time=30) for n in range(400))
    )
    song = io.BytesIO()
    tune.save(file=song)
    voice = b"#!AMR\n" + (b"\x3c" + bytes(31)) * 150
    return Message(
        "测",
        [
            Frame("全场五折，今天有效。" * 10, Picture(photo.getvalue()), Sound(song.getvalue())),
            Frame("扫码领券" * 10, Picture(film.getvalue()), Sound(voice)),
        ],
    )


def compare(peer: Callable[[], object], ours: Callable[[], object]) -> tuple[float, float]:
    """The median over rounds of peer time / our time, in turns, and the median of our microseconds."""
    ratios, micros = [], []
    for _ in range(ROUNDS):
        times = []
        for work in (peer, ours):
            start = time.perf_counter()
            for _ in range(CALLS):
                work()
            times.append(time.perf_counter() - start)
        ratios.append(times[0] / times[1])
        micros.append(times[1] / CALLS * 1e6)
    return statistics.median(ratios), statistics.median(micros)


def main() -> None:
    """Print both ratios."""
    message = make_message()
    content = encode(message)
    encoded = [part.partition(",")[2] for part in content.split(";")]
    raw = [base64.b64decode(part) for part in encoded]
    print(
        f"content of {len(content)} bytes; speed as a multiple of plain base64 on the same bytes (goal: at least 0.5)"
    )
    ratio, micros = compare(
        lambda: [base64.b64encode(part) for part in raw], lambda: encode(message)
    )
    print(f"  encode  {ratio:.2f} x base64.b64encode   ({micros:.0f} us)")
    ratio, micros = compare(
        lambda: [base64.b64decode(part) for part in encoded], lambda: decode(content)
    )
    print(
        f"  decode  {ratio:.2f} x base64.b64decode   ({micros:.0f} us; every element checked by content)"
    )


if __name__ == "__main__":
    main()
