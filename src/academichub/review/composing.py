"""Putting a review together from the outcomes of its stages, with the exact sums of what they took."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain
from typing import TypeVar

from academichub import __version__
from academichub.argument import Drop, Language, Provenance
from academichub.argument.documents import Document
from academichub.argument.findings import canonical
from academichub.argument.reviews import (
    PARTS,
    WRITTEN,
    Citations,
    ReadingPart,
    Review,
    ReviewAsk,
    StageAccount,
    Written,
)
from academichub.model import Instant, Work
from academichub.review import hashing, telling
from academichub.review.stages import Audits, Cited, Linked, Outcome, Placed, Text, wanted, written

T = TypeVar("T", bound=Outcome)

_MOST_NAMED = 30
_MICRO = 1_000_000


def composed(
    name: str, ask: ReviewAsk, text: Text, outcomes: Mapping[str, Outcome], *,
    writer: str, model: str | None, at: Instant,
) -> Review:  # fmt: skip
    """The whole review, sealed.

    Args:
        name: the id of its run.
        ask: what was asked for.
        text: what was read.
        outcomes: the stages by name, `Text` among them.
        writer: who was asked to write, ``extractive`` or ``prompted``.
        model: the model it was to ask.
        at: the present moment.
    """
    work, document = text.work, text.document
    audits = _of(outcomes, "audits", Audits) or Audits(StageAccount("audits"))
    cited, linked = _of(outcomes, "citations", Cited), _of(outcomes, "links", Linked)
    placed, said = _of(outcomes, "distance", Placed), written(outcomes)
    ordered = tuple(outcomes[stage] for stage in wanted(ask.rebuttal) if stage in outcomes)
    notes = (*_of_work(work, document, ask.language), *document.notes, *_notes(ordered))
    return hashing.sealed(Review(
        id=name, work=work.id, title=work.title, by=by(work, ask.language),
        version=document.version or work.version, language=ask.language, scope=document.scope,
        engine=f"{document.engine} {document.engine_version}", document=document.sha256,
        sections=tuple(one.title for one in document.sections if one.level == 1),
        classification=classification(work), parts=parts(said, ask),
        verdict=said["verdict"].verdict if "verdict" in said else "unverdicted",
        findings=audits.findings, checks=audits.checks,
        theorem_links=linked.links if linked else (),
        citations=cited.citations if cited else Citations(),
        distance=placed.distance if placed else None,
        stages=tuple(one.account for one in ordered),
        provenance=provenance(ask, text, ordered, writer, model, at),
        notes=tuple(dict.fromkeys(notes)),
    ))  # fmt: skip


def parts(said: Mapping[str, Written], ask: ReviewAsk) -> tuple[ReadingPart, ...]:
    """Every part there is, in order; each one that is empty says why."""
    given = {part.name: part for one in said.values() for part in one.parts}
    return tuple(given.get(name) or ReadingPart(name, empty=_why(name, ask)) for name in PARTS)


def provenance(
    ask: ReviewAsk, text: Text, outcomes: Sequence[Outcome], writer: str, model: str | None,
    at: Instant,
) -> Provenance:  # fmt: skip
    """How a review came about: sums over its stages, to the last token."""
    accounts = [one.account for one in outcomes]
    said = [one for one in outcomes if isinstance(one, Written)]
    kept = [one for part in said for one in part.parts]
    prompted = any(part.writer == "prompted" for part in kept)
    return Provenance(
        writer="prompted" if prompted else "extractive",
        at=at,
        milliseconds=sum(one.milliseconds for one in accounts),
        input_hash=input_hash(ask, text, writer, model),
        version=__version__,
        scope=((text.document.scope, 1),),
        model=model,
        prompts=tuple(dict.fromkeys(chain.from_iterable(one.prompts for one in accounts))),
        tokens_in=sum(one.tokens_in for one in accounts),
        tokens_out=sum(one.tokens_out for one in accounts),
        cost=cost(accounts),
        cached=sum(one.cached for one in accounts),
        asked=sum(one.asked for one in accounts),
        kept=sum(len(one.statements) for one in kept),
        repaired=sum(one.repaired for one in accounts),
        dropped=tuple(_drops(said)),
    )


def input_hash(ask: ReviewAsk, text: Text, writer: str, model: str | None) -> str:
    """SHA-256 of what a writer is given: who writes in which language, the record's words, the text."""
    work = text.work
    given = (
        writer, model or "", ask.language, ask.rebuttal, work.id, work.title, work.abstract or "",
        text.document.sha256, text.document.scope,
    )  # fmt: skip
    return sha256(canonical(given)).hexdigest()


def cost(accounts: Iterable[StageAccount]) -> float | None:
    """US dollars of all stages; None where nothing was paid, or somebody states no price."""
    paid = [one.microdollars for one in accounts if one.tokens_in or one.tokens_out]
    known = [one for one in paid if one is not None]
    return sum(known) / _MICRO if paid and len(known) == len(paid) else None


def by(work: Work, language: Language) -> str:
    """The by-line: every author, or the first of very many."""
    names = [author.name for author in work.authorships]
    if not names:
        return ""
    line = ("、" if language == "zh" else ", ").join(names[:_MOST_NAMED])
    more = len(names) > _MOST_NAMED or not work.authors_complete
    return line + (" 等" if language == "zh" else " et al.") if more else line


def classification(work: Work) -> tuple[str, ...]:
    """The categories of the record, the primary one first."""
    first = (work.primary_category,) if work.primary_category else ()
    return tuple(dict.fromkeys((*first, *work.categories)))


def _of(outcomes: Mapping[str, Outcome], name: str, kind: type[T]) -> T | None:
    one = outcomes.get(name)
    return one if isinstance(one, kind) else None


def _why(name: str, ask: ReviewAsk) -> str:
    asked = ask.rebuttal or name not in WRITTEN["rebuttal"]
    return telling.not_written(ask.language) if asked else telling.not_asked(ask.language)


def _of_work(work: Work, document: Document, language: Language) -> Iterator[str]:
    if work.retracted:
        yield telling.retracted(language)
    if work.starter and document.scope == "abstract":
        yield telling.summarised(language)


def _notes(outcomes: Iterable[Outcome]) -> Iterator[str]:
    notes = (one.notes for one in outcomes if not isinstance(one, Text))
    yield from dict.fromkeys(chain.from_iterable(notes))


def _drops(said: Iterable[Written]) -> Iterator[Drop]:
    for one in said:
        yield from one.drops
