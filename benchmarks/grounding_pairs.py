"""Real sentences of real abstracts, each with its quote and its work, for the benchmark of the ground check.

A pair is a statement, its quotes, and the works there are. Works are split in two halves by a hash of
their id: ``tune`` is what misses were looked at on, ``report`` what figures are given on.
"""

from __future__ import annotations

import io
import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import zstandard

from academichub import text as texts
from academichub.argument import Quote, Statement
from academichub.ground import Text

SKIP = 7  # of the files' lines every seventh is read, so that both files are seen whole


@dataclass(frozen=True)
class Source:
    """A work of the benchmark, with the places of its abstract's sentences."""

    id: str
    text: Text
    category: str
    spans: tuple[tuple[int, int], ...]

    @property
    def abstract(self) -> str:
        return self.text.fields["abstract"]

    def quote(self, span: tuple[int, int]) -> Quote:
        return Quote(self.id, "abstract", *span, self.abstract[slice(*span)])


@dataclass(frozen=True)
class Pair:
    """A statement to be checked, and what it was made of."""

    statement: Statement
    works: Mapping[str, Text]
    kind: str
    style: str
    source: str


def sources(data: Path, half: str, many: int) -> list[Source]:
    """Works of one half of both files, in a fixed order."""
    found = []
    for name in ("recent-50k.jsonl.zst", "sample-160k.jsonl.zst"):
        found += list(_read(data / "arxiv" / name, half, many // 2))
    return found


def _read(path: Path, half: str, many: int) -> Iterator[Source]:
    count = 0
    with path.open("rb") as body:
        for line in io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(body), "utf-8"):
            work = json.loads(line)
            number = crc32(work["id"].encode())
            if number % SKIP or ("tune" if (number // SKIP) % 2 else "report") != half:
                continue
            yield _source(work)
            count += 1
            if count >= many:
                return


def _source(work: Mapping[str, object]) -> Source:
    abstract = str(work.get("abstract") or "")
    written = work.get("authors") or ()
    names = re.split(r", | and ", written) if isinstance(written, str) else list(written)  # type: ignore[call-overload]
    day = str(work.get("created") or work.get("published") or work.get("announced") or "")
    fields = {"title": str(work.get("title") or ""), "abstract": abstract}
    text = Text(fields, tuple(map(str, names)), int(day[:4]) if day[:4].isdigit() else None)
    spans = tuple((one[0], one[1]) for one in texts.sentences(abstract))
    return Source(str(work["id"]), text, str(work.get("primary_category") or ""), spans)


def sentences(
    works: Sequence[Source], chance: random.Random
) -> list[tuple[Source, tuple[int, int]]]:
    """All sentences of ordinary length, shuffled."""
    found = [
        (work, span)
        for work in works
        for span in work.spans
        if 8 <= len(work.abstract[slice(*span)].split()) <= 60
    ]
    chance.shuffle(found)
    return found


def pair(
    text: str, quotes: Sequence[Quote], works: Sequence[Source], kind: str, style: str, source: str
) -> Pair:
    """A pair; the works it is checked among are those given."""
    return Pair(
        Statement("t1.1", text, tuple(quotes)),
        {work.id: work.text for work in works},
        kind,
        style,
        source,
    )
