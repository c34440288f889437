"""Readers of bibliographic files: for each format a splitter into entries and a pure adapter.

A splitter yields entries as they came and never holds more than one; an adapter makes one
`Record` of one entry or raises `UnreadableError`. Neither knows about pages or cursors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from academichub.model import Record

Chunks = Iterator[bytes]
"""A file's content, decompressed, in pieces of any size."""

Opener = Callable[[bool], Chunks]
"""Opens the content from its start, as often as called; told whether progress is to be shown."""

Adapt = Callable[[bytes], Record | None]
"""Makes the record of one entry, None of one that is about no work; raises UnreadableError."""
