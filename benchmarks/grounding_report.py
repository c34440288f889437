"""How the figures of the ground check are counted and shown."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import NormalDist

from academichub import ground
from grounding_pairs import Pair

_AIMS = {
    "altered quote": 0.0,
    "number": 0.01,
    "unit": 0.01,
    "attribution": 0.01,
    "direction": 0.05,
    "polarity": 0.05,
    "entity": 0.05,
    "faithful": 0.05,
    "paraphrase": 0.15,
}


def interval(hits: int, of: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    z = NormalDist().inv_cdf(0.975)
    if not of:
        return 0.0, 1.0
    share, width = hits / of, z * z / of
    middle = (share + width / 2) / (1 + width)
    half = z / (1 + width) * (share * (1 - share) / of + width / (4 * of)) ** 0.5
    return max(0.0, middle - half), min(1.0, middle + half)


def show(made: Sequence[Pair], misses: int, only: str) -> None:
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    rules: Counter[tuple[str, str]] = Counter()
    started = time.process_time()
    seen: Counter[tuple[str, str]] = Counter()
    for one in made:
        verdict = ground.check(one.statement, one.works)
        good = one.kind in {"faithful", "paraphrase"}
        wrong = (verdict.statement is None) == good
        language = "zh" if one.style.startswith("zh") else "en"
        for key in ((one.kind, language), (one.kind, "all"), (one.kind, f"  {one.style}")):
            counts[key][0] += wrong
            counts[key][1] += 1
        if good and wrong:
            rules.update((one.kind, drop.rule) for drop in verdict.drops[:1])
        if wrong and seen[one.kind, language] < misses and (not only or only == one.kind):
            seen[one.kind, language] += 1
            print(
                f"[{one.kind}: {one.style}] {one.statement.text}\n    of: {one.source}\n    {[(d.rule, d.detail) for d in verdict.drops]}"
            )
    spent = time.process_time() - started
    _table(counts, styles=bool(misses))
    print(
        f"{len(made)} statements, {sum(one.kind not in {'faithful', 'paraphrase'} for one in made)} of them with a fault planted; {1e3 * spent / len(made):.2f} ms each"
    )
    print(
        "honest ones dropped first by:",
        ", ".join(f"{kind} {rule} {n}" for (kind, rule), n in rules.most_common(12)),
    )


def _table(counts: dict[tuple[str, str], list[int]], *, styles: bool) -> None:
    print(f"{'class':16} {'':4} {'pairs':>6} {'wrong':>6} {'rate':>7}  95 % interval     aim")
    for kind in dict.fromkeys(kind for kind, _ in counts):
        for language in [
            key for of, key in counts if of == kind and (styles or not key.startswith("  "))
        ]:
            hits, of = counts[kind, language]
            low, high = interval(hits, of)
            aim = f"{_AIMS[kind]:.0%}" if kind in _AIMS and language == "all" else ""
            print(
                f"{kind:16} {language:4} {of:6} {hits:6} {hits / of:7.2%}  {low:6.2%} to {high:6.2%}  {aim}"
            )
