"""Every reader of strangers' bytes the program has, with sound bodies to spoil.

A reader is added by one line in `PARSERS`; the bodies are in `fuzz_bodies`. None ever leaves this
machine.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from academichub.errors import FetchError, SourceError, UsageError
from academichub.fetch import Answer, Client
from academichub.model import Page
from academichub.sources import Source, files
from academichub.sources.arxiv_api import ArxivApi
from academichub.sources.arxiv_feed import ArxivFeed
from academichub.sources.arxiv_oai import ArxivOai
from academichub.sources.biorxiv import Biorxiv, BiorxivPublished
from academichub.sources.crossref import Crossref
from academichub.sources.europepmc import EuropePmc
from academichub.sources.feed import FeedSource
from academichub.sources.openalex import OpenAlex
from academichub.sources.opml import parse_opml
from academichub.sources.pubmed import Pubmed
from fuzz_bodies import (
    ARXIV_API,
    ARXIV_LINES,
    ARXIV_OAI,
    ARXIV_RSS,
    ATOM,
    BIBTEX,
    BIORXIV,
    BIORXIV_PUBS,
    CROSSREF,
    CROSSREF_LINES,
    CSL,
    EUROPEPMC,
    JSON_FEED,
    OPENALEX,
    OPENALEX_LINES,
    OPML,
    PUBMED,
    RDF,
    RIS,
    RSS,
    SEARCH,
    Seed,
    marker,
)

NOW = datetime(2026, 5, 12, 9, 0, tzinfo=UTC)


@dataclass
class Outcome:
    """What a reader made of a body: the markers it found and everything it said."""

    titles: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def has(self, number: int) -> bool:
        """Whether the entry with that number came out."""
        return any(marker(number) in title for title in self.titles)


Read = Callable[[bytes], Outcome]


@dataclass(frozen=True)
class Parser:
    """A reader, the sound bodies to spoil, and whether it refuses a spoiled one as a whole."""

    name: str
    seeds: tuple[Seed, ...]
    read: Read
    whole: bool = False


# ---- readers


class ServedError(FetchError):
    """The reader asked for more than the one body there is."""


class Canned:
    """Stands where the client stands, and answers with bytes instead of asking the network."""

    def __init__(
        self, body: bytes, *, times: int = 1, others: dict[str, bytes] | None = None
    ) -> None:
        self.body, self.times, self.others = body, times, others or {}

    def get(self, url: str, **_: Any) -> Answer:
        """Answer as the real client does."""
        for part, body in self.others.items():
            if part in url:
                return _answer(url, body)
        self.times -= 1
        if self.times < 0:
            raise ServedError(url)
        return _answer(url, self.body)


def _answer(url: str, body: bytes) -> Answer:
    return Answer(url, 200, {"content-type": "text/xml"}, body, "2026-05-12T09:00:00Z")


def reading(source: Source, **canned: Any) -> Read:
    """A reader that runs a whole source on one body."""

    def read(body: bytes) -> Outcome:
        client = cast("Client", Canned(body, **canned))
        return gathered(source.pages(client, None, NOW))

    return read


def gathered(pages: Iterator[Page]) -> Outcome:
    """Everything the pages hold, and the errors the program means to raise."""
    outcome = Outcome()
    try:
        for page in pages:
            outcome.titles += [record.title for record in page.records]
            outcome.said += [bad.reason for bad in page.unreadable]
            outcome.said += [page.note] if page.note else []
    except ServedError:
        pass
    except (SourceError, UsageError) as error:
        outcome.said.append(f"{type(error).__name__}: {error}")
    return outcome


def reading_file(kind: str | None, suffix: str) -> Read:
    """A reader of bulk files; None lets the file's content say what it is."""

    def read(body: bytes) -> Outcome:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"spoiled{suffix}"
            path.write_bytes(body)
            try:
                return gathered(files.read(path, now=NOW, kind=kind))
            except (SourceError, UsageError) as error:
                return Outcome(said=[f"{type(error).__name__}: {error}"])

    return read


def reading_opml(body: bytes) -> Outcome:
    outcome = Outcome()
    try:
        outcome.titles = [one.title for one in parse_opml(body)]
    except SourceError as error:
        outcome.said.append(f"{type(error).__name__}: {error}")
    return outcome


PARSERS: tuple[Parser, ...] = (
    Parser("feed", (RSS, RDF, ATOM, JSON_FEED, ARXIV_RSS, ARXIV_API), reading(FeedSource("x", "https://e.org/f"))),
    Parser("arxiv-rss", (ARXIV_RSS,), reading(ArxivFeed(("cs.LG",)))),
    Parser("arxiv-api", (ARXIV_API,), reading(ArxivApi(("cs.LG",)), times=4)),
    Parser("arxiv-oai", (ARXIV_OAI,), reading(ArxivOai())),
    Parser("biorxiv-details", (BIORXIV,), reading(Biorxiv())),
    Parser("biorxiv-pubs", (BIORXIV_PUBS,), reading(BiorxivPublished())),
    Parser("crossref", (CROSSREF,), reading(Crossref(("0028-0836",)))),
    Parser("europepmc", (EUROPEPMC,), reading(EuropePmc())),
    Parser("openalex", (OPENALEX,), reading(OpenAlex("primary_location.source.issn:0028-0836"))),
    Parser("pubmed-efetch", (PUBMED,), reading(Pubmed("x"), others={"esearch": SEARCH.body()})),
    Parser("pubmed-esearch", (SEARCH,), reading(Pubmed("x"), others={"efetch": PUBMED.body()})),
    Parser("opml", (OPML,), reading_opml, whole=True),
    Parser("file-arxiv", (ARXIV_LINES,), reading_file("arxiv", ".jsonl")),
    Parser("file-openalex", (OPENALEX_LINES,), reading_file("openalex", ".jsonl")),
    Parser("file-crossref", (CROSSREF_LINES,), reading_file("crossref", ".jsonl")),
    Parser("file-csl", (CSL,), reading_file("csl-json", ".json")),
    Parser("file-bibtex", (BIBTEX,), reading_file("bibtex", ".bib")),
    Parser("file-ris", (RIS,), reading_file("ris", ".ris")),
    Parser("file-pubmed", (PUBMED,), reading_file("pubmed", ".xml")),
    Parser("file-detected", (ARXIV_LINES, CSL, BIBTEX, RIS, PUBMED), reading_file(None, "")),
)  # fmt: skip
