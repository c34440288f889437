"""A `Query` as the engine's clauses.

Only query objects are built, never query text, so nothing typed can be a syntax error. Filters
never touch the score. Knows the fields of `layout`, opens nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import tantivy

from academichub.index.layout import day_number, packed, schema
from academichub.index.units import Tokens, Unit, speaking, split, units
from academichub.query import Query, Term, last_day

_MUST, _SHOULD, _NOT = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot
_FIELDS = {None: "text", "title": "title", "abstract": "abstract", "author": "author"}
_INTEGER = tantivy.FieldType.Integer

ALL_WORDS = 4
"""Up to this many words all are asked for first; a longer text is a question, not a list.

Measured: docs/decisions/0003-word-index.md.
"""

Clause = tuple[tantivy.Occur, tantivy.Query]
Prefixes = Callable[[str, str], Sequence[str]]
"""Gives the indexed tokens of a field that begin with a text, commonest first."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run: ``strict`` first, and ``loose``, if any, where that finds nothing.

    ``scored`` tells whether there are words to rank by.
    """

    strict: tantivy.Query
    loose: tantivy.Query | None = None
    scored: bool = False


def plan(query: Query, prefixes: Prefixes, *, ranked: bool = True) -> Plan:
    """Decide what the engine is asked for *query*.

    A list that is not *ranked* by relevance has no end to put weak matches at, so there a long
    text must be matched by half of its words.
    """
    if query.identifier:
        return Plan(_term("identifier", str(query.identifier)))
    plain, named = split(speaking(query.terms))
    wanted = [part for term in plain for part in _parts(term, prefixes)]
    needed = [_any([_all(_parts(term, prefixes)) for term in group]) for group in named]
    unwanted = [(_NOT, _all(_parts(term, prefixes))) for term in query.terms if term.negative]
    around = [*_musts(needed), *_filters(query, prefixes), *unwanted]
    scored = bool(wanted or needed)
    if len(wanted) > ALL_WORDS:
        enough = 1 if ranked else (len(wanted) + 1) // 2
        return Plan(_joined([(_MUST, _any(wanted, enough)), *around]), scored=scored)
    some = _joined([(_MUST, _any(wanted)), *around]) if len(wanted) > 1 else None
    return Plan(_joined([*_musts(wanted), *around]), some, scored)


def after(query: tantivy.Query, field: str, key: int) -> tantivy.Query:
    """What *query* finds after the hit with *key*, in a list sorted by *field* downwards."""
    rest = tantivy.Query.range_query(
        schema(), field, _INTEGER, upper_bound=key, include_upper=False
    )
    return tantivy.Query.boolean_query([(_MUST, query), _unscored(rest)])


def _parts(term: Term, prefixes: Prefixes) -> list[tantivy.Query]:
    return [_part(_FIELDS[term.field], unit, prefixes) for unit in units(term)]


def _part(field: str, unit: Unit, prefixes: Prefixes) -> tantivy.Query:
    ways = [way for way in unit.ways if way]
    if unit.prefix:
        indexed = "text" if field == "abstract" else field
        ways += [(token,) for way in ways if len(way) == 1 for token in prefixes(indexed, way[0])]
    found = [_run(field, way) for way in dict.fromkeys(ways)]
    if not found:  # such a token is never indexed, so nothing has it
        return tantivy.Query.empty_query()
    return found[0] if len(found) == 1 else tantivy.Query.disjunction_max_query(found)


def _run(field: str, tokens: Tokens) -> tantivy.Query:
    if field == "abstract":
        absent = [(_NOT, _term("outside", token)) for token in tokens]
        return tantivy.Query.boolean_query([(_MUST, _run("text", tokens)), *absent])
    if len(tokens) == 1:
        return _term(field, tokens[0])
    return tantivy.Query.phrase_query(schema(), field, list(tokens))


def _filters(query: Query, prefixes: Prefixes) -> list[Clause]:
    found = [_unscored(_term("person", person)) for person in query.authors]
    found += [(_NOT, _term("person", person)) for person in query.not_authors]
    for field, wanted, unwanted in (
        ("category", query.categories, query.not_categories),
        ("source", query.sources, query.not_sources),
        ("type", query.types, query.not_types),
    ):
        found += [_unscored(_one_of(field, wanted, prefixes))] if wanted else []
        found += [(_NOT, _one_of(field, unwanted, prefixes))] if unwanted else []
    return [*found, *_dates(query)]


def _one_of(field: str, values: Sequence[str], prefixes: Prefixes) -> tantivy.Query:
    tokens: list[str] = []
    for value in values:
        start = value.rstrip("*")
        whole_archive = start.endswith(".")  # an archive is a category of its own
        tokens += (
            prefixes(field, start) if start != value and not whole_archive else [start.rstrip(".")]
        )
    found = [_term(field, token) for token in tokens]
    return _any(found) if found else tantivy.Query.empty_query()


def _dates(query: Query) -> list[Clause]:
    if not (query.since or query.until):
        return []
    lower = packed(day_number(query.since), 0) if query.since else None
    upper = packed(day_number(last_day(query.until)) + 1, 0) if query.until else None
    open_end = upper is None
    return [
        _unscored(
            tantivy.Query.range_query(
                schema(), "by_date", _INTEGER, lower, upper, include_upper=open_end
            )
        )
    ]


def _term(field: str, token: str) -> tantivy.Query:
    return tantivy.Query.term_query(schema(), field, token)


def _unscored(query: tantivy.Query) -> Clause:
    return _MUST, tantivy.Query.const_score_query(query, 0.0)


def _musts(queries: Sequence[tantivy.Query]) -> list[Clause]:
    return [(_MUST, query) for query in queries]


def _all(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    return queries[0] if len(queries) == 1 else tantivy.Query.boolean_query(_musts(queries))


def _any(queries: Sequence[tantivy.Query], enough: int = 1) -> tantivy.Query:
    if len(queries) == 1:
        return queries[0]
    clauses = [(_SHOULD, query) for query in queries]
    return tantivy.Query.boolean_query(clauses, enough if enough > 1 else None)


def _joined(clauses: Sequence[Clause]) -> tantivy.Query:
    """All of *clauses*; where none of them says what to find, it is every work."""
    if len(clauses) == 1 and clauses[0][0] == _MUST:
        return clauses[0][1]
    if any(occur == _MUST for occur, _ in clauses):
        return tantivy.Query.boolean_query(list(clauses))
    everything = [(_MUST, tantivy.Query.all_query()), (_NOT, _term("state", "sequence"))]
    return tantivy.Query.boolean_query([*everything, *clauses])
