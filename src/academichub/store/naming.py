"""Finding what is kept of a work by whichever of its names it was kept under."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, select

from academichub.store.schema import identifiers


def about(column: Any, work: str) -> ColumnElement[bool]:
    """*column* names the work that *work* names, by this or any other of its identifiers."""
    number = select(identifiers.c.work).where(identifiers.c.id == work).scalar_subquery()
    names = select(identifiers.c.id).where(identifiers.c.work == number)
    named: ColumnElement[bool] = (column == work) | column.in_(names)
    return named
