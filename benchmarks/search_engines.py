"""What the search benchmark compares: our index, the bare engine, and SQLite's FTS5.

Each is built from the same works and answers the same question with the first 25 numbers and the
exact total. The bare engine is timed twice: with a plain index of its own (building, and the text classes), and
on our files, in its own query language, which leaves only our layer to differ.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

import tantivy

from academichub.index import analysis, clauses, layout
from academichub.index.words import Words
from academichub.model import Work
from academichub.query import last_day, parse
from search_rows import Question

LIMIT = 25
_CHUNK = 20_000
MEMORY = 64_000_000
Answer = tuple[int, list[int]]
Ask = Callable[[], Answer]


def build_ours(folder: Path, works: Iterable[Work]) -> float:
    """Seconds to index *works* with `Words`."""
    words = Words(folder)
    with words.writer(memory=MEMORY, bulk=True) as writer:
        spent = _timed(works, writer.put)
        start = perf_counter()
        writer.commit(1)
    return spent + perf_counter() - start


def build_plain(folder: Path, works: Iterable[Work]) -> float:
    """Seconds to index *works* with the bare engine: one text field and a number."""
    index = _plain(folder)
    writer = index.writer(MEMORY * 4, 2)
    spent = _timed(
        works,
        lambda number, work: writer.add_document(tantivy.Document(number=number, text=_text(work))),
    )
    start = perf_counter()
    writer.commit()
    writer.wait_merging_threads()
    return spent + perf_counter() - start


def build_fts5(folder: Path, works: Iterable[Work]) -> float:
    """Seconds to index *works* with FTS5, stemmed, with the columns to filter and sort by."""
    folder.mkdir(parents=True)
    base = sqlite3.connect(folder / "fts5.sqlite", isolation_level=None)
    base.executescript(
        "pragma journal_mode=off; pragma synchronous=off;"
        "create table work(number integer primary key, category text, source text, day text);"
        "create virtual table words using fts5(text, author, content='',"
        " tokenize='porter unicode61 remove_diacritics 2'); begin;"
    )

    def put(number: int, work: Work) -> None:
        names = ", ".join(one.name for one in work.authorships)
        base.execute("insert into words(rowid, text, author) values (?, ?, ?)", (number, " ".join(_text(work)), names))  # fmt: skip
        base.execute("insert into work values (?, ?, ?, ?)", (number, work.primary_category, work.source, work.date))  # fmt: skip

    spent = _timed(works, put)
    start = perf_counter()
    base.execute("create index by_day on work(day)")
    base.execute("commit")
    base.close()
    return spent + perf_counter() - start


def ask_ours(folder: Path, questions: Sequence[Question]) -> Iterator[Ask]:
    """Our layer, from the text of the search box to the numbers."""
    words = Words(folder)

    def ask(question: Question) -> Answer:
        hits = words.search(parse(question.text), limit=LIMIT, sort=question.sort)
        return hits.total, list(hits.numbers)

    return (partial(ask, question) for question in questions)


def ask_bare(folder: Path, questions: Sequence[Question]) -> Iterator[Ask]:
    """The bare engine on our files: its own query language, its own parser."""
    index = tantivy.Index(layout.schema(), str(folder / "engine"))
    analysis.register(index)
    words = Words(folder)
    searcher = index.searcher()
    for question in questions:
        every = not words.search(parse(question.text), limit=1).loose
        text = _engine_text(question)
        order = "by_date" if question.sort == "date" else None

        def ask(text: str = text, order: str | None = order, every: bool = every) -> Answer:
            query, wrong = index.parse_query_lenient(text, ["text"], conjunction_by_default=every)
            assert not wrong, wrong
            return _answer(searcher, query, order)

        yield ask


def ask_plain(folder: Path, questions: Sequence[Question]) -> Iterator[Ask]:
    """The bare engine on its own index; only the classes that need no other field."""
    index = _plain(folder)
    index.reload()
    searcher = index.searcher()
    for question in questions:

        def ask(question: Question = question) -> Answer:
            every = question.kind != "12 words"
            query, _ = index.parse_query_lenient(
                question.text, ["text"], conjunction_by_default=every
            )
            return _answer(searcher, query, None)

        yield ask


def ask_fts5(folder: Path, questions: Sequence[Question]) -> Iterator[Ask]:
    """SQLite's FTS5, by rank or by day."""
    base = sqlite3.connect(f"file:{folder / 'fts5.sqlite'}?mode=ro", uri=True)

    def ask(sql: str, values: tuple[Any, ...], tail: str) -> Answer:
        total = base.execute(f"select count(*) {sql}", values).fetchone()[0]
        rows = base.execute(f"select work.number {sql} {tail} limit {LIMIT}", values)
        return total, [row[0] for row in rows]

    return (partial(ask, *_fts5(question)) for question in questions)


def _engine_text(question: Question) -> str:
    """The question in the engine's language, as a program without our layer would put it."""
    query = parse(question.text)
    parts = [f'"{term.text}"' if term.phrase else term.text for term in query.terms]
    if question.kind == "12 words":
        return f"({' OR '.join(parts)})"
    if question.kind == "author":
        return f"author:{parts[0]}"
    parts += [f'category:"{one}"' for one in query.categories]
    parts += [f'source:"{one}"' for one in query.sources]
    if query.since and query.until:
        lower = layout.packed(layout.day_number(query.since), 0)
        upper = layout.packed(layout.day_number(last_day(query.until)) + 1, 0)
        parts.append(f"by_date:[{lower} TO {upper}]")
    return " ".join(parts)


def _fts5(question: Question) -> tuple[str, tuple[Any, ...], str]:
    query = parse(question.text)
    quoted = [f'"{term.text}"' for term in query.terms]
    match = (" OR " if len(quoted) > clauses.ALL_WORDS else " ").join(quoted)
    if question.kind == "author":
        match = f"author:{match}"
    where = ["words match ?"] if quoted else []
    values: list[Any] = [match] if quoted else []
    for name, given in (("category = ?", query.categories), ("source = ?", query.sources)):
        where += [name] if given else []
        values += [re.search(r"(?:cat|src):(\S+)", question.text)[1]] if given else []  # type: ignore[index]
    if query.since or query.until:
        where.append("day between ? and ?")
        values += [query.since, f"{query.until}-99"]
    table = "words join work on work.number = words.rowid" if quoted else "work"
    tail = "order by day desc" if question.sort == "date" else "order by words.rank"
    return f"from {table} where {' and '.join(where)}", tuple(values), tail


def _answer(searcher: tantivy.Searcher, query: tantivy.Query, order: str | None) -> Answer:
    found: Any = searcher.search(query, LIMIT, True, order)
    addresses = [address for _, address in found.hits]
    return found.count, searcher.fast_field_values("number", addresses)  # type: ignore[return-value]


def _plain(folder: Path) -> tantivy.Index:
    folder.mkdir(parents=True, exist_ok=True)
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("number", fast=True, indexed=True)
    builder.add_text_field("text", tokenizer_name="en_stem")
    return tantivy.Index(builder.build(), str(folder))


def _text(work: Work) -> list[str]:
    return [work.title, work.abstract or "", *(one.name for one in work.authorships)]


def _timed(works: Iterable[Work], put: Callable[[int, Work], object]) -> float:
    """Seconds spent in *put*; making the works is not counted."""
    spent, number, source = 0.0, 0, iter(works)
    while chunk := list(islice(source, _CHUNK)):
        start = perf_counter()
        for work in chunk:
            number += 1
            put(number, work)
        spent += perf_counter() - start
    return spent
