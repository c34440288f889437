"""The engine's files in one folder: opening them, writing them, and saying what is wrong.

Whatever the engine raises leaves here as one `SearchIndexError`. Never mends a broken file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy

from academichub.errors import SearchIndexError
from academichub.index import analysis, layout
from academichub.model import Work

_ENGINE, _LAYOUT = "engine", "layout.json"


class Writer:
    """Puts and deletes works; nothing is seen, or kept, before `commit`."""

    def __init__(self, engine: tantivy.IndexWriter, highest: int, folder: Path) -> None:
        self._engine = engine
        self._highest = highest
        self._folder = folder

    def put(self, number: int, work: Work) -> None:
        """Index *work* under *number*, in place of what was there."""
        # Numbers grow, so a higher one than any before replaces nothing; deletions are dear.
        if number <= self._highest:
            self.delete(number)
        self._highest = max(self._highest, number)
        document = layout.document(number, work)
        try:
            self._engine.add_document(document)
        except (ValueError, OSError) as error:
            raise _failed(self._folder, "written", error) from error

    def delete(self, number: int) -> None:
        """Forget the work under *number*, if there is one."""
        self._engine.delete_documents_by_term("number", number)

    def commit(self, sequence: int) -> None:
        """Make everything so far durable and visible, as including change *sequence*.

        Raises:
            SearchIndexError: the disk is full or broken; the commit before stands.
        """
        with guarded(self._folder, "written"):
            self._engine.delete_documents_by_term("state", "sequence")
            self._engine.add_document(layout.marker(sequence))
            self._engine.commit()

    def clear(self) -> None:
        """Forget everything, from the next commit on."""
        self._engine.delete_all_documents()
        self._highest = -1


def opened(folder: Path) -> tantivy.Index:
    """The index in *folder*, made where there is none.

    Raises:
        SearchIndexError: it is of another layout, or cannot be read.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _check_layout(folder)
    with guarded(folder, "read"):
        return _open(folder / _ENGINE)


def commit_file(folder: Path) -> Path:
    """The file that the engine replaces with each commit, by any process."""
    return folder / _ENGINE / "meta.json"


def writing(index: tantivy.Index, folder: Path, memory: int, threads: int) -> tantivy.IndexWriter:
    """The engine's writer; there is one at a time over all processes.

    Raises:
        SearchIndexError: there is one already.
    """
    try:
        with guarded(folder, "written"):
            writer = index.writer(memory, threads)
            # One killed before its commit leaves files that the next would give the same names.
            writer.garbage_collect_files()
            return writer
    except SearchIndexError as error:
        if "LockBusy" not in str(error):
            raise
        busy = f"the search index in {folder} is being written by another process"
        raise SearchIndexError(busy) from error


@contextmanager
def guarded(folder: Path, done: str) -> Iterator[None]:
    """Turn what the engine raises into one line; *done* is what the index cannot be: "read".

    Raises:
        SearchIndexError: from what the engine raised; see `is_broken`.
    """
    try:
        yield
    except (ValueError, OSError) as error:
        raise _failed(folder, done, error) from error
    except BaseException as error:
        # The engine is Rust; a panic is no Exception, and its class has no public name.
        if type(error).__name__ != "PanicException":
            raise
        raise _failed(folder, done, error) from error


def is_broken(error: SearchIndexError) -> bool:
    """Whether the engine fell over a file that is not what it wrote."""
    return error.__cause__ is not None and not isinstance(error.__cause__, Exception)


def _open(engine: Path) -> tantivy.Index:
    engine.mkdir(exist_ok=True)
    index = tantivy.Index(layout.schema(), str(engine))
    analysis.register(index)
    index.config_reader("manual")
    return index


def _check_layout(folder: Path) -> None:
    """Read which layout is in the folder; a new folder is given ours."""
    note = folder / _LAYOUT
    if not any(folder.iterdir()):
        fresh = note.with_suffix(".new")
        fresh.write_text(json.dumps({"layout": layout.VERSION}))
        fresh.replace(note)
    try:
        version = json.loads(note.read_text())["layout"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        unsaid = f"the folder {folder} does not say which layout its search index has"
        raise SearchIndexError(unsaid) from error
    if version != layout.VERSION:
        raise SearchIndexError(
            f"the search index in {folder} has layout {version}, not {layout.VERSION}"
        )


def _failed(folder: Path, done: str, error: BaseException) -> SearchIndexError:
    first = (str(error).splitlines() or [type(error).__name__])[0][:200]
    return SearchIndexError(f"the search index in {folder} cannot be {done}: {first}")
