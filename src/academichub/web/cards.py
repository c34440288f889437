"""What a template asks of a work: addresses, names, its text with the math marked up.

Pure reading; markup is made only by the MathML renderer, which escapes everything else.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import quote, quote_plus

from markupsafe import Markup

from academichub import ids, taxonomy
from academichub.render import mathml, notes
from academichub.render.badge import INDEXES, SERVERS
from academichub.sources.catalogue import catalogue


@lru_cache(maxsize=1)
def _source_names() -> Mapping[str, str]:
    journals = {f"{kind}{j.slug}": j.name for j in catalogue() for kind in ("", "feed-")}
    return {**journals, **INDEXES, **SERVERS}


@lru_cache(maxsize=8_000)
def marked(text: str) -> Markup:
    """*text* as HTML with its math as MathML."""
    return Markup(mathml.markup(text))  # noqa: S704  # the renderer escapes all but its own math


@lru_cache(maxsize=1_000)
def noted(text: str) -> Markup:
    """A reader's note, written in Markdown, as HTML."""
    return Markup(notes.note_html(text))  # noqa: S704  # what comes out has been cleaned


def source_name(source: str) -> str:
    """How a source is called in print."""
    return _source_names().get(source, source)


@lru_cache(maxsize=20_000)
def work_path(identifier: str) -> str:
    """The address of a work's page."""
    return "/works/" + quote(identifier, safe="/:;()._-~!$*,@")


@lru_cache(maxsize=20_000)
def review_path(identifier: str) -> str:
    """The address of the review of a work, or of a file that was dropped in."""
    return "/review/" + quote(identifier, safe="/:;()._-~!$*,@")


@lru_cache(maxsize=20_000)
def author_path(name: str) -> str:
    """The address of everything by this author."""
    return "/?author=" + quote_plus(name)


def identifier_address(identifier: ids.Identifier) -> str | None:
    """Where an identifier resolves, or None."""
    return ids.address(identifier)


def category_name(category: str) -> str:
    """What a category is called, in the English of its server."""
    return taxonomy.name(category)


def is_link(url: str) -> bool:
    """Whether an address from a source may become a link: the web, and nothing else."""
    return url.startswith(("https://", "http://"))
