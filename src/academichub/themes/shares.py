"""Of which fields the works of a theme are, as shares that add up to 1."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from academichub import taxonomy
from academichub.argument import Share
from academichub.model import Work

CROSS = 0.5
"""What a cross-list counts beside the primary category's 1."""


def fields(works: Iterable[Work]) -> tuple[Share, ...]:
    """The fields of *works*, the largest share first; what has no known field is left out."""
    total: defaultdict[str, float] = defaultdict(float)
    for work in works:
        for field, weight in of(work).items():
            total[field] += weight
    whole = sum(total.values())
    ranked = sorted(total.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Share(field, count / whole) for field, count in ranked)


def of(work: Work) -> Mapping[str, float]:
    """The fields of one work: 1 in all, its primary category twice as heavy as a cross-list."""
    weights: defaultdict[str, float] = defaultdict(float)
    primary = work.primary_category or next(iter(work.categories), None)
    if primary:
        weights[taxonomy.field(primary)] += 1.0
    for category in work.categories:
        if category != primary:
            weights[taxonomy.field(category)] += CROSS
    weights.pop(taxonomy.OTHER, None)
    named = taxonomy.by_name(work.venue.name) if work.venue and not weights else None
    if named:
        weights[taxonomy.field(named)] = 1.0
    whole = sum(weights.values())
    return {field: weight / whole for field, weight in weights.items()}
