"""Which pieces of a section's evidence are shown, and in what order one likes to read them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from academichub.argument import Outline, Role, Section, SectionKind, Sentence
from academichub.outline.choosing import alike, reads
from academichub.outline.material import tokens
from academichub.outline.standing import fitting

MOST: dict[SectionKind, int] = {
    "headline": 2, "changed": 4, "theme": 8, "bridge": 4, "agreement": 4, "tension": 4, "gap": 6,
}  # fmt: skip
_FEWEST = 3  # pieces of a theme; rather than fewer it says again what the headline said
_LENGTH = 1700  # characters of a section
_TURN: dict[Role, int] = {"background": 0, "aim": 1, "method": 2, "": 2, "result": 3, "limit": 4}


def chosen(section: Section, outline: Outline) -> list[Sentence]:
    """The evidence that is shown, each work's together, its aim before its result.

    A theme opens with its most typical work, and each next one is the likest to the one before,
    works of which only the title is shown last; where there are sides, the first side comes first.
    """
    kept = _kept(section, outline)
    by_work: dict[str, list[Sentence]] = {}
    for one in kept:
        by_work.setdefault(one.work, []).append(one)
    works = list(by_work)
    if section.partners:
        side = dict(zip(section.evidence, section.partners, strict=False))
        works.sort(key=lambda work: side[by_work[work][0]])
    elif section.kind == "theme":
        known = {one.work for one in _above(section, outline)}
        works = _flowing(by_work, _typical(section.key, outline), known)
    return [one for work in works for one in sorted(by_work[work], key=_turn)]


def _turn(one: Sentence) -> tuple[int, str, int]:
    return _TURN[one.role], one.field, one.start


def _kept(section: Section, outline: Outline) -> list[Sentence]:
    """The best of what was not read above, as many and as long as a section of its kind may be."""
    found = _candidates(section)
    above = {one.text for one in _above(section, outline)}
    fresh = [one for one in found if one.text not in above]
    return _within(section.kind, fresh if _enough(section, fresh) else found)


def _enough(section: Section, left: Sequence[Sentence]) -> bool:
    """Whether a section of its kind can be written from what is *left*."""
    if section.kind == "changed":
        return True
    if section.partners:
        side = dict(zip(section.evidence, section.partners, strict=False))
        return {side[one] for one in left} == set(section.partners)
    return len(left) >= _FEWEST


def _above(section: Section, outline: Outline) -> set[Sentence]:
    """What stands at the top, and for a bridge what its two themes show."""
    if section.kind not in ("changed", "theme", "bridge"):
        return set()
    ends = next((one.themes for one in outline.bridges if one.key == section.key), ())
    opening = {"headline", "changed"} - {section.key}
    before = [one for one in outline.sections if one.key in opening or one.key in ends]
    return {one for each in before for one in _kept(each, outline)}


def _within(kind: SectionKind, candidates: Sequence[Sentence]) -> list[Sentence]:
    most = MOST[kind]
    kept: list[Sentence] = []
    length = 0
    for one in candidates:
        if len(kept) >= most or (kept and length + len(one.text) > _LENGTH):
            break
        if not any(alike(one, had) for had in kept):
            kept.append(one)
            length += len(one.text)
    return kept


def _candidates(section: Section) -> list[Sentence]:
    """What can be read by itself; both sides in turns where there are sides."""
    if not section.partners:
        return _readable(section.evidence, _FEWEST)
    side = dict(zip(section.evidence, section.partners, strict=False))
    sides = [
        _readable([one for one in section.evidence if side[one] == number], 1) for number in (0, 1)
    ]
    turns = [(place, number, one) for number in (0, 1) for place, one in enumerate(sides[number])]
    return [one for _, _, one in sorted(turns, key=lambda turn: turn[:2])]


def _readable(evidence: Sequence[Sentence], fewest: int) -> list[Sentence]:
    """Sentences one can read by themselves; where there are fewer, titles too, else whatever is there."""
    good = [one for one in evidence if reads(one)]
    if len(good) >= fewest:
        return good
    speaking = {one.work for one in good}
    silent = [one for one in evidence if one.work not in speaking]
    titles = [one for one in silent if one.field == "title"]
    whole = [one for one in silent if one.field == "title" or fitting(one.text)]
    return [*good, *titles] or whole or silent


def _typical(key: str, outline: Outline) -> Sequence[str]:
    return next((one.works for one in outline.themes if one.key == key), ())


def _flowing(
    by_work: dict[str, list[Sentence]], typical: Sequence[str], known: Collection[str]
) -> list[str]:
    """The works in a chain: the most typical first, then each time the likest of those left.

    One that was quoted further up does not open it: what it is about was told there.
    """
    rank = {work: number + len(typical) * (work in known) for number, work in enumerate(typical)}
    left = sorted(
        by_work, key=lambda work: (_only_titled(by_work[work]), rank.get(work, len(rank)))
    )
    said = {work: _words(by_work[work]) for work in left}
    chain: list[str] = []
    while left:
        last = said[chain[-1]] if chain else frozenset[str]()
        able = [work for work in left if not _only_titled(by_work[work])] or left
        following = max(able, key=lambda work: len(last & said[work])) if chain else left[0]
        chain.append(following)
        left.remove(following)
    return chain


def _only_titled(sentences: Sequence[Sentence]) -> bool:
    return all(one.field == "title" for one in sentences)


def _words(sentences: Sequence[Sentence]) -> frozenset[str]:
    things = {thing.key for one in sentences for thing in one.things}
    return frozenset(things.union(*(tokens(one.text) for one in sentences)))
