"""The samples: every medium opens elsewhere, and each folder is what its README says."""

from __future__ import annotations

import csv
import math
import tomllib
from pathlib import Path

import av
import mido
import numpy as np
import pytest
from PIL import Image

import mmskit

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
READY = ["promotion", "voice-greeting", "graphics"]
MESSAGES = [*READY, "oversize"]
LIMIT = 50 * 1024


def read_frames(name: str) -> list[dict[str, object]]:
    return tomllib.loads((SAMPLES / name / "message.toml").read_text(encoding="utf-8"))["frames"]


def find_media(*suffixes: str) -> list[Path]:
    found = sorted(path for path in SAMPLES.glob("*/*") if path.suffix in suffixes)
    assert found
    return found


def count_content(name: str) -> int:
    """The encoded size by arithmetic: names, commas, Base64, and semicolons between."""
    sizes = []
    for number, frame in enumerate(read_frames(name), 1):
        if "text" in frame:
            sizes.append((f"{number}_1.txt", len(str(frame["text"]).encode())))
        for kind, slot in ((2, "picture"), (3, "sound")):
            if slot in frame:
                path = SAMPLES / name / str(frame[slot])
                sizes.append((f"{number}_{kind}{path.suffix}", path.stat().st_size))
    return sum(len(name) + 1 + 4 * math.ceil(raw / 3) for name, raw in sizes) + len(sizes) - 1


def decode_sound(path: Path) -> tuple[np.ndarray, int]:
    with av.open(path) as file:
        frames = [frame.to_ndarray().astype(float) for frame in file.decode(audio=0)]
        rate = file.streams.audio[0].rate
    return np.concatenate(frames, axis=1), rate


def identify(path: Path) -> str:
    return path.relative_to(SAMPLES).as_posix()


@pytest.mark.parametrize("path", find_media(".jpg", ".gif", ".png", ".webp"), ids=identify)
def test_pillow_opens_every_picture(path):
    """Every picture is what its name says, whole, and not one flat colour."""
    with Image.open(path) as picture:
        assert {"JPEG": ".jpg"}.get(
            str(picture.format), f".{str(picture.format).lower()}"
        ) == path.suffix
        for index in range(getattr(picture, "n_frames", 1)):
            picture.seek(index)
            picture.load()
        darkest, brightest = picture.convert("L").getextrema()
    assert brightest - darkest > 100


@pytest.mark.parametrize("path", find_media(".amr", ".mp3"), ids=identify)
def test_sounds_are_neither_silent_nor_clipped(path):
    """Every recording is as loud as speech is, and its peaks stand below full scale."""
    samples, _ = decode_sound(path)
    peak = np.abs(samples).max()
    loudness = math.sqrt((samples**2).mean())
    assert peak > 0.3
    assert (np.abs(samples) >= 0.999).sum() < 3
    assert 0.05 < loudness < 0.4


@pytest.mark.parametrize("path", find_media(".mid"), ids=identify)
def test_mido_plays_every_tune(path):
    """Every tune has several instruments, and every note that begins ends."""
    tune = mido.MidiFile(path)
    sounding: dict[tuple[int, int], int] = {}
    for message in tune:
        if message.type == "note_on":
            key = message.channel, message.note
            sounding[key] = sounding.get(key, 0) + (1 if message.velocity else -1)
    assert len({channel for channel, _ in sounding}) >= 3
    assert set(sounding.values()) == {0}
    assert tune.length > 6


def test_voice_is_amr_of_8_khz():
    """The greeting is AMR-NB, mono, 8 kHz, and lasts as long as its sentence."""
    with av.open(SAMPLES / "voice-greeting" / "greeting.amr") as file:
        stream = file.streams.audio[0]
        assert (stream.codec_context.name, stream.rate, stream.layout.name) == (
            "amrnb",
            8000,
            "mono",
        )
    samples, rate = decode_sound(SAMPLES / "voice-greeting" / "greeting.amr")
    assert 8 < samples.shape[1] / rate < 14


def test_promotion_moves_and_plays():
    """The promotion's offer is an animation of 8 to 16 pictures, its jingle lasts 6 to 10 seconds."""
    with Image.open(SAMPLES / "promotion" / "offer.gif") as offer:
        assert 8 <= offer.n_frames <= 16
    assert 6 <= mido.MidiFile(SAMPLES / "promotion" / "jingle.mid").length <= 10


@pytest.mark.parametrize("name", READY)
def test_ready_samples_are_within_the_limit(name):
    """What can be sent as it stands is at most 51,200 bytes, by arithmetic."""
    assert count_content(name) <= LIMIT


@pytest.mark.parametrize("name", READY)
def test_nothing_is_wrong_with_ready_samples(name):
    """The check finds nothing in them, and their encoded size is what arithmetic says."""
    message = mmskit.open_message(SAMPLES / name)
    assert mmskit.check(message) == []
    assert len(mmskit.encode(message)) == count_content(name)


def test_oversize_is_far_over_the_limit():
    """The over-size sample is over the limit many times, each picture large in its own way."""
    folder = SAMPLES / "oversize"
    assert count_content("oversize") > 20 * LIMIT
    with Image.open(folder / "lake.jpg") as lake:
        assert lake.size == (3000, 4000)
    with Image.open(folder / "lanterns.gif") as lanterns:
        assert lanterns.n_frames > 20
    assert (folder / "lanterns.gif").stat().st_size >= 300_000
    samples, rate = decode_sound(folder / "song.mp3")
    assert 20 <= samples.shape[1] / rate <= 30


def test_oversize_can_be_fitted():
    """Fitting makes the over-size sample one that can be sent, and says what it changed."""
    message = mmskit.open_message(SAMPLES / "oversize")
    fitted = mmskit.fit(message)
    assert not [problem for problem in mmskit.check(fitted.message) if problem.severity == "error"]
    assert len(mmskit.encode(fitted.message)) == fitted.size <= LIMIT
    assert len(fitted.message.frames) == len(message.frames)
    assert fitted.changes


def test_both_lists_are_the_same():
    """The list in UTF-8, marked as Excel does, and the one in GB18030 hold the same people."""
    folder = SAMPLES / "personal"
    raw = (folder / "recipients.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    utf8 = raw.decode("utf-8-sig")
    assert utf8 == (folder / "recipients-gb18030.csv").read_bytes().decode("gb18030")
    header, *rows = csv.reader(utf8.splitlines())
    assert header == ["手机号", "姓名", "积分", "门店"]
    assert len(rows) >= 12
    assert all(len(row) == 4 and row[0].startswith("1380000") for row in rows)
    assert len({row[0] for row in rows}) == len(rows)


def test_personal_text_names_known_fields():
    """The template's fields are columns of the list, and its picture leaves room for every text."""
    folder = SAMPLES / "personal"
    template = (folder / "text.txt").read_text(encoding="utf-8")
    filled = template.format(姓名="欧阳八", 积分="21600", 门店="人民广场店")
    assert "{" not in filled
    picture = (folder / "picture.jpg").stat().st_size
    assert picture <= 30_000
    assert 4 * math.ceil(picture / 3) + 4 * math.ceil(len(filled.encode()) / 3) + 20 <= LIMIT


def test_samples_stay_small():
    """All samples together are at most 5 MB."""
    files = [path for path in SAMPLES.glob("*/*") if path.is_file()]
    assert 0 < sum(path.stat().st_size for path in files) <= 5_000_000


@pytest.mark.parametrize("name", MESSAGES)
def test_texts_say_how_to_stop(name):
    """A message says how to stop the next one."""
    texts = " ".join(str(frame.get("text", "")) for frame in read_frames(name))
    assert "TD" in texts
