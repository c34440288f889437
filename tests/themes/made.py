"""Works made up for the tests of themes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from academichub.model import Work

SUBJECTS = {
    "q-bio.BM": [
        "protein",
        "folding",
        "ligand",
        "enzyme",
        "residue",
        "helix",
        "docking",
        "peptide",
        "antibody",
        "backbone",
    ],
    "astro-ph.GA": [
        "galaxy",
        "dwarf",
        "halo",
        "redshift",
        "quasar",
        "starburst",
        "spiral",
        "cluster",
        "dust",
        "metallicity",
    ],
    "cs.CL": [
        "translation",
        "corpus",
        "parser",
        "dialogue",
        "tokenizer",
        "speech",
        "morphology",
        "summarization",
        "syntax",
        "lexicon",
    ],
}


def work(number: int, title: str, abstract: str | None = None, **more: object) -> Work:
    return Work(
        id=f"test:{number}", title=title, abstract=abstract, type="preprint", source="test",
        sources=("test",), first_seen_at="2026-01-01T00:00:00Z", **more,  # type: ignore[arg-type]
    )  # fmt: skip


def of_subject(category: str, number: int, chance: random.Random) -> Work:
    words = SUBJECTS[category]
    title = f"{' '.join(chance.sample(words, 2))} and {' '.join(chance.sample(words, 2))}"
    abstract = ". ".join(
        f"We study the {' '.join(chance.sample(words, 2))} of a {chance.choice(words)}"
        for _ in range(6)
    )
    return work(number, title, f"{abstract}.", primary_category=category, categories=(category,))


def mixed(each: int, seed: int = 1) -> list[Work]:
    chance = random.Random(seed)
    return [
        of_subject(category, number * 10 + at, chance)
        for number in range(each)
        for at, category in enumerate(SUBJECTS)
    ]


def without_categories(works: Sequence[Work]) -> list[Work]:
    return [replace(one, primary_category=None, categories=()) for one in works]
