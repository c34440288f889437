"""Where records come from: for each upstream a pure reading of its bytes, and one adapter.

A source never writes to the store; it yields pages, each with the cursor that goes with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from academichub.fetch import Client
from academichub.model import Cursor, Page


class Source(Protocol):
    """One route to one upstream; ``name`` is unique and names its cursor in the store."""

    @property
    def name(self) -> str:
        """The route's name: ``arxiv-rss``, ``feed-nature``."""
        ...

    def pages(self, client: Client, cursor: Cursor | None, now: datetime) -> Iterator[Page]:
        """Yield what is new since *cursor*, page by page.

        Raises:
            SourceError: the upstream gave nothing usable; the pages yielded before stand.
        """
        ...
