"""How the command line speaks: JSON documents, works as text, progress on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from academichub.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from rich.progress import Progress

    from academichub.desk import Desk
    from academichub.hub import Hub
    from academichub.model import Work


@contextmanager
def opened() -> Iterator[Hub]:
    """The hub of the data folder that was named, or the default one."""
    import structlog

    from academichub.config import Config
    from academichub.hub import Hub

    # What is logged must not come between the lines of an answer.
    structlog.configure(logger_factory=lambda *_: structlog.PrintLogger(sys.stderr))
    with Hub(Config.load()) as hub:
        yield hub


@contextmanager
def desk(reader: str | None) -> Iterator[Desk]:
    """The desk of the reader named by e-mail, ORCID iD or id; of the only one if none is named.

    Raises:
        NotFoundError: there is no such reader.
        UsageError: there are several, and none was named.
    """
    from academichub.accounts import alone
    from academichub.desk import Desk
    from academichub.jobs import instant

    with opened() as hub:
        readers = hub.store.readers
        if reader:
            found = readers.by_email(reader) or readers.by_orcid(reader) or readers.get(reader)
            if found is None:
                raise NotFoundError(f"there is no reader {reader!r}")
            yield Desk(hub, found)
            return
        there = readers.all() or [alone(hub.store, instant(hub.clock()))]
        if len(there) > 1 and hub.config.with_accounts:
            raise UsageError("there are several readers; say which with --reader")
        yield Desk(hub, there[0] if len(there) == 1 else alone(hub.store, instant(hub.clock())))


def as_json(value: object) -> None:
    """Write one JSON document."""
    import orjson

    option = orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS
    sys.stdout.buffer.write(orjson.dumps(_plain(value), default=_plain, option=option) + b"\n")
    sys.stdout.buffer.flush()


def say(text: str = "") -> None:
    """Write a line of the answer."""
    sys.stdout.write(text + "\n")


def works(listed: Sequence[Work], total: int, start: int = 1) -> None:
    """Write works as a numbered list."""
    from academichub.render.badge import badge

    for number, work in enumerate(listed, start):
        marks = "  RETRACTED" if work.retracted else ""
        say(f"{number:02}. {badge(work)} {work.date}{marks}")
        say(f"    {work.title}")
        if names := ", ".join(author.name for author in work.authorships[:8]):
            more = " et al." if len(work.authorships) > 8 or not work.authors_complete else ""
            say(f"    {names}{more}")
        say(f"    {work.id}")
        say()
    say(f"{len(listed)} of {total} works")


def table(rows: Iterable[Sequence[object]]) -> None:
    """Write rows in columns."""
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)] if cells else []
    for row in cells:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        say(line.rstrip())


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress bar on standard error; silent where that is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        yield bar


def _plain(value: object) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Iterable) and not isinstance(value, str | bytes | dict | list):
        return list(value)
    return value
