"""Whether a sentence stands on its quotes. Only ever takes away; what it cannot check it says."""

from __future__ import annotations

from collections.abc import Mapping

from academichub.argument import Quote, Statement
from academichub.ground.values import Text, Verdict

__all__ = ["Text", "Verdict", "check", "quote"]


def check(statement: Statement, works: Mapping[str, Text]) -> Verdict:
    """Hold *statement* against its quotes: verbatim, then rule by rule (`ground.checking.RULES`).

    Args:
        statement: its ``tier`` and the texts of its quotes are not believed.
        works: the quoted works by id. Works beside them help: a name of one of their authors in a
            statement is then known as one.

    Returns:
        The statement with its tier and each quote's own text; or None and why it was dropped, one
        `Drop` for each rule that does not agree.
    """
    from academichub.ground.checking import checked

    return checked(statement, works)


def quote(work: str, field: str, text: str, fields: Mapping[str, str]) -> Quote | None:
    """Where *text* stands verbatim in a field of a work, white space apart; None where it does not."""
    from academichub.ground.verbatim import find

    return find(work, field, text, fields)
