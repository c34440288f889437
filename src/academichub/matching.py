"""Which work a record describes, and how the records of one work are read as one.

Pure: decides on values handed in, reads and writes nothing. Every decision says why, in words
that are stored with the merge and shown to people.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from academichub.ids import Identifier
from academichub.model import Authorship, Date, Record, Work
from academichub.text import author_key, fold, title_key

# Registrants whose DOIs name preprints; bioRxiv and medRxiv moved to 10.64898 in December 2025.
PREPRINT_PREFIXES = (
    "10.1101/", "10.64898/", "10.21203/", "10.20944/", "10.2139/", "10.26434/", "10.31219/",
    "10.31234/", "10.31235/", "10.31730/", "10.35542/", "10.36227/", "10.22541/", "10.1590/scielopreprints",
    "10.12688/", "10.31222/", "10.31223/", "10.32942/", "10.51094/", "10.55458/",
)  # fmt: skip
_EXCLUSIVE = ("arxiv", "pmid", "pmcid", "openalex")
# Words whose coming or going makes another paper of the same title.
_TURNING = frozenset(
    [
        "not",
        "no",
        "comment",
        "commentary",
        "reply",
        "response",
        "rebuttal",
        "correction",
        "corrigendum",
        "erratum",
        "retraction",
        "retracted",
        "withdrawn",
        "addendum",
        "editorial",
        "review",
        "protocol",
        "flaws",
        "revisited",
        "i",
        "ii",
        "iii",
        "iv",
        "part",
    ]
)
_SURE_LETTERS = 30
_YEARS_APART = 6
_SIMILAR = 0.86


class Match(NamedTuple):
    """The works a record describes, best first, and why.

    More than one means that the record shows them to be one work.
    """

    works: tuple[Work, ...]
    rule: str
    reason: str


def match(record: Record, candidates: Iterable[Work]) -> Match | None:
    """Decide which of *candidates* the *record* describes; None when it is a new work.

    A shared identifier is strongest, then a link the source gives (preprint to article), then the
    same title with the same first author, then a title that is nearly the same.
    """
    works = list(candidates)
    for rule, test in _RULES:
        found = [(work, reason) for work in works if (reason := test(record, work))]
        if found:
            return Match(tuple(work for work, _ in found), rule, found[0][1])
    return None


def contradicts(record: Record, work: Work) -> bool:
    """Whether both carry an identifier of a kind a work has only one of, and they differ."""
    shared = set(record.identifiers) & set(work.identifiers)
    for scheme in _EXCLUSIVE:
        ours = {i for i in record.identifiers if i.scheme == scheme}
        theirs = {i for i in work.identifiers if i.scheme == scheme}
        if ours and theirs and not ours & theirs and not any(i.scheme == "doi" for i in shared):
            return True
    return any(_differ(record, work, preprint) for preprint in (True, False))


def same_identifier(record: Record, work: Work) -> str | None:
    """The shared identifier, unless what it names is evidently two papers.

    Sources put a companion's DOI on an entry now and then; two arXiv papers with different
    titles stay two works even if one names the other's DOI.
    """
    shared = [i for i in record.identifiers if i in work.identifiers]
    if not shared:
        return None
    if all(i.scheme == "doi" for i in shared):
        both_arxiv = _only(record.identifiers, "arxiv") and _only(work.identifiers, "arxiv")
        if both_arxiv and title_key(record.title) != title_key(work.title):
            return None
    return f"both are {shared[0]}"


def linked(record: Record, work: Work) -> str | None:
    """A link the source gives: this record's work is also known by the other's identifier."""
    for relation in record.relations:
        if relation.kind == "same-work" and relation.identifier in work.identifiers:
            return f"{record.source} says it is the same work as {relation.identifier}"
    return None


def same_title(record: Record, work: Work) -> str | None:
    """The same title letter for letter, with a first author in common or a title long enough."""
    key = title_key(record.title)
    if not key or key != title_key(work.title) or contradicts(record, work):
        return None
    if not _within(_date(record), work.date, _YEARS_APART):
        return None
    if record.authorships and work.authorships:
        return "same title and first author" if _share_first(record, work) else None
    return "same title, long enough to be its own" if len(key) >= _SURE_LETTERS else None


def similar_title(record: Record, work: Work) -> str | None:
    """A title that changed on its way into the journal, by the same first author where known."""
    if contradicts(record, work) or not _within(_date(record), work.date, _YEARS_APART):
        return None
    likeness = title_likeness(record.title, work.title)
    if likeness < _SIMILAR:
        return None
    if record.authorships and work.authorships:
        return (
            f"title {likeness:.0%} alike and same first author"
            if _share_first(record, work)
            else None
        )
    return f"title {likeness:.0%} alike" if likeness >= _SIMILAR else None


def title_likeness(one: str, other: str) -> float:
    """How alike two titles are, 0 to 1: shared words over all words, long words counting more.

    Zero where the words that differ turn one paper into another about it ("Reply to …").
    """
    ours, theirs = _words(one), _words(other)
    if (ours ^ theirs) & _TURNING:
        return 0.0
    shared = sum(map(len, ours & theirs))
    every = sum(map(len, ours | theirs))
    return shared / every if every else 0.0


Rule = Callable[[Record, Work], "str | None"]
_RULES: tuple[tuple[str, Rule], ...] = (
    ("identifier", same_identifier),
    ("link", linked),
    ("title", same_title),
    ("similar title", similar_title),
)


def _words(title: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", fold(title)))


def _only(identifiers: Sequence[Identifier], scheme: str) -> bool:
    return any(i.scheme == scheme for i in identifiers)


def _differ(record: Record, work: Work, preprint: bool) -> bool:
    # One preprint DOI and one journal DOI name one work; two of a kind name two.
    ours = {i for i in record.identifiers if i.scheme == "doi" and _is_preprint(i) is preprint}
    theirs = {i for i in work.identifiers if i.scheme == "doi" and _is_preprint(i) is preprint}
    return bool(ours and theirs and not ours & theirs)


def _is_preprint(identifier: Identifier) -> bool:
    return identifier.value.startswith(PREPRINT_PREFIXES)


def _share_first(record: Record, work: Work) -> bool:
    first, theirs = _family(record.authorships[0]), _family(work.authorships[0])
    if first == theirs:
        return True
    incomplete = not (record.authors_complete and work.authors_complete)
    return incomplete and bool(_families(record.authorships) & _families(work.authorships))


def _families(authorships: Sequence[Authorship]) -> set[str]:
    return {_family(author) for author in authorships}


def _family(author: Authorship) -> str:
    return author_key(author.name).rsplit(" ", 1)[-1]


def _date(record: Record) -> Date:
    announced = max((a.announced_on for a in record.announcements), default=None)
    return announced or record.posted_on or record.published_on or record.fetched_at[:10]


def _within(one: Date, other: Date, years: int) -> bool:
    return abs(int(one[:4]) - int(other[:4])) <= years
