"""Finding a font that really has Chinese, and writing with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from lettering import fonts, latin_font
from PIL import Image, ImageDraw

from mmskit.errors import FontError
from mmskit.lines import NEUTRAL
from mmskit.media.drawing.faces import PROBE, Face, Fonts
from mmskit.media.drawing.fonts import find_fonts

NO_FONTCONFIG = {"PATH": ""}


@pytest.fixture
def latin(tmp_path: Path) -> Face:
    path = tmp_path / "latin.ttf"
    path.write_bytes(latin_font())
    return Face(path)


def test_the_font_that_is_found_has_chinese():
    """Every character of the probe is drawn, each in its own shape."""
    face = fonts().main
    assert face.coverage.has(PROBE)
    shapes = set()
    for char in PROBE:
        image = Image.new("L", (60, 60))
        ImageDraw.Draw(image).text((5, 45), char, fill=255, font=face.open(40), anchor="ls")
        shapes.add(image.tobytes())
    assert len(shapes) == len(PROBE)


def test_without_a_font_the_sentence_says_what_to_install():
    """No font is an error that names a package and the variable, never a page of boxes."""
    with pytest.raises(FontError, match="apt install fonts-wqy-microhei") as caught:
        find_fonts(NO_FONTCONFIG, known=())
    assert "MMSKIT_FONT" in str(caught.value)
    assert "中文字体" in caught.value.render("zh_CN")


def test_a_font_without_chinese_does_not_serve(latin):
    """A font is judged by its characters: one with Latin letters alone is passed over."""
    with pytest.raises(FontError):
        find_fonts(NO_FONTCONFIG, known=(latin,))
    found = find_fonts(NO_FONTCONFIG, known=(latin, fonts().main))
    assert found.main == fonts().main
    assert found.others == (latin,)


def test_a_named_font_is_taken(latin):
    """MMSKIT_FONT goes before everything else."""
    path = fonts().main.path
    found = find_fonts({"PATH": "", "MMSKIT_FONT": str(path)}, known=(latin,))
    assert found.main.path == path


def test_a_named_font_that_is_not_there_is_said(tmp_path):
    """A wrong path in MMSKIT_FONT is an error that names it; no other font is taken silently."""
    path = tmp_path / "gone.ttf"
    with pytest.raises(FontError, match=r"gone\.ttf"):
        find_fonts({"PATH": "", "MMSKIT_FONT": str(path)}, known=(fonts().main,))


def test_a_named_font_without_chinese_is_said(latin):
    """MMSKIT_FONT must have Chinese too."""
    with pytest.raises(FontError, match=r"latin\.ttf"):
        find_fonts({"PATH": "", "MMSKIT_FONT": str(latin.path)}, known=(fonts().main,))


def test_a_broken_fontconfig_is_survived(tmp_path):
    """An fc-match that fails or talks nonsense costs nothing but its fonts."""
    program = tmp_path / "fc-match"
    program.write_text(
        "#!/bin/sh\necho nonsense; printf 'a\\tb\\tc\\n/none.ttf\\t0\\tFalse\\n'; exit 3\n"
    )
    program.chmod(0o755)
    found = find_fonts({"PATH": str(tmp_path)}, known=(fonts().main,))
    assert found.main == fonts().main


def test_another_font_helps_out(latin):
    """A character that the main font lacks comes from the next one that has it."""
    found = Fonts(latin, (fonts().main,))
    runs = found.split("Hi 汉字!")
    assert [(run.face, run.text) for run in runs] == [
        (latin, "Hi "),
        (fonts().main, "汉字"),
        (latin, "!"),
    ]


def test_a_character_that_no_font_has_is_neutral(latin):
    """What cannot be drawn becomes a neutral sign, one for each character."""
    (run,) = Fonts(latin).split("汉👨\u200d👩")
    assert run.face is None
    assert run.text == NEUTRAL * 2


def test_a_mark_that_the_font_lacks_is_left_out(latin):
    """An emoji sign on a letter would be a box: the letter stands alone."""
    (run,) = Fonts(latin).split("a\ufe0fb\u20e3")
    assert run.text == "ab"


def test_widths_add_up():
    """A Chinese character is as wide as its size, and a text as wide as its parts."""
    found = fonts()
    assert found.measure("汉字", 20) == pytest.approx(40, abs=1)
    assert found.measure("汉字", 40) == pytest.approx(80, abs=1)
    assert found.measure(NEUTRAL, 20) == 20
    assert found.measure("", 20) == 0
