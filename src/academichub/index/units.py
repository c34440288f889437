"""What a query's terms ask for, as sequences of indexed tokens. Pure; shared by search and snippet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

from academichub.index import analysis
from academichub.query import Term

Tokens = tuple[str, ...]

# Words that say nothing alone. They count inside phrases, and where there is nothing else.
_EMPTY_WORDS = """
a an and are as at be been being by can do does for from had has have how in into is it its of on or
that the their then there these this those to was we were what when where which while who whose why
will with
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
_HYPHENS = re.compile("[-\u2010-\u2015]")
_LETTERS_DIGITS = re.compile(r"[^\W\d]+|\d+")
_SHORTEST_PREFIX = 2


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing asked for: any of ``ways``, each a run of tokens side by side.

    With ``prefix`` the last token of each way begins what is looked for.
    """

    ways: tuple[Tokens, ...]
    prefix: bool = False


def speaking(terms: Sequence[Term]) -> list[Term]:
    """The terms a work is found by, without the words that say nothing where others do."""
    wanted = [term for term in terms if not term.negative]
    full = [term for term in wanted if not (is_bare(term) and term.text.casefold() in _EMPTY)]
    return full or wanted


def is_bare(term: Term) -> bool:
    """Whether *term* is simply a word, which a long question may go without."""
    return not (term.negative or term.phrase or term.field or term.alternative)


def split(terms: Sequence[Term]) -> tuple[list[Term], list[list[Term]]]:
    """The terms that are simply words, and those a work cannot go without.

    Of the latter, alternatives stand together; one of them suffices.
    """
    groups: list[list[Term]] = []
    for term in terms:
        if term.alternative and groups:
            groups[-1].append(term)
        else:
            groups.append([term])
    plain = [group[0] for group in groups if len(group) == 1 and is_bare(group[0])]
    return plain, [group for group in groups if len(group) > 1 or not is_bare(group[0])]


@lru_cache(maxsize=4096)
def units(term: Term) -> Sequence[Unit]:
    """The separate things *term* asks for; in CJK one for each pair of characters."""
    if term.field == "author":
        return [_person(term)]
    whole = analysis.words(term.text) if term.prefix else []
    if len(whole) == 1 and len(whole[0]) >= _SHORTEST_PREFIX:
        return [Unit((tuple(whole),), prefix=True)]
    stems = tuple(analysis.stems(term.text))
    if term.phrase:
        return [Unit((stems,))]
    if not any(map(analysis.is_cjk, stems)):
        return [Unit(tuple(_spellings(stems, term.text)))]
    runs = [(cjk, tuple(run)) for cjk, run in groupby(stems, analysis.is_cjk)]
    return [Unit((way,)) for cjk, run in runs for way in (_pairs(run) if cjk else [run])]


def _person(term: Term) -> Unit:
    """A name in either order; "Zhao, Zhuokai" is "Zhuokai Zhao"."""
    tokens = tuple(analysis.words(term.text))
    orders = {tokens, tokens[1:] + tokens[:1], tokens[-1:] + tokens[:-1]}
    return Unit(tuple(sorted(orders)), term.prefix)


def _spellings(stems: Tokens, text: str) -> Iterator[Tokens]:
    """One written word in the spellings people use: IL-6 and IL6, pre-training and pretraining."""
    yield stems
    parts = tuple(_LETTERS_DIGITS.findall(stems[0])) if len(stems) == 1 else ()
    if 1 < len(parts) < 4:
        yield parts
    if 1 < len(stems) < 4 and _HYPHENS.search(text):
        yield tuple(analysis.stems(_HYPHENS.sub("", text)))


def _pairs(characters: Tokens) -> list[Tokens]:
    return list(pairwise(characters)) if len(characters) > 1 else [characters]
