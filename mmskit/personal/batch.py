"""One text for each recipient: a template, a list, a picture and a title."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path

from mmskit.check import check, find_errors
from mmskit.errors import InvalidMessageError, UnsupportedMediaError
from mmskit.limits import BATCH_BYTES, BATCH_PICTURE_KINDS, CONTENT_BYTES
from mmskit.media.picture import Picture
from mmskit.message import Frame, Message
from mmskit.personal.addressees import (
    AnyRecipient,
    BadRowsInOrder,
    OnBadRow,
    leave_out,
    name_bad_row,
    read_addressees,
)
from mmskit.personal.export import Exported, OnProgress, Wishes, export
from mmskit.personal.filling import Filler, find_picture_bytes, find_text_bytes
from mmskit.personal.ordering import map_in_order
from mmskit.personal.preview import Filled, Previewer, find_longest
from mmskit.personal.shards import Encoded, Limits, Shard, cut_shards
from mmskit.personal.template import Template
from mmskit.problem import Problem
from mmskit.recipients.reading import RecipientList
from mmskit.texts import Language, text
from mmskit.wire.batch import BatchProblem, encode_header


@dataclass(frozen=True)
class PersonalBatch:
    """One message per recipient: title and picture are shared, the text is filled in for each.

    Attributes:
        title: 1 to 40 characters. Source: R6.
        picture: jpg, gif or png. Source: MMS §3.3, R16.
        text: a template: ``{姓名}`` stands for the column 姓名, ``{姓名|客户}`` for 客户 where it
            is blank; ``{?积分: 您有{积分}分}`` is kept where 积分 is filled; ``{{`` and ``}}`` are
            braces.
        recipients: a list that was opened with ``read_recipients``, or any iterable of
            :class:`Recipient` or of pairs ``(number, fields)``. Each number is sent to once.
        template: the text, taken apart.

    Raises:
        TemplateError: a brace has no partner, or the list has no column of a field's name.
    """

    title: str
    picture: Picture
    text: str
    recipients: RecipientList | Iterable[AnyRecipient] = field(repr=False)
    template: Template = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "template", Template(self.text.removeprefix("\ufeff")))
        if isinstance(self.recipients, RecipientList):
            self.template.check(self.recipients.columns)

    def find_problems(self) -> list[Problem]:
        """What keeps the batch from being sent, whoever the recipients are."""
        titled = check(Message(self.title, [Frame(text=".")]))
        return [
            *(problem for problem in find_errors(titled) if problem.slot == "title"),
            *_check_picture(self.picture),
            *_check_text(self.template),
        ]

    def preview(self, *, on_bad_row: OnBadRow | None = None) -> Iterator[Filled]:
        """What each recipient would get, one after the other, in constant memory.

        Those who cannot be sent to are among them, with their problem, as long as their number is
        good; rows without a good number, duplicates and those on a stop list are not.

        Args:
            on_bad_row: told about every row whose number is left out. Without it a list keeps its
                own (``recipients.bad_rows``).

        Raises:
            InvalidNumberError, InvalidMessageError: a program gave a number that is none, or one
                twice, and nobody wants to be told; on the way.
            RecipientListError: the list can no longer be read.
        """
        previewer = self._make_previewer()
        for block in read_addressees(self.recipients, on_bad_row):
            yield from previewer.fill(block)

    def find_longest(self) -> Filled | None:
        """The recipient whose message is the longest, over the limit or not; None for an empty list.

        Raises:
            RecipientListError: the list can no longer be read.
        """
        blocks = read_addressees(self.recipients, lambda _: None)
        return find_longest(self._make_previewer(), blocks)

    def _make_previewer(self) -> Previewer:
        filler = Filler.make(self.template, self.picture)
        return Previewer(self.template, filler)

    def shards(
        self,
        max_bytes: int = BATCH_BYTES,
        max_recipients: int | None = None,
        *,
        on_bad_row: OnBadRow | None = None,
        executor: Executor | None = None,
    ) -> Iterator[Shard]:
        """Cut the batch into submissions, one after the other, in constant memory.

        Take them one by one: each keeps its texts, in a temporary file where they are many.

        Args:
            max_bytes: the most bytes one submission may have, form-encoded. Source: R13.
            max_recipients: the most recipients of one submission, or None for no other limit.
            on_bad_row: told about every row that is left out, those of the list among them.
                Without it the list keeps its own (``recipients.bad_rows``), and any other bad
                row is raised.
            executor: where texts are filled in and encoded: processes, or other machines. The
                shards are the same, in the same order; a few blocks at a time are on the way.

        Raises:
            InvalidMessageError: at once for title, picture and template; on the way when a text
                is empty, cannot be encoded, or makes its message larger than 50 KB (R14), when a
                number comes twice, or when nobody is left to send to.
            InvalidNumberError: a number is none; on the way, with its row.
            TemplateError: a recipient lacks a field; on the way, with its row.
            RecipientListError: the list can no longer be read.
            BundleError: there is no room for a shard's temporary file.
        """
        if max_recipients is not None and max_recipients < 1:
            raise ValueError("max_recipients is at least 1")
        problems = self.find_problems()
        if problems:
            raise InvalidMessageError(problems)
        header = encode_header(self.title, self.picture)
        parts = self.encode(on_bad_row, executor)
        return cut_shards(header, parts, max_bytes, max_recipients)

    def export(
        self,
        folder: str | PathLike[str],
        *,
        max_bytes: int = BATCH_BYTES,
        max_recipients: int | None = None,
        language: Language = "en",
        on_bad_row: OnBadRow | None = None,
        on_progress: OnProgress | None = None,
        executor: Executor | None = None,
    ) -> Exported:
        """Write the batch into a folder, for its owner alone: all of it, or nothing.

        ``batch-0001.xml`` and so on are the submissions (MMS §3.3), ``rejected.csv`` says what was
        left out and why, and ``manifest.json``, which is written last, has counts and hashes.

        Args:
            folder: is made if need be. One that holds an export is refused.
            max_bytes: the most bytes one submission may have, form-encoded. Source: R13.
            max_recipients: the most recipients of one submission, or None for no other limit.
            language: of ``rejected.csv``.
            on_bad_row: told about every row that is left out.
            on_progress: told the share of the list that is done, from 0 to 1. It may raise, which
                stops the export and leaves nothing behind.
            executor: as for :meth:`shards`.

        Raises:
            InvalidMessageError: title, picture or template cannot be sent, one recipient alone is
                too much for a submission, or nobody is left to send to.
            RecipientListError: the list can no longer be read.
            BundleError: the folder holds an export, or cannot be written.
        """
        problems = self.find_problems()
        if problems:
            raise InvalidMessageError(problems)
        limits = Limits(max_bytes, max_recipients or sys.maxsize)
        wishes = Wishes(limits, language, on_bad_row, on_progress, executor)
        return export(self, Path(folder), wishes)

    def encode(
        self, on_bad_row: OnBadRow | None, executor: Executor | None = None
    ) -> Iterator[Encoded]:
        """Everyone's part of the document, many at a time, in order; the others are told about.

        Raises:
            InvalidMessageError, InvalidNumberError, TemplateError, RecipientListError: as
                :meth:`shards`, on the way.
        """
        filler = Filler.make(self.template, self.picture)
        if on_bad_row is None:
            blocks = read_addressees(self.recipients, None)
            for filled in map_in_order(filler.fill, blocks, executor):
                for refusal in filled.refusals:
                    leave_out(refusal.row, refusal.number, refusal.error, None)
                yield from filled.encoded
            return
        told = BadRowsInOrder(on_bad_row)
        given = told.follow(self.recipients)
        for filled in map_in_order(filler.fill, given, executor):
            told.tell(
                name_bad_row(refusal.row, refusal.number, refusal.error)
                for refusal in filled.refusals
            )
            yield from filled.encoded
        told.tell_rest()


def _check_picture(picture: Picture) -> list[Problem]:
    from mmskit.media.fitting.raster import verify  # noqa: PLC0415 - Pillow is heavy

    if picture.kind not in BATCH_PICTURE_KINDS:
        kind = text(f"media.kind.{picture.kind}")
        return [BatchProblem("picture_kind", slot="picture", figures={"kind": kind})]
    size = find_picture_bytes(picture)
    if size + find_text_bytes(1) > CONTENT_BYTES:
        figures = {"size": size, "limit": CONTENT_BYTES}
        return [BatchProblem("picture_too_large", slot="picture", figures=figures)]
    try:
        verify(picture.data)
    except UnsupportedMediaError as error:
        return [BatchProblem("picture_damaged", slot="picture", figures={"found": error.found})]
    return []


def _check_text(template: Template) -> list[Problem]:
    try:
        template.text.encode()
    except UnicodeEncodeError:
        return [BatchProblem("template_not_encodable", slot="text")]
    if not template.fields and not template.text.strip():
        return [BatchProblem("template_empty", slot="text")]
    return []
