"""Batches that are built in other processes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from batches import make, people

from mmskit.errors import InvalidMessageError
from mmskit.limits import CONTENT_BYTES
from mmskit.personal.ordering import map_in_order
from mmskit.recipients import BadRow, read_recipients

TEXT = "尊敬的{姓名|客户}，第 {n} 位{?积分: 有{积分}分}"


def write_list(folder: Path) -> Path:
    path = folder / "list.csv"
    rows = [f"138{row:08},客户{row},{row},{row % 3 or ''}" for row in range(9_000)]
    rows[7_000] = f"13900000000,{'长' * 20_000},1,2"
    path.write_text("手机号,姓名,n,积分\n" + "\n".join([*rows, "138,x,1,2"]), encoding="utf-8")
    return path


def build(folder: Path, executor: Executor | None) -> tuple[list[bytes], list[BadRow]]:
    bad: list[BadRow] = []
    batch = make(read_recipients(write_list(folder)), TEXT)
    shards = batch.shards(900_000, 2_000, on_bad_row=bad.append, executor=executor)
    return [b"".join(shard.chunks()) for shard in shards], bad


def test_processes(tmp_path: Path) -> None:
    """Other processes make the same bytes and leave out the same rows, in the same order."""
    plain, bad = build(tmp_path, None)
    assert len(plain) > 4
    assert [(one.row, one.kind) for one in bad] == [(7002, "too_long"), (9002, "number")]
    # Not by forking: the test's own process has threads.
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert build(tmp_path, pool) == (plain, bad)
        exported = make(read_recipients(tmp_path / "list.csv"), TEXT).export(
            tmp_path / "out", max_bytes=900_000, max_recipients=2_000, executor=pool
        )
    assert [path.read_bytes() for path in exported.files] == plain


@pytest.mark.filterwarnings("ignore")
def test_dask(tmp_path: Path) -> None:
    """A cluster of dask.distributed does as well."""
    distributed = pytest.importorskip("distributed")
    plain, bad = build(tmp_path, None)
    options = {"n_workers": 1, "threads_per_worker": 2, "dashboard_address": None}
    with (
        distributed.LocalCluster(host="127.0.0.1", **options) as cluster,
        distributed.Client(cluster) as client,
    ):
        assert build(tmp_path, client.get_executor()) == (plain, bad)


def test_errors_come_back(tmp_path: Path) -> None:
    """Without anybody who wants to be told, what another process finds is raised here."""
    batch = make([*people(600), ("13900000000", {"姓名": "长" * CONTENT_BYTES})])
    with ThreadPoolExecutor(2) as pool:
        with pytest.raises(InvalidMessageError, match="row 601"):
            list(batch.shards(executor=pool))
        exported = batch.export(tmp_path / "out", executor=pool)
    assert exported.manifest.left_out == {"too_long": 1}


def test_order_and_window() -> None:
    """Results come in order, however long each takes, and few are on the way at a time."""
    given = 0

    def give() -> Iterator[int]:
        nonlocal given
        for number in range(200):
            given += 1
            yield number

    turn = threading.Event()

    def work(number: int) -> int:
        if number == 0:
            turn.wait(30)  # the others are done before it
        elif number == 3:
            turn.set()
        return number * 2

    with ThreadPoolExecutor(2) as pool:
        made = map_in_order(work, give(), pool)
        assert next(made) == 0
        assert given <= 5
        assert list(made) == [number * 2 for number in range(1, 200)]


def test_what_waits_is_cancelled() -> None:
    """Whoever stops early leaves no work waiting."""
    futures: list[Future[int]] = []

    class _Lazy(Executor):
        _max_workers = 2

        def submit(self, *_: object, **__: object) -> Future[int]:  # type: ignore[override]
            futures.append(Future())
            if len(futures) == 1:
                futures[0].set_result(7)
            return futures[-1]

    made = map_in_order(abs, range(100), _Lazy())
    assert next(made) == 7
    made.close()  # type: ignore[attr-defined]
    assert [future.cancelled() for future in futures] == [False, True, True, True]
