"""What a person feels in the desktop app: how soon it is there, and whether it ever stands still.

Every figure is measured in the real window, in processes of their own; without a display, off the
screen. The longest stillness is the longest time between two ticks of a timer of one millisecond;
"its own work" is the longest that the window's thread itself computed between two: what is more was
waiting, for the interpreter or for a processor that others had.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mmskit_gui.app import Desk
    from mmskit_gui.windows.batch.window import BatchWindow
    from mmskit_gui.windows.main_window import MainWindow

SAMPLES = Path(__file__).parent.parent / "samples"
RUNS = 7
FRAMES = 20
ROWS = 200_000
EDITS = 1_000
_PATIENCE = 600.0


def main() -> None:
    """Print every figure beside its goal."""
    with tempfile.TemporaryDirectory(prefix="mmskit-bench-") as folder:
        prepare(Path(folder))
        print(f"desktop app, medians of {RUNS} processes; the UI thread's longest stillness")
        starts = [run("start", folder) for _ in range(RUNS + 1)][1:]
        tell("start to a window that takes input", "s", median(starts, "seconds"), 1.0)
        opened = [run("open", folder) for _ in range(RUNS)]
        tell(f"open a document of {FRAMES} frames", "s", median(opened, "seconds"), 0.5)
        looked = run("look", folder)
        tell("select another frame, painted", "ms", looked["select"], 16)
        tell("a letter typed, meter and phone painted", "ms", looked["type"], 100)
        tell(f"{EDITS:,} edits with undo and redo, memory", "MiB", looked["grown"], 50)
        for name, said in (
            ("fit", f"still while fitting {FRAMES} photos of 12 megapixels"),
            ("list", f"still while loading a list of {ROWS:,} rows"),
            ("send", "still while sending to a sandbox"),
            ("batch", f"still while opening a batch of {ROWS:,} rows, all measured"),
            ("pages", f"still while turning pages and scrolling {ROWS:,} rows"),
        ):
            found = run(name, folder)
            rest = f"in {found['seconds']:.1f} s; its own work {found['work']:.0f} ms"
            tell(said, "ms", found["gap"], 50, rest)


def tell(said: str, unit: str, figure: float, goal: float, rest: str = "") -> None:
    """Print a figure."""
    shown = f"{figure:.2f}" if unit == "s" else f"{figure:.0f}"
    missed = "" if figure <= goal else "   missed"
    print(f"  {said:<52} {shown:>6} {unit:<3} (goal: at most {goal:g}){missed}   {rest}".rstrip())


def median(found: list[dict[str, float]], name: str) -> float:
    """The median of several runs."""
    return statistics.median(each[name] for each in found)


def run(name: str, folder: str) -> dict[str, float]:
    """Measure one thing in a process of its own."""
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    # An installed app has its modules compiled; the first, uncounted run compiles them.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment |= {
        "MMSKIT_HOME": str(Path(folder) / f"home-{name}"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "QT_LOGGING_RULES": "*.warning=false",
        "MMSKIT_BENCH_BEGUN": repr(time.time()),
    }
    done = subprocess.run(
        [sys.executable, __file__, name, folder],
        check=True,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def prepare(folder: Path) -> None:
    """Write what is opened: a document of 20 frames, one of 20 photos of 12 megapixels, a list."""
    import mmskit  # noqa: PLC0415 - not before the clock of a child runs

    sample = mmskit.open_message(SAMPLES / "promotion")
    frames = [sample.frames[number % len(sample.frames)] for number in range(FRAMES)]
    mmskit.save_message(mmskit.Message("二十帧", frames), folder / "frames.mmsx")
    lake = (SAMPLES / "oversize" / "lake.jpg").read_bytes()
    photos = []
    for number in range(FRAMES):
        # A comment makes each of them a file of its own: no work is saved by their being equal.
        comment = b"\xff\xfe\x00\x04" + number.to_bytes(2, "big")
        photos.append(
            mmskit.Frame("", mmskit.Picture(lake[:2] + comment + lake[2:], f"{number}.jpg"))
        )
    mmskit.save_message(mmskit.Message("二十张照片", photos), folder / "photos.mmsx")
    rows = "".join(f"{13_000_000_000 + number}\n" for number in range(ROWS))
    (folder / "list.csv").write_text(f"手机号\n{rows}", encoding="utf-8")
    people = "".join(
        f"客户{number},{13_000_000_000 + number},{number * 37 % 5000}\n" for number in range(ROWS)
    )
    (folder / "people.csv").write_text(f"姓名,手机号,积分\n{people}", encoding="utf-8")


# --- in a process of its own


class Watch:
    """Finds the longest time in which the window's thread did not come to its events."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer  # noqa: PLC0415

        self.gap = self.work = 0.0
        self._before, self._worked = time.perf_counter(), time.thread_time()
        self.begun = self._before
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(1)

    def _tick(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self.gap = max(self.gap, now - self._before)
        self.work = max(self.work, worked - self._worked)
        self._before, self._worked = now, worked

    def tell(self) -> dict[str, float]:
        """What was found."""
        return {
            "gap": self.gap * 1000,
            "work": self.work * 1000,
            "seconds": time.perf_counter() - self.begun,
        }


def begin() -> Desk:
    """Start the app as a person does."""
    sys.setswitchinterval(0.002)  # as mmskit_gui.app.main does
    from mmskit.account import find_home  # noqa: PLC0415
    from mmskit_gui.app import Desk, make_app  # noqa: PLC0415

    return Desk(make_app(), find_home())


def wait(there: Callable[[], object]) -> None:
    """Let the app live until something is there."""
    from PySide6.QtCore import QEventLoop  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    end = time.monotonic() + _PATIENCE
    while not there():
        if time.monotonic() > end:
            raise SystemExit("what was waited for did not come")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)


def settle(desk: Desk) -> None:
    """Wait until nothing is under way."""
    quiet = 0

    def is_quiet() -> bool:
        nonlocal quiet
        quiet = 0 if desk.services.tasks.busy else quiet + 1
        return quiet > 100

    wait(is_quiet)


def measure_start(_folder: Path) -> dict[str, float]:
    """From the start of the process to a window that takes input."""
    from PySide6.QtCore import QTimer  # noqa: PLC0415

    desk = begin()
    window = desk.open_window(start=True)
    answered: list[float] = []
    wait(lambda: window.windowHandle() is not None and window.windowHandle().isExposed())
    QTimer.singleShot(0, lambda: answered.append(time.time()))
    wait(lambda: answered)
    return {"seconds": answered[0] - float(os.environ["MMSKIT_BENCH_BEGUN"])}


def measure_open(folder: Path) -> dict[str, float]:
    """Opening a document of 20 frames, until it is painted."""
    desk = begin()
    window = desk.open_window(start=True)
    settle(desk)
    begun = time.perf_counter()
    window.filing.open(folder / "frames.mmsx")
    wait(lambda: window.editing and len(window.document.message.frames) == FRAMES)
    window.repaint()
    return {"seconds": time.perf_counter() - begun}


def measure_look(folder: Path) -> dict[str, float]:
    """Selecting, typing, and a thousand edits."""
    desk = begin()
    window = open_document(desk, folder / "frames.mmsx")
    return {
        "select": measure_select(desk, window),
        "type": measure_type(desk, window),
        "grown": measure_edits(desk, window),
    }


def measure_select(desk: Desk, window: MainWindow) -> float:
    """Milliseconds until another frame is shown, the median of all."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    for number in range(FRAMES):  # each picture was seen once
        window.document.select((number,))
        settle(desk)
    times = []
    for number in list(range(FRAMES)) * 3:
        begun = time.perf_counter()
        window.document.select((number,))
        QApplication.processEvents()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


def measure_type(desk: Desk, window: MainWindow) -> float:
    """Milliseconds until the meter and the phone show a letter that was typed."""
    from PySide6.QtTest import QTest  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    window.document.select((1,))
    settle(desk)
    times = []
    for _ in range(40):
        begun = time.perf_counter()
        QTest.keyClick(window.editor.text.editor, "x")
        QApplication.processEvents()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


def measure_edits(desk: Desk, window: MainWindow) -> float:
    """MiB that a thousand random edits, some of them undone and redone, leave behind."""
    from PySide6.QtCore import QEvent  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    choose = random.Random(1)
    work, stack = window.frame_work, window.document.undo_stack
    settle(desk)
    before = find_resident()
    for number in range(EDITS):
        window.document.select((choose.randrange(len(window.document.message.frames)),))
        edits: list[Callable[[], Any]] = [
            work.add,
            work.duplicate,
            lambda: work.move_by(choose.choice((-1, 1))),
            lambda: work.set_seconds(choose.choice((None, 2.0, 7.5))),
            lambda said=number: work.set_text(f"第 {said} 次"),
            work.reverse,
        ]
        if len(window.document.message.frames) > FRAMES:
            edits += [work.delete] * 2
        choose.choice(edits)()
        for _ in range(choose.choice((0, 0, 1, 2))):
            stack.undo()
        if choose.random() < 0.5:
            stack.redo()
        QApplication.processEvents()
        # What is to be deleted later is so by the loop that a person's events run in.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    settle(desk)
    return find_resident() - before


def find_resident() -> float:
    """MiB of memory that this process has now."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0  # not told by this system
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def measure_fit(folder: Path) -> dict[str, float]:
    """How long the window stands still while 20 photos are fitted."""
    desk = begin()
    window = open_document(desk, folder / "photos.mmsx")
    watch = Watch()
    window.fitting.fit()
    wait(window.report.isVisible)
    return watch.tell()


def measure_list(folder: Path) -> dict[str, float]:
    """How long the window stands still while a long list is read and shown."""
    desk = begin()
    window = open_document(desk, folder / "frames.mmsx")
    form = open_send(desk, window)
    watch = Watch()
    form.recipients.field.file_dropped.emit(folder / "list.csv")
    wait(lambda: len(form.numbers) == ROWS and not form.recipients.busy)
    found = watch.tell()
    end_sandbox(desk)
    return found


def measure_send(_folder: Path) -> dict[str, float]:
    """How long the window stands still from the click on Send to the last report."""
    desk = begin()
    window = open_document(desk, SAMPLES / "promotion")
    form = open_send(desk, window)
    postbox = desk.services.postbox
    form.recipients.field.setPlainText(
        "\n".join(str(13_900_000_000 + 100 * number + 1) for number in range(100))
    )
    wait(form.send.isEnabled)
    wait(lambda: postbox.sandbox.url)
    watch = Watch()
    form.send.click()
    wait(lambda: not postbox.sending)

    def is_over() -> bool:
        record = next(iter(postbox.records()))
        return all(each.state != "waiting" for each in postbox.deliveries(record).values())

    end = time.monotonic() + 8
    wait(lambda: time.monotonic() > end)
    found = watch.tell()
    if not is_over():
        raise SystemExit("the reports did not come")
    end_sandbox(desk)
    return found


def measure_batch(folder: Path) -> dict[str, float]:
    """How long the window stands still while a long list is read and every message measured."""
    desk = begin()
    window = open_batch(desk)
    watch = Watch()
    window.choosing.open_list(folder / "people.csv")
    wait(lambda: window.document.recipients == ROWS and not window.document.busy)
    found = watch.tell()
    end_sandbox(desk)
    return found


def measure_pages(folder: Path) -> dict[str, float]:
    """How long the window stands still while one goes through a long list."""
    desk = begin()
    window = open_batch(desk)
    window.choosing.open_list(folder / "people.csv")
    wait(lambda: window.document.recipients == ROWS and not window.document.busy)
    settle(desk)
    bar = window.rows.view.verticalScrollBar()
    watch = Watch()
    for step in range(200):
        window.document.show_place(step * 977 % ROWS)
        pass_events()
        bar.setValue(bar.maximum() * step // 200)
        pass_events()
    found = watch.tell()
    end_sandbox(desk)
    return found


def pass_events() -> None:
    """Let what was changed be painted."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    QApplication.processEvents()


def open_batch(desk: Desk) -> BatchWindow:
    """The window of personalised batches with a text and a picture."""
    import mmskit  # noqa: PLC0415 - not before the clock of a child runs

    window = desk.open_batch()
    window.document.set_title("积分提醒")
    window.document.set_text("尊敬的{姓名|客户}，您的积分 {积分} 将于年底到期，到店即可兑换。")
    picture = SAMPLES / "personal" / "picture.jpg"
    window.document.set_picture(mmskit.Picture.open(picture))
    wait(lambda: window.document.draft.picture is not None and not window.document.busy)
    settle(desk)
    return window


def open_document(desk: Desk, path: Path) -> MainWindow:
    """A window with a document, everything in it decoded and painted."""
    window = desk.open_window(copy_of=path)
    wait(lambda: window.editing)
    settle(desk)
    return window


def open_send(desk: Desk, window: MainWindow) -> Any:
    """The form of the dialog that sends."""
    from mmskit_gui.dialogs.send import SendDialog  # noqa: PLC0415

    window.dialogs.send()
    settle(desk)
    dialog = window.findChild(SendDialog)
    if not isinstance(dialog, SendDialog):
        raise TypeError("there is no dialog to send with")
    return dialog.form


def end_sandbox(desk: Desk) -> None:
    """Leave no process behind."""
    desk.services.postbox.stop()


if __name__ == "__main__":
    if len(sys.argv) == 1:
        main()
    else:
        measure = globals()[f"measure_{sys.argv[1]}"]
        print(json.dumps(measure(Path(sys.argv[2]))), flush=True)
        os._exit(0)  # what is still under way shall not hold the next one up
