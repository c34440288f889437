"""How well themes agree with arXiv's categories: NMI and purity, beside TF-IDF with k-means.

    python benchmarks/themes.py [--split tune|held-out] [--sets 20] [--data FOLDER] [--labels]

Sets of works are drawn from known categories, in equal and in unequal parts, and their categories
taken off them. `held-out` are other seeds than those the constants of `academichub.themes` were
tried on. The rivals are scikit-learn's: TF-IDF without English stop words, and k-means with ten
starts, given the true number of categories, and given ours; and the same after latent semantic
analysis. `--labels` shows the themes of the papers the program comes with, for people to read.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import normalized_mutual_info_score
from sklearn.preprocessing import normalize

from academichub import evidence, themes
from academichub.argument import Theme
from academichub.merging import identity, merge
from academichub.model import Record, Work
from academichub.starter import records
from themes_sets import CASES, FILES, Case, Drawn, draw, folder, grouped

FIRST_SEED = {"tune": 0, "held-out": 1_000}
_COMPONENTS = 50
_RESAMPLED = 2_000


class Figure(NamedTuple):
    """Of one set: agreement with the categories, share of the commonest category, groups found."""

    nmi: float
    purity: float
    groups: int
    milliseconds: float


def main() -> None:
    options = _options()
    if options.labels:
        show(options.data)
        return
    measured: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    pools = [grouped(folder(options.data) / name) for name in FILES]
    first = FIRST_SEED[options.split]
    for case in CASES:
        for seed in range(first, first + options.sets):
            drawn = draw(pools[seed % len(pools)], case, seed)
            for name, figure in figures(drawn, case):
                measured[str(case), name].append(figure)
        tell(measured, str(case))
    tell_all(measured)


def figures(drawn: Drawn, case: Case) -> Iterator[tuple[str, Figure]]:
    """Every method's figure of one set."""
    found, spent = _timed(lambda: themes.find(drawn.works, ()))
    ours = _numbers(drawn.works, found)
    yield "themes", _figure(drawn, ours, spent)
    count = len(found) + bool((ours == len(found)).any())
    for name, method, given in (
        ("k-means, true k", k_means, case.groups),
        ("k-means, our k", k_means, count),
        ("LSA, k-means, true k", after_lsa, case.groups),
        ("LSA, k-means, our k", after_lsa, count),
    ):
        labels, spent = _timed(partial(method, drawn.works, given))
        yield name, _figure(drawn, labels, spent)


def k_means(works: Sequence[Work], count: int) -> Any:
    """The usual way to group texts."""
    return KMeans(count, n_init=10, random_state=0).fit_predict(_texts(works))


def after_lsa(works: Sequence[Work], count: int) -> Any:
    """The same in fewer dimensions, on the unit sphere: scikit-learn's own text example."""
    rows = TruncatedSVD(_COMPONENTS, random_state=0).fit_transform(_texts(works))
    return KMeans(count, n_init=10, random_state=0).fit_predict(normalize(rows))


def _texts(works: Sequence[Work]) -> Any:
    vectorizer = TfidfVectorizer(stop_words="english", sublinear_tf=True, min_df=2, max_df=0.5)
    return vectorizer.fit_transform([f"{work.title} {work.abstract or ''}" for work in works])


def _numbers(works: Sequence[Work], found: Sequence[Theme]) -> Any:
    """The theme of each work as a number; those in none are one more group."""
    of = {work: number for number, theme in enumerate(found) for work in theme.works}
    return np.array([of.get(work.id, len(found)) for work in works])


def _figure(drawn: Drawn, labels: Any, spent: float) -> Figure:
    truth = np.array(drawn.truth)
    most = sum(int(np.bincount(truth[labels == one]).max()) for one in set(labels.tolist()))
    nmi = float(normalized_mutual_info_score(truth, labels))
    return Figure(nmi, most / len(truth), len(set(labels.tolist())), spent)


def _timed(call: Callable[[], Any]) -> tuple[Any, float]:
    started = time.perf_counter()
    return call(), (time.perf_counter() - started) * 1e3


def tell(measured: Mapping[tuple[str, str], Sequence[Figure]], case: str) -> None:
    """Print the rows of one kind of set."""
    print(f"\n{case}", flush=True)
    for (of, name), many in measured.items():
        if of == case:
            print(_row(name, many), flush=True)


def tell_all(measured: Mapping[tuple[str, str], Sequence[Figure]]) -> None:
    """Print each method over all kinds, and how far ours is ahead set by set."""
    whole: defaultdict[str, list[Figure]] = defaultdict(list)
    for (_, name), many in measured.items():
        whole[name] += many
    print("\nall")
    ours = np.array([figure.nmi for figure in whole["themes"]])
    for name, many in whole.items():
        ahead = ours - np.array([figure.nmi for figure in many])
        gain = f"  ours ahead by {_interval(ahead)}, in {np.mean(ahead > 0):.0%} of sets"
        print(_row(name, many) + (gain if name != "themes" else ""))


def _row(name: str, many: Sequence[Figure]) -> str:
    nmi, purity, groups, spent = (np.array(column) for column in zip(*many, strict=True))
    return (
        f"  {name:22} NMI {_interval(nmi)}  purity {_interval(purity)}  "
        f"k {groups.mean():4.1f}  {np.median(spent):4.0f} ms  ({len(many)} sets)"
    )


def _interval(values: Any) -> str:
    """The mean, and its 95 % interval by bootstrap over the sets."""
    chance = np.random.default_rng(0)
    means = chance.choice(values, (_RESAMPLED, len(values))).mean(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return f"{values.mean():.3f} [{low:.3f}, {high:.3f}]"


def show(data: Path | None) -> None:
    """Print the themes of the papers that come with the program, and of some of a real month."""
    now = datetime(2026, 6, 12, tzinfo=UTC)
    starter = [_work(record) for record in records(now)]
    _print("the papers that come with the program", starter)
    about = [one for one in starter if "on-policy" in f"{one.title} {one.abstract}".lower()]
    _print("those of them that say on-policy", about)
    pools = grouped(folder(data) / FILES[1])
    for case in (CASES[0], CASES[2], CASES[8]):
        _print(str(case), draw(pools, case, 7).works)


def _work(record: Record) -> Work:
    return merge([record], work_id=str(identity(record)), first_seen_at=record.fetched_at)


def _print(title: str, works: Sequence[Work]) -> None:
    print(f"\n{title}: {len(works)} works")
    titles = {work.id: work.title for work in works}
    for theme in themes.find(works, evidence.gather(works)):
        fields = ", ".join(f"{share.field} {share.part:.0%}" for share in theme.fields)
        print(
            f"{theme.key:>4} {len(theme.works):3} {theme.label} | {', '.join(theme.terms)} | {fields}"
        )
        for work in theme.works[:4]:
            print(f"         {titles[work][:100]}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--split", choices=sorted(FIRST_SEED), default="held-out")
    parser.add_argument("--sets", type=int, default=20, help="of each kind")
    parser.add_argument("--data", type=Path, help="the folder of the arXiv files")
    parser.add_argument("--labels", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
