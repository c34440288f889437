"""Works of our own sentences to be read: an abstract, and a paper in TeX with all that papers have."""

from __future__ import annotations

from academichub.argument.documents import Document
from academichub.argument.reviews import Material, ReadingPart
from academichub.fulltext import of_bytes
from academichub.fulltext.abstract import document as record_only
from academichub.model import Work
from academichub.reading import material, write

ABSTRACT = (
    "Spindles of weaving machines drift when lattices are wet. Existing methods assume dry lattices and fail on "
    "wet ones. In this paper, we propose Gated Lattice Tracking (GLT), a method that follows the drift of spindles\n"
    "by small gates. It is based on a gate network that is trained on mock spindles. We assume that the drift is "
    "slow against the turn of a spindle. Experiments on three mills show that GLT reduces the drift by 41%. "
    "Our results suggest that wet mills could run without a pause. "
    "Our study is limited to lattices of one maker."
)
CHINESE = (
    "纺锤漂移是织机中的常见问题。本文提出一种用于纺锤漂移的门控网格方法。我们假设漂移远慢于转动。"
    "结果表明，漂移由3.1毫米降至0.4毫米。该方法仅适用于干燥网格，湿网格有待进一步研究。"
)
TEX = r"""\documentclass{article}
\newtheorem{theorem}{Theorem}
\newtheorem{assumption}{Assumption}
\newtheorem{definition}{Definition}
\begin{document}
\title{Gated Lattice Tracking for Wet Mills}
\begin{abstract}
Spindles of weaving machines drift when lattices are wet.
We propose Gated Lattice Tracking (GLT), a method that follows the drift of spindles by small gates.
We prove that every gate network with a slow drift converges.
Experiments show that GLT reduces the drift by 41\% against the best known tracker.
\end{abstract}
\section{Introduction}
Wet lattices are a known problem of weaving machines. To the best of our knowledge, this is the first tracker
for wet lattices. Smith et al. show that dry lattices drift less.
\section{Related Work}
Earlier methods assume that lattices are dry. Their main limitation is that they fail on wet lattices.
Jones et al. propose DryNet, which outperforms all older trackers.
\section{Method}
We set the learning rate to 0.01 and the batch size to 64. The model has two free parameters that are fitted
to the drift of mill A. We assume that the drift is slow against the turn of a spindle.
\begin{assumption}
The noise of a gate has a bounded fourth moment.
\end{assumption}
\begin{definition}
A gate is open if its lattice is dry.
\end{definition}
\begin{theorem}
Let $G$ be a gate network. If the drift of $G$ is slow, then for all $n$ there exists a gate $g_n$ with $|g_n| \le 1/n$.
\end{theorem}
\begin{proof}
Suppose that it does not. We assume that $n$ is even.
\end{proof}
\section{Results}
GLT outperforms the best known tracker on all three mills. The tracker is fitted to the same data that is
used to test it.
\section{Limitations}
Our study is limited to lattices of one maker. The method cannot follow spindles that stop.
We leave mills with more than ten spindles to future work.
\section{Discussion}
Our results imply that wet mills can run without a pause. Future measurements at larger mills could test
whether the drift stays below the bound.
\section{Acknowledgements}
We thank the weavers, and we show our gratitude to mill A. We assume they know why.
\end{document}
"""


def work(
    title: str = "Gated Lattice Tracking for Wet Mills", abstract: str | None = ABSTRACT
) -> Work:
    return Work(
        "arxiv:2601.00001", title, "preprint", "arxiv", ("arxiv",), "2026-01-01T00:00:00Z",
        abstract=abstract,
    )  # fmt: skip


def of_abstract(language: str = "en", abstract: str | None = ABSTRACT) -> Material:
    one = work(abstract=abstract)
    return material(one, record_only(one), language)  # type: ignore[arg-type]


def paper() -> Document:
    return of_bytes(TEX.encode(), "paper.tex", "arxiv:2601.00001")


def of_paper(language: str = "en") -> Material:
    return material(work(), paper(), language)  # type: ignore[arg-type]


def part(made: Material, stage: str, name: str) -> ReadingPart:
    return next(one for one in write(stage, made, ()).parts if one.name == name)


def told(made: Material, stage: str, name: str) -> list[str]:
    return [" ".join(one.text.split()) for one in part(made, stage, name).statements]
