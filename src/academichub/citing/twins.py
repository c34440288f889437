"""Which of several works are one: versions of a preprint, a preprint and its article.

Stricter than what joins records in the store, since nobody sees it happen: an identifier in common, or
the same title by the same authors.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from academichub import ids
from academichub.model import Authorship, Work
from academichub.text import author_key, title_key

_YEARS_APART = 6
_SURE_LETTERS = 24
_ALONE = ("arxiv", "pmid", "pmcid")


def groups(works: Sequence[Work]) -> list[list[int]]:
    """The places of *works* that are one work, together; groups and places in their order."""
    joined = list(range(len(works)))

    def root(place: int) -> int:
        while joined[place] != place:
            joined[place] = joined[joined[place]]
            place = joined[place]
        return place

    for alike in _candidates(works):
        for at, one in enumerate(alike):
            for other in alike[:at]:
                if root(one) != root(other) and are_one(works[one], works[other]):
                    joined[max(root(one), root(other))] = min(root(one), root(other))
    found: dict[int, list[int]] = {}
    for place in range(len(works)):
        found.setdefault(root(place), []).append(place)
    return list(found.values())


def are_one(one: Work, other: Work) -> bool:
    """Whether two works are one: an identifier in common, or the same title by the same authors."""
    if names(one) & names(other):
        return True
    key = title_key(one.title)
    if not key or key != title_key(other.title) or _apart(one, other):
        return False
    if one.authorships and other.authorships:
        return bool(families(one.authorships) & families(other.authorships))
    return len(key) >= _SURE_LETTERS


def names(work: Work) -> frozenset[str]:
    """The texts of everything *work* is called by."""
    return frozenset((work.id, *map(str, work.identifiers)))


def families(authorships: Iterable[Authorship]) -> frozenset[str]:
    """The folded family names of authors."""
    keys = (author_key(one.name).split() for one in authorships)
    return frozenset(words[-1] for words in keys if words)


def _candidates(works: Sequence[Work]) -> Iterable[list[int]]:
    """The places of works that share a name or a title, so that not all need be compared with all."""
    shared: dict[str, list[int]] = {}
    for place, work in enumerate(works):
        for name in names(work):
            shared.setdefault(name, []).append(place)
        if key := title_key(work.title):
            shared.setdefault(f"title {key}", []).append(place)
    return (places for places in shared.values() if len(places) > 1)


def _apart(one: Work, other: Work) -> bool:
    """Whether identifiers or years say that two works of one title are two."""
    years = [int(work.date[:4]) for work in (one, other) if work.date[:4].isdigit()]
    if max(years, default=0) - min(years, default=0) > _YEARS_APART:
        return True
    return any(_differ(one, other, scheme) for scheme in _ALONE) or any(
        _dois_differ(one, other, preprint) for preprint in (True, False)
    )


def _differ(one: Work, other: Work, scheme: str) -> bool:
    ours, theirs = one.identifier(scheme), other.identifier(scheme)
    return bool(ours and theirs and ours != theirs)


def _dois_differ(one: Work, other: Work, preprint: bool) -> bool:
    ours, theirs = (
        {i for i in work.identifiers if i.scheme == "doi" and ids.is_preprint(i) is preprint}
        for work in (one, other)
    )
    return bool(ours and theirs and not ours & theirs)
