"""A review of our own making, with everything a review can hold, and the text it is of."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from academichub.argument import Drop, Language, Provenance, Quote, Statement, Tier
from academichub.argument.documents import Document, Heading
from academichub.argument.findings import Check, Event, Evidence, Finding, sealed
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

NASTY = "<script>alert(1)</script> [x](javascript:1) $\\frac{a}{b}$ & 50% of _all_ #things"
WORK = "arxiv:2606.00001"
_SENTENCES = {
    "pith": "Learned filters find weak lenses in half the time.",
    "claim": "We show that $\\sqrt{n}$ samples are enough for every compact lens.",
    "premise": "We assume that the noise is Gaussian and has zero mean.",
    "limit": "Filters were not tried at low light.",
    "fitted": "We set $\\lambda = 0.1$ and fitted the width to the same images.",
    "measured": "The width predicts the size of these images.",
    "counts": "12 of 40 lenses (35%) were found.",
    "nasty": f"A hostile paper says {NASTY} and goes on.",
    "cites": "Earlier filters [1] disagree with ours.",
}
TEXT = "Lenses, learned & found\n\n" + "\n\n".join(_SENTENCES.values()) + "\n\n[1] B. Before. Old."
DOCUMENT = Document(
    WORK, "full text", TEXT, sha256(TEXT.encode()).hexdigest(), "html", "1", "cd" * 32, version=2,
    sections=(Heading("Results", 1, 25, len(TEXT)),),
)  # fmt: skip
CHECK = Check(
    "percentages", 1, "arithmetic", "Counts and percentages", "Show the count the text gives."
)
LISTED = Check("references", 2, "identifier", "References", "Show the registry's own page.")


def quote(name: str) -> Quote:
    """A sentence of the text."""
    told = _SENTENCES[name]
    start = TEXT.index(told)
    return Quote(WORK, "text", start, start + len(told), told)


def said(key: str, name: str, tier: Tier = "quoted", text: str = "") -> Statement:
    """A statement on one of its sentences."""
    return Statement(key, text or _SENTENCES[name], (quote(name),), tier)


def finding() -> Finding:
    """A count that does not agree with its share."""
    told = quote("counts")
    return sealed(
        Finding(
            WORK, "percentages", 1, "arithmetic", "error", "12 of 40 is 30 %, but 35 % is reported.",
            (Evidence("Results", told.start, told.end, told.text),), DOCUMENT.sha256,
            (("n", "12"), ("of", "40"), ("reported", "35"), ("percent", "30")), CHECK.dispute,
        )
    )  # fmt: skip


def unproved() -> Finding:
    """One that stands on no words of the text."""
    message = "No statement on where the data are was found in the full text."
    data = (("kind", "absent"), ("statement", "data"))
    return sealed(
        Finding(WORK, "declarations", 1, "heuristic", "note", message, (), DOCUMENT.sha256, data)
    )


def answered(key: str, comment: str, name: str) -> tuple[Statement, tuple[str, str]]:
    """An answer to a comment, with its label."""
    text = "The authors could answer by naming the light they had."
    return said(key, name, "editorial", text), (key, comment)


PARTS = (
    ReadingPart("pith", (said("pith.1", "pith"),)),
    ReadingPart("reading", (said("reading.1", "pith"), said("reading.2", "claim"))),
    ReadingPart("core_claim", (said("core_claim.1", "claim"),)),
    ReadingPart("mechanism", (said("mechanism.1", "nasty"),)),
    ReadingPart("consequences", empty="The authors state none in what was read (full text)."),
    ReadingPart(
        "editorial",
        (said("editorial.1", "limit", "editorial", "It may hold for radio, too."),),
        writer="prompted",
    ),
    ReadingPart("load_bearing_premise", (said("load_bearing_premise.1", "premise"),)),
    ReadingPart("falsifier", empty="It needs a language model; none is set up."),
    ReadingPart(
        "summary",
        (said("summary.1", "pith", "overlaps", "Lenses that are weak are found by filters."),),
        writer="prompted",
    ),
    ReadingPart("significance", empty="It needs a language model; none is set up."),
    ReadingPart(
        "major",
        (said("major.1", "counts", "editorial", "The count and its share do not agree."),),
        labels=(("major.1", "Results"),),
        writer="prompted",
    ),
    ReadingPart("minor", (said("minor.1", "limit"),), labels=(("minor.1", "Results"),)),
    ReadingPart("rebuttal", (answered("rebuttal.1", "major.1", "limit")[0],),
                labels=(("rebuttal.1", "major.1"),), writer="prompted"),
    ReadingPart(
        "circularity",
        (
            Statement("circularity.1", "The width is fitted to what it predicts.",
                      (quote("fitted"), quote("measured")), "editorial"),
        ),
        labels=(("circularity.1", "fitted input called a prediction"),),
        writer="prompted",
    ),
    ReadingPart("parameters", (said("parameters.1", "fitted"),), labels=(("parameters.1", "λ"),)),
    ReadingPart("axioms", (said("axioms.1", "premise"),), labels=(("axioms.1", "noise"),)),
    ReadingPart("entities", empty="The authors introduce none in what was read (full text)."),
    ReadingPart(
        "verdict",
        (
            said("verdict.1", "counts", "editorial", "A count does not agree with its share."),
            said("verdict.2", "limit", "editorial", "A trial at low light would change it."),
        ),
        labels=(("verdict.1", "reason"), ("verdict.2", "change")),
        writer="prompted",
    ),
    ReadingPart("keywords", (Statement("keywords.1", "weak lenses"), Statement("keywords.2", "filters"))),
)  # fmt: skip
STAGES = (
    StageAccount("text", milliseconds=100),
    StageAccount("reading", "openai:some-model", 1000, 900, 150, 9_000, 1, prompts=("review-reading@1",)),
    StageAccount("referee", "openai:some-model", 134, 100, 50, 3_300, 1),
)  # fmt: skip
LINK = TheoremLink(
    _SENTENCES["claim"], "mathlib", "abc1234", "IsCompact.exists_forall_ge", "theorem",
    "theorem IsCompact.exists_forall_ge : ∃ x ∈ s, ∀ y ∈ s, f x ≤ f y", "Topology/Order.lean", 120,
    rung="indexed",
)  # fmt: skip
REFERRED = Referred(
    1, "B. Before. Old.", "Old", "doi:10.1000/old", "doi:10.1000/old", "here",
    (quote("cites"),), "disputes",
)  # fmt: skip
CITING = Citing(
    "arxiv:2607.00009", f"Lenses after {NASTY}", "C. After", "2026-07-02", "astro-ph.CO",
    "We take the filters of Lovelace.", "We take the filters of Lovelace.", "uses", 900, 250, 3,
    ("arxiv:2607.00009", "doi:10.1000/after"), ("store", "openalex"), "https://arxiv.org/abs/2607.00009",
)  # fmt: skip
REVIEW = Review(
    "r1", WORK, "Lenses, learned & found", "Ada Lovelace, 李明", 2, "en", "full text", "html",
    DOCUMENT.sha256, ("Results",), ("astro-ph.CO", "cs.LG"), PARTS, "conditional",
    (finding(), unproved()), (CHECK, LISTED), (LINK,),
    Citations((REFERRED,), (CITING,), 45, ("the store", "openalex"), ("no key was needed",)),
    Distance(88, 240, "astro-ph.CO", "2026-06", (("arxiv:2601.00002", "An older lens", 431),)),
    STAGES,
    Provenance("prompted", "2026-06-25T05:00:00Z", 1234, "ab" * 32, "0.1.0", (("full text", 1),),
               "openai:some-model", ("review-reading@1",), 1000, 200, 0.0123, 1, 2, 20, 1,
               (Drop("major", "number", "5 is not in the quote", "x"),), ("the verdict had no answer",)),
    ("no registry was asked",), "",
)  # fmt: skip
EVENTS = (
    Event(finding().sha256, "disputed", "Bo", "2026-06-26T05:00:00Z", "It was 14 of 40."),
    Event(finding().sha256, "answered", "Ada Lovelace", "2026-06-27T05:00:00Z", "It was; see v3."),
    Event(
        "review/r1/minor.1", "answered", "Ada Lovelace", "2026-06-28T05:00:00Z", "We have it now."
    ),
)
HIDING = Event(WORK, "hidden", "Ada Lovelace", "2026-06-29T05:00:00Z", "Not ours.")


def in_language(code: Language) -> Review:
    """The review as one in this language."""
    return replace(REVIEW, language=code)
