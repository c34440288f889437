"""Namespaces, sections and blocks that are open at a place of a Lean source."""

from __future__ import annotations

from dataclasses import dataclass, field

_ROOT = "_root_"


@dataclass(slots=True)
class Scopes:
    """What is open; ``blocks`` counts the ``begin`` and ``match`` of Lean 3 that wait for their ``end``."""

    names: list[tuple[str, str]] = field(default_factory=list)
    blocks: int = 0

    def open(self, word: str, name: str) -> None:
        """Open a namespace or section, each part of a dotted name for itself; or a block."""
        self.names += [(word, part) for part in name.split(".")]

    def close(self, name: str) -> bool:
        """Close what ``end name`` ends; False where it ends a block, or nothing that is open."""
        parts = name.split(".") if name else [""]
        if name and self._ends_with(parts):
            self.blocks = 0
            del self.names[-len(parts) :]
            return True
        if self.blocks:
            self.blocks -= 1
            return False
        if not name:
            closes = bool(self.names) and not self.names[-1][1]
            del self.names[len(self.names) - closes :]
            return closes
        return self._close_up_to(parts[0])

    def declare(self, at_margin: bool) -> None:
        """A declaration at the margin stands in no block: one that seems open was misread."""
        if at_margin:
            self.blocks = 0

    def whole(self, name: str) -> str:
        """The full name of what is declared as *name* here."""
        if name.startswith(f"{_ROOT}."):
            return name.removeprefix(f"{_ROOT}.")
        return ".".join([*(one for word, one in self.names if word == "namespace"), name])

    def _close_up_to(self, name: str) -> bool:
        if all(one != name for _, one in self.names):
            return False
        while self.names.pop()[1] != name:
            pass
        return True

    def _ends_with(self, parts: list[str]) -> bool:
        return [one for _, one in self.names[-len(parts) :]] == parts
