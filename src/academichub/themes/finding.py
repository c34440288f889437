"""From works to themes: read, compare, group, name. Pure; the order of the works does not count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from academichub.argument import Sentence, Theme
from academichub.model import Work
from academichub.themes import labels, shares
from academichub.themes.reading import read

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def find(
    works: Sequence[Work],
    sentences: Sequence[Sentence] = (),
    rarity: Callable[[str], float] | None = None,
) -> tuple[Theme, ...]:
    """Put works together that are about the same.

    Args:
        works: up to some hundreds.
        sentences: of these works; what they name helps to compare them.
        rarity: the inverse document frequency in the store of a phrase in small letters, as a natural
            logarithm, asked for some sixty phrases a theme; without it the works alone say what is rare.

    Returns:
        The themes, the largest and closest first, as ``t1``, ``t2``, …. A work is in one theme or
        in none; within a theme the most typical work is first.
    """
    ordered = _ordered(works)
    if not ordered:
        return ()
    from academichub.themes import clusters, space

    said = [read(work) for work in ordered]
    things = _things(ordered, sentences)
    alike, rows = space.likeness([one.words for one in said], things, ordered)
    groups = _groups(clusters.groups(alike), alike)
    named = labels.names(said, rows, groups, rarity)
    return tuple(
        _theme(number, name, [ordered[at] for at in group])
        for number, (group, name) in enumerate(zip(groups, named, strict=True), 1)
    )


def _theme(number: int, name: labels.Name, works: Sequence[Work]) -> Theme:
    return Theme(
        key=f"t{number}",
        label=name.label or works[0].title,
        terms=name.terms,
        fields=shares.fields(works),
        works=tuple(work.id for work in works),
    )


def _ordered(works: Sequence[Work]) -> list[Work]:
    """Each work once, in an order that is theirs alone."""
    ranked = sorted(works, key=lambda one: (one.id, one.title, one.abstract or ""))
    return list({one.id: one for one in ranked}.values())


def _things(works: Sequence[Work], sentences: Sequence[Sentence]) -> list[frozenset[str]]:
    named: defaultdict[str, set[str]] = defaultdict(set)
    for sentence in sentences:
        named[sentence.work].update(thing.key for thing in sentence.things)
    return [frozenset(named[work.id]) for work in works]


def _groups(found: NDArray[np.int64], alike: NDArray[np.float64]) -> list[list[int]]:
    """The places of each group's works, the most typical first; large and close groups first."""
    import numpy as np

    ranked = []
    for number in sorted(set(found.tolist()) - {-1}):
        rows = np.flatnonzero(found == number)
        inside = alike[np.ix_(rows, rows)].sum(axis=1) - 1.0
        order = rows[np.argsort(-inside.round(9), kind="stable")]
        close = float(inside.sum()) / max(len(rows) * (len(rows) - 1), 1)
        ranked.append((len(rows) * (0.5 + close), order.tolist()))
    ranked.sort(key=lambda one: (-round(one[0], 9), one[1]))
    return [order for _, order in ranked]
