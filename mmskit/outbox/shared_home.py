"""The campaigns of a PostgreSQL database, each in a schema of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Self

import sqlalchemy as sa

from mmskit.errors import CampaignError
from mmskit.outbox.place import Place
from mmskit.outbox.postgres import (
    VERSION,
    PostgresStore,
    campaigns,
    connect,
    find_schema,
    make_common,
    make_own,
)
from mmskit.outbox.schema import write_schema
from mmskit.outbox.shared_place import SharedPlace
from mmskit.texts import text

_NAME: Final = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9]{6}", re.ASCII)


class SharedHome:
    """A database of campaigns.

    Attributes:
        address: where it is, without a password.
    """

    def __init__(self, engine: sa.Engine, address: str) -> None:
        """Use :meth:`find`."""
        self.address = address
        self._engine = engine

    @classmethod
    def find(cls, outbox: str) -> Self:
        """Find the one at an address; see :func:`mmskit.outbox.shared.open_shared`."""
        return cls(*connect(outbox))

    def names(self) -> tuple[str, ...]:
        """All that are listed."""
        with self._common() as store, store.transaction() as db:
            return tuple(
                db.build(sa.select(campaigns.c.name).order_by(campaigns.c.name.desc())).scalars()
            )

    def make(self, name: str) -> SharedPlace:
        """Make a schema for it, and list it."""
        place = self._place(name, 0)
        with self._common() as store, store.transaction() as db:
            row = campaigns.insert().values(name=name, version=VERSION).returning(campaigns.c.id)
            place.number = int(db.build(row).scalar_one())
            db.execute(f'CREATE SCHEMA "{find_schema(name)}"')
            db.execute(f'SET LOCAL search_path TO "{find_schema(name)}"')
            for statement in write_schema("BIGINT", "DOUBLE PRECISION", "BYTEA"):
                db.execute(statement)
            make_own(db.connection)
        return place

    def finish(self, place: Place) -> None:
        """Nothing is left to do: what is committed is there."""

    def open(self, name: str) -> SharedPlace:
        """Open the one of that name."""
        missing = CampaignError(text("campaigns.missing", path=f"{self.address}#{name}"))
        if not _NAME.fullmatch(name):
            raise missing
        with self._common() as store, store.transaction() as db:
            asked = sa.select(campaigns.c.id, campaigns.c.version).where(campaigns.c.name == name)
            found = db.build(asked).first()
        if found is None:
            raise missing
        if found.version != VERSION:
            raise CampaignError(text("campaigns.foreign", path=f"{self.address}#{name}"))
        return self._place(name, found.id)

    def close(self) -> None:
        """Leave it."""
        self._engine.dispose()

    @contextmanager
    def _common(self) -> Iterator[PostgresStore]:
        """What all campaigns share, made where it is not there yet."""
        store = PostgresStore(self._engine, "mmskit", self.address)
        try:
            with store.transaction() as db:
                make_common(db)
            yield store
        finally:
            store.close()

    def _place(self, name: str, number: int) -> SharedPlace:
        store = PostgresStore(self._engine, find_schema(name), self.address)
        return SharedPlace(name, number, store)
