"""Asking an index about works that are already here, for what their source left out.

A source like any other to the collector, except that what it asks for comes from the store: its
cursor is the number of the last work it asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from academichub.errors import UnreadableError
from academichub.fetch import Client
from academichub.ids import Identifier
from academichub.model import Cursor, Page, Record, Unreadable, Work
from academichub.sources.openalex import OpenAlex
from academichub.store import Store

Ask = Callable[[Client, Sequence[Identifier]], Iterator[Page]]
"""Asks an index about some works."""

_LOOKED_AT = 20_000


@dataclass(frozen=True, slots=True)
class Completing:
    """One index asked about works that lack something.

    Args:
        name: the route.
        store: where the works are.
        lacks: the identifier to ask by, or None for a work that lacks nothing.
        ask: the question.
        batch: works a question; each is a page with its cursor.
        most: works a run, so that a run after a large import ends.
    """

    name: str
    store: Store
    lacks: Callable[[Work], Identifier | None]
    ask: Ask
    batch: int
    most: int

    def pages(self, client: Client, cursor: Cursor | None, now: datetime) -> Iterator[Page]:  # noqa: ARG002
        """Yield what the index says of the next works; empty pages move the cursor, too."""
        after = cursor["after"] if cursor else 0
        asked: list[tuple[int, Identifier]] = []
        last, count = after, 0
        for last, work in islice(self.store.everything(after=after), _LOOKED_AT):
            identifier = self.lacks(work)
            if identifier:
                asked.append((last, identifier))
            if len(asked) == self.batch:
                count += len(asked)
                yield from self._answered(client, asked)
                asked = []
            if count >= self.most:
                return
        if asked:
            yield from self._answered(client, asked)
        yield Page(cursor={"after": last})

    def _answered(self, client: Client, asked: Sequence[tuple[int, Identifier]]) -> Iterator[Page]:
        pages = list(self.ask(client, [identifier for _, identifier in asked]))
        yield from (replace(page, cursor=None) for page in pages)
        yield Page(cursor={"after": asked[-1][0]})


def references(openalex: OpenAlex, store: Store) -> Completing:
    """Reference lists and citation counts, from OpenAlex."""
    return Completing(
        "openalex-references", store, without_references, openalex.by_ids, batch=100, most=5000
    )


def abstracts(
    by_id: Callable[[Client, Identifier], Record | None], name: str, store: Store
) -> Completing:
    """Abstracts and details of articles a journal's feed only announced, asked one by one."""

    def ask(client: Client, identifiers: Sequence[Identifier]) -> Iterator[Page]:
        for identifier in identifiers:
            yield _one(by_id, client, identifier, name)

    return Completing(name, store, without_abstract, ask, batch=10, most=300)


def without_references(work: Work) -> Identifier | None:
    """What to ask OpenAlex by about a work whose references nobody gave."""
    if work.references:
        return None
    return next((i for i in work.identifiers if i.scheme in {"doi", "arxiv", "openalex"}), None)


def without_abstract(work: Work) -> Identifier | None:
    """The DOI of an announced article that came without an abstract."""
    if work.abstract or work.type not in {"article", "review"}:
        return None
    return next((i for i in work.identifiers if i.scheme == "doi"), None)


def _one(
    by_id: Callable[[Client, Identifier], Record | None],
    client: Client,
    identifier: Identifier,
    route: str,
) -> Page:
    try:
        record = by_id(client, identifier)
    except UnreadableError as error:
        return Page(unreadable=[Unreadable("crossref", route, str(error), "", str(identifier))])
    return Page(records=[replace(record, route=route)] if record else [])
