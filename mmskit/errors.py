"""Every error of mmskit, in one tree.

::

    MMSKitError
    ├── InvalidMessageError      the message cannot be sent as it is; .problems says why
    ├── UnsupportedMediaError    a file is not a picture or sound that can be used
    ├── MessageTooLargeError     nothing makes it fit; .smallest is the least that was reached
    ├── InvalidNumberError       not a phone number
    ├── TemplateError            a text names a field that the list lacks
    ├── RecipientListError       a list cannot be read at all
    ├── BundleError              a message on disk cannot be opened or saved
    ├── AccountError             credentials are missing, malformed or unreadable
    ├── FontError                no font with Chinese was found
    ├── SandboxError             the sandbox cannot start
    ├── JournalError             an answer cannot be kept durably
    ├── CampaignError            a campaign cannot be made, opened or continued as it is
    │   └── CampaignHeldError    another process is sending it; .holder says which
    ├── DecodeError              bytes from outside are not what they should be; .where says where
    ├── PlatformError            the platform said no; .text is what it said
    │   ├── AuthenticationError
    │   ├── InsufficientBalanceError
    │   ├── AccountBlockedError
    │   ├── ThroughputError
    │   └── RejectedError
    └── TransportError
        ├── NotSentError         nothing left this machine: safe to send again
        └── OutcomeUnknownError  it may have been accepted: never sent again by itself

Every error carries its sentence as a :class:`~mmskit.texts.Text`: ``str(error)`` is English,
``error.render("zh_CN")`` is Chinese.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mmskit.problem import Problem
from mmskit.texts import Language, Text, text


class MMSKitError(Exception):
    """The root of every error that mmskit raises on purpose.

    Attributes:
        sentence: what happened, where, and what to do, in no language yet.
        place: where in a larger thing it happened (a frame, a row), or None.
    """

    def __init__(self, sentence: Text) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.place: Text | None = None

    def render(self, language: Language = "en") -> str:
        """Say it in a language."""
        said = self.sentence.render(language)
        colon = "：" if language == "zh_CN" else ": "
        return said if self.place is None else f"{self.place.render(language)}{colon}{said}"

    def __str__(self) -> str:
        return self.render("en")

    def __reduce__(self) -> tuple[Any, ...]:
        return _restore, (type(self), self.args, self.__dict__)


def _restore(kind: type[MMSKitError], args: tuple[Any, ...], state: dict[str, Any]) -> MMSKitError:
    """Rebuild an error that came from another process."""
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(state)
    return error


class InvalidMessageError(MMSKitError):
    """The message cannot be sent as it is.

    Attributes:
        problems: every problem found, worst first.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        listed = tuple(problem.sentence for problem in problems)
        super().__init__(text("errors.invalid_message", problems=listed, count=len(listed)))
        self.problems = tuple(problems)


class UnsupportedMediaError(MMSKitError):
    """A file is not a picture or sound that can be used.

    Attributes:
        found: what the file turned out to be.
        supported: the kinds that are accepted instead, such as ``("gif", "jpg")``.
    """

    def __init__(self, name: str, found: Text, supported: Sequence[str]) -> None:
        shown = tuple(text(f"media.short.{kind}") for kind in supported)
        called = name or text("media.unnamed")
        super().__init__(text("media.unsupported", name=called, found=found, supported=shown))
        self.found = found
        self.supported = tuple(supported)


class MessageTooLargeError(MMSKitError):
    """Nothing makes it fit.

    Attributes:
        size: its size in bytes as it came (encoded size for a message, file size for one medium).
        limit: the limit in bytes.
        smallest: the smallest size in bytes that was reached.
    """

    def __init__(self, sentence: Text, *, size: int, limit: int, smallest: int) -> None:
        super().__init__(sentence)
        self.size = size
        self.limit = limit
        self.smallest = smallest


class InvalidNumberError(MMSKitError):
    """Not a phone number that a message can go to.

    Attributes:
        value: what was given, as it was given.
        reason: why it cannot be used.
    """

    def __init__(self, value: str, reason: Text) -> None:
        super().__init__(text("numbers.invalid", value=value, reason=reason))
        self.value = value
        self.reason = reason


class TemplateError(MMSKitError):
    """A text names a field that the list lacks, or its braces do not match.

    Attributes:
        field: the field's name, or the part of the text that could not be read.
        known: the fields that exist.
    """

    def __init__(self, sentence: Text, *, field: str, known: Sequence[str] = ()) -> None:
        super().__init__(sentence)
        self.field = field
        self.known = tuple(known)


class RecipientListError(MMSKitError):
    """A list of recipients cannot be read at all."""


class BundleError(MMSKitError):
    """A message on disk cannot be opened or saved."""


class AccountError(MMSKitError):
    """Credentials are missing, malformed or unreadable."""


class FontError(MMSKitError):
    """No font with Chinese characters was found."""


class SandboxError(MMSKitError):
    """The sandbox cannot start."""


class JournalError(MMSKitError):
    """An answer of the platform cannot be kept durably.

    Attributes:
        answer: what had come in and would be lost, as bytes.
    """

    answer: bytes = b""


class CampaignError(MMSKitError):
    """A campaign cannot be made, opened or continued as it is. Nothing was sent."""


class CampaignHeldError(CampaignError):
    """Another process is sending this campaign.

    Attributes:
        holder: who: process, machine and since when, as far as it is known.
    """

    def __init__(self, sentence: Text, *, holder: Text) -> None:
        super().__init__(sentence)
        self.holder = holder


class DecodeError(MMSKitError):
    """Bytes from outside are not what they should be.

    Attributes:
        what: what was being read, such as ``content`` or ``batch``.
        where: the place in it, such as the element's name.
    """

    def __init__(self, sentence: Text, *, what: str, where: str) -> None:
        super().__init__(sentence)
        self.what = what
        self.where = where


class PlatformError(MMSKitError):
    """The platform said no.

    Attributes:
        code: our short name of the refusal, such as ``insufficient_balance``.
        text: what the platform said, word for word.
    """

    def __init__(self, code: str, answer: str, shown: str | None = None) -> None:
        """Take what the platform said, and how much of it may be shown (secrets masked)."""
        super().__init__(text(f"platform.{code}", answer=answer if shown is None else shown))
        self.code = code
        self.text = answer


class AuthenticationError(PlatformError):
    """Wrong apikey or password, or this machine's address is not authorised."""


class InsufficientBalanceError(PlatformError):
    """The account's balance does not suffice."""


class AccountBlockedError(PlatformError):
    """The account is blocked."""


class ThroughputError(PlatformError):
    """Too many requests at a time."""


class RejectedError(PlatformError):
    """The platform refused this submission for any other reason."""


class TransportError(MMSKitError):
    """The exchange with the platform did not come to an end."""


class NotSentError(TransportError):
    """Nothing left this machine, so it is safe to send again."""


class OutcomeUnknownError(TransportError):
    """The platform may or may not have accepted it, so nothing sends it again by itself.

    Attributes:
        answer: what came back, if anything, as bytes.
        reason: why it is not known.
    """

    def __init__(self, sentence: Text, *, answer: bytes = b"", reason: Text | None = None) -> None:
        super().__init__(sentence)
        self.answer = answer
        self.reason = reason
