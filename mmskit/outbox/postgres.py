"""A campaign's rows in PostgreSQL: each campaign has a schema of its own, with the tables of all.

One connection for each sender. It is never made anew while something is being sent: what keeps a
sender's shards its own is a lock of this connection, which goes with it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from mmskit.errors import CampaignError, JournalError
from mmskit.texts import text

VERSION: Final = 1

_COMMON: Final = sa.MetaData(schema="mmskit")

campaigns: Final = sa.Table(
    "campaigns",
    _COMMON,
    sa.Column("id", sa.Integer, sa.Identity(), primary_key=True),
    sa.Column("name", sa.Text, nullable=False, unique=True),
    sa.Column("version", sa.Integer, nullable=False),
)
"""Every campaign of the outbox."""

senders: Final = sa.Table(
    "senders",
    _COMMON,
    sa.Column("id", sa.Integer, sa.Identity(), primary_key=True),
    sa.Column("campaign", sa.Integer, nullable=False),
    sa.Column("process", sa.Text, nullable=False),
    sa.Column("machine", sa.Text, nullable=False),
    sa.Column("since", sa.Text, nullable=False),
)
"""Who sends, as far as they say so themselves; whether they still do, their locks say."""

slots: Final = sa.Table(
    "slots",
    _COMMON,
    sa.Column("owner", sa.Text, primary_key=True),
    sa.Column("free", sa.Double, nullable=False),
    sa.Column("span", sa.Double, nullable=False),
)
"""When an account may send again, by this database's clock."""

_OWN: Final = sa.MetaData()

shards: Final = sa.Table(
    "shards", _OWN, sa.Column("number", sa.BigInteger), sa.Column("state", sa.Text)
)
"""What a claim needs to know of a campaign's shards; the whole table is in ``schema.py``."""

files: Final = sa.Table(
    "files",
    _OWN,
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
)
"""What each shard will say; number 0 is the message."""

claims: Final = sa.Table(
    "claims",
    _OWN,
    sa.Column("shard", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("sender", sa.Integer, nullable=False),
)
"""Who took a shard last."""

_SETTINGS: Final = " ".join(
    f"-c {setting}"
    for setting in (
        "synchronous_commit=on",  # what is committed is on the disk
        "tcp_keepalives_idle=20",  # a machine that is gone is noticed within a minute
        "tcp_keepalives_interval=10",
        "tcp_keepalives_count=3",
    )
)
_CONNECT_SECONDS: Final = 15
_SAID: Final = frozenset({"host", "port", "service"})


class Transaction:
    """An open transaction that takes the same sentences as SQLite.

    Attributes:
        connection: what it speaks through.
    """

    def __init__(self, connection: sa.Connection) -> None:
        """Speak through a connection."""
        self.connection = connection

    def execute(self, sql: str, values: Sequence[Any] = (), /) -> sa.CursorResult[Any]:
        """Run one statement; ``?`` stands for a value, and for nothing else in our statements."""
        return self.connection.exec_driver_sql(sql.replace("?", "%s"), tuple(values))

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]], /) -> Any:
        """Run one statement for each row."""
        given = [tuple(row) for row in rows]
        if not given:
            return _NOTHING
        return self.connection.exec_driver_sql(sql.replace("?", "%s"), given)

    def build(self, statement: sa.Executable) -> sa.CursorResult[Any]:
        """Run a statement of SQLAlchemy's."""
        return self.connection.execute(statement)


class _Nothing:
    rowcount = 0


_NOTHING: Final = _Nothing()


class PostgresStore:
    """A campaign's rows. Its methods may be called from any thread.

    Attributes:
        row_lock: keeps others from changing the rows that were read.
        address: of the database, without a password.
        is_held: whether a lock of this connection counts: then it is not made anew.
    """

    row_lock = " FOR UPDATE"

    def __init__(self, engine: sa.Engine, schema: str, address: str) -> None:
        """Connect when it is first needed."""
        self.address = address
        self.is_held = False
        self._engine = engine
        self._schema = schema
        self._lock = threading.RLock()
        self._connection: sa.Connection | None = None
        self._open: Transaction | None = None

    def transaction(self) -> AbstractContextManager[Transaction]:
        """All or nothing, and on the server's disk when it is left; inside another, a part of it.

        Raises:
            JournalError: the database cannot be reached, or fails.
        """
        return self._enter("")

    def reading(self) -> AbstractContextManager[Transaction]:
        """Read one state, whatever others write meanwhile. Raises as :meth:`transaction` does."""
        return self._enter("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")

    @contextmanager
    def _enter(self, first: str) -> Iterator[Transaction]:
        with self._lock:
            if self._open is not None:
                yield self._open
                return
            try:
                with self._connect().begin():
                    self._open = Transaction(self._connect())
                    if first:
                        self._open.execute(first)
                    try:
                        yield self._open
                    finally:
                        self._open = None
            except SQLAlchemyError as error:
                self._let_go()
                raise explain(self.address, error) from None

    def _connect(self) -> sa.Connection:
        self._let_go()  # an interrupt breaks it too, and SQLAlchemy would quietly make a new one
        if self._connection is None:
            if self.is_held:
                raise JournalError(text("campaigns.connection_lost", address=self.address))
            self._connection = self._engine.connect()
            with self._connection.begin():
                self._connection.exec_driver_sql(f'SET search_path TO "{self._schema}"')
        return self._connection

    def _let_go(self) -> None:
        """Forget a connection that broke; one that only met an error goes on."""
        if self._connection is not None and self._connection.invalidated:
            self.close()

    def close(self) -> None:
        """Close the connection."""
        with self._lock, suppress(SQLAlchemyError):
            connection, self._connection = self._connection, None
            if connection is not None:
                connection.close()


def connect(outbox: str) -> tuple[sa.Engine, str]:
    """Make ready to connect.

    Returns:
        The engine, and the database's address without a password.

    Raises:
        CampaignError: it is no address of a PostgreSQL database, or there is no driver for it.
    """
    try:
        url = sa.make_url(outbox)
    except ArgumentError:
        raise CampaignError(text("campaigns.no_outbox")) from None
    if url.get_backend_name() not in {"postgresql", "postgres"}:
        raise CampaignError(text("campaigns.no_outbox"))
    try:
        engine = sa.create_engine(
            url.set(drivername="postgresql+psycopg"),
            poolclass=sa.NullPool,
            hide_parameters=True,  # they are numbers of people
            connect_args={
                "options": _SETTINGS,
                "connect_timeout": _CONNECT_SECONDS,
                "application_name": "mmskit",
            },
        )
    except ModuleNotFoundError:
        raise CampaignError(text("campaigns.no_postgresql")) from None
    return engine, _find_address(url)


def _find_address(url: sa.URL) -> str:
    """Where it is, for people: a password may stand in the query too, so little of that is said."""
    query = {name: value for name, value in url.query.items() if name in _SAID}
    place = (url.username, None, url.host, url.port, url.database)
    return sa.URL.create("postgresql", *place, query).render_as_string()


def find_schema(name: str) -> str:
    """The schema of the campaign of that name."""
    return "mmskit_" + name.replace("-", "_")


def make_common(db: Transaction) -> None:
    """Make the tables that all campaigns share, where there are none."""
    if db.execute("SELECT to_regclass('mmskit.slots')").scalar() is not None:
        return
    db.execute("SELECT pg_advisory_xact_lock(1835889507, 0)")  # two of us may begin at once
    db.execute("CREATE SCHEMA IF NOT EXISTS mmskit")
    _COMMON.create_all(db.connection)


def make_own(connection: sa.Connection) -> None:
    """Make the tables that a campaign has here and not in SQLite."""
    _OWN.create_all(connection, tables=[files, claims])


def explain(address: str, error: SQLAlchemyError) -> JournalError:
    """Say what the database said, in its first line: the next ones may hold numbers."""
    cause = getattr(error, "orig", None) or error
    said = getattr(getattr(cause, "diag", None), "message_primary", None) or str(cause)
    reason = said.strip().splitlines()[0] if said.strip() else type(cause).__name__
    return JournalError(text("campaigns.cannot_keep", path=address, reason=reason))
