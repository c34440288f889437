"""A text goes into a bundle only where anybody may pass it on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from academichub.argument.documents import Document
from academichub.model import Location, Work
from academichub.review.sharing import may_share

READ = Document("w", "full text", "Text.", "", "html", "1", source_url="https://arxiv.org/html/1v1")
WORK = Work("w", "On moss", "preprint", "arxiv", ("arxiv",), "2026-01-01T00:00:00Z")
ARXIV = "http://arxiv.org/licenses/nonexclusive-distrib/1.0/"


def under(licence: str | None, url: str = "https://arxiv.org/abs/1") -> Work:
    return replace(WORK, locations=(Location(url, license=licence),), license=licence)


@pytest.mark.parametrize(
    "licence",
    [
        "http://creativecommons.org/licenses/by/4.0/",
        "https://creativecommons.org/licenses/by-sa/4.0/",
        "https://creativecommons.org/publicdomain/zero/1.0/",
        "CC-BY",
        "CC-BY-4.0",
        "cc0",
        "PUBLIC-DOMAIN",
    ],
)
def test_an_open_text_may_be_passed_on(licence):
    assert may_share(under(licence), READ)


@pytest.mark.parametrize(
    "licence",
    [
        None,
        "",
        ARXIV,
        "https://creativecommons.org/licenses/by-nc-nd/4.0/",
        "https://creativecommons.org/licenses/by-nd/4.0/",
        "CC-BY-NC",
        "https://evil.example/creativecommons.org/licenses/by/4.0/",
    ],
)
def test_any_other_text_stays_here(licence):
    assert not may_share(under(licence), READ)


def test_the_licence_of_where_it_was_read_counts_and_not_that_of_another_version():
    both = replace(
        WORK, license="CC-BY",
        locations=(Location("https://arxiv.org/abs/1", license=ARXIV),
                   Location("https://doi.org/10.1000/x", license="CC-BY")),
    )  # fmt: skip
    assert not may_share(both, READ)
    assert may_share(both, replace(READ, source_url="https://doi.org/10.1000/x"))
    assert may_share(both, replace(READ, source_url=""))


def test_the_record_and_ones_own_file_may_always_be_taken_along():
    assert may_share(under(ARXIV), replace(READ, scope="abstract"))
    assert may_share(under(ARXIV), replace(READ, scope="title"))
    assert may_share(under(ARXIV), READ, own=True)
