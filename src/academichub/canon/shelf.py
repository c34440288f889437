"""All canons of a data folder: add one, bring it to a new revision, search them together."""

from __future__ import annotations

import re
from pathlib import Path

from academichub.canon import layout, moving
from academichub.canon.libraries import declarations
from academichub.canon.library import Canon
from academichub.canon.values import Broken, Declaration, State, Update
from academichub.errors import NotFoundError, UsageError

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")


class Canons:
    """The canons in a folder, one file each."""

    def __init__(self, folder: Path) -> None:
        """Take *folder*, which need not exist yet."""
        self.folder = folder

    def names(self) -> tuple[str, ...]:
        """The canons there are."""
        return tuple(sorted(path.stem for path in self.folder.glob("*.sqlite")))

    def open(self, name: str) -> Canon:
        """Open a canon.

        Raises:
            NotFoundError: there is none of that name.
        """
        path = self._path(name)
        if not path.is_file():
            raise NotFoundError(f"there is no canon {name!r}; there are: {self._listed()}")
        return Canon(path)

    def states(self) -> tuple[State, ...]:
        """Each canon as it stands."""
        found = []
        for name in self.names():
            with self.open(name) as canon:
                found.append(canon.state())
        return tuple(found)

    def add(self, name: str, path: Path, revision: str, at: str) -> State:
        """Index the library at *path* (a folder, an archive, a file, doc-gen data) as *revision*.

        Raises:
            UsageError: the name cannot be one, or is taken; or nothing is declared there.
        """
        if self._path(name).exists():
            raise UsageError(f"there is a canon {name!r}; bring it to another revision instead")
        files, found = _read(path)
        self._write(name, path, revision, at, files, found, ())
        with self.open(name) as canon:
            return canon.state()

    def update(self, name: str, revision: str, at: str, path: Path | None = None) -> Update:
        """Read the library of a canon again, as *revision*, from where it was or from *path*.

        What was checked is so no more: evidence is of one revision.
        """
        with self.open(name) as canon:
            before = {one.name: moving.substance(one) for one in canon.whole()}
            earlier = canon.broken()
            place = path or Path(canon.state().path)
        files, found = _read(place)
        gone = moving.broken(before, found, revision, earlier)
        self._write(name, place, revision, at, files, found, gone)
        known = {one.name for one in earlier}
        whole = {one.name for one in found if one.whole}
        return Update(
            revision,
            added=len(whole - set(before) - known),
            kept=len(whole & set(before)),
            broken=tuple(one for one in gone if one.name not in known),
            mended=tuple(sorted(known - {one.name for one in gone})),
        )

    def _write(
        self,
        name: str,
        path: Path,
        revision: str,
        at: str,
        files: int,
        found: list[Declaration],
        gone: tuple[Broken, ...],
    ) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        said = {
            "path": str(path.absolute()),
            "revision": revision,
            "at": at,
            "files": str(files),
        }
        layout.write(self._path(name), said, found, gone)

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise UsageError(f"{name!r} is no name for a canon: small letters, digits, hyphens")
        return self.folder / f"{name}.sqlite"

    def _listed(self) -> str:
        return ", ".join(self.names()) or "none"


def _read(path: Path) -> tuple[int, list[Declaration]]:
    files = 0
    found: list[Declaration] = []
    for _, declared in declarations(path):
        files += 1
        found.extend(declared)
    if not found:
        raise UsageError(f"nothing is declared in {path}")
    return files, found
