"""PHP against the sandbox, written the way the documents' samples are: no code shared with mmskit."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
from making import moving, tune

from mmskit.testing import sandbox

pytestmark = pytest.mark.skipif(
    shutil.which("php") is None, reason="PHP is not installed (Debian: php-cli)"
)

POST = """<?php
function post($path, $fields) {
    global $argv;
    $context = stream_context_create(["http" => [
        "method" => "POST",
        "header" => "Content-Type: application/x-www-form-urlencoded; charset=UTF-8\\r\\n",
        "content" => http_build_query($fields),
    ]]);
    return file_get_contents($argv[1] . $path, false, $context);
}
$clear = ["apikey" => $argv[2], "username" => "demo", "password" => "demo1234"];
$hashed = ["apikey" => $argv[2], "username" => "demo", "password_md5" => strtoupper(md5("demo1234"))];
$folder = $argv[3];
"""

SEND = """
$content = "1_1.txt," . base64_encode("双十一：全场五折，50% + 赠品；回复TD退订 🎉")
    . ";1_2.gif," . base64_encode(file_get_contents("$folder/poster.gif"))
    . ";1_3.mid," . base64_encode(file_get_contents("$folder/jingle.mid"));
$answer = post("/api/send/caixin_send.php", $clear + [
    "mobile" => "13811299901,13811299902", "title" => "双十一 50%", "content" => $content]);
$reports = post("/api/recv/index.php", $hashed);
$again = post("/api/recv/index.php", $hashed);
$query = http_build_query($hashed);
echo json_encode([
    "answer" => $answer, "reports" => $reports, "again" => $again,
    "left" => post("/api/query/", $clear),
    "balance" => file_get_contents($argv[1] . "/api/query/index.php?" . $query),
]);
"""

BATCH = """
$xml = "<?xml version='1.0' encoding='UTF-8' ?>\\n<mms>\\n  <mmsTitle>" . urlencode("双十一 会员") . "</mmsTitle>\\n"
    . "  <mmsPictureType>gif</mmsPictureType>\\n  <mmsPictureContent>"
    . base64_encode(file_get_contents("$folder/poster.gif")) . "\\n  </mmsPictureContent> <mmsBody>\\n";
foreach (["13811299901" => "张三 您好", "13811299902" => "李四，50% + 赠品"] as $mobile => $text) {
    $xml .= "<mmsBodyData>\\n<mmsMobile>$mobile</mmsMobile>\\n<mmsTextContent>" . urlencode($text)
        . "\\n</mmsTextContent> </mmsBodyData>\\n";
}
$xml .= "</mmsBody>\\n</mms>";
echo json_encode(["answer" => post("/api/send/caixin_send_batch.php", $clear + ["xmlData" => $xml])]);
"""


def run(program: str, desk, folder) -> dict[str, str]:
    account = desk.account()
    (folder / "poster.gif").write_bytes(moving())
    (folder / "jingle.mid").write_bytes(tune())
    done = subprocess.run(
        [
            *("php", "-d", "display_errors=stderr", "-r", (POST + program).removeprefix("<?php")),
            *("--", desk.url, account.credentials.apikey, str(folder)),
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stderr == ""
    return json.loads(done.stdout)


def test_send_and_report(tmp_path):
    """PHP sends three elements with http_build_query and fetches the reports, once."""
    with sandbox() as desk:
        said = run(SEND, desk, tmp_path)
        (received,) = desk.inbox
    assert said["answer"] == f"success:{received.msgid}"
    records = [record.split(",") for record in said["reports"].rstrip(";").split(";")]
    assert [record[:3] for record in records] == [
        [received.msgid, "13811299901", "DELIVRD"],
        [received.msgid, "13811299902", "UNDELIV"],
    ]
    assert (said["again"], said["left"], said["balance"]) == ("no record", "9998", "9998/10000")


def test_what_php_sent_is_what_arrived(tmp_path):
    """Title, text and files arrive as PHP had them, byte for byte, and nothing is found fault with."""
    with sandbox() as desk:
        run(SEND, desk, tmp_path)
        (received,) = desk.inbox
        (frame,) = received.message.frames
    assert received.title == "双十一 50%"
    assert frame.text == "双十一：全场五折，50% + 赠品；回复TD退订 🎉"
    assert frame.picture.data == moving()
    assert frame.sound.data == tune()
    assert received.notes == ()


def test_a_batch_in_the_documents_layout(tmp_path):
    """PHP sends a batch laid out as the document's sample, with ``urlencode`` inside (R12, R15)."""
    with sandbox() as desk:
        said = run(BATCH, desk, tmp_path)
        (received,) = desk.inbox
        assert said["answer"] == f"success:{received.msgid}"
        assert received.title == "双十一 会员"
        assert received.texts == ("张三 您好", "李四，50% + 赠品")
        assert received.message.frames[0].picture.data == moving()
        assert received.notes == ()
