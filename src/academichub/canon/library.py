"""A canon that was indexed: its declarations by name and by words, what broke, and what was checked."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Self

from academichub.argument.reviews import Rung
from academichub.canon.kernel import checked
from academichub.canon.layout import COLUMNS, axioms, declaration
from academichub.canon.scoring import MOST_WORDS, Listed, best
from academichub.canon.values import Broken, Declaration, Found, State
from academichub.canon.words import asked
from academichub.errors import StoreError

_COMMON = 0.1
"""A word in more than this part of all declarations tells none apart, unless it is all there is."""
_FEW = 50


class Canon:
    """One canon, opened for reading; use it as a context, or close it."""

    def __init__(self, path: Path) -> None:
        """Open the file at *path*.

        Raises:
            StoreError: it is no canon.
        """
        self.path = path
        self.name = path.stem
        try:
            self._file = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)
            self._file.execute("PRAGMA mmap_size=1073741824")
            self._said: dict[str, str] = dict(self._file.execute("SELECT key, value FROM meta"))
        except sqlite3.Error as error:
            raise StoreError(f"{path} is no canon: {error}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    @property
    def revision(self) -> str:
        """The revision of the library that was read last."""
        return self._said["revision"]

    @cached_property
    def size(self) -> int:
        """How many declarations can be found."""
        return int(self._said["public"])

    def state(self) -> State:
        """What the canon was made of and how much is in it."""
        said = self._said
        counts = {
            "declarations": self.size,
            "broken": self._one("SELECT count(*) FROM broken"),
            "checked": self._one("SELECT count(*) FROM evidence"),
        } | {key: int(said[key]) for key in ("files", "theorems", "holes")}
        return State(self.name, said["path"], self.revision, said["at"], **counts)

    def get(self, name: str) -> Declaration | None:
        """The public declaration of that full name."""
        sql = f"SELECT {COLUMNS} FROM declarations WHERE name = ? AND NOT private"  # noqa: S608
        row = self._file.execute(sql, (name,)).fetchone()
        return declaration(row) if row else None

    def rung(self, name: str) -> tuple[Rung, tuple[str, ...]]:
        """How far a name is known here, with the axioms if it is checked."""
        found = self.get(name)
        if found is None:
            return "listed", ()
        given = self._evidence(name) if found.whole else None
        return ("indexed", ()) if given is None else ("checked", given)

    def broken(self) -> tuple[Broken, ...]:
        """The names that were whole in an earlier revision and are not in this one."""
        rows = self._file.execute("SELECT name, why, since, now FROM broken ORDER BY name")
        return tuple(Broken(*row) for row in rows)

    def broken_at(self, name: str) -> Broken | None:
        """What became of *name*, if it is broken."""
        sql = "SELECT name, why, since, now FROM broken WHERE name = ?"
        row = self._file.execute(sql, (name,)).fetchone()
        return Broken(*row) if row else None

    def whole(self) -> list[Declaration]:
        """Every public declaration without a hole."""
        sql = f"SELECT {COLUMNS} FROM declarations WHERE NOT private AND NOT sorry"  # noqa: S608
        return [declaration(row) for row in self._file.execute(sql)]

    def attach(self, output: str, revision: str, at: str) -> tuple[str, ...]:
        """Take what the kernel said of *revision* as evidence; give the names it is evidence of.

        A name that is not here, is private or has a hole is not among them, and nothing is if
        *revision* is not the one that was read.
        """
        if revision != self.revision:
            return ()
        said = {name: given for name, given in checked(output).items() if self._is_whole(name)}
        digest = sha256(output.encode()).hexdigest()
        rows = [
            (name, revision, json.dumps(given), digest, at) for name, given in sorted(said.items())
        ]
        with self._file:
            self._file.executemany("INSERT OR REPLACE INTO evidence VALUES (?, ?, ?, ?, ?)", rows)
        return tuple(sorted(said))

    def search(self, text: str, limit: int = 10) -> tuple[Found, ...]:
        """The declarations that share the most telling words with *text*, best first.

        One whose full name *text* is comes before all others.
        """
        if not self.size or limit < 1:
            return ()
        found = best(self._lists(text), self.size, limit)
        if named := self._named(text.strip()):
            found = [(named[0], found[0][1] if found else 0.0), *found]
        once = dict(reversed(found))  # the first of two wins
        return tuple(self._found(number, once[number]) for number in list(dict(found))[:limit])

    def _named(self, name: str) -> tuple[int] | None:
        sql = "SELECT id FROM declarations WHERE name = ? AND NOT private"
        row: tuple[int] | None = self._file.execute(sql, (name,)).fetchone()
        return row

    def _found(self, number: int, score: float) -> Found:
        sql = f"SELECT {COLUMNS} FROM declarations WHERE id = ?"  # noqa: S608
        one = declaration(self._file.execute(sql, (number,)).fetchone())
        return Found(one, round(score, 4), one.whole and self._evidence(one.name) is not None)

    def _lists(self, text: str) -> list[Listed]:
        """The lists of the rarest words of *text*, the rarest first."""
        many = "SELECT length(weights) FROM words WHERE word = ?"
        counted = sorted(
            (self._one(many, word), word, weight) for word, weight in asked(text).items()
        )
        there = [one for one in counted if one[0]]
        much = max(_COMMON * self.size, _FEW)
        rare = [one for one in there if one[0] <= much] or there[:1]
        sql = "SELECT places, weights FROM words WHERE word = ?"
        return [
            Listed(weight, *self._file.execute(sql, (word,)).fetchone())
            for _, word, weight in rare[:MOST_WORDS]
        ]

    def _evidence(self, name: str) -> tuple[str, ...] | None:
        sql = "SELECT axioms FROM evidence WHERE name = ? AND revision = ?"
        row = self._file.execute(sql, (name, self.revision)).fetchone()
        return axioms(row[0]) if row else None

    def _is_whole(self, name: str) -> bool:
        found = self.get(name)
        return found is not None and found.whole

    def _one(self, sql: str, *values: str) -> int:
        with closing(self._file.execute(sql, values)) as rows:
            row = rows.fetchone()
        return int(row[0]) if row else 0
