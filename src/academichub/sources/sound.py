"""Identifiers, ORCID iDs and ISSNs out of strangers' fields: those that are sound.

What is none names nothing, or worse, something else; it stays in the raw entry alone. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from academichub.errors import IdentifierError
from academichub.ids import Identifier, issn, orcid


def identifiers(
    *found: tuple[Callable[[str], Identifier], str | None],
) -> tuple[Identifier, ...]:
    """Those that can be read of some identifiers, each with the function that reads it.

    In order and without repeats; an unreadable one spoils none of the others.
    """
    read = (identifier_or_none(reader, value) for reader, value in found)
    return tuple(dict.fromkeys(identifier for identifier in read if identifier))


def identifier_or_none(read: Callable[[str], Identifier], value: str | None) -> Identifier | None:
    """What *read* makes of *value*; None where there is none or it names nothing."""
    try:
        return read(value) if value else None
    except IdentifierError:
        return None


def orcid_or_none(value: str | None) -> str | None:
    """A sound ORCID iD, or None: with a wrong check digit it would be someone else's."""
    try:
        return orcid(value) if value else None
    except IdentifierError:
        return None


def issns(values: Iterable[str]) -> tuple[str, ...]:
    """The sound ISSNs of *values*, in order, once each."""
    return tuple(dict.fromkeys(found for value in values if (found := _issn_or_none(value))))


def _issn_or_none(value: str) -> str | None:
    try:
        return issn(value)
    except IdentifierError:
        return None
