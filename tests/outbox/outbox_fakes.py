"""A client that does as it is told, people to send to, and no waiting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

from making import still

from mmskit import Account, Message, PersonalBatch, Picture
from mmskit.client import Receipt
from mmskit.errors import OutcomeUnknownError
from mmskit.outbox import Campaign, Status
from mmskit.outbox.pace import Pace
from mmskit.texts import text

ACCOUNT = Account("demo", "demo1234", "0123456789abcdef" * 2, "http://127.0.0.1:9", name="demo")


class NoPace(Pace):
    """Never waits."""

    def __init__(self) -> None:
        super().__init__(Path(), 1)

    def wait(self, messages: int, stop: Event) -> bool:
        del messages
        return not stop.is_set()


@dataclass
class ToldClient:
    """Answers as it is told: a msgid, or an error; everything else is accepted.

    Attributes:
        answers: what to answer to the first submissions.
        sent: what was submitted: the XML, or the numbers.
        watch: called at every submission.
    """

    answers: list[str | BaseException] = field(default_factory=list)
    account: Account = ACCOUNT
    sent: list[bytes | list[str]] = field(default_factory=list)
    watch: Callable[[], object] = lambda: None

    def send_batch(self, xml: bytes, recipients: Sequence[str] = ()) -> Receipt:
        del recipients
        return self._answer(xml)

    def send(self, message: Message, to: Sequence[str]) -> Receipt:
        del message
        return self._answer(list(to))

    def _answer(self, what: bytes | list[str]) -> Receipt:
        self.sent.append(what)
        self.watch()
        answer = self.answers.pop(0) if self.answers else str(1000 + len(self.sent))
        if isinstance(answer, BaseException):
            raise answer
        return Receipt(answer, (), datetime.now(UTC))


def lost(reason: str = "transport.broke") -> OutcomeUnknownError:
    """An answer that never came."""
    return OutcomeUnknownError(text("transport.unknown", reason=text(reason)), reason=text(reason))


def people(count: int) -> list[tuple[str, dict[str, str]]]:
    return [(f"138{number:08}", {"姓名": f"客户{number}"}) for number in range(count)]


def batch(count: int, said: str = "尊敬的{姓名}") -> PersonalBatch:
    return PersonalBatch("积分", Picture(still("JPEG")), said, people(count))


def run(campaign: Campaign, client: ToldClient) -> Status:
    """Send without waiting."""
    return campaign.run(client, pace=NoPace())
