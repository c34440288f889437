"""A review as JSON values, in the one form in which every face gives it out.

Pure; offsets are those of the quotes, in Unicode code points of the field they name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from academichub.argument import Provenance, Statement
from academichub.argument.findings import Check, Event, Finding, becomes
from academichub.argument.reviews import (
    Citations,
    Citing,
    Distance,
    ReadingPart,
    Referred,
    Review,
    StageAccount,
    TheoremLink,
)
from academichub.render.brief_json import provenance_json, quote_json, statement_json

LEDGER = ("parameters", "axioms", "entities")
_ALONE = (
    "pith", "reading", "core_claim", "mechanism", "consequences", "editorial",
    "load_bearing_premise", "falsifier", "rebuttal", "circularity", "keywords",
)  # fmt: skip
_REFEREE = ("summary", "significance", "major", "minor")
_HIDDEN = {
    "en": "The authors hid this; the findings and what became of them stay.",
    "zh": "作者已将此处隐藏；检查结果及其记录仍然保留。",
}


def shape(review: Review, events: Sequence[Event] = ()) -> dict[str, Any]:
    """The whole review, with what became of its findings and lines.

    Where its authors have hidden the prose, its parts are empty and the verdict has no word.

    Args:
        review: what was made.
        events: what was said since of its findings (by their hash), of its lines (``review/<id>/<line>``)
            and of the work (its id), the oldest first.
    """
    parts = {name: _part(review, name, events) for name in (*_ALONE, *_REFEREE, *LEDGER)}
    return {
        **_frame(review),
        **{name: parts[name] for name in _ALONE},
        "referee": {name: parts[name] for name in _REFEREE},
        "ledger": {name: parts[name] for name in LEDGER}
        | {"counts": {name: len(parts[name]["statements"]) for name in LEDGER}},
        "verdict": _verdict(review, events),
        "findings": [finding_json(one, events) for one in review.findings],
        "checks": [check_json(one) for one in review.checks],
        "theorem_links": [link_json(one) for one in review.theorem_links],
        "references": [referred_json(one) for one in review.citations.references],
        "citing": cited_by_json(review.citations),
        "distance": distance_json(review.distance) if review.distance else None,
        "provenance": _provenance(review, events),
        "events": [event_json(one) for one in events],
        "notes": list(review.notes),
    }


def is_hidden(review: Review, events: Sequence[Event]) -> bool:
    """Whether the authors have hidden the prose of the reviews of this work."""
    said = [one.kind for one in events if one.subject == review.work]
    last = next((kind for kind in reversed(said) if kind in {"hidden", "shown"}), "shown")
    return last == "hidden"


def part_json(part: ReadingPart, events: Sequence[Event] = (), run: str = "") -> dict[str, Any]:
    """A part of the reading: its statements and who wrote them, or why it is empty."""
    told = [_statement(one, part, events, run) for one in part.statements]
    given: dict[str, Any] = {"statements": told, "writer": part.writer}
    return given if told else given | {"empty": part.empty}


def finding_json(one: Finding, events: Sequence[Event] = ()) -> dict[str, Any]:
    """A finding with its evidence, its state and its history."""
    history = [event for event in events if event.subject == one.sha256]
    return {
        "sha256": one.sha256,
        "work_id": one.work,
        "check": one.check,
        "version": one.version,
        "verdict_class": one.verdict_class,
        "severity": one.severity,
        "message": one.message,
        "evidence": [asdict(evidence) for evidence in one.evidence],
        "document": one.document,
        "data": dict(one.data),
        "dispute": one.dispute,
        "state": becomes(one.state, history),
        "at": one.at,
        "history": [event_json(event) for event in history],
    }


def check_json(one: Check) -> dict[str, Any]:
    """A check that was made."""
    return asdict(one)


def event_json(one: Event) -> dict[str, Any]:
    """What somebody said, and when."""
    return asdict(one)


def link_json(one: TheoremLink) -> dict[str, Any]:
    """A theorem link."""
    return {**asdict(one), "axioms": list(one.axioms)}


def referred_json(one: Referred) -> dict[str, Any]:
    """An entry of the reference list."""
    return {
        "number": one.number,
        "text": one.text,
        "title": one.title,
        "identifier": one.identifier,
        "work_id": one.work,
        "known": one.known,
        "reason": one.reason,
        "stance": one.stance,
        "contexts": [quote_json(quote) for quote in one.contexts],
    }


def citing_json(one: Citing) -> dict[str, Any]:
    """A citing work; ``relevance`` and ``distance`` in thousandths."""
    told = asdict(one)
    told["work_id"], told["from"] = told.pop("work"), list(told.pop("from_"))
    return told | {"versions": list(one.versions)}


def cited_by_json(one: Citations) -> dict[str, Any]:
    """Who cites the work, and who was asked."""
    return {
        "total": one.total,
        "works": [citing_json(each) for each in one.citing],
        "asked": list(one.asked),
        "notes": list(one.notes),
    }


def distance_json(one: Distance) -> dict[str, Any]:
    """How far the work is from earlier ones; ``likeness`` in thousandths."""
    nearest = [
        {"work_id": work, "title": title, "likeness": likeness}
        for work, title, likeness in one.nearest
    ]
    return {**asdict(one), "nearest": nearest}


def stage_json(one: StageAccount) -> dict[str, Any]:
    """What a stage took."""
    return {**asdict(one), "prompts": list(one.prompts)}


def _frame(review: Review) -> dict[str, Any]:
    return {
        "id": review.id,
        "work": review.work,
        "title": review.title,
        "by": review.by,
        "work_version": review.version,
        "language": review.language,
        "scope": review.scope,
        "document": {
            "engine": review.engine,
            "sha256": review.document,
            "sections": list(review.sections),
        },
        "classification": list(review.classification),
        "sha256": review.sha256,
    }


def shown_part(review: Review, name: str, events: Sequence[Event]) -> ReadingPart:
    """A part as it is shown: empty, with the reason, where the authors have hidden the prose."""
    part = review.part(name)
    if part.statements and is_hidden(review, events):
        return ReadingPart(name, empty=_HIDDEN[review.language], writer=part.writer)
    return part


def _part(review: Review, name: str, events: Sequence[Event]) -> dict[str, Any]:
    return part_json(shown_part(review, name, events), events, review.id)


def shown_provenance(review: Review, events: Sequence[Event]) -> Provenance:
    """How the review came about, without what was dropped where its prose is hidden."""
    made = review.provenance
    return replace(made, dropped=()) if is_hidden(review, events) else made


def _provenance(review: Review, events: Sequence[Event]) -> dict[str, Any]:
    told = provenance_json(shown_provenance(review, events))
    told |= {name: list(told[name]) for name in ("prompts", "notes")}
    return told | {"stages": [stage_json(one) for one in review.stages]}


def _statement(
    one: Statement, part: ReadingPart, events: Sequence[Event], run: str
) -> dict[str, Any]:
    subject = f"review/{run}/{one.id}"
    history = [event_json(event) for event in events if event.subject == subject]
    told = statement_json(one) | {"label": part.label(one.id)}
    return told | {"history": history} if history else told


def _verdict(review: Review, events: Sequence[Event]) -> Mapping[str, Any]:
    part = shown_part(review, "verdict", events)
    told = part_json(part, events, review.id)
    said: list[dict[str, Any]] = told.pop("statements")
    changes = [one for one in said if one["label"] == "change"]
    return {
        "word": None if is_hidden(review, events) else review.verdict,
        "reasons": [one for one in said if one["label"] != "change"],
        "changes": changes,
        **told,
    }
