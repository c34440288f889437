"""Sets of real papers whose categories are known, drawn the same way every time.

A paper's categories are taken off it before it is handed on: they are what is asked for. Half the
papers, by the hash of their ids, are never drawn: the shipped background was counted on them.
"""

from __future__ import annotations

import os
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from academichub.model import Work
from radar_quality_readers import _work as as_work
from search_rows import read as read_rows

FILES = ("sample-160k.jsonl.zst", "recent-50k.jsonl.zst")
_SHORTEST = 200
_REPOSITORY = Path(__file__).resolve().parent.parent


class Case(NamedTuple):
    """A kind of set: whose categories it mixes, how many works of how many of them, how evenly."""

    of: str
    works: int
    groups: int
    even: bool

    def __str__(self) -> str:
        evenly = "even" if self.even else "uneven"
        return f"{self.works} of {self.groups} {self.of}, {evenly}"


CASES = tuple(
    Case(of, works, groups, even)
    for of, works, groups in (
        ("archives", 100, 5),
        ("archives", 400, 10),
        ("categories", 100, 6),
        ("categories", 400, 12),
        ("cs.*", 100, 5),
        ("cs.*", 400, 10),
    )
    for even in (True, False)
)


class Drawn(NamedTuple):
    """Works without their categories, and the number of each one's category."""

    works: Sequence[Work]
    truth: Sequence[int]


Pools = Mapping[str, Sequence[Work]]


def folder(given: Path | None) -> Path:
    """Where the files are: given, or in the folder of ACADEMICHUB_TEST_DATA."""
    data = os.environ.get("ACADEMICHUB_TEST_DATA", _REPOSITORY.parent / "shared" / "data")
    return given or Path(data) / "arxiv"


def grouped(path: Path, *, for_background: bool = False) -> Pools:
    """The papers of a file by primary category, those with a whole abstract, in a shuffled order."""
    pools: defaultdict[str, list[Work]] = defaultdict(list)
    for row in read_rows(path):
        if crc32(row["id"].encode()) % 2 != for_background:
            continue
        work = as_work(row)
        if work.primary_category and len(work.abstract or "") >= _SHORTEST:
            pools[work.primary_category].append(work)
    for name, works in pools.items():
        works.sort(key=lambda work: work.id)
        random.Random(name).shuffle(works)
    return dict(sorted(pools.items()))


def draw(pools: Pools, case: Case, seed: int) -> Drawn:
    """One set of a kind; another seed gives other categories and other works.

    Where the parts are uneven, the larger are of the larger categories, as far as these reach.
    """
    chance = random.Random(f"{case} {seed}")
    merged = _merged(pools, case.of)
    sizes = _sizes(case)
    least = case.works // case.groups
    enough = [name for name in merged if len(merged[name]) >= least]
    names = sorted(chance.sample(enough, case.groups), key=lambda name: -len(merged[name]))
    pairs = [
        (work, number)
        for number, (name, size) in enumerate(zip(names, sizes, strict=True))
        for work in chance.sample(merged[name], min(size, len(merged[name])))
    ]
    chance.shuffle(pairs)
    bare = [replace(work, primary_category=None, categories=()) for work, _ in pairs]
    return Drawn(bare, [number for _, number in pairs])


def _merged(pools: Pools, of: str) -> Mapping[str, Sequence[Work]]:
    if of == "categories":
        return pools
    merged: defaultdict[str, list[Work]] = defaultdict(list)
    for name, works in pools.items():
        if of == "archives":
            merged[name.split(".")[0]] += works
        elif name.startswith("cs."):
            merged[name] += works
    return merged


def _sizes(case: Case) -> list[int]:
    """Equal parts, or parts as 1, 1/2, 1/3, … of the largest."""
    parts = [1.0 if case.even else 1 / number for number in range(1, case.groups + 1)]
    sizes = [int(case.works * part / sum(parts)) for part in parts]
    sizes[0] += case.works - sum(sizes)
    return sizes
