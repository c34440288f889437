"""Bridges on the past: what was found before a year, and whether works joined it after.

    python benchmarks/bridges.py [--cut 2013 ...] [--processes 2] [--data FOLDER] [--json]

Three questions, each at several cuts; what was named before the cut decides, what came after counts.

1. *Shared by fields*: a method that at least two works of field X (and not of Y) and two of Y (not
   of X) name, and no work listed in both. A hit: a work after the cut that is listed in X and Y names
   it. A field is a work's by any of its categories.
2. *Shared by categories*: the same with categories of different fields, each of 200 works.
3. *Open*: a method A and a task, object, material or data set C, each named by five works or more of
   which at least 60 % have one main field, A's another than C's; no work names both, and in some
   sentences A stands with a B, in some B with C. A hit: a work after the cut that is listed in C's
   field names A and C.

What is generic or named by more than 1 % of works is left out of all (as `bridges.find` does). We rank 1 and 2 by
surprise times how likely works join the two, 3 by the sum of ways, both by the functions of
`academichub.bridges.surprise`; the whole past stands for the chosen works. Beside them: how
frequent the method is, how frequent the pair is (the product of both sides' counts), surprise alone,
and chance. The forms were set on the cut of 2013 alone; the others were looked at once. The
cut of 2020 has the works of 2025 and 2026 after it, the others all until 2019. Intervals are
Wilson's, of 95 %, as if pairs were independent; pairs of one method are not.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from math import sqrt
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from academichub import taxonomy
from academichub.bridges.surprise import apart, cosine, likely, rare, way
from bridges_past import Past, Row, fields, rows, sparse

TUNED, CUTS = 2013, (2010, 2013, 2016, 2020)
_DEPTHS = (20, 100)
_LEAST_SIDE, _AT_HOME = 2, 0.6
_BLOCK = 200
_THINGS = ("data", "material", "object", "task")
_SEED = 7


class Pair(NamedTuple):
    """A candidate: its points by each ranking, and whether works joined it after the cut."""

    points: Mapping[str, float]
    hit: bool


def main() -> None:
    options = _options()
    started = time.perf_counter()
    sample, recent = rows(options.data, options.processes)
    _tell(f"read {len(sample) + len(recent):,} works, {time.perf_counter() - started:.0f} s")
    report: dict[str, dict[str, Any]] = {}
    for cut in options.cut:
        past = _past(cut, sample, recent)
        report[str(cut)] = {name: _figures(list(pairs)) for name, pairs in _questions(past)}
        _tell(f"{cut}, {time.perf_counter() - started:.0f} s")
    print(json.dumps(report, indent=1) if options.json else "\n".join(_table(report)))


def _past(cut: int, sample: Sequence[Row], recent: Sequence[Row]) -> Past:
    before = [row for row in sample if row.year < cut]
    after = [row for row in sample if row.year >= cut]
    return Past(before, after or recent)


def _questions(past: Past) -> Iterator[tuple[str, Iterator[Pair]]]:
    names = [name for name in taxonomy.FIELDS if name != taxonomy.OTHER]
    yield "shared by fields", _shared(past, names, _by_field, [])
    listed = past.categories
    yield (
        "shared by categories",
        _shared(past, listed, _by_category, [*map(taxonomy.field, listed)]),
    )
    yield "open", _open(past, names)


def _by_field(row: Row) -> Sequence[str]:
    return fields(row)


def _by_category(row: Row) -> Sequence[str]:
    return row.categories


def _shared(past: Past, names: Sequence[str], of: Any, groups: Sequence[str]) -> Iterator[Pair]:
    """Questions 1 and 2; of *names* no two of one of the *groups* are paired."""
    number = {name: at for at, name in enumerate(names)}
    sides, later = (
        sparse([[number[one] for one in of(row) if one in number] for row in part], len(names))
        for part in (past.before, past.after)
    )
    named, named_later = past.named, past.named_later
    within = (named.T @ sides).toarray()
    meeting = (sides.T @ sides).toarray()
    methods = np.array([kind == "method" for kind in past.kinds.values()])
    for one in range(len(names)):
        first = sides[:, [one]].toarray().ravel() > 0
        after = later[:, [one]].toarray().ravel() > 0
        joined = (named[first].T @ sides[first]).toarray()
        joins = (named_later[after].T @ later[after]).toarray()
        for other in range(one + 1, len(names)):
            if groups and groups[one] == groups[other]:
                continue
            fit = methods & (joined[:, other] == 0)
            fit &= (within[:, one] >= _LEAST_SIDE) & (within[:, other] >= _LEAST_SIDE)
            counts = meeting[one, one], meeting[other, other], meeting[one, other]
            for at in np.flatnonzero(fit):
                carried = past.naming[at], within[at, one], within[at, other]
                yield Pair(_points(past, carried, counts), bool(joins[at, other]))


def _points(past: Past, named: Sequence[Any], fields: Sequence[Any]) -> Mapping[str, float]:
    naming, one, other = map(int, named)
    first, second, both = map(int, fields)
    bits = apart(first, second, both) + rare(naming, len(past.before))
    joined = likely(one, other, cosine(first, second, both))
    return {
        "ours": bits * joined,
        "how likely alone": joined,
        "surprise alone": bits,
        "frequency of the method": naming,
        "frequency of the pair": one * other,
    }


def _open(past: Past, names: Sequence[str]) -> Iterator[Pair]:
    """Question 3."""
    homes, share = _homes(past, names)
    kinds = np.array(list(past.kinds.values()))
    settled = share >= _AT_HOME
    methods = np.flatnonzero(settled & (kinds == "method"))
    ends = np.flatnonzero(settled & np.isin(kinds, _THINGS))
    beside, named = _beside(past), past.named
    ways = np.array([way(int(n), len(past.before)) for n in past.naming])
    weighed = beside[:, ends].multiply(ways[:, None]).tocsr()
    after = _after(past, names, homes, ends)
    for start in range(0, len(methods), _BLOCK):
        block = methods[start : start + _BLOCK]
        promise = (beside[block] @ weighed).toarray()
        together = (named[:, block].T @ named[:, ends]).toarray()
        joined = after(block)
        fit = (promise > 0) & (together == 0) & (homes[block][:, None] != homes[ends][None])
        for row, column in zip(*np.nonzero(fit), strict=True):
            one, other = past.naming[block[row]], past.naming[ends[column]]
            points = {
                "ours": float(promise[row, column]),
                "frequency of the method": float(one),
                "frequency of the pair": float(one * other),
            }
            yield Pair(points, bool(joined[row, column]))


def _homes(past: Past, names: Sequence[str]) -> tuple[Any, Any]:
    """The field that is the main one of most works naming each thing, and of which part."""
    number = {name: at for at, name in enumerate(names)}
    main = sparse([[number[one] for one in fields(row)[:1] if one in number] for row in past.before], len(names))  # fmt: skip
    counts = (past.named.T @ main).toarray()
    return counts.argmax(axis=1), counts.max(axis=1) / np.maximum(past.naming, 1)


def _beside(past: Past) -> Any:
    """1 where a sentence names both things."""
    sentences = past.sentences()
    met = (sentences.T @ sentences).tolil()
    met.setdiag(0)
    met = met.tocsr()
    met.eliminate_zeros()
    met.data[:] = 1
    return met


def _after(past: Past, names: Sequence[str], homes: Any, ends: Any) -> Any:
    """Counts, of some methods and all ends, the later works of the end's field that name both."""
    later = past.named_later
    listed = [set(fields(row)) for row in past.after]
    inside = [np.array([name in own for own in listed]) for name in names]

    def count(methods: Any) -> Any:
        found = np.zeros((len(methods), len(ends)), np.float32)
        for at, own in enumerate(inside):
            columns = np.flatnonzero(homes[ends] == at)
            if len(columns):
                works = later[own]
                found[:, columns] = (works[:, methods].T @ works[:, ends[columns]]).toarray()
        return found

    return count


def _figures(pairs: Sequence[Pair]) -> Mapping[str, Any]:
    """Precision at each depth of each ranking; ties stand in an order drawn once."""
    hits = np.array([pair.hit for pair in pairs])
    drawn = np.random.default_rng(_SEED).permutation(len(pairs))
    ranked = {
        name: np.lexsort((drawn, -np.array([pair.points[name] for pair in pairs])))
        for name in (pairs[0].points if pairs else ())
    }
    return {
        "candidates": len(pairs),
        "joined": float(hits.mean()) if pairs else 0.0,
        "precision": {
            name: {str(depth): _precision(hits[order[:depth]]) for depth in _DEPTHS}
            for name, order in {**ranked, "chance": np.argsort(drawn)}.items()
        },
    }


def _precision(hits: Any) -> tuple[float, float, float]:
    """The share of hits, and Wilson's interval of 95 % around it."""
    if not len(hits):
        return 0.0, 0.0, 1.0
    n, p, z = len(hits), float(hits.mean()), 1.96
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return p, max(middle - half, 0.0), min(middle + half, 1.0)


def _table(report: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for cut, questions in report.items():
        yield f"before {cut}{' (tuned on)' if cut == str(TUNED) else ''}"
        for name, figures in questions.items():
            yield f"  {name}: {figures['candidates']:,} pairs, {figures['joined']:.2%} joined later"
            for ranking, found in figures["precision"].items():
                told = "   ".join(
                    f"@{depth} {p:.2f} ({low:.2f}-{high:.2f})"
                    for depth, (p, low, high) in found.items()
                )
                yield f"    {ranking:24} {told}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--cut", type=int, nargs="+", default=CUTS)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
