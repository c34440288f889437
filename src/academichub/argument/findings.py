"""What a check found in a work, with what it stands on, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, Literal

import orjson

from academichub.model import Instant

VerdictClass = Literal["arithmetic", "identifier", "cross_source", "heuristic"]
"""How strong the evidence of a check can be: it was computed; an identifier says it; two sources differ;
it looks like it."""

Severity = Literal["error", "warning", "note"]

FindingState = Literal["open", "answered", "disputed", "rescinded"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The verbatim text a finding stands on, and its place in the text that was read."""

    field: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Check:
    """What makes findings: its id for good, the version of its rules, what its evidence can bear.

    ``dispute`` says in one line how one shows that a finding of it is wrong.
    """

    id: str
    version: int
    verdict_class: VerdictClass
    title: str
    dispute: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One observation. ``message`` is one sentence with the figures; ``data`` are these as values.

    ``document`` is the SHA-256 of the text that was read. ``sha256`` is that of the canonical JSON of all
    fields but ``sha256``, ``state`` and ``at``, so that anyone can compute it again.
    """

    work: str
    check: str
    version: int
    verdict_class: VerdictClass
    severity: Severity
    message: str
    evidence: tuple[Evidence, ...]
    document: str
    data: tuple[tuple[str, str], ...] = ()
    dispute: str = ""
    sha256: str = ""
    state: FindingState = "open"
    at: Instant = ""


@dataclass(frozen=True, slots=True)
class Event:
    """What became of a finding or a review: who said what about it when. Never edited, only added to.

    ``as_author`` says that they had shown to be an author of the work.
    """

    subject: str
    kind: str
    by: str
    at: Instant
    text: str = ""
    as_author: bool = False


_BECOMES: Mapping[str, FindingState] = {
    "disputed": "disputed", "answered": "answered", "rescinded": "rescinded", "reopened": "open",
}  # fmt: skip


def becomes(state: FindingState, events: Iterable[Event]) -> FindingState:
    """What a finding is after these events, the oldest first; only reopening undoes a rescission."""
    for event in events:
        if state != "rescinded" or event.kind == "reopened":
            state = _BECOMES.get(event.kind, state)
    return state


def canonical(value: Any) -> bytes:
    """Canonical JSON: keys in order, no white space, UTF-8 (RFC 8785 for all but floats).

    Floats are refused by convention: values that are hashed hold integers and text.
    """
    return orjson.dumps(value, default=tuple, option=orjson.OPT_SORT_KEYS)


def sealed(finding: Finding) -> Finding:
    """The finding with its hash."""
    plain = orjson.loads(canonical(finding))
    for name in ("sha256", "state", "at"):
        plain.pop(name)
    return replace(finding, sha256=sha256(canonical(plain)).hexdigest())
