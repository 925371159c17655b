"""What several tests of batches need: people, a picture, a batch."""

from __future__ import annotations

from base64 import b64decode

from mmskit.media.picture import Picture
from mmskit.personal import PersonalBatch

GIF = Picture(b64decode("R0lGODdhAQABAIAAAP8AAP///ywAAAAAAQABAAACAkQBADs="))

People = list[tuple[str, dict[str, str]]]


def people(count: int) -> People:
    return [(f"138{row:08}", {"姓名": f"客户{row}"}) for row in range(count)]


def make(recipients: object, text: str = "尊敬的{姓名}", **options: object) -> PersonalBatch:
    chosen = {"title": "双十一", "picture": GIF, **options}
    return PersonalBatch(text=text, recipients=recipients, **chosen)  # type: ignore[arg-type]
