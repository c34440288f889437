"""How often fields and terms meet in the store, as the word index counts them.

Asks the index some dozens of short questions a brief, each once; never reads a work, and never makes
or mends an index.
"""

from __future__ import annotations

from functools import cache

from academichub import taxonomy
from academichub.bridges import Meetings
from academichub.errors import SearchIndexError
from academichub.index.words import Words
from academichub.query import Query, Term


def meetings_of(words: Words) -> Meetings:
    """What *words* knows now; nothing where it cannot be used or is empty.

    The counts are exact, of all works that are indexed. What was asked once is remembered as long
    as this value is, so a brief counts each thing at one moment.
    """
    try:
        total = words.count
    except SearchIndexError:
        total = 0
    return _counted(words, total) if total else Meetings.none()


def _counted(words: Words, total: int) -> Meetings:
    @cache
    def of(field: str) -> int:
        return _count(words, Query(categories=categories(field)))

    @cache
    def of_both(one: str, other: str) -> int:
        apart = Query(categories=categories(one), not_categories=categories(other))
        return max(of(one) - _count(words, apart), 0)

    def both(one: str, other: str) -> int:
        return of_both(*sorted((one, other), key=lambda name: (of(name), name)))

    @cache
    def naming(term: str) -> int:
        return _count(words, _naming(term))

    @cache
    def within(term: str, field: str) -> int:
        own = categories(field)
        return _count(words, _naming(term, categories=own)) if own else 0

    @cache
    def together(one: str, other: str) -> int:
        return _count(words, _naming(one, other))

    return Meetings(total, of, both, naming, within, together)


@cache
def categories(name: str) -> tuple[str, ...]:
    """The categories of the field called *name*, or else those that are called so, folded."""
    of = (one for one in taxonomy.NAMES if taxonomy.field(one) == name)
    called = (one for one in taxonomy.NAMES if taxonomy.NAMES[one] == name)
    return tuple(one.casefold() for one in (*of,) or (*called,))


def _naming(*terms: str, categories: tuple[str, ...] = ()) -> Query:
    said = tuple(Term(term, phrase=True) for term in terms if term.strip())
    return Query(said if len(said) == len(terms) else (), categories=categories)


def _count(words: Words, query: Query) -> int:
    if not (query.categories or query.terms):
        return 0  # a name we do not know; an empty search would find every work
    hits = words.search(query, limit=1, sort="date")
    return 0 if hits.loose else hits.total
