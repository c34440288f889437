"""What the newest of some works bring that the ones before do not have.

Compares the works handed in with each other; of what was never in the set nothing is known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice

from academichub.argument import Section, Sentence, Statement, Thing
from academichub.bridges.generic import is_generic
from academichub.model import Date, Work
from academichub.outline.choosing import best
from academichub.outline.material import Material, listed, tokens
from academichub.outline.passages import fact

_FEWEST_EARLIER, _LEAST_SHARE = 3, 0.2  # works before; of fewer nothing can be called new
_NEW_NAMES = 6
_SHOWN = 3  # works that speak where nothing has a new name
_NOTED = 4  # replaced or retracted works told of
_CORRECTED = {"correction", "corrigendum", "erratum", "expression_of_concern"}


def changed(made: Material) -> Section | None:
    """The section of what is new; None where nothing is."""
    since = _since(made)
    newer = [work for work in made.works.values() if work.date >= since[: len(work.date)]]
    earlier = [work for work in made.works.values() if work.date < since[: len(work.date)]]
    compared = bool(newer) and len(earlier) >= max(_FEWEST_EARLIER, len(newer) * _LEAST_SHARE)
    new = _new_things(made, newer, earlier) if compared else {}
    facts = [*(_newer(made, newer, since, list(new.values())) if compared else ()), *_noted(made)]
    if not facts:
        return None
    evidence = _evidence(made, newer, new) if compared else ()
    about = made.say("changed.about")
    return Section("changed", "changed", about, evidence, facts=tuple(facts))


def _since(made: Material) -> Date:
    """The first day of the window that ends with the newest work."""
    newest = max((work.date for work in made.works.values()), default=made.today)
    try:
        end = date.fromisoformat(newest[:10] if len(newest) >= 10 else f"{newest[:4]}-12-31")
    except ValueError:
        return newest
    return (end - timedelta(days=made.ask.window)).isoformat()


def _new_things(
    made: Material, newer: Sequence[Work], earlier: Sequence[Work]
) -> Mapping[str, str]:
    """What only newer works name, by key its writing; what most of them name first."""
    before = {thing.key for thing, _ in _things(made, earlier)}
    said: dict[str, set[str]] = defaultdict(set)
    written: dict[str, Thing] = {}
    for thing, work in _things(made, newer):
        if thing.key not in before and _telling(thing, made.asked):
            said[thing.key].add(work)
            written.setdefault(thing.key, thing)
    several = [key for key, works in said.items() if len(works) > 1]
    ordered = sorted(several, key=lambda key: (-len(said[key]), key))
    unsaid = (
        (key, written[key].text)
        for key in ordered
        if not any(made.says(work.id, written[key]) for work in earlier)
    )
    return dict(islice(unsaid, _NEW_NAMES))


def _things(made: Material, works: Sequence[Work]) -> Iterator[tuple[Thing, str]]:
    for one in made.of(work.id for work in works):
        for thing in one.things:
            yield thing, one.work


def _telling(thing: Thing, known: frozenset[str]) -> bool:
    """Whether it is a name one would call new, and no word of every paper."""
    name = thing.text
    named = " " in name or name[1:] != name[1:].lower() or not name.isascii()
    fresh = not tokens(name) <= known if tokens(name) else named
    return (
        named and fresh and thing.kind != "measure" and len(name) > 2 and not is_generic(thing.key)
    )


def _newer(
    made: Material, newer: Sequence[Work], since: Date, new: Sequence[str]
) -> Iterator[Statement]:
    """How many are newer, what only they name, and which themes are theirs alone."""
    say = made.say
    key = "changed.newer.one" if len(newer) == 1 else "changed.newer.other"
    counts = {"n": say.number(len(newer)), "all": say.number(len(made.works))}
    yield fact(say(key, since=say.date(since), **counts))
    if new:
        yield fact(say("changed.names", list=listed(say, [made.quoted(one) for one in new])))
    ours = {work.id for work in newer}
    for theme in made.themes if 2 * len(newer) <= len(made.works) else ():
        if set(theme.works) <= ours and len(theme.works) > 1:
            yield fact(say("changed.theme", label=made.quoted(theme.label)))


def _noted(made: Material) -> Iterator[Statement]:
    """Works that were retracted or corrected, then those that are here in a later version."""
    works = made.works.values()
    yield from (_of(made, work, "changed.retracted") for work in works if work.retracted)
    for work in works:
        if not work.retracted and any(update.type in _CORRECTED for update in work.updates):
            yield _of(made, work, "changed.corrected")
    replaced = [work for work in works if (work.announce_type or "").startswith("replace")]
    for work in sorted(replaced, key=lambda one: one.date, reverse=True)[:_NOTED]:
        if work.version and work.version > 1:
            yield _of(made, work, "changed.replaced", version=work.version)


def _of(made: Material, work: Work, key: str, **values: object) -> Statement:
    """A fact about one work, with its title as the place to look."""
    title = next((one.quote for one in made.of((work.id,)) if one.field == "title"), None)
    text = made.say(key, work=made.quoted(work.title), **values)
    return Statement("", text, (title,) if title else ())


def _evidence(
    made: Material, newer: Sequence[Work], new: Mapping[str, str]
) -> tuple[Sentence, ...]:
    """What the newer works say where they name what is new; where they name nothing, what else."""
    there = [
        one
        for one in made.of(work.id for work in newer)
        if any(thing.key in new for thing in one.things)
    ]
    if there or 2 * len(newer) > len(made.works):
        return best(there, tuple(new.values()), each=1)
    return best(made.of(work.id for work in newer), (), _SHOWN, 1)
