"""Sample ``personal``: one picture for all, a text for each."""

from __future__ import annotations

import csv
import io
from typing import Final

from lettering import write
from light import add_camera, develop, to_image
from packing import save_jpeg
from PIL import Image
from still_lifes import SAMPLES, get_still_life

FOLDER: Final = SAMPLES / "personal"

# Made-up surnames with made-up given names; rare characters among them on purpose.
_PEOPLE: Final = [
    ("赵一", 12860, "中山路店"),
    ("钱二", 320, "人民广场店"),
    ("孙三娘", 4575, "中山路店"),
    ("李喆", 980, "大学城店"),
    ("周五", 15020, "机场店"),
    ("吴玥", 2240, "人民广场店"),
    ("郑七", 66, "大学城店"),
    ("欧阳八", 7310, "机场店"),
    ("冯九", 5108, "中山路店"),
    ("陈十", 1999, "人民广场店"),
    ("褚旻", 860, "大学城店"),
    ("卫犇", 3400, "机场店"),
    ("蒋子", 21600, "中山路店"),
    ("沈丑", 145, "大学城店"),
    ("韩寅", 9005, "人民广场店"),
    ("杨卯", 450, "机场店"),
]

_TITLE: Final = "积分快到期了"

_TEXT: Final = (
    "尊敬的{姓名}，您的积分{积分}将在12月31日到期。即日起到{门店}，"
    "满300积分可换中杯拿铁，满2000积分可换挂耳礼盒。【样例咖啡】回复TD退订\n"
)


def draw_picture() -> Image.Image:
    """The membership card with a line of text, 480 × 360."""
    light = get_still_life("card")
    picture = to_image(add_camera(develop(light, exposure=1.1), seed=3, grain=0.0, dark=0.2))
    picture = picture.resize((960, 720), Image.Resampling.LANCZOS)
    write(picture, "积分快到期了", (56, 88), "song", 66, (255, 240, 214), anchor="lm", spacing=4)
    write(
        picture,
        "来换一杯拿铁吧",
        (58, 160),
        "kai-light",
        42,
        (240, 204, 150),
        anchor="lm",
        spacing=5,
    )
    return picture.resize((480, 360), Image.Resampling.LANCZOS)


def make_list() -> str:
    """The list as CSV."""
    file = io.StringIO()
    rows = csv.writer(file, lineterminator="\r\n")
    rows.writerow(["手机号", "姓名", "积分", "门店"])
    for number, (name, points, shop) in enumerate(_PEOPLE, 1):
        rows.writerow([f"1380000{number:04d}", name, points, shop])
    return file.getvalue()


def make() -> None:
    """Make the folder's files."""
    FOLDER.mkdir(exist_ok=True)
    save_jpeg(draw_picture(), FOLDER / "picture.jpg", max_bytes=24_000)
    table = make_list()
    # Excel marks UTF-8 with a BOM; Chinese Windows programs still write GB18030 without any mark.
    (FOLDER / "recipients.csv").write_bytes(table.encode("utf-8-sig"))
    (FOLDER / "recipients-gb18030.csv").write_bytes(table.encode("gb18030"))
    (FOLDER / "text.txt").write_text(_TEXT, encoding="utf-8", newline="\n")
    (FOLDER / "title.txt").write_text(f"{_TITLE}\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    make()
