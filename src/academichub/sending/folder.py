"""A digest or a brief as a Markdown file in a folder, one a period, as Obsidian keeps notes.

A file that is there is never written over, whoever wrote it.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

import orjson

from academichub.errors import DeliveryError, UsageError
from academichub.render.digest import one_line
from academichub.sending.contents import Content
from academichub.sending.means import Means, Parcel

_FORBIDDEN = '\\/:*?"<>|#^[]'
_LONGEST = 80
_HEAD = 4_096
_MOST_BESIDE = 100
_NO_LINKS = {errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
"""What file systems answer that know no hard links, as those of memory cards."""


def body(
    content: Content,
    settings: Mapping[str, Any],  # noqa: ARG001
    means: Means,  # noqa: ARG001
) -> dict[str, Any]:
    """The note, and the name of its file."""
    return {"file": file_name(content), "text": content.markdown()}


def file_name(content: Content) -> str:
    """Period and title, without what file systems and Obsidian have no place for."""
    title = one_line("".join(" " if c in _FORBIDDEN else c for c in content.title))
    period = "".join("-" if c in _FORBIDDEN else c for c in content.period)
    return f"{period} {title[:_LONGEST].strip(' .') or 'radar'}"


def send(parcel: Parcel, means: Means) -> None:
    """Write the note: beside a file that has its name, unless that is this very note."""
    folder = allowed(parcel.settings["folder"], means.folders)
    mark = marked(parcel.name)
    try:
        _write(folder, parcel.body["file"], parcel.body["text"].encode(), mark)
    except OSError as error:
        raise DeliveryError(f"{folder}: {error.strerror or error}") from error
    parcel.taken()


def allowed(folder: str, within: tuple[Path, ...] | None) -> Path:
    """The folder that *folder* leads to, if files may be written there.

    Raises:
        DeliveryError: they may not, or it is no folder.
    """
    try:
        return checked(folder, within)
    except UsageError as error:
        raise DeliveryError(str(error), passing=False) from error


def checked(folder: str, within: tuple[Path, ...] | None) -> Path:
    """See `allowed`.

    Raises:
        UsageError: files may not be written there, or it is no folder.
    """
    path = Path(folder).expanduser()
    if not path.is_absolute() or "\0" in folder:
        raise UsageError("give the folder with its whole path")
    real = path.resolve()
    if within is not None and not any(real.is_relative_to(one.resolve()) for one in within):
        raise UsageError(
            "files may not be written into that folder; setting deliver_folders says where"
        )
    if not real.is_dir():
        raise UsageError(f"there is no folder {folder}")
    return real


def marked(name: str) -> bytes:
    """The line of a note that says which delivery it is; it stays when a reader edits the rest."""
    return b"academichub: " + orjson.dumps(name)


def _write(folder: Path, name: str, text: bytes, mark: bytes) -> None:
    for path in _names(folder, name):
        if path.exists():
            if _is_it(path, mark):
                return
            continue
        _create(path, text)
        return
    raise DeliveryError(f"{folder} has {_MOST_BESIDE} files of that name", passing=False)


def _names(folder: Path, name: str) -> Iterator[Path]:
    yield folder / f"{name}.md"
    for number in count(2):
        if number > _MOST_BESIDE:
            return
        yield folder / f"{name} ({number}).md"


def _is_it(path: Path, mark: bytes) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return mark in file.read(_HEAD).splitlines()


def _create(path: Path, text: bytes) -> None:
    """Make the file at once and whole, and never over another one."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    with unfinished.open("wb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(unfinished, path)
        unfinished.unlink()
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        unfinished.rename(path)
    _keep(path.parent)


def _keep(folder: Path) -> None:
    """Have the folder's own entry on the disk, where the system can."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
