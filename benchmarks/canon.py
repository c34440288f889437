"""Canons measured: a real Lean library read, held against its own names, searched, and moved.

    benchmarks/canon.py --library FOLDER [--names FOLDER] [--times 2] [--plants 100]

``--library`` is a checkout of a Lean library. Two oracles, both apart from the parser: a count of
`theorem` and `lemma` written here line by line, with comments taken out character by character; and
with ``--names``, a checkout of the library's machine port, whose ``#align`` lines state the full names
that Lean itself gave to the same revision. ``--times`` indexes so many copies, each in a namespace of
its own, where the library is smaller than wanted. Nothing of a library is kept.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from academichub.canon import Canon, Canons, Declaration, candidates
from academichub.canon.libraries import declarations, sources
from canon_plants import caught

AT = "2026-06-25T08:00:00Z"
STATED = ("theorem", "lemma")
_LINE = re.compile(
    r"^\s*(?:@\[[^\n]*?\]\s*)*(?:(?:private|protected|nonrec|noncomputable|public|local|scoped|meta)\s+)*"
    r"(?:theorem|lemma)\s+([^\s:({\[⦃]+)"
)
_THEOREM = re.compile(
    r"^\s*(?:@\[.*\]\s*)?(?:(?:protected|nonrec)\s+)*(?:theorem|lemma)\s|^#align (\S+) (\S+)",
    re.MULTILINE,
)


def main() -> None:
    """Measure and print."""
    given = _arguments()
    sys.stdout.reconfigure(encoding="utf-8", line_buffering=True)  # type: ignore[union-attr]
    for library in given.library:
        print(f"# {library.name}")
        began = time.perf_counter()
        found = [one for _, some in declarations(library) for one in some]
        print(f"read alone: {time.perf_counter() - began:.1f} s, {len(found)} declarations")
        against_count(library, found)
        if given.names:
            against_names(given.names, found)
        with tempfile.TemporaryDirectory() as folder:
            indexed(library, found, given.times, Path(folder))
        if given.plants:
            with tempfile.TemporaryDirectory() as folder:
                print(caught(library, given.plants, Path(folder)))


def against_count(library: Path, found: list[Declaration]) -> None:
    """Theorems by file, line and the name as it is written, against those counted here."""
    ours = Counter(
        (one.file, one.line, one.name.rpartition(".")[2])
        for one in found
        if one.kind in STATED and not one.of
    )
    theirs = Counter(
        (file, line, name.rstrip(".").rpartition(".")[2])
        for file, text in sources(library)
        for line, name in counted(text)
    )
    both = sum((ours & theirs).values())
    print(
        f"against the count: {both} of {ours.total()} found are counted"
        f" ({both / max(1, ours.total()):.4f}), {both} of {theirs.total()} counted are found"
        f" ({both / max(1, theirs.total()):.4f})"
    )
    for name, rest in (("found only", ours - theirs), ("counted only", theirs - ours)):
        for place in sorted(rest)[:8]:
            print(f"  {name}: {place}")


def counted(text: str) -> Iterator[tuple[int, str]]:
    """The lines of *text* that begin a theorem, and its name; seen by no regular parser."""
    for number, line in enumerate(uncommented(text).split("\n"), 1):
        if (named := _LINE.match(line)) and not named[1].startswith("$"):
            yield number, named[1].split(".{")[0]


def uncommented(text: str) -> str:
    """*text* without what stands in comments, character by character."""
    out, depth, at = [], 0, 0
    while at < len(text):
        pair = text[at : at + 2]
        if pair == "/-":
            depth, at = depth + 1, at + 2
        elif depth and pair == "-/":
            depth, at = depth - 1, at + 2
        elif not depth and pair == "--":
            end = text.find("\n", at)
            at = len(text) if end < 0 else end
        else:
            if not depth or text[at] == "\n":
                out.append(text[at])
            at += 1
    return "".join(out)


def against_names(port: Path, found: list[Declaration]) -> None:
    """Full names against those Lean gave, as the port states them."""
    every, stated = aligned(port)
    public = [one for one in found if not one.private]
    ours = {plain(one.name) for one in public if one.kind in STATED and not one.of}
    twins = {plain(one.name) for one in public if one.kind in STATED and one.of}
    all_ours = {plain(one.name) for one in public}
    print(
        f"against Lean's names: {len(ours & every)} of {len(ours)} theorems are among its"
        f" {len(every)} names ({len(ours & every) / len(ours):.5f});"
        f" {len(stated & all_ours)} of its {len(stated)} theorems are found"
        f" ({len(stated & all_ours) / len(stated):.4f})"
    )
    print(f"twins with written names: {len(twins & every)} of {len(twins)} are among its names")
    print(f"all its names, with fields and guessed twins: {len(every & all_ours) / len(every):.4f}")
    for name in sorted(ours - every)[:12]:
        print(f"  not among its names: {name}")
    missed = sorted(stated - all_ours)
    for name in random.Random(1).sample(missed, min(12, len(missed))):
        print(f"  not found: {name}")


def aligned(port: Path) -> tuple[set[str], set[str]]:
    """All names of the port's ``#align`` lines, and the first after each theorem."""
    every, stated = set(), set()
    for path in sorted(port.rglob("*.lean")):
        waiting = False
        for one in _THEOREM.finditer(path.read_text("utf-8")):
            if one[1]:
                every.add(plain(one[1]))
                if waiting:
                    stated.add(plain(one[1]))
            waiting = not one[1]
    return every, stated


def plain(name: str) -> str:
    """A name without the quotes that keep words of the language apart."""
    return name.replace("«", "").replace("»", "")


def indexed(library: Path, found: list[Declaration], times: int, folder: Path) -> None:
    """Index *times* copies; time it, and searches of it."""
    source = library if times == 1 else copies(library, times, folder / "library")
    canons = Canons(folder / "canons")
    began = time.perf_counter()
    state = canons.add("measured", source, "r1", AT)
    took = time.perf_counter() - began
    size = (folder / "canons" / "measured.sqlite").stat().st_size
    print(
        f"index: {state.theorems} theorems of {state.declarations} declarations in {state.files} files:"
        f" {took:.1f} s, {size / 1e6:.0f} MB ({times} copies)"
    )
    chosen = random.Random(3).sample(found, min(600, len(found)))
    with canons.open("measured") as canon:
        canon.search("warm")
        searches(canon, "by name", [one.name.replace(".", " ") for one in chosen])
        searches(canon, "by comment", [one.doc[:160] for one in chosen if one.doc])
        began = time.perf_counter()
        for one in chosen:
            canon.get(one.name)
        print(f"get: {1000 * (time.perf_counter() - began) / len(chosen):.3f} ms")
        first = sum(
            one.name in [hit.declaration.name for hit in canon.search(one.name, 10 * times)]
            for one in chosen
            if not one.private
        )
        print(f"its own name in the first ten: {first} of {sum(not one.private for one in chosen)}")
        linked = [link for one in chosen[:50] for link in candidates(one.doc or one.name, canon)]
        print(
            f"candidates checked without evidence: {sum(one.rung == 'checked' for one in linked)}"
        )


def searches(canon: Canon, what: str, texts: list[str]) -> None:
    """Time a search for each of *texts*: on the clock, and of the processor alone."""
    clock, processor = [], []
    for text in texts:
        began, before = time.perf_counter(), time.process_time()
        canon.search(text, 10)
        clock.append(1000 * (time.perf_counter() - began))
        processor.append(1000 * (time.process_time() - before))
    if texts:
        print(f"search {what}, n={len(texts)}: {_spread(clock)}; processor {_spread(processor)}")


def _spread(spent: list[float]) -> str:
    last = sorted(spent)[int(0.95 * (len(spent) - 1))]
    return f"median {statistics.median(spent):.2f} ms, 95 % {last:.2f} ms"


def copies(library: Path, times: int, folder: Path) -> Path:
    """So many copies of a library, each in its own namespace."""
    for number in range(times):
        for name, text in sources(library):
            place = folder / f"copy{number}" / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(f"namespace copy{number}\n{text}" if number else text, "utf-8")
    return folder


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--library", type=Path, action="append", required=True)
    parser.add_argument("--names", type=Path)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--plants", type=int, default=100)
    return parser.parse_args()


if __name__ == "__main__":
    main()
