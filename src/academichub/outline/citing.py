"""The works of a brief as it lists them: numbered, named in a word, dated.

States what the store holds and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from academichub import ids, taxonomy
from academichub.argument import Cited, Sentence
from academichub.language import Language
from academichub.model import Work
from academichub.render.naming import parts


def cited(
    works: Mapping[str, Work], mentioned: Iterable[str], scopes: Mapping[str, str], say: Language
) -> tuple[Cited, ...]:
    """Number *works* from 1: those *mentioned* in that order, then the others."""
    order = dict.fromkeys((*mentioned, *works))
    return tuple(
        _entry(number, works[work], scopes.get(work, "title"), say)
        for number, work in enumerate((one for one in order if one in works), start=1)
    )


def scopes(sentences: Iterable[Sentence]) -> dict[str, str]:
    """How much of each work was read: its ``title``, its ``abstract``, or its ``full text``."""
    read: dict[str, str] = {}
    for one in sentences:
        if one.field not in ("title", "abstract"):
            read[one.work] = "full text"
        elif one.field == "abstract":
            read.setdefault(one.work, "abstract")
    return read


def by(work: Work, say: Language) -> str:
    """Its authors in a word: ``Zhao``, ``Zhao and Li``, ``Zhao et al.``; ``""`` of nobody."""
    names = [family(author.name) for author in work.authorships]
    if not names:
        return ""
    if len(names) == 1 and work.authors_complete:
        return names[0]
    if len(names) == 2 and work.authors_complete:
        return say("by.two", one=names[0], other=names[1])
    return say("by.more", one=names[0])


def family(name: str) -> str:
    """The family name in *name*, as bibliographies take it apart."""
    before, comma, _ = name.partition(",")
    return before.strip() if comma else parts(name).family


def _entry(number: int, work: Work, scope: str, say: Language) -> Cited:
    return Cited(
        number=number,
        work=work.id,
        title=work.title,
        by=by(work, say),
        date=work.date,
        source=work.source,
        category=work.primary_category,
        field=taxonomy.field(work.primary_category) if work.primary_category else None,
        url=work.location("landing") or _address(work),
        type=work.type,
        retracted=work.retracted,
        scope=scope,
    )


def _address(work: Work) -> str | None:
    return next((url for one in work.identifiers if (url := ids.address(one))), None)
