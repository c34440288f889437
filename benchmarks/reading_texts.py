"""Real texts to read: abstracts of arXiv and the papers of the unarXive sample as documents.

Used by `reading.py` and `reading_sample.py`; none of the text is kept here.
"""

from __future__ import annotations

import io
import json
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import zstandard

from academichub.argument.documents import Document
from academichub.fulltext.abstract import document as record_only
from academichub.fulltext.writing import Source, Writer
from academichub.model import Work

FILES = ("arxiv/recent-50k.jsonl.zst", "arxiv/sample-160k.jsonl.zst")
ARCHIVE = "fulltext/unarxive/doc/unarXive_data_sample.tar.gz"
_MARKED = re.compile(r"\{\{(\w+):([\w-]+)\}\}")
_WHEN = "2026-01-01T00:00:00Z"

Text = tuple[Work, Document]


def abstracts(data: Path, every: int, wanted: frozenset[str] = frozenset()) -> Iterator[Text]:
    """Each *every*-th abstract of both files, and those whose work is *wanted*."""
    for name in FILES:
        with (data / name).open("rb") as packed:
            text = io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(packed), "utf-8")
            for number, line in enumerate(text):
                if number % every and not any(f'"{one[6:]}"' in line[:40] for one in wanted):
                    continue
                row = json.loads(line)
                work = _work(f"arxiv:{row['id']}", row["title"], row["abstract"])
                yield work, record_only(work)


def _work(name: str, title: str, abstract: str) -> Work:
    return Work(name, title, "preprint", "arxiv", ("arxiv",), _WHEN, abstract=abstract)


def papers(data: Path) -> Iterator[Text]:
    """The papers of the sample, their formulas as TeX, what they cite as numbers."""
    with tarfile.open(data / ARCHIVE) as archive:
        name = next(one for one in archive.getnames() if one.endswith(".jsonl"))
        held = archive.extractfile(name)
        assert held is not None
        for line in held.read().splitlines():
            yield _paper(json.loads(line))


def _paper(row: dict[str, Any]) -> Text:
    heading = " ".join(row["metadata"]["title"].split())
    abstract = " ".join(row["metadata"]["abstract"].split())
    work = _work(f"arxiv:{row['paper_id']}", heading, abstract)
    writer = Writer()
    writer.block("heading", [(heading, None)])
    writer.heading([("Abstract", None)], 1)
    writer.block("paragraph", [(abstract, None)])
    numbers = {name: place for place, name in enumerate(row["bib_entries"], start=1)}
    before = None
    for part in row["body_text"]:
        title = (part["section"] or "").strip()
        here = (title, part["sec_number"])
        if here != before and title:
            level = 1 + str(part["sec_number"] or "").count(".")
            writer.heading([(_plain(title, row, numbers), None)], level)
        before = here
        if text := _plain(part["text"], row, numbers).strip():
            writer.block("paragraph", [(text, None)])
    return work, writer.finish(Source(work.id, "unarxive", "1"))


def _plain(text: str, row: dict[str, Any], numbers: dict[str, int]) -> str:
    def put(found: re.Match[str]) -> str:
        if found[1] == "formula":
            tex = row["ref_entries"].get(found[2], {}).get("latex", "x").strip()
            return f"${tex}$"
        return f"[{numbers[found[2]]}]" if found[2] in numbers else "1"

    return " ".join(_MARKED.sub(put, text).split())
