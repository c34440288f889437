"""How often the stance of a citing sentence is the one a person gave it.

Usage: python benchmarks/citing_stances.py [--data DIR] [--json]

220 citing sentences of the unarXive sample, at most six a paper, labelled once by reading them alone; in
`citing_stances.json` stand the paper, the sentence's hash, the place of the citation and the label, not the
text. The rules were written looking at the first half; the second one was labelled (and so read) before them by the same person, and held out.
The guidelines: *uses* takes over something of the cited work (method, data, value, result of a proof);
*extends* changes or carries it on; *compares* holds its own against it; *disputes* says it is wrong or left
something undone; *mentions* is all else, above all what others did. Beside it stands the baseline that always
says *mentions*.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, get_args

import fulltext_made as made
from academichub.argument.reviews import Stance
from academichub.citing import contexts
from academichub.citing.stance import stance
from academichub.fulltext import html
from grounding_report import interval

LABELS = Path(__file__).with_name("citing_stances.json")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    beside = Path(__file__).parents[1].parent / "shared" / "data"
    parser.add_argument("--data", type=Path, default=beside)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    labels = json.loads(LABELS.read_text("utf-8"))
    texts = sentences(asked.data, {one["sha256"] for one in labels})
    report: dict[str, Any] = {"not found again": sum(one["sha256"] not in texts for one in labels)}
    for half in ("tuned on", "held out"):
        there = [one for one in labels if one["half"] == half and one["sha256"] in texts]
        pairs = [(one["stance"], stance(texts[one["sha256"]], one["at"])) for one in there]
        report[half] = told(pairs)
    print(json.dumps(report, indent=None if asked.json else 1))


def sentences(data: Path, wanted: set[str]) -> dict[str, str]:
    """The citing sentences of the sample by the head of their hash."""
    found = {}
    for paper in made.papers(data, 49):
        document = html.parse(made.page(paper), "local:made")
        for there in contexts.contexts(document).values():
            for one in there:
                text = document.text[one.start : one.end]
                if (name := sha256(text.encode()).hexdigest()[:16]) in wanted:
                    found[name] = text
    return found


def told(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    counts = Counter(pairs)
    right = sum(gold == said for gold, said in pairs)
    usual = sum(gold == "mentions" for gold, _ in pairs)
    shown = {"right": share(right, len(pairs)), "always mentions": share(usual, len(pairs))}
    for name in get_args(Stance):
        hits = counts[name, name]
        said = sum(n for (_, one), n in counts.items() if one == name)
        there = sum(n for (gold, _), n in counts.items() if gold == name)
        shown[f"{name}, precision"], shown[f"{name}, recall"] = (
            share(hits, said),
            share(hits, there),
        )
    return shown


def share(hits: int, of: int) -> str:
    low, high = interval(hits, of)
    return f"{hits / max(1, of):.3f} ({hits} of {of}; {low:.3f} to {high:.3f})"


if __name__ == "__main__":
    main()
