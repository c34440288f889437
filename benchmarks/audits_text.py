"""The checks of text and references: planted orders, broken identifiers, and every flag on untouched texts.

No network. Run: python benchmarks/audits_text.py DATA [--abstracts 20000] [--flags FILE] [--seed 1]
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tarfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import orjson
import zstandard

import audits_text_plants as plants
import audits_text_references as real_references
from academichub.argument.documents import Document, Entry, Hidden
from academichub.argument.findings import Finding
from academichub.audits import (
    Facts,
    Resolved,
    hidden_instructions,
    reference_titles,
    references,
    run,
)
from academichub.fulltext import abstract, identifiers
from academichub.fulltext.writing import Source, Writer
from academichub.model import Work
from academichub.text import sentences
from grounding_report import interval

WORK = Work("w", "", "article", "", (), "2026-01-01T00:00:00Z")
FACTS = Facts(WORK, "2026-11-01")
TEXT = ("references", "citations_listed", "mentions", "hidden_instructions", "model_residue", "tortured_phrases")  # fmt: skip
_ABOUT = re.compile(
    r"\bprompt|instruction|peer review|\breviewers?\b|jailbreak|injection", re.IGNORECASE
)
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>“”,;]+[^\s\"<>“”,;.)\]}]")


def share(name: str, hits: int, of: int) -> None:
    low, high = interval(hits, of)
    print(f"  {name:<52} {hits:>6} of {of:<7} {hits / max(1, of):8.4f}  [{low:.4f}, {high:.4f}]")


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with zstandard.open(path, "rt", encoding="utf-8") as lines:
        yield from (orjson.loads(line) for line in lines)


def abstracts(data: Path, count: int) -> list[Document]:
    found = islice(rows(data / "arxiv" / "recent-50k.jsonl.zst"), count)
    return [abstract.document(replace(WORK, id=one["id"], title=one["title"], abstract=one["abstract"]))
            for one in found]  # fmt: skip


def full_texts(data: Path) -> Iterator[Document]:
    """The bodies of the sample of unarXive with their reference lists, citations pointing to entries."""
    with tarfile.open(
        data / "fulltext" / "unarxive" / "doc" / "unarXive_data_sample.tar.gz"
    ) as tar:
        member = next(one for one in tar.getmembers() if one.name.endswith(".jsonl"))
        for line in tar.extractfile(member) or ():
            yield _full_text(orjson.loads(line))


def _full_text(paper: dict[str, Any]) -> Document:
    writer = Writer()
    for part in paper["body_text"]:
        text = re.sub(r"\{\{(?:formula|figure|table|cite):[^}]*\}\}", "", part["text"])
        writer.block("paragraph", [(text, None)])
    for key, entry in paper["bib_entries"].items():
        raw = entry["bib_entry_raw"]
        writer.entry([(raw, None)], key=key, **identifiers.said([raw]))
    return writer.finish(Source(paper["paper_id"], "unarxive", "1"))


def hiding(real: Sequence[Document], chance: random.Random, each: int) -> None:
    print("orders to a reviewing machine, hidden in real texts")
    total = found = 0
    for way, hide in plants.WAYS.items():
        said = plants.orders(way, chance, each)
        missed = [one for one in said if not _flags(hide(chance.choice(real).text, one))]
        share(way, len(said) - len(missed), len(said))
        for one in missed:
            print(f"      missed: {one}")
        total, found = total + len(said), found + len(said) - len(missed)
    share("all", found, total)
    unseen = "other words, never seen by who made the rules"
    for name, orders in (("other words", plants.PARAPHRASES), (unseen, plants.UNSEEN)):
        missed = [
            one
            for one in orders
            if not _flags(plants.WAYS["page: white"](chance.choice(real).text, one))
        ]
        share(name, len(orders) - len(missed), len(orders))
        for one in missed:
            shown = list(
                hidden_instructions.check(plants.WAYS["page: white"]("Moss grows.", one), FACTS)
            )
            print(f"      {'shown as hidden, not as an order' if shown else 'missed'}: {one}")


def innocent(real: Sequence[Document], chance: random.Random) -> None:
    """Clean twins: a sentence of another real text is hidden the same way."""
    print("sentences of real texts, hidden in the same ways")
    hits = 0
    for number, one in enumerate(real):
        start, end = chance.choice(sentences(one.text) or [(0, len(one.text))])
        how = ("white text", "tiny text", "off the page", "metadata", "TeX comment")[number % 5]
        twin = replace(real[number - 1], hidden=(Hidden(one.text[start:end], how),))
        if _flags(twin):
            hits += 1
            print(f"      {one.work}: {one.text[start:end][:160]}")
    share("flagged", hits, len(real))


def _flags(document: Document) -> list[Finding]:
    return [one for one in hidden_instructions.check(document, FACTS) if one.severity != "note"]


def untouched(name: str, documents: Sequence[Document], flags: list[dict[str, Any]]) -> None:
    """Every flag on texts nobody changed, for a person to label."""
    counts: Counter[str] = Counter()
    began = time.perf_counter()
    for one in documents:
        found = [flag for flag in run(one, FACTS, TEXT) if flag.severity != "note"]
        counts.update({flag.check for flag in found})
        flags += [{"text": one.work, "check": flag.check, "message": flag.message,
                   "evidence": [e.text[:300] for e in flag.evidence], "label": None} for flag in found]  # fmt: skip
    took = time.perf_counter() - began
    print(
        f"untouched {name}: {len(documents)}, {len(documents) / took:,.0f} a second; texts flagged by"
    )
    for check in ("reference-identifiers", "citations-listed", "mentions", "hidden-instructions", "model-residue", "tortured-phrases"):  # fmt: skip
        share(check, counts[check], len(documents))


def wrapped(documents: Sequence[Document]) -> None:
    """DOIs of real entries broken at every place, with a registry that knows none of the pieces."""
    print("identifiers of real entries, broken at a wrap; the registry knows no piece")
    flags = total = whole = 0
    found = [match[0] for one in documents for match in _DOI.finditer(one.text)]
    for doi in found:
        entry = f"A. Author, A title, Journal 1, 2 (2020), doi:{doi}."
        page = _entry(entry, doi=doi)
        whole += any(references.check(page, replace(FACTS, references=(Resolved("everywhere"),))))
        for at in range(9, len(doi) - 1):
            for gap in ("\n", "-\n", " \n", "\u00ad\n"):
                total += 1
                flags += _broken(doi, at, gap)
    share("broken ones flagged", flags, total)
    share("whole ones nobody knows, told so", whole, len(found))


def _broken(doi: str, at: int, gap: str) -> bool:
    page = _entry(
        f"A. Author, A title, Journal 1, 2 (2020), doi:{doi[:at]}{gap}{doi[at:]}.", doi=doi[:at]
    )
    other = Resolved("everywhere", "w", "Statistics of snow on the roofs of northern barns")
    return any(
        list(check.check(page, replace(FACTS, references=(resolved,))))
        for check in (references, reference_titles)
        for resolved in (Resolved("everywhere"), other)
    )


def _entry(text: str, **said: str) -> Document:
    return Document("w", "full text", text, "", "own", "1", entries=(Entry(0, len(text), **said),))


def titles(data: Path, documents: Sequence[Document], chance: random.Random) -> None:
    """Entries of real lists beside the titles that the arXiv gives to their identifiers."""
    wanted = {entry.arxiv for one in documents for entry in one.entries if entry.arxiv}
    known = {
        one["id"]: one["title"]
        for name in ("sample-160k", "recent-50k")
        for one in rows(data / "arxiv" / f"{name}.jsonl.zst")
        if one["id"] in wanted
    }
    pairs = [(doc.text[e.start : e.end], e, known[e.arxiv])
             for doc in documents for e in doc.entries if e.arxiv in known]  # fmt: skip
    deposits, by_doi = real_references.deposited(data), real_references.named(data)
    pairs += [(real_references.printed(one), Entry(0, 0, title=str(one["article-title"])), by_doi[doi])
              for doi, one in deposits.items() if doi in by_doi]  # fmt: skip
    pairs = [one for one in pairs if one[1].title]
    print(f"titles of {len(pairs)} real entries whose identifier is known")
    differ = [
        (t, title) for t, entry, title in pairs if not reference_titles.agree(entry.title, title, t)
    ]
    share("said to differ", len(differ), len(pairs))
    for text, title in differ:
        print(f"      {text[:110]} | {title}")
    others = list(real_references.controls(data))
    told = sum(
        not reference_titles.agree(one, other, f"A. Author, {one}, 2020") for one, other in others
    )
    share("other papers of the same field told", told, len(others))
    named = [one["title"] for one in islice(rows(data / "arxiv" / "recent-50k.jsonl.zst"), 4000)]
    changed = sum(
        not reference_titles.agree(_worn(one, chance), one, _worn(one, chance)) for one in named
    )
    share("worn titles (case, a word lost, a subtitle gone)", changed, len(named))


def deposited(data: Path) -> None:
    """Whether anything is said of the identifiers of references as publishers deposit them."""
    entries = [
        (doi, real_references.printed(one)) for doi, one in real_references.deposited(data).items()
    ]
    told = [text for doi, text in entries
            if list(references.check(_entry(text, doi=doi), replace(FACTS, references=(Resolved("here"),))))]  # fmt: skip
    print("identifiers of references as publishers deposit them")
    share("flagged", len(told), len(entries))
    for text in told:
        print(f"      {text[:200]}")


def _worn(title: str, chance: random.Random) -> str:
    words = title.upper().split() if chance.random() < 0.3 else title.split()
    if len(words) > 4:
        words.pop(chance.randrange(len(words)))
    cut = " ".join(words)
    return cut.partition(":")[0] if chance.random() < 0.3 else cut


def main() -> None:
    """Print all figures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("data", type=Path)
    asked.add_argument("--abstracts", type=int, default=20_000)
    asked.add_argument("--each", type=int, default=len(plants.ORDERS))
    asked.add_argument("--flags", type=Path)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    chance = random.Random(given.seed)
    flags: list[dict[str, Any]] = []
    real = abstracts(given.data, given.abstracts)
    whole = list(full_texts(given.data))
    hiding(real, chance, given.each)
    innocent(real[:5000], chance)
    untouched("abstracts", real, flags)
    untouched("abstracts about prompts, reviews, instructions",
              [one for one in real if _ABOUT.search(one.text)], [])  # fmt: skip
    untouched("full texts", whole, flags)
    wrapped(whole)
    deposited(given.data)
    titles(given.data, whole, chance)
    if given.flags:
        given.flags.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in flags))


if __name__ == "__main__":
    main()
