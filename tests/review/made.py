"""Papers of our making, what reviews of them are made with, and a writer that stands for a model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from academichub import audit, fulltext, reading
from academichub.argument import Language, Statement
from academichub.argument.documents import Document
from academichub.argument.findings import Finding
from academichub.argument.reviews import (
    WRITTEN,
    Citations,
    Distance,
    Material,
    ReadingPart,
    Review,
    ReviewAsk,
    StageAccount,
    TheoremLink,
    Written,
)
from academichub.audit import Audited
from academichub.fulltext import abstract
from academichub.model import Date, Record, Work
from academichub.profile import Reader
from academichub.review import stages
from academichub.review.making import Means, Stop, WriteStage
from academichub.store import Store
from academichub.store.reviews import Run
from academichub.testing import arxiv_record

AT = "2026-06-12T08:00:00Z"
ADA, BO = Reader("ada", "Ada"), Reader("bo", "Bo")

ABSTRACT = (
    "Walking robots learn gaits slowly from reward alone. We propose a policy gradient with a {n}-layer "
    "network for the Strider benchmark. We show that it reaches an accuracy of {p}% on held-out terrain. "
    "We assume that the ground is dry. We do not test it on wet ground."
)
PAGE = b"""<!doctype html><html><body><h1>On walking upstairs</h1><section><h2>Abstract</h2>
<p>We show that robots of our making walk upstairs in 9 of 10 trials. We assume a dry floor.</p></section>
<section><h2>Method</h2><p>We propose a gait of four steps. It was not tested on gravel.</p></section>
</body></html>"""


def papers(count: int = 4) -> list[Record]:
    """Papers no two of which measure the same."""
    return [
        arxiv_record(
            f"2606.1{at:04}", f"Study {at} of walking robots", primary_category="cs.RO",
            abstract=ABSTRACT.format(n=at + 3, p=60 + at), categories=("cs.RO",),
        )
        for at in range(count)
    ]  # fmt: skip


class Clock:
    """Goes on a second each time it is asked."""

    def __init__(self) -> None:
        self.now = datetime(2026, 6, 12, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def no_distance(_: Work, __: Language) -> tuple[Distance | None, str]:
    return None, "too few works"


def no_citations(_: Work, __: Document, ___: Language, ____: bool) -> Citations:
    return Citations()


def no_links(_: Material) -> tuple[TheoremLink, ...]:
    return ()


def means(store: Store, folder: Path | None = None, **changes: object) -> Means:
    """What reviews are made with: the extractive reader and the checks, nobody outside."""

    def document(work: Work, _: bool) -> Document:
        kept = fulltext.kept(folder, work.id, work.version) if folder else None
        return kept or abstract.document(work)

    def audited(document: Document, work: Work, today: Date, _: bool) -> Audited:
        return audit.of(document, store, work, today)

    made = Means(store, Clock(), document, audited, reading.material, reading.write,
                 no_citations, no_links, no_distance)  # fmt: skip
    return replace(made, **changes)


def ask(store: Store, name: str = "r1", writer: str = "extractive", **changes: object) -> Run:
    """Keep a review that was asked for of the first work of a store."""
    number, work = next(iter(store.everything()))
    del number
    of_run = {k: v for k, v in changes.items() if k in {"batch", "owner", "reader", "again"}}
    of_ask = {k: v for k, v in changes.items() if k not in of_run}
    asked = replace(ReviewAsk(work.id, work.title), **of_ask)
    model = "local:some" if writer == "prompted" else None
    total = len(stages.wanted(asked.rebuttal))
    one = Run(
        name, asked, "ada", None, writer, model, "waiting", "", 0, total, AT, title=work.title
    )
    one = replace(one, **of_run)
    store.reviews.add(one)
    return one


def review_of(store: Store, name: str = "r1") -> Review:
    found = store.reviews.review(name)
    assert found, store.reviews.get(name)
    return found


def writer(
    calls: list[str] | None = None, fails: Mapping[str, Exception] | None = None
) -> Callable[[Run, Stop], WriteStage]:
    """Stands for a model: says each part in the words of the first sentence, and bills what it takes."""

    def of(_: Run, __: Stop) -> WriteStage:
        def write(
            stage: str,
            material: Material,
            before: Mapping[str, Written],
            findings: tuple[Finding, ...],
        ) -> Written:
            del before, findings
            if calls is not None:
                calls.append(stage)
            if fails and stage in fails:
                raise fails[stage]
            first = material.sentences[0]
            parts = tuple(
                ReadingPart(
                    name,
                    (Statement(f"{name}.1", first.text, (first.quote,), "overlaps"),),
                    writer="prompted",
                )
                for name in WRITTEN[stage]
            )
            account = StageAccount(
                stage, "prompted", tokens_in=100 + len(stage), tokens_out=10, microdollars=7,
                asked=1, prompts=("review-part/1",),
            )  # fmt: skip
            return Written(stage, parts, account)

        return write

    return of
