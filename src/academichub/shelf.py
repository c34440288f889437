"""Whether a work on a reader's own shelf fits a search: the query language without an index.

The same words are found as in the word index, since both are cut by the same analysis; only
what a reader wrote beside the work is looked at as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from academichub.index.analysis import stems, words
from academichub.model import Work
from academichub.query import Query, Term, last_day
from academichub.text import author_key

Tokens = Sequence[str]


def fits(query: Query, work: Work, beside: Iterable[str] = ()) -> bool:
    """Whether *work* is what *query* asks for.

    Args:
        query: what is looked for.
        work: the work.
        beside: what the reader wrote beside it, looked at wherever no field is named.
    """
    if query.identifier:
        return query.identifier in work.identifiers or str(query.identifier) == work.id
    return _filtered(query, work) and (not query.terms or _told(query.terms, work, tuple(beside)))


def _told(terms: Sequence[Term], work: Work, beside: Sequence[str]) -> bool:
    groups: list[list[Term]] = []
    for term in terms:
        if term.alternative and groups:
            groups[-1].append(term)
        else:
            groups.append([term])
    return all(any(_found(term, work, beside) for term in group) for group in groups)


def _found(term: Term, work: Work, beside: Sequence[str]) -> bool:
    there = any(_in(term, text, named) for text, named in _texts(term.field, work, beside))
    return there is not term.negative


def _texts(field: str | None, work: Work, beside: Sequence[str]) -> Iterable[tuple[str, bool]]:
    """The texts to look into, and whether each is a name, which is never stemmed."""
    names = ((author.name, True) for author in work.authorships)
    match field:
        case "title":
            return [(work.title, False)]
        case "abstract":
            return [(work.abstract or "", False)]
        case "author":
            return names
    said = (work.title, work.abstract or "", *beside)
    return [*((text, False) for text in said), *names]


def _in(term: Term, text: str, named: bool) -> bool:
    cut = words if named or term.prefix else stems
    there, wanted = cut(text), cut(term.text)
    return bool(wanted) and _run(there, wanted, term.prefix)


def _run(there: Tokens, wanted: Tokens, prefix: bool) -> bool:
    """Whether *wanted* stands in *there*, one after the other, the last perhaps only begun."""
    *whole, last = wanted
    for at in range(len(there) - len(wanted) + 1):
        end = there[at + len(whole)]
        if (end.startswith(last) if prefix else end == last) and list(
            there[at : at + len(whole)]
        ) == whole:
            return True
    return False


def _filtered(query: Query, work: Work) -> bool:
    people = {author_key(author.name) for author in work.authorships}
    categories = {category.casefold() for category in work.categories}
    kinds = {work.type.casefold()}
    sources = {source.casefold() for source in work.sources}
    return (
        set(query.authors) <= people
        and not set(query.not_authors) & people
        and _any(query.categories, categories)
        and not _hit(query.not_categories, categories)
        and _any(query.sources, sources)
        and not _hit(query.not_sources, sources)
        and _any(query.types, kinds)
        and not _hit(query.not_types, kinds)
        and (query.since is None or work.date >= query.since)
        and (query.until is None or work.date <= last_day(query.until))
    )


def _any(wanted: Sequence[str], there: Iterable[str]) -> bool:
    return not wanted or _hit(wanted, there)


def _hit(wanted: Sequence[str], there: Iterable[str]) -> bool:
    """Whether one of *wanted* is there; an archive stands for its categories, ``*`` for any end."""
    return any(
        value == one or value.startswith(one.rstrip("*") if one.endswith("*") else f"{one}.")
        for one in wanted
        for value in there
    )
