"""The calls' paths and fields, as the documents name them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mmskit.wire.call import (
    Credentials,
    balance_call,
    balance_call_mms,
    batch_call,
    reports_call,
    send_call,
)

CREDENTIALS = Credentials("0123456789abcdef0123456789abcdef", "test", "123456")
MD5_OF_123456 = "e10adc3949ba59abbe56e057f20f883e"  # the documents print it in upper case


def test_send():
    """MMS §2.1: the fields of a submission; recipients joined by commas."""
    call = send_call(CREDENTIALS, ["13811299999", "13811299998"], "标题", "1_1.txt,5L2g")
    assert call.path == "/api/send/caixin_send.php"
    assert call.fields == {
        "apikey": "0123456789abcdef0123456789abcdef",
        "username": "test",
        "password": "123456",
        "mobile": "13811299999,13811299998",
        "title": "标题",
        "content": "1_1.txt,5L2g",
    }


def test_the_samples_spelling_of_title_can_be_asked_for():
    """R5: an account that needs `tittle` can have it."""
    fields = send_call(CREDENTIALS, ["13811299999"], "标题", "x", title_field="tittle").fields
    assert "title" not in fields
    assert fields["tittle"] == "标题"


def test_batch():
    """MMS §3.1: the document goes in xmlData."""
    call = batch_call(CREDENTIALS, "<mms/>")
    assert (call.path, call.fields["xmlData"]) == ("/api/send/caixin_send_batch.php", "<mms/>")


def test_balance_hashes_the_password():
    """SMS §4.1, R3: the balance is asked for with the MD5 in lower case, never with the password."""
    call = balance_call(CREDENTIALS)
    assert call.path == "/api/query/index.php"
    assert call.fields["password_md5"] == MD5_OF_123456
    assert "123456" not in call.fields.values()
    assert balance_call_mms(CREDENTIALS).fields["password"] == "123456"


def test_reports():
    """MMS §5.1.1: credentials alone; §5.1.4: from, to and mobile together."""
    assert set(reports_call(CREDENTIALS).fields) == {"apikey", "username", "password_md5"}
    since, until = datetime.fromtimestamp(1402903139, UTC), datetime.fromtimestamp(1403017200, UTC)
    fields = reports_call(CREDENTIALS, since=since, until=until, mobiles=["13811299999"]).fields
    assert (fields["from"], fields["to"], fields["mobile"]) == (
        "1402903139",
        "1403017200",
        "13811299999",
    )
    for some in ({"mobiles": ["13811299999"]}, {"since": since, "until": until}, {"since": since}):
        with pytest.raises(ValueError, match="together"):
            reports_call(CREDENTIALS, **some)


def test_nothing_secret_is_shown():
    """Neither credentials nor calls show a secret when they are printed."""
    call = send_call(CREDENTIALS, ["13811299999"], "t", "c")
    for secret in ("0123456789abcdef", "123456", "13811299999", MD5_OF_123456):
        assert secret not in repr(CREDENTIALS) + repr(call) + str(call)
