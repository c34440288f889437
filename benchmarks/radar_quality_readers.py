"""The readers of the ranking benchmark: authors of real papers, and what they wrote next.

Someone who wrote at least five papers is a reader who saved them; their own new papers among
everything that appeared in the same days are what a radar should have put on top.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

from academichub.model import Work
from academichub.sources.formats.arxiv import authors_of, categories_of, whole_id
from academichub.text import author_key, title_key
from search_rows import read as read_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Rows = NDArray[np.int64]

LEAST_KEPT, MOST_KEPT = 5, 40
DAYS, LEAST_POOL = 14, 1_000
_WIDEST = 150
_PRACTISED = 60
_TEAM = 30  # longer lists are collaborations, which say little of what one of them reads

FILES = ("sample-160k.jsonl.zst", "recent-50k.jsonl.zst")
LATER = {FILES[0]: date(2017, 1, 1).toordinal(), FILES[1]: date(2026, 2, 1).toordinal()}
"""The first day of the later months of each file, which nothing was tuned on."""
_FIRST = {FILES[0]: date(2009, 1, 1).toordinal(), FILES[1]: date(2025, 7, 1).toordinal()}


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """The works of one file by day, each once, and who wrote which."""

    name: str
    works: Sequence[Work]
    days: NDArray[np.int64]
    written: Mapping[str, Rows]


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One reader at one moment: rows of the corpus, and which of the pool are their own."""

    reader: str
    start: int
    days: int
    kept: Rows
    pool: Rows
    hits: NDArray[np.bool_]

    @property
    def today(self) -> int:
        """The last day of the pool."""
        return self.start + self.days - 1


def corpus(path: Path) -> Corpus:
    """Read one file of arXiv metadata."""
    works: dict[str, Work] = {}
    for row in read_rows(path):
        work = _work(row)
        works.setdefault(title_key(work.title) or work.id, work)
    ordered = sorted(works.values(), key=lambda one: (one.date, one.id))
    days = np.array([date.fromisoformat(one.date).toordinal() for one in ordered])
    written: dict[str, list[int]] = defaultdict(list)
    for at, work in enumerate(ordered):
        if len(work.authorships) <= _TEAM:
            for key in {author_key(a.name) for a in work.authorships if _is_whole(a.name)}:
                written[key].append(at)
    return Corpus(
        path.name,
        ordered,
        days,
        {key: np.array(rows) for key, rows in written.items() if len(rows) > LEAST_KEPT},
    )


def cases(among: Corpus, split: str, count: int, seed: int, least: int = LEAST_KEPT) -> list[Case]:
    """*count* readers of a split, at one moment each.

    Args:
        among: the works.
        split: ``tune``, one half of the readers in the earlier months; ``held-out``, the other
            half in the later months; ``all``.
        count: how many at most.
        least: how many papers they kept.
        seed: another one gives other halves, other readers and other moments.
    """
    chance = random.Random(seed)
    found: list[Case] = []
    readers = sorted(key for key in among.written if split in ("all", _half(key, seed)))
    chance.shuffle(readers)
    for reader in (one for one in readers if len(among.written[one]) > least):
        if len(found) < count and (case := _case(among, reader, split, least, chance)):
            found.append(case)
    return found


def practised(among: Corpus, split: str, seed: int) -> list[Case]:
    """Readers of a split with 30 papers and more, for the learning curve; there are few."""
    return cases(among, split, _PRACTISED, seed, least=30)


def period(among: Corpus, split: str) -> tuple[int, int]:
    """The first day on which a pool of a split may begin, and the day after the last."""
    later, end = LATER[among.name], int(among.days[-1]) - DAYS + 2
    return (
        later if split == "held-out" else _FIRST[among.name],
        later - _WIDEST // 2 if split == "tune" else end,
    )


def hidden(work: Work, reader: str) -> Work:
    """*work* as if *reader* had not been among its authors."""
    kept = tuple(one for one in work.authorships if author_key(one.name) != reader)
    return replace(work, authorships=kept)


def _half(reader: str, seed: int) -> str:
    return ("tune", "held-out")[crc32(f"{seed} {reader}".encode()) & 1]


def _case(among: Corpus, reader: str, split: str, least: int, chance: random.Random) -> Case | None:
    rows = among.written[reader]
    first, end = period(among, split)
    days = among.days[rows]
    moments = [int(day) for day in days[least:] if first <= day < end]
    if not moments:
        return None
    start = max(first, chance.choice(moments) - chance.randrange(DAYS))
    kept = rows[days < start][-MOST_KEPT:]
    low = int(np.searchsorted(among.days, start))
    for width in range(DAYS, _WIDEST):
        high = int(np.searchsorted(among.days, start + width))
        if high - low >= LEAST_POOL:
            pool = np.arange(low, high)
            hits = np.isin(pool, rows)
            whole = len(kept) >= least and hits.any()
            return Case(reader, start, width, kept, pool, hits) if whole else None
    return None


def _is_whole(name: str) -> bool:
    """Whether there is a given name, not only initials."""
    parts = name.split()
    return len(parts) > 1 and len(parts[0].strip(".")) > 2 and "." not in parts[0]


def _work(row: Mapping[str, Any]) -> Work:
    categories = categories_of(row.get("categories"))
    return Work(
        id=f"arxiv:{whole_id(row['id'])}",
        title=row["title"],
        type="preprint",
        source="arxiv",
        sources=("arxiv",),
        first_seen_at="2026-01-01T00:00:00Z",
        abstract=row.get("abstract"),
        authorships=authors_of(row.get("authors")),
        primary_category=row.get("primary_category") or (categories[0] if categories else None),
        categories=categories,
        posted_on=row.get("created") or row["announced"][:10],
    )
