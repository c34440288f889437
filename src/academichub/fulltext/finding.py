"""The best text of a work there is: arXiv's page, its TeX source, its PDF, or the abstract alone.

Asks through the one polite client, once for each, and only where somebody asked for this work. What was
found is kept by version and not asked for again; what failed is said in the notes of what was found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from academichub.argument.documents import Document
from academichub.errors import (
    ForbiddenAddressError,
    SourceError,
    ThrottledError,
    UnreachableError,
)
from academichub.fetch import Client
from academichub.fulltext import abstract, dropped, keeping
from academichub.model import Work

MOST_BYTES = 60_000_000
_LITTLE = 2_500
_NO_USE = (UnreachableError, ThrottledError, ForbiddenAddressError)
"""After one of these the same host is not asked for another form."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the forms of an arXiv paper are; the id and its version are put behind."""

    html: str = "https://arxiv.org/html"
    source: str = "https://arxiv.org/src"
    pdf: str = "https://arxiv.org/pdf"


@dataclass(frozen=True, slots=True)
class _Form:
    name: str
    url: str
    host: str


def find(
    work: Work, client: Client | None, folder: Path, at: Addresses | None = None, read_at: str = ""
) -> Document:
    """The best text of *work*; without a *client* what is kept, else its abstract.

    Args:
        work: the work.
        client: asks the outside; None where nothing may be asked.
        folder: where documents are kept.
        at: the addresses of arXiv's forms.
        read_at: the moment it is read.
    """
    if (document := keeping.kept(folder, work.id, work.version)) is not None:
        return document
    if client is None:
        return abstract.document(work, ("no full text is kept, and nothing was asked for",))
    notes: list[str] = []
    for form in _reachable(list(_forms(work, at or Addresses())), notes):
        document = _asked(form, work, client, read_at, notes)
        if document is not None:
            document = keeping.noted(document, tuple(notes))
            keeping.keep(folder, document, work.version)
            return document
    notes = notes or ["no address of a full text is known"]
    return abstract.document(work, tuple(notes))


def _forms(work: Work, at: Addresses) -> Iterator[_Form]:
    number = next((one.value for one in work.identifiers if one.scheme == "arxiv"), "")
    if number:
        named = f"{number}v{work.version}" if work.version else number
        yield _Form("HTML", f"{at.html.rstrip('/')}/{named}", at.html)
        yield _Form("TeX source", f"{at.source.rstrip('/')}/{named}", at.source)
        yield _Form("PDF", f"{at.pdf.rstrip('/')}/{named}", at.pdf)
    for place in work.locations:
        if place.kind == "pdf" and not (number and "arxiv.org/" in place.url):
            yield _Form("PDF", place.url, place.url)


def _reachable(forms: list[_Form], notes: list[str]) -> Iterator[_Form]:
    """The forms in order, until their host turns out to be of no use."""
    for form in forms:
        if not any(note.endswith(_given_up(form)) for note in notes):
            yield form


def _given_up(form: _Form) -> str:
    from urllib.parse import urlsplit

    return f"; {urlsplit(form.host).netloc} was not asked further"


def _asked(
    form: _Form, work: Work, client: Client, read_at: str, notes: list[str]
) -> Document | None:
    try:
        answer = client.get(form.url, max_bytes=MOST_BYTES)
        document = dropped.of_bytes(
            answer.body, form.name, work.id, answer.url, work.version, read_at or answer.fetched_at
        )
    except _NO_USE as error:
        notes.append(f"{form.name}: {error}{_given_up(form)}")
        return None
    except SourceError as error:
        notes.append(f"{form.name}: {error}")
        return None
    if len(document.text) < max(_LITTLE, 2 * len(work.abstract or "")):
        notes.append(f"{form.name}: there is hardly more in it than the abstract")
        return None
    return document
