"""How a brief came about: what its parts took, what was kept and dropped, what went otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from academichub import __version__
from academichub.argument import Outline, Part, Provenance
from academichub.brief import telling
from academichub.brief.reading import Works
from academichub.model import Instant, to_json
from academichub.store.briefs import Asked


def provenance(
    one: Asked, outline: Outline, parts: Sequence[Part], works: Works, at: Instant, spent: int
) -> Provenance:
    """The provenance of a brief whose sections are all written.

    Args:
        one: how it was asked for.
        outline: what its sections stand on.
        parts: its sections, in any order.
        works: its works as they are now.
        at: the present moment.
        spent: milliseconds from the beginning.
    """
    order = {section.key: at for at, section in enumerate(outline.sections)}
    ordered = sorted(parts, key=lambda part: order.get(part.section, len(order)))
    prompted = any(part.writer == "prompted" for part in ordered)
    return Provenance(
        writer="prompted" if prompted else "extractive",
        at=at,
        milliseconds=spent,
        input_hash=input_hash(one, outline),
        version=__version__,
        scope=tuple(sorted(Counter(cited.scope for cited in outline.works).items())),
        model=one.model,
        prompts=tuple(dict.fromkeys(name for part in ordered for name in part.prompts)),
        tokens_in=sum(part.tokens_in for part in ordered),
        tokens_out=sum(part.tokens_out for part in ordered),
        cost=_cost(ordered),
        cached=sum(part.cached for part in ordered),
        asked=sum(part.asked for part in ordered),
        kept=sum(len(part.statements) for part in ordered),
        repaired=sum(part.repaired for part in ordered),
        dropped=tuple(drop for part in ordered for drop in part.drops),
        notes=(*_of_works(one, outline, works), *_notes(ordered)),
    )


def input_hash(one: Asked, outline: Outline) -> str:
    """SHA-256 of all a writer was given: who writes, and the evidence in its order."""
    said = f"{one.writer} {one.model or ''}\n".encode()
    return sha256(said + to_json(outline)).hexdigest()


def refreshed(outline: Outline, works: Works) -> Outline:
    """The outline with the works marked that were retracted since it was made."""
    gone = {work.id for work in works.retracted}
    cited = tuple(
        replace(one, retracted=one.retracted or one.work in gone) for one in outline.works
    )
    return replace(outline, works=cited)


def _cost(parts: Sequence[Part]) -> float | None:
    costs = [part.cost for part in parts if part.tokens_in or part.tokens_out or part.cost]
    return None if not costs or None in costs else sum(cost for cost in costs if cost is not None)


def _notes(parts: Sequence[Part]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(note for part in parts for note in part.notes))


def _of_works(one: Asked, outline: Outline, works: Works) -> tuple[str, ...]:
    language = one.ask.language
    known = {cited.work for cited in outline.works if cited.retracted}
    since = [work for work in works.retracted if work.id not in known]
    notes = [telling.ended(works.ended, language)] if works.ended else []
    before = len(works.retracted) - len(since)
    notes += [telling.retracted(before, language)] if before else []
    return (*notes, *(telling.retracted_since(work.title, language) for work in since))
