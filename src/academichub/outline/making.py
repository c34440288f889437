"""An outline from what was found out about some works."""

from __future__ import annotations

from collections.abc import Sequence

from academichub.argument import Ask, Bridge, Crossing, Outline, Section, Sentence, Theme
from academichub.model import Work
from academichub.outline import passages
from academichub.outline.changes import changed
from academichub.outline.citing import cited, scopes
from academichub.outline.comparing import compared
from academichub.outline.joining import shown, telling
from academichub.outline.lacking import gaps
from academichub.outline.material import material
from academichub.outline.reading import reading


def make(
    ask: Ask,
    works: Sequence[Work],
    sentences: Sequence[Sentence],
    themes: Sequence[Theme],
    bridges: Sequence[Bridge],
    crossings: Sequence[Crossing],
    today: str,
) -> Outline:
    """Choose the evidence of every section of a brief on *works*.

    *sentences*, *themes*, *bridges* and *crossings* are what was found in them; *today* is a day as
    ``2026-06-12``. An open bridge stands among the bridges; a gap of kind
    ``open`` is a question the works leave. Works are numbered in the order in which the
    evidence first names them.
    """
    made = material(ask, works, sentences, themes, today)
    joined = [(one, passages.bridge(made, one, sentences)) for one in telling(made, bridges)]
    joined = [(one, section) for one, section in joined if shown(section)]
    bridges = [one for one, _ in joined]
    comparisons, compared_sections = compared(made)
    missing, missing_sections = gaps(made)
    news = changed(made)
    first = reading(made, bridges)
    sections: tuple[Section, ...] = (
        passages.headline(made, bridges, first),
        *((news,) if news else ()),
        *(passages.theme(made, one) for one in themes),
        *(section for _, section in joined),
        *compared_sections,
        *missing_sections,
    )
    mentioned = [
        *(one.work for each in sections for one in each.evidence),
        *(one.work for one in first),
    ]
    return Outline(
        ask=ask,
        sections=sections,
        themes=tuple(themes),
        bridges=tuple(bridges),
        agreements=tuple(one for one in comparisons if one.kind == "agreement"),
        tensions=tuple(one for one in comparisons if one.kind == "tension"),
        gaps=missing,
        reading=first,
        crossings=tuple(crossings),
        works=cited(made.works, mentioned, scopes(sentences), made.say),
    )
