"""The works and the queries of the search benchmark: real rows, drawn the same way every time.

Beyond the number of real rows, rows are recombined under new ids: the title and authors of one,
the halves of the abstracts of two others. Makes up no text of its own.
"""

from __future__ import annotations

import io
import os
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import zstandard

from academichub.ids import Identifier
from academichub.model import Authorship, Work

SEED = 20_260_512
_REPOSITORY = Path(__file__).resolve().parent.parent
_SAMPLE = 20_000
_WORD = re.compile(r"[a-z]{3,}")
_COMMON_WORDS = 150  # the most frequent words of English prose, not what anyone looks for


class Question(NamedTuple):
    """One query: its class, the text of the search box, and how to sort."""

    kind: str
    text: str
    sort: str = "relevance"


def data_path(given: str | None) -> Path:
    """The file of JSON lines: given, or in the folder of ACADEMICHUB_TEST_DATA."""
    folder = Path(os.environ.get("ACADEMICHUB_TEST_DATA", _REPOSITORY.parent / "shared" / "data"))
    return Path(given) if given else folder / "arxiv" / "sample-160k.jsonl.zst"


def read(path: Path) -> list[dict[str, Any]]:
    """Every row of *path*, compressed with Zstandard or not."""
    with path.open("rb") as file:
        plain = zstandard.ZstdDecompressor().stream_reader(file) if path.suffix == ".zst" else file
        return [orjson.loads(line) for line in io.BufferedReader(plain)]


def works(rows: list[dict[str, Any]], count: int) -> Iterator[Work]:
    """*count* works: the rows, then their recombinations."""
    for number in range(min(count, len(rows))):
        yield _work(rows[number], rows[number]["id"], rows[number]["abstract"])
    for number in range(len(rows), count):
        one, two, three = (rows[number * prime % len(rows)] for prime in (7919, 104_729, 611_953))
        yield _work(one, f"made/{number}", _halves(two["abstract"], three["abstract"]))


def questions(rows: list[dict[str, Any]], each: int) -> list[Question]:
    """*each* queries of every class."""
    chance = random.Random(SEED)
    sample = chance.sample(rows, min(_SAMPLE, len(rows)))
    texts = [_WORD.findall(f"{row['title']} {row['abstract']}".lower()) for row in sample]
    frequency = Counter(word for text in texts for word in set(text))
    ranked = [word for word, _ in frequency.most_common()]
    common = ranked[_COMMON_WORDS : _COMMON_WORDS + 10 * each]
    empty = set(ranked[:_COMMON_WORDS])
    rare = [word for word in ranked if 2 <= frequency[word] <= 4]
    long = [[word for word in dict.fromkeys(text) if word not in empty] for text in texts]
    long = [text for text in long if len(text) >= 12]

    def several(size: int) -> list[str]:
        return [" ".join(chance.sample(chance.choice(long), size)) for _ in range(each)]

    popular = chance.sample(common, each)
    places = [chance.choice(sample) for _ in range(each)]
    return [
        *(Question("rare word", word) for word in chance.sample(rare, each)),
        *(Question("common word", word) for word in popular),
        *(Question("2 words", text) for text in several(2)),
        *(Question("4 words", text) for text in several(4)),
        *(Question("12 words", text) for text in several(12)),
        *(Question("phrase", f'"{_phrase(chance, texts)}"') for _ in range(each)),
        *(Question("category", f"{word} cat:{place['primary_category']}") for word, place in zip(popular, places, strict=True)),
        *(Question("source", f"{word} src:arxiv") for word in popular),
        *(Question("date", f"{word} since:{place['created'][:7]} until:{int(place['created'][:4]) + 1}") for word, place in zip(popular, places, strict=True)),
        *(Question("author", f'au:"{_names(place)[0]}"') for place in places),
        *(Question("by date", word, "date") for word in popular),
        *(Question("category by date", f"cat:{place['primary_category']}", "date") for place in places),
    ]  # fmt: skip


def _phrase(chance: random.Random, texts: list[list[str]]) -> str:
    text = chance.choice(texts)
    size = chance.choice((2, 3))
    at = chance.randrange(max(1, len(text) - size))
    return " ".join(text[at : at + size])


def _halves(one: str, other: str) -> str:
    return one[: one.find(" ", len(one) // 2)] + other[other.find(" ", len(other) // 2) :]


def _names(row: dict[str, Any]) -> list[str]:
    return [name for name in row["authors"].split(", ") if name and "(" not in name] or ["Unknown"]


def _work(row: dict[str, Any], key: str, abstract: str) -> Work:
    return Work(
        id=f"arxiv:{key}",
        title=row["title"],
        type="preprint",
        source="arxiv",
        sources=("arxiv",),
        first_seen_at="2026-05-12T00:00:00Z",
        identifiers=(Identifier("arxiv", key),),
        abstract=abstract,
        authorships=tuple(Authorship(name) for name in _names(row)),
        primary_category=row["primary_category"],
        categories=tuple(row["categories"].split(",")),
        posted_on=row["created"],
    )
