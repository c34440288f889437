"""How things are written in bibliographies: a name in its parts, a citation key, a source's name.

Pure; used by every export, so that they agree.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import NamedTuple

from academichub.model import Date, Work
from academichub.render.badge import SERVERS
from academichub.text import fold

_SUFFIX = re.compile(r"(?:jr|sr)\.?|i{2,3}|iv", re.IGNORECASE)
_PARTICLES = frozenset(
    {
        "von",
        "van",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "das",
        "du",
        "le",
        "la",
        "ter",
        "ten",
        "zu",
        "zur",
        "zum",
        "af",
        "al",
        "el",
        "bin",
        "ibn",
    }
)
_BODY = re.compile(
    r"\b(?:collaborations?|consortium|group|team|network|initiative|committee|institute|society|"
    r"project|investigators|association|university|council|organi[sz]ation|foundation|et al)\b",
    re.IGNORECASE,
)
_STOP = frozenset(
    {
        "a",
        "an",
        "the",
        "on",
        "of",
        "for",
        "in",
        "to",
        "and",
        "with",
        "from",
        "by",
        "at",
        "is",
        "are",
        "as",
        "via",
        "towards",
        "toward",
    }
)


class Name(NamedTuple):
    """A person's name in parts, or a body's name, which has only ``family``."""

    given: str
    family: str
    suffix: str = ""

    @property
    def is_body(self) -> bool:
        """Whether the name must not be taken apart: a collaboration, or a single word."""
        return not self.given


def parts(name: str) -> Name:
    """Take a name as it is spoken apart; particles go with the family name.

    A name with a comma, or of a body of people, stays whole.
    """
    words = name.split(" ")
    if "," in name or len(words) < 2 or _BODY.search(name) or "" in words:
        return Name("", name)
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES and words[start - 1].islower():
        start -= 1
    return Name(" ".join(words[:start]), " ".join(words[start:]), suffix)


def keys(works: Sequence[Work]) -> list[str]:
    """A citation key for each work, unique among them.

    Made of the first author, the year and the first words of the title, so that it stays the same
    in every export; of works that would share one, all but the first by id carry a piece of the
    digest of their id.
    """
    wanted = [key(work) for work in works]
    first: dict[str, str] = {}
    for work, name in zip(works, wanted, strict=True):
        first[name] = min(work.id, first.get(name, work.id))
    return [
        name if first[name] == work.id else f"{name}-{_digest(work.id)}"
        for work, name in zip(works, wanted, strict=True)
    ]


def key(work: Work) -> str:
    """The citation key of a work when nothing else wants the same."""
    family = parts(work.authorships[0].name).family if work.authorships else work.source
    words = [word for each in work.title.split() if (word := _letters(each))]
    telling = [word for word in words if word not in _STOP] or words
    year = (cited_on(work) or "")[:4]
    made = f"{_letters(family)}{year}{''.join(telling[:3])[:40]}"
    return made if made[:1].isalpha() else f"work{_digest(work.id)}"


def cited_on(work: Work) -> Date | None:
    """The date a bibliography gives: posted of a preprint, published of anything else."""
    if work.type == "preprint":
        return work.posted_on or work.published_on or work.announced_on
    return work.published_on or work.posted_on or work.announced_on


def server(work: Work) -> str | None:
    """The preprint server in print: ``arXiv``, ``bioRxiv``; None of what is no preprint."""
    if work.type != "preprint":
        return None
    if work.identifier("arxiv"):
        return "arXiv"
    known = next((s for s in (work.source, *work.sources) if s in SERVERS), None)
    return SERVERS[known] if known else (work.venue.name if work.venue else None)


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(text))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
