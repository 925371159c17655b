"""Where the work of a fit runs."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from zlib import crc32

import pytest
from making import moving, photo, still, tone

from mmskit import Frame, Message, Picture, PicturePlan, PictureSource, Sound, fit
from mmskit.errors import UnsupportedMediaError

PHOTO = Picture(photo((400, 300), 85), "sea.jpg")
MESSAGE = Message(
    "t",
    [
        Frame("x", PHOTO, Sound(tone(4.0), "talk.wav")),
        Frame(None, PHOTO, picture_source=PictureSource(PHOTO, PicturePlan(turns=1))),
        Frame(None, Picture(moving(12, (200, 150)), "bar.gif")),
    ],
)
LIMIT = 12_000


@contextmanager
def dask():
    distributed = pytest.importorskip("distributed")
    cluster = distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    )
    with cluster, distributed.Client(cluster) as client:
        yield client.get_executor()


@contextmanager
def processes():
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=context) as executor:
        yield executor


@pytest.mark.parametrize("make", [lambda: ThreadPoolExecutor(3), processes, dask])
def test_any_executor_gives_the_same(make):
    """Threads, spawned processes and dask make the very message that no executor makes."""
    expected = fit(MESSAGE, limit=LIMIT)
    with make() as executor:
        assert fit(MESSAGE, limit=LIMIT, executor=executor) == expected
    assert expected.size <= LIMIT
    assert len(expected.changes) == 4


def test_an_error_comes_back_from_another_process(damaged):
    """A damaged picture names its frame, whichever process found it."""
    message = Message("t", [Frame("x", PHOTO), Frame("y", damaged)])
    with processes() as executor, pytest.raises(UnsupportedMediaError, match="frame 2: ") as caught:
        fit(message, limit=LIMIT, executor=executor)
    assert caught.value.place is not None


class Counting(Executor):
    """Runs in the caller's thread, and counts."""

    def __init__(self) -> None:
        self.count = 0

    def submit(self, function, /, *given, **named):
        self.count += 1
        with ThreadPoolExecutor(1) as executor:
            return executor.submit(function, *given, **named)


def test_the_work_is_done_where_it_is_wanted():
    """Nothing is decoded beside the executor, and the same picture is made once."""
    twice = Message("t", [Frame(None, PHOTO), Frame(None, PHOTO)])
    once = Counting()
    fit(Message("t", [Frame(None, PHOTO)]), limit=LIMIT // 2, executor=once)
    both = Counting()
    fitted = fit(twice, limit=LIMIT, executor=both)
    assert 0 < both.count <= 2 * once.count
    one, two = (len(frame.picture.data) for frame in fitted.message.frames if frame.picture)
    assert one == pytest.approx(two, rel=0.15)


def test_what_progress_raises_ends_the_fit():
    """Nobody waits for a fit that is not wanted."""

    class NotWantedError(Exception):
        pass

    def refuse(_done: float) -> None:
        raise NotWantedError

    counting = Counting()
    with pytest.raises(NotWantedError):
        fit(MESSAGE, limit=LIMIT, on_progress=refuse, executor=counting)
    assert counting.count <= len(MESSAGE.frames) + 1


@pytest.fixture
def damaged() -> Picture:
    """A PNG whose chunks are sound and whose pixels are not there."""
    data = still("PNG")
    at = data.index(b"IDAT")
    end = at + 4 + int.from_bytes(data[at - 4 : at], "big")
    chunk = b"IDAT" + bytes(end - at - 4)
    return Picture(data[:at] + chunk + crc32(chunk).to_bytes(4, "big") + data[end + 4 :], "no.png")
