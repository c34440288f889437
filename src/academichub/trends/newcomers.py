"""Who wrote in a field's window and never in its past, as far as the works handed in know."""

from __future__ import annotations

from collections.abc import Sequence

from academichub.model import Authorship, Date, Work
from academichub.text import author_key
from academichub.trends.values import NewAuthor

_MOST = 50
_MOST_AUTHORS = 100  # of one work; of a large collaboration nobody is new in the field by it


def newcomers(works: Sequence[Work], since: Date) -> tuple[NewAuthor, ...]:
    """Authors of works from *since* on and of none before, those with the most works first.

    A person is known by ORCID or by name: the same name before is taken to be the same person, so
    none is called new who is not. *works* are in order of time.
    """
    known: set[str] = set()
    found: dict[str, tuple[Authorship, list[str]]] = {}
    for work in works:
        for author in work.authorships[:_MOST_AUTHORS]:
            key = author_key(author.name)
            if work.date < since:
                known |= {key, author.orcid or key}
            elif key and not known & {key, author.orcid or key}:
                found.setdefault(key, (author, []))[1].append(work.id)
    newest = [NewAuthor(one.name, one.orcid, tuple(ids[::-1])) for one, ids in found.values()]
    newest.reverse()
    return tuple(sorted(newest, key=lambda one: -len(one.works))[:_MOST])
