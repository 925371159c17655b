"""The web application: the documents' paths, the JSON API and the page, behind the guard."""

from __future__ import annotations

import sqlite3
import tempfile
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from mmskit.sandbox.api import Api
from mmskit.sandbox.arrival import Answer, Arrival, read_arrival
from mmskit.sandbox.batches import answer_batch
from mmskit.sandbox.bodies import BATCH_BODY_BYTES, SEND_BODY_BYTES, Sink, read_body
from mmskit.sandbox.findings import find
from mmskit.sandbox.form_stream import split_form
from mmskit.sandbox.guard import Guard
from mmskit.sandbox.logbook import Log, clean, describe
from mmskit.sandbox.overview import NOT_BUILT
from mmskit.sandbox.page import page_routes
from mmskit.sandbox.queries import answer_balance, answer_reports
from mmskit.sandbox.sends import answer_send
from mmskit.sandbox.settings import Settings
from mmskit.sandbox.state import State
from mmskit.texts import text
from mmskit.wire.call import (
    BALANCE_PATH,
    BALANCE_PATH_MMS,
    BATCH_PATH,
    REPORTS_PATH,
    SEND_PATH,
)
from mmskit.wire.result import encode_result, refuse

_ASK: Final = ("GET", "POST")
_SPOOL_BYTES: Final = 1024 * 1024
_LOGGED_RECIPIENTS: Final = 2


def make_app(state: State, settings: Settings, log: Log) -> ASGIApp:
    """Put the application together."""
    desk = _Desk(state, settings, log)
    routes = [
        Route(SEND_PATH, desk.send, methods=["POST"]),
        Route(BATCH_PATH, desk.send_batch, methods=["POST"]),
        Route(BALANCE_PATH_MMS, desk.ask_balance, methods=_ASK),
        Route(BALANCE_PATH, desk.ask_balance, methods=_ASK),
        Route(REPORTS_PATH, desk.pull_reports, methods=_ASK),
        *[Route(path, _say_not_built, methods=_ASK) for path in NOT_BUILT],
        *Api(state, settings).routes(),
        *page_routes(),
    ]
    handlers = {
        404: _say_unknown,
        405: _say_wrong_method,
        sqlite3.Error: desk.fail,
        OSError: desk.fail,
        ClientDisconnect: desk.note_cut_off,
        TimeoutError: desk.give_up,
        Exception: desk.confess,
    }
    app = Starlette(routes=routes, exception_handlers=handlers)
    return Guard(app, host=settings.host, more_hosts=settings.hosts)


class _Desk:
    """Reads the documents' calls, has them answered in a worker thread, and logs them."""

    def __init__(self, state: State, settings: Settings, log: Log) -> None:
        self._state, self._settings, self._take_line = state, settings, log

    def _log(self, line: str) -> None:
        # The call is done: a log that has gone away (a closed pipe) must not change its answer.
        with suppress(OSError, ValueError):
            self._take_line(line)

    async def send(self, request: Request) -> Response:
        return await self._answer(request, "send", answer_send)

    async def ask_balance(self, request: Request) -> Response:
        return await self._answer(request, "query", answer_balance)

    async def pull_reports(self, request: Request) -> Response:
        return await self._answer(request, "recv", answer_reports)

    async def _answer(
        self, request: Request, call: str, answer: Callable[[State, Arrival], Answer]
    ) -> Response:
        if request.method == "HEAD":  # it would consume reports and show none
            raise HTTPException(405, headers={"Allow": ", ".join(_ASK)})
        body = bytearray()
        if not await self._read(request, _Bytes(body), SEND_BODY_BYTES):
            return await self._drop(request, call, "missing_apikey")

        def work() -> Response:
            arrival = _arrive(request, call, bytes(body))
            return self._finish(arrival, answer(self._state, arrival))

        return await run_in_threadpool(work)

    async def send_batch(self, request: Request) -> Response:
        with tempfile.SpooledTemporaryFile(max_size=_SPOOL_BYTES) as file:
            if not await self._read(request, file, BATCH_BODY_BYTES):
                return await self._drop(request, "batch", "body_too_long")

            def work() -> Response:
                small, xml = split_form(file, "xmlData")
                arrival = _arrive(request, "batch", small)
                return self._finish(arrival, answer_batch(self._state, arrival, xml))

            return await run_in_threadpool(work)

    async def _read(self, request: Request, sink: Sink, most: int) -> bool:
        return await read_body(request, sink, most=most, seconds=self._settings.read_seconds)

    async def _drop(self, request: Request, call: str, code: str) -> Response:
        """Answer a form that was too large to take, as a PHP server does: without having seen it."""
        arrival = _arrive(request, call, b"")
        answer = Answer(encode_result(refuse(code)), (find("form_dropped"),))
        response = await run_in_threadpool(self._finish, arrival, answer)
        response.headers["connection"] = "close"
        return response

    def _finish(self, arrival: Arrival, answer: Answer) -> Response:
        recipients: list[str] = []
        if answer.submission is not None:
            number = answer.submission.id
            listed = self._state.list_recipients(number, limit=_LOGGED_RECIPIENTS)
            recipients = [one.mobile for one in listed]
        self._log(describe(arrival, answer, recipients, self._settings.language))
        kind = "text/plain" if answer.status == 501 else "text/html"  # noqa: PLR2004 - HTTP
        response = Response(
            answer.text.encode(answer.encoding.lower()),
            answer.status,
            headers={"content-type": f"{kind}; charset={answer.encoding}"},
        )
        if answer.findings:
            codes = dict.fromkeys(finding.code for finding in answer.findings)
            response.headers["x-sandbox-diagnosis"] = ", ".join(codes)
        return response

    def fail(self, request: Request, error: Exception) -> Response:
        """The file cannot be written; nothing of the call was kept."""
        said = text("sandbox.store_failed", reason=error).render(self._settings.language)
        self._log(f"{clean(request.url.path)}  {said}")
        return PlainTextResponse(said + "\n", 500)

    def confess(self, _request: Request, error: Exception) -> Response:
        """The sandbox itself has a bug; nothing of the call was kept."""
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(last.filename).name}:{last.lineno}"
        said = text("sandbox.broken", error=f"{type(error).__name__}: {error}", where=where)
        self._log(clean(said.render(self._settings.language), 400))
        return PlainTextResponse(said.render() + "\n", 500)

    def note_cut_off(self, request: Request, _error: Exception) -> Response:
        """The client went away in the middle of its request; nothing of it was kept."""
        said = text("sandbox.cut_off").render(self._settings.language)
        self._log(f"{clean(request.url.path)}  {said}")
        return PlainTextResponse(said + "\n", 400)

    def give_up(self, request: Request, _error: Exception) -> Response:
        """The request did not arrive in time; nothing of it was kept."""
        seconds = self._settings.read_seconds
        said = text("sandbox.too_slow", seconds=seconds).render(self._settings.language)
        self._log(f"{clean(request.url.path)}  {said}")
        return PlainTextResponse(said + "\n", 408, headers={"connection": "close"})


class _Bytes:
    """A body kept in memory."""

    def __init__(self, data: bytearray) -> None:
        self._data = data

    def write(self, data: bytes, /) -> None:
        self._data += data


def _arrive(request: Request, call: str, body: bytes) -> Arrival:
    return read_arrival(
        call,
        method=request.method,
        query=request.scope["query_string"],
        body=body,
        content_type=request.headers.get("content-type", ""),
        address=request.client.host if request.client else "",
    )


def _say_not_built(request: Request) -> Response:
    said = text("sandbox.not_built", what=request.url.path).render()
    return PlainTextResponse(said + "\n", 501)


def _say_unknown(request: Request, _error: Exception) -> Response:
    said = text("sandbox.unknown_path", path=clean(request.url.path)).render()
    return PlainTextResponse(said + "\n", 404)


def _say_wrong_method(request: Request, error: Exception) -> Response:
    headers = getattr(error, "headers", None) or {}
    figures = {"method": clean(request.method), "path": clean(request.url.path)}
    said = text("sandbox.wrong_method", **figures, allowed=headers.get("Allow", "-")).render()
    return PlainTextResponse(said + "\n", 405, headers=headers)
