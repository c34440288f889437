"""The evidence of works: every sentence of what is at hand, with its place, role and things."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from academichub import quantities
from academichub.argument import Role, Sentence, Thing
from academichub.evidence.measured import measured
from academichub.evidence.naming import Look, Naming, look
from academichub.evidence.passages import Place, places
from academichub.evidence.roles import roles
from academichub.evidence.tokens import Tokens, tokens
from academichub.model import Work
from academichub.quantities import Quantity


class _Seen(NamedTuple):
    """A sentence before the things in it are decided."""

    field: str
    place: Place
    text: str
    role: Role
    look: Look


def gather(
    works: Sequence[Work],
    texts: Mapping[str, Mapping[str, str]] | None = None,
    read: Callable[[str], tuple[Quantity, ...]] = quantities.read,
) -> tuple[Sentence, ...]:
    """The sentences of *works*, in their order, title first.

    *texts* has further text of some works by id, section by section; a section named for its part
    ("Methods") gives that role. For each sentence its text is the passage's from ``start`` to ``end``.
    What a name stands for is decided within its work, and by the other works where its own is silent.
    *read* gives the quantities of a sentence.
    """
    seen = [list(_seen(work, (texts or {}).get(work.id, {}))) for work in works]
    namings = [Naming(one.look for one in sentences) for sentences in seen]
    elsewhere = _agreed(namings)
    return tuple(
        _sentence(work, one, naming.things(one.look, elsewhere), read(one.text))
        for work, sentences, naming in zip(works, seen, namings, strict=True)
        for one in sentences
    )


def _seen(work: Work, sections: Mapping[str, str]) -> Iterator[_Seen]:
    for field, text in _passages(work, sections):
        cut = places(text, field=field)
        written = [text[start:end] for start, end, _ in cut]
        split = [tokens(one) for one in written]
        told: Sequence[Role] = [""] * len(cut) if field == "title" else _roles(cut, split)
        for place, one, parts, role in zip(cut, written, split, told, strict=True):
            yield _Seen(field, place, one, role, look(one, parts))


def _roles(cut: Sequence[Place], split: Sequence[Tokens]) -> list[Role]:
    """The roles that labels give, and for the rest those that cues speak for."""
    if all(place.role is not None for place in cut):
        return [place.role or "" for place in cut]
    guessed = roles([one.words for one in split])
    return [
        guess if place.role is None else place.role
        for place, guess in zip(cut, guessed, strict=True)
    ]


def _passages(work: Work, sections: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield "title", work.title
    if work.abstract:
        yield "abstract", work.abstract
    yield from (
        (name, text) for name, text in sections.items() if name not in {"title", "abstract"}
    )


def _agreed(namings: Iterable[Naming]) -> dict[str, str]:
    """What the works that know a name say it is of, where most of them agree."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for naming in namings:
        for name, letter in naming.kinds.items():
            counts[name][letter] += 1
    agreed = (
        (name, *counted.most_common(1)[0], counted.total()) for name, counted in counts.items()
    )
    return {name: letter for name, letter, most, total in agreed if 2 * most > total}


def _sentence(
    work: Work, one: _Seen, things: tuple[Thing, ...], numbers: tuple[Quantity, ...]
) -> Sentence:
    start, end, _ = one.place
    told = measured(one.text, numbers, things)
    return Sentence(work.id, one.field, start, end, one.text, one.role, told, things)
