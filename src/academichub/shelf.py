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

Tokens = list[str]


def fits(query: Query, work: Work, beside: Iterable[str] = ()) -> bool:
    """Whether *work* is what *query* asks for.

    Args:
        query: what is looked for.
        work: the work.
        beside: what the reader wrote beside it, looked at wherever no field is named.
    """
    if query.identifier:
        return query.identifier in work.identifiers or str(query.identifier) == work.id
    return _filtered(query, work) and (not query.terms or _told(query.terms, _Texts(work, beside)))


class _Texts:
    """What is looked into, cut into words once and only as far as it is asked for."""

    def __init__(self, work: Work, beside: Iterable[str]) -> None:
        self._said: dict[str, tuple[str, ...]] = {
            "title": (work.title,),
            "abstract": (work.abstract or "",),
            "": (work.title, work.abstract or "", *beside),
        }
        self._names = [author.name for author in work.authorships]
        self._cut: dict[tuple[str | None, bool], list[Tokens]] = {}

    def cut(self, field: str | None, plain: bool) -> list[Tokens]:
        """The texts of *field* (None is all of them but the names) as words, *plain* or stemmed."""
        if (field, plain) not in self._cut:
            named = field == "author"
            texts = self._names if named else self._said[field or ""]
            self._cut[field, plain] = [(words if plain or named else stems)(one) for one in texts]
        return self._cut[field, plain]


def _told(terms: Sequence[Term], texts: _Texts) -> bool:
    groups: list[list[Term]] = []
    for term in terms:
        if term.alternative and groups:
            groups[-1].append(term)
        else:
            groups.append([term])
    return all(any(_found(term, texts) for term in group) for group in groups)


def _found(term: Term, texts: _Texts) -> bool:
    fields = (None, "author") if term.field is None else (term.field,)
    return any(_in(term, field, texts) for field in fields) is not term.negative


def _in(term: Term, field: str | None, texts: _Texts) -> bool:
    plain = term.prefix or field == "author"
    wanted = (words if plain else stems)(term.text)
    there = texts.cut(field, plain)
    return bool(wanted) and any(_run(tokens, wanted, term.prefix) for tokens in there)


def _run(there: Tokens, wanted: Tokens, prefix: bool) -> bool:
    """Whether *wanted* stands in *there*, one after the other, the last perhaps only begun."""
    if len(wanted) == 1 and not prefix:
        return wanted[0] in there
    *whole, last = wanted
    for at in range(len(there) - len(whole)):
        end = there[at + len(whole)]
        met = end.startswith(last) if prefix else end == last
        if met and there[at : at + len(whole)] == whole:
            return True
    return False


def _filtered(query: Query, work: Work) -> bool:
    asked = query.authors or query.not_authors
    people = {author_key(author.name) for author in work.authorships} if asked else set[str]()
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
