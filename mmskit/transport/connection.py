"""Connections that note the moment before their first byte, and a session that takes one answer."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection


class CancelledError(OSError):
    """The caller gave up before a byte was sent."""


class Watch:
    """What has happened to one request, seen from its own connection."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._cancelled = False
        self.began = False

    @property
    def given_up(self) -> bool:
        """Whether the caller has stopped waiting."""
        return self._cancelled

    def begin(self, connected: socket.socket | None) -> None:
        """Note that the first byte is about to leave, unless the caller has given up."""
        with self._lock:
            if self._cancelled:
                raise CancelledError
            self._socket = connected
            self.began = True

    def give_up(self) -> bool:
        """Stop: before the first byte for good, after it by closing the connection.

        Returns:
            Whether anything had left.
        """
        with self._lock:
            self._cancelled = True
            if self._socket is not None:
                with suppress(OSError):
                    # Not SSLSocket.shutdown: that one touches TLS state another thread is using.
                    socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
            return self.began


def _watched_pool(
    pool: type[HTTPConnectionPool], connection: type[HTTPConnection], watch: Watch
) -> type:
    """A pool whose connections report to a watch."""

    class Watched(connection):  # type: ignore[valid-type,misc]
        _asks_proxy = False

        def _tunnel(self) -> None:
            # CONNECT names the host and nothing else: of the request, nothing has left yet.
            self._asks_proxy = True
            try:
                super()._tunnel()
            finally:
                self._asks_proxy = False

        def send(self, data: Any) -> None:
            if self.sock is None:
                self.connect()
            if not self._asks_proxy:
                watch.begin(self.sock)
            super().send(data)

    return type("WatchedPool", (pool,), {"ConnectionCls": Watched})


class _WatchedAdapter(HTTPAdapter):
    """Carries one request, without retries, on connections that report to a watch."""

    def __init__(self, watch: Watch) -> None:
        self._pools = {
            "http": _watched_pool(HTTPConnectionPool, HTTPConnection, watch),
            "https": _watched_pool(HTTPSConnectionPool, HTTPSConnection, watch),
        }
        super().__init__(max_retries=0, pool_connections=1, pool_maxsize=1)

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, proxy: Any, **options: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **options)
        manager.pool_classes_by_scheme = self._pools
        return manager


class OneAnswerSession(requests.Session):
    """Takes every answer as it is: no environment, no redirect, not even a look at where it leads."""

    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self.trust_env = False
        adapter = _WatchedAdapter(watch)
        self.mount("http://", adapter)
        self.mount("https://", adapter)

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Find none; requests would read the whole answer to prepare for following it."""
        del resp
