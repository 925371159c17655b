"""What is checked before a request is routed: by which name this machine was called, and by whom.

A web page that somebody has open can make their browser call a loopback address. It can neither
forge the Host header nor hide its Origin, so these two are enough to keep it out.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mmskit.texts import text

LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
API_PATH: Final = "/sandbox/"
SAFE_METHODS: Final = frozenset({"GET", "HEAD"})

SECURITY_HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)
_POLICY: Final = (
    b"content-security-policy",
    b"default-src 'none'; frame-ancestors 'none'; sandbox",
)


class Guard:
    """Checks Host and Origin, and adds the headers that every answer carries."""

    def __init__(self, app: ASGIApp, *, host: str, more_hosts: Iterable[str] = ()) -> None:
        self._app = app
        self._names = LOOPBACK | {host.lower()} | {name.lower() for name in more_hosts}
        # Listening everywhere was asked for. A rebinding page needs a name, so an address is safe.
        self._any_address = _is_unspecified(host)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                if all(name != _POLICY[0] for name, _ in headers):
                    headers.append(_POLICY)
                message["headers"] = [*headers, *SECURITY_HEADERS]
            await send(message)

        answer = self._check(scope)
        await (answer or self._app)(scope, receive, send_guarded)

    def _check(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._knows(hosts[0]):
            host = hosts[0][:80] if hosts else "-"
            return _say(421, "sandbox.wrong_host", host=host)
        if not scope["path"].startswith(API_PATH) or scope["method"] in SAFE_METHODS:
            return None
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc.lower() != hosts[0].lower():
            return _say(403, "sandbox.wrong_origin", origin=origin[:80])
        if headers.get("sec-fetch-site") == "cross-site":
            return _say(403, "sandbox.wrong_origin", origin="cross-site")
        return None

    def _knows(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        return name in self._names or (self._any_address and _is_address(name))


def _say(status: int, key: str, **figures: object) -> PlainTextResponse:
    return PlainTextResponse(text(key, **figures).render() + "\n", status)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_unspecified(host: str) -> bool:
    return not host or (_is_address(host) and ipaddress.ip_address(host).is_unspecified)
