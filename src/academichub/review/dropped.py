"""Files that readers drop in: each is read at once, and is a work of its own, named by its bytes.

Nothing of one is kept but its text, with the review it was dropped in for.
"""

from __future__ import annotations

from hashlib import sha256
from time import perf_counter

from academichub import fulltext
from academichub.argument.documents import Document
from academichub.argument.reviews import StageAccount
from academichub.errors import MalformedAnswerError
from academichub.model import Instant, Work
from academichub.review.stages import Text

_PREFIX = "file:"
_LONGEST_TITLE = 300


def read(name: str, body: bytes, at: Instant) -> Text:
    """Read a file.

    Args:
        name: what it is called; its folders are not looked at.
        body: its bytes.
        at: the moment it is read.

    Raises:
        TooLargeError: it is larger than a paper is.
        MalformedAnswerError: it is no PDF, no HTML page and no TeX source, or there is no text in it.
    """
    began = perf_counter()
    shown = " ".join(name.replace("\\", "/").rsplit("/", 1)[-1].split())[:_LONGEST_TITLE]
    work = f"{_PREFIX}{sha256(body).hexdigest()}"
    document = fulltext.of_bytes(body, shown, work, read_at=at)
    if not document.text.strip():
        raise MalformedAnswerError(f"there is no text in {shown or 'the file'}")
    spent = round((perf_counter() - began) * 1000)
    of = Work(work, title(document) or shown or work, "other", "file", (), at)
    return Text(of, document, StageAccount("text", milliseconds=spent))


def is_file(work: str) -> bool:
    """Whether a work is a file that somebody dropped in."""
    return work.startswith(_PREFIX)


def title(document: Document) -> str:
    """What the text calls itself: its first heading, where that stands at its beginning."""
    first = next(iter(document.pieces), None)
    if first is None or first.kind != "heading":
        return ""
    return " ".join(document.text[first.start : first.end].split())[:_LONGEST_TITLE]
