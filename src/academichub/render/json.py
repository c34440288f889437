"""A work as the API, the command line and exports give it: one flat JSON object.

Holds everything known of a work; reads nothing but the work handed in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from academichub import ids
from academichub.model import Authorship, Reference, Update, Venue, Work

_PLAIN = (
    "id", "type", "title", "abstract", "source", "primary_category", "announce_type",
    "announced_on", "posted_on", "published_on", "updated_on", "first_seen_at", "version",
    "cited_by_count", "authors_complete", "comment", "journal_ref", "license", "language",
    "starter", "retracted", "date",
)  # fmt: skip
_LISTS = ("sources", "categories", "keywords")
_OBJECTS = ("versions", "announcements", "locations")


def work_json(work: Work, *, references: bool = False) -> dict[str, Any]:
    """One work as JSON values.

    Args:
        work: what to show.
        references: whether its whole reference list goes along, not only their number.

    Returns:
        Every key is always there, null where nothing is known. ``identifiers`` has the first
        identifier of each scheme, ``all_identifiers`` each as ``scheme:value``; ``url`` and
        ``pdf_url`` are where the source shows it. ``abstract_by`` is ``academichub`` where the
        abstract of a starter work is a summary of ours, and null where it is the authors' own.
    """
    shown: dict[str, Any] = {name: getattr(work, name) for name in _PLAIN}
    shown |= {name: list(getattr(work, name)) for name in _LISTS}
    shown |= {name: [asdict(each) for each in getattr(work, name)] for name in _OBJECTS}
    shown |= {
        "authors": [_author(each) for each in work.authorships],
        "identifiers": {i.scheme: i.value for i in reversed(work.identifiers)},
        "all_identifiers": [str(i) for i in work.identifiers],
        "venue": _venue(work.venue) if work.venue else None,
        "url": _url(work),
        "pdf_url": work.location("pdf"),
        "updates": [_update(each) for each in work.updates],
        "references_count": len(work.references),
        "abstract_by": "academichub" if work.starter and work.abstract else None,
    }
    if references:
        shown["references"] = [_reference(each) for each in work.references]
    return shown


def works_json(works: Iterable[Work], total: int) -> dict[str, Any]:
    """A list of works as JSON values; *total* is how many there are beyond those given."""
    return {"works": [work_json(work) for work in works], "total": total}


def _url(work: Work) -> str | None:
    resolved = (ids.address(identifier) for identifier in work.identifiers)
    return work.location("landing") or next((each for each in resolved if each), None)


def _author(author: Authorship) -> dict[str, Any]:
    return asdict(author) | {"affiliations": list(author.affiliations)}


def _venue(venue: Venue) -> dict[str, Any]:
    return asdict(venue) | {"issn": list(venue.issn)}


def _update(update: Update) -> dict[str, Any]:
    return asdict(update) | {"notice": str(update.notice) if update.notice else None}


def _reference(reference: Reference) -> dict[str, Any]:
    named = str(reference.identifier) if reference.identifier else None
    return asdict(reference) | {"identifier": named}
