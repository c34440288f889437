"""How well the ground check tells what stands on its quotes: planted faults, faithful statements, paraphrases.

Real sentences of real abstracts with their quotes; in a copy of each one thing is changed. No model and
no network. Run: python benchmarks/grounding.py DATA [--half report] [--seed 1] [--misses 5]
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import grounding_chinese as chinese
import grounding_paraphrases as ways
import grounding_plants as plants
import grounding_quotes as altered
from academichub.argument import Quote
from academichub.ground import Text
from grounding_pairs import Pair, Source, pair, sentences, sources
from grounding_report import show

Sentence = tuple[Source, tuple[int, int]]


def english(found: Sequence[Sentence], each: int, chance: random.Random) -> Iterator[Pair]:
    """Planted faults in copies of English sentences."""
    for kind, plant in plants.PLANTS.items():
        made = 0
        for at, (work, span) in enumerate(found):
            other, place = found[(at * 7 + 13) % len(found)]
            text = work.abstract[slice(*span)]
            changed = plant(
                " ".join(text.split()), " ".join(other.abstract[slice(*place)].split()), chance
            )
            if made >= each or other.id == work.id:
                continue
            if changed is None or changed[0].split() == text.split():
                continue
            made += 1
            yield pair(changed[0], [work.quote(span)], [work, other], kind, changed[1], text)


def attributed(
    found: Sequence[Sentence], each: int, chance: random.Random, *, true: bool
) -> Iterator[Pair]:
    """Sentences that say whose they are: rightly, or another work's authors or year."""
    forms = [
        "{who} et al. ({year}) report: {text}",
        "According to {who} et al., {text}",
        "{who} and colleagues ({year}) found that {text}",
        "As shown by {who} et al. ({year}), {text}",
        "{text} ({who} et al., {year})",
        "{who} et al. state that {text}",
    ]
    chinese_forms = ["{who}等人（{year}）指出：{text}", "根据 {who} 等人的研究，{text}"]
    made = 0
    for at, (work, span) in enumerate(found):
        other, _ = found[(at * 11 + 29) % len(found)]
        mine, theirs = _family(work), _family(other)
        if made >= each or not mine or not theirs or work.id == other.id or not work.text.year:
            continue
        text = " ".join(work.abstract[slice(*span)].split())
        if theirs.lower() in text.lower() or any(
            theirs.lower() in name.lower() for name in work.text.authors
        ):
            continue
        form = chance.choice([*forms, chinese_forms[0]])
        wrong_year = "{year}" in form and chance.random() < 0.25
        who = mine if true or wrong_year else theirs
        year = work.text.year + (chance.choice([-2, -1, 1, 3]) if wrong_year and not true else 0)
        made += 1
        style = "year" if wrong_year else "authors"
        yield pair(
            form.format(who=who, year=year, text=text),
            [work.quote(span)],
            [work, other],
            "faithful" if true else "attribution",
            f"attributed {style}" if true else style,
            text,
        )


def moved(found: Sequence[Sentence], each: int) -> Iterator[Pair]:
    """True sentences whose quote is said to be of another work."""
    for at, (work, span) in enumerate(found[:each]):
        other, _ = found[(at * 5 + 17) % len(found)]
        quote = work.quote(span)
        if other.abstract[slice(*span)].split() != quote.text.split():
            wrong = Quote(other.id, "abstract", span[0], span[1], quote.text)
            yield pair(
                quote.text,
                [wrong],
                [work, other],
                "attribution",
                "quote of another work",
                quote.text,
            )


def _family(work: Source) -> str:
    name = work.text.authors[0].split("(")[0].strip() if work.text.authors else ""
    family = name.rpartition(" ")[2]
    return (
        family
        if family.isascii() and family.isalpha() and len(family) > 2 and family[0].isupper()
        else ""
    )


def quotes(found: Sequence[Sentence], each: int, chance: random.Random) -> Iterator[Pair]:
    """Quotes that are not their source's; the statement is what the quote says."""
    for style, way in altered.ALTERED.items():
        made = 0
        for at, (work, span) in enumerate(found):
            other, place = found[(at * 3 + 7) % len(found)]
            if made >= each or other.id == work.id:
                continue
            quote = way(work.quote(span), work, other.abstract[slice(*place)], chance)
            if quote is not None:
                made += 1
                yield pair(
                    quote.text,
                    [quote],
                    [work, other],
                    "altered quote",
                    style,
                    work.quote(span).text,
                )


def honest(found: Sequence[Sentence], each: int, chance: random.Random) -> Iterator[Pair]:
    """Statements that should be kept: faithful ones and paraphrases, also of two quotes."""
    for kind, table in (("faithful", ways.FAITHFUL), ("paraphrase", ways.PARAPHRASES)):
        for style, way in table.items():
            made = 0
            for work, span in found:
                text = " ".join(work.abstract[slice(*span)].split())
                new = way(text, chance) if made < each else None
                if new is not None:
                    made += 1
                    yield pair(new, [work.quote(span)], [work], kind, style, text)
    yield from _joined(found, each, chance)


def _joined(found: Sequence[Sentence], each: int, chance: random.Random) -> Iterator[Pair]:
    for work, span in found[: 4 * each]:
        at = work.spans.index(span)
        if at + 1 >= len(work.spans) or each <= 0:
            continue
        each -= 1
        both = [work.quote(span), work.quote(work.spans[at + 1])]
        first, second = (" ".join(quote.text.split()) for quote in both)
        text = f"{first.rstrip('.')}{chance.choice([', and ', '; ', '; moreover, '])}{second[0].lower()}{second[1:]}"
        yield pair(text, both, [work], "paraphrase", "two quotes", text)


def across(found: Sequence[Sentence], each: int, chance: random.Random) -> Iterator[Pair]:
    """Chinese statements about English quotes: true, and with a fault planted."""
    told = [
        (work, span, fact)
        for work, span in found
        for fact in chinese.facts(" ".join(work.abstract[slice(*span)].split()))
    ]
    chance.shuffle(told)
    for work, span, fact in told[:each]:
        yield pair(
            chinese.said(fact, chance),
            [work.quote(span)],
            [work],
            "paraphrase",
            f"zh: {fact.kind}",
            work.quote(span).text,
        )
    for kind, plant in chinese.PLANTS.items():
        made = 0
        for at, (work, span, fact) in enumerate(told):
            other, place, _ = told[(at * 7 + 5) % len(told)]
            changed = plant(chinese.said(fact, chance), other.abstract[slice(*place)], chance)
            if changed and made < each // 4 and other.id != work.id:
                made += 1
                yield pair(
                    changed[0],
                    [work.quote(span)],
                    [work, other],
                    kind,
                    f"zh: {changed[1]}",
                    work.quote(span).text,
                )


def in_chinese(found: Sequence[Sentence], each: int, chance: random.Random) -> Iterator[Pair]:
    """Chinese statements about composed Chinese quotes."""
    names = sorted(
        {
            name
            for work, _ in found[:3000]
            for name in re.findall(r"\b[A-Z][a-z]*[A-Z]\w{2,8}\b", work.abstract)
        }
    )
    texts = [chinese.composed(names, chance) for _ in range(each)]
    for at, text in enumerate(texts):
        work = Source(f"zh{at}", Text({"abstract": text}, ("张伟",), 2024), "", ((0, len(text)),))
        yield pair(text, [work.quote((0, len(text)))], [work], "faithful", "zh: the same", text)
        yield pair(
            chinese.reworded(text, chance),
            [work.quote((0, len(text)))],
            [work],
            "paraphrase",
            "zh: reworded",
            text,
        )
        for kind in ("number", "unit", "comparator", "direction", "polarity", "entity", "hedging"):
            changed = chinese.PLANTS[kind](text, texts[at - 1], chance)
            if changed and changed[0] != text and at % 4 == 0:
                yield pair(
                    changed[0],
                    [work.quote((0, len(text)))],
                    [work],
                    kind,
                    f"zh-zh: {changed[1]}",
                    text,
                )


def pairs(data: Path, half: str, seed: int, each: int) -> list[Pair]:
    """All pairs of the benchmark."""
    chance = random.Random(seed)
    found = sentences(sources(data, half, 6_000), chance)
    made = list(english(found, 2 * each, chance))
    made += [
        *attributed(found, 2 * each, chance, true=False),
        *moved(found, each),
        *attributed(found[::-1], each, chance, true=True),
    ]
    made += [*quotes(found, each // 2, chance), *honest(found, each, chance)]
    return [*made, *across(found, 2 * each, chance), *in_chinese(found, each, chance)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--half", choices=["tune", "report"], default="report")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=300)
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    print(f"half {given.half}, seed {given.seed}")
    show(pairs(given.data, given.half, given.seed, given.each), given.misses, given.only)


if __name__ == "__main__":
    main()
