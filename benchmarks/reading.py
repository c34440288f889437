"""How well the extractive reader tells claims, premises and limitations, on sentences labelled by hand.

Usage: python benchmarks/reading.py [--data DIR] [--half tuned|held-out] [--json] [--wrong]

The labels are in `reading_labels/` (see its GUIDELINES.md); the texts are read where they are. A text is
held out by the hash of its work. Beside the reader stand a list of key words and what one gets by
always giving the commoner answer. Intervals are of 95 %: of precision and recall Wilson's, of F1 by drawing
works with replacement. ``--wrong`` prints the mistakes, of the tuned half alone.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from math import sqrt
from pathlib import Path
from typing import Any, NamedTuple

from academichub import reading
from academichub.reading.cues import Said
from academichub.reading.reader import Reader
from academichub.reading.sorting import CLAIM, LIMIT, PREMISE, assumes, claims, lacks
from reading_sample import Drawn, digest, drawn
from reading_texts import abstracts, papers

LABELS = Path(__file__).with_name("reading_labels")
SORTS = {"C": "claim", "P": "premise", "L": "limitation"}
HALVES = ("tuned", "held out")
READER: Mapping[str, Callable[[Said], bool]] = {
    "C": lambda one: claims(one) >= CLAIM,
    "P": lambda one: assumes(one) >= PREMISE,
    "L": lambda one: lacks(one) >= LIMIT,
}
KEYWORDS = {
    "C": re.compile(
        r"\b(?:we|our|this paper|this work)\b.*\b(?:show|prove|find|found|propose|introduce|present|demonstrate|develop|achieve|"
        r"outperform|result)|\bresults (?:show|suggest|indicate)|\boutperform",
        re.IGNORECASE | re.DOTALL,
    ),
    "P": re.compile(r"\b(?:assum|suppos|hypothes|premise|provided that|condition)", re.IGNORECASE),
    "L": re.compile(r"\b(?:limit|future|restrict|drawback|shortcoming|beyond the scope)", re.IGNORECASE),
}  # fmt: skip
DRAWS, SEED = 2000, 7


class Labelled(NamedTuple):
    """A sentence of the sample, what it was labelled, and in which half it is."""

    drawn: Drawn
    said: Said
    labels: str
    half: str


class Score(NamedTuple):
    """Counts of one sort."""

    right: int
    given: int
    there: int

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.given + self.there) if self.given + self.there else 0.0


def half(work: str) -> str:
    return HALVES[sha256(work.encode()).digest()[0] % 2]


def read_labels(name: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((LABELS / f"{name}.json").read_text(encoding="utf-8"))
    return found


def sample(data: Path) -> list[Labelled]:
    """The sentences of the sample, found again in their texts.

    Raises:
        SystemExit: one of them is no longer there.
    """
    rows = {(row.work, row.field, row.start): row for row in drawn()}
    works = frozenset(row.work for row in rows.values())
    labels = read_labels("settled")
    found = []
    texts = [*papers(data), *abstracts(data, 10**9, works)]
    for work, document in texts:
        if work.id in works:
            for said in Reader(reading.material(work, document, "en")).said:
                one = said.sentence
                row = rows.get((one.work, one.field, one.start))
                if row and row.sha256 == digest(one.text):
                    del rows[row.work, row.field, row.start]
                    found.append(Labelled(row, said, labels[row.id], half(row.work)))
    if rows:
        raise SystemExit(f"{len(rows)} sentences are not in the texts any more")
    return found


def score(rows: Iterable[tuple[bool, bool]]) -> Score:
    """Count pairs of what was given and what is there."""
    pairs = list(rows)
    right = sum(given and there for given, there in pairs)
    return Score(right, sum(given for given, _ in pairs), sum(there for _, there in pairs))


def wilson(right: int, among: int) -> tuple[float, float]:
    if not among:
        return 0.0, 1.0
    z, share = 1.96, right / among
    middle = (share + z * z / (2 * among)) / (1 + z * z / among)
    reach = (
        z * sqrt(share * (1 - share) / among + z * z / (4 * among * among)) / (1 + z * z / among)
    )
    return max(0.0, middle - reach), min(1.0, middle + reach)


def drawn_f1(rows: Sequence[Labelled], pairs: Sequence[tuple[bool, bool]]) -> tuple[float, float]:
    """The interval of F1 when works are drawn with replacement."""
    by_work: defaultdict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for row, pair in zip(rows, pairs, strict=True):
        by_work[row.drawn.work].append(pair)
    works, rng = list(by_work.values()), random.Random(SEED)
    scores = sorted(
        score(pair for work in rng.choices(works, k=len(works)) for pair in work).f1
        for _ in range(DRAWS)
    )
    return scores[DRAWS // 40], scores[-DRAWS // 40]


def figures(
    rows: Sequence[Labelled], judge: Callable[[Labelled], bool], sort: str
) -> dict[str, Any]:
    pairs = [(judge(row), sort in row.labels) for row in rows]
    found = score(pairs)
    return {
        "precision": found.right / found.given if found.given else 0.0,
        "precision interval": wilson(found.right, found.given),
        "recall": found.right / found.there if found.there else 0.0,
        "recall interval": wilson(found.right, found.there),
        "f1": found.f1,
        "f1 interval": drawn_f1(rows, pairs),
        "given": found.given,
        "there": found.there,
        "accuracy": sum(given == there for given, there in pairs) / len(pairs),
    }


def measured(rows: Sequence[Labelled]) -> dict[str, dict[str, dict[str, Any]]]:
    """The figures of each sort: the reader's, the key words', and the commoner answer's."""
    out: dict[str, dict[str, dict[str, Any]]] = {}
    for sort, name in SORTS.items():
        rules, keywords = READER[sort], KEYWORDS[sort]
        out[name] = {
            "reader": figures(rows, lambda row, rules=rules: rules(row.said), sort),  # type: ignore[misc]
            "key words": figures(
                rows,
                lambda row, keywords=keywords: keywords.search(row.said.text) is not None,  # type: ignore[misc]
                sort,
            ),
            "commoner": figures(rows, lambda _: False, sort),
        }
    return out


def kappa(sort: str) -> float:
    """How far the two passes agree beyond chance."""
    first, second = read_labels("first"), read_labels("second")
    pairs = [(sort in first[name], sort in second[name]) for name in first]
    one, other = (sum(pair[side] for pair in pairs) / len(pairs) for side in (0, 1))
    same = sum(a == b for a, b in pairs) / len(pairs)
    chance = one * other + (1 - one) * (1 - other)
    return (same - chance) / (1 - chance)


def shown(name: str, found: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> str:
    lines = [f"{name}"]
    for sort, ways in found.items():
        for way, one in ways.items():
            told = " ".join(
                f"{key} {one[key]:.2f} ({one[f'{key} interval'][0]:.2f}-{one[f'{key} interval'][1]:.2f})"
                for key in ("precision", "recall", "f1")
            )
            lines.append(
                f"  {sort:<10} {way:<9} {told} accuracy {one['accuracy']:.3f} of {one['there']}"
            )
    return "\n".join(lines)


def mistakes(rows: Sequence[Labelled]) -> str:
    lines = []
    for row in rows:
        given = "".join(sort for sort in SORTS if READER[sort](row.said))
        for sort in SORTS:
            if (sort in given) != (sort in row.labels):
                how = "missed" if sort in row.labels else "wrong"
                lines.append(
                    f"{sort} {how} {row.drawn.id} [{row.said.place.kind}/{row.said.sentence.role}] {row.said.text[:300]}"
                )
    return "\n".join(sorted(lines))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    default = Path(__file__).parents[2] / "shared" / "data"
    parser.add_argument("--data", type=Path, default=default)
    parser.add_argument("--half", choices=("tuned", "held-out"))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    rows = sample(options.data)
    halves = [options.half.replace("-", " ")] if options.half else list(HALVES)
    found: dict[str, Any] = {}
    for name in halves:
        own = [row for row in rows if row.half == name]
        even = [row for row in own if row.drawn.drawn.endswith("even")]
        found[f"{name}, all {len(own)}"] = measured(own)
        found[f"{name}, {len(even)} drawn evenly"] = measured(even)
        for scope in ("abstract", "paper"):
            there = [row for row in own if row.drawn.drawn.startswith(scope)]
            found[f"{name}, {len(there)} of {scope}s"] = measured(there)
    agreed = {name: round(kappa(sort), 3) for sort, name in SORTS.items()}
    if options.json:
        print(json.dumps({"kappa": agreed, **found}, indent=1))
        return
    print("agreement of the two passes (kappa):", agreed)
    for name, one in found.items():
        print(shown(name, one))
    if options.wrong:
        print(mistakes([row for row in rows if row.half == "tuned"]))


if __name__ == "__main__":
    main()
