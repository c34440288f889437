"""The published form of a review and its hash: canonical JSON that anyone can compute again.

Leaves out when, how fast and at what price a review was made, and the id of the run that made it: the
same work read in the same way by the same writer gives the same bytes. Holds text and whole numbers alone.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Any

import orjson

from academichub.argument.findings import canonical
from academichub.argument.reviews import Review

_NOT_OF_REVIEW = ("id", "sha256", "stages")
_NOT_OF_PROVENANCE = (
    "at", "milliseconds", "tokens_in", "tokens_out", "cost", "asked", "cached",
)  # fmt: skip
_NOT_OF_FINDING = ("state", "at")


def published(review: Review) -> bytes:
    """The canonical JSON of *review* that its hash is of.

    Keys in order, no white space, UTF-8 (RFC 8785 for text and whole numbers). Left out are the review's
    ``id``, ``sha256`` and ``stages``, of its provenance ``at``, ``milliseconds``, ``tokens_in``,
    ``tokens_out``, ``cost``, ``asked`` and ``cached``, and of its findings ``state`` and ``at``, which are
    the history of them and change.
    """
    return canonical(_plain(orjson.loads(canonical(review))))


def digest(review: Review) -> str:
    """The SHA-256 of the published form, in hexadecimal."""
    return sha256(published(review)).hexdigest()


def sealed(review: Review) -> Review:
    """The review with its hash."""
    return replace(review, sha256=digest(review))


def _plain(review: dict[str, Any]) -> dict[str, Any]:
    _drop(review, _NOT_OF_REVIEW)
    _drop(review["provenance"], _NOT_OF_PROVENANCE)
    for finding in review["findings"]:
        _drop(finding, _NOT_OF_FINDING)
    return review


def _drop(values: dict[str, Any], names: tuple[str, ...]) -> None:
    for name in names:
        values.pop(name, None)
