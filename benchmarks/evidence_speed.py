"""How fast the evidence of abstracts is gathered.

Usage: python benchmarks/evidence_speed.py [--data DIR] [--works N] [--json]

Recent arXiv works in batches of 400, as a large brief has them: cutting into sentences alone, with
roles and things, and with quantities too. Processor time, the best of three rounds; the first round
has not seen any word before and is given as well.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

import zstandard

from academichub import evidence, text
from academichub.model import Work

BATCH = 400
ROUNDS = 3


def works(data: Path, count: int) -> list[Work]:
    with (data / "arxiv" / "recent-50k.jsonl.zst").open("rb") as packed:
        lines = io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(packed), "utf-8")
        rows = [json.loads(line) for line in islice(lines, count)]
    return [
        Work(row["id"], row["title"], "preprint", "arxiv", ("arxiv",), "", abstract=row["abstract"])
        for row in rows
    ]


def cut(batch: Sequence[Work]) -> None:
    for one in batch:
        text.sentences(one.abstract or "")


def bare(batch: Sequence[Work]) -> None:
    evidence.gather(batch, read=lambda _: ())


def whole(batch: Sequence[Work]) -> None:
    evidence.gather(batch)


def rates(found: Sequence[Work], act: Callable[[Sequence[Work]], None]) -> list[float]:
    """Abstracts each second, round by round."""
    rounds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for at in range(0, len(found), BATCH):
            act(found[at : at + BATCH])
        rounds.append(round(len(found) / (time.process_time() - start), 1))
    return rounds


def main() -> None:
    beside = Path(__file__).parents[2] / "shared" / "data"
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=os.environ.get("ACADEMICHUB_TEST_DATA", beside)
    )
    parser.add_argument("--works", type=int, default=2_000)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    found = works(wanted.data, wanted.works)
    figures = {
        name: {"first": each[0], "best": max(each)}
        for name, each in (
            ("sentences alone", rates(found, cut)),
            ("roles and things", rates(found, bare)),
            ("quantities too", rates(found, whole)),
        )
    }
    ratio = figures["sentences alone"]["best"] / figures["roles and things"]["best"]
    if wanted.json:
        print(json.dumps({"abstracts per second": figures, "ratio": round(ratio, 1)}, indent=1))
        return
    for name, one in figures.items():
        print(f"{name:18} {one['best']:9.1f} abstracts/s   (first round {one['first']:.1f})")
    print(f"roles and things take {ratio:.1f} times as long as cutting into sentences")


if __name__ == "__main__":
    main()
