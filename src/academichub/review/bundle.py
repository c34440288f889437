"""A review as one portable file that anyone can check without us.

What stands in it follows from the review, the text that was read and what was said of it since; the
same three and the same key give the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import orjson

from academichub.argument import Statement
from academichub.argument.documents import Document
from academichub.argument.findings import Event, canonical
from academichub.argument.reviews import Review
from academichub.render.review_json import is_hidden
from academichub.review import contents
from academichub.review.hashing import published
from academichub.review.packing import packed
from academichub.review.signing import Key
from academichub.review.verifying import Verified, verify

__all__ = ["Verified", "verify", "write"]


def write(
    review: Review,
    document: Document | None,
    events: Sequence[Event] = (),
    key: Key | None = None,
    claims: Sequence[Statement] = (),
) -> bytes:
    """The bundle of a review: a ZIP that any program opens.

    Args:
        review: what was made; its hash is computed anew.
        document: the text that was read; None leaves it out, and then its quotes cannot be checked.
        events: what was said since of the review and its findings, the oldest first. Where the
            authors have hidden the prose, the bundle holds the findings and the hash of the rest.
        key: signs the manifest.
        claims: what the work claims in its own words, to be listed beside what its review says.
    """
    told = orjson.loads(published(review))
    read = orjson.loads(canonical(list(claims)))
    run = {
        "id": review.id,
        "provenance": asdict(review.provenance),
        "stages": [asdict(one) for one in review.stages],
    }
    files = {
        contents.REVIEW: canonical(told),
        contents.CLAIMS: canonical(contents.claims(told, read)),
        contents.RUN: canonical(run),
    } if not is_hidden(review, events) else {}  # fmt: skip
    files |= {
        contents.FINDINGS: canonical(contents.findings(told)),
        contents.EVENTS: canonical([asdict(one) for one in events]),
    }
    if document is not None:
        files[contents.TEXT] = document.text.encode()
    listed = contents.manifest(files, told, contents.hashed(told))
    return packed(contents.signed(files, listed, key))
