"""The reading itself: what was done, what is claimed, what carries it, and what the authors draw from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice

from academichub.argument import Statement
from academichub.outline.material import tokens
from academichub.outline.standing import introduces, presumes, turns
from academichub.reading import newly, sought
from academichub.reading.cues import Cue, Said, any_of, weight
from academichub.reading.reader import Reader, best, offers, quoted, readable, step, whole
from academichub.reading.sections import Kind
from academichub.reading.sorting import CLAIM, LIMIT, lacks

_OUTWARD: Mapping[Kind, int] = {
    "abstract": 4, "front": 3, "conclusion": 3, "discussion": 3, "introduction": 1, "result": 0,
    "method": -4, "background": -8, "limit": -2,
}  # fmt: skip
"""Where authors look beyond their work."""
_GROUNDED: Mapping[Kind, int] = {
    "abstract": 4, "front": 3, "method": 3, "introduction": 1, "": 1, "background": -6, "conclusion": -2,
}  # fmt: skip
"""Where authors say what they stand on."""
_TELLING: Mapping[Kind, int] = {
    "abstract": 4, "front": 3, "conclusion": 3, "discussion": 3, "introduction": 2, "result": -20, "method": -20,
    "background": -20, "limit": -20, "": -20,
}  # fmt: skip
"""Where authors say what their work is worth."""
_MANY = 4
_CARRYING = 7


class Gist(Reader):
    """A reader that finds the main sentences once."""

    @cached_property
    def pith(self) -> Said | None:
        """The sentence of the pith."""
        return the_pith(self)

    @cached_property
    def core(self) -> list[Said]:
        """The core claim."""
        return core(self)

    @cached_property
    def mechanism(self) -> list[Said]:
        """What carries the argument."""
        return mechanism(self)

    @cached_property
    def used(self) -> list[Said]:
        """What is shown first, and so not again below."""
        return [*([self.pith] if self.pith else []), *self.core]


def pith(reader: Gist) -> tuple[Statement, ...]:
    """The one sentence that says what was done or found; the title where there is no other."""
    if one := reader.pith:
        return tuple(quoted("pith", [one]))
    if reader.title:
        quote = reader.title.quote
        return (Statement("pith.1", quote.text, (quote,), "quoted"),)
    return ()


def the_pith(reader: Reader) -> Said | None:
    """The sentence of the pith: the claim that says by itself what was done, else the aim."""
    claimed = {one.sentence: value for value, one in reader.claims}
    title = tokens(reader.material.work.title)
    firsts = [one for one in reader.opening if any_of(one, sought.DONE)]

    def value(one: Said) -> float:
        worth = _explicit(claimed.get(one.sentence, 0)) + _telling(one, title)
        worth += 5 * (one in firsts[:1]) + 6 * (next(newly.names(one.text), None) is not None)
        worth -= 12 * (one.sentence.role == "background" and one.sentence not in claimed)
        return worth if readable(one) else worth / 3 - (0 if whole(one) else 20)

    return max(reader.opening, key=value, default=None)


def _explicit(value: int) -> int:
    """A claim's weight, of which little is left where nothing but its place speaks for it."""
    return min(value, 18) if value > CLAIM else value // 3


def _telling(one: Said, title: frozenset[str]) -> float:
    """How much it says of what the title names, and by itself."""
    shared = len(title & tokens(one.text)) / max(1, len(title))
    value = 14 * shared + 5 * introduces(one.text) + weight(one, sought.DONE)
    value -= 14 * presumes(one.text) + 4 * turns(one.text)
    return value - max(0, len(one.text) - 260) / 30


def core(reader: Gist) -> list[Said]:
    """The strongest claim beside the pith; the pith where it is the only one."""
    first = reader.pith
    own = {one.sentence for one in reader.opening}
    told = [
        (_explicit(value) + _found(one), one)
        for value, one in reader.claims
        if one.sentence in own and one != first and value > CLAIM and whole(one)
    ]
    found = best(told, 1, [first] if first else [])
    claimed = {one.sentence for _, one in reader.claims}
    return found or ([first] if first and first.sentence in claimed else [])


def _found(one: Said) -> int:
    measured = any(number.kind in ("measure", "ratio") for number in one.sentence.quantities)
    added = any_of(one, sought.ADDED)
    return 6 * (one.sentence.role == "result") + 3 * measured + 3 * readable(one) - 6 * added


def mechanism(reader: Gist) -> list[Said]:
    """What carries the argument: how it was done, else what was brought in to do it."""
    used = reader.used
    title = tokens(reader.material.work.title)
    told = [
        (value + _working(one, title), one)
        for value, one in reader.by(sought.CARRIES, _CARRYING)
        if whole(one)
    ]
    good = [pair for pair in told if pair[0] >= sought.ENOUGH]
    head = {one.sentence for one in reader.opening}
    for kinds in (("abstract", "front"), ("introduction",), ("method", "")):
        there = [pair for pair in good if pair[1].place.kind in kinds or pair[1].sentence in head]
        if found := best(there, 1, used) or best(there, 1):
            return found
    named = (one for one in reader.opening if whole(one) and any(newly.names(one.text)))
    return list(islice(named, 1))


def _working(one: Said, title: frozenset[str]) -> int:
    own = one.sentence.role == "method" or introduces(one.text)
    where = _GROUNDED.get(one.place.kind, 0)
    named = min(6, 2 * len(title & tokens(one.text)))
    named += 3 * readable(one)
    other = {"background": 14, "limit": 8, "result": 6}.get(one.sentence.role, 0)
    return where + 5 * own + named - other


def short(reader: Gist) -> list[Said]:
    """A few sentences of the abstract that tell the rest: the want, the way, what came of it."""
    used = reader.used + reader.mechanism
    telling = [one for one in reader.opening if whole(one) and not offers(one)]
    left = [one for one in telling if one not in used]
    if len(left) < 2:
        left = telling
    if len(left) <= _MANY + 1:
        return left
    return best(((_narrated(one), one) for one in left), _MANY, used)


def _narrated(one: Said) -> int:
    value = {"result": 6, "aim": 6, "method": 4, "limit": 4, "background": 2, "": 3}[
        one.sentence.role
    ]
    return value + 6 * readable(one) + 4 * turns(one.text) + 2 * bool(one.sentence.things)


def consequences(reader: Gist) -> list[Said]:
    """What the authors say follows, if it is right."""
    return _stated(reader, sought.IMPLIES, _OUTWARD, 3, reader.used)


def premises(reader: Reader) -> list[Said]:
    """The premises stated as such that the rest stands on most."""
    told = [
        (value + _GROUNDED.get(one.place.kind, 0) + 4 * readable(one), one)
        for value, one in reader.premises
        if (whole(one) and not step(one)) or one.place.piece == "theorem"
    ]
    return best(told, 3)


def falsifiers(reader: Reader) -> list[Said]:
    """The tests that the authors themselves name."""
    return _stated(reader, sought.TESTS, _OUTWARD, 2, ())


def significance(reader: Reader) -> list[Said]:
    """What the authors say it matters for."""
    return _stated(reader, sought.MATTERS, _TELLING, 2, ())


def summary(reader: Gist) -> list[Said]:
    """What was done and the main results, in the order of the abstract."""
    first = reader.pith
    own = {one.sentence for one in reader.opening}
    told = [
        (_explicit(value) + _found(one), one)
        for value, one in reader.claims
        if one.sentence in own and value > CLAIM and whole(one)
    ]
    found = best(told, 2, [first] if first else [])
    return sorted([*([first] if first else []), *found], key=lambda one: one.sentence.start)


def circularity(reader: Reader) -> Iterator[tuple[Statement, str]]:
    """Where the authors themselves say that a thing is measured by what it was made from."""
    where: Mapping[Kind, int] = {"background": -20, "introduction": -2}
    told = _stated(reader, sought.CIRCLES, where, 3, ())
    for statement in quoted("circularity", told):
        yield statement, reader.say("circle")


def _stated(
    reader: Reader,
    cues: Sequence[Cue],
    where: Mapping[Kind, int],
    most: int,
    beside: Iterable[Said],
) -> list[Said]:
    told = (
        (value + where.get(one.place.kind, 0) + _own(one), one)
        for value, one in reader.by(cues)
        if whole(one) and lacks(one) < LIMIT
    )
    return best(
        ((v + 3 * readable(one), one) for v, one in told if v >= sought.ENOUGH), most, beside
    )


def _own(one: Said) -> int:
    """What the background says of others is not what the authors say of their work."""
    return -12 if one.sentence.role == "background" and one.place.kind != "introduction" else 0
