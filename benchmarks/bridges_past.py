"""The past of the bridges benchmark: works by year, what they name, and which pairs nobody had joined.

Reads the recorded rows in place; keeps of each work its year, its categories and the things its
sentences name. What a thing is called is decided among works of the same months.
"""

from __future__ import annotations

import io
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import orjson
import zstandard

from academichub import evidence, taxonomy
from academichub.bridges.generic import is_generic
from academichub.bridges.named import spelling
from academichub.bridges.surprise import COMMON
from academichub.model import Work

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

_REPOSITORY = Path(__file__).resolve().parent.parent
FILES = ("sample-160k.jsonl.zst", "recent-50k.jsonl.zst")
_CHUNK = 2000
_MONTH = re.compile(r"(?:^|/)(\d\d)\d\d")
_LEAST_NAMED, _LEAST_CATEGORY = 5, 200


class Row(NamedTuple):
    """A work: when it was first submitted, where it is listed, what each of its sentences names.

    What is generic is left out.
    """

    year: int
    categories: tuple[str, ...]
    sentences: tuple[tuple[tuple[str, str], ...], ...]


def rows(folder: Path | None, processes: int) -> list[list[Row]]:
    """The works of both files, in the order of the files."""
    place = folder or Path(os.environ.get("ACADEMICHUB_TEST_DATA", _REPOSITORY.parent / "shared" / "data"))  # fmt: skip
    chunks = [list(_chunks(_read(place / "arxiv" / name))) for name in FILES]
    with ProcessPoolExecutor(processes) as pool:
        return [[row for part in pool.map(_rows, each) for row in part] for each in chunks]


def _read(path: Path) -> Iterator[dict[str, Any]]:
    with path.open("rb") as file:
        plain = zstandard.ZstdDecompressor().stream_reader(file)
        yield from map(orjson.loads, io.BufferedReader(plain))


def _chunks(read: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    chunk: list[dict[str, Any]] = []
    for row in read:
        chunk.append(row)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    yield chunk


def _rows(chunk: Sequence[Mapping[str, Any]]) -> list[Row]:
    works = [
        Work(str(number), row["title"], "preprint", "arxiv", ("arxiv",), "2026-01-01T00:00:00Z", abstract=row.get("abstract"))
        for number, row in enumerate(chunk)
    ]  # fmt: skip
    said: list[list[tuple[tuple[str, str], ...]]] = [[] for _ in works]
    for sentence in evidence.gather(works, read=lambda _: ()):
        if sentence.things:
            telling = (thing for thing in sentence.things if not is_generic(thing.key))
            own = tuple((spelling(thing), thing.kind) for thing in telling)
            said[int(sentence.work)].append(own)
    return [
        Row(_year(row["id"]), _categories(row), tuple(own))
        for row, own in zip(chunk, said, strict=True)
    ]


def _year(key: str) -> int:
    # An id tells the month of the first submission; ``704.0026`` has lost its leading zero.
    whole = key if "/" in key else key.rjust(9, "0")
    found = _MONTH.search(whole)
    if found is None:
        raise ValueError(f"no year in {key!r}")
    year = int(found[1])
    return 1900 + year if year >= 90 else 2000 + year


def _categories(row: Mapping[str, Any]) -> tuple[str, ...]:
    given = row.get("categories") or ()
    listed = given.split(",") if isinstance(given, str) else given
    named = [row.get("primary_category"), *listed]
    known = (taxonomy.canonical(one) for one in named if one)
    return tuple(dict.fromkeys(taxonomy.ALIASES.get(one, one) for one in known))


@dataclass(frozen=True, eq=False)
class Past:
    """Works before and after a cut, and what at least five works before it name.

    What is named by more than `COMMON` of the works before is left out.
    """

    before: Sequence[Row]
    after: Sequence[Row]

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """The things, in order, with what most sentences before the cut name each as."""
        naming: Counter[str] = Counter()
        kinds: dict[str, Counter[str]] = {}
        for row in self.before:
            naming.update({key for own in row.sentences for key, _ in own})
            for own in row.sentences:
                for key, kind in own:
                    kinds.setdefault(key, Counter())[kind] += 1
        return {
            key: min(kinds[key], key=lambda kind: (-kinds[key][kind], kind))
            for key in sorted(naming)
            if _LEAST_NAMED <= naming[key] <= COMMON * len(self.before)
        }

    @cached_property
    def number(self) -> Mapping[str, int]:
        """The column of each thing."""
        return {key: at for at, key in enumerate(self.kinds)}

    @cached_property
    def naming(self) -> NDArray[np.int64]:
        """How many works before the cut name each thing."""
        return np.asarray(self.named.sum(axis=0)).ravel().astype(np.int64)

    @cached_property
    def named(self) -> csr_array:
        """Works before the cut by things."""
        return self.works(self.before)

    @cached_property
    def named_later(self) -> csr_array:
        """Works after the cut by things."""
        return self.works(self.after)

    def works(self, of: Sequence[Row]) -> csr_array:
        """Works by things: 1 where the work names it."""
        return self._counted([{key for own in row.sentences for key, _ in own} for row in of])

    def sentences(self) -> csr_array:
        """Sentences before the cut by things."""
        return self._counted([{key for key, _ in own} for row in self.before for own in row.sentences])  # fmt: skip

    def _counted(self, named: Sequence[set[str]]) -> csr_array:
        return sparse([[self.number[k] for k in own if k in self.number] for own in named], len(self.number))  # fmt: skip

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """Those of at least 200 works before the cut."""
        counts = Counter(one for row in self.before for one in row.categories)
        return tuple(sorted(one for one in counts if counts[one] >= _LEAST_CATEGORY))


def fields(row: Row) -> tuple[str, ...]:
    """The fields a work is listed in, its main one first."""
    return tuple(dict.fromkeys(taxonomy.field(one) for one in row.categories))


def sparse(rows: Sequence[Sequence[int]], columns: int) -> csr_array:
    """A matrix of ones at these columns of each row."""
    from scipy.sparse import csr_array

    starts = np.cumsum([0, *map(len, rows)])
    places = np.fromiter((at for row in rows for at in sorted(row)), np.int64, int(starts[-1]))
    shape = (len(rows), columns)
    return csr_array((np.ones(len(places), np.float32), places, starts), shape=shape)
