"""The sections of the headline, the themes and the bridges, with their evidence and what was counted.

Chooses among what is handed in; the words it adds only say what the program counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from academichub import bridges as bridging
from academichub.argument import Bridge, First, Quote, Section, Sentence, Share, Statement, Theme
from academichub.outline.choosing import best, paired, worth
from academichub.outline.material import Material, dates, listed, tokens

_OPENERS = 4  # works that may speak in the headline
_LISTED = 6  # themes that are named in the headline
_SIDE = 4
_NAMED_FIELDS = 3
_NAMED_WORKS = 4
_MOST_PART = 0.75


def fact(text: str) -> Statement:
    """A sentence of the program's own; its writer gives it its place."""
    return Statement("", text)


def headline(made: Material, bridges: Sequence[Bridge], first: Sequence[First]) -> Section:
    """What the brief holds, and the works that are to be read first."""
    return Section(
        "headline",
        "headline",
        made.say("headline.about"),
        _openers(made, first),
        facts=tuple(_told(made, bridges)),
    )


def theme(made: Material, one: Theme) -> Section:
    """What the works of a theme say, those first that say most of what it is about."""
    works = [made.works[work] for work in one.works]
    say = made.say
    told = say(
        "theme.counted" if one.fields else "theme.plain",
        works=say.count("works", len(works)),
        dates=dates(say, works),
        fields=_fields(made, one.fields, len(works)),
    )
    return Section(
        one.key,
        "theme",
        one.label,
        paired(made.of(one.works), (one.label, *one.terms), one.works),
        facts=(fact(told),),
    )


def bridge(made: Material, one: Bridge, sentences: Sequence[Sentence]) -> Section:
    """What both sides of a bridge say of what they share."""
    sides = _answering(
        [
            best(side, (one.label, *one.via), most=2 * _SIDE)
            for side in bridging.evidence(one, sentences)
        ]
    )
    return Section(
        one.key,
        "bridge",
        _named(made, one),
        (*sides[0], *sides[1]),
        tuple(number for number, side in enumerate(sides) for _ in side),
        (fact(_meets(made, one)),),
    )


def _answering(sides: Sequence[Sequence[Sentence]]) -> list[list[Sentence]]:
    """On each side those first that share most words with one of the other side."""
    words = [[tokens(one.text) for one in side] for side in sides]

    def value(one: Sentence, others: Sequence[frozenset[str]]) -> float:
        own = tokens(one.text)
        shared = max((len(own & other) / (len(own) or 1) for other in others), default=0.0)
        return worth(one) * (0.3 + shared)

    return [
        sorted(side, key=lambda one: -value(one, words[1 - number]))[:_SIDE]
        for number, side in enumerate(sides)
    ]


def label(made: Material, key: str) -> str:
    """The quoted label of the theme *key*, or the key where there is none."""
    return made.quoted(next((one.label for one in made.themes if one.key == key), key))


def _openers(made: Material, first: Sequence[First]) -> tuple[Sentence, ...]:
    """What the works that are to be read first say best, one of a theme before two of it."""
    chosen: list[Sentence] = []
    later: list[Sentence] = []
    spoken: set[str] = set()
    for one in first[: 2 * _OPENERS]:
        theme = made.theme(one.work)
        terms = (theme.label, *theme.terms) if theme else ()
        found = best(made.of((one.work,)), terms, 1)
        key = theme.key if theme else one.work
        (later if key in spoken else chosen).extend(found)
        spoken.add(key)
    return tuple((chosen + later)[:_OPENERS])


def _told(made: Material, bridges: Sequence[Bridge]) -> Iterator[Statement]:
    say, works = made.say, list(made.works.values())
    if not works:
        return
    known = {"works": say.count("works", len(works)), "dates": dates(say, works)}
    if made.themes:
        several = say.count("themes", len(made.themes))
        yield fact(say("headline.themes", **known, themes=several, list=_themes(made)))
        yield from _left_over(made)
    else:
        yield fact(say("headline.plain", **known))
    if bridges:
        yield fact(say.count("headline.bridges", len(bridges)))


def _left_over(made: Material) -> Iterator[Statement]:
    """Works of no theme: named where they are few, counted where they are many."""
    grouped = {work for one in made.themes for work in one.works}
    left = [made.works[work] for work in made.sentences if work not in grouped]
    if not left:
        return
    if len(left) > _NAMED_WORKS:
        yield fact(made.say.count("headline.alone", len(left)))
        return
    quotes = tuple(Quote(one.id, "title", 0, len(one.title), one.title) for one in left)
    named = listed(made.say, [made.quoted(one.title) for one in left])
    yield Statement("", made.say("headline.apart", list=named), quotes)


def _themes(made: Material) -> str:
    """The first themes with how many works each has; of the others how many they are."""
    named = [
        made.say("counted", label=made.quoted(one.label), n=len(one.works))
        for one in made.themes[:_LISTED]
    ]
    left = len(made.themes) - len(named)
    return listed(made.say, [*named, made.say.count("smaller", left)] if left else named)


def _fields(made: Material, shares: Sequence[Share], works: int) -> str:
    if not shares:
        return ""
    first = max(shares, key=lambda one: one.part)
    if works == 1 and len(shares) == 1:
        return made.say("theme.one", field=made.subject(first.field))
    if first.part >= 1:
        return made.say("theme.all", field=made.subject(first.field))
    if first.part >= _MOST_PART:
        return made.say("theme.most", field=made.subject(first.field))
    ordered = sorted(shares, key=lambda one: -one.part)[:_NAMED_FIELDS]
    names = [made.subject(one.field) for one in ordered]
    return made.say("theme.some", list=listed(made.say, names))


def _named(made: Material, one: Bridge) -> str:
    ends = [label(made, key) for key in one.themes]
    if one.kind == "open" and len(one.via) == 3:
        a, b, c = one.via
        return made.say("bridge.open", a=a, b=b, c=c)
    return made.say("bridge.about", label=one.label, one=ends[0], other=ends[1])


def _meets(made: Material, one: Bridge) -> str:
    say = made.say
    ends = {"theme": label(made, one.themes[0]), "theme2": label(made, one.themes[1])}
    if one.kind == "open" and len(one.via) == 3:
        a, b, c = map(made.quoted, one.via)
        return say("bridge.chain", a=a, b=b, c=c, among=say(f"among.{one.among}"), **ends)
    counts = [say.count("works", len(side)) for side in one.works]
    return say(
        "bridge.cites" if one.kind == "citation" else "bridge.meets",
        label=made.quoted(one.label),
        one=counts[0],
        other=counts[1],
        field=made.subject(one.fields[0]),
        field2=made.subject(one.fields[1]),
        **ends,
    )
