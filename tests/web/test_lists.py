from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from academichub.hub import Hub
from academichub.web import cards
from academichub.web.app import create_app

Get = Callable[..., str]


def shown(page: str) -> list[str]:
    return re.findall(r'<li class="work" id="work-\d+" data-id="([^"]+)"', page)


def numbers(page: str) -> list[str]:
    return re.findall(r'<p class="number" aria-hidden="true">(\d+)\.</p>', page)


def next_batch(page: str) -> str | None:
    found = re.search(r'data-batch rel="next nofollow" href="([^"]+)"', page)
    return html.unescape(found[1]) if found else None


def test_the_first_page_has_25_works_numbered_without_a_hole(get: Get):
    page = get("/")
    assert len(shown(page)) == 25
    assert numbers(page) == [f"{n:02}" for n in range(1, 26)]


@pytest.mark.parametrize("path", ["/", "/?category=cs.LG", "/?author=Ada+Example", "/?q=preprint"])
def test_next_batch_gives_others_until_all_were_shown_once(get: Get, path: str):
    page, seen = get(path), []
    total = int(re.search(r'id="count"[^>]*>([\d,]+)', page)[1].replace(",", ""))
    while True:
        assert numbers(page)[:1] == ["01"]
        seen += shown(page)
        if (onward := next_batch(page)) is None:
            break
        page = get(onward)
    assert len(seen) == len(set(seen)) == total > 25


def test_a_work_shows_its_badge_date_announce_type_and_version(get: Get):
    page = get("/?author=Zo%C3%AB+M%C3%BCller")
    assert '<time datetime="2026-06-25">2026-06-25</time>' in page
    assert re.search(r"Journal of Fixtures</a> \(<a [^>]*>cs\.LG</a>\)|arXiv</a> \(<a", page)
    assert ">revised</span>" in page
    assert ">v2</span>" in page
    assert ">Retracted</strong>" in page


def test_the_author_filter_is_a_link_and_then_a_chip_that_takes_it_away(get: Get):
    assert 'href="/?author=Ada+Example"' in get("/?category=cs.LG")
    page = get("/?author=Ada+Example", **{"accept-language": "zh-CN"})
    assert re.search(r'<a class="chip" href="/"[^>]*><span>作者: Ada Example</span>', page)
    assert "找到 60 篇" in page


def test_filters_stay_while_others_are_set_and_one_is_taken_away_alone(get: Get):
    page = get("/?category=cs.LG&author=Ada+Example")
    assert 'class="chip" href="/?author=Ada+Example"' in page
    assert 'class="chip" href="/?category=cs.LG"' in page
    assert "author=Ada+Example&amp;category=cs.LG&amp;source=arxiv" in page


def test_math_becomes_mathml_and_signs_are_neither_eaten_nor_live(get: Get):
    page = get("/?author=Zo%C3%AB+M%C3%BCller")
    assert "<mfrac>" in page
    assert "p&lt;0.001 in 5 and p&gt;20% in 7 sites" in page


def test_a_long_abstract_is_folded_yet_wholly_in_the_page(get: Get):
    page = get("/works?q=alpha+decay")
    assert '<details class="fold">' in page
    assert "Long. Long. Long." in page


@pytest.mark.parametrize(
    "path", ["/?q=hostile", "/works?q=hostile", "/works/arxiv:2606.30901", "/status"]
)
def test_what_a_source_wrote_is_never_markup(get: Get, nasty: str, path: str):
    page = get(path)
    assert "alert(" in page
    assert nasty not in page
    assert "<img src=x" not in page
    assert "<b>Eve" not in page


def test_what_a_reader_asked_is_never_markup(pages: TestClient):
    for path in ("/?q=", "/works?q=", "/?author=", "/?category=", "/?source=", "/works?type="):
        answer = pages.get(path + "%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
        assert "<script>alert" not in answer.text


def test_a_search_marks_its_words_and_counts_what_it_found(get: Get):
    page = get("/works?q=zanzibar")
    assert "60 works found" in page
    assert "<mark>Zanzibar</mark>" in page
    assert "1 to 25 of 60" in page


def test_a_search_has_pages_whose_numbers_go_on(get: Get):
    page = get("/works?q=zanzibar&page=3")
    assert numbers(page) == [f"{n:02}" for n in range(51, 61)]
    assert 'rel="prev" href="/works?q=zanzibar&amp;page=2"' in page
    assert 'rel="next" href' not in page


def test_a_misspelt_search_is_answered_with_a_suggestion_that_finds(get: Get):
    page = get("/works?q=preprnt")
    suggestion = re.search(r'Did you mean <a href="([^"]+)"', page)
    assert suggestion
    assert len(shown(get(html.unescape(suggestion[1])))) == 25


def test_a_fragment_is_the_same_list_without_the_page_around_it(get: Get):
    whole, part = get("/works?q=zanzibar"), get("/works?q=zanzibar&fragment=results")
    assert shown(part) == shown(whole)
    assert "<html" not in part


def test_an_empty_answer_says_what_to_do(get: Get):
    page = get("/works?q=nothinghasthisword&type=book")
    assert "No work fits." in page
    assert "Take away a filter" in page


@pytest.mark.parametrize(
    "path",
    ["/?day=yesterday", "/works?sort=best", "/works?page=0", "/works?page=x", "/?seen=%21%21%21x",
     "/works?q=" + "x" * 1001, "/works?page=99999", "/works?since=2026-13-01"],
)  # fmt: skip
def test_what_makes_no_sense_is_answered_with_400_and_advice(pages: TestClient, path: str):
    answer = pages.get(path)
    assert answer.status_code == 400, path
    assert "That cannot be asked" in answer.text


def test_starred_works_are_listed_in_the_order_given_and_missing_ones_counted(get: Get):
    page = get("/starred?id=arxiv:2606.30003&id=arxiv:2606.30001&id=arxiv:2601.99999&id=x")
    assert shown(page) == ["arxiv:2606.30003", "arxiv:2606.30001"]
    assert "2 starred works are no longer in the store." in page


def test_a_search_no_work_has_whole_says_so_in_both_languages(get: Get):
    assert "No work has all the words" in get("/works?q=zanzibar+preprint+qqqunheard&lang=en")
    assert "没有作品包含全部词语" in get("/works?q=zanzibar+preprint+qqqunheard&lang=zh")
    assert "No work has all the words" not in get("/works?q=zanzibar&lang=en")


def test_a_word_being_typed_finds_what_begins_with_it_and_a_sent_one_does_not(get: Get):
    assert shown(get("/works?q=zanzi&fragment=results"))
    assert not shown(get("/works?q=zanzi"))


def test_the_daily_list_stays_while_the_index_is_broken(hub: Hub, client: TestClient):
    for piece in (hub.config.data / "index").iterdir():
        if piece.is_file():
            piece.write_bytes(b"broken")
    hub.__dict__.pop("words")
    page = client.get("/?lang=en").text
    assert len(shown(page)) == 25
    assert "being made again" in page


def test_the_address_of_the_operator_stands_in_what_machines_read(hub: Hub):
    hub.config = hub.config.model_copy(update={"public_url": "https://hub.example/papers/"})
    with TestClient(create_app(hub, hosts={"localhost"}), base_url="http://localhost") as client:
        assert 'template="https://hub.example/papers/works?q=' in client.get("/opensearch.xml").text
        feed = client.get("/feed.json").json()
    assert feed["feed_url"] == "https://hub.example/papers/feed.json"


def test_without_such_an_address_the_checked_host_stands_there(get: Get):
    assert 'template="http://localhost/works?q=' in get("/opensearch.xml")


def test_categories_stand_in_their_own_spelling_without_the_archives_around_them(get: Get):
    rail = get("/?lang=en").split('id="filter-category"')[1].split("</section>")[0]
    offered = re.findall(r"<span>([^<]+)</span>", rail)
    assert {"cs.LG", "stat.ML", "hep-th"} <= set(offered)
    assert not {"cs", "stat"} & set(offered)


def test_a_journal_among_the_sources_has_its_name():
    assert cards.source_name("feed-nature") == "Nature"
    assert cards.source_name("arxiv") == "arXiv"
