"""How well references and citing sentences are resolved to works, on real papers.

Usage: python benchmarks/citing.py [--data DIR] [--papers N] [--store DIR] [--unjudged] [--json]

The papers of the unarXive sample, as pages and as PDFs of two columns (made from its words by
`fulltext_made`), are read by our own readers; their references are resolved against a store of all arXiv
works of the sample and the works unarXive links to (`citing_gold`), some 155,000 works in which the right
one has to be found. An entry resolved to a work for which there is no gold is counted apart as unjudged,
and listed with ``--unjudged`` for a person. Where no record is to be had its title is the entry's own, so that only
the finding of it among the others is measured; arXiv works have their real records and are told apart. Citing sentences are held against the marks of the
sample: the same sentence, by its letters, for the same work. ``--store`` keeps the store between runs.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import citing_gold as gold
import fulltext_made as made
from academichub import text
from academichub.argument.documents import Document, Entry
from academichub.argument.reviews import Referred
from academichub.collect import take
from academichub.config import Config
from academichub.fulltext import html, pdf
from academichub.hub import Hub
from academichub.model import Page, Work
from academichub.review import citations
from academichub.store import Store
from fulltext import normal
from grounding_report import interval

SAMPLE = Path("arxiv") / "sample-160k.jsonl.zst"
AT = "2023-01-01T00:00:00Z"


@dataclass
class Counted:
    """What came of one form of the papers."""

    entries: Counter[str] = field(default_factory=Counter)
    sentences: Counter[str] = field(default_factory=Counter)
    unjudged: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    seconds: float = 0.0
    papers: int = 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    beside = Path(__file__).parents[1].parent / "shared" / "data"
    parser.add_argument("--data", type=Path, default=beside)
    parser.add_argument("--papers", type=int, default=49)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--unjudged", action="store_true")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    folder = asked.store or Path(tempfile.mkdtemp(prefix="academichub-citing-"))
    try:
        with Hub(Config.load(folder, environ={})) as hub:
            report = measured(hub, asked.data, asked.papers, listed=asked.unjudged)
    finally:
        if not asked.store:
            shutil.rmtree(folder)
    print(json.dumps(report, indent=None if asked.json else 1, ensure_ascii=False))


def measured(hub: Hub, data: Path, most: int, *, listed: bool) -> dict[str, object]:
    papers = made.papers(data, most)
    found = list(gold.entries(data, papers))
    if hub.store.counts()["works"] < 100_000:
        hub.import_files([data / SAMPLE])
    there = (work for _, work in hub.store.everything() if work.id.startswith("arxiv:"))
    gold.by_letters(found, there)
    take(hub.store, "gold", Page(records=tuple(gold.records(found))), AT)
    report: dict[str, object] = {
        "papers": len(papers),
        "works in the store": hub.store.counts()["works"],
        "load": os.getloadavg()[0],
        "entries": len(found),
        "with gold, by what": Counter(
            one.by or ("record" if one.openalex else "none") for one in found
        ),
    }
    for name, form in (("pages", made.page), ("PDF", lambda one: made.print_of(one, 2))):
        documents = [_read(form(paper), name) for paper in papers]
        report[name] = _shown(_counted(hub.store, papers, documents, found), listed=listed)
    return report


def _read(body: bytes, name: str) -> Document:
    return html.parse(body, "local:made") if name == "pages" else pdf.parse(body, "local:made")


def _counted(
    store: Store, papers: list[made.Paper], documents: list[Document], found: list[gold.Cited]
) -> Counted:
    counted = Counted()
    work = Work("local:made", "Made", "other", "", (), AT)
    for paper, document in zip(papers, documents, strict=True):
        start = time.perf_counter()
        referred = citations.of(work, document, store).references
        counted.seconds += time.perf_counter() - start
        counted.papers += 1
        cited = [one for one in found if one.paper == paper.name]
        truth = {one.number: _truth(store, one) for one in cited}
        numbers = {normal(one.text): one.number for one in cited}
        read = [_number(document, entry, numbers) for entry in document.entries]
        _entries(counted, referred, truth, read)
        _sentences(counted, paper, referred, truth)
    return counted


def _number(document: Document, entry: Entry, numbers: dict[str, int]) -> int:
    """Which entry of the paper this is: by its label, or its words."""
    label = entry.label.strip("[]")
    words = normal(document.text[entry.start : entry.end])
    return int(label) - 1 if label.isdigit() else numbers.get(words, -1)


def _truth(store: Store, one: gold.Cited) -> set[str]:
    """The works of the store that an entry cites."""
    names = [*one.arxiv, *([f"openalex:{one.openalex}"] if one.openalex else [])]
    works = store.works(list(store.numbers(names).values()))
    return {work.id for work in works.values()}


def _entries(
    counted: Counted, referred: tuple[Referred, ...], truth: dict[int, set[str]], read: list[int]
) -> None:
    there = dict(zip(read, referred, strict=True))
    for number, works in truth.items():
        one = there.get(number)
        kind = "by title" if one and one.reason != "identifier" else "by identifier"
        resolved = one.work if one else ""
        counted.entries["gold"] += bool(works)
        counted.entries["hit"] += resolved in works
        real = any(one.startswith("arxiv:") for one in works)
        counted.entries["real"] += real
        counted.entries["hit real"] += real and resolved in works
        counted.entries[f"hit {kind}"] += resolved in works
        if resolved and works and resolved not in works:
            counted.wrong.append(f"{resolved} for {works}: {one.text if one else number}")
        elif resolved and not works:
            counted.unjudged.append(
                f"{resolved} {one.reason if one else ''}: {one.text if one else ''}"
            )
        elif works and not resolved:
            counted.missed.append(f"{works}: {one.text if one else number}")


def _sentences(
    counted: Counted,
    paper: made.Paper,
    referred: tuple[Referred, ...],
    truth: dict[int, set[str]],
) -> None:
    """Pairs of a sentence and a work it cites, those of gold against ours."""
    wanted: set[tuple[str, str]] = set()
    for paragraph in paper.paragraphs():
        passage, at = made.plain(paragraph), 0
        spans = text.sentences(passage)
        for token in paragraph:
            if isinstance(token, int):
                sentence = next((normal(passage[a:b]) for a, b in spans if a <= at < b), "")
                wanted |= {(sentence, work) for work in truth[token]}
            at += len(made.plain([token]))
    judged = {work for _, work in wanted}
    found = {
        (normal(quote.text), one.work)
        for one in referred
        for quote in one.contexts
        if one.work in judged
    }
    counted.sentences["gold"] += len(wanted)
    counted.sentences["found"] += len(found)
    counted.sentences["hit"] += len(wanted & found)


def _shown(counted: Counted, *, listed: bool) -> dict[str, object]:
    entries, sentences = counted.entries, counted.sentences
    right = entries["hit"]
    shown: dict[str, object] = {
        "references, recall": share(right, entries["gold"]),
        "references, precision": share(right, right + len(counted.wrong)),
        "of arXiv works, whose records are real, recall": share(
            entries["hit real"], entries["real"]
        ),
        "right by identifier": entries["hit by identifier"],
        "right by title": entries["hit by title"],
        "resolved without gold": len(counted.unjudged),
        "citing sentences, recall": share(sentences["hit"], sentences["gold"]),
        "citing sentences, precision": share(sentences["hit"], sentences["found"]),
        "ms a paper": round(1000 * counted.seconds / max(1, counted.papers), 1),
    }
    if listed:
        shown |= {"wrong": counted.wrong, "unjudged": counted.unjudged, "missed": counted.missed}
    return shown


def share(hits: int, of: int) -> str:
    low, high = interval(hits, of)
    return f"{hits / max(1, of):.4f} ({hits} of {of}; {low:.4f} to {high:.4f})"


if __name__ == "__main__":
    main()
