"""Who is who among authors: the writings of one name, told apart into the people behind them.

Pure. Goes by ORCID where it is known: papers of two ORCID iDs are never one person's. Else by
spellings that agree and a co-author or affiliation in common, or by a name that is rare.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from academichub.model import Authorship, Record, Work
from academichub.text import author_key

Described = Work | Record
"""Anything that says title, authors, categories and dates of a paper."""

_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "2nd", "3rd"))
_CROWD = 40
"""Above so many authors a name in common says nothing."""
_COMMON, _FEW = 12, 3
"""A name seen more often may be several people's, unless no more than a few have the family name."""
_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class Person:
    """One person as far as the papers tell, with what one may know them by.

    ``years`` are the first and the last; ``names`` the spellings found; ``alone`` says that
    nobody else here writes under this name.
    """

    name: str
    orcid: str | None
    works: int
    titles: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    years: tuple[str, str] | None = None
    names: tuple[str, ...] = ()
    alone: bool = True


def agree(one: str, other: str) -> bool:
    """Whether two keys of `author_key` may be one name: ``ada example`` and ``a example`` may."""
    ours, theirs = _parted(one), _parted(other)
    if ours[-1:] != theirs[-1:] or not ours:
        return False
    given = list(zip(ours[:-1], theirs[:-1], strict=False))
    if not given:
        return len(ours) == len(theirs)
    return all(a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]) for a, b in given)


def key_of(name: str) -> str:
    """The key of a name (`author_key`) with hyphened parts as one: Wei-Chen is not Wei."""
    return author_key(re.sub("[-‐‑]", "", name))


def family(key: str) -> str:
    """The family name in a key of `author_key`; empty where there is none."""
    return (_parted(key) or [""])[-1]


def same_names(names: Iterable[str]) -> Mapping[str, str]:
    """For each spelling (as a key) the fullest one that it, and only it, may stand for.

    ``a example`` is ``ada example`` unless ``alan example`` is there too.
    """
    keys = sorted(set(names), key=lambda key: (-len(_parted(key)), -len(key), key))
    by_family: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        by_family[family(key)].append(key)
    found: dict[str, str] = {}
    for key in keys:
        fuller = [other for other in by_family[family(key)]
                  if other != key and len(other) > len(key) and agree(key, other)]  # fmt: skip
        one = bool(fuller) and all(agree(fuller[0], other) for other in fuller)
        found[key] = fuller[0] if one else key
    return found


def people(name: str, papers: Iterable[Described]) -> tuple[Person, ...]:
    """The people who may be meant by *name* among the authors of *papers*, the most written first.

    A family name alone means everybody of that name.
    """
    papers = list(papers)
    wanted = key_of(name)
    clusters = _Clusters(list(_sightings(wanted, papers)), rare=_is_rare(family(wanted), papers))
    groups = clusters.groups()
    found = [_person(group) for group in groups]
    crowd = Counter(key_of(one.name) for one in found)
    told = [replace(one, alone=crowd[key_of(one.name)] == 1) for one in found]
    return tuple(sorted(told, key=lambda one: (-one.works, one.orcid is None, one.name)))


@dataclass(frozen=True, slots=True)
class _Sighting:
    """One author of one paper."""

    paper: Described
    author: Authorship
    key: str
    beside: frozenset[str] = field(default_factory=frozenset)


def _sightings(wanted: str, papers: Iterable[Described]) -> Iterator[_Sighting]:
    whole = " " in wanted
    for paper in papers:
        keys = [key_of(one.name) for one in paper.authorships]
        for author, key in zip(paper.authorships, keys, strict=True):
            if agree(key, wanted) if whole else wanted and family(key) == wanted:
                others = frozenset(keys) - {key} if len(keys) <= _CROWD else frozenset()
                yield _Sighting(paper, author, key, others)


class _Clusters:
    """Sightings that grow together; two ORCID iDs never do."""

    def __init__(self, sightings: Sequence[_Sighting], *, rare: bool) -> None:
        self._all = sightings
        self._rare = rare
        self._of = list(range(len(sightings)))
        self._orcid = [one.author.orcid for one in sightings]

    def groups(self) -> list[list[_Sighting]]:
        for one, other in self._pairs():
            self._join(one, other)
        grouped: dict[int, list[_Sighting]] = defaultdict(list)
        for at, sighting in enumerate(self._all):
            grouped[self._root(at)].append(sighting)
        return list(grouped.values())

    def _pairs(self) -> Iterator[tuple[int, int]]:
        """What belongs together, the surest first: an ORCID iD, then what is shared, much before little."""
        by_orcid: dict[str, list[int]] = defaultdict(list)
        by_other: dict[str, list[int]] = defaultdict(list)
        several = len({*self._orcid} - {None}) > 1 or (len(self._all) > _COMMON and not self._rare)
        for at, one in enumerate(self._all):
            if one.author.orcid:
                by_orcid[one.author.orcid].append(at)
            for sign in (*_signs(one), *(() if several else self._by_name(one))):
                by_other[sign].append(at)
        for same in by_orcid.values():
            yield from ((same[0], at) for at in same[1:])
        shared = Counter(
            (one, other)
            for met in by_other.values()
            for number, one in enumerate(met)
            for other in met[number + 1 :]
        )
        for pair, _ in shared.most_common():
            if agree(*(self._all[at].key for at in pair)):
                yield pair

    def _by_name(self, one: _Sighting) -> Iterator[str]:
        """The name itself, where it is spelt out: enough if rare, else with a category."""
        if _spelt_out(one.key) and (self._rare or one.paper.primary_category):
            yield f"#{one.key} {'' if self._rare else one.paper.primary_category}"

    def _root(self, at: int) -> int:
        while self._of[at] != at:
            self._of[at] = self._of[self._of[at]]
            at = self._of[at]
        return at

    def _join(self, one: int, other: int) -> None:
        first, second = self._root(one), self._root(other)
        orcids = {self._orcid[first], self._orcid[second]} - {None}
        if first != second and len(orcids) < 2:
            self._of[second] = first
            self._orcid[first] = next(iter(orcids), None)


def _signs(one: _Sighting) -> Iterator[str]:
    """What another paper of the same person may share with this one."""
    yield from one.beside
    yield from (f"@{place}" for place in one.author.affiliations)


def _is_rare(name: str, papers: Iterable[Described]) -> bool:
    """Whether hardly anybody in *papers* has this family name."""
    keys = {key_of(one.name) for paper in papers for one in paper.authorships}
    return sum(1 for key in keys if family(key) == name and _spelt_out(key)) <= _FEW


def _spelt_out(key: str) -> bool:
    return " " in key and all(len(word) > 1 for word in key.split())


def _person(group: Sequence[_Sighting]) -> Person:
    spelt = Counter(one.author.name for one in group)
    names = sorted(spelt, key=lambda name: (not _spelt_out(key_of(name)), -spelt[name], name))
    papers = {id(one.paper): one.paper for one in group}.values()
    newest = sorted(papers, key=day, reverse=True)
    years = sorted(filter(None, (day(paper)[:4] for paper in newest)))
    subjects = Counter(paper.primary_category for paper in newest if paper.primary_category)
    return Person(
        names[0],
        next((one.author.orcid for one in group if one.author.orcid), None),
        len(newest),
        tuple(paper.title for paper in newest[:_SAMPLES]),
        tuple(category for category, _ in subjects.most_common(_SAMPLES)),
        (years[0], years[-1]) if years else None,
        tuple(names),
    )


def day(paper: Described) -> str:
    """The day a paper is of, as far as it says; empty where it does not."""
    if isinstance(paper, Work):
        return paper.date
    return paper.posted_on or paper.published_on or paper.updated_on or ""


def _parted(key: str) -> list[str]:
    words = key.split()
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words.pop()
    return words
