from __future__ import annotations

import html
import re
from collections.abc import Callable
from urllib.parse import parse_qs

import orjson
import pytest
from starlette.testclient import TestClient

Get = Callable[..., str]
RICH = "/works/arxiv:2606.30900"


def headings(page: str) -> list[str]:
    return [
        html.unescape(re.sub(r"<[^>]+>|\d", "", h)).strip()
        for h in re.findall(r"<h2[^>]*>(.*?)</h2>", page)
    ]


def test_everything_known_of_a_work_is_on_its_page(get: Get):
    page = get(RICH)
    assert headings(page) == [
        "Abstract", "Your notes and tags", "Updates and retractions", "What is known", "Where to read it", "Versions",
        "Announcements", "Affiliations", "References", "Cited by, in this store",
        "Why these records are one work", "Where each field came from",
        "Records, as the sources sent them", "Keys",
    ]  # fmt: skip
    for fact in (
        "Journal of Fixtures", "0028-0836", "12, 3, 1-9", "decay", "12 pages", "CC-BY-4.0",
        "Version 2", "new figures", "Institute of Fixtures", "All 41 authors", "hep-th",
        "cited 12 times", "1 June 2026", "A. Nobody, a book in no index, 1999",
    ):  # fmt: skip
        assert fact in page, fact


def test_identifiers_are_links_and_a_foreign_scheme_never_is(get: Get):
    page = get(RICH)
    assert 'href="https://doi.org/10.1234/fixture.1"' in page
    assert 'href="https://pubmed.ncbi.nlm.nih.gov/1234567/"' in page
    assert 'href="https://orcid.org/0000-0002-1825-0097"' in page
    assert 'href="javascript:' not in page


def test_references_and_citations_link_to_works_in_the_store(get: Get):
    assert 'href="/works/arxiv:2606.30001">Preprint number 1 of a long series</a>' in get(RICH)
    cited = get("/works/arxiv:2606.30001")
    assert 'href="/works/arxiv:2606.30900">Decay of' in cited.split('id="h-citing"')[1]


def test_a_retraction_shows_above_the_abstract(get: Get):
    page = get(RICH)
    assert page.index('class="alert"') < page.index('id="h-abstract"')
    assert "https://doi.org/10.1234/notice.1" in page


def test_each_field_says_which_record_it_came_from(get: Get):
    origins = get(RICH).split('id="h-origins"')[1]
    assert re.search(r"Venue</th><td>Crossref</td><td>crossref-nature</td>", origins)
    assert re.search(r"Comment</th><td>arXiv</td><td>arxiv-rss</td>", origins)


def test_a_record_can_be_read_as_it_came_and_only_as_text(get: Get, pages: TestClient, nasty: str):
    assert "/raw/1/arxiv:2606.30900" in get(RICH)
    answer = pages.get("/raw/1/arxiv:2606.30901")
    assert nasty in answer.text
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert pages.get("/raw/9/arxiv:2606.30901").status_code == 404


@pytest.mark.parametrize(
    "other", ["2606.30900", "doi:10.1234/fixture.1", "10.1234/FIXTURE.1", "arxiv:2606.30900v1"]
)
def test_every_name_of_a_work_leads_to_its_one_address(pages: TestClient, other: str):
    answer = pages.get(f"/works/{other}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, RICH)


def test_an_unknown_work_is_404_and_no_identifier_is_400(pages: TestClient):
    assert pages.get("/works/arxiv:2601.00001").status_code == 404
    assert "does not mean it does not exist" in pages.get("/works/arxiv:2601.00001").text
    assert pages.get("/works/what-is-this").status_code == 400


def test_scholar_tags_and_coins_name_the_work(get: Get):
    page = get(RICH)
    assert '<meta name="citation_doi" content="10.1234/fixture.1">' in page
    assert '<meta name="citation_author" content="Zoë Müller">' in page
    for path, least in ((RICH, 1), ("/", 25)):
        spans = re.findall(r'class="Z3988" title="([^"]+)"', get(path))
        assert len(spans) >= least
        assert all(parse_qs(html.unescape(span))["rft.atitle"] for span in spans)


@pytest.mark.parametrize(
    ("suffix", "media_type", "says"),
    [(".bib", "application/x-bibtex", "10.1234/fixture.1"),
     (".ris", "application/x-research-info-systems", "ER  -"),
     (".json", "application/vnd.citationstyles.csl+json", '"DOI"')],
)  # fmt: skip
def test_a_work_and_a_list_can_be_taken_along(
    pages: TestClient, suffix: str, media_type: str, says: str
):
    one = pages.get(RICH + suffix)
    assert one.headers["content-type"].startswith(media_type)
    assert f'filename="arxiv-2606.30900{suffix}"' in one.headers["content-disposition"]
    assert says in one.text
    listed = pages.get(f"/works{suffix}?author=Ada+Example")
    assert listed.status_code == 200
    assert listed.text.count("Preprint number") >= 60


def test_exported_csl_holds_every_work_of_the_list(pages: TestClient):
    listed = orjson.loads(pages.get("/works.json?author=Ada+Example").content)
    assert len({item["title"] for item in listed}) == 60
    starred = orjson.loads(pages.get("/works.json?id=arxiv:2606.30005&id=arxiv:2606.30002").content)
    assert [item["title"].split()[2] for item in starred] == ["5", "2"]
