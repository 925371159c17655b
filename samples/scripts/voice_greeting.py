"""Sample ``voice-greeting``: a mid-autumn card that speaks."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

import av
import numpy as np
from lettering import write
from light import add_camera, develop, to_image
from moon_night import Lantern, add_lanterns, draw_pavilion, paint_night, pour_lake
from packing import save_jpeg, write_message
from PIL import Image, ImageDraw
from still_lifes import SAMPLES, get_still_life
from synth import Wave, bell, save_amr

FOLDER: Final = SAMPLES / "voice-greeting"

# In pinyin, because espeak-ng as packaged has no dictionary of characters:
# 您好。这里是样例茶社。中秋佳节，月圆人团圆。祝您和家人，平安喜乐，万事如意。
_SPEECH: Final = (
    "nin2hao3. zhe4li3 shi4 yang4li4 cha2she4. zhong1qiu1 jia1jie2, yue4yuan2 ren2 tuan2yuan2. "
    "zhu4 nin2 he2 jia1ren2, ping2an1 xi3le4, wan4shi4 ru2yi4."
)
_RATE: Final = 8000
_LANTERNS: Final = [
    Lantern(0.335, 0.74, 0.030, 0.80),
    Lantern(0.425, 0.90, 0.022, 0.70),
    Lantern(0.880, 0.76, 0.052),
    Lantern(0.755, 0.90, 0.032, 0.85),
    Lantern(0.925, 0.16, 0.018, 0.60),
    Lantern(0.580, 0.76, 0.020, 0.65),
    Lantern(0.395, 0.13, 0.014, 0.50),
]


def draw_card() -> Image.Image:
    """Draw the card, 480 × 640."""
    size = (960, 1280)
    moon = (0.640, 0.400, 0.205)
    picture = to_image(paint_night(*size, moon=moon))
    draw_pavilion(picture, 0.20, 1.066, 0.13)
    pixels = add_lanterns(np.asarray(picture, dtype=float) / 255, _LANTERNS)
    card = to_image(pour_lake(pixels, moon_x=moon[0]))
    gold = _make_gold(size)
    for index, char in enumerate("中秋"):
        write(card, char, (196, 262 + index * 208), "kai", 214, gold)
    for index, char in enumerate("月圆人团圆"):
        write(card, char, (356, 196 + index * 52), "kai-light", 40, (238, 217, 176))
    _press_seal(card, (356, 492), "样例茶社")
    return card.resize((480, 640), Image.Resampling.LANCZOS)


def _make_gold(size: tuple[int, int]) -> Image.Image:
    rows = np.linspace(0, 1, size[1])[:, None]
    shine = 0.5 + 0.5 * np.sin(rows * 26 + np.linspace(0, 3.0, size[0])[None, :])
    low, high = np.array([206, 150, 72]), np.array([255, 236, 182])
    return Image.fromarray((low + (high - low) * shine[..., None]).astype(np.uint8))


def _press_seal(card: Image.Image, at: tuple[int, int], words: str) -> None:
    """A red seal of four characters."""
    half = 33
    seal = Image.new("L", (half * 8, half * 8), 0)
    ImageDraw.Draw(seal).rounded_rectangle((0, 0, half * 8 - 1, half * 8 - 1), 36, fill=255)
    mask = Image.new("L", card.size, 0)
    mask.paste(
        seal.resize((half * 2, half * 2), Image.Resampling.LANCZOS), (at[0] - half, at[1] - half)
    )
    card.paste(Image.new("RGB", card.size, (176, 40, 30)), (0, 0), mask)
    for char, (dx, dy) in zip(words, ((-1, -1), (-1, 1), (1, -1), (1, 1)), strict=True):
        write(card, char, (at[0] + dx * 14.5, at[1] + dy * 14.5), "song", 27, (255, 238, 214))


def speak() -> Wave:
    """Let espeak-ng say the greeting, and clean it: mono at 8 kHz, -1 to 1."""
    program = shutil.which("espeak-ng")
    if program is None:
        raise SystemExit("espeak-ng is missing: apt-get install espeak-ng")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "speech.wav"
        voice = ["-v", "cmn-latn-pinyin+f2", "-s", "152", "-p", "42", "-g", "2"]
        subprocess.run([program, *voice, "-w", str(path), _SPEECH], check=True)  # noqa: S603 - our own words
        speech = _read_mono(path)
    return _clean(speech)


def _read_mono(path: Path) -> Wave:
    with av.open(path) as file:
        resampler = av.AudioResampler(format="fltp", layout="mono", rate=_RATE)
        frames = [f for frame in file.decode(audio=0) for f in resampler.resample(frame)]
        frames += resampler.resample(None)
    return np.concatenate([frame.to_ndarray()[0] for frame in frames]).astype(float)


def _clean(speech: Wave) -> Wave:
    """Keep the voice's band, even out its loudness, trim its ends."""
    spectrum = np.fft.rfft(speech)
    hertz = np.fft.rfftfreq(len(speech), 1 / _RATE)
    shape = np.clip((hertz - 70) / 70, 0, 1) * np.clip((3850 - hertz) / 250, 0, 1)
    shape *= 1 + 0.7 * np.exp(-(((hertz - 2600) / 900) ** 2))
    speech = np.fft.irfft(spectrum * shape, len(speech))
    window = np.hanning(481)
    level = np.sqrt(np.convolve(speech**2, window / window.sum(), mode="same"))
    speech = speech / (level + 0.12 * level.max()) ** 0.45
    loud = np.flatnonzero(np.abs(speech) > 0.02 * np.abs(speech).max())
    speech = speech[loud[0] : loud[-1] + 1]
    speech = np.tanh(1.6 * speech / np.quantile(np.abs(speech), 0.995))
    return np.asarray(speech / np.abs(speech).max())


def compose_greeting() -> Wave:
    """Two bells, then the voice."""
    from synth import RATE  # noqa: PLC0415 - one number

    chime = np.zeros(int(RATE * 2.6))
    for start, hertz in ((0.0, 783.99), (0.28, 1046.5), (0.56, 1318.5)):
        wave = bell(hertz, 0.5, 0.5, seed=1)[: len(chime) - int(start * RATE)]
        chime[int(start * RATE) : int(start * RATE) + len(wave)] += wave
    count = int(len(chime) * _RATE / RATE)
    low = np.fft.irfft(np.fft.rfft(chime)[: count // 2 + 1], count) * count / len(chime)
    voice = speak()
    whole = np.zeros(int(_RATE * 1.15) + len(voice) + int(_RATE * 0.35))
    whole[: len(low)] += 0.42 * low / np.abs(low).max()
    whole[int(_RATE * 1.15) : int(_RATE * 1.15) + len(voice)] += 0.80 * voice
    return np.asarray(whole * 0.60 / np.abs(whole).max())


def draw_table() -> Image.Image:
    """Mooncakes, 400 × 300."""
    light = get_still_life("mooncakes")
    picture = to_image(add_camera(develop(light, exposure=1.15), seed=2, grain=0.0, dark=0.25))
    return picture.resize((400, 300), Image.Resampling.LANCZOS)


def make() -> None:
    """Make the folder's files."""
    FOLDER.mkdir(exist_ok=True)
    save_jpeg(draw_card(), FOLDER / "card.jpg", max_bytes=15_200)
    save_jpeg(draw_table(), FOLDER / "mooncakes.jpg", max_bytes=9_200)
    save_amr(compose_greeting(), FOLDER / "greeting.amr", bits_per_second=7950)
    write_message(
        FOLDER,
        "中秋快乐，听我说一句",
        [
            {
                "text": "【样例茶社】中秋佳节，月圆人团圆。祝您和家人平安喜乐，万事如意。（请打开声音）",
                "picture": "card.jpg",
                "sound": "greeting.amr",
                "seconds": 13,
            },
            {
                "text": "今晚七点，茶社备好了热茶和手作月饼，带上家人来赏月。凭本信息每桌送桂花乌龙一壶。回复TD退订",
                "picture": "mooncakes.jpg",
                "seconds": 6,
            },
        ],
    )


if __name__ == "__main__":
    make()
