"""The claims of a work as a list, and those of them that mathematics could be asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from academichub.argument import Quote, Statement
from academichub.argument.reviews import Material
from academichub.reading.cues import Said
from academichub.reading.reader import Reader, best, whole

_MOST, _THEOREMS = 16, 40
_LOOSE = 14
"""What a sentence outside of the abstract has to weigh to be listed."""
_FORMULA = re.compile(r"\$[^$]*[=<>≤≥\\^_][^$]*\$|[≤≥≠∈∀∃⊂→]")
_QUANTIFIED = re.compile(
    r"\b(?:for (?:all|every|any|each)|there (?:exists?|is an?|are (?:infinitely|no|only|finitely))|if and only if|at (?:most|least)|"
    r"necessary and sufficient|unique(?:ly|ness)?|isomorph\w+|homeomorph\w+|converges?|bounded|prime|finite(?:ly)?|infinitely|"
    r"commut\w+|continuous|differentiable|measurable|compact|connected|dense|decidable|NP-\w+|polynomial[- ]time)\b|"
    r"对任意|存在|当且仅当|唯一",
    re.IGNORECASE,
)
_PROVED = re.compile(
    r"\b(?:prove[sdn]?|proofs?|theorem|lemma|show(?:s|ed|n)?|establish\w*|deduce|corollary|classif\w+|characteri[sz]\w+|"
    r"disprove|conjecture|counterexample|bounds?)\b|证明|定理",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:Theorem|Lemma|Proposition|Corollary|Claim|Fact|定理|引理|命题|推论)", re.IGNORECASE
)


def claims(material: Material) -> tuple[Statement, ...]:
    """What the work claims (``c1``, …) in its own words: its theorems whole, else sentences; none twice."""
    reader = Reader(material)
    quotes = [*_said(reader), *_theorems(reader)]
    return tuple(
        Statement(f"c{number}", quote.text, (quote,), "quoted")
        for number, quote in enumerate(sorted(quotes, key=_order), start=1)
    )


def formal(material: Material) -> tuple[Statement, ...]:
    """Those of the `claims` that could be stated formally: theorems, and what is said with quantifiers."""
    theorems = {piece.start for piece in material.document.of("theorem")}
    return tuple(
        one
        for one in claims(material)
        if (one.quotes[0].field == "text" and one.quotes[0].start in theorems)
        or _is_formal(one.text)
    )


def _order(quote: Quote) -> tuple[bool, int]:
    return quote.field != "abstract", quote.start


def _said(reader: Reader) -> Iterator[Quote]:
    told = [
        (value + 6 * _leads(one), one)
        for value, one in reader.claims
        if one.place.piece != "theorem" and whole(one) and (_leads(one) or value >= _LOOSE)
    ]
    yield from (one.sentence.quote for one in best(told, _MOST))


def _leads(one: Said) -> bool:
    return one.place.kind in ("abstract", "front", "conclusion")


def _theorems(reader: Reader) -> Iterator[Quote]:
    document = reader.document
    if document.scope != "full text":
        return
    stated = (
        piece for piece in document.of("theorem") if not piece.label or _LABEL.match(piece.label)
    )
    for piece, _ in zip(stated, range(_THEOREMS), strict=False):
        text = document.text[piece.start : piece.end]
        yield Quote(reader.material.work.id, "text", piece.start, piece.end, text)


def _is_formal(text: str) -> bool:
    proved = _PROVED.search(text) is not None
    formula = _FORMULA.search(text) is not None
    return proved and (formula or _QUANTIFIED.search(text) is not None)
