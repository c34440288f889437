"""What to read first among some works, and why.

Nothing is put forward without a reason that is told; popularity alone never puts a work first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from academichub import taxonomy
from academichub.argument import Bridge, First
from academichub.model import Work
from academichub.outline.material import Material

_MOST = 7
_KINDS = "review|overview|tutorial|primer|meta-analysis"
# "A Survey of Deep Galaxies" looks at the sky, "A Survey of Deep Learning" at what was written.
_REVIEWS, _SURVEYS = (
    re.compile(
        rf"\ban? (?:[\w-]+ ){{0,3}}(?:{kinds})\b|: (?:[\w-]+ ){{0,2}}(?:{kinds})(?:$| (?:of|on)\b)|"
        rf"^(?:[\w-]+ ){{0,2}}(?:{kinds}) (?:of|on)\b|\b(?:{_KINDS})$|综述|述评|研究进展",
        re.IGNORECASE,
    )
    for kinds in (_KINDS, f"{_KINDS}|survey")
)
_OFTEN = 5  # works of the set that cite it
_KNOWN = 20  # citations elsewhere that are worth a word
_WORTH = {
    "review": 2.2,
    "stands": 2.0,
    "central": 3.0,
    "cited": 1.5,
    "bridge": 1.4,
    "newest": 1.0,
    "known": 0.5,
}


def reading(made: Material, bridges: Sequence[Bridge]) -> tuple[First, ...]:
    """The works to read first, those with most to say for them before the others."""
    reasons: dict[str, dict[str, str]] = defaultdict(dict)
    for give in (_stands, _reviews, _newest, _cited):
        for work, (name, words) in give(made).items():
            reasons[work][name] = words
    for work, words in _joining(made, bridges).items():
        reasons[work]["bridge"] = words
    sizes = {work: len(one.works) for one in made.themes for work in one.works}
    place = {work: number for number, work in enumerate(made.works)}
    ordered = sorted(
        reasons, key=lambda work: (-_weight(reasons[work]), -sizes.get(work, 0), place[work])
    )
    return tuple(First(work, _told(made, work, reasons[work])) for work in ordered[:_MOST])


def _weight(reasons: Mapping[str, str]) -> float:
    return sum(_WORTH[name] for name in reasons)


def _told(made: Material, work: str, reasons: Mapping[str, str]) -> tuple[str, ...]:
    ordered = sorted(reasons, key=lambda name: -_WORTH[name])
    warned = (made.say("reading.retracted"),) if made.works[work].retracted else ()
    return (*warned, *(reasons[name] for name in ordered))


def _stands(made: Material) -> dict[str, tuple[str, str]]:
    """The most typical work of each theme."""
    return {
        theme.works[0]: (
            "stands",
            made.say("reading.stands", label=made.quoted(theme.label)),
        )
        for theme in made.themes
        if len(theme.works) > 1
    }


def _reviews(made: Material) -> dict[str, tuple[str, str]]:
    words = made.say("reading.review")
    return {work.id: ("review", words) for work in made.works.values() if _is_review(work)}


def _is_review(work: Work) -> bool:
    looking = taxonomy.field(work.primary_category or "") == "Physics"
    titled = _REVIEWS if looking else _SURVEYS
    return work.type == "review" or titled.search(work.title) is not None


def _newest(made: Material) -> dict[str, tuple[str, str]]:
    """The newest work, if one is."""
    days = sorted(((work.date, work.id) for work in made.works.values()), reverse=True)
    if len(days) > 1 and days[0][0] > days[1][0]:
        return {days[0][1]: ("newest", made.say("reading.newest"))}
    return {}


def _cited(made: Material) -> dict[str, tuple[str, str]]:
    known = {one: work.id for work in made.works.values() for one in work.identifiers}
    citing: dict[str, set[str]] = defaultdict(set)
    for work in made.works.values():
        for reference in work.references:
            there = known.get(reference.identifier) if reference.identifier else None
            if there and there != work.id:
                citing[there].add(work.id)
    found = {
        work.id: ("known", made.say("reading.known", n=made.say.number(work.cited_by_count)))
        for work in made.works.values()
        if (work.cited_by_count or 0) >= _KNOWN and work.cited_by_count
    }
    for there, by in citing.items():
        name = "cited" if len(by) < _OFTEN else "central"
        found[there] = (name, made.say.count("reading.cited", len(by)))
    return found


def _joining(made: Material, bridges: Sequence[Bridge]) -> dict[str, str]:
    """Of each bridge the first work on each side; of several bridges the most surprising counts."""
    found: dict[str, str] = {}
    for one in sorted(
        (one for one in bridges if one.kind != "open"), key=lambda one: -one.surprise
    ):
        for side, works in enumerate(one.works):
            for work in works[:1]:
                field = made.subject(one.fields[1 - side])
                words = made.say("reading.shares", label=made.quoted(one.label), field=field)
                found.setdefault(work, words)
    return {work: words for work, words in found.items() if work in made.works}
