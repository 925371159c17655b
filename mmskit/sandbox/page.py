"""The inbox page: static files over the JSON API."""

from __future__ import annotations

from importlib import resources
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self';"
    " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_FILES: Final = {
    "/": ("inbox.html", "text/html"),
    "/sandbox/inbox.css": ("inbox.css", "text/css"),
    "/sandbox/inbox.js": ("inbox.js", "text/javascript"),
    "/sandbox/icon.svg": ("icon.svg", "image/svg+xml"),
}


def page_routes() -> list[Route]:
    """Where the page's files are answered."""
    return [Route(path, _show) for path in _FILES]


def _show(request: Request) -> Response:
    name, kind = _FILES[request.url.path]
    data = (resources.files("mmskit.sandbox") / "inbox" / name).read_bytes()
    headers = {"content-security-policy": _POLICY}
    return Response(data, media_type=f"{kind}; charset=utf-8", headers=headers)
