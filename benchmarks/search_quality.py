"""How well the search box ranks: nDCG@10 on SciFact's test claims and on Vaswani's queries.

    python benchmarks/search_quality.py [--data FOLDER] [--json]

The figures are those of `Words.search` as people get it, and, for comparison, with every word
asked for first and with any one word being enough.
"""

from __future__ import annotations

import argparse
import io
import json
import math
import os
import re
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import zstandard

from academichub.index import clauses
from academichub.index.words import Words
from academichub.model import Work
from academichub.query import parse

_REPOSITORY = Path(__file__).resolve().parent.parent
_DEPTH = 10
_VARIANTS = {"any word": 0, "as shipped": clauses.ALL_WORDS, "all words first": 1000}


class Collection(NamedTuple):
    """Documents (title, text), queries and judgments, by their numbers."""

    documents: Mapping[int, tuple[str, str]]
    queries: Mapping[str, str]
    judged: Mapping[str, Mapping[int, int]]


def main() -> None:
    reader = argparse.ArgumentParser(description="nDCG@10 of the search box")
    reader.add_argument("--data", help="the folder that holds scifact/ and vaswani/")
    reader.add_argument("--json", action="store_true")
    options = reader.parse_args()
    data = os.environ.get("ACADEMICHUB_TEST_DATA", _REPOSITORY.parent / "shared" / "data")
    folder = Path(options.data) if options.data else Path(data) / "relevance"
    report = {
        name: measure(read(folder / name))
        for name, read in (("scifact", read_scifact), ("vaswani", read_vaswani))
    }
    print(json.dumps(report) if options.json else _table(report))


def measure(collection: Collection) -> dict[str, float]:
    """nDCG@10 of each variant over one collection."""
    with tempfile.TemporaryDirectory() as folder:
        words = Words(Path(folder))
        with words.writer() as writer:
            for number, (title, text) in collection.documents.items():
                writer.put(number, _work(number, title, text))
            writer.commit(1)
        return {name: _score(words, collection, limit) for name, limit in _VARIANTS.items()}


def read_scifact(folder: Path) -> Collection:
    """SciFact with BEIR's test judgments: https://github.com/beir-cellar/beir."""
    judged: dict[str, dict[int, int]] = defaultdict(dict)
    for line in (folder / "qrels.beir-v1.0.0-scifact.test.txt").read_text().splitlines():
        query, _, document, grade = line.split()
        judged[query][int(document)] = int(grade)
    documents = {
        int(row["id"]): (row["title"], _joined(row["abstract"]))
        for row in _rows(folder / "corpus.jsonl.zst")
    }
    claims = {str(row["id"]): row["text"] for row in _rows(folder / "claims.jsonl.zst")}
    return Collection(documents, {query: claims[query] for query in judged}, judged)


def read_vaswani(folder: Path) -> Collection:
    """Vaswani's (NPL) collection in TREC's format."""
    corpus = (folder / "corpus" / "doc-text.trec").read_text()
    topics = (folder / "query-text.trec").read_text()
    judged: dict[str, dict[int, int]] = defaultdict(dict)
    for line in (folder / "qrels").read_text().splitlines():
        query, _, document, grade = line.split()
        judged[query][int(document)] = int(grade)
    documents = re.findall(r"<DOCNO>(\d+)</DOCNO>(.*?)</DOC>", corpus, re.DOTALL)
    queries = re.findall(r"<num>(\d+)</num><title>(.*?)</title>", topics, re.DOTALL)
    return Collection(
        {int(number): ("", text) for number, text in documents},
        {number: text.strip().lower() for number, text in queries if number in judged},
        judged,
    )


def ndcg(found: tuple[int, ...], judged: Mapping[int, int]) -> float:
    """Normalised discounted cumulative gain (Järvelin and Kekäläinen 2002), as trec_eval has it."""
    gain = sum(judged.get(one, 0) / math.log2(rank + 2) for rank, one in enumerate(found[:_DEPTH]))
    best = sorted(judged.values(), reverse=True)[:_DEPTH]
    ideal = sum(grade / math.log2(rank + 2) for rank, grade in enumerate(best))
    return gain / ideal if ideal else 0.0


def _score(words: Words, collection: Collection, all_words: int) -> float:
    clauses.ALL_WORDS = all_words
    scores = [
        ndcg(words.search(parse(text), limit=_DEPTH).numbers, collection.judged[query])
        for query, text in collection.queries.items()
    ]
    return round(sum(scores) / len(scores), 4)


def _joined(abstract: str | list[str]) -> str:
    return abstract if isinstance(abstract, str) else " ".join(abstract)


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open("rb") as file:
        lines = io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(file))
        return [orjson.loads(line) for line in lines]


def _work(number: int, title: str, text: str) -> Work:
    return Work(
        id=f"local:{number}",
        title=title,
        type="article",
        source="test",
        sources=("test",),
        first_seen_at="2026-01-01T00:00:00Z",
        abstract=text,
    )


def _table(report: dict[str, dict[str, float]]) -> str:
    head = "nDCG@10   " + "".join(f"{name:>18}" for name in _VARIANTS)
    rows = [
        f"{name:10}" + "".join(f"{v:18.4f}" for v in row.values()) for name, row in report.items()
    ]
    return "\n".join([head, *rows])


if __name__ == "__main__":
    main()
