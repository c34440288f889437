"""How fast the radar is: ranking, learning, a morning's digests, on real papers.

    python benchmarks/radar_speed.py                    everything, some minutes
    python benchmarks/radar_speed.py --readers 100 --no-rivals --json

Ranks 100,000 real works and one day's 3,000 for authors of real papers who kept up to 40 of their
own, with the reasons of the top 25, beside what arxiv-sanity-lite does for a reader on the same
works and the same machine: fit a linear SVM on their TF-IDF vectors, which are ready, and score
them. Ours is learnt once a mark, the SVM fitted for each list; the ratio is printed without and
with our learning. Then 1,000 such readers' digests are prepared by two processes over one store; see
`radar_speed_digests`. Times are medians; each part runs in processes of its own.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any, NamedTuple

import numpy as np

import radar_speed_digests as digests
from academichub import rank
from academichub.index.matrix import Matrix
from academichub.model import Work
from academichub.profile import Profile
from radar_quality_readers import Corpus, corpus
from radar_quality_rivals import Asked, narrow, svm_of_the_pool, told, vectorizer
from search_rows import data_path

ALL, DAY, TOP = 100_000, 3_000, 25
_REPEATS = 5


def main() -> None:
    options = _options()
    if options.part:
        print(json.dumps(_PARTS[options.part](options)))
        return
    options.folder = tempfile.mkdtemp(prefix="academichub-radar-", dir=options.folder)
    try:
        wanted = [one for one in _PARTS if one != "rivals" or options.rivals]
        report = {part: _in_own_process(part, options) for part in wanted}
    finally:
        shutil.rmtree(options.folder)
    print(json.dumps(report, indent=2) if options.json else _told(report))


def build(options: argparse.Namespace) -> dict[str, Any]:
    """Put the works into a matrix, as catching up does."""
    among = _corpus(options)
    start = perf_counter()
    matrix = Matrix(Path(options.folder) / "features")
    with matrix.writer(bulk=True) as writer:
        for number, work in enumerate(among.works):
            writer.put(number, work)
        writer.commit(1)
    seconds = perf_counter() - start
    size = sum(path.stat().st_size for path in matrix.folder.iterdir())
    start = perf_counter()
    matrix.background()
    return {
        "works": len(among.works),
        "seconds": seconds,
        "works_per_second": len(among.works) / seconds,
        "bytes_per_work": size / len(among.works),
        "background_seconds": perf_counter() - start,
        **digests.memory(),
    }


def ours(options: argparse.Namespace) -> dict[str, Any]:
    """Rank for some readers, from a matrix opened anew."""
    among = _corpus(options)
    before = digests.memory()
    matrix = Matrix(Path(options.folder) / "features")
    shared, ready = matrix.background(), {}
    made = {}
    for size in (ALL, DAY):
        first = int(np.sort(among.days)[-size])
        start = perf_counter()
        ready[size] = matrix.candidates(first)
        made[size] = 1000 * (perf_counter() - start)
    asked = _readers(among, options.asking)
    times: dict[str, list[Spent]] = {"learnt": []}
    for rows in asked:
        marks = [rank.Kept(among.works[row], "saved", int(among.days[row])) for row in rows]
        times["learnt"].append(_timed(partial(rank.learn, Profile(), marks, shared)))
        taste = rank.learn(Profile(), marks, shared)
        for size, candidates in ready.items():
            today = int(among.days.max())
            bare = partial(_ranked, taste, candidates, today)
            told_why = _ranking(taste, candidates, among.works, today)
            times.setdefault(f"rank {size}", []).append(_timed(bare))
            times.setdefault(f"reasons {size}", []).append(_timed(told_why))
    return {
        "readers": len(asked),
        "kept": float(np.mean([len(rows) for rows in asked])),
        "candidates": {str(size): len(one) for size, one in ready.items()},
        "made_ready_ms": {str(size): spent for size, spent in made.items()},
        "ms": _summed(times),
        "memory_before": before,
        **digests.memory(),
    }


def rivals(options: argparse.Namespace) -> dict[str, Any]:
    """Fit and score as arxiv-sanity-lite does, for fewer readers, as it takes long."""
    among = _corpus(options)
    start = perf_counter()
    order = np.argsort(among.days, kind="stable")
    texts = [told(among.works[row]) for row in order[-ALL:]]
    made = vectorizer()
    pool = made.fit_transform(texts)
    prepared = perf_counter() - start
    times: dict[str, list[Spent]] = {}
    nothing = np.empty(0, np.int64)
    for rows in _readers(among, max(1, options.asking // 5)):
        kept = made.transform([told(among.works[row]) for row in rows])
        for size in (ALL, DAY):
            asked = Asked(
                narrow(kept), narrow(pool[-size:]), None, nothing, np.random.default_rng(1)
            )
            times.setdefault(f"rank {size}", []).append(_timed(partial(_fitted, asked), 1))
    return {
        "features_seconds": prepared,
        "readers": len(times[f"rank {ALL}"]),
        "ms": _summed(times),
        **digests.memory(),
    }


def _fitted(asked: Asked) -> object:
    return np.argsort(-svm_of_the_pool(asked))[:TOP]


def _ranked(taste: rank.Taste, candidates: rank.Candidates, today: int) -> object:
    return rank.rank(taste, candidates, today).best(TOP)


def _ranking(
    taste: rank.Taste, candidates: rank.Candidates, works: Sequence[Work], today: int
) -> Callable[[], object]:
    def run() -> object:
        ranked = rank.rank(taste, candidates, today)
        numbers = candidates.columns.numbers
        return [ranked.pick(int(row), works[int(numbers[row])]) for row in ranked.best(TOP)]

    return run


class Spent(NamedTuple):
    """Milliseconds: by the clock, and of the processor, which other programs do not add to."""

    clock: float
    processor: float


def _timed(run: Callable[[], object], times: int = _REPEATS) -> Spent:
    """The median of some runs."""
    spent = []
    for _ in range(times):
        start = perf_counter(), process_time()
        run()
        spent.append((perf_counter() - start[0], process_time() - start[1]))
    return Spent(*(1000 * median(one) for one in zip(*spent, strict=True)))


def _summed(times: Mapping[str, Sequence[Spent]]) -> dict[str, dict[str, float]]:
    return {
        name: {
            "clock": median(one.clock for one in each),
            "processor": median(one.processor for one in each),
            "slowest": max(one.clock for one in each),
        }
        for name, each in times.items()
    }


def _readers(among: Corpus, count: int) -> list[Any]:
    """The rows of up to 40 papers of each of *count* authors, as many of many as of few."""
    names = sorted(among.written, key=lambda name: (len(among.written[name]), name))
    step = max(1, len(names) // count)
    return [among.written[name][-40:] for name in names[step // 2 :: step][:count]]


def _corpus(options: argparse.Namespace) -> Corpus:
    return corpus(data_path(options.data))


_PARTS: dict[str, Callable[[argparse.Namespace], dict[str, Any]]] = {
    "build": build,
    "ours": ours,
    "rivals": rivals,
    "store": digests.store,
    "digests": digests.digests,
}


def _in_own_process(part: str, options: argparse.Namespace) -> dict[str, Any]:
    command = [sys.executable, __file__, "--part", part, "--folder", options.folder]
    for name in ("data", "asking", "readers", "per_day", "works"):
        if (value := getattr(options, name)) is not None:
            command += [f"--{name.replace('_', '-')}", str(value)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def _told(report: dict[str, Any]) -> str:
    made, mine, mail = report["build"], report["ours"], report["digests"]
    theirs = report.get("rivals", {}).get("ms", {})
    lines = [
        (
            f"{made['works']:,} works made into features at {made['works_per_second']:,.0f} a second,"
            f" {made['bytes_per_work']:,.0f} bytes each; what readers share in"
            f" {made['background_seconds']:.1f} s; {made['own_mb']:.0f} MB"
        ),
        (
            f"{mine['readers']} readers with {mine['kept']:.0f} papers on average;"
            " ms by the clock, of the processor"
        ),
    ]
    said = {f"rank {ALL}": "100,000 works ranked", f"reasons {ALL}": "  with the reasons of 25",
            f"rank {DAY}": "3,000 works ranked", f"reasons {DAY}": "  with the reasons of 25",
            "learnt": "learnt again after a like"}  # fmt: skip
    for name, what in said.items():
        one, line = mine["ms"][name], f"  {what:40}"
        line += f"{one['clock']:8.1f}{one['processor']:8.1f}   slowest {one['slowest']:.1f}"
        if name in theirs:
            other = theirs[name]
            alone = [other[kind] / one[kind] for kind in ("clock", "processor")]
            fitted = [other[kind] / (one[kind] + mine["ms"]["learnt"][kind]) for kind in
                      ("clock", "processor")]  # fmt: skip
            line += f"   SVM {other['clock']:.0f}, {other['processor']:.0f}:"
            line += f" {alone[0]:.0f} and {alone[1]:.0f} times ours,"
            line += f" {fitted[0]:.0f} and {fitted[1]:.0f} with learning"
        lines.append(line)
    lines += [
        (
            f"  candidates made ready, once for all readers: {mine['made_ready_ms'][str(ALL)]:.0f}"
            f" and {mine['made_ready_ms'][str(DAY)]:.0f}"
        ),
        (
            f"  memory {mine['own_mb']:.0f} MB own, {mine['mapped_mb']:.0f} MB mapped;"
            f" {mine['memory_before']['own_mb']:.0f} of it are the benchmark's works"
        ),
        digests.told(report["store"], mail),
    ]
    return "\n".join(lines)


def _options() -> argparse.Namespace:
    reader = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    reader.add_argument("--data", help="JSON lines of arXiv metadata, .zst or not")
    reader.add_argument("--asking", type=int, default=20, help="readers whose ranking is timed")
    reader.add_argument("--readers", type=int, default=1000, help="readers who get a digest")
    reader.add_argument("--works", type=int, default=100_000, help="works in the digests' store")
    reader.add_argument(
        "--per-day", type=int, default=3000, help="works of each of the last 14 days"
    )
    reader.add_argument("--no-rivals", dest="rivals", action="store_false")
    reader.add_argument("--json", action="store_true")
    reader.add_argument("--folder", help="where to work; everything is removed again")
    reader.add_argument("--part", choices=_PARTS, help=argparse.SUPPRESS)
    return reader.parse_args()


if __name__ == "__main__":
    main()
