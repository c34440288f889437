"""What the ground check says of SciFact's claims: those its experts marked as contradicted, and as supported.

Each claim is held against the sentences that were marked as evidence, as quotes. Nothing was tuned on these
claims. The claims are short, in other words than their evidence, and often say less than it in
terms only an expert knows to be the same: the check is made to refuse where it cannot tell. Beside it: the
share of the claim's words that are in the evidence, at the threshold that refuses as many supported claims
as the check does (matched) and at the one with the highest balanced accuracy on these very claims (best).

Run: python benchmarks/scifact_ground.py DATA [--misses 5]
"""

from __future__ import annotations

import argparse
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import zstandard

from academichub import ground
from academichub.argument import Drop, Quote, Statement
from academichub.ground import Text
from grounding_report import interval

_STOP = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "by",
        "for",
        "with",
        "and",
        "or",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "that",
        "this",
        "these",
        "those",
        "it",
        "its",
        "as",
        "from",
        "not",
        "no",
    ]
)


class Claim(NamedTuple):
    """A claim with its evidence, what the experts said, and what the check says."""

    text: str
    label: str
    evidence: str
    overlap: float
    drops: tuple[Drop, ...]


def _lines(path: Path) -> Iterator[Mapping[str, Any]]:
    with path.open("rb") as body:
        for line in io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(body), "utf-8"):
            yield json.loads(line)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower())) - _STOP


def claims(folder: Path) -> list[Claim]:
    """Every claim and abstract with marked evidence, checked."""
    corpus = {one["id"]: one for one in _lines(folder / "corpus.jsonl.zst")}
    return [
        _claim(claim["text"], marked["label"], corpus[marked["doc"]], marked["sentences"])
        for claim in _lines(folder / "claims.jsonl.zst")
        for marked in claim["evidence"]
    ]


def _claim(text: str, label: str, document: Mapping[str, Any], marked: Sequence[int]) -> Claim:
    sentences = document["sentences"]
    field = "\n".join(sentences)
    starts = [sum(len(one) + 1 for one in sentences[:number]) for number in range(len(sentences))]
    quotes = tuple(
        Quote(document["id"], "abstract", starts[n], starts[n] + len(sentences[n]), sentences[n])
        for n in sorted(set(marked))
    )
    works = {document["id"]: Text({"title": document["title"], "abstract": field})}
    verdict = ground.check(Statement("c.1", text, quotes), works)
    evidence = " ".join(quote.text for quote in quotes)
    overlap = len(_words(text) & _words(evidence)) / (len(_words(text)) or 1)
    return Claim(text, label, evidence, overlap, verdict.drops)


def _rates(found: Sequence[Claim], accepts: Sequence[bool]) -> str:
    told = []
    for label, wanted in (("CONTRADICT", "accepted"), ("SUPPORT", "refused")):
        of = [
            ok == (wanted == "accepted")
            for one, ok in zip(found, accepts, strict=True)
            if one.label == label
        ]
        low, high = interval(sum(of), len(of))
        told.append(
            f"{label.lower()} {wanted} {sum(of):4}/{len(of):<4} {sum(of) / len(of):6.1%} ({low:.1%} to {high:.1%})"
        )
    return "   ".join(told)


def _balanced(found: Sequence[Claim], threshold: float) -> float:
    right = Counter(
        (one.label, (one.overlap >= threshold) == (one.label == "SUPPORT")) for one in found
    )
    return (
        sum(
            right[label, True] / (right[label, True] + right[label, False])
            for label in ("SUPPORT", "CONTRADICT")
        )
        / 2
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--misses", type=int, default=0)
    given = parser.parse_args()
    found = claims(given.data / "relevance" / "scifact")
    accepts = [not one.drops for one in found]
    supported = [one for one in found if one.label == "SUPPORT"]
    kept = sum(not one.drops for one in supported)
    matched = sorted((one.overlap for one in supported), reverse=True)[max(kept - 1, 0)]
    best = max(
        sorted({one.overlap for one in found}), key=lambda threshold: _balanced(found, threshold)
    )
    print(f"ground check                 {_rates(found, accepts)}")
    for name, threshold in (("matched", matched), ("best", best)):
        print(
            f"word overlap, {name:7} {threshold:5.2f}  {_rates(found, [one.overlap >= threshold for one in found])}"
        )
    for label in ("CONTRADICT", "SUPPORT"):
        rules = Counter(one.drops[0].rule for one in found if one.label == label and one.drops)
        print(
            f"{label.lower()} refused first by:",
            ", ".join(f"{rule} {n}" for rule, n in rules.most_common()),
        )
    for one in [one for one in found if one.label == "CONTRADICT" and not one.drops][
        : given.misses
    ]:
        print(f"[contradicted, accepted] {one.text}\n    {one.evidence}")


if __name__ == "__main__":
    main()
