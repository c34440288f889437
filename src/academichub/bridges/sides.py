"""On which side of a bridge a work stands: its theme, its field, its category."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from academichub import taxonomy
from academichub.argument import Theme
from academichub.model import Work


@dataclass(frozen=True, slots=True)
class Side:
    """A theme's works of one field. ``home`` is which part of the theme is of that field, 0 to 1.

    ``of`` is the field's name, or that of a category of ``field`` where two of one field are told
    apart.
    """

    theme: str
    field: str
    of: str
    home: float


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one work stands, among the fields and among the categories of its field."""

    by_field: Side
    by_category: Side


def standings(themes: Sequence[Theme], works: Sequence[Work]) -> Mapping[str, Standing]:
    """Where each work stands that is in a theme and of a field we know."""
    known = {work.id: names for work in works if (names := _names(work))[0]}
    return {
        work: standing
        for theme in themes
        for work, standing in _of(theme.key, {w: known[w] for w in theme.works if w in known})
    }


def main_field(work: Work) -> str:
    """The field of its primary category, or of its first; ``""`` where we do not know one."""
    return _names(work)[0]


def fields_of(work: Work) -> tuple[str, ...]:
    """Every field it is listed in, that of its primary category first."""
    found = dict.fromkeys(map(taxonomy.field, _categories(work)))
    found.pop(taxonomy.OTHER, None)
    return tuple(found)


def names_of(work: Work) -> tuple[str, ...]:
    """The names of every category it is listed in, that of its primary one first."""
    return tuple(dict.fromkeys(map(taxonomy.name, _categories(work))))


def _names(work: Work) -> tuple[str, str]:
    """The field and the name of its leading category; two empty ones where we do not know them."""
    leading = next(iter(_categories(work)), "")
    field = taxonomy.field(leading) if leading else taxonomy.OTHER
    return ("", "") if field == taxonomy.OTHER else (field, taxonomy.name(leading))


def _of(theme: str, works: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, Standing]]:
    fields, both = Counter(field for field, _ in works.values()), Counter(works.values())
    sides = {
        (field, category): Standing(
            Side(theme, field, field, fields[field] / len(works)),
            Side(theme, field, category, count / len(works)),
        )
        for (field, category), count in both.items()
    }
    return ((work, sides[names]) for work, names in works.items())


def _categories(work: Work) -> tuple[str, ...]:
    own = (work.primary_category, *work.categories)
    return tuple(dict.fromkeys(taxonomy.canonical(one) for one in own if one))
