"""gifsicle of the extra ``best``, there and not there."""

from __future__ import annotations

import io
import stat
from pathlib import Path

import pytest
from making import moving, still
from PIL import Image, ImageSequence

from mmskit.fit import fit
from mmskit.media import Picture
from mmskit.media.fitting import animation_encode, gif_squeeze, speed
from mmskit.media.fitting.picture_fit import fit_picture
from mmskit.message import Frame, Message
from mmskit.wire.content import find_size

FILM = moving(10, (300, 200), 100)


def show(data: bytes) -> list[bytes]:
    with Image.open(io.BytesIO(data)) as image:
        return [frame.convert("RGB").tobytes() for frame in ImageSequence.Iterator(image)]


def forget(monkeypatch: pytest.MonkeyPatch, program: Path | None) -> None:
    for module in (gif_squeeze, animation_encode, speed):
        monkeypatch.setattr(module, "find_program", lambda: program)


def test_without_it_the_animation_is_written_all_the_same(monkeypatch):
    """Where the extra is not installed our own writer does it."""
    forget(monkeypatch, None)
    assert gif_squeeze.squeeze(FILM) is None
    fitted = fit_picture(FILM, 900)
    assert len(fitted.data) <= 900
    assert fitted.animated


def test_it_is_said_where_it_would_have_helped(monkeypatch):
    """An animation that was made smaller without it says so; a still and the fast speed do not."""
    forget(monkeypatch, None)
    film = Message("t", [Frame(None, Picture(FILM))])
    limit = find_size(film.frames) // 2
    assert fit(film, limit=limit).missing == ("gifsicle",)
    assert fit(film, limit=limit, speed="fast").missing == ()
    assert fit(film).missing == ()
    still_ = Message("t", [Frame(None, Picture(still("PNG")))])
    assert "gifsicle" not in fit(still_).missing
    forget(monkeypatch, Path("gifsicle"))
    assert "gifsicle" not in fit(film, limit=limit).missing


@pytest.mark.parametrize("script", ["exit 1", "kill -9 $$", "echo no picture", "cat > /dev/null"])
def test_a_program_that_fails_does_no_harm(monkeypatch, tmp_path, script):
    """It may fail, be killed, or answer rubbish: the result is that of our own writer."""
    forget(monkeypatch, None)
    wanted = fit_picture(FILM, 900).data
    program = tmp_path / "gifsicle"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="ascii")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    forget(monkeypatch, program)
    assert fit_picture(FILM, 900).data == wanted


def test_it_writes_the_same_pixels_in_fewer_bytes():
    """What comes out shows what went in, at the same times."""
    if gif_squeeze.find_program() is None:
        pytest.skip("the extra best is not installed")
    squeezed = gif_squeeze.squeeze(FILM)
    assert squeezed is not None
    assert len(squeezed) < len(FILM)
    assert show(squeezed) == show(FILM)
    assert Picture(squeezed).facts.seconds == Picture(FILM).facts.seconds
