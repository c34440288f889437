"""Which bridges are worth a reader's time, and in which order.

What the whole set is about joins nothing; what two fields share comes before what two categories of
one field do.
"""

from __future__ import annotations

from collections.abc import Sequence

from academichub import taxonomy
from academichub.argument import Bridge, Section, Sentence
from academichub.outline.material import Material, plainly, tokens
from academichub.outline.standing import fitting

_MOST, _NEAR, _QUESTIONS = 6, 4, 2
_COMMON, _FEW = 1 / 3, 12  # of at least so many works; what more of them name is common ground
_FIELDS = frozenset(map(taxonomy.field, taxonomy.NAMES))


def telling(made: Material, bridges: Sequence[Bridge]) -> tuple[Bridge, ...]:
    """The bridges that are shown: first between fields, then within one, then the open ones."""
    kept = [one for one in bridges if not _common(made, one)]
    closed = [one for one in kept if one.kind != "open"]
    far = [one for one in closed if set(one.fields) <= _FIELDS]
    near = [one for one in closed if one not in far]
    asked = [one for one in kept if one.kind == "open"]
    shown = (far + near[: max(0, _NEAR - len(far))])[:_MOST]
    return (*shown, *sorted(asked, key=lambda one: one.fields[0] not in _FIELDS)[:_QUESTIONS])


def shown(section: Section) -> bool:
    """Whether there is on each side a sentence that can be shown."""
    sides = {
        side for one, side in zip(section.evidence, section.partners, strict=True) if fits(one)
    }
    return sides == {0, 1}


def fits(one: Sentence) -> bool:
    """Whether it is a title, or whole and of a length one reads."""
    return one.field == "title" or fitting(one.text)


def _common(made: Material, bridge: Bridge) -> bool:
    """Whether it only names what was asked for, or what a good part of all works speak of."""
    if bridge.kind == "citation":
        return False
    terms = bridge.via if bridge.kind == "open" else (bridge.label,)
    return any(_asked(made, term) or _everywhere(made, term) for term in terms)


def _asked(made: Material, term: str) -> bool:
    words = tokens(term)
    return bool(words) and words <= made.subjects


def _everywhere(made: Material, term: str) -> bool:
    if len(made.works) < _FEW:
        return False
    wanted = plainly(term)
    naming = sum(wanted in text for text in made.folded.values())
    return naming > _COMMON * len(made.works)
