"""A library where it lies: a folder, an archive, one file, or doc-gen data. Nothing is unpacked."""

from __future__ import annotations

import os
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from academichub.canon import docgen, lean
from academichub.canon.values import Declaration
from academichub.errors import NotFoundError, TooLargeError, UnreadableError

_ASIDE = {"build", "lake-packages", "node_modules"}
"""Folders of other libraries and of what a build made; so are those whose name begins with a dot."""
_FILE_BYTES = 8_000_000
_FILES = 100_000
_DATA_BYTES = 1_000_000_000


def sources(path: Path) -> Iterator[tuple[str, str]]:
    """Each Lean file of *path* with its text, in order of their names.

    Raises:
        NotFoundError: nothing is there.
        TooLargeError: there are more files than any library has.
        UnreadableError: it is neither a folder, an archive nor a Lean file.
    """
    if not path.exists():
        raise NotFoundError(f"there is no {path}")
    for number, (name, body) in enumerate(_bodies(path)):
        if number >= _FILES:
            raise TooLargeError(f"{path} has more than {_FILES} Lean files")
        yield name, body.decode("utf-8", errors="replace").removeprefix("\ufeff")


def declarations(path: Path) -> Iterator[tuple[str, tuple[Declaration, ...]]]:
    """The files of *path* with their declarations; doc-gen data counts as one file."""
    if path.is_file() and path.suffix in (".json", ".bmp"):
        if path.stat().st_size > _DATA_BYTES:
            raise TooLargeError(f"{path} is larger than any doc-gen data")
        yield path.name, tuple(docgen.declarations(path.read_bytes()))
        return
    for name, text in sources(path):
        yield name, tuple(lean.declarations(text, name))


def _bodies(path: Path) -> Iterator[tuple[str, bytes]]:
    if path.is_dir():
        return _of_folder(path)
    if path.suffix == ".lean":
        return iter([(path.name, path.read_bytes())])
    if zipfile.is_zipfile(path):
        return _of_zip(path)
    if tarfile.is_tarfile(path):
        return _of_tar(path)
    raise UnreadableError(f"{path} is no folder, no archive and no Lean file")


def _of_folder(folder: Path) -> Iterator[tuple[str, bytes]]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(one for one in folders if _counts(one))
        for name in sorted(files):
            path = Path(place, name)
            if name.endswith(".lean") and path.is_file() and path.stat().st_size <= _FILE_BYTES:
                yield path.relative_to(folder).as_posix(), path.read_bytes()


def _of_zip(path: Path) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(path) as archive:
            for one in sorted(archive.infolist(), key=lambda one: one.filename):
                if _is_source(one.filename) and one.file_size <= _FILE_BYTES:
                    yield one.filename, archive.read(one)
    except (zipfile.BadZipFile, EOFError, RuntimeError) as error:
        raise UnreadableError(f"{path} cannot be read: {error}") from error


def _of_tar(path: Path) -> Iterator[tuple[str, bytes]]:
    try:
        with tarfile.open(path) as archive:
            for one in archive:
                if one.isreg() and _is_source(one.name) and one.size <= _FILE_BYTES:
                    file = archive.extractfile(one)
                    yield one.name.removeprefix("./"), file.read() if file else b""
    except (tarfile.TarError, EOFError, OSError) as error:
        raise UnreadableError(f"{path} cannot be read: {error}") from error


def _is_source(name: str) -> bool:
    *folders, file = name.removeprefix("./").split("/")
    return file.endswith(".lean") and all(map(_counts, folders))


def _counts(folder: str) -> bool:
    return not folder.startswith(".") and folder not in _ASIDE
