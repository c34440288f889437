"""Whether a reader is an author of a work, as far as an ORCID iD can tell. A name alone never does."""

from __future__ import annotations

from academichub.errors import NotAllowedError, NotFoundError
from academichub.ids import parse
from academichub.model import Instant, Work
from academichub.people import author_key
from academichub.profile import Reader
from academichub.store import Store
from academichub.store.review_record import Claim


def claim_of(reader: Reader, work: Work, at: Instant) -> Claim:
    """The claim of *reader* on *work*.

    Raises:
        NotAllowedError: their ORCID iD is on none of its authorships; says what to do.
    """
    orcid = reader.orcid
    own = next((one for one in work.authorships if orcid and one.orcid == orcid), None)
    if orcid is None or own is None:
        raise NotAllowedError(_refusal(reader, work))
    return Claim(work.id, reader.id, orcid, own.name, at)


def work_of(store: Store, name: str) -> Work:
    """The work that *name* names.

    Raises:
        NotFoundError: no such work is in the store.
        IdentifierError: that is no identifier.
    """
    number = store.numbers([name]).get(name) or store.number(parse(name))
    work = store.works([number]).get(number) if number else None
    if work is None:
        raise NotFoundError(f"no work {name} in the store")
    return work


def _refusal(reader: Reader, work: Work) -> str:
    if reader.orcid is None:
        return "sign in with ORCID or link your ORCID iD to your account; a work is claimed by it"
    if any(_is_like(one.name, reader.name) for one in work.authorships):
        return (
            f"the record of this work names you and does not say that {reader.orcid} is yours; have your "
            "iD added where the work was posted or published, and try again when its record has come anew"
        )
    return f"{reader.orcid} is not among the authors that the record of this work names"


def _is_like(author: str, name: str) -> bool:
    """The same family name and first initial, however the rest is written."""
    one, other = author_key(author).split(), author_key(name).split()
    return bool(one and other) and (one[-1], one[0][0]) == (other[-1], other[0][0])
