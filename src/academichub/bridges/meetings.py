"""What is known of how often fields and terms meet: numbers handed in, never looked up here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from academichub.bridges.named import Named
from academichub.bridges.sides import fields_of, names_of
from academichub.model import Work


@dataclass(frozen=True, slots=True)
class Meetings:
    """How many works there are of fields, of two fields at once, and naming terms.

    A field is asked for by the name `academichub.taxonomy.field` gives, a category by that of
    `academichub.taxonomy.name`. ``both`` counts works listed in the two, ``within`` works of a
    field (second) that name a term, ``together`` works that name
    the two terms. ``total`` is 0 where nothing is known.
    """

    total: int
    of: Callable[[str], int]
    both: Callable[[str, str], int]
    naming: Callable[[str], int]
    within: Callable[[str, str], int]
    together: Callable[[str, str], int]

    @classmethod
    def none(cls) -> Self:
        """Nothing is known; what is asked is then answered from the chosen works alone."""
        return cls(0, lambda _: 0, lambda *_: 0, lambda _: 0, lambda *_: 0, lambda *_: 0)

    @classmethod
    def among(cls, works: Sequence[Work], things: Iterable[Named]) -> Self:
        """As the chosen works alone have it."""
        nobody: frozenset[str] = frozenset()
        fields: dict[str, set[str]] = {}
        for work in works:
            for name in (*fields_of(work), *names_of(work)):
                fields.setdefault(name, set()).add(work.id)
        naming = {one.label: frozenset(one.works) for one in things}
        return cls(
            len(works),
            lambda field: len(fields.get(field, nobody)),
            lambda one, other: len(fields.get(one, nobody) & fields.get(other, nobody)),
            lambda term: len(naming.get(term, nobody)),
            lambda term, field: len(naming.get(term, nobody) & fields.get(field, nobody)),
            lambda one, other: len(naming.get(one, nobody) & naming.get(other, nobody)),
        )
