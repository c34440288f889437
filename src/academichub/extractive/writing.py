"""A section written from its evidence: quoted sentences, with words between them that say nothing."""

from __future__ import annotations

from collections.abc import Iterator

from academichub.argument import Outline, Quote, Section, Sentence, Statement
from academichub.extractive.leading import Leads
from academichub.extractive.ordering import chosen
from academichub.language import words
from academichub.outline.standing import opening


def write(section: Section, outline: Outline) -> tuple[Statement, ...]:
    """Write *section* of *outline*: what was counted, then what the works say in their own words."""
    parts = [*section.facts, *_quoted(section, outline)]
    return tuple(
        Statement(f"{section.key}.{number}", one.text, one.quotes, one.tier, one.lead, one.role)
        for number, one in enumerate(parts, start=1)
    )


def _quoted(section: Section, outline: Outline) -> Iterator[Statement]:
    cited = {one.work: one for one in outline.works}
    leads = Leads(section, cited, words("extractive", outline.ask.language))
    for one in chosen(section, outline):
        quote = shown(one)
        yield Statement("", quote.text, (quote,), "quoted", leads.lead(one), one.role)


def shown(one: Sentence) -> Quote:
    """The sentence as it is quoted: from behind its connecting words on."""
    begin = opening(one.text)
    return Quote(one.work, one.field, one.start + begin, one.end, one.text[begin:])
