"""PubMed's XML (`efetch`, the yearly baseline): citations cut out one by one, then read as one.

Never holds more than one citation, so a baseline file of 200 MB needs no more than a small one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from academichub.errors import MalformedAnswerError, UnreadableError
from academichub.model import Instant, Record
from academichub.sources.formats import Adapt, Chunks, Opener
from academichub.sources.formats.stream import LINE_LIMIT

ROUTE = "file-pubmed"
_OPEN = re.compile(rb"<(PubmedArticle|PubmedBookArticle)[\s>]")
_END = b"</PubmedArticleSet>"


def reader(opened: Opener, now: Instant) -> tuple[Iterator[bytes], Adapt]:
    """The citations of a file as they came, and what makes the record of each."""
    return _citations(opened(True)), lambda raw: to_record(raw, now)


def to_record(raw: bytes, now: Instant) -> Record:
    """Make the record of one citation. Raises UnreadableError."""
    from academichub.sources import pubmed_citations, xml

    if len(raw) > LINE_LIMIT:
        raise UnreadableError(f"the citation is longer than {LINE_LIMIT // 2**20} MiB")
    try:
        document = xml.parse(raw, what="a PubMed citation")
    except MalformedAnswerError as error:
        raise UnreadableError(str(error)) from error
    return pubmed_citations.to_record(document.root, ROUTE, now)


def _citations(content: Chunks) -> Iterator[bytes]:
    buffer, ended = b"", False
    for piece in content:
        buffer += piece
        while (found := _OPEN.search(buffer)) is not None:
            close = b"</%b>" % found[1]
            end = buffer.find(close, found.end())
            if end < 0:
                break
            yield buffer[found.start() : end + len(close)]
            buffer = buffer[end + len(close) :]
        ended = ended or _END in buffer
        buffer = _trimmed(buffer)
    if not ended:
        raise MalformedAnswerError("the PubMed file is cut off; what came before is kept")


def _trimmed(buffer: bytes) -> bytes:
    if found := _OPEN.search(buffer):
        if len(buffer) - found.start() > LINE_LIMIT:
            raise MalformedAnswerError(f"a citation is longer than {LINE_LIMIT // 2**20} MiB")
        return buffer[found.start() :]
    return buffer[-32:]
