"""What arXiv's routes have in common: how its fields become a `Record`.

Pure; each route fills `Paper` from its own spelling of the fields. Never decides which version of
a field is right where routes differ; every route makes its own record.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from academichub import ids, text
from academichub.errors import IdentifierError, UnreadableError
from academichub.ids import Identifier
from academichub.model import (
    Announcement,
    Authorship,
    Date,
    Instant,
    Location,
    Record,
    Update,
    Version,
)

SOURCE = "arxiv"

# How authors say it in the comment or, as the whole abstract, in its place.
_WITHDRAWN = re.compile(
    r"^\W*(?:(?:this|the)\s+)?(?:(?:paper|article|submission|manuscript|preprint|work|note)\s+)?"
    r"(?:(?:has|have)\s+been\s+|is\s+|was\s+|being\s+)?withdrawn\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Paper:
    """One arXiv paper as one route tells it; texts as they came, TeX and all."""

    arxiv_id: str
    title: str
    version: int | None = None
    abstract: str | None = None
    authorships: tuple[Authorship, ...] = ()
    categories: tuple[str, ...] = ()
    primary_category: str | None = None
    posted_on: Date | None = None
    updated_on: Date | None = None
    versions: tuple[Version, ...] = ()
    announcement: Announcement | None = None
    comment: str | None = None
    journal_ref: str | None = None
    doi: str | None = None
    license: str | None = None
    raw: str = ""


def to_record(paper: Paper, *, route: str, fetched_at: Instant) -> Record:
    """The record of *paper*.

    Raises:
        UnreadableError: its id is no arXiv id, or it has no title.
    """
    identifier, written = identified(paper.arxiv_id)
    title = text.plain(paper.title)
    if not title:
        raise UnreadableError(f"{identifier} has no title")
    version = paper.version or written
    categories = tuple(dict.fromkeys(paper.categories))
    return Record(
        source=SOURCE,
        route=route,
        key=identifier.value,
        fetched_at=fetched_at,
        title=title,
        identifiers=(identifier, *dois(paper.doi)),
        type="preprint",
        abstract=_optional(_paragraphs, paper.abstract),
        authorships=paper.authorships,
        primary_category=paper.primary_category or next(iter(categories), None),
        categories=categories,
        posted_on=paper.posted_on,
        updated_on=paper.updated_on,
        version=version,
        versions=paper.versions,
        announcements=(paper.announcement,) if paper.announcement else (),
        locations=_locations(identifier, version, paper.license),
        updates=tuple(_withdrawals(paper)),
        comment=_optional(text.plain, paper.comment),
        journal_ref=_optional(text.plain, paper.journal_ref),
        license=paper.license,
        raw=paper.raw,
    )


def dois(written: str | None) -> tuple[Identifier, ...]:
    """The DOIs in arXiv's field, which authors fill with one or several, however separated."""
    found = []
    for part in re.split(r"[\s;]+|,(?=\s*10\.)", written or ""):
        try:
            found.append(ids.doi(part))
        except IdentifierError:
            # Not a DOI ("in press"): the field stays readable in the record's raw text.
            continue
    return tuple(identifier for identifier in dict.fromkeys(found) if identifier.scheme == "doi")


def month_of(arxiv_id: str) -> Date:
    """The month in which *arxiv_id* was given out, ``2026-06`` for 2606.13262.

    https://info.arxiv.org/help/arxiv_identifier.html: the first four digits, of both schemes.
    """
    digits = arxiv_id.rpartition("/")[2]
    century = "19" if digits[:2] > "90" else "20"
    return f"{century}{digits[:2]}-{digits[2:4]}"


def mail_day(written: str) -> Date | None:
    """The day of ``Fri, 23 Feb 2024 00:00:00 -0500`` (RFC 5322) as the writer's clock has it.

    None where it is no date.
    """
    try:
        return parsedate_to_datetime(written).date().isoformat()
    except (ValueError, OverflowError):
        return None


def identified(written: str) -> tuple[Identifier, int | None]:
    """The paper *written* names, and the version where it names one.

    Raises:
        UnreadableError: it is no arXiv id.
    """
    try:
        return ids.arxiv(written)
    except IdentifierError as error:
        raise UnreadableError(str(error)) from error


def _paragraphs(abstract: str) -> str:
    # https://info.arxiv.org/help/prep.html: an indented line begins a paragraph.
    return text.paragraphs(re.sub(r"\n[ \t]+(?=\S)", "\n\n", abstract.strip()))


def _optional(read: Callable[[str], str], value: str | None) -> str | None:
    return (read(value) or None) if value else None


def _locations(
    identifier: Identifier, version: int | None, license_: str | None
) -> tuple[Location, ...]:
    suffix = f"{identifier.value}v{version}" if version else identifier.value
    return (
        Location(f"https://arxiv.org/abs/{suffix}", "landing", version, license_),
        Location(f"https://arxiv.org/pdf/{suffix}", "pdf", version, license_),
    )


def _withdrawals(paper: Paper) -> list[Update]:
    said = next((t for t in (paper.comment, paper.abstract) if t and _WITHDRAWN.match(t)), None)
    if said is None:
        return []
    return [Update("withdrawal", paper.updated_on, label=text.plain(said)[:200], source=SOURCE)]
