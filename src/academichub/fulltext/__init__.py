"""The text of a work, as much of it as is at hand: a page, TeX, a PDF, or the abstract alone.

Each engine reads bytes into one `Document`; `of_file` and `of_bytes` read a file somebody has, `find`
looks for the best there is, `kept` gives what was read before. Never guesses what it could not read:
that is said in the notes of the document.
"""

from __future__ import annotations

from academichub.fulltext.dropped import of_bytes, of_file
from academichub.fulltext.finding import Addresses, find
from academichub.fulltext.keeping import keep, kept, texts

__all__ = ["Addresses", "find", "keep", "kept", "of_bytes", "of_file", "texts"]
