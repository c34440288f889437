"""The file a canon is kept in: its tables, and how a row becomes a declaration. Written once, whole."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import cast

from academichub.canon.values import Broken, Declaration, Kind
from academichub.canon.words import weighed

VERSION = "1"
COLUMNS = "name, kind, statement, doc, file, line, start, end, sorry, private, of"
_TABLES = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE declarations (id INTEGER PRIMARY KEY, {COLUMNS});
CREATE TABLE words (word TEXT PRIMARY KEY, places BLOB NOT NULL, weights BLOB NOT NULL);
CREATE TABLE broken (name TEXT PRIMARY KEY, why TEXT NOT NULL, since TEXT NOT NULL, now TEXT NOT NULL);
CREATE TABLE evidence (
    name TEXT PRIMARY KEY, revision TEXT NOT NULL, axioms TEXT NOT NULL, sha256 TEXT NOT NULL,
    at TEXT NOT NULL
);
"""

Row = tuple[str, str, str, str, str, int, int, int, int, int, str]


def write(
    path: Path, said: dict[str, str], declared: Sequence[Declaration], broken: Iterable[Broken]
) -> None:
    """Write a new canon to *path*; where there was one, it is replaced when all of it is written.

    Public declarations stand first, so that the numbers of the word lists are dense.
    """
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    ordered = ordered_once(declared)
    public = sum(not one.private for one in ordered)
    with sqlite3.connect(beside) as file:
        file.executescript(
            "PRAGMA page_size=32768; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _TABLES
        )
        rows = ((number, *_row(one)) for number, one in enumerate(ordered))
        file.executemany(f"INSERT INTO declarations VALUES ({','.join('?' * 12)})", rows)  # noqa: S608
        file.execute("CREATE INDEX by_name ON declarations (name)")
        file.executemany("INSERT INTO words VALUES (?, ?, ?)", _words(ordered[:public]))
        file.executemany(
            "INSERT INTO broken VALUES (?, ?, ?, ?)",
            ((one.name, one.why, one.since, one.now) for one in broken),
        )
        said = {**said, "public": str(public), "version": VERSION, **counted(ordered)}
        file.executemany("INSERT INTO meta VALUES (?, ?)", said.items())
    file.close()
    beside.replace(path)


def ordered_once(declared: Iterable[Declaration]) -> list[Declaration]:
    """Public declarations, each name once (one without a hole before one with it), then private ones."""
    public: dict[str, Declaration] = {}
    private = []
    for one in declared:
        if one.private:
            private.append(one)
        elif one.name not in public or (public[one.name].sorry and not one.sorry):
            public[one.name] = one
    return [*public.values(), *private]


def counted(declared: Iterable[Declaration]) -> dict[str, str]:
    """How many theorems and holes there are, as they are kept."""
    counts: Counter[str] = Counter()
    for one in declared:
        counts["theorems"] += one.kind in ("theorem", "lemma") and not one.private
        counts["holes"] += one.sorry
    return {"theorems": str(counts["theorems"]), "holes": str(counts["holes"])}


def declaration(row: Row) -> Declaration:
    """A row of ``COLUMNS`` as a declaration."""
    name, kind, statement, doc, file, line, start, end, sorry, private, of = row
    place = (file, line, start, end)
    return Declaration(
        name, cast("Kind", kind), statement, doc, *place, bool(sorry), bool(private), of
    )


def _row(one: Declaration) -> Row:
    place = (one.file, one.line, one.start, one.end)
    return (one.name, one.kind, one.statement, one.doc, *place, one.sorry, one.private, one.of)


def _words(declared: Sequence[Declaration]) -> Iterable[tuple[str, bytes, bytes]]:
    places: dict[str, array[int]] = {}
    weights: dict[str, bytearray] = {}
    for number, one in enumerate(declared):
        for word, weight in weighed(one).items():
            if word not in places:
                places[word], weights[word] = array("I"), bytearray()
            places[word].append(number)
            weights[word].append(max(1, round(255 * weight)))
    for word in sorted(places):
        yield word, places[word].tobytes(), bytes(weights[word])


def axioms(text: str) -> tuple[str, ...]:
    """Axioms as they are kept."""
    return tuple(json.loads(text))
