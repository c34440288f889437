"""How fast PDFs are read, and how well the same paper is read from each of its forms.

Usage: python benchmarks/fulltext.py [--data DIR] [--papers N] [--json]

Real text of the unarXive sample is made into pages, TeX and PDFs of one and two columns (there are no
PDFs of publishers in the data, and none is fetched). Pages a second of PDF beside pypdf and pdfminer,
in turn on each file in the same run; sentences of one form found in another; references and citations
against the sample's own, with precision and recall.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import fulltext_made as made
from academichub import text
from academichub.argument.documents import Document
from academichub.fulltext import html, pdf, tex
from grounding_report import interval

FORMS = ("HTML", "TeX", "PDF", "PDF in two columns")
_KINDS = ("paragraph", "theorem", "proof", "note")
_QUOTES = str.maketrans({"‘": "'", "’": "'", "`": "'", "“": '"', "”": '"'})


def form_of(paper: made.Paper, name: str) -> bytes:
    if name == "HTML":
        return made.page(paper)
    return made.source(paper) if name == "TeX" else made.print_of(paper, 1 + ("two" in name))


def read(body: bytes, name: str) -> Document:
    if name == "HTML":
        return html.parse(body, "local:made")
    return tex.parse_archive(body, "local:made") if name == "TeX" else pdf.parse(body, "local:made")


def by_pypdf(body: bytes) -> int:
    import pypdf

    return sum(len(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(body)).pages)


def by_pdfminer(body: bytes) -> int:
    from pdfminer.high_level import extract_text

    return len(extract_text(io.BytesIO(body)))


def by_us(body: bytes) -> int:
    return len(pdf.parse(body, "local:made").text)


def pages(body: bytes) -> int:
    import pypdfium2

    return len(pypdfium2.PdfDocument(body))


READERS: dict[str, Callable[[bytes], int]] = {
    "ours": by_us,
    "pypdf": by_pypdf,
    "pdfminer": by_pdfminer,
}


def speeds(bodies: list[bytes]) -> dict[str, object]:
    """Pages each second of processor time, all readers on each file in turn."""
    for act in READERS.values():
        act(bodies[0])
    spent = dict.fromkeys(READERS, 0.0)
    slowest = 0.0
    for body in bodies:
        for name, act in READERS.items():
            start = time.process_time()
            act(body)
            took = time.process_time() - start
            spent[name] += took
            slowest = max(slowest, took / pages(body)) if name == "ours" else slowest
    count = sum(map(pages, bodies))
    rates = {f"{name}, pages/s": round(count / spent[name], 1) for name in READERS}
    return {"pages": count, **rates, "slowest of ours, ms a page": round(1000 * slowest, 1)}


def normal(passage: str) -> str:
    shown = (
        unicodedata.normalize("NFKC", passage)
        .translate(_QUOTES)
        .replace("$", "")
        .replace("''", '"')
    )
    return re.sub(r"\s+", "", shown.replace("--", "–")).lower()


def sentences(document: Document) -> list[str]:
    out = []
    for piece in document.pieces:
        if piece.kind in _KINDS:
            passage = document.text[piece.start : piece.end]
            out += [passage[start:end] for start, end in text.sentences(passage)]
    return [one for one in out if len(one.split()) >= 5]


def across(read_as: dict[str, list[Document]]) -> dict[str, str]:
    """Of the sentences of one form, how many are found in another."""
    out = {}
    for one, other in permutations(FORMS, 2):
        if one != other:
            hits = of = 0
            for a, b in zip(read_as[one], read_as[other], strict=True):
                whole = normal(b.text)
                there = [normal(each) in whole for each in sentences(a)]
                hits, of = hits + sum(there), of + len(there)
            out[f"{one} in {other}"] = share(hits, of)
    return out


def share(hits: int, of: int) -> str:
    low, high = interval(hits, of)
    return f"{hits / max(1, of):.4f} ({hits} of {of}; {low:.4f} to {high:.4f})"


def against_truth(papers: list[made.Paper], found: list[Document]) -> dict[str, str]:
    """Sentences, references and citing sentences of one form against the sample's own."""
    counts: Counter[str] = Counter()
    for paper, document in zip(papers, found, strict=True):
        _sentences_found(paper, document, counts)
        _entries_found(paper, document, counts)
        _citations_found(paper, document, counts)
    return {
        "sentences, recall": share(counts["sentence hit"], counts["sentence"]),
        "entries, recall": share(counts["entry hit"], counts["entry"]),
        "entries, precision": share(counts["entry hit"], counts["entry read"]),
        "citing sentences resolved, recall": share(counts["cite hit"], counts["cite"]),
        "citing sentences resolved, precision": share(counts["cite hit"], counts["cite read"]),
    }


def _sentences_found(paper: made.Paper, document: Document, counts: Counter[str]) -> None:
    whole = normal(document.text)
    for paragraph in paper.paragraphs():
        passage = made.plain(paragraph)
        for start, end in text.sentences(passage):
            if len(passage[start:end].split()) >= 5:
                counts["sentence"] += 1
                counts["sentence hit"] += normal(passage[start:end]) in whole


def _entries_found(paper: made.Paper, document: Document, counts: Counter[str]) -> None:
    gold = Counter(normal(one) for one in paper.entries)
    seen = Counter(normal(document.text[one.start : one.end]) for one in document.entries)
    counts["entry"] += gold.total()
    counts["entry read"] += seen.total()
    counts["entry hit"] += (gold & seen).total()


def _citations_found(paper: made.Paper, document: Document, counts: Counter[str]) -> None:
    """A hit is the same sentence, by its letters, pointing to the same entry, by its words."""
    gold: Counter[tuple[str, str]] = Counter()
    for paragraph in paper.paragraphs():
        passage, at = made.plain(paragraph), 0
        spans = text.sentences(passage)
        for token in paragraph:
            if isinstance(token, int):
                gold[_sentence(passage, spans, at), normal(paper.entries[token])] += 1
            at += len(made.plain([token]))
    seen: Counter[tuple[str, str]] = Counter()
    for piece in document.pieces:
        passage = document.text[piece.start : piece.end]
        spans = text.sentences(passage)
        for mention in document.mentions:
            if mention.what == "reference" and piece.start <= mention.start < piece.end:
                entry = document.entries[mention.target] if mention.target >= 0 else None
                words = document.text[entry.start : entry.end] if entry else ""
                seen[_sentence(passage, spans, mention.start - piece.start), normal(words)] += 1
    counts["cite"] += gold.total()
    counts["cite read"] += seen.total()
    counts["cite hit"] += (gold & seen).total()


def _sentence(passage: str, spans: list[tuple[int, int]], at: int) -> str:
    return next((normal(passage[a:b]) for a, b in spans if a <= at < b), "")


def measured(papers: list[made.Paper]) -> dict[str, object]:
    bodies = {name: [form_of(paper, name) for paper in papers] for name in FORMS}
    read_as, spent = {}, {}
    for name in FORMS:
        start = time.process_time()
        read_as[name] = [read(body, name) for body in bodies[name]]
        spent[name] = round(1000 * (time.process_time() - start) / len(papers), 1)
    return {
        "papers": len(papers),
        "load": os.getloadavg()[0],
        "speed": speeds(bodies["PDF"] + bodies["PDF in two columns"]),
        "ms a paper": spent,
        "across": across(read_as),
        **{f"{name} against the truth": against_truth(papers, read_as[name]) for name in FORMS},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    beside = Path(__file__).parents[1].parent / "shared" / "data"
    parser.add_argument("--data", type=Path, default=beside)
    parser.add_argument("--papers", type=int, default=49)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    print(
        json.dumps(
            measured(made.papers(asked.data, asked.papers)), indent=None if asked.json else 1
        )
    )


if __name__ == "__main__":
    main()
