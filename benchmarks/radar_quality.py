"""How well the radar ranks: nDCG@25 on authors' own next papers, beside what others use.

    python benchmarks/radar_quality.py [--split tune|held-out|all] [--readers 210] [--seed 1]
        [--data FOLDER] [--json]

The reader kept up to 40 papers of their own; the pool is every paper of the following 14 days and
longer where that is fewer than 1,000; hits are their own papers in it, with their name struck
from all of them. `--split tune` is what the constants of `academichub.rank` were set on, with seed
1; another seed draws other readers and moments, and parts them into other halves. Rivals see text,
and then text with a column an author and a category. How far it is goes to standard error.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

import radar_quality_learning as learning
from academichub import rank
from academichub.features import texts
from academichub.profile import Profile
from radar_quality_ground import DEPTH, Ground, kept, measured, prepared
from radar_quality_readers import FILES, Case, cases, corpus, practised
from radar_quality_rivals import RIVALS, Asked, narrow, tokens, widened

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Points = Mapping[str, NDArray[np.float32]]

_REPOSITORY = Path(__file__).resolve().parent.parent

OURS: Mapping[str, Callable[[Points], Any]] = {
    "text": lambda p: p["like what you saved"],
    "text, co-authors": lambda p: p["like what you saved"] + p["co-author"],
    "text, categories": lambda p: p["like what you saved"] + p["category"],
    "co-authors": lambda p: p["co-author"],
    "categories": lambda p: p["category"],
    "text, co-authors, categories": lambda p: (
        p["like what you saved"] + p["co-author"] + p["category"]
    ),
}
"""Sums of points: what each signal brings."""
WHOLE, TEXT = "ours", "ours: text"
_WIDE, _OURS = " + co-authors, categories", " on our words"
_ONCE = ("random", "logistic regression" + _OURS)  # the one is the same, the other slow
_TOLD = 50


class Figure(NamedTuple):
    """Of one reader: nDCG@25, recall@25, milliseconds."""

    ndcg: float
    recall: float
    milliseconds: float = 0.0


Figures = dict[str, list[Figure]]


def main() -> None:
    options = _options()
    started = time.perf_counter()
    report: dict[str, dict[str, Any]] = {}
    for name in FILES:
        _tell(f"{name}, {time.perf_counter() - started:.0f} s")
        among = corpus(_folder(options.data) / name)
        drawn = cases(among, options.split, options.readers, options.seed)
        many = practised(among, options.split, options.seed)
        ground = prepared(among, [*drawn, *many], options.split, options.seed)
        _tell(f"prepared, {time.perf_counter() - started:.0f} s")
        report[name] = {
            "readers": len(drawn),
            "pool": float(np.mean([len(one.pool) for one in drawn])),
            "hits": float(np.mean([one.hits.sum() for one in drawn])),
            "kept": float(np.mean([len(one.kept) for one in drawn])),
            "methods": compared(ground, drawn, options.seed),
            "learning": learning.curves(ground, many, options.seed),
            "practised": len(many),
            "dismissal": learning.dismissals(ground, drawn),
        }
        if not options.json:
            _print(name, options.split, report[name])
            sys.stdout.flush()
    if options.json:
        print(json.dumps(report))
    else:
        _print_verdict([one["methods"] for one in report.values()])
    _tell(f"{time.perf_counter() - started:.0f} s in all")


def compared(ground: Ground, drawn: Sequence[Case], seed: int) -> Figures:
    """Every method on every reader."""
    figures: Figures = {}
    started = time.perf_counter()
    for nth, case in enumerate(drawn, 1):
        for name, scores, spent in (*_ours(ground, case), *_theirs(ground, case, seed)):
            figures.setdefault(name, []).append(Figure(*measured(scores, case.hits), 1000 * spent))
        if nth % _TOLD == 0:
            _tell(f"{nth} readers, {time.perf_counter() - started:.0f} s: {_so_far(figures)}")
    return figures


def _so_far(figures: Figures) -> str:
    means = {name: float(np.mean([one.ndcg for one in row])) for name, row in figures.items()}
    best = max((one for one in means if not one.startswith("ours")), key=lambda one: means[one])
    return f"{means[WHOLE]:.4f}, our text {means[TEXT]:.4f}, best rival {means[best]:.4f} ({best})"


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _ours(ground: Ground, case: Case) -> Iterator[tuple[str, Any, float]]:
    pool = rank.candidates(ground.take(case.pool, case.reader), ground.shared)
    marks = kept(ground, case, case.kept.tolist())
    start = time.perf_counter()
    found = rank.rank(rank.learn(Profile(), marks, ground.shared), pool, case.today)
    found.best(DEPTH)
    spent = time.perf_counter() - start
    yield WHOLE, found.scores, spent
    for name, summed in OURS.items():
        yield f"ours: {name}", summed(found.points), spent


def _theirs(ground: Ground, case: Case, seed: int) -> Iterator[tuple[str, Any, float]]:
    older = np.setdiff1d(ground.older, np.concatenate([case.kept, case.pool]))
    rows = np.concatenate([case.kept, case.pool, older])
    columns = ground.take(rows, case.reader)
    plain = ground.sanity[ground.at[rows]]
    authors, categories = tokens(columns)
    hashed = narrow(texts(columns, ground.shared.weights))
    ends = len(case.kept), len(case.kept) + len(case.pool)
    ages = case.start - ground.among.days[case.kept]
    chance = np.random.default_rng([seed, case.start, len(case.pool)])
    for name, (rival, lengths) in RIVALS.items():
        wide = widened(plain, authors, categories, lengths)
        for suffix, space in {"": narrow(plain), _WIDE: wide, _OURS: hashed}.items():
            if suffix and (name in _ONCE or name + suffix in _ONCE):
                continue
            parts = space[: ends[0]], space[ends[0] : ends[1]], space[ends[1] :]
            start = time.perf_counter()
            scores = rival(Asked(*parts, ages, chance))
            yield name + suffix, scores, time.perf_counter() - start


def _print(name: str, split: str, report: Mapping[str, Any]) -> None:
    print(
        f"\n{name}, {split}: {report['readers']} readers, {report['kept']:.1f} papers kept, "
        f"pool of {report['pool']:.0f} with {report['hits']:.2f} hits"
    )
    methods: Figures = report["methods"]
    whole = np.array(methods[WHOLE])[:, 0]
    text = np.array(methods[TEXT])[:, 0]
    print(
        f"{'':52}{'nDCG@25':>9}{'recall@25':>11}{'ms':>7}{'ours ahead by':>20}{'our text by':>20}"
    )
    for method, values in methods.items():
        table = np.array(values)
        print(
            f"{method:52}{table[:, 0].mean():9.4f}{table[:, 1].mean():11.4f}{table[:, 2].mean():7.1f}"
            f"{_difference(whole - table[:, 0]):>20}{_difference(text - table[:, 0]):>20}"
        )
    learning.show(report["learning"], report["dismissal"], report["practised"])


def _print_verdict(files: Sequence[Figures]) -> None:
    """All readers of all files in one: ours beside the best rival of each kind."""
    ndcg = {
        name: np.concatenate([[one.ndcg for one in figures[name]] for figures in files])
        for name in files[0]
    }
    rivals = [name for name in ndcg if not name.startswith("ours")]
    kinds = {
        "text": [name for name in rivals if not name.endswith(_WIDE)],
        "text, co-authors, categories": [name for name in rivals if name.endswith(_WIDE)],
    }
    print(f"\nAll {len(ndcg[WHOLE])} readers: nDCG@25 of ours {ndcg[WHOLE].mean():.4f}, ", end="")
    print(f"of our text {ndcg[TEXT].mean():.4f}; the best rival that sees")
    for kind, names in kinds.items():
        best = max(names, key=lambda one: float(ndcg[one].mean()))
        print(
            f"  {kind}: {best} {ndcg[best].mean():.4f}; ours {_difference(ndcg[WHOLE] - ndcg[best])}, "
            f"our text {_difference(ndcg[TEXT] - ndcg[best])}"
        )


def _difference(each: NDArray[np.float64]) -> str:
    return f"{each.mean():+.4f} ± {each.std(ddof=1) / len(each) ** 0.5:.4f}"


def _folder(given: str | None) -> Path:
    data = os.environ.get("ACADEMICHUB_TEST_DATA", _REPOSITORY.parent / "shared" / "data")
    return Path(given) if given else Path(data) / "arxiv"


def _options() -> argparse.Namespace:
    reader = argparse.ArgumentParser(description="nDCG@25 of the radar")
    reader.add_argument("--data", help="the folder that holds the files of arXiv metadata")
    reader.add_argument("--split", choices=("tune", "held-out", "all"), default="held-out")
    reader.add_argument("--readers", type=int, default=210, help="of each file")
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--json", action="store_true")
    return reader.parse_args()


if __name__ == "__main__":
    main()
