"""A work as JSON; every body here is ours."""

from __future__ import annotations

import orjson
import pytest

from academichub.ids import Identifier
from academichub.model import (
    Announcement,
    Authorship,
    Location,
    Reference,
    Update,
    Venue,
    Version,
    Work,
)
from academichub.render.json import work_json, works_json

NEEDED = {
    "id", "type", "title", "abstract", "authors", "identifiers", "source", "primary_category",
    "categories", "announce_type", "announced_on", "posted_on", "version", "url", "pdf_url",
    "cited_by_count",
}  # fmt: skip


@pytest.fixture
def work() -> Work:
    return Work(
        id="arxiv:2601.20802",
        title="Bounds on $x^2$",
        type="preprint",
        source="arxiv",
        sources=("arxiv", "crossref"),
        first_seen_at="2026-01-30T01:02:03Z",
        identifiers=(
            Identifier("arxiv", "2601.20802"),
            Identifier("doi", "10.1234/first"),
            Identifier("doi", "10.1234/second"),
        ),
        authorships=(Authorship("Ana Ruiz", "0000-0002-1825-0097", ("One Institute",)),),
        primary_category="cs.LG",
        categories=("cs.LG", "math.PR"),
        venue=Venue("A Journal", ("1234-5679",)),
        announced_on="2026-01-29",
        announce_type="new",
        version=2,
        versions=(Version(1, "2026-01-28"),),
        announcements=(Announcement("arxiv", "2026-01-29", "new", 1, "cs.LG"),),
        locations=(Location("https://arxiv.org/pdf/2601.20802", "pdf"),),
        references=(Reference(Identifier("doi", "10.1/x"), title="Older"), Reference(text="Odd")),
        updates=(Update("retraction", "2026-03-01", Identifier("doi", "10.1234/notice")),),
    )


def test_every_promised_key_is_there_even_when_nothing_is_known():
    bare = work_json(Work("local:import/1", "T", "article", "import", (), "2026-01-01T00:00:00Z"))
    assert set(bare) >= NEEDED
    assert bare["abstract"] is None
    assert bare["authors"] == []
    assert bare["url"] is None


def test_it_is_json_through_and_through(work: Work):
    shown = work_json(work, references=True)
    assert orjson.loads(orjson.dumps(shown)) == shown


def test_authors_identifiers_and_updates_are_spelled_out(work: Work):
    shown = work_json(work)
    assert shown["authors"] == [
        {"name": "Ana Ruiz", "orcid": "0000-0002-1825-0097", "affiliations": ["One Institute"]}
    ]
    assert shown["identifiers"] == {"arxiv": "2601.20802", "doi": "10.1234/first"}
    assert shown["all_identifiers"][-1] == "doi:10.1234/second"
    assert shown["updates"][0]["notice"] == "doi:10.1234/notice"
    assert shown["retracted"] is True


def test_addresses_are_where_the_source_shows_it(work: Work):
    shown = work_json(work)
    assert shown["url"] == "https://arxiv.org/abs/2601.20802"
    assert shown["pdf_url"] == "https://arxiv.org/pdf/2601.20802"


def test_references_are_counted_and_listed_only_when_asked_for(work: Work):
    assert work_json(work)["references_count"] == 2
    assert "references" not in work_json(work)
    assert work_json(work, references=True)["references"][0]["identifier"] == "doi:10.1/x"


def test_a_list_says_how_many_there_are_beyond_those_it_holds(work: Work):
    listed = works_json([work], 40)
    assert listed["total"] == 40
    assert [each["id"] for each in listed["works"]] == ["arxiv:2601.20802"]
