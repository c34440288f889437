"""How fast the radar learns: after 1, 3, 10 and 30 likes, with wrong ones, and from a dismissal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from academichub import rank
from radar_quality_ground import Ground, kept, measured, ranked
from radar_quality_readers import Case
from radar_quality_rivals import Asked, logistic

LIKES = (1, 3, 10, 30)
WRONG = 0.1
_ALIKE = 10

Curves = Mapping[str, Mapping[int, tuple[float, float]]]


class Dismissal(NamedTuple):
    """What dismissing the first pick did, the means over readers.

    The ten works of the pool likest to it: their middle rank before and after; the share of
    readers for whom it fell; how many of them were in the batch of 25 after the first, had
    nothing been dismissed, and were after; nDCG@25 of the whole before and after.
    """

    before: float
    after: float
    fell: float
    batch_before: float
    batch_after: float
    ndcg_before: float
    ndcg_after: float


def curves(ground: Ground, many: Sequence[Case], seed: int) -> Curves:
    """nDCG@25 with its standard error by method and number of likes, the newest of each reader."""
    found: dict[str, dict[int, list[float]]] = {}
    for case in many:
        chance = np.random.default_rng([seed, case.start, int(case.kept[0])])
        for count in LIKES:
            right = case.kept[-count:]
            wrong = np.where(
                chance.random(count) < WRONG, chance.choice(ground.older, count), right
            )
            for name, rows in (("ours", right), ("ours, 10 % wrong", wrong)):
                scores = ranked(ground, case, kept(ground, case, rows.tolist())).scores
                values = found.setdefault(name, {}).setdefault(count, [])
                values.append(measured(scores, case.hits)[0])
            rival = found.setdefault("logistic regression", {})
            rival.setdefault(count, []).append(_rival(ground, case, right))
    return {
        name: {count: _mean(values) for count, values in row.items()} for name, row in found.items()
    }


def dismissals(ground: Ground, drawn: Sequence[Case]) -> Dismissal:
    """Dismiss the first pick that is no hit; look at what is like it."""
    return Dismissal(*np.mean([_dismissed(ground, case) for case in drawn], axis=0).tolist())


def show(curve: Curves, dismissal: Dismissal, readers: int) -> None:
    """Print both."""
    print(f"\nnDCG@25 after likes, {readers} readers" + "".join(f"{n:>18}" for n in LIKES))
    for name, row in curve.items():
        print(f"{name:36}" + "".join(f"{f'{m:.4f} ± {e:.4f}':>18}" for m, e in row.values()))
    print(
        f"first pick dismissed: the ten likest fall from rank {dismissal.before:.0f} to "
        f"{dismissal.after:.0f} (for {dismissal.fell:.0%} of readers); in the next batch "
        f"{dismissal.batch_after:.2f} of them instead of {dismissal.batch_before:.2f}; "
        f"nDCG@25 {dismissal.ndcg_before:.4f} before, {dismissal.ndcg_after:.4f} after"
    )


def _rival(ground: Ground, case: Case, rows: np.ndarray) -> float:
    liked, pool, older = (
        ground.sanity[ground.at[part]] for part in (rows, case.pool, ground.older)
    )
    scores = logistic(Asked(liked, pool, older, rows, np.random.default_rng(0)))
    return measured(scores, case.hits)[0]


def _dismissed(ground: Ground, case: Case) -> tuple[float, ...]:
    marks = kept(ground, case, case.kept.tolist())
    first = ranked(ground, case, marks)
    shown = [one.row for one in rank.batch(first)]
    row = next(row for row in shown if not case.hits[row])
    work = ground.among.works[case.pool[row]]
    second = ranked(ground, case, [*marks, rank.Kept(work, "less", case.today)])
    rows = first.asked.texts
    near = np.asarray((rows @ rows[[row]].T).todense()).ravel()
    near[row] = -1
    alike = np.argsort(-near, kind="stable")[:_ALIKE]
    ranks = [_ranks(one.scores)[alike] for one in (first, second)]
    seen = np.isin(np.arange(len(case.pool)), shown)
    batches = [_next(one, seen, alike) for one in (first, second)]
    quality = [
        measured(np.delete(one.scores, row), np.delete(case.hits, row))[0]
        for one in (first, second)
    ]
    middle = [float(np.median(one)) for one in ranks]
    return (*middle, float(middle[1] > middle[0]), *batches, *quality)


def _ranks(scores: np.ndarray) -> np.ndarray:
    return np.argsort(np.argsort(-scores, kind="stable"))


def _next(found: rank.Ranked, seen: np.ndarray, alike: np.ndarray) -> float:
    scores = np.where(seen, -np.inf, found.scores)
    return float(np.isin(np.argsort(-scores, kind="stable")[:25], alike).sum())


def _mean(values: Sequence[float]) -> tuple[float, float]:
    return float(np.mean(values)), float(np.std(values, ddof=1) / len(values) ** 0.5)
