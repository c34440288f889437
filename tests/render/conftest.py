"""A brief of our own making, with everything a brief can hold."""

from __future__ import annotations

import pytest

from academichub.argument import (
    Ask,
    Bridge,
    Brief,
    Cited,
    Comparison,
    Crossing,
    Drop,
    First,
    Gap,
    Provenance,
    Quote,
    Share,
    Statement,
    Theme,
)
from academichub.ids import Identifier
from academichub.model import Authorship, Work

NASTY = "</p><script>alert(1)</script> \\input{/etc/passwd} #set page() [x](javascript:1) `$&%_{}"
_TEXTS = {
    "arxiv:2606.00001": r"Tuning by $\frac{a_1^2}{\sqrt{b}} \le \hat{x}$ cut errors by 5 % to $p<0.05$.",
    "arxiv:2606.00002": "Learned filters find weak lenses, but not at low light.",
    "arxiv:2606.00003": f"A hostile paper says {NASTY} and goes on.",
}  # fmt: skip


def quote(work: str) -> Quote:
    """All of the abstract of one of the works."""
    return Quote(work, "abstract", 0, len(_TEXTS[work]), _TEXTS[work])


def statement(key: str, work: str, tier: str = "quoted", text: str | None = None) -> Statement:
    """A statement on one of the works."""
    return Statement(key, text or _TEXTS[work], (quote(work),), tier, "Lovelace et al.:", "result")  # type: ignore[arg-type]


A, B, C = _TEXTS
WORKS = [
    Work(
        id=name, title=f"Work {n} on $x_{n}$", type="preprint", source="arxiv", sources=("arxiv",),
        first_seen_at="2026-06-25T04:00:00Z", abstract=_TEXTS[name], announced_on="2026-06-25",
        identifiers=(Identifier("arxiv", name.partition(":")[2]),),
        authorships=(Authorship("Ada Lovelace"), Authorship("李明")),
        primary_category="cs.LG",
    )
    for n, name in enumerate(_TEXTS, 1)
]  # fmt: skip
BRIEF = Brief(
    "b1", Ask("query", "lenses", "lenses", "en", tuple(_TEXTS)), "Lenses, learned & found: 3 works",
    (Statement("headline.1", "3 works in 2 themes."), statement("headline.2", A)),
    (statement("changed.1", B, "overlaps", "Filters that were learned find weak lenses."),),
    (
        Theme("t1", "weak lensing", ("lens", "filter"), (Share("Physics", 1.0),), (B,),
              (statement("t1.1", B),)),
        Theme("t2", "fine-tuning", ("tuning",), (Share("Computer Science", 0.8), Share("Statistics", 0.2)),
              (A, C), (statement("t2.1", A), statement("t2.2", C))),
    ),
    (
        Bridge("b1", "method", "learned filters", ("t1", "t2"), ("Physics", "Computer Science"), 4.2,
               ((B,), (A,)), (), (statement("b1.1", B), statement("b1.2", A))),
        Bridge("b2", "open", "", ("t1", "t2"), ("Physics", "Computer Science"), 7.0, ((B,), (A,)),
               ("weak lenses", "filters", "tuning"), (statement("b2.1", B),)),
    ),
    (), (Comparison("x1", "tension", "error", (statement("x1.1", A),)),),
    (Gap("g1", "stated", "low light", (statement("g1.1", B),)),),
    (First(B, ("the one most like the others",)),),
    (Crossing("learned filters", (("Physics", (B,)), ("Computer Science", (A, C)))),),
    tuple(
        Cited(n, work.id, work.title, "A. Lovelace, 李明", "2026-06-25", "arXiv", "cs.LG",
              "Computer Science", f"https://arxiv.org/abs/{work.id[6:]}", "preprint", retracted=n == 3)
        for n, work in enumerate(WORKS, 1)
    ),
    Provenance("prompted", "2026-06-25T05:00:00Z", 1234, "ab" * 32, "0.1.0", (("abstract", 3),),
               "openai:some-model", ("section@1",), 1000, 200, 0.0123, 1, 4, 9, 1,
               (Drop("t1", "number", "5 is not in the quote", "x"),), ("one section had no answer",)),
)  # fmt: skip


@pytest.fixture
def brief() -> Brief:
    """The brief."""
    return BRIEF


@pytest.fixture
def works() -> list[Work]:
    """Its works."""
    return WORKS
