"""The fields of the word index and how a work fills them.

Changing anything here, or in `analysis`, changes what is on disk: raise `VERSION` with it.
Nothing is stored for reading back; a hit gives the work's number and the store has the rest.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

import tantivy

from academichub.index.analysis import PLAIN, STEMMED, prepare, stems_prepared, words
from academichub.model import Date, Work
from academichub.text import author_key

VERSION = 1
"""The layout on disk; an index of another version is rebuilt."""

_NUMBER_BITS = 36


@cache
def schema() -> tantivy.Schema:
    """The fields.

    ``text`` is everything in one field, because BM25 over one combined field ranks better than
    over several. ``title`` and ``author`` serve their prefixes; ``outside`` has the stems of
    ``text`` that the abstract lacks, which serves ``abs:`` for a fifth of what a copy of the
    abstract costs. ``spelling`` keeps titles unstemmed for suggestions. ``number`` is signed:
    deleting by an unsigned term silently deletes nothing.
    """
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name=STEMMED)
    builder.add_text_field("title", tokenizer_name=STEMMED)
    builder.add_text_field("author", tokenizer_name=PLAIN)
    builder.add_text_field("spelling", tokenizer_name=PLAIN, index_option="basic")
    for name in ("person", "category", "source", "type", "identifier", "outside", "state"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("number", indexed=True, fast=True)
    for name in ("by_date", "by_cited", "sequence"):
        builder.add_integer_field(name, fast=True)
    return builder.build()


def document(number: int, work: Work) -> tantivy.Document:
    """*work* as the index keeps it under *number*, its row in the store."""
    return tantivy.Document(**fields(number, work))


def fields(number: int, work: Work) -> dict[str, Any]:
    """What each field of the index holds of *work*."""
    title = prepare(work.title)
    abstract = prepare(work.abstract or "")
    people = [_person(one.name) for one in work.authorships]
    head = [title, *(names[0] for _, names in people), *map(prepare, work.keywords)]
    if work.venue:
        head.append(prepare(work.venue.name))
    return dict(  # noqa: C408 - the names are the fields
        number=number,
        by_date=packed(day_number(work.date), number),
        by_cited=packed(work.cited_by_count or 0, number),
        text=[*head, abstract],
        title=title,
        spelling=title,
        outside=_outside(head, abstract),
        author=[name for _, names in people for name in names],
        person=[key for key, _ in people],
        category=list(_categories(work.categories, work.primary_category)),
        source=list(work.sources or (work.source,)),
        type=work.type,
        identifier=[str(identifier) for identifier in work.identifiers],
    )


def marker(sequence: int) -> tantivy.Document:
    """The one document that says which change the commit it is in goes up to."""
    return tantivy.Document(state="sequence", sequence=sequence)


def packed(value: int, number: int) -> int:
    """A sort key without ties: *value* first, then *number*."""
    return (value << _NUMBER_BITS) | number


def day_number(day: Date) -> int:
    """``2026-05-12`` as 20260512; a reduced date comes before all its days, as its text does."""
    digits = day[:10].replace("-", "")
    # What is no date sorts as the oldest rather than stopping a rebuild.
    return int(digits.ljust(8, "0")) if digits.isascii() and digits.isdigit() else 0


@lru_cache(maxsize=65_536)
def _person(name: str) -> tuple[str, tuple[str, ...]]:
    """The person's key, and the names they are looked for by.

    "John A. Smith" is looked for as John Smith, J. A. Smith and J. Smith, too.
    """
    whole = prepare(name)
    parts = (_inverted(whole) if "," in whole else whole).replace(".", " ").split()
    if len(parts) < 2:
        return author_key(name), (whole,)
    first, last = parts[0], parts[-1]
    short = f"{first[0]} {last}"
    if len(parts) == 2:
        return author_key(name), (whole, short)
    initials = " ".join([part[0] for part in parts[:-1]])
    return author_key(name), (whole, short, f"{first} {last}", f"{initials} {last}")


def _inverted(name: str) -> str:
    last, _, first = name.partition(",")
    return f"{first} {last}"


def _outside(head: Iterable[str], abstract: str) -> list[str]:
    """The stems of *head* that the abstract has no trace of.

    A trace is the stem inside any word, so that what errs errs to the side of finding the work;
    the stemmer ends "study" on an i.
    """
    text = abstract.lower() if abstract.isascii() else " ".join(words(abstract))
    stems = set(stems_prepared(" ".join(head)))
    return [stem for stem in stems if (stem[:-1] if stem[-1] == "i" else stem) not in text]


@lru_cache(maxsize=65_536)
def _categories(categories: tuple[str, ...], primary: str | None) -> tuple[str, ...]:
    # `cs.LG` also stands under its archive, so `cat:cs` is one term.
    folded = [" ".join(one.casefold().split()) for one in (*categories, primary or "")]
    archives = [one.partition(".")[0] for one in folded if "." in one and " " not in one]
    return tuple(one for one in dict.fromkeys((*folded, *archives)) if one)
