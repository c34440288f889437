"""Documents of our own sentences, for the checks of numbers."""

from __future__ import annotations

from hashlib import sha256

from academichub.argument.documents import Document, Heading, Piece
from academichub.argument.findings import Finding
from academichub.audits import Facts, run
from academichub.model import Work

FACTS = Facts(Work("w", "A study", "article", "", (), "2026-01-01T00:00:00Z"), "2026-01-01")


def document(
    text: str, pieces: tuple[Piece, ...] = (), sections: tuple[Heading, ...] = ()
) -> Document:
    """A document of this text; full text where it has pieces."""
    return Document(
        "w", "full text" if pieces else "abstract", text, sha256(text.encode()).hexdigest(), "ours", "1",
        pieces=pieces, sections=sections,
    )  # fmt: skip


def findings(name: str, text: str) -> tuple[Finding, ...]:
    """What one check finds in a text."""
    return run(document(text), FACTS, (name,))
