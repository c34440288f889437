"""How well the role of a sentence is told, on abstracts whose authors labelled their parts.

Usage: python benchmarks/evidence_roles.py [--data DIR] [--json] [--fit]

Structured abstracts are cut at their labels; the labels are taken away and the roles guessed again.
A work is held out by its identifier (three in ten). Beside it stands what one gets from the place in
the abstract alone. With ``--fit`` the weights are fitted anew on the others and written into the
package.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import math
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import zstandard

from academichub.evidence import roles
from academichub.evidence.passages import places
from academichub.evidence.tokens import tokens
from academichub.text import from_jats

WEIGHTS = Path(roles.__file__).with_name("role_weights.json")
SOURCES = {
    "medicine": "preprints/covid19_preprints_2020-04.jsonl.zst",
    "biology": "relevance/scifact/corpus.jsonl.zst",
    "arXiv now": "arxiv/recent-50k.jsonl.zst",
    "arXiv before": "arxiv/sample-160k.jsonl.zst",
}
HELD_OUT = 0.3
FEW_ROLES = 3


class Abstract(NamedTuple):
    """The words of the sentences of a structured abstract, and their roles."""

    source: str
    held_out: bool
    sentences: list[list[str]]
    roles: list[str]


def lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open("rb") as packed:
        text = io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(packed), "utf-8")
        yield from map(json.loads, text)


def structured(data: Path) -> tuple[list[Abstract], Counter[str]]:
    """The labelled abstracts, and in how many of the arXiv's each word and pair of words is."""
    found: list[Abstract] = []
    common: Counter[str] = Counter()
    for source, name in SOURCES.items():
        for number, row in enumerate(lines(data / name)):
            text = row.get("abstract") or row.get("text") or ""
            text = from_jats(text) if source == "medicine" else text
            if source.startswith("arXiv") and number % 10 == 0:
                words = list(map(roles.plain, tokens(text).words))
                common.update({*words, *map(" ".join, pairwise(words))})
            if one := _abstract(source, row, text):
                found.append(one)
    return found, common


def _abstract(source: str, row: dict[str, Any], text: str) -> Abstract | None:
    if not any(word in text.lower() for word in ("method", "result", "conclusion", "aim")):
        return None
    cut = [one for one in places(text) if one.role in roles.ROLES]
    if len({one.role for one in cut}) < FEW_ROLES:
        return None
    name = str(row.get("id") or row.get("doi") or row["title"])
    part = hashlib.blake2b(name.encode(), digest_size=4).digest()[0] / 256
    words = [tokens(text[one.start : one.end]).words for one in cut]
    return Abstract(source, part < HELD_OUT, words, [str(one.role) for one in cut])


def refit(abstracts: Sequence[Abstract], common: Counter[str]) -> None:
    """Fit the weights on *abstracts* and write them into the package."""
    from evidence_roles_fit import fit

    rows = [
        [
            set(roles.cues(words, at, len(one.sentences), fitting=True))
            for at, words in enumerate(one.sentences)
        ]
        for one in abstracts
    ]
    _write(fit(rows, [one.roles for one in abstracts], common))


def _write(body: dict[str, Any]) -> None:
    cues = ",\n".join(
        f"{json.dumps(c, ensure_ascii=False)}: {r}" for c, r in sorted(body["cues"].items())
    )
    WEIGHTS.write_text(f'{{"steps": {body["steps"]},\n"cues": {{\n{cues}\n}}}}\n', encoding="utf-8")


def by_place(train: Sequence[Abstract], test: Sequence[Abstract]) -> list[tuple[str, str]]:
    """What the most frequent role of the place among *train* gives for *test*."""
    counts: dict[tuple[str, ...], Counter[str]] = {}
    for one in train:
        for at, role in enumerate(one.roles):
            where = tuple(roles.place(at, len(one.roles)))
            counts.setdefault(where, Counter())[role] += 1
    best = {where: counted.most_common(1)[0][0] for where, counted in counts.items()}
    return [
        (role, best.get(tuple(roles.place(at, len(one.roles))), "result"))
        for one in test
        for at, role in enumerate(one.roles)
    ]


def judged(test: Sequence[Abstract]) -> list[tuple[str, str]]:
    return [
        (role, guess)
        for one in test
        for role, guess in zip(one.roles, roles.roles(one.sentences), strict=True)
    ]


def figures(pairs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    right = sum(role == guess for role, guess in pairs)
    said = Counter(guess for _, guess in pairs)
    there = Counter(role for role, _ in pairs)
    both = Counter(role for role, guess in pairs if role == guess)
    each = {
        role: {
            "precision": round(both[role] / said[role], 3) if said[role] else None,
            "recall": round(both[role] / there[role], 3) if there[role] else None,
            "sentences": there[role],
        }
        for role in roles.ROLES
    }
    accuracy = right / len(pairs)
    half = 1.96 * math.sqrt(accuracy * (1 - accuracy) / len(pairs))
    return {
        "accuracy": round(accuracy, 3),
        "interval": [round(accuracy - half, 3), round(accuracy + half, 3)],
        "roles": each,
    }


def main() -> None:
    beside = Path(__file__).parents[2] / "shared" / "data"
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=os.environ.get("ACADEMICHUB_TEST_DATA", beside)
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--fit", action="store_true")
    wanted = parser.parse_args()
    abstracts, common = structured(wanted.data)
    train = [one for one in abstracts if not one.held_out]
    test = [one for one in abstracts if one.held_out]
    if wanted.fit:
        refit(train, common)
        return
    found = {
        "held out": {"abstracts": len(test), "fitted on": len(train)},
        "cues and order": figures(judged(test)),
        "place alone": figures(by_place(train, test)),
    }
    for source in SOURCES:
        found[source] = figures(judged([one for one in test if one.source == source]))
    print(json.dumps(found, indent=1, ensure_ascii=False) if wanted.json else _shown(found))


def _shown(found: dict[str, dict[str, Any]]) -> str:
    rows = [f"held out: {found['held out']}"]
    for name, one in found.items():
        if "accuracy" in one:
            rows.append(f"{name:16} accuracy {one['accuracy']:.3f} {one['interval']}")
            rows += [f"    {role:10} {values}" for role, values in one["roles"].items()]
    return "\n".join(rows)


if __name__ == "__main__":
    main()
