"""Spoil feeds and answers in thousands of ways, and see that nothing crashes, hangs or gets lost.

Every reader in `fuzz_parsers.PARSERS` is given mutated bodies. Three things are demanded:

* the only way to fail is an error the program means (`SourceError`, `UsageError`), or an entry
  kept as unreadable;
* no body takes more than `SLOWEST` seconds;
* where exactly one entry is spoiled, all others come out. Where the body as a whole is no longer
  XML or JSON, entries before the damage come out of XML, and whatever is lost is said (a note, an
  unreadable entry, an error). Where a body is cut off, the same holds for the entries before.
  Only OPML may refuse a spoiled body as a whole, with an error (half a list of subscriptions,
  taken for all of it, would be worse than none); this is counted as withheld.

Entity bombs, external entities and a gigabyte behind a small gzip body are tried on top, and the
most memory this process ever took is printed.

Usage: python benchmarks/fuzz.py [--cases 20000] [--seed 1] [--only NAME] [--data FOLDER] [--json]
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from random import Random
from xml.parsers import expat

import orjson

sys.path.insert(0, str(Path(__file__).parent))

import fuzz_bombs
import fuzz_mutations as mutations
from fuzz_bodies import COUNT, Seed, marker
from fuzz_bombs import Deadline, Hang
from fuzz_parsers import PARSERS, Outcome, Parser
from fuzz_report import Fault, Tally, lines, report

SLOWEST = 2.0
GIVE_UP = 20
DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


def run(cases: int, seed: int, *, only: str = "", data: Path | None = None) -> dict[str, Tally]:
    """Run *cases* cases over all readers, in turn; every case follows from *seed* and its number."""
    parsers = [parser for parser in PARSERS if only in parser.name]
    tallies = {parser.name: Tally() for parser in parsers}
    recorded = {parser.name: list(_recorded(parser.name, data)) for parser in parsers}
    for number in range(cases):
        parser = parsers[number % len(parsers)]
        case(
            parser, recorded[parser.name], Random(f"{seed}:{number}"), number, tallies[parser.name]
        )
    return tallies


def case(parser: Parser, recorded: list[bytes], random: Random, number: int, tally: Tally) -> None:
    """One case: a whole body spoiled, one entry spoiled, or the end cut off."""
    seed = random.choice(parser.seeds)
    shape = random.choice(("whole", "entry", "entry", "cut"))
    if shape == "whole":
        body = random.choice(recorded) if recorded and random.random() < 0.3 else seed.body()
        for _ in range(random.choice((1, 1, 2, 4))):
            body = random.choice(mutations.ALL)(random, body)
        _checked(parser, body, f"{number} whole", tally)
    elif shape == "cut":
        body = mutations.cut(random, seed.body())
        outcome = _checked(parser, body, f"{number} cut", tally)
        _neighbours(parser, seed, body, _whole(seed, body), outcome, f"{number} cut", tally)
    else:
        at = random.randrange(COUNT)
        how = random.choice(mutations.INSIDE)
        entries = list(seed.entries)
        entries[at] = how(random, entries[at])
        body = seed.body(entries)
        label = f"{number} {how.__name__} in entry {at + 1}"
        outcome = _checked(parser, body, label, tally)
        tally.one_entry_cases += 1
        _neighbours(parser, seed, body, at, outcome, label, tally)


def _whole(seed: Seed, body: bytes) -> int:
    """How many entries of *seed* stand whole in a body that was cut off."""
    at = len(seed.head)
    for index, entry in enumerate(seed.entries):
        at += len(entry) + (len(seed.between) if index else 0)
        if at > len(body):
            return index
    return len(seed.entries)


def _checked(parser: Parser, body: bytes, label: str, tally: Tally) -> Outcome | None:
    tally.cases += 1
    start = time.perf_counter()
    outcome = None
    try:
        with Deadline(GIVE_UP):
            outcome = parser.read(body)
    except Hang:
        tally.faults.append(_fault(parser, "hang", label, f"over {GIVE_UP} s", body))
    except Exception as error:  # noqa: BLE001 - any exception here is what we look for
        where = traceback.extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})"
        tally.faults.append(_fault(parser, "crash", label, what, body))
    took = time.perf_counter() - start
    if took > tally.slowest:
        tally.slowest, tally.slowest_case = took, label
    if took > SLOWEST and outcome:
        tally.faults.append(_fault(parser, "slow", label, f"{took:.1f} s", body))
    if outcome:
        tally.read += bool(outcome.titles)
        tally.refused += not outcome.titles
    return outcome


def _neighbours(
    parser: Parser,
    seed: Seed,
    body: bytes,
    at: int,
    outcome: Outcome | None,
    label: str,
    tally: Tally,
) -> None:
    """See that entries beside number *at* (from 0) came out, or that their loss was said."""
    if outcome is None or not any(marker(1) in str(entry) for entry in seed.entries):
        return
    others = [n + 1 for n in range(COUNT) if n != at and _bytes(n, seed) in body]
    lost = [number for number in others if not outcome.has(number)]
    tally.neighbours += len(others)
    cut = label.endswith("cut")
    sound = not cut and _well_formed(seed.form, body)
    before = [number for number in lost if number <= at]
    if lost and sound:
        kind, what = "lost", f"entries {lost} of a well-formed body"
    elif before and seed.form == "xml":
        refused = any(said.startswith("MalformedAnswerError") for said in outcome.said)
        kind = "withheld" if parser.whole and refused else "lost"
        what = f"entries {before}, which stand before the damage"
    elif lost and not outcome.said:
        kind, what = "silent", f"entries {lost} are gone and nothing says so"
    elif cut and at < COUNT and not outcome.said and seed.form != "text":
        kind, what = "silent", "the body is cut off and nothing says so"
    else:
        return
    said = f"; said {outcome.said[:2]}"
    tally.faults.append(_fault(parser, kind, label, what + said, body))


class _Depth:
    """Says whether XML is well-formed and no deeper than libxml2's own limit of 256."""

    def __init__(self) -> None:
        self.depth = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._opened
        self.parser.EndElementHandler = self._closed

    def parse(self, body: bytes) -> None:
        """Raise ExpatError or ValueError where it is not."""
        self.parser.Parse(body, True)

    def _opened(self, *_: object) -> None:
        self.depth += 1
        if self.depth > 250:
            raise ValueError("nested too deep")

    def _closed(self, *_: object) -> None:
        self.depth -= 1


def _bytes(number: int, seed: Seed) -> bytes:
    return seed.entries[number]


def _well_formed(form: str, body: bytes) -> bool:
    if form == "text":
        return False
    try:
        if form == "json":
            return orjson.loads(body) is not None
        _Depth().parse(body)
    except (orjson.JSONDecodeError, expat.ExpatError, ValueError, LookupError):
        return False
    return b"<!DOCTYPE" not in body


def _fault(parser: Parser, kind: str, label: str, what: str, body: bytes) -> Fault:
    return Fault(parser.name, kind, label, what, repr(body))


# ---- recorded bodies


_RECORDED = {
    "feed": ("feeds/journals/*.xml", "feeds/feedparser/wellformed/*/*.xml"),
    "arxiv-api": (),
    "arxiv-oai": ("protocol/arxiv_oai/*.xml",),
    "pubmed-efetch": ("protocol/pubmed/**/*.xml",),
    "file-pubmed": ("protocol/pubmed/**/*.xml",),
    "file-openalex": ("protocol/openalex/*.json",),
}


def _recorded(name: str, data: Path | None) -> Iterator[bytes]:
    """Bodies someone else wrote, where they are at hand and small; 200 at most."""
    patterns = _RECORDED.get(name, ())
    paths = [path for pattern in patterns if data for path in sorted(data.glob(pattern))]
    small = [path for path in paths if path.is_file() and path.stat().st_size < 60_000]
    for path in small[:: max(len(small) // 200, 1)]:
        yield path.read_bytes()


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--cases", type=int, default=20_000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--only", default="")
    arguments.add_argument("--data", type=Path, default=None)
    arguments.add_argument("--json", action="store_true")
    options = arguments.parse_args()
    data = options.data or Path(os.environ.get("ACADEMICHUB_TEST_DATA", DATA))
    start = time.perf_counter()
    tallies = run(options.cases, options.seed, only=options.only, data=data)
    bombs = fuzz_bombs.run()
    result = report(tallies, bombs, time.perf_counter() - start)
    print(json.dumps(result, indent=2) if options.json else lines(result))
    bad = [fault for fault in result["faults"] if fault["kind"] != "withheld"]
    return 1 if bad or any(not bomb.refused for bomb in bombs) else 0


if __name__ == "__main__":
    sys.exit(main())
