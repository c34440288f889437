"""What of a work ranking looks at, as numbers: words, people, categories, what it cites.

Everything is named by a hash, so that there is no vocabulary to fit and a new work costs only
itself. Columns of many works are plain arrays that can be written to disk as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any, Self
from zlib import crc32

import numpy as np

from academichub.characters import fold
from academichub.model import Authorship, Work
from academichub.symbols import words
from academichub.text import author_key

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

VERSION = 1
"""Raise it with any change of what `features` gives; what is kept on disk is then made again."""

BUCKETS = 2**18
"""Columns of the word space; a word's full hash modulo this is its column."""

LONGEST = 20_000
"""Characters of an abstract that are read."""

_WORD = re.compile(r"[^\W_]+")
_SPACED = str.maketrans({chr(c): " " for c in range(128) if not chr(c).isalnum()})
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_GRAMMAR = frozenset(
    words(
        """
a about after all also an and any are as at be been being between both but by can could did
do does each for from further had has have having how if in into is it its itself may more
most no nor not of on only or other our out over own same show shown so some such than that
the their them then there these they this those through to too under until up very was we
were what when where which while who why will with would you your
"""
    )
)
"""English words that bear grammar, not matter."""


@dataclass(frozen=True, slots=True)
class Features:
    """One work as numbers. Hashes are CRC-32; ``venue`` and ``source`` are 0 where there is none.

    ``words`` are the words and pairs of neighbouring words of title and abstract, ``counts`` how
    often each stands there; ``names`` are the work's own identifiers, ``cites`` those it refers
    to. ``day`` is `datetime.date.toordinal` of the day it is listed under.
    """

    day: int
    words: tuple[int, ...]
    counts: tuple[int, ...]
    authors: tuple[int, ...]
    categories: tuple[int, ...]
    venue: int
    source: int
    names: tuple[int, ...]
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Ragged:
    """Rows of different length: row i is ``values[starts[i]:starts[i + 1]]``."""

    starts: NDArray[np.int64]
    values: NDArray[np.uint32]

    def row(self, at: int) -> NDArray[np.uint32]:
        """The values of one row."""
        return self.values[self.starts[at] : self.starts[at + 1]]

    def rows_of(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """In which row each place of ``values`` is."""
        return np.searchsorted(self.starts, places, side="right") - 1

    def take(self, rows: NDArray[np.int64]) -> Self:
        """These rows, in this order."""
        return type(self)(_starts(np.diff(self.starts)[rows]), self.values[self.places(rows)])

    def places(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where the values of these rows are, row after row."""
        lengths = np.diff(self.starts)[rows]
        first = np.repeat(self.starts[:-1][rows] - _starts(lengths)[:-1], lengths)
        return np.arange(len(first), dtype=np.int64) + first

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]]) -> Self:
        """From one sequence a row."""
        values = np.fromiter(chain.from_iterable(rows), np.uint32)
        return cls(_starts(np.fromiter((len(row) for row in rows), np.int64)), values)

    @classmethod
    def join(cls, parts: Sequence[Ragged]) -> Self:
        """The rows of all parts, one part after the other."""
        lengths = [np.diff(part.starts) for part in parts]
        none = np.empty(0, np.int64)
        return cls(
            _starts(np.concatenate([none, *lengths])),
            np.concatenate([np.empty(0, np.uint32), *(part.values for part in parts)]),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """The features of many works, column by column; all have as many rows as ``numbers``.

    ``counts`` has one value for each of ``words.values``.
    """

    numbers: NDArray[np.int64]
    days: NDArray[np.int32]
    words: Ragged
    counts: NDArray[np.uint16]
    authors: Ragged
    categories: Ragged
    venues: NDArray[np.uint32]
    sources: NDArray[np.uint32]
    names: Ragged
    cites: Ragged

    def __len__(self) -> int:
        return len(self.numbers)

    def take(self, rows: NDArray[np.int64]) -> Self:
        """These rows, in this order."""
        taken: dict[str, Any] = {
            one.name: part.take(rows) if isinstance(part, Ragged) else part[rows]
            for one in fields(self)
            if one.name != "counts"
            for part in [getattr(self, one.name)]
        }
        return type(self)(counts=self.counts[self.words.places(rows)], **taken)

    @classmethod
    def of(cls, works: Iterable[tuple[int, Features]]) -> Self:
        """From features by the work's number."""
        numbers, rows = zip(*works, strict=True) if (works := list(works)) else ((), ())
        return cls(
            np.array(numbers, np.int64),
            np.array([one.day for one in rows], np.int32),
            Ragged.of([one.words for one in rows]),
            np.fromiter(chain.from_iterable(one.counts for one in rows), np.uint16),
            Ragged.of([one.authors for one in rows]),
            Ragged.of([one.categories for one in rows]),
            np.array([one.venue for one in rows], np.uint32),
            np.array([one.source for one in rows], np.uint32),
            Ragged.of([one.names for one in rows]),
            Ragged.of([one.cites for one in rows]),
        )

    @classmethod
    def join(cls, parts: Sequence[Columns]) -> Self:
        """The rows of all parts, one part after the other."""
        if not parts:
            return cls.of(())
        joined: dict[str, Any] = {}
        for one in fields(cls):
            columns = [getattr(part, one.name) for part in parts]
            ragged = isinstance(columns[0], Ragged)
            joined[one.name] = Ragged.join(columns) if ragged else np.concatenate(columns)
        return cls(**joined)


@dataclass(frozen=True, slots=True, eq=False)
class Frequencies:
    """In how many of ``documents`` works each column of the word space occurs."""

    documents: int
    of: NDArray[np.int32]

    @classmethod
    def none(cls) -> Self:
        """Of no works at all."""
        return cls(0, np.zeros(BUCKETS, np.int32))

    def plus(self, columns: Columns, sign: int = 1) -> Self:
        """With these works added, or with -1 taken away."""
        there = np.bincount(buckets(columns.words.values), minlength=BUCKETS)
        return type(self)(
            self.documents + sign * len(columns), (self.of + sign * there).astype(np.int32)
        )

    def weights(self) -> NDArray[np.float32]:
        """Inverse document frequency of each column: ``ln((1 + n) / (1 + df)) + 1``.

        The smoothed form of scikit-learn's ``TfidfTransformer``.
        """
        return (np.log((1 + self.documents) / (1 + self.of)) + 1).astype(np.float32)


def features(work: Work) -> Features:
    """The features of *work*."""
    hashes = _phrase_hashes(f"{work.title}\n{work.abstract or ''}"[:LONGEST])
    words, counts = np.unique(np.array(hashes, np.uint32), return_counts=True)
    return Features(
        _ordinal(work.date),
        tuple(words.tolist()),
        tuple(counts.tolist()),
        authors(work.authorships),
        _hashes(f"category {one}" for one in work.categories),
        crc32(venue_key(work.venue.name).encode()) if work.venue else 0,
        crc32(work.source.encode()),
        _hashes([work.id, *map(str, work.identifiers)]),
        _hashes(str(one.identifier) for one in work.references if one.identifier),
    )


def phrases(text: str) -> Iterator[str]:
    """The words of *text* that bear matter, and each two that are neighbours, folded.

    Chinese, Japanese and Korean give pairs of characters. Words of grammar are left out, and do
    not part the words around them.
    """
    telling = _telling(text)
    yield from telling
    yield from (f"{one} {other}" for one, other in pairwise(telling))


def _phrase_hashes(text: str) -> list[int]:
    """The CRC-32 of each of `phrases`; that of a pair goes on from its first word's."""
    words = [word.encode() for word in _telling(text)]
    single = list(map(crc32, words))
    return [*single, *map(crc32, map(b" ".__add__, words[1:]), single)]


def _telling(text: str) -> list[str]:
    return [word for word in tokens(text) if word not in _GRAMMAR]


def tokens(text: str) -> Iterable[str]:
    """The folded words of *text* of two characters and more."""
    if text.isascii():
        return [word for word in text.lower().translate(_SPACED).split() if len(word) > 1]
    return _with_pairs(_WORD.findall(fold(text)))


def _with_pairs(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        if _CJK.search(word):
            yield from (word[at : at + 2] for at in range(max(len(word) - 1, 1)))
        elif len(word) > 1:
            yield word


def term_hashes(term: str) -> tuple[int, ...]:
    """What a work has to have, all of it, to contain *term*: its word, or its pairs of words."""
    telling = _telling(term)
    pairs = [f"{one} {other}" for one, other in pairwise(telling)]
    wanted = pairs or telling
    return _hashes(wanted)


def authors(authorships: Iterable[Authorship]) -> tuple[int, ...]:
    """The hashes of the authors' names and, where they have one, their ORCID iDs."""
    given = list(authorships)
    return _hashes(
        [*(name_key(one.name) for one in given), *(f"orcid {one.orcid}" for one in given if one.orcid)]
    )  # fmt: skip


@lru_cache(maxsize=200_000)
def name_key(name: str) -> str:
    """What is hashed of an author's name."""
    return f"author {author_key(name)}"


def venue_key(name: str) -> str:
    """What is hashed of a venue's name."""
    return f"venue {' '.join(fold(name).split())}"


def buckets(hashes: NDArray[np.uint32]) -> NDArray[np.int32]:
    """The columns of the word space that belong to hashes of words."""
    return (hashes & (BUCKETS - 1)).astype(np.int32)


def texts(columns: Columns, weights: NDArray[np.float32]) -> csr_array:
    """The words of works as rows of length 1: ``(1 + ln tf) · idf``, normalised.

    Args:
        columns: n works.
        weights: of `Frequencies.weights`.

    Returns:
        A sparse array of n rows and `BUCKETS` columns, 32-bit floats.
    """
    from scipy.sparse import csr_array

    places = buckets(columns.words.values)
    data = (1 + np.log(columns.counts.astype(np.float32))) * weights[places]
    starts = columns.words.starts
    squares = np.concatenate([[0.0], np.cumsum(np.square(data, dtype=np.float64))])
    lengths = np.sqrt(squares[starts[1:]] - squares[starts[:-1]])
    lengths[lengths == 0] = 1
    data /= np.repeat(lengths, np.diff(starts)).astype(np.float32)
    ends = starts if starts[-1] >= 2**31 else starts.astype(np.int32)  # as `places`, or they grow
    return csr_array((data, places, ends), shape=(len(columns), BUCKETS))


def _hashes(names: Iterable[str]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(crc32(name.encode("utf-8", "surrogatepass")) for name in names))


def _starts(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)


def _ordinal(day: str) -> int:
    # A date may be a year or a month alone; it then counts from its first day.
    padded = f"{day}-01-01" if len(day) == 4 else f"{day}-01" if len(day) == 7 else day
    try:
        return date.fromisoformat(padded[:10]).toordinal()
    except ValueError:
        return 0
