"""What briefs answer with: how one stands, as its page and programs show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import chain

from academichub.argument import (
    Bridge,
    Brief,
    Comparison,
    Gap,
    Outline,
    Part,
    Statement,
    Theme,
)
from academichub.store.briefs import Asked, Flag

_Section = Theme | Bridge | Comparison | Gap

REASONS = ("unsupported", "misleading", "wrong", "trivial", "other")
"""Why a reader may flag a statement: its quotes do not bear it, it gives a wrong picture, what it
says is not so, it says nothing, or anything else."""


@dataclass(frozen=True, slots=True)
class Standing(Asked):
    """A brief as far as it is made.

    What is written of it stands in ``parts``, in the order it was written. ``outline`` is there once
    it is made; ``brief`` once all is done.
    """

    outline: Outline | None = None
    parts: tuple[Part, ...] = ()
    brief: Brief | None = None


def standing(
    one: Asked,
    outline: Outline | None = None,
    parts: tuple[Part, ...] = (),
    brief: Brief | None = None,
) -> Standing:
    """How a brief stands, of what is kept of it."""
    asked = {field.name: getattr(one, field.name) for field in fields(one)}
    return Standing(**asked, outline=outline, parts=parts, brief=brief)


def statements(brief: Brief) -> Iterator[tuple[str, Statement]]:
    """Every statement of a brief with the key of its section, in the order of the page."""
    yield from (("headline", one) for one in brief.headline)
    yield from (("changed", one) for one in brief.changed)
    sections: tuple[tuple[_Section, ...], ...] = (
        brief.themes, brief.bridges, brief.agreements, brief.tensions, brief.gaps,
    )  # fmt: skip
    for section in chain.from_iterable(sections):
        yield from ((section.key, one) for one in section.statements)


__all__ = ["REASONS", "Asked", "Flag", "Standing", "standing", "statements"]
