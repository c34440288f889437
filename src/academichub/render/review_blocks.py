"""A review as a row of plain blocks, so that every format prints the same document in one order.

Decides what stands where, never how it looks; what the paper and its readers wrote stays text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from academichub.argument import Quote, Statement
from academichub.argument.findings import Event
from academichub.argument.reviews import ReadingPart, Review
from academichub.language import Language
from academichub.render.brief_blocks import Block, Heading, Line, Quoted, Said
from academichub.render.review_checked_blocks import checked, event_line
from academichub.render.review_json import LEDGER, shown_part

_READING = (
    "core_claim", "mechanism", "consequences", "editorial", "load_bearing_premise", "falsifier",
)  # fmt: skip
_COMMENTS = ("major", "minor")
_AS_READ = {"editorial": "review.editorial_hint", "rebuttal": "review.rebuttal_hint"}


def blocks(review: Review, events: Sequence[Event], t: Language) -> Iterator[Block]:
    """The document of *review* from its title to its record.

    Args:
        review: what is printed, in its own language.
        events: what was said since of it and its findings, the oldest first.
        t: the language of the headings.
    """
    told = _Told(review, events, t)
    yield Heading(review.title, 1, "review")
    yield from told.head()
    yield Heading(t("review.pith"), 2, "pith")
    yield from told.inner("pith")
    yield from told.inner("reading")
    for name in _READING:
        yield from told.part(name, 2)
    yield Heading(t("review.referee"), 2, "referee")
    for name in ("summary", "significance", *_COMMENTS):
        yield from told.part(name, 3)
    for name in ("rebuttal", "circularity"):
        yield from told.part(name, 2)
    yield Heading(t("review.ledger"), 2, "ledger")
    yield Line(told.counted())
    for name in LEDGER:
        yield from told.part(name, 3)
    yield from told.verdict()
    yield from checked(review, events, t)


@dataclass(frozen=True, slots=True)
class _Told:
    review: Review
    events: Sequence[Event]
    t: Language

    def head(self) -> Iterator[Line]:
        review, t = self.review, self.t
        version = t("review.version", n=review.version) if review.version else ""
        yield Line(_row(t("review.kicker"), review.by, review.work, version))
        made = review.provenance
        scope = t(
            f"review.scope.{review.scope}",
            engine=review.engine, sections=t.number(len(review.sections)),
        )  # fmt: skip
        writer = t.label("review.writer", made.writer)
        yield Line(
            _row(
                f"{t('review.scope')}{t('paper.colon')}{scope}",
                f"{writer} ({made.model})" if made.model else writer,
                t.instant(made.at),
            )
        )
        if review.classification:
            named = t("document.comma").join(review.classification)
            yield Line(f"{t('review.classification')}{t('paper.colon')}{named}")
        if words := [one.text for one in self._shown("keywords").statements]:
            named = t("document.comma").join(words)
            yield Line(f"{t('review.keywords')}{t('paper.colon')}{named}")
        yield Line(t("review.not_peer"))
        yield from map(Line, review.notes)
        yield Line(t("paper.tiers"))

    def part(self, name: str, level: int) -> Iterator[Block]:
        count = len(self._shown(name).statements)
        counted = f" ({count})" if name in (*_COMMENTS, *LEDGER) and count else ""
        yield Heading(f"{self.t(f'review.{name}')}{counted}", level, name)
        if count and name in _AS_READ:
            yield Line(self.t(_AS_READ[name]))
        yield from self.inner(name)

    def inner(self, name: str) -> Iterator[Block]:
        """The statements of a part with what was said of them, or why there are none."""
        part = self._shown(name)
        if not part.statements and name != "reading":
            yield Line(part.empty or self.t("review.nothing"))
        for number, one in enumerate(part.statements, start=1):
            yield self.said(one, self.lead(part, one, number))
            yield from self._history(one)

    def lead(self, part: ReadingPart, one: Statement, number: int) -> str:
        """What is said before a statement: its number, what it is about."""
        label = part.label(one.id)
        colon = self.t("paper.colon")
        if part.name in _COMMENTS:
            return f"{number}. [{label}] " if label else f"{number}. "
        if part.name == "rebuttal" and label:
            name, _, nth = label.partition(".")
            return self.t(f"paper.to.{name}", n=nth) if name in _COMMENTS else f"{label}{colon}"
        if part.name == "circularity":
            label = self.t.label("review.circular", label)
        return f"{label}{colon}" if label and part.name in (*LEDGER, "circularity") else ""

    def said(self, one: Statement, lead: str = "") -> Said:
        """A statement with the places it stands on."""
        if one.tier == "quoted":
            place = self.place(one.quotes[0]) if one.quotes else ""
            return Said(one.id, lead, one.text, "quoted", (), place=place)
        quotes = tuple(self._quoted(quote) for quote in one.quotes)
        return Said(one.id, lead, one.text, one.tier, (), quotes)

    def place(self, quote: Quote) -> str:
        """Where a quote stands, in words."""
        field = self.t.label("review.field", quote.field)
        return self.t("paper.place", field=field, start=quote.start, end=quote.end)

    def counted(self) -> str:
        """How many items of each kind the ledger has."""
        return self.t("document.comma").join(
            self.t.count(f"review.{name}_n", len(self._shown(name).statements)) for name in LEDGER
        )

    def verdict(self) -> Iterator[Block]:
        part, t = self._shown("verdict"), self.t
        yield Heading(t("review.verdict"), 2, "verdict")
        if part.statements or not self.review.part("verdict").statements:
            word = t(f"review.word.{self.review.verdict}")
            yield Said("verdict.word", "", word, "editorial", ())
            yield Line(t(f"review.word_says.{self.review.verdict}"))
        if part.empty:
            yield Line(part.empty)
        changes = [one for one in part.statements if part.label(one.id) == "change"]
        yield from (self.said(one) for one in part.statements if one not in changes)
        if changes:
            yield Heading(t("review.would_change"), 3, "would_change")
            yield from map(self.said, changes)

    def _shown(self, name: str) -> ReadingPart:
        return shown_part(self.review, name, self.events)

    def _quoted(self, quote: Quote) -> Quoted:
        before, after = self.t("paper.note", quote="\0", place=self.place(quote)).split("\0")
        return Quoted(before, quote.text, after)

    def _history(self, one: Statement) -> Iterator[Line]:
        subject = f"review/{self.review.id}/{one.id}"
        yield from (
            Line(event_line(event, self.t)) for event in self.events if event.subject == subject
        )


def _row(*told: str) -> str:
    return " · ".join(filter(None, told))
