"""A profile drafted from papers: what someone who keeps, wrote or picked these seems to care about.

Pure. A draft is an offer: it keeps what was asked for apart from what is only guessed, and the
reader sees and changes it before it becomes a radar.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from academichub.drafting.identities import Described, day, key_of, same_names
from academichub.drafting.telling import Frequency, telling
from academichub.model import Authorship, Record, Work
from academichub.profile import FollowedAuthor, Paper, Profile
from academichub.taxonomy import NAMES
from academichub.text import plain, title_key

MOST = 500
"""Papers a profile begins with; of more the newest are taken."""

_CATEGORY_SHARE, _CATEGORIES = 0.1, 8
_VENUE_SHARE, _VENUES = 0.15, 6
_YOUR_SHARE, _YOUR_FEWEST = 0.4, 3
_COAUTHORS, _OFTEN = 30, 12
_TITLE = 80
_ABSTRACT, _AUTHORS, _NAME = 20_000, 100, 300
_NOBODY = frozenset(("et al", "al", "others", "and others", "anonymous", "unknown"))
# Announcements and papers of a preprint server say its name where a journal's would stand.
_SERVERS = re.compile(
    r"\b(?:arxiv|biorxiv|medrxiv|ssrn|preprints?|research square)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Note:
    """Something about a draft that the reader should know; ``kind`` names the sentence.

    ``newest`` (``count`` of ``of`` papers were taken), ``unreadable`` (``count`` entries were not,
    the first for the reason ``what``), ``many`` (the first ``count`` entries were read), ``cut``
    (the file ends early, ``what`` says how), ``venues`` (``count`` of ``of`` were taken),
    ``narrowed`` (``what`` of a search has no place in a profile).
    """

    kind: str
    count: int = 0
    of: int = 0
    what: str = ""


@dataclass(frozen=True, slots=True)
class You:
    """Who most of the papers are by: probably the reader. Offered, never assumed.

    ``papers`` is how many of them; ``beside`` are those who wrote at least two of them along.
    """

    author: FollowedAuthor
    papers: int
    beside: tuple[FollowedAuthor, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A profile to be looked at before it is kept.

    ``found`` are the papers the store has, ``missing`` the titles of those it has not, which
    stay in the profile alone. ``terms``, ``authors`` and ``you`` are offered and not in it.
    """

    title: str
    profile: Profile
    found: tuple[Work, ...] = ()
    missing: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    terms: tuple[str, ...] = ()
    authors: tuple[FollowedAuthor, ...] = ()
    you: You | None = None


@dataclass(frozen=True, slots=True)
class Papers:
    """Papers sorted by whether the store has them, the newest first."""

    found: tuple[Work, ...] = ()
    missing: tuple[Record, ...] = ()

    @property
    def all(self) -> tuple[Described, ...]:
        """All of them."""
        return (*self.found, *self.missing)


def draft(
    papers: Papers,
    *,
    title: str | None = None,
    notes: Iterable[Note] = (),
    you: FollowedAuthor | None = None,
    frequency: Frequency = lambda _: 0,
    total: int = 0,
) -> Draft:
    """What *papers* say about who keeps them.

    Args:
        papers: at most `MOST` of them.
        title: what the radar shall be called; without one it is named after its subjects.
        notes: what is to be said about them.
        you: whose papers they are, where that is known.
        frequency: how common a phrase is in the store, so that telling ones come first.
        total: how many works the store has.
    """
    terms = telling(papers.all, frequency, total)
    categories = _by_share((p.primary_category for p in papers.all), _CATEGORY_SHARE, _CATEGORIES)
    profile = Profile(
        categories=categories,
        venues=_by_share(map(_venue, papers.all), _VENUE_SHARE, _VENUES, fewest=2),
        seeds=tuple(work.id for work in papers.found),
        papers=tuple(map(paper, papers.missing)),
    )
    often = _frequent(papers.all)
    mine = _you(papers.all, often, you)
    return Draft(
        (title or named(categories, terms))[:_TITLE],
        profile,
        papers.found,
        tuple(one.title for one in papers.missing),
        tuple(notes),
        terms,
        tuple(author for author, count in often.items() if count > 1 and not _is(mine, author))[:_OFTEN],
        mine,
    )  # fmt: skip


def newest(
    records: Sequence[Record], most: int = MOST
) -> tuple[Sequence[Record], tuple[Note, ...]]:
    """The newest *most* of *records*, each paper once, and the note that some were left."""
    once: dict[str, Record] = {}
    for record in sorted(records, key=day, reverse=True):
        once.setdefault(_identity(record), record)
    taken = list(once.values())[:most]
    left = len(once) > most
    return taken, (Note("newest", most, len(once)),) if left else ()


def following(profile: Profile, authors: Iterable[FollowedAuthor]) -> Profile:
    """*profile* with *authors* followed, too, each once."""
    return replace(profile, authors=tuple(dict.fromkeys((*profile.authors, *authors))))


def shared(profile: Profile) -> Profile:
    """What of *profile* another person may see.

    Papers that are in no store, mutes and what was turned up or down stay with the owner.
    """
    return replace(profile, papers=(), mutes=(), turned={})


def paper(record: Record) -> Paper:
    """What a profile keeps of a paper that the store does not have."""
    names = tuple(one.name[:_NAME] for one in record.authorships[:_AUTHORS])
    about = plain(record.abstract)[:_ABSTRACT] if record.abstract else ""
    identifier = next((str(one) for one in record.identifiers), None)
    return Paper(
        " ".join(record.title.split())[:_ABSTRACT],
        " ".join(about.split()) or None,
        tuple(dict.fromkeys(" ".join(name.split()) for name in names if name.strip())),
        identifier if identifier and len(identifier) <= _NAME else None,
    )


def named(categories: Sequence[str], terms: Sequence[str]) -> str:
    """A name for a radar: its first terms, else its first categories, else nothing."""
    if terms:
        return ", ".join(terms[:2])
    return ", ".join(NAMES.get(one, one) for one in categories[:2])


def _by_share(
    values: Iterable[str | None], share: float, most: int, fewest: int = 1
) -> tuple[str, ...]:
    counted = Counter(value for value in values if value)
    bar = max(share * counted.total(), fewest)
    return tuple(value for value, count in counted.most_common(most) if count >= bar)


def _venue(one: Described) -> str | None:
    name = one.venue.name if one.venue else None
    return None if name is None or _SERVERS.search(name) else " ".join(name.split())[:_NAME]


def _frequent(papers: Sequence[Described]) -> Mapping[FollowedAuthor, int]:
    """Everyone who wrote these, by how many; spellings of one name are put together."""
    written = [one for work in papers for one in {_key(a): a for a in work.authorships}.values()]
    fullest = same_names(map(_key, written))
    counted = Counter(fullest[_key(one)] for one in written)
    shown: dict[str, FollowedAuthor] = {}
    for one in written:
        key = fullest[_key(one)]
        known = shown.get(key)
        longer = known is None or len(one.name) > len(known.name)
        name = " ".join(one.name.split())[:_NAME] if longer else known.name  # type: ignore[union-attr]
        shown[key] = FollowedAuthor(name, (known.orcid if known else None) or one.orcid)
    return {shown[key]: count for key, count in counted.most_common() if key}


def _you(
    papers: Sequence[Described], often: Mapping[FollowedAuthor, int], known: FollowedAuthor | None
) -> You | None:
    first = next(iter(often.items()), None)
    if known is None:
        enough = max(_YOUR_SHARE * len(papers), _YOUR_FEWEST)
        if first is None or first[1] < enough:
            return None
        known = first[0]
    mine = partial(_is, You(known, 0))
    own = [p for p in papers if any(mine(FollowedAuthor(a.name, a.orcid)) for a in p.authorships)]
    beside = [a for a, count in _frequent(own).items() if count > 1 and not mine(a)]
    return You(known, len(own), tuple(beside[:_COAUTHORS]))


def _is(you: You | None, author: FollowedAuthor) -> bool:
    if you is None:
        return False
    if you.author.orcid and author.orcid:
        return you.author.orcid == author.orcid
    keys = {key_of(you.author.name), key_of(author.name)}
    return len(set(same_names(keys).values())) == 1


def _key(author: Authorship) -> str:
    key = key_of(author.name)
    return "" if key in _NOBODY else key


def _identity(record: Record) -> str:
    if record.identifiers:
        return str(record.identifiers[0])
    return title_key(record.title) or f"{record.source} {record.key} {record.title}"
