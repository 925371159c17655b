"""A million recipients as batch XML: memory over the idle interpreter, and speed against the obvious way.

The obvious way reads with csv.DictReader, fills the template with str.replace, quotes with
urllib.parse.quote, builds an ElementTree and writes it. It neither checks numbers and sizes nor
finds who is there twice, hashes and makes durable, which PersonalBatch.export does. It is measured
on 100,000 recipients, because it holds them all. Every figure is of a process of its own. Speeds are by the processor's time, so that neighbours on
the machine count for little, and what making up the recipients takes is taken off all of them.
"""

from __future__ import annotations

import base64
import csv
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mmskit import Picture

MANY = 1_000_000
FEW = 100_000
TITLE = "双十一大促"
TEXT = (
    "尊敬的{姓名}，双十一大促开始了：全场五折起，满三百减四十，"
    "凭券码 {券码} 到店再减二十元，活动截止本月底，详情致电客服，回 T 退订"
)
NAMES = ("张三", "李四丰", "王小五", "欧阳修远", "Ann Lee")
OBVIOUS = ("obvious_texts", "obvious_template", "obvious_list")


def make_people(count: int) -> Iterator[tuple[str, dict[str, str]]]:
    """Numbers all over the place, as real lists have them."""
    for row in range(count):
        number = str(13_000_000_000 + row * 6_700_417 % 7_000_000_000)
        yield number, {"姓名": NAMES[row % 5], "券码": f"A{row:06}"}


def make_texts(count: int) -> Iterator[tuple[str, str]]:
    """The same recipients with their texts filled in, as encode_batch takes them."""
    start, middle, end = TEXT.replace("{券码}", "{姓名}").split("{姓名}")
    for row in range(count):
        number = str(13_000_000_000 + row * 6_700_417 % 7_000_000_000)
        yield number, f"{start}{NAMES[row % 5]}{middle}A{row:06}{end}"


def make_picture() -> Picture:
    """A picture of 12 KB, made of one GIF and the comments behind it."""
    from mmskit import Picture  # noqa: PLC0415 - the idle process must not load it

    gif = base64.b64decode("R0lGODdhAQABAIAAAP8AAP///ywAAAAAAQABAAACAkQBADs=")
    comments = (b"!\xfe" + (b"\xff" + bytes(255)) * 48) + b"\0"
    return Picture(gif[:-1] + comments + b";")


def run_idle(_: Path) -> int:
    """Nothing at all."""
    return 0


def run_obvious_texts(_: Path) -> int:
    """ElementTree and urllib.parse.quote on texts that are filled in already."""
    return len(_build_tree(make_texts(FEW))) and FEW


def run_obvious_template(_: Path) -> int:
    """The same, with the template to fill in."""
    return len(_build_tree(_fill(make_people(FEW)))) and FEW


def run_obvious_list(folder: Path) -> int:
    """The same, from a CSV file through csv.DictReader, to a file."""
    with (folder / "list.csv").open(encoding="utf-8", newline="") as file:
        rows = islice(csv.DictReader(file), FEW)
        tree = _build_tree(_fill((row["手机号"], row) for row in rows))
    (folder / "obvious.xml").write_bytes(tree)
    return FEW


def _fill(people: Iterable[tuple[str, dict[str, str]]]) -> Iterator[tuple[str, str]]:
    for number, fields in people:
        yield number, TEXT.replace("{姓名}", fields["姓名"]).replace("{券码}", fields["券码"])


def _build_tree(entries: Iterator[tuple[str, str]]) -> bytes:
    import xml.etree.ElementTree as ET  # noqa: PLC0415
    from urllib.parse import quote  # noqa: PLC0415

    root = ET.Element("mms")
    ET.SubElement(root, "mmsTitle").text = quote(TITLE)
    ET.SubElement(root, "mmsPictureType").text = "gif"
    ET.SubElement(root, "mmsPictureContent").text = base64.b64encode(make_picture().data).decode()
    body = ET.SubElement(root, "mmsBody")
    for number, said in entries:
        data = ET.SubElement(body, "mmsBodyData")
        ET.SubElement(data, "mmsMobile").text = number
        ET.SubElement(data, "mmsTextContent").text = quote(said, safe="")
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def run_encode(_: Path) -> int:
    """encode_batch: texts to XML."""
    from mmskit.wire.batch import encode_batch  # noqa: PLC0415

    sum(len(chunk) for chunk in encode_batch(TITLE, make_picture(), make_texts(MANY)))
    return MANY


def run_decode(_: Path) -> int:
    """decode_batch behind encode_batch: texts to XML and back."""
    from mmskit.wire.batch import decode_batch, encode_batch  # noqa: PLC0415

    document = decode_batch(encode_batch(TITLE, make_picture(), make_texts(MANY)))
    return sum(1 for _ in document.entries)


def run_personal(_: Path) -> int:
    """PersonalBatch from a program's pairs: numbers, doubles and sizes checked, template filled."""
    return _cut(make_people(MANY))


def run_list(folder: Path) -> int:
    """A CSV file exported: read, checked, filled, cut, hashed, and durable on disk."""
    from mmskit import PersonalBatch, read_recipients  # noqa: PLC0415

    batch = PersonalBatch(TITLE, make_picture(), TEXT, read_recipients(folder / "list.csv"))
    with tempfile.TemporaryDirectory(dir=folder) as place:
        return batch.export(Path(place) / "out").manifest.recipients


def run_preview(folder: Path) -> int:
    """What every recipient of a CSV file would get, and how large it is."""
    from mmskit import PersonalBatch, read_recipients  # noqa: PLC0415

    batch = PersonalBatch(TITLE, make_picture(), TEXT, read_recipients(folder / "list.csv"))
    return sum(1 for _ in batch.preview())


def _cut(recipients: object) -> int:
    from mmskit import PersonalBatch  # noqa: PLC0415

    batch = PersonalBatch(TITLE, make_picture(), TEXT, recipients)  # type: ignore[arg-type]
    count = 0
    for shard in batch.shards():
        count += shard.count
        for _ in shard.chunks():
            pass
    return count


SOURCES: dict[str, Callable[[int], Iterator[object]]] = {
    "obvious_texts": make_texts,
    "obvious_template": make_people,
    "encode": make_texts,
    "decode": make_texts,
    "personal": make_people,
}

CASES: dict[str, Callable[[Path], int]] = {
    "idle": run_idle,
    "obvious_texts": run_obvious_texts,
    "obvious_template": run_obvious_template,
    "obvious_list": run_obvious_list,
    "encode": run_encode,
    "decode": run_decode,
    "personal": run_personal,
    "list": run_list,
    "preview": run_preview,
}


def find_peak_bytes() -> int:
    """The most memory this process has had; a parent's share is not in Linux's own figure."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def run_case(name: str, folder: Path) -> None:
    """Measure one case in this process, and print its figures."""
    start = time.process_time()
    count = CASES[name](folder)
    middle = time.process_time()
    deque(SOURCES[name](count) if name in SOURCES else (), maxlen=0)
    seconds = 2 * middle - start - time.process_time()
    print(json.dumps({"count": count, "seconds": seconds, "peak": find_peak_bytes()}))


def measure(name: str, folder: Path) -> tuple[float, float]:
    """Recipients per second, and peak memory in MiB, of a case in a process of its own."""
    command = [sys.executable, __file__, name, str(folder)]
    found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return found["count"] / max(found["seconds"], 1e-9), found["peak"] / 2**20


def write_list(folder: Path) -> None:
    """A list of a million recipients."""
    with (folder / "list.csv").open("w", encoding="utf-8") as file:
        file.write("手机号,姓名,券码\n")
        file.writelines(
            f"{number},{fields['姓名']},{fields['券码']}\n" for number, fields in make_people(MANY)
        )


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_list(folder)
        _, idle = measure("idle", folder)
        peers = {
            peer: statistics.median(measure(peer, folder)[0] for _ in range(3)) for peer in OBVIOUS
        }
        print(
            f"batch XML of {MANY:,} recipients, texts of 70 characters (goals: a list on disk 8 x"
            f" csv, ElementTree and urllib.parse.quote; at most 64 MiB over the idle"
            f" interpreter's {idle:.0f} MiB)"
        )
        for case, peer, said in (
            ("encode", "obvious_texts", "encode_batch"),
            ("personal", "obvious_template", "PersonalBatch, pairs"),
            ("list", "obvious_list", "CSV file to export on disk"),
            ("preview", None, "preview of a CSV file"),
            ("decode", None, "encode_batch + decode_batch"),
        ):
            rate, peak = measure(case, folder)
            ratio = f"{rate / peers[peer]:.1f} x" if peer else ""
            print(f"  {said:<34}{rate:>9,.0f}/s {ratio:>7}   + {peak - idle:.0f} MiB")
        for peer, said in zip(OBVIOUS, ("texts", "pairs", "CSV file on disk"), strict=True):
            print(f"  {'the obvious way, ' + said:<34}{peers[peer]:>9,.0f}/s")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        run_case(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
