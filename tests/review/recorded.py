"""A review with a finding, as the tests of the record keep it."""

from __future__ import annotations

from collections.abc import Sequence

from academichub.argument import Provenance, Quote, Statement
from academichub.argument.findings import Check, Evidence, Finding, sealed
from academichub.argument.reviews import Citations, ReadingPart, Review, ReviewAsk
from academichub.store import Store
from academichub.store.reviews import Run

AT = "2026-06-25T07:00:00Z"
WORK, FILE = "arxiv:2606.00001", "file:" + "f" * 64
LINE = "review/r1/pith.1"
ORCID = "0000-0002-1825-0097"
TEXT = "Quolls are small."


def finding(
    work: str = WORK, text: str = TEXT, check: str = "p-values", **changes: object
) -> Finding:
    """A finding on *text*."""
    values: dict[str, object] = {
        "version": 1, "verdict_class": "arithmetic", "severity": "error", "document": "d" * 64,
        "message": f"{text} Or are they?", "evidence": (Evidence("text", 0, len(text), text),),
    }  # fmt: skip
    return sealed(Finding(work, check, **{**values, **changes}))


def review(findings: Sequence[Finding] = (), run: str = "r1", **changes: object) -> Review:
    """A review with one line and these findings."""
    work = findings[0].work if findings else WORK
    said = Statement("pith.1", TEXT, (Quote(work, "abstract", 0, 17, TEXT),), "quoted")
    checks = (Check("p-values", 1, "arithmetic", "p-values", "Show how it was computed."),)
    values: dict[str, object] = {
        "work": work, "title": "Quolls", "by": "A. Lovelace", "version": 1, "language": "en",
        "scope": "abstract", "engine": "record", "document": "d" * 64, "sections": (),
        "classification": (), "parts": (ReadingPart("pith", (said,)),), "verdict": "unverdicted",
        "findings": tuple(findings), "checks": checks, "theorem_links": (), "stages": (),
        "citations": Citations(), "distance": None,
        "provenance": Provenance("extractive", AT, 12, "hash", "1", (("abstract", 1),)),
    }  # fmt: skip
    return Review(run, **{**values, **changes})


def keep(store: Store, found: Finding, run: str = "r1", owner: str | None = None) -> None:
    """Keep a review with this finding."""
    ask = ReviewAsk(found.work, "Quolls")
    store.reviews.add(Run(run, ask, "ada", owner, "extractive", None, "waiting", "", 0, 0, AT))
    assert store.reviews.begin(run, AT)
    assert store.reviews.finish(run, review([found], run), AT)
