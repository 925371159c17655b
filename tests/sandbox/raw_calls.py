"""Calls made by hand: http.client, urllib and base64, and nothing of mmskit's own client."""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
from dataclasses import dataclass
from urllib.parse import urlencode

from making import moving, still, tune

USERNAME, PASSWORD, APIKEY = "demo", "demo1234", "0123456789abcdef" * 2
CLEAR = {"apikey": APIKEY, "username": USERNAME, "password": PASSWORD}
HASHED = {
    "apikey": APIKEY,
    "username": USERNAME,
    "password_md5": hashlib.md5(PASSWORD.encode(), usedforsecurity=False).hexdigest(),
}
FORM = "application/x-www-form-urlencoded; charset=UTF-8"

SEND = "/api/send/caixin_send.php"
BATCH = "/api/send/caixin_send_batch.php"
QUERY = "/api/query/"
QUERY_INDEX = "/api/query/index.php"
RECV = "/api/recv/index.php"

TEXT = "全场五折；50% off, 今天 🎉".encode()
JPEG, GIF, MIDI = still(), moving(), tune()


@dataclass(frozen=True)
class Reply:
    status: int
    text: str
    headers: dict[str, str]
    body: bytes

    @property
    def notes(self) -> list[str]:
        said = self.headers.get("x-sandbox-diagnosis", "")
        return said.split(", ") if said else []

    @property
    def json(self):
        return json.loads(self.body)


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def element(name: str, data: bytes) -> str:
    return f"{name},{b64(data)}"


def content() -> str:
    return ";".join(
        [
            element("1_1.txt", TEXT),
            element("1_2.jpg", JPEG),
            element("1_3.mid", MIDI),
            element("2_2.gif", GIF),
        ]
    )


def submission(**changes: str) -> dict[str, str]:
    fields = {
        **CLEAR,
        "mobile": "13811299901",
        "title": "双十一大促",
        "content": content(),
        **changes,
    }
    return {name: value for name, value in fields.items() if value is not None}


def request(desk, method: str, path: str, body: bytes | str | None = None, headers=None) -> Reply:
    connection = http.client.HTTPConnection("127.0.0.1", desk.port, timeout=30)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        data = answer.read()
        names = {name.lower(): value for name, value in answer.getheaders()}
        return Reply(answer.status, data.decode("utf-8", "replace"), names, data)
    finally:
        connection.close()


def post(desk, path: str, fields, query: str = "") -> Reply:
    body = fields if isinstance(fields, str | bytes) else urlencode(fields)
    return request(desk, "POST", path + query, body, {"Content-Type": FORM})


def send(desk, **changes: str) -> Reply:
    return post(desk, SEND, submission(**changes))


def get(desk, path: str, fields=None) -> Reply:
    return request(desk, "GET", f"{path}?{urlencode(fields)}" if fields else path)


def pull(desk, **fields: str) -> Reply:
    return post(desk, RECV, {**HASHED, **fields})


def batch_xml(
    entries=(("13811299901", "张三，您好"), ("13811299902", "李四，50% off")), **changes: str
) -> str:
    parts = {"title": quote("双十一"), "kind": "jpg", "picture": b64(JPEG), **changes}
    body = "".join(
        f"<mmsBodyData><mmsMobile>{mobile}</mmsMobile><mmsTextContent>{quote(said)}</mmsTextContent></mmsBodyData>"
        for mobile, said in entries
    )
    return (
        "<?xml version='1.0' encoding='UTF-8' ?><mms>"
        f"<mmsTitle>{parts['title']}</mmsTitle><mmsPictureType>{parts['kind']}</mmsPictureType>"
        f"<mmsPictureContent>{parts['picture']}</mmsPictureContent><mmsBody>{body}</mmsBody></mms>"
    )


def quote(said: str) -> str:
    return "".join(f"%{byte:02X}" for byte in said.encode())
