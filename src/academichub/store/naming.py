"""Finding what is kept of a work by whichever of its names it was kept under."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from academichub.store import coding
from academichub.store.schema import identifiers, works


def about(connection: Connection, column: Any, work: str) -> ColumnElement[bool]:
    """*column* names the work that *work* names, by this or any other of its identifiers."""
    number = select(identifiers.c.work).where(identifiers.c.id == work).scalar_subquery()
    body = connection.execute(select(works.c.body).where(works.c.number == number)).scalar()
    # The identifiers of a work stand in it; in their own table they are found by name alone.
    meant = coding.work(body) if body else None
    names = (meant.id, *map(str, meant.identifiers)) if meant else ()
    named: ColumnElement[bool] = column.in_(sorted({work, *names}))
    return named
