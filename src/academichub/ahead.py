"""Reading a large file in a process of its own, so that reading and storing share two processors.

Gives the pages of `files.read`, in the same order, each with what the store needs of its records;
at most one ahead of whoever stores them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from academichub.errors import AcademicHubError, MalformedAnswerError
from academichub.model import Cursor, Page
from academichub.sources import files
from academichub.store import coding

_LARGE = 4 * 2**20


class Ready(NamedTuple):
    """A page, its records coded, and how many bytes of the file were read by then."""

    page: Page
    coded: Sequence[coding.Coded]
    at_byte: int


def read(path: Path, now: datetime, kind: str | None, cursor: Cursor | None) -> Iterator[Ready]:
    """Yield the pages of *path*.

    Raises:
        UsageError: as `files.read`.
        SourceError: as `files.read`, or the process that reads was killed.
    """
    if path.stat().st_size < _LARGE:
        yield from _here(path, now, kind, cursor)
        return
    ours, theirs = get_context("spawn").Pipe(duplex=False)
    reader = get_context("spawn").Process(
        target=_send, args=(theirs, path, now, kind, cursor), daemon=True
    )
    reader.start()
    theirs.close()
    try:
        yield from _received(ours, path)
    finally:
        reader.kill()
        reader.join()
        ours.close()


def _here(path: Path, now: datetime, kind: str | None, cursor: Cursor | None) -> Iterator[Ready]:
    at = 0

    def count(read_bytes: int) -> None:
        nonlocal at
        at = read_bytes

    for page in files.read(path, now=now, kind=kind, cursor=cursor, on_bytes=count):
        yield Ready(replace(page, records=()), [coding.code(one) for one in page.records], at)


def _send(
    theirs: Connection, path: Path, now: datetime, kind: str | None, cursor: Cursor | None
) -> None:
    try:
        for page, coded, at in _here(path, now, kind, cursor):
            # The raw text is in the packed body; nobody asks for it on the way there.
            bare = [one._replace(record=replace(one.record, raw="")) for one in coded]
            theirs.send(Ready(page, bare, at))
        theirs.send(None)
    except AcademicHubError as error:
        theirs.send(error)
    except (BrokenPipeError, KeyboardInterrupt):
        return  # whoever stored the pages has stopped


def _received(ours: Connection, path: Path) -> Iterator[Ready]:
    while True:
        try:
            answer = ours.recv()
        except EOFError as error:
            raise MalformedAnswerError(
                f"reading {path.name} ended early: the process that read it was killed"
            ) from error
        if answer is None:
            return
        if isinstance(answer, AcademicHubError):
            raise answer
        yield answer
