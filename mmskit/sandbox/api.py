"""The JSON API over what was received: ``/sandbox/api``. The page and any test may use it.

It is the tester's own data, so numbers are whole here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from mmskit.sandbox import overview
from mmskit.sandbox.bodies import read_body
from mmskit.sandbox.received import find_message, list_media
from mmskit.sandbox.settings import Settings
from mmskit.sandbox.state import State
from mmskit.sandbox.submissions import Submission
from mmskit.texts import text

PAGE: Final = 50
LARGEST_PAGE: Final = 500
MOST_MESSAGES: Final = 10**12
"""The largest balance that may be set."""

_BODY_BYTES: Final = 64 * 1024
_TYPES: Final = {
    "gif": "image/gif",
    "jpg": "image/jpeg",
    "png": "image/png",
    "mid": "audio/midi",
    "amr": "audio/amr",
}


class Api:
    """The handlers of the JSON API over one sandbox's state."""

    def __init__(self, state: State, settings: Settings) -> None:
        self._state, self._settings = state, settings

    def routes(self) -> list[Route]:
        """Where each handler answers."""
        one = "/sandbox/api/{kind:str}/{number:int}"
        return [
            Route("/sandbox/api", self.show_overview),
            Route("/sandbox/api/messages", self.list_messages),
            Route("/sandbox/api/messages", self.delete_messages, methods=["DELETE"]),
            Route("/sandbox/api/submissions", self.list_submissions),
            Route("/sandbox/api/accounts", self.list_accounts),
            Route("/sandbox/api/accounts/{name}/balance", self.set_balance, methods=["POST"]),
            Route(one, self.show_submission),
            Route(f"{one}/recipients", self.list_recipients),
            Route(f"{one}/content", self.show_content),
            Route(f"{one}/media/{{name}}", self.show_medium),
        ]

    def show_overview(self, _request: Request) -> Response:
        """What is here, and the test numbers."""
        return JSONResponse(overview.describe(self._settings.delay))

    def list_messages(self, request: Request) -> Response:
        """A page of what was accepted, newest last."""
        return self._list(request, "messages", accepted_only=True)

    def list_submissions(self, request: Request) -> Response:
        """A page of all that was submitted, the refused with their diagnosis, newest last."""
        return self._list(request, "submissions", accepted_only=False)

    def _list(self, request: Request, kind: str, *, accepted_only: bool) -> Response:
        limit = _read_number(request, "limit")
        found = self._state.list_submissions(
            accepted_only=accepted_only,
            after=_read_number(request, "after"),
            before=_read_number(request, "before"),
            limit=max(1, min(PAGE if limit is None else limit, LARGEST_PAGE)),
        )
        total = self._state.count_submissions(accepted_only=accepted_only)
        listed = [overview.describe_submission(submission) for submission in found]
        return JSONResponse({kind: listed, "total": total})

    def delete_messages(self, _request: Request) -> Response:
        """Empty the inbox. Balances and reports stay as they are."""
        return JSONResponse({"deleted": self._state.delete_submissions()})

    def show_submission(self, request: Request) -> Response:
        """One message or submission: frames, texts, media as links, recipients and their reports."""
        submission = self._find(request)
        if submission is None:
            return _not_found()
        return JSONResponse(overview.describe_whole(self._state, submission))

    def list_recipients(self, request: Request) -> Response:
        """A page of the recipients, with their own texts in a batch."""
        submission = self._find(request)
        if submission is None:
            return _not_found()
        after, limit = _read_number(request, "after"), _read_number(request, "limit")
        recipients = self._state.list_recipients(
            submission.id,
            after=-1 if after is None else after,
            limit=max(1, min(LARGEST_PAGE if limit is None else limit, LARGEST_PAGE)),
        )
        listed = [{"mobile": one.mobile, "text": one.said} for one in recipients]
        return JSONResponse({"recipients": listed, "total": submission.recipients})

    def show_content(self, request: Request) -> Response:
        """What was submitted, as it came."""
        submission = self._find(request)
        if submission is None:
            return _not_found()
        kind = "xml" if submission.call == "batch" else "plain"
        parts: Iterator[bytes] = self._state.read_parts(submission.id)
        return StreamingResponse(parts, media_type=f"text/{kind}; charset=utf-8")

    def show_medium(self, request: Request) -> Response:
        """A picture or sound, byte for byte."""
        submission = self._find(request)
        message = None if submission is None else find_message(self._state, submission)
        media = {} if message is None else dict(list_media(message))
        medium = media.get(request.path_params["name"])
        if medium is None:
            return _not_found()
        return Response(medium.data, media_type=_TYPES[medium.kind])

    def list_accounts(self, _request: Request) -> Response:
        """The accounts and what they have left; their secrets stay here."""
        accounts = self._state.list_accounts()
        return JSONResponse({"accounts": list(map(overview.describe_account, accounts))})

    async def set_balance(self, request: Request) -> Response:
        """Set what an account has left: ``{"balance": 100}``, and ``total`` if wanted."""
        raw = bytearray()
        seconds = self._settings.read_seconds
        whole = await read_body(request, _Buffer(raw), most=_BODY_BYTES, seconds=seconds)
        changes = _read_amounts(bytes(raw)) if whole else None
        if changes is None:
            return _fail(422, "sandbox.bad_balance", most=MOST_MESSAGES)
        account = await run_in_threadpool(
            self._state.change_account, request.path_params["name"], **changes
        )
        if account is None:
            return _not_found()
        return JSONResponse(overview.describe_account(account))

    def _find(self, request: Request) -> Submission | None:
        """The submission asked for; a refused one is no message."""
        kind = request.path_params["kind"]
        number = min(request.path_params["number"], 1 << 62)
        found = self._state.find_submission(number)
        if found is None or kind not in {"messages", "submissions"}:
            return None
        return found if found.accepted or kind == "submissions" else None


class _Buffer:
    def __init__(self, data: bytearray) -> None:
        self._data = data

    def write(self, data: bytes, /) -> None:
        self._data += data


def _read_number(request: Request, name: str) -> int | None:
    given = request.query_params.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) <= 18 else None  # noqa: PLR2004 - what SQLite holds


def _read_amounts(raw: bytes) -> dict[str, Any] | None:
    try:
        given = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    if not isinstance(given, dict) or not {"balance"} <= set(given) <= {"balance", "total"}:
        return None
    good = all(type(value) is int and 0 <= value <= MOST_MESSAGES for value in given.values())
    return given if good else None


def _not_found() -> Response:
    return _fail(404, "sandbox.not_found")


def _fail(status: int, key: str, **figures: object) -> Response:
    said = text(key, **figures)
    return JSONResponse({"error": said.render("en"), "zh_CN": said.render("zh_CN")}, status)
