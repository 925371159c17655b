"""Lists and pictures for the tests of personalised batches."""

from __future__ import annotations

from pathlib import Path

from making import photo

import mmskit

TEXT = "尊敬的{姓名}，您有{积分}分"


def write_list(path: Path, count: int = 5, *, rows: list[str] | None = None) -> Path:
    """A CSV file with so many good rows, and then those given."""
    lines = ["姓名,手机号,积分"]
    lines += [f"客户{number},138{number:08},{number * 10}" for number in range(count)]
    path.write_text("\n".join(lines + (rows or [])) + "\n", encoding="utf-8")
    return path


def large_picture() -> mmskit.Picture:
    """A photo that takes more than a message may."""
    return mmskit.Picture(photo((900, 700)), "photo.jpg")


def small_picture() -> mmskit.Picture:
    return mmskit.Picture(photo((64, 48)), "small.jpg")


def words(count: int) -> str:
    """So many Chinese characters."""
    said = "天地玄黄宇宙洪荒日月盈昃"
    return (said * (count // len(said) + 1))[:count]
