"""Which work a record describes, and how the records of one work are read as one.

Pure: decides on values handed in, reads and writes nothing. Every decision says why, in words
that are stored with the merge and shown to people.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from academichub import ids
from academichub.ids import Identifier
from academichub.model import Authorship, Date, Record, Work
from academichub.text import author_key, fold, title_key


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_EXCLUSIVE = ("arxiv", "pmid", "pmcid", "openalex")
# Words whose coming or going makes another paper of the same title.
_TURNING = _listed(
    "not no comment commentary reply response rebuttal correction corrigendum erratum retraction "
    "retracted withdrawn addendum editorial review protocol flaws revisited i ii iii iv part"
)
_SMALL = _listed(
    "a an and are as at by for from in into is its of on or the their through to toward towards "
    "under using versus via vs with within"
)
_SUFFIXES = _listed("jr sr ii iii iv 2nd 3rd")
# F1000 and its sisters write the state of review into the title.
_PEER_REVIEW = re.compile(r"\s*\[version \d+[^\]]*\]\s*$")
_SURE_LETTERS = 24
_SURE_WORDS = 4
_YEARS_APART = 6
_GRACE, _LONGEST = 2, 48  # months an article may lie before its preprint's posting, and after
_STEM = 5
# Bars of likeness, set on titles read by hand; `benchmarks/merging.py` prints what they give.
_ALIKE, _ALIKE_BUT_EXCHANGED = 0.65, 0.75
_ALIKE_BY_SAME_AUTHOR, _EXCHANGED_BY_SAME_AUTHOR = 0.5, 0.7


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
        said = {work.id: reason for work in works if (reason := test(record, work))}
        if said:
            found = _agreeing(record, [work for work in works if work.id in said])
            return Match(found, rule, said[found[0].id])
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
        both_arxiv = _of(record.identifiers, "arxiv") and _of(work.identifiers, "arxiv")
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
    # The starter set is small and its titles are known to be apart, so a short one will do there.
    sure = len(key) >= _SURE_LETTERS or work.starter
    return "same title, long enough to be its own" if sure else None


def similar_title(record: Record, work: Work) -> str | None:
    """A preprint's title that changed on its way into the journal.

    Only between a preprint and an article, in that order of time. Where both name their authors
    the first must agree; where one does not, the titles must be more alike, and most so if words
    were exchanged for others, since "in goats" and "in chickens" are two papers.
    """
    if (record.type == "preprint") is (work.type == "preprint") or contradicts(record, work):
        return None
    if not _in_order(record, work):
        return None
    change = title_change(record.title, work.title)
    if record.authorships and work.authorships:
        bar = _EXCHANGED_BY_SAME_AUTHOR if change.exchanged else _ALIKE_BY_SAME_AUTHOR
        same = change.likeness >= bar and _share_first(record, work)
        return f"title {change.likeness:.0%} alike, same first author" if same else None
    bar = _ALIKE_BUT_EXCHANGED if change.exchanged else _ALIKE
    sure = change.words >= _SURE_WORDS and change.likeness >= bar
    return f"title {change.likeness:.0%} alike" if sure else None


class TitleChange(NamedTuple):
    """How one title differs from another.

    ``likeness`` is 0 to 1: shared words over all words, long words counting more. ``exchanged``
    says that each has telling words the other has not; ``words`` counts those they share.
    """

    likeness: float
    exchanged: bool
    words: int


def title_change(one: str, other: str) -> TitleChange:
    """Compare two titles; likeness is 0 where the difference makes another paper of it.

    "Reply to …", "Part II" and a changed number do so.
    """
    ours, theirs = _words(one), _words(other)
    gone, come = ours - theirs, theirs - ours
    shared = ours & theirs
    renumbered = gone and come and _numbers(gone) != _numbers(come)
    if (gone | come) & _TURNING or renumbered:
        return TitleChange(0.0, exchanged=True, words=len(shared))
    every = sum(map(len, ours | theirs))
    return TitleChange(
        sum(map(len, shared)) / every if every else 0.0,
        exchanged=bool(_unlike(gone, come) and _unlike(come, gone)),
        words=len(shared - _SMALL),
    )


Rule = Callable[[Record, Work], "str | None"]
_RULES: tuple[tuple[str, Rule], ...] = (
    ("identifier", same_identifier),
    ("link", linked),
    ("title", same_title),
    ("similar title", similar_title),
)


def _words(title: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", fold(_PEER_REVIEW.sub("", title))))


def _unlike(words: frozenset[str], others: frozenset[str]) -> list[str]:
    telling = words - _SMALL
    return [word for word in telling if not any(_spelt_alike(word, other) for other in others)]


def _spelt_alike(one: str, other: str) -> bool:
    # "c" for "caenorhabditis", "cas9" in "spcas9", "randomly" in "nonrandomly".
    return one in other or other in one or one[:_STEM] == other[:_STEM]


def _numbers(words: frozenset[str]) -> set[str]:
    return {number for word in words for number in re.findall(r"\d+", word)}


def _in_order(record: Record, work: Work) -> bool:
    dates = _date(record), work.date
    preprint, article = dates if record.type == "preprint" else dates[::-1]
    return _months(preprint) - _GRACE <= _months(article) <= _months(preprint) + _LONGEST


def _months(date: Date) -> int:
    return int(date[:4]) * 12 + int(date[5:7] or 6)


def _agreeing(record: Record, works: Sequence[Work]) -> tuple[Work, ...]:
    """Those of *works* that one record may show to be one, the likeliest first.

    DOIs are put on the wrong paper more often than other identifiers; then the title tells.
    """
    if len(works) == 1:
        return tuple(works)
    own = {i for i in record.identifiers if i.scheme != "doi"}
    key = title_key(record.title)

    def unlikely(work: Work) -> tuple[bool, bool]:
        return own.isdisjoint(work.identifiers), title_key(work.title) != key

    kept: list[Work] = []
    for work in sorted(works, key=unlikely):
        if not any(_two_papers(work, other) for other in kept):
            kept.append(work)
    return tuple(kept)


def _two_papers(one: Work, other: Work) -> bool:
    ours, theirs = (set(_of(work.identifiers, "arxiv")) for work in (one, other))
    apart = bool(ours and theirs and not ours & theirs)
    return apart and title_key(one.title) != title_key(other.title)


def _of(identifiers: Iterable[Identifier], scheme: str) -> list[Identifier]:
    return [i for i in identifiers if i.scheme == scheme]


def _differ(record: Record, work: Work, preprint: bool) -> bool:
    # One preprint DOI and one journal DOI name one work; two of a kind name two.
    ours = {i for i in record.identifiers if i.scheme == "doi" and ids.is_preprint(i) is preprint}
    theirs = {i for i in work.identifiers if i.scheme == "doi" and ids.is_preprint(i) is preprint}
    return bool(ours and theirs and not ours & theirs)


def _share_first(record: Record, work: Work) -> bool:
    first, theirs = _family(record.authorships[0]), _family(work.authorships[0])
    if first and first == theirs:
        return True
    incomplete = not (record.authors_complete and work.authors_complete)
    return incomplete and bool(_families(record.authorships) & _families(work.authorships))


def _families(authorships: Sequence[Authorship]) -> set[str]:
    return {family for author in authorships if (family := _family(author))}


def _family(author: Authorship) -> str:
    words = author_key(author.name).split()
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words.pop()
    return words[-1] if words else ""


def _date(record: Record) -> Date:
    announced = max((a.announced_on for a in record.announcements), default=None)
    return announced or record.posted_on or record.published_on or record.fetched_at[:10]


def _within(one: Date, other: Date, years: int) -> bool:
    return abs(int(one[:4]) - int(other[:4])) <= years
