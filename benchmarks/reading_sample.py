"""Draw the sentences of real texts that are labelled by hand.

Usage: python benchmarks/reading_sample.py [--data DIR] [--show ORDER]

Of the abstracts' and of the papers' sentences a part is drawn evenly (``even``), a part from those with a word
that could go with a premise or a limit (``hinted``), and a part from those with a word that often does
(``premise``, ``limit``): both are too rare to be met evenly. Only places and hashes are written. ``--show`` prints the sentences for a labeller in an order of its own, each
with the one before it and its section, and no label.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from academichub import reading
from academichub.argument import Sentence
from reading_texts import Text, abstracts, papers

SAMPLE = Path(__file__).with_name("reading_labels") / "sample.json"
SIZES = {"abstract": 90, "paper": 115}
"""How many sentences are drawn evenly, and as many hinted."""
CUED = 40
"""How many of each scope are drawn for a word of premises, and as many for one of limits."""
EVERY, SEED = 140, 20260601
MOST_OF_ONE = {"abstract": 1, "paper": 7}
HINT = re.compile(
    r"\b(?:assum|suppos|hypoth|condition|provided|holds?\b|approximat|neglect|ignor|ideal|requires?\b|only\b|cannot|limit|restrict|"
    r"future|further|remain|open\b|unclear|beyond|fail|lack|challeng|difficult|caution|valid|unless|whenever|if\b|although|"
    r"simplicity|leave|left\b|insufficient|small\b|need)",
    re.IGNORECASE,
)

CUES = {
    "premise": re.compile(
        r"assum|suppos|hypothes|postulat|axiom|ansatz|provided that|under [^.]{0,40}condition|for simplicity|neglect|conditional on",
        re.IGNORECASE,
    ),
    "limit": re.compile(
        r"limitation|limited to|restrict|future (?:work|research|stud)|further (?:work|research|stud)|beyond the scope|remains? (?:open|to be|unclear)|"
        r"open (?:question|problem)|caveat|drawback|shortcoming|\bwe (?:do not|did not|cannot|leave)|caution|at the (?:cost|expense)",
        re.IGNORECASE,
    ),
}


class Drawn(NamedTuple):
    """A sentence of the sample: where it is, its hash, and how it was drawn."""

    id: str
    work: str
    field: str
    start: int
    end: int
    sha256: str
    drawn: str


class Met(NamedTuple):
    """A sentence with the one before it, its section, and the text it is of."""

    sentence: Sentence
    before: str
    section: str
    scope: str


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def met(texts: Iterable[Text], scope: str) -> Iterator[Met]:
    """The sentences of *texts* that a labeller can be asked about."""
    for work, document in texts:
        made = reading.material(work, document, "en")
        before = ""
        for one in made.sentences:
            if one.field != "title" and 25 <= len(one.text) <= 600 and one.text.count(" ") >= 3:
                section = document.section_at(one.start) if one.field == "text" else "Abstract"
                yield Met(one, before, section, scope)
            before = one.text


def draw(found: list[Met], scope: str, rng: random.Random) -> Iterator[tuple[Met, str]]:
    """As many even and as many hinted ones, at most a few of one work."""
    rng.shuffle(found)
    taken: dict[str, int] = {}
    had: set[str] = set()
    for way in ("even", "hinted"):
        left = SIZES[scope]
        for one in found:
            text = one.sentence.text
            if way == "hinted" and not HINT.search(text):
                continue
            work = one.sentence.work
            if left and text not in had and taken.get(work, 0) < MOST_OF_ONE[scope]:
                taken[work] = taken.get(work, 0) + 1
                had.add(text)
                left -= 1
                yield one, f"{scope} {way}"


def draw_cued(
    found: list[Met], scope: str, had: set[str], rng: random.Random
) -> Iterator[tuple[Met, str]]:
    """Some for each of `CUES` that were not drawn before, at most two of one work."""
    rng.shuffle(found)
    for sort, cue in CUES.items():
        taken: dict[str, int] = {}
        for one in found:
            text, work = one.sentence.text, one.sentence.work
            fits = cue.search(text) is not None and digest(text) not in had
            if fits and sum(taken.values()) < CUED and taken.get(work, 0) < 2:
                had.add(digest(text))
                taken[work] = taken.get(work, 0) + 1
                yield one, f"{scope} {sort}"


def everything(data: Path) -> dict[str, list[Met]]:
    return {
        "abstract": list(met(abstracts(data, EVERY), "abstract")),
        "paper": list(met(papers(data), "paper")),
    }


def write(data: Path) -> None:
    rng = random.Random(SEED)
    met_ones = everything(data)
    chosen = [pair for scope, found in met_ones.items() for pair in draw(found, scope, rng)]
    had = {digest(one.sentence.text) for one, _ in chosen}
    for scope, found in met_ones.items():
        chosen += draw_cued(found, scope, had, rng)
    rows: list[Drawn] = []
    for one, way in chosen:
        sentence = one.sentence
        place = (sentence.work, sentence.field, sentence.start, sentence.end)
        rows.append(Drawn(f"s{len(rows) + 1:03}", *place, digest(sentence.text), way))
    body = "[\n" + ",\n".join(json.dumps(row._asdict()) for row in rows) + "\n]\n"
    SAMPLE.write_text(body, encoding="utf-8")
    print(len(rows), "sentences")


def drawn() -> list[Drawn]:
    return [Drawn(**row) for row in json.loads(SAMPLE.read_text(encoding="utf-8"))]


def show(data: Path, order: int) -> None:
    """Print the sentences in the order of the number *order*, without labels."""
    known = {
        (one.sentence.work, one.sentence.field, one.sentence.start): one
        for found in everything(data).values()
        for one in found
    }
    rows = drawn()
    random.Random(order).shuffle(rows)
    for row in rows:
        one = known[row.work, row.field, row.start]
        print(f"{row.id} [{one.section[:40]}] «{one.before[-90:]}»\n    {one.sentence.text}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    default = Path(__file__).parents[2] / "shared" / "data"
    parser.add_argument("--data", type=Path, default=default)
    parser.add_argument("--show", type=int, metavar="ORDER")
    options = parser.parse_args()
    if options.show is None:
        write(options.data)
    else:
        show(options.data, options.show)


if __name__ == "__main__":
    main()
