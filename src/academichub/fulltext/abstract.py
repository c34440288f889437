"""A work of which nothing but its record is at hand: title and abstract as a document.

Never says it is more than that: its scope is the abstract, or the title alone.
"""

from __future__ import annotations

from academichub import __version__
from academichub.argument.documents import Document
from academichub.fulltext.writing import Source, Writer
from academichub.model import Work


def document(work: Work, notes: tuple[str, ...] = ()) -> Document:
    """Title and abstract of *work*; *notes* say why it is no more."""
    writer = Writer()
    writer.block("heading", [(work.title, None)])
    for paragraph in (work.abstract or "").split("\n\n"):
        writer.block("paragraph", [(paragraph, None)])
    for note in notes:
        writer.note(note)
    source = Source(work.id, "record", __version__)
    return writer.finish(source, "abstract" if (work.abstract or "").strip() else "title")
