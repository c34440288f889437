"""What a library of formal mathematics declares, as values. Nothing here reads a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "theorem", "lemma", "def", "abbrev", "structure", "class", "inductive", "instance", "axiom",
    "opaque",
]  # fmt: skip

Breach = Literal["deleted", "renamed", "private", "sorry"]
"""Why a declaration can no more be leaned on: its name is gone; its statement stands under another
name; nobody outside its file can name it; its proof has a hole."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """One declaration of a library.

    ``start`` and ``end`` are code points of its file: ``text[start:end]`` is the statement, from the
    word of its kind to before its proof. From doc-gen data there is no text, and both are 0.
    ``of`` is the declaration whose attribute (``to_additive``) makes this one; the statement is that
    one's. ``sorry`` says that the proof has ``sorry`` or ``admit`` in it.
    """

    name: str
    kind: Kind
    statement: str
    doc: str
    file: str
    line: int
    start: int = 0
    end: int = 0
    sorry: bool = False
    private: bool = False
    of: str = ""

    @property
    def whole(self) -> bool:
        """Whether it can be named from outside and its proof has no hole that can be seen."""
        return not self.private and not self.sorry


@dataclass(frozen=True, slots=True)
class Broken:
    """A declaration that was whole once, and is not since *since*; ``now`` is its new name."""

    name: str
    why: Breach
    since: str
    now: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A declaration a search found, with its score; the scores of one search can be compared."""

    declaration: Declaration
    score: float
    checked: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """A canon as it stands: what it was made of, and how much is in it."""

    name: str
    path: str
    revision: str
    at: str
    files: int
    declarations: int
    theorems: int
    holes: int
    broken: int
    checked: int


@dataclass(frozen=True, slots=True)
class Update:
    """What an update changed; ``broken`` are the names that broke by it, ``mended`` came back."""

    revision: str
    added: int
    kept: int
    broken: tuple[Broken, ...]
    mended: tuple[str, ...]
