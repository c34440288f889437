"""What all tables are made with."""

from __future__ import annotations

from sqlalchemy import BigInteger, Integer, MetaData
from sqlalchemy.types import TypeEngine

metadata = MetaData()


def number() -> TypeEngine[int]:
    """The type of the numbers given out by us; SQLite knows its row ids by it."""
    return BigInteger().with_variant(Integer, "sqlite")
