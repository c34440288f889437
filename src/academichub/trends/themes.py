"""Terms that keep appearing in the same works, put together: the themes of a field.

Looks at all the field's works alike, never at their days, so that what is tested against the past
was not chosen by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_TERMS = 400
_MOST_COMMON = 0.2  # what a fifth of a field's works say is the field, not a theme of it
_ALIKE = 0.25
_FEWEST, _MOST = 3, 12
_SAID = 2  # how many of a theme's terms a work has to have


def themes(there: csr_array, names: Sequence[str]) -> list[list[int]]:
    """Groups of terms, as columns of *there*, the most frequent first in each.

    Average-linked by the cosine of the works they are in. *there* is 1 where a work (row) has a
    term (column); *names* are the terms' keys.
    """
    import numpy as np
    from scipy.cluster.hierarchy import fcluster, linkage

    frequency = np.asarray(there.sum(0)).ravel()
    common = np.flatnonzero(frequency <= _MOST_COMMON * there.shape[0])
    chosen = common[np.argsort(-frequency[common], kind="stable")][:_TERMS]
    if len(chosen) < _FEWEST:
        return []
    shared = (there[:, chosen].T @ there[:, chosen]).toarray().astype(float)
    size = np.sqrt(shared.diagonal())
    apart = 1.0 - shared / np.outer(size, size)
    flat = apart[np.triu_indices(len(chosen), 1)].clip(0.0)
    groups: dict[int, list[int]] = defaultdict(list)
    for column, group in zip(
        chosen, fcluster(linkage(flat, "average"), 1 - _ALIKE, "distance"), strict=True
    ):
        groups[int(group)].append(int(column))
    bare = (_without_parts(group, names)[:_MOST] for group in groups.values())
    return [group for group in bare if len(group) >= _FEWEST]


def members(there: csr_array, themes: Sequence[Sequence[int]]) -> csr_array:
    """Which works (rows) are about which theme (column): 1 where one has two of its terms."""
    import numpy as np
    from scipy.sparse import csr_array

    rows = [column for theme in themes for column in theme]
    columns = [number for number, theme in enumerate(themes) for _ in theme]
    shape = (there.shape[1], len(themes))
    has = csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)
    said = there.astype(float) @ has
    said.data = (said.data >= _SAID).astype(float)
    said.eliminate_zeros()
    return csr_array(said)


def _without_parts(group: Sequence[int], names: Sequence[str]) -> list[int]:
    """A word that is part of a pair beside it says nothing more."""
    parts = {part for column in group if " " in names[column] for part in names[column].split()}
    return [column for column in group if names[column] not in parts]
