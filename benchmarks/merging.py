"""How well records of one paper become one work, without abstracts.

Usage: python benchmarks/merging.py [--data DIR] [--json]

Three measurements, each through `matching.match` as the program uses it:

1. Preprints and articles: every bioRxiv preprint of the list against every journal article in it,
   by title, date and DOI (no authors are given). Rows whose `type` is Control name an article that
   is *not* theirs. Pairs that the list does not vouch for are judged by the labels in
   `merging_labels.json`, set by reading both titles; a proposed pair without a label counts as
   wrong.
2. Versions and cross-lists: each arXiv paper comes again as version 2 and as a cross-list, from
   another route; all must join it, and nothing else.
3. Journal twins: each arXiv paper with a DOI comes again as an article, its title set in plain
   capitals of the journal and its authors by family name and initials, without the arXiv id. The
   papers are real, the twins are made.
"""

from __future__ import annotations

import argparse
import io
import json
import math
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import zstandard

from academichub import ids
from academichub.matching import match
from academichub.merging import identity, merge
from academichub.model import Announcement, Authorship, Record, Work
from academichub.sources import files
from academichub.text import fold, plain, title_key

HERE = Path(__file__).parent
AT = "2020-01-01T00:00:00Z"
CANDIDATES = 5
COMMON = 800


@dataclass
class Confusion:
    """Counts of a yes-or-no decision."""

    true_positive: int = 0
    false_positive: int = 0
    false_negative: int = 0
    true_negative: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        proposed = self.true_positive + self.false_positive
        return self.true_positive / proposed if proposed else math.nan

    @property
    def recall(self) -> float:
        there = self.true_positive + self.false_negative
        return self.true_positive / there if there else math.nan

    def shown(self) -> dict[str, Any]:
        names = ("true_positive", "false_positive", "false_negative", "true_negative")
        counts: dict[str, Any] = {name: getattr(self, name) for name in names}
        return {**counts, "precision": self.precision, "recall": self.recall, "wrong": self.wrong}


class Titles:
    """Works by the words of their titles: what the word index does for the program."""

    def __init__(self, works: Iterable[Work]) -> None:
        self.works = list(works)
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_key: dict[str, list[int]] = defaultdict(list)
        for at, work in enumerate(self.works):
            self._by_key[title_key(work.title)].append(at)
            for word in set(fold(work.title).split()):
                self._by_word[word].append(at)

    def like(self, title: str) -> list[Work]:
        """The works of the same title, and the few that share most of its rarer words."""
        score: dict[int, float] = defaultdict(float)
        for word in set(fold(title).split()):
            there = self._by_word.get(word, ())
            if len(there) <= COMMON:
                for at in there:
                    score[at] += math.log(len(self.works) / len(there))
        best = sorted(score, key=lambda at: -score[at])[:CANDIDATES]
        return [self.works[at] for at in dict.fromkeys([*self._by_key[title_key(title)], *best])]


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The JSON objects of a compressed file of lines."""
    with path.open("rb") as packed:
        text = io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(packed), "utf-8")
        yield from map(json.loads, text)


def preprints(path: Path) -> tuple[Confusion, Confusion]:
    """Measurement 1: the pairs the list vouches for, and every pair that is proposed at all."""
    rows = list(lines(path))
    articles = {row["article_doi"].lower(): row for row in rows if row.get("article_title")}
    truth = {r["preprint_doi"]: r["article_doi"] for r in rows if _vouched(r)}
    controls = {r["preprint_doi"]: r["article_doi"] for r in rows if r.get("type") == "Control"}
    labels = {(a, b): same for a, b, same in json.loads((HERE / "merging_labels.json").read_text())}
    titles = Titles(_work(_article(row)) for row in articles.values())
    named, proposed = Confusion(), Confusion()
    for row in rows:
        record = _preprint(row)
        found = match(record, titles.like(record.title))
        article = found.works[0].identifier("doi") if found else None
        _judge_named(named, row, article, truth, controls)
        _judge_proposed(proposed, row, article, truth, labels, articles)
    return named, proposed


def _vouched(row: dict[str, Any]) -> bool:
    return bool(row.get("article_title")) and row.get("type") != "Control"


def _judge_named(
    named: Confusion,
    row: dict[str, Any],
    article: str | None,
    truth: dict[str, str],
    controls: dict[str, str],
) -> None:
    preprint = row["preprint_doi"]
    if preprint in truth:
        right = article == truth[preprint].lower()
        named.true_positive += right
        named.false_negative += not right
    elif preprint in controls:
        wrong = article == controls[preprint].lower()
        named.false_positive += wrong
        named.true_negative += not wrong


def _judge_proposed(
    proposed: Confusion,
    row: dict[str, Any],
    article: str | None,
    truth: dict[str, str],
    labels: dict[tuple[str, str], bool],
    articles: dict[str, dict[str, Any]],
) -> None:
    preprint = row["preprint_doi"]
    own = {b for (a, b), same in labels.items() if a == preprint and same}
    own |= {truth[preprint].lower()} if preprint in truth else set()
    if article is None:
        proposed.false_negative += bool(own)
        proposed.true_negative += not own
    elif article in own:
        proposed.true_positive += 1
    else:
        proposed.false_positive += 1
        proposed.wrong.append(f"{row['title']} <> {articles[article]['article_title']}")


def _preprint(row: dict[str, Any]) -> Record:
    return _record(
        "biorxiv", row["preprint_doi"], row["title"], "preprint", posted_on=row["posted"]
    )


def _article(row: dict[str, Any]) -> Record:
    doi, title, day = row["article_doi"], row["article_title"], row["article_created_date"]
    return _record("crossref", doi, title, "article", published_on=day)


def _record(source: str, doi: str, title: str, kind: str, **more: Any) -> Record:
    return Record(
        source, source, doi, AT, plain(title), (ids.doi(doi),), type=kind, **more
    )  # fmt: skip


def _work(record: Record) -> Work:
    return merge([record], work_id=str(identity(record)), first_seen_at=AT)


def arxiv(path: Path, most: int) -> tuple[Confusion, Confusion]:
    """Measurements 2 and 3."""
    now = datetime(2020, 1, 1, tzinfo=UTC)
    read = (record for page in files.read(path, now=now) for record in page.records)
    records = list(islice(read, most))
    # Without the journal's DOI, which would make the third measurement a matter of course.
    works = [_work(replace(record, identifiers=record.identifiers[:1])) for record in records]
    by_id = {work.identifiers[0]: work for work in works}
    titles = Titles(works)
    again, twins = Confusion(), Confusion()
    for record in records:
        for other in _heard_again(record):
            near = [by_id[other.identifiers[0]], *titles.like(other.title)]
            _count(again, other, match(other, near), record)
        if twin := _twin(record):
            _count(twins, twin, match(twin, titles.like(twin.title)), record)
    return again, twins


def _heard_again(record: Record) -> Iterator[Record]:
    only = (record.identifiers[0],)
    for number, kind in ((2, "replace"), (1, "cross")):
        listed = (Announcement("arxiv", "2020-01-02", kind, number),)
        yield Record(
            "arxiv", "arxiv-rss", record.key, AT, record.title, only, type="preprint",
            authorships=record.authorships, version=number, announcements=listed,
        )  # fmt: skip


def _twin(record: Record) -> Record | None:
    dois = tuple(i for i in record.identifiers if i.scheme == "doi")
    if not dois:
        return None
    return Record(
        "crossref", "crossref", dois[0].value, AT, record.title.upper(),
        dois, type="article",
        authorships=tuple(map(_initials, record.authorships)), published_on=record.posted_on,
    )  # fmt: skip


def _initials(author: Authorship) -> Authorship:
    *given, family = author.name.split() or [""]
    return Authorship(f"{family}, {' '.join(name[0] + '.' for name in given)}")


def _count(confusion: Confusion, heard: Record, found: Any, of: Record) -> None:
    if found is None:
        confusion.false_negative += 1
    elif of.identifiers[0] in found.works[0].identifiers:
        confusion.true_positive += 1
    else:
        confusion.false_positive += 1
        confusion.wrong.append(f"{heard.title} ({heard.key}) <> {found.works[0].id}")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    beside = HERE.parents[1] / "shared" / "data"
    parser.add_argument(
        "--data", type=Path, default=Path(os.environ.get("ACADEMICHUB_TEST_DATA", beside))
    )
    parser.add_argument("--arxiv", type=int, default=160_000, help="how many arXiv papers")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(arguments)
    named, proposed = preprints(asked.data / "preprints" / "biorxiv_preprint_to_article.jsonl.zst")
    again, twins = arxiv(asked.data / "arxiv" / "sample-160k.jsonl.zst", asked.arxiv)
    measured = {
        "pairs the list names": named.shown(),
        "pairs proposed, judged by labels": proposed.shown(),
        "versions and cross-lists": again.shown(),
        "journal twins (made)": twins.shown(),
    }
    if asked.json:
        json.dump(measured, sys.stdout, indent=2)
        return
    for name, shown in measured.items():
        wrong = shown.pop("wrong")
        print(name)
        print("   ", ", ".join(f"{key} {value:.4g}" for key, value in shown.items()))
        for pair in wrong[:20]:
            print("     wrong:", pair)


if __name__ == "__main__":
    main()
