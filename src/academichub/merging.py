"""How everything said about one work is read as one work.

Pure. Each field is taken from the record trusted most for it: the version of record, then the
preprint server, then aggregators, then imported files, then starter data; of equals, the newest.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from academichub.ids import Identifier
from academichub.model import (
    Announcement,
    Date,
    Instant,
    Origin,
    Record,
    Update,
    Version,
    Work,
    to_json,
)

T = TypeVar("T")

STARTER = "starter"
_JOURNAL_FEED = 2
_PREPRINT_SERVER = 3
_TRUST = {
    "crossref": 0,
    "pubmed": 1,
    "arxiv": _PREPRINT_SERVER,
    "biorxiv": _PREPRINT_SERVER,
    "medrxiv": _PREPRINT_SERVER,
    "europepmc": 4,
    "openalex": 5,
    "import": 6,
}
_FIRST_SAID = (
    "title", "type", "abstract", "primary_category", "venue", "published_on", "comment",
    "journal_ref", "license", "language",
)  # fmt: skip


def merge(
    records: Sequence[Record],
    *,
    work_id: str,
    first_seen_at: Instant,
    notices: Iterable[Update] = (),
) -> Work:
    """Read *records*, all about one work, as that work.

    Args:
        records: at least one; earlier words of the same entry may be among them.
        work_id: the identity the work keeps.
        first_seen_at: when the first of its records came.
        notices: updates that other works (a retraction notice) say about this one.
    """
    ordered = _by_trust(_without_starter_prose(records))
    said = {name: _first(ordered, name) for name in _FIRST_SAID}
    authors = _authors(ordered)
    said["authorships"] = authors
    announcements = _announcements(ordered)
    latest = announcements[-1] if announcements else None
    return Work(
        id=work_id,
        source=ordered[0].source,
        sources=_unique(record.source for record in ordered),
        first_seen_at=first_seen_at,
        identifiers=_identifiers(ordered),
        authors_complete=authors.authors_complete if authors else True,
        categories=_categories(ordered),
        keywords=_unique(word for record in ordered for word in record.keywords),
        posted_on=_dates(ordered, "posted_on", min),
        updated_on=_dates(ordered, "updated_on", max),
        announced_on=latest.announced_on if latest else None,
        announce_type=latest.announce_type if latest else None,
        version=max((record.version for record in ordered if record.version), default=None),
        versions=_versions(ordered),
        announcements=announcements,
        locations=_unique((p for record in ordered for p in record.locations), lambda p: p.url),
        references=max((record.references for record in ordered), key=len),
        updates=_updates(ordered, notices),
        cited_by_count=max(
            (r.cited_by_count for r in ordered if r.cited_by_count is not None), default=None
        ),
        starter=all(record.route == STARTER for record in ordered),
        origins=_origins(ordered[0], said),
        **{"title": "", **{n: getattr(record, n) for n, record in said.items() if record}},
    )


def identity(record: Record) -> Identifier:
    """The identifier a new work is named by: arXiv id, DOI, other, else its source's own key."""
    for scheme in ("arxiv", "doi", "pmid", "pmcid", "openalex"):
        for identifier in record.identifiers:
            if identifier.scheme == scheme:
                return identifier
    return Identifier("local", f"{record.source}/{record.key}")


def listed_on(record_or_work: Record | Work) -> tuple[tuple[Date, str], ...]:
    """The days it was listed on, with the announce type; its own date where none was."""
    listed = tuple((a.announced_on, a.announce_type) for a in record_or_work.announcements)
    if listed or isinstance(record_or_work, Record):
        return listed
    return ((record_or_work.date, "new"),)


def _by_trust(records: Sequence[Record]) -> Sequence[Record]:
    if len(records) == 1:
        return records
    # Of words equal in trust and said in the same second any may stand first, but always the same.
    return sorted(records, key=lambda record: (_trust(record), to_json(record)))


def _trust(record: Record) -> tuple[int, int, str]:
    rank = _TRUST.get(record.source, _JOURNAL_FEED)
    if record.route == STARTER:
        rank = 9
    elif rank < _JOURNAL_FEED and record.type == "preprint":
        rank = _TRUST["europepmc"]  # its own server knows better
    # sorted() is ascending, so newest-first is asked for by complementing the digits.
    return rank, -(record.version or 0), record.fetched_at.translate(_COMPLEMENT)


_COMPLEMENT = str.maketrans("0123456789", "9876543210")


def _without_starter_prose(records: Sequence[Record]) -> Sequence[Record]:
    if len(records) == 1 or all(record.route == STARTER for record in records):
        return records
    return [
        replace(record, abstract=None) if record.route == STARTER else record for record in records
    ]


def _first(ordered: Sequence[Record], name: str) -> Record | None:
    for record in ordered:
        if getattr(record, name):
            return record
    return None


def _identifiers(ordered: Sequence[Record]) -> tuple[Identifier, ...]:
    own = [identifier for record in ordered for identifier in record.identifiers]
    # What a source says is the same work names it too, so that the other is known when it comes.
    linked = [r.identifier for one in ordered for r in one.relations if r.kind == "same-work"]
    return _unique([*own, *linked])


def _authors(ordered: Sequence[Record]) -> Record | None:
    for record in ordered:
        if record.authorships and record.authors_complete:
            return record
    return _first(ordered, "authorships")


def _categories(ordered: Sequence[Record]) -> tuple[str, ...]:
    primary = [r.primary_category for r in ordered if r.primary_category]
    return _unique([*primary, *(c for record in ordered for c in record.categories)])


def _dates(ordered: Sequence[Record], name: str, pick: Callable[..., Any]) -> Date | None:
    said = [value for record in ordered if (value := getattr(record, name))]
    return pick(said) if said else None


def _announcements(ordered: Sequence[Record]) -> tuple[Announcement, ...]:
    everything = _unique(a for record in ordered for a in record.announcements)
    return tuple(sorted(everything, key=lambda a: (a.announced_on, a.version or 0)))


def _versions(ordered: Sequence[Record]) -> tuple[Version, ...]:
    if not any(record.versions for record in ordered):
        return ()
    best: dict[int, Version] = {}
    for version in (v for record in ordered for v in record.versions):
        if version.number not in best or not best[version.number].posted_on:
            best[version.number] = version
    return tuple(best[number] for number in sorted(best))


def _updates(ordered: Sequence[Record], notices: Iterable[Update]) -> tuple[Update, ...]:
    said = [update for record in ordered for update in record.updates]
    return _unique([*said, *notices], lambda u: (u.type, u.notice or u.date))


def _origins(main: Record, said: dict[str, Record | None]) -> dict[str, Origin]:
    # "*" is the record most fields came from; the others are named one by one.
    others = {name: record for name, record in said.items() if record and record is not main}
    return {name: _origin(record) for name, record in {"*": main, **others}.items()}


def _origin(record: Record) -> Origin:
    return Origin(record.source, record.route, record.key, record.fetched_at)


def _unique(items: Iterable[T], key: Callable[[T], Hashable] | None = None) -> tuple[T, ...]:
    if key is None:
        return tuple(dict.fromkeys(items))
    best: dict[Hashable, T] = {}
    for item in items:
        best.setdefault(key(item), item)
    return tuple(best.values())
