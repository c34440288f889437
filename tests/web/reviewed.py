"""A machine review of our own making over a paper of our own making, with everything its page can show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Literal

from academichub.accounts import ALONE
from academichub.argument import Drop, Language, Provenance, Quote, Statement
from academichub.argument.documents import Document, Heading, Piece
from academichub.argument.findings import Check, Evidence, Finding, sealed
from academichub.argument.reviews import (
    PARTS,
    Citations,
    Citing,
    Distance,
    ReadingPart,
    Referred,
    Review,
    ReviewAsk,
    StageAccount,
    TheoremLink,
    Written,
)
from academichub.collect import take
from academichub.hub import Hub
from academichub.model import Announcement, Authorship, Page, Record, to_json
from academichub.review import hashing
from academichub.review.stages import Text
from academichub.store.reviews import Run
from academichub.testing import arxiv_record

AT = "2026-06-25T08:00:00Z"
NASTY = '<script>alert("x")</script><img src=x onerror=alert(1)>'
MODEL = "openai:model-of-a-test"
NAME = "2606.10001"
WORK = f"arxiv:{NAME}"
TITLE = "Gaits from complaints: policy gradients for $n$-legged robots"
ABSTRACT = (
    "Walking robots learn gaits slowly, because a fall says only that something was wrong. We train a "
    "policy gradient on what the leg's own sensors complain of. It reaches $\\eta = 0.82$ of the best "
    "known gait after 12 of 40 (25%) trials. We assume that the ground is dry. We did not try it on wet "
    "ground; a trial on ice would settle whether the complaints carry over."
)
METHOD = (
    "We introduce the grumble, a signal that a joint gives before it slips. We set $\\lambda = 0.1$ for all "
    "legs. The policy is then drawn towards what the same policy would have done had it heard the grumble. "
    f"It holds for every leg {NASTY} with a working joint."
)
RESULTS = (
    "The gait was faster than the baseline, t(28) = 2.20, p = .001. The grumbles were weighted so that the "
    "fitted gait agrees with the measured one. Falls became rare."
)
TEXT = f"{TITLE}\n\n{ABSTRACT}\n\nMethod\n\n{METHOD}\n\nResults\n\n{RESULTS}"


def document() -> Document:
    """The paper as it was read."""
    method, results = TEXT.index("\n\nMethod") + 2, TEXT.index("\n\nResults") + 2
    start = len(TITLE) + 2
    return Document(
        WORK, "full text", TEXT, sha256(TEXT.encode()).hexdigest(), "arxiv-html", "1", version=2,
        sections=(
            Heading("Abstract", 1, start, method - 2),
            Heading("Method", 1, method, results - 2),
            Heading("Results", 1, results, len(TEXT)),
        ),
        pieces=(Piece("paragraph", start, method - 2, section=0),),
    )  # fmt: skip


def quote(text: str) -> Quote:
    """A quote of the full text, at its place."""
    start = TEXT.index(text)
    return Quote(WORK, "text", start, start + len(text), text)


def said(name: str, text: str) -> Statement:
    """A statement that is its quote."""
    return Statement(name, text, (quote(text),), "quoted")


def ours(name: str, text: str, *quotes: str) -> Statement:
    """A judgement that is anchored at these quotes."""
    return Statement(name, text, tuple(map(quote, quotes)), "editorial")


GRUMBLE = "We introduce the grumble, a signal that a joint gives before it slips."
DRAWN = "The policy is then drawn towards what the same policy would have done had it heard the grumble."
TRAIN = "We train a policy gradient on what the leg's own sensors complain of."
REACHES = "It reaches $\\eta = 0.82$ of the best known gait after 12 of 40 (25%) trials."
DRY = "We assume that the ground is dry."
WET = "We did not try it on wet ground; a trial on ice would settle whether the complaints carry over."
FITTED = "The grumbles were weighted so that the fitted gait agrees with the measured one."
FASTER = "The gait was faster than the baseline, t(28) = 2.20, p = .001."
LAMBDA = "We set $\\lambda = 0.1$ for all legs."


def extracted(language: Language = "en") -> tuple[ReadingPart, ...]:
    """What can honestly be taken from the paper without a model; the rest says why it is empty."""
    none = (
        "needs a language model; none is set up" if language == "en" else "需要语言模型；尚未设置"
    )
    stated = (
        "the authors state none in what was read"
        if language == "en"
        else "作者在所读范围内没有说明"
    )
    given = {
        "pith": ReadingPart("pith", (said("pith.1", TRAIN),)),
        "reading": ReadingPart(
            "reading", tuple(said(f"reading.{n}", one) for n, one in enumerate((TRAIN, DRAWN, REACHES, WET), 1))
        ),
        "core_claim": ReadingPart("core_claim", (said("core_claim.1", REACHES),)),
        "mechanism": ReadingPart("mechanism", (said("mechanism.1", DRAWN),)),
        "load_bearing_premise": ReadingPart("load_bearing_premise", (said("load_bearing_premise.1", DRY),)),
        "falsifier": ReadingPart("falsifier", (said("falsifier.1", WET),)),
        "minor": ReadingPart("minor", (said("minor.1", WET),), labels=(("minor.1", "Abstract"),)),
        "parameters": ReadingPart("parameters", (said("parameters.1", LAMBDA),), labels=(("parameters.1", "$\\lambda$"),)),
        "axioms": ReadingPart("axioms", (said("axioms.1", DRY),), labels=(("axioms.1", "dry ground"),)),
        "entities": ReadingPart("entities", (said("entities.1", GRUMBLE),), labels=(("entities.1", "grumble"),)),
        "verdict": ReadingPart(
            "verdict", (Statement("verdict.1", "2 findings on the full text."),), labels=(("verdict.1", "reason"),)
        ),
        "keywords": ReadingPart(
            "keywords", (Statement("keywords.1", "policy gradient"), Statement("keywords.2", "gait learning"))
        ),
    }  # fmt: skip
    hard = ("editorial", "significance", "summary", "major", "rebuttal")
    return tuple(
        given.get(name) or ReadingPart(name, empty=none if name in hard else stated)
        for name in PARTS
    )


def prompted() -> tuple[ReadingPart, ...]:
    """Every part filled, as a model would."""
    more = {
        "pith": ReadingPart("pith", (Statement("pith.1", "A robot's leg can learn to walk from what its own sensors complain of.", (quote(TRAIN),), "overlaps"),)),
        "consequences": ReadingPart("consequences", (
            Statement("consequences.1", "Legs learn from each complaint, and not only from a fall.", (quote(TRAIN),), "overlaps"),
            Statement("consequences.2", "The same policy can be its own teacher.", (quote(DRAWN),), "overlaps"),
        )),
        "editorial": ReadingPart("editorial", (
            ours("editorial.1", "Any machine that notices its own slips might be taught like this.", DRAWN),
            ours("editorial.2", "If the grumbles stay honest over time, fewer falls would be needed.", GRUMBLE),
        )),
        "summary": ReadingPart("summary", (Statement("summary.1", "The paper trains a policy gradient on complaints of a leg's sensors.", (quote(TRAIN),), "overlaps"),)),
        "significance": ReadingPart("significance", (ours("significance.1", "If it holds, a fall is no longer all that a leg learns from.", TRAIN),)),
        "major": ReadingPart("major", (
            ours("major.1", "The gain is told without how the baseline was tuned; this is load-bearing.", FASTER),
            ours("major.2", f"The weights are chosen by the outcome {NASTY}.", FITTED),
        ), labels=(("major.1", "Results"), ("major.2", "Results"))),
        "minor": ReadingPart("minor", (ours("minor.1", "It is not said how λ was chosen.", LAMBDA),), labels=(("minor.1", "Method"),)),
        "rebuttal": ReadingPart("rebuttal", (
            ours("rebuttal.1", "The authors could answer by naming the settings of the baseline.", FASTER),
        ), labels=(("rebuttal.1", "major.1"),)),
        "circularity": ReadingPart("circularity", (
            ours("circularity.1", "The gait is fitted to what it is then compared with.", GRUMBLE, FITTED, FASTER),
        ), labels=(("circularity.1", "fitted_to_outcome"),)),
        "verdict": ReadingPart("verdict", (
            ours("verdict.1", "The comparison is with a gait that was fitted.", FITTED),
            ours("verdict.2", "A trial on wet ground with weights fixed beforehand.", WET),
        ), labels=(("verdict.1", "reason"), ("verdict.2", "change"))),
    }  # fmt: skip
    return tuple(
        replace(more.get(one.name, one), writer="prompted" if one.name in more else one.writer)
        for one in extracted()
    )


CHECKS = (
    Check("statistics", 1, "arithmetic", "Reported statistics recomputed", "Show the test and its tails."),
    Check("percentages", 1, "arithmetic", "Counts against percentages", "Show the counts."),
    Check("tortured_phrases", 2, "heuristic", "Tortured phrases", "Show that the phrase is of the field."),
)  # fmt: skip


def finding(
    check: Check, severity: Literal["error", "warning", "note"], message: str, text: str
) -> Finding:
    """A finding that stands on a piece of the text."""
    start = TEXT.index(text)
    return sealed(Finding(
        WORK, check.id, check.version, check.verdict_class, severity, message,
        (Evidence(document().section_at(start), start, start + len(text), text),),
        document().sha256, dispute=check.dispute, at=AT,
    ))  # fmt: skip


FINDINGS = (
    finding(CHECKS[1], "warning", "12 of 40 are 30%, not 25%.", "12 of 40 (25%)"),
    finding(CHECKS[0], "error", "t(28) = 2.20 gives p = .036, not .001.", "t(28) = 2.20, p = .001"),
)

LINKS = (
    TheoremLink(
        REACHES, "mathlib", "a1b2c3d4e5f60718", "MeasureTheory.integral_mono", "theorem",
        "theorem integral_mono (hf : Integrable f) (hg : Integrable g) (h : f ≤ g) : ∫ f ≤ ∫ g",
        "Mathlib/MeasureTheory/Integral/Bochner.lean", 1204, rung="indexed",
    ),
    TheoremLink(
        f"A claim said nowhere {NASTY}.", "mathlib", "a1b2c3d4e5f60718", "Convex.gone", "theorem", f"theorem gone : {NASTY}",
        "Mathlib/Gone.lean", 7, "supports", MODEL, "listed", broken_since="99aabbccddeeff00",
    ),
)  # fmt: skip


def citing(number: int) -> Citing:
    """One of those who cite it."""
    return Citing(
        f"arxiv:2606.2{number:04}", f"One more walker, number {number}", "Example & Fixture",
        f"2026-06-{number % 28 + 1:02}", "cs.RO", f"It walks after {number} trials.",
        "We use the grumble of Example et al. as it is." if number % 3 == 0 else "",
        "uses" if number % 3 == 0 else None, 1000 - number, 20 * number, number,
        (f"arXiv:2606.2{number:04}", f"10.1234/walk.{number}") if number % 5 == 0 else (),
        ("store",) if number % 2 else ("openalex",),
        f"https://arxiv.org/abs/2606.2{number:04}",
    )  # fmt: skip


CITATIONS = Citations(
    (
        Referred(1, f"A. Nobody, A book in no index {NASTY}, 1999", "", known="not found"),
        Referred(2, "B. Fixture, Falls", "Falls", "10.1234/falls", WORK, "here", (quote(FASTER),), "compares"),
        Referred(3, "C. Example, Ice", "Ice", known="not looked for"),
    ),
    tuple(citing(number) for number in range(14)),
    14,
    ("store", "openalex"),
)  # fmt: skip
DISTANCE = Distance(
    81, 412, "cs.LG", "2026-06", (("arxiv:2606.20001", "One more walker, number 1", 612),)
)


def review(
    name: str = "r", *, language: Language = "en", model: str | None = MODEL, work: str = WORK
) -> Review:
    """The whole review; with no model it is extracted."""
    accounts: tuple[StageAccount, ...] = (
        StageAccount("text", milliseconds=40),
        StageAccount("audits", milliseconds=300),
    )
    if model:
        accounts += (
            StageAccount(
                "referee", model, 60_894, 12_345, 2_345, 45_600, 3, 1, 1, ("review-referee@1",)
            ),
        )
    return hashing.sealed(Review(
        name, work, TITLE, "Ada Example, Bo Fixture", 2, language, "full text", "arxiv-html 1",
        document().sha256, ("Abstract", "Method", "Results"), ("cs.LG", "cs.RO"),
        prompted() if model else extracted(language), "conditional" if model else "unverdicted",
        FINDINGS, CHECKS, LINKS, CITATIONS, DISTANCE, accounts, _provenance(model),
        (f"one stage fell back {NASTY}",) if model else (),
    ))  # fmt: skip


def bare(name: str = "r", language: Language = "en") -> Review:
    """A review of which nothing came."""
    empty = tuple(ReadingPart(part, empty="Only the title was read.") for part in PARTS)
    made = replace(
        review(name, language=language, model=None), scope="title", sections=(), classification=(),
        parts=empty, findings=(), theorem_links=(), citations=Citations(), distance=None,
    )  # fmt: skip
    return hashing.sealed(made)


def _provenance(model: str | None) -> Provenance:
    scope = (("full text", 1),)
    if model is None:
        return Provenance("extractive", AT, 340, "ab" * 32, "0.5.0", scope, kept=13)
    return Provenance(
        "prompted", AT, 61_234, "ab" * 32, "0.5.0", scope, model=model, prompts=("review-referee@1",),
        tokens_in=12_345, tokens_out=2_345, cost=0.0456, cached=1, asked=3, kept=24, repaired=1,
        dropped=(Drop("referee", "number", "12 is 21 in the quote", "It needs 21 trials."),),
    )  # fmt: skip


def record() -> Record:
    """The paper's record."""
    return arxiv_record(
        NAME, TITLE, abstract=ABSTRACT, categories=("cs.LG", "cs.RO"), version=2, posted_on="2026-06-20",
        authorships=(Authorship("Ada Example", "0000-0002-1825-0097"), Authorship("Bo Fixture")),
        announcements=(Announcement("arxiv", "2026-06-24", "new", 1, "cs.LG"),),
    )  # fmt: skip


def fill(hub: Hub) -> None:
    """Take the paper in."""
    take(hub.store, "arxiv-rss", Page(records=[record()]), AT)
    hub.catch_up()
    hub.store.readers.ensure(ALONE)


def wanted(
    hub: Hub, name: str = "r", *, language: Language = "en", model: str | None = MODEL,
    reader: str = ALONE.id, owner: str | None = None, work: str = WORK, at: str = AT,
) -> str:  # fmt: skip
    """Ask for the review, and leave it waiting."""
    writer = "prompted" if model else "extractive"
    hub.store.reviews.add(Run(
        name, ReviewAsk(work, TITLE, language), reader, owner, writer, model, "waiting", "", 0, 0, at,
        title=TITLE,
    ))  # fmt: skip
    return name


def begun(hub: Hub, name: str = "r", parts: Sequence[ReadingPart] = ()) -> str:
    """Make the review as far as its text is read and these parts of the reading are written."""
    kept = hub.store.reviews
    kept.begin(name, AT)
    work = hub.store.works([hub.identifiers_known([WORK])[WORK]])
    read = Text(next(iter(work.values())), document(), StageAccount("text", milliseconds=40))
    kept.put_stage(name, "text", to_json(read), AT)
    kept.note(name, "reading", 11)
    if parts:
        kept.put_stage(
            name, "reading", to_json(Written("reading", tuple(parts), StageAccount("reading"))), AT
        )
    return name


def made(hub: Hub, name: str = "r", whole: Review | None = None, **changes: object) -> str:
    """The review, done and kept."""
    given = {key: changes[key] for key in ("language", "model", "work") if key in changes}
    wanted(hub, name, **changes)  # type: ignore[arg-type]
    begun(hub, name)
    hub.store.reviews.finish(name, whole or review(name, **given), AT)  # type: ignore[arg-type]
    return name
