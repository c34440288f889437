"""The last look at every section before it is kept: does each statement stand on its quotes?

Only ever takes away, whoever wrote it and however often it was looked at before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from academichub import ground
from academichub.argument import Drop, Part, Section, Statement
from academichub.brief.further import Sections
from academichub.model import Work

Texts = Mapping[str, ground.Text]
"""What is known of works, by id."""


def texts(works: Sequence[Work], further: Sections | None = None) -> Texts:
    """What statements on these works are held against; *further* has sections of their full texts."""
    return {
        work.id: ground.Text(
            {**(further or {}).get(work.id, {}), **_recorded(work)},
            tuple(one.name for one in work.authorships),
            int(work.date[:4]) if work.date[:4].isdigit() else None,
        )
        for work in works
    }


def _recorded(work: Work) -> Mapping[str, str]:
    return {"title": work.title, **({"abstract": work.abstract} if work.abstract else {})}


def checked(part: Part, section: Section, known: Texts) -> Part:
    """The part without what does not stand, which is named among its drops.

    What the program itself counted for the section stands as it is, with the works it names; without
    a quote nothing else does.
    """
    counted = {(fact.text, fact.quotes) for fact in section.facts}
    kept: list[Statement] = []
    drops: list[Drop] = []
    for statement in part.statements:
        if (statement.text, statement.quotes) in counted:
            kept.append(replace(statement, tier="editorial"))
            continue
        if not statement.quotes:
            drops.append(Drop(part.section, "unquoted", "no quote is under it", statement.text))
            continue
        verdict = ground.check(statement, known)
        if verdict.statement is not None:
            kept.append(verdict.statement)
        drops.extend(replace(drop, section=part.section) for drop in verdict.drops)
    return replace(part, statements=tuple(kept), drops=(*part.drops, *drops))
