"""Judgements of a model about real abstracts: how many unfair ones are dropped, how many fair ones are lost.

    python benchmarks/review_judging.py --data ../shared/data --every 700

Each judgement of `review_judging_plants` is made about a sentence of an abstract (arXiv's metadata, CC0) and held
against it, round by round.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import reading_texts
from academichub import reading
from academichub.argument import Language, Sentence, Statement
from academichub.argument.reviews import Material
from academichub.review import judging
from grounding_report import interval
from review_judging_plants import ROUNDS

LANGUAGES: tuple[Language, ...] = ("en", "zh")
SEED = 33


class Other(NamedTuple):
    """What another paper names, to be put where it does not belong."""

    name: str
    quantity: str


def judged(
    material: Material, other: Other, plants: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, str, set[str]]]:
    """Each judgement about one sentence: of what kind, its text, the rules it breaks."""
    paper, anchor = judging.paper(material), _anchor(material)
    if anchor is None:
        return
    values = {
        "t": _named(anchor), "x": other.name, "n": other.quantity,
        "q": next((one.text for one in anchor.quantities if one.kind != "label"), ""),
    }  # fmt: skip
    for kind, texts in plants.items():
        for text in texts:
            if any(f"{{{name}}}" in text and not value for name, value in values.items()):
                continue
            said = text.format_map(values)
            made = Statement("major", said, (anchor.quote,), "editorial")
            yield kind, said, {drop.rule for drop in judging.faults("major", made, paper)}


def _anchor(material: Material) -> Sentence | None:
    """A sentence that names something, one with a quantity before others."""
    given = [one for one in material.sentences if one.field == "abstract" and _named(one)]
    return max(given, key=lambda one: (bool(one.quantities), -one.start), default=None)


def _named(one: Sentence) -> str:
    return next((thing.text for thing in one.things if 3 < len(thing.text) < 60), "")


def _others(materials: Sequence[Material]) -> list[Other]:
    """A name and a quantity of each paper, as far as it has them."""
    found = []
    for material in materials:
        sentences = [one for one in material.sentences if one.field == "abstract"]
        names = [
            t.text for one in sentences for t in one.things if t.text[1:] != t.text[1:].lower()
        ]
        values = [q.text for one in sentences for q in one.quantities if q.kind == "measure"]
        found.append(Other(next(iter(names), ""), next(iter(values), "")))
    return found


def _foreign(material: Material, others: Sequence[Other], chance: random.Random) -> Other:
    """Names and quantities that this paper does not have."""
    text = material.document.text.lower()
    tried = (chance.choice(others) for _ in range(200))
    name = next((one.name for one in tried if one.name and one.name.lower() not in text), "")
    tried = (chance.choice(others) for _ in range(200))
    value = next((one.quantity for one in tried if one.quantity and one.quantity not in text), "")
    return Other(name, value)


def main() -> None:
    """Hold every planted judgement against every abstract and print what became of them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--every", type=int, default=700)
    options.add_argument("--show", type=int, default=0, help="print so many that went wrong")
    given = options.parse_args()
    read = list(reading_texts.abstracts(given.data, given.every))
    for language in LANGUAGES:
        materials = [reading.material(work, document, language) for work, document in read]
        for number, plants in enumerate(ROUNDS, start=1):
            print(f"\n{language}, round {number}: {len(materials)} abstracts")
            _report(materials, plants[language], given.show)


def _report(materials: Sequence[Material], plants: Mapping[str, Sequence[str]], show: int) -> None:
    chance, others = random.Random(SEED), _others(materials)
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    wrong: list[str] = []
    started = time.process_time()
    for material in materials:
        for kind, said, rules in judged(material, _foreign(material, others, chance), plants):
            counts[kind]["all"] += 1
            counts[kind]["dropped"] += bool(rules)
            if bool(rules) == (kind == "fair"):
                wrong.append(f"  {kind}: {said[:150]} {sorted(rules)}")
    spent = time.process_time() - started
    number = sum(count["all"] for count in counts.values())
    print(f"{number} judgements, {1000 * spent / number:.1f} ms each; dropped of them:")
    for kind, count in counts.items():
        low, high = interval(count["dropped"], count["all"])
        share = count["dropped"] / count["all"]
        print(f"{kind:14}{share:8.3f} ({low:.3f}–{high:.3f}) of {count['all']}")
    random.Random(SEED).shuffle(wrong)
    print("\n".join(wrong[:show]))


if __name__ == "__main__":
    main()
