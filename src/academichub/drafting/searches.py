"""A profile drafted from a search, or from interests as one types them.

Pure. Where a search says more than a profile can hold (dates, types), the draft says what was left.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from academichub.drafting import Draft, Note
from academichub.errors import UsageError
from academichub.profile import FollowedAuthor, Profile, WantedTerm
from academichub.query import Query, Term, parse
from academichub.taxonomy import canonical

_SYNTAX = re.compile(r'["“”:：()]|(?:^|\s)(?:AND|OR|NOT)(?:\s|$)|\*')
_PIECES = re.compile(r"[,;\n，；、]+")


def interests(text: str) -> list[str]:
    """The pieces of *text*, which commas, semicolons or lines part."""
    return [" ".join(piece.split()) for piece in _PIECES.split(text) if piece.strip()]


def interest(piece: str, now: datetime) -> Query:
    """What one piece looks for: one phrase, or a search where it is written like one."""
    if _SYNTAX.search(piece):
        return parse(piece, now)
    bare = piece.lstrip("-+ ")
    term = Term(bare, phrase=True, negative=piece.startswith("-"))
    return Query(terms=(term,)) if any(map(str.isalnum, bare)) else Query()


def of_queries(title: str, queries: Sequence[Query], journals: Mapping[str, str]) -> Draft:
    """The draft of what *queries* look for.

    Args:
        title: what the radar shall be called.
        queries: searches; what any of them looks for is wanted.
        journals: names of journals by the source that brings them.

    Raises:
        UsageError: nothing of it says what to look for.
    """
    terms = tuple(dict.fromkeys(_wanted(term) for asked in queries for term in asked.terms
                                if term.field != "author"))  # fmt: skip
    names = [term.text for asked in queries for term in asked.terms
             if term.field == "author" and not term.negative]  # fmt: skip
    names += [name.title() for asked in queries for name in asked.authors]
    sources = [source for asked in queries for source in asked.sources]
    profile = Profile(
        terms=terms,
        authors=tuple(FollowedAuthor(name) for name in dict.fromkeys(names)),
        categories=tuple(dict.fromkeys(canonical(c) for q in queries for c in q.categories)),
        venues=tuple(dict.fromkeys(journals[one] for one in sources if one in journals)),
    )
    wanted = tuple(term for term in terms if term.kind != "never")
    if replace(profile, terms=wanted).is_empty:
        raise UsageError("say what to look for: words, people or categories")
    dropped = [f"src:{one}" for one in sources if one not in journals]
    dropped += [word for q in queries for word in _unplaced(q)]
    notes = (Note("narrowed", what=" ".join(dropped)),) if dropped else ()
    return Draft(title[:80], profile, notes=notes)


def _wanted(term: Term) -> WantedTerm:
    return WantedTerm(term.text, "never" if term.negative else "likes")


def _unplaced(asked: Query) -> list[str]:
    """What of a search a profile has no place for, as one types it."""
    dates = [f"{name}:{value}" for name in ("since", "until") if (value := getattr(asked, name))]
    negative = ("authors", "categories", "sources", "types")
    refused = [f"-{value}" for name in negative for value in getattr(asked, f"not_{name}")]
    return [*dates, *(f"type:{one}" for one in asked.types), *refused]
