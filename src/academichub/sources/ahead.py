"""Reading a large file in a process of its own, so that reading and storing share two processors.

The pages are those of `files.read`, in the same order, at most one ahead of whoever stores them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from academichub.errors import AcademicHubError, MalformedAnswerError
from academichub.model import Cursor, Page
from academichub.sources import files

_LARGE = 4 * 2**20


def read(
    path: Path, now: datetime, kind: str | None, cursor: Cursor | None
) -> Iterator[tuple[Page, int]]:
    """Yield the pages of *path*, each with how many bytes of the file were read by then.

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


def _here(
    path: Path, now: datetime, kind: str | None, cursor: Cursor | None
) -> Iterator[tuple[Page, int]]:
    at = 0

    def count(read_bytes: int) -> None:
        nonlocal at
        at = read_bytes

    for page in files.read(path, now=now, kind=kind, cursor=cursor, on_bytes=count):
        yield page, at


def _send(
    theirs: Connection, path: Path, now: datetime, kind: str | None, cursor: Cursor | None
) -> None:
    try:
        for answer in _here(path, now, kind, cursor):
            theirs.send(answer)
        theirs.send(None)
    except AcademicHubError as error:
        theirs.send(error)
    except (BrokenPipeError, KeyboardInterrupt):
        return  # whoever stored the pages has stopped


def _received(ours: Connection, path: Path) -> Iterator[tuple[Page, int]]:
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
