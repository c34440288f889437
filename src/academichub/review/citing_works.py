"""Who cites a work: everything in the store that does, what OpenAlex adds, each work once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from academichub import fulltext, ids
from academichub.argument import Role
from academichub.argument.documents import Document
from academichub.argument.reviews import Citing, Stance
from academichub.citing import contexts, entries, ranking, stance, twins
from academichub.evidence.passages import places
from academichub.evidence.roles import roles
from academichub.evidence.tokens import tokens
from academichub.ids import Identifier
from academichub.language import Language
from academichub.merging import identity, merge
from academichub.model import Record, Work
from academichub.outline.citing import by
from academichub.store import Store

STORE, OPENALEX = "store", "openalex"
_TELLING: tuple[Role, ...] = ("aim", "result", "method", "")


@dataclass(frozen=True, slots=True)
class Member:
    """A record of a citing work, as a work, and who knows of the citation."""

    work: Work
    said_by: str


def identifiers(work: Work, store: Store) -> tuple[Identifier, ...]:
    """Everything *work* is called by, its twins in the store included."""
    numbers = store.titled([work.title]).get(work.title, [])
    alike = [one for one in store.works(numbers).values() if twins.are_one(work, one)]
    named = [one for each in (work, *alike) for one in each.identifiers]
    return tuple(dict.fromkeys(named))


def in_store(work: Work, store: Store, named: Sequence[Identifier]) -> list[Member]:
    """The works of the store that cite anything *named*, in the order they came."""
    numbers = store.citing({work.id, *map(str, named)})
    there = store.works(numbers)
    return [Member(there[number], STORE) for number in numbers if number in there]


def from_records(records: Sequence[Record], store: Store) -> list[Member]:
    """The works these records are of: the store's own where it has them."""
    numbers = store.numbers({str(i) for record in records for i in record.identifiers})
    there = store.works(list(set(numbers.values())))
    found = []
    for record in records:
        known = (there.get(numbers.get(str(i), -1)) for i in record.identifiers)
        work = next((one for one in known if one), None) or _as_work(record)
        found.append(Member(work, OPENALEX))
    return found


def joined(
    work: Work, members: Sequence[Member], folder: Path | None, say: Language
) -> tuple[Citing, ...]:
    """The citing works, each once, the most relevant first; *work* and its twins are none of them."""
    others = [one for one in members if not twins.are_one(work, one.work)]
    groups = [
        [others[at] for at in places] for places in twins.groups([one.work for one in others])
    ]
    heads = [_head(group) for group in groups]
    said = [_sentence(work, head, folder) for head in heads]
    alike = ranking.likenesses(work, heads)
    relevance = ranking.relevances(work, heads, alike, [one[1] for one in said])
    found = [
        _citing(group, head, sentence, say, points, like)
        for group, head, sentence, points, like in zip(
            groups, heads, said, relevance, alike, strict=True
        )
    ]
    return ranking.ordered(found)


def _head(group: Sequence[Member]) -> Work:
    """The work that stands for its versions: of the store before others, with an abstract, the first."""
    return min(
        group, key=lambda one: (one.said_by != STORE, not one.work.abstract, _posted(one.work))
    ).work


def _citing(
    group: Sequence[Member],
    head: Work,
    said: tuple[str, Stance | None],
    say: Language,
    relevance: int,
    alike: int,
) -> Citing:
    counts = [one.work.cited_by_count for one in group if one.work.cited_by_count is not None]
    called = [str(i) for one in group for i in one.work.identifiers]
    return Citing(
        work=head.id,
        title=head.title,
        by=by(head, say),
        date=min(_posted(one.work) for one in group),
        category=head.primary_category,
        summary=_summary(head),
        sentence=said[0],
        stance=said[1],
        relevance=relevance,
        distance=1000 - alike,
        cited_by_count=max(counts, default=None),
        versions=tuple(dict.fromkeys(called)),
        from_=tuple(dict.fromkeys(one.said_by for one in group)),
        url=_address(head),
    )


def _posted(work: Work) -> str:
    """When it was first there for others to read, which is when it cited."""
    return work.posted_on or work.published_on or work.date


def _summary(work: Work) -> str:
    """The sentence of its abstract that says what was done, or else what was found."""
    abstract = work.abstract or ""
    cut = places(abstract, field="abstract")
    written = [abstract[start:end] for start, end, _ in cut]
    guessed = roles([tokens(one).words for one in written])
    said: dict[Role, str] = {}
    for place, sentence, guess in zip(cut, written, guessed, strict=True):
        said.setdefault(place.role or guess, sentence)
    return next((said[role] for role in _TELLING if role in said), written[0] if written else "")


def _sentence(work: Work, citing: Work, folder: Path | None) -> tuple[str, Stance | None]:
    """The sentence in which *citing* speaks of *work*, and what it does with it there."""
    document = fulltext.kept(folder, citing.id, citing.version) if folder else None
    if document and (told := _told(work, document)):
        return told
    found = contexts.named(citing.abstract or "", contexts.names(work))
    return (found[0], stance.stance(*found)) if found else ("", None)


def _told(work: Work, document: Document) -> tuple[str, Stance] | None:
    cited = contexts.contexts(document)
    there = [one for number in _entries_of(work, document) for one in cited.get(number, ())]
    found = contexts.telling(document, there)
    return (document.text[found[0].start : found[0].end], found[1]) if found else None


def _entries_of(work: Work, document: Document) -> Iterator[int]:
    """The entries of a document that are *work*."""
    called = set(work.identifiers)
    for number, entry in enumerate(document.entries):
        named = entries.of_entry(entry, document.text[entry.start : entry.end])
        if called & set(named.identifiers) or entries.is_titled(named, work):
            yield number


def _as_work(record: Record) -> Work:
    return merge([record], work_id=str(identity(record)), first_seen_at=record.fetched_at)


def _address(work: Work) -> str | None:
    there = work.location("landing")
    return there or next((url for one in work.identifiers if (url := ids.address(one))), None)
