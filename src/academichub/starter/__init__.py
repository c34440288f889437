"""The papers AcademicHub comes with, so that a first run without a network is not empty.

Bibliographic facts with a summary written for this program in place of the abstract. Never stands
above anything a source says: the real record of a work replaces what is here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from importlib import resources
from typing import Any

import orjson

from academichub import ids
from academichub.model import Announcement, Authorship, Instant, Location, Record, Reference
from academichub.text import fold

ROUTE = "starter"
_WORD = re.compile(r"[^\W_]+")


def records(now: datetime) -> tuple[Record, ...]:
    """The starter set, fetched *now* as far as the store is concerned.

    The file holds one JSON object a line: `source`, `title`, `summary`, `authors`, `category` (the
    one it is listed under) and, where known, `arxiv`, `version`, `authors_complete`, `primary` and
    `categories`, `announced_on` with `announce_type`, `posted_on`, and `cites` (identifiers).
    """
    at = now.strftime("%Y-%m-%dT%H:%M:%SZ")
    text = resources.files(__name__).joinpath("works.jsonl").read_text("utf-8")
    return tuple(_record(line, at) for line in text.splitlines())


def _record(line: str, at: Instant) -> Record:
    row: Mapping[str, Any] = orjson.loads(line)
    arxiv = row.get("arxiv")
    return Record(
        source=row["source"],
        route=ROUTE,
        key=arxiv or "-".join(_WORD.findall(fold(row["title"]))),
        fetched_at=at,
        title=row["title"],
        identifiers=(ids.arxiv(arxiv)[0],) if arxiv else (),
        type="preprint",
        abstract=row["summary"],
        authorships=tuple(map(Authorship, row["authors"])),
        authors_complete=row.get("authors_complete", bool(row["authors"])),
        # A paper listed here from elsewhere has its primary category there, where we know it.
        primary_category=row.get("primary", row["category"]),
        categories=tuple(row.get("categories", [row["category"]])),
        posted_on=row.get("posted_on"),
        version=row.get("version"),
        announcements=_announcements(row),
        locations=_locations(arxiv) if arxiv else (),
        references=tuple(Reference(ids.parse(cited)) for cited in row.get("cites", ())),
        raw=line,
    )


def _announcements(row: Mapping[str, Any]) -> tuple[Announcement, ...]:
    if "announced_on" not in row:
        return ()
    said = row["announced_on"], row["announce_type"], row.get("version"), row["category"]
    return (Announcement(row["source"], *said),)


def _locations(arxiv: str) -> tuple[Location, ...]:
    # https://info.arxiv.org/help/arxiv_identifier_for_services.html
    return (
        Location(f"https://arxiv.org/abs/{arxiv}", "landing"),
        Location(f"https://arxiv.org/pdf/{arxiv}", "pdf"),
    )
