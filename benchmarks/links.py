"""Theorem links measured: how often a claim is linked, and whether a theorem's own comment finds it.

    benchmarks/links.py --library FOLDER --abstracts FILE.jsonl.zst [--read 60000] [--sample 400]

``--library`` is a checkout of a Lean library, ``--abstracts`` arXiv metadata as JSON lines. Of the
abstracts, sentences are taken that show, prove or find something; those of categories outside of
mathematics should have next to no links. Nothing of either is kept.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import orjson
import zstandard

from academichub.canon import Canons, Declaration
from academichub.review import links

AT = "2026-06-25T08:00:00Z"
_MATHEMATICS = re.compile(r"math")
_OTHERS = re.compile(r"cs|q-bio|astro|cond|physics")
_PROVED = re.compile(r"[Ww]e (prove|show) that|[Tt]heorem|if and only if")
_FOUND = re.compile(r"[Ww]e (prove|show|find) that")


def main() -> None:
    """Measure and print."""
    given = _arguments()
    rows = list(_rows(given.abstracts, given.read))
    random.Random(3).shuffle(rows)
    with tempfile.TemporaryDirectory() as folder:
        canons = Canons(Path(folder))
        print(canons.add("library", given.library, "r1", AT))
        for name, category, said in (
            ("mathematics", _MATHEMATICS, _PROVED),
            ("other fields", _OTHERS, _FOUND),
        ):
            _linked(name, _sentences(rows, category, said, given.sample), canons)
        _own(canons, given.sample)


def _linked(name: str, sentences: list[str], canons: Canons) -> None:
    began = time.perf_counter()
    linked = sum(bool(links.of_claims([one], canons)) for one in sentences)
    each = (time.perf_counter() - began) / max(1, len(sentences))
    print(f"{name}: {linked} of {len(sentences)} sentences linked, {1000 * each:.1f} ms each")


def _own(canons: Canons, sample: int) -> None:
    with canons.open("library") as canon:
        told = [one for one in canon.whole() if one.kind in ("theorem", "lemma") and _says(one)]
    chosen = random.Random(1).sample(told, min(sample, len(told)))
    found = sum(
        one.name in {link.declaration for link in links.of_claims([_first(one)], canons)}
        for one in chosen
    )
    print(f"own comments: {found} of {len(chosen)} theorems are among the links of their comment")


def _says(one: Declaration) -> bool:
    return len(one.doc.split()) >= 8


def _first(one: Declaration) -> str:
    return " ".join(one.doc.split()).partition(". ")[0]


def _rows(path: Path, most: int) -> Iterator[tuple[str, str]]:
    with path.open("rb") as file:
        lines = io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(file), "utf-8")
        for _, line in zip(range(most), lines, strict=False):
            told = orjson.loads(line)
            yield str(told["primary_category"]), " ".join(told["abstract"].split())


def _sentences(
    rows: list[tuple[str, str]], category: re.Pattern[str], said: re.Pattern[str], most: int
) -> list[str]:
    chosen: list[str] = []
    for name, abstract in rows:
        if category.match(name) and len(chosen) < most:
            told = [one for one in re.split(r"(?<=\.)\s+", abstract) if said.search(one)]
            chosen += told[:1]
    return chosen


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--abstracts", type=Path, required=True)
    parser.add_argument("--read", type=int, default=60_000)
    parser.add_argument("--sample", type=int, default=400)
    return parser.parse_args()


if __name__ == "__main__":
    main()
