"""The one file that says which other files a commit of the matrix is made of.

It is replaced whole, and last: a process killed at any moment leaves the commit before it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from academichub.errors import SearchIndexError
from academichub.index.arrays import Written

NAME = "manifest.json"
_LOCK, _FRESH = "lock", ".new"


@dataclass(frozen=True, slots=True)
class Part:
    """A segment: its file, how many rows it has, and the first and last day among them."""

    file: Written
    rows: int
    first_day: int
    last_day: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """A commit: up to which change of the store, the segments oldest first, the frequencies."""

    layout: str
    sequence: int = 0
    parts: tuple[Part, ...] = ()
    frequencies: Written | None = None

    @property
    def names(self) -> frozenset[str]:
        """The files this commit needs."""
        kept = self.frequencies
        return frozenset({part.file.name for part in self.parts} | ({kept.name} if kept else set()))


Seen = tuple[int, ...]
"""What is different about the manifest's file once it was replaced."""


def seen(folder: Path) -> Seen:
    """What to compare to know whether there was a commit since; empty where there is none."""
    try:
        state = os.stat(folder / NAME)  # noqa: PTH116 - before every answer, and twice as fast
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise SearchIndexError(f"the features in {folder} cannot be read: {error}") from error
    return state.st_mtime_ns, state.st_ino, state.st_size


def load(folder: Path, layout: str) -> Manifest:
    """The last commit; a folder that is empty or not there yet is given an empty one of *layout*.

    Raises:
        SearchIndexError: it is of another layout, or cannot be read.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if _is_new(folder):
            _begin(folder, layout)
        manifest = _read(json.loads((folder / NAME).read_bytes()))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SearchIndexError(f"the features in {folder} cannot be read: {error!r}") from error
    if manifest.layout != layout:
        raise SearchIndexError(
            f"the features in {folder} have layout {manifest.layout}, not {layout}"
        )
    return manifest


def save(folder: Path, manifest: Manifest) -> None:
    """Make *manifest* the last commit, durably.

    Raises:
        SearchIndexError: the disk is full or broken; the commit before stands.
    """
    try:
        _fresh(folder, manifest).replace(folder / NAME)
        _settle(folder)
    except OSError as error:
        raise SearchIndexError(f"the features in {folder} cannot be written: {error}") from error


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Be the one writer over all threads and processes.

    Raises:
        SearchIndexError: someone else is.
    """
    import fcntl

    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            busy = f"the features in {folder} are being written by another process"
            raise SearchIndexError(busy) from error
        yield


def _begin(folder: Path, layout: str) -> None:
    fresh = _fresh(folder, Manifest(layout))
    try:
        os.link(fresh, folder / NAME)  # never over a commit that another process has just made
    except FileExistsError:
        pass
    finally:
        fresh.unlink()


def _fresh(folder: Path, manifest: Manifest) -> Path:
    fresh = folder / f"manifest.{uuid4().hex}{_FRESH}"
    with fresh.open("xb") as file:
        file.write(json.dumps(asdict(manifest)).encode())
        file.flush()
        os.fsync(file.fileno())
    return fresh


def _settle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _read(data: Mapping[str, Any]) -> Manifest:
    kept = data["frequencies"]
    parts = (
        Part(Written(*part["file"]), part["rows"], part["first_day"], part["last_day"])
        for part in data["parts"]
    )
    return Manifest(
        data["layout"], data["sequence"], tuple(parts), Written(*kept) if kept else None
    )


def _is_new(folder: Path) -> bool:
    """Whether nothing was ever committed there, though someone may be about to."""
    return all(path.suffix == _FRESH or path.name == _LOCK for path in folder.iterdir())
