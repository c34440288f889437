"""What was checked of a work, as blocks: findings, theorem links, citations, distance, and the record.

Decides what stands where, never how it looks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from academichub.argument.findings import Check, Event, Evidence, Finding, becomes
from academichub.argument.reviews import Citing, Referred, Review, StageAccount, TheoremLink
from academichub.audits import telling
from academichub.language import Language
from academichub.render.brief_blocks import (
    Block,
    Entry,
    Fact,
    Heading,
    Line,
    Quoted,
    Said,
    Table,
    facts,
    group,
)
from academichub.render.review_json import shown_provenance

_MICRO = 1_000_000


def checked(review: Review, events: Sequence[Event], t: Language) -> Iterator[Block]:
    """Everything of a review that no writer wrote."""
    yield Heading(t("review.findings"), 2, "findings")
    yield from _findings(review, events, t)
    links = (block for one in enumerate(review.theorem_links, 1) for block in _link(*one, t))
    yield from group(t("review.links"), "links", links)
    yield from _cited_by(review, t)
    yield from _distance(review, t)
    yield from group(
        t("review.references"), "references",
        (_reference(one, t) for one in review.citations.references),
    )  # fmt: skip
    yield from _record(review, events, t)


def event_line(event: Event, t: Language) -> str:
    """What somebody said of a finding or a line, and when."""
    kind = t.label("review.event", event.kind)
    author = f" ({t('review.author')})" if event.as_author else ""
    said = f"{t('paper.colon')}{event.text}" if event.text else ""
    return f"{kind} · {event.by}{author} · {t.instant(event.at)}{said}"


def _findings(review: Review, events: Sequence[Event], t: Language) -> Iterator[Block]:
    checks = {one.id: one for one in review.checks}
    for number, one in enumerate(review.findings, start=1):
        history = [event for event in events if event.subject == one.sha256]
        yield _observed(one, number, history, t)
        yield Line(_about(one, checks.get(one.check), t))
        yield from (Line(event_line(event, t)) for event in history)
    if not review.findings:
        yield Line(t("review.no_findings"))
    told = {one.check for one in review.findings}
    if clean := sum(one.id not in told for one in review.checks):
        yield Line(t.count("review.clean", clean))


def _observed(one: Finding, number: int, history: Sequence[Event], t: Language) -> Said:
    state = becomes(one.state, history)
    marks = [t.label("review.severity", one.severity), t.label("review.class", one.verdict_class)]
    if state != "open":
        marks.append(t.label("review.finding", state))
    lead = f"{' · '.join(marks)}{t('paper.colon')}"
    quotes = tuple(_evident(each, t) for each in one.evidence)
    said = telling.message(one, t.code)
    return Said(f"finding.{number}", lead, said, "overlaps", (), quotes)


def _evident(one: Evidence, t: Language) -> Quoted:
    field = t.label("review.field", one.field)
    place = t("paper.place", field=field, start=one.start, end=one.end)
    before, after = t("paper.note", quote="\0", place=place).split("\0")
    return Quoted(before, one.text, after)


def _about(one: Finding, check: Check | None, t: Language) -> str:
    named = telling.title(check, t.code) if check else one.check
    how = telling.dispute(one.check, one.dispute, t.code)
    return " · ".join(
        filter(
            None,
            [
                f"{named}{t('paper.comma')}{t('review.rules', n=one.version)}",
                f"{t('review.how_dispute')}{t('paper.colon')}{how}" if how else "",
                f"SHA-256 {one.sha256}",
            ],
        )
    )


def _link(number: int, one: TheoremLink, t: Language) -> Iterator[Block]:
    lead = f"{one.canon}{t('paper.colon')}"
    said = one.statement or f"{one.kind} {one.declaration}"
    where = t("paper.place_lean", file=one.file, line=one.line, revision=one.revision)
    yield Said(f"link.{number}", lead, said, "overlaps", (), place=where)
    by = t("review.by.search") if one.by == "search" else t("review.by_whom", name=one.by)
    told = [t.label("review.relation", one.relation), by, t.label("review.rung", one.rung)]
    if one.axioms:
        told.append(t("review.rests_on", axioms=t("document.comma").join(one.axioms)))
    if one.broken_since:
        told.append(t("review.broken_since", revision=one.broken_since))
    yield Line(f"{' · '.join(told)} · {t('review.bears_on')} {one.claim}")


def _cited_by(review: Review, t: Language) -> Iterator[Block]:
    cited = review.citations
    yield Heading(t.count("review.cited_by", cited.total), 2, "citing")
    if not cited.citing:
        yield Line(t("review.no_citing"))
    elif cited.asked:
        asked = "openalex" if "openalex" in cited.asked else "store"
        yield Line(t(f"review.asked_of.{asked}"))
    yield from (_citing(one, number, t) for number, one in enumerate(cited.citing, start=1))
    yield from map(Line, cited.notes)


def _citing(one: Citing, number: int, t: Language) -> Entry:
    told = [one.category or "", t.date(one.date)]
    if one.stance:
        told.append(t.label("review.stance", one.stance))
    if one.cited_by_count is not None:
        told.append(t.count("review.cited_by", one.cited_by_count))
    told.append(f"“{one.sentence}”" if one.sentence else one.summary)
    return Entry(number, one.title, one.by, " · ".join(filter(None, told)), one.url)


def _distance(review: Review, t: Language) -> Iterator[Block]:
    far = review.distance
    yield Heading(t("review.distance"), 2, "distance")
    if far is None:
        yield Line(t("review.no_distance"))
        return
    said = t(
        "review.distance_said", percentile=far.percentile, among=t.number(far.among),
        category=far.category, month=t.date(far.month),
    )  # fmt: skip
    yield Said("distance.said", "", said, "overlaps", ())
    yield Line(t("review.distance_hint"))
    for work, title, likeness in far.nearest:
        near = t("review.likeness", n=f"{likeness / 1000:.2f}")
        yield Fact(work, f"{title} · {near}")


def _reference(one: Referred, t: Language) -> Fact:
    told = [one.text or one.title, one.identifier, t.label("review.known", one.known)]
    if one.stance:
        told.append(t.label("paper.cited_as", one.stance))
    return Fact(f"[{one.number}]", " · ".join(filter(None, told)))


def _record(review: Review, events: Sequence[Event], t: Language) -> Iterator[Block]:
    yield Heading(t("review.provenance"), 2, "provenance")
    made = shown_provenance(review, events)
    scope = t("document.fact.scope")  # it counts works, and here there is one
    yield from (one for one in facts(made, t) if one.name != scope)
    yield Fact(t("review.made.document"), review.document)
    yield Fact(t("review.made.hash"), review.sha256)
    rows = tuple(_stage(one, t) for one in review.stages)
    if rows:
        head = ("stage", "made.writer", "made.time", "tokens_in", "tokens_out", "made.cost")
        yield Table(tuple(t(f"review.{name}") for name in head), rows)


def _stage(one: StageAccount, t: Language) -> tuple[str, ...]:
    cost = "" if one.microdollars is None else f"US$ {one.microdollars / _MICRO:.4f}"
    return (
        t.label("paper.stage", one.stage),
        t.label("review.writer", one.writer),
        f"{one.milliseconds:,} ms",
        t.number(one.tokens_in),
        t.number(one.tokens_out),
        cost,
    )
