"""The pages of reviews over a real store: every part with what it stands on, lists, batches, files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from academichub.accounts import ALONE
from academichub.argument.reviews import PARTS
from academichub.desk import Desk
from academichub.hub import Hub
from academichub.profile import Reader
from academichub.web.app import create_app
from academichub.web.language import language

from .conftest import BASE, open_hub
from .reviewed import (
    DRAWN,
    FINDINGS,
    LINKS,
    MODEL,
    NASTY,
    WORK,
    bare,
    begun,
    extracted,
    fill,
    made,
    review,
    wanted,
)

EN, ZH = language("en"), language("zh")
SEED_ORDER = (
    "pith", "reading", "core_claim", "mechanism", "consequences", "editorial", "load_bearing_premise",
    "falsifier", "analysis", "referee", "summary", "significance", "major", "minor", "rebuttal",
    "circularity", "ledger", "parameters", "axioms", "entities", "verdict", "findings", "discussion",
    "links", "cited-by", "references", "distance", "provenance",
)  # fmt: skip
"""The sections of a review's page, in the order they are read."""
HERE = f"/review/{WORK}"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """A hub with the paper that is reviewed; every test here asks for runs of its own."""
    with open_hub(tmp_path_factory.mktemp("own")) as own:
        fill(own)
        yield own


@pytest.fixture(scope="module")
def client(hub: Hub) -> Iterator[TestClient]:
    """Asks the application over `hub`."""
    with TestClient(create_app(hub, hosts={"localhost"}), base_url=BASE) as one:
        yield one


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Asks for pages of reviews that are there; reading only. The run ``r`` is the newest in English."""
    with open_hub(tmp_path_factory.mktemp("shown")) as own:
        fill(own)
        for lang in ("zh", "en"):
            made(own, f"extracted-{lang}", language=lang, model=None)
            made(own, f"prompted-{lang}", language=lang)
        made(own, "bare", whole=bare())
        made(own, "r")
        with TestClient(create_app(own, hosts={"localhost"}), base_url=BASE) as one:
            yield one


@pytest.fixture
def post(client: TestClient) -> Callable[..., object]:
    """Sends a form with the token a page gave."""

    def send(path: str, files: object = None, **fields: object):
        token = re.search(r'name="token" value="([^"]+)"', client.get("/reviews").text)[1]
        return client.post(
            path, data={"token": token, **fields}, files=files, follow_redirects=False
        )

    return send


def page_of(client: TestClient, address: str = HERE, lang: str = "en") -> str:
    answer = client.get(f"{address}{'&' if '?' in address else '?'}lang={lang}")
    assert answer.status_code == 200, answer.text[:400]
    return answer.text


def section(page: str, name: str) -> str:
    """The markup from one anchor on to the next section."""
    return re.split(r"<section|<aside", page.split(f'id="{name}"', 1)[1], maxsplit=1)[0]


def plain(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


# Reading


def test_the_sections_stand_in_the_order_of_the_model_page_each_with_an_anchor(kept):
    page = page_of(kept)
    places = [page.find(f'id="{name}"') for name in SEED_ORDER]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("model", [MODEL, None])
def test_every_statement_is_there_with_its_tier_and_its_quotes(kept, lang, model):
    run = f"{'prompted' if model else 'extracted'}-{lang}"
    page, t = page_of(kept, f"{HERE}?run={run}", lang), language(lang)
    for part in review(language=lang, model=model).parts:
        for one in part.statements if part.name != "keywords" else ():
            found = page.split(f'id="s-{one.id}"')[1].split('class="say"')[0]
            assert t(f"review.tier.{one.tier}") in found
            assert found.split("</section>")[0].count("<blockquote>") >= len(one.quotes)


def test_a_quote_is_marked_in_its_paragraph_under_its_section(kept):
    found = page_of(kept).split('id="s-mechanism.1"')[1].split("</section>")[0]
    assert "<figcaption>Method</figcaption>" in found
    assert f"<mark>{DRAWN}</mark>" in found


def test_a_part_without_statements_says_why_in_one_line(kept):
    page = page_of(kept, HERE + "?run=extracted-en")
    for part in extracted():
        if part.empty:
            assert part.empty in section(page, part.name), part.name


def test_a_review_of_which_nothing_came_is_a_page_too(kept):
    page = page_of(kept, HERE + "?run=bare")
    assert page.count("Only the title was read.") >= len(PARTS) - 1
    assert EN("review.scope.title") in page
    assert EN("review.no_findings") in page
    assert EN("review.no_citing") in page


def test_nothing_a_paper_or_a_model_says_becomes_markup(kept):
    for lang in ("en", "zh"):
        page = page_of(kept, lang=lang)
        assert "<script>alert" not in page
        assert "<img" not in page


def test_the_head_says_what_was_read_by_whom_and_that_it_is_no_peer_review(kept):
    head = plain(page_of(kept).split('class="review-head"')[1].split("</header>")[0])
    for said in ("arxiv:2606.10001", "v2", "submitted 20 June 2026", "full text (arxiv-html 1), 3 sections",
                 MODEL, "conditional", "cs.LG", "policy gradient", "This is not peer review.",
                 "2 findings", "cited by 14 works", "0 comments", "2 theorem links"):  # fmt: skip
        assert said in head


def test_the_rebuttal_is_told_as_what_could_be_answered_beside_the_comment_it_is_to(kept):
    found = plain(section(page_of(kept), "rebuttal"))
    assert "Simulated." in found
    assert found.index("The gain is told") < found.index("The authors could answer by")


def test_the_ledger_counts_what_it_lists(kept):
    found = plain(section(page_of(kept), "ledger"))
    assert "1 free parameter · 1 axiom · 1 invented entity" in found


def test_a_finding_shows_its_check_strength_hash_evidence_and_how_to_dispute(kept):
    found = section(page_of(kept), "findings")
    for one in FINDINGS:
        mine = plain(found.split(f'id="f-{one.sha256[:16]}"')[1].split("<li class")[0])
        assert one.message in mine
        assert one.sha256 in mine
        assert one.evidence[0].text in mine
        assert "Arithmetic" in mine
        assert one.dispute in mine
    assert "1 check found nothing" in plain(found)


def test_theorem_links_say_relation_rung_by_whom_and_what_the_tags_mean(kept):
    found = plain(section(page_of(kept), "links"))
    for link in LINKS:
        assert link.declaration in found
        assert EN(f"review.relation_says.{link.relation}") in found
    assert "found by search" in found
    assert f"judged by {MODEL}" in found


def test_citing_works_can_be_sorted_and_stay_where_they_are_read(kept):
    page = page_of(kept)
    assert "Cited by 14 works" in plain(page)
    for sort in ("date", "count", "distance"):
        assert f"sort={sort}#cited-by" in page
    by_count = section(page_of(kept, f"{HERE}?sort=count"), "cited-by")
    assert by_count.index("number 13") < by_count.index("number 2<")
    assert page_of(kept, f"{HERE}?sort=nonsense")


def test_a_reference_that_was_not_found_is_never_said_not_to_exist(kept):
    found = plain(section(page_of(kept), "references"))
    assert "not found" in found
    assert "never says that a work does not exist" in found
    assert "The gait was faster than the baseline" in found


def test_the_distance_is_told_with_the_nearest_works_and_what_it_does_not_measure(kept):
    found = plain(section(page_of(kept), "distance"))
    assert "81 % of 412 works of cs.LG in June 2026" in found
    assert "not how new or how good" in found


def test_the_provenance_adds_up_by_stage_and_names_the_hashes(kept):
    page = page_of(kept)
    line = plain(page.split('class="provenance-line"')[1].split("</p>")[0])
    assert "12,345 in / 2,345 out tokens · 61,234 ms" in line
    assert review().sha256 in section(page, "provenance")
    assert "0.0456" in section(page, "provenance")


def test_every_link_within_the_page_leads_somewhere_in_it(kept):
    page = page_of(kept)
    anchors = set(re.findall(r' id="([^"]+)"', page))
    inner = {unescape(one) for one in re.findall(r'href="#([^"]*)"', page)}
    assert inner <= anchors
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_every_format_is_offered(kept):
    page = page_of(kept)
    for suffix in ("md", "html", "pdf", "docx", "tex", "json", "zip"):
        assert f'href="/review/{WORK}.{suffix}"' in page


# Which review


def test_a_work_nobody_reviewed_is_reviewed_when_it_is_opened_in_the_readers_language(
    tmp_path: Path,
):
    with open_hub(tmp_path / "new") as own:
        fill(own)
        with TestClient(create_app(own, hosts={"localhost"}), base_url=BASE) as client:
            page = page_of(client)
            assert plain(page.split("<h1>")[1].split("</h1>")[0]).startswith(
                "Gaits from complaints"
            )
            for key in ("review.scope.abstract", "review.read_whole", "review.word.unverdicted"):
                assert EN(key) in page
            assert "机器审读" in page_of(client, lang="zh")
        runs = own.store.reviews.of_work(WORK)
        assert [(run.state, run.ask.language) for run in runs] == [("done", "zh"), ("done", "en")]


def test_any_name_of_a_work_leads_to_its_one_address(client, hub):
    answer = client.get("/review/arXiv:2606.10001v1", follow_redirects=False)
    assert answer.status_code == 308
    assert answer.headers["location"] == HERE
    assert client.get("/review/arxiv:2601.99999").status_code == 404
    assert client.get("/review/nothing at all").status_code in {400, 404}


def test_another_run_is_shown_where_it_is_asked_for(client, hub):
    made(hub, "older", model=None)
    made(hub, "newer")
    page = page_of(client)
    assert "runs of this review" in page
    assert f'href="{HERE}?run=older"' in page
    assert "no model" in page_of(client, f"{HERE}?run=older")
    assert client.get(f"{HERE}?run=unheard").status_code == 404


def test_the_file_of_another_is_not_there(client, hub):
    hub.store.readers.add(Reader("eve", "Eve"))
    name = "file:" + "a" * 64
    made(hub, "theirs", work=name, owner="eve", reader="eve")
    assert client.get(f"/review/{name}").status_code == 404
    assert client.get(f"/review/{name}?run=theirs").status_code == 404
    assert client.get("/reviews/theirs/events").status_code == 404


# While it is made


def test_a_run_on_its_way_shows_how_far_it_is_and_what_is_written(client, hub):
    begun(hub, wanted(hub, "way"), extracted()[:3])
    page = page_of(client, f"{HERE}?run=way")
    assert 'data-review="/reviews/way/events"' in page
    assert "Writing the reading" in page
    assert "“It reaches" in plain(section(page, "core_claim"))
    assert EN("review.being_written") in section(page, "major")
    assert 'http-equiv="refresh"' in page


def test_the_part_of_the_page_that_renews_itself_comes_alone(client, hub):
    begun(hub, wanted(hub, "part"))
    answer = client.get(f"{HERE}?run=part&fragment=review")
    assert "<html" not in answer.text
    assert 'id="how"' in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_the_end_of_a_run_is_told_as_an_event(client, hub):
    made(hub, "ended")
    answer = client.get("/reviews/ended/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert 'event: end\ndata: {"state":"done"' in answer.text


def test_a_run_that_failed_says_so_and_can_be_tried_again(client, hub, post):
    wanted(hub, "broken", model=None)
    hub.store.reviews.begin("broken", "2026-06-25T08:00:00Z")
    hub.store.reviews.fail("broken", f"the source is gone {NASTY}", "2026-06-25T08:00:00Z")
    page = page_of(client, f"{HERE}?run=broken")
    assert "the source is gone" in page
    answer = post("/reviews/broken/again")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"{HERE}?run=")


# Deeds


def test_a_review_is_asked_for_and_cancelled(client, hub, post):
    answer = post("/reviews", work=WORK, language="zh", writer="extractive", fetch="1")
    assert answer.status_code == 303
    run = Desk(hub, ALONE).reviews.all()[0]
    assert (run.ask.language, run.ask.fetch, run.writer) == ("zh", True, "extractive")
    assert post(f"/reviews/{run.id}/cancel").status_code == 303
    assert EN("review.cancelled") in page_of(client, f"{HERE}?run={run.id}")
    assert post(f"/reviews/{run.id}/remove").headers["location"] == "/reviews?done=removed"
    assert EN("review.done.removed") in page_of(client, "/reviews?done=removed")


def test_one_stage_is_redone_alone(client, hub, post):
    made(hub, "whole", model=None)
    assert post("/reviews/whole/again", stage="text").status_code == 303
    assert post("/reviews/whole/again", stage="nonsense").status_code == 400


@pytest.mark.parametrize(
    "fields",
    [{"work": "nonsense"}, {"work": "arxiv:2601.99999"}, {"work": WORK, "writer": "prompted x"}],
)
def test_what_cannot_be_reviewed_is_told_beside_the_form(post, fields):
    answer = post("/reviews", **fields)
    assert answer.status_code in {400, 404}
    assert EN("review.failed_ask") in answer.text
    assert f'value="{fields["work"]}"' in answer.text


def test_a_form_without_its_token_is_refused(client):
    assert client.post("/reviews", data={"work": WORK}).status_code == 403
    assert client.post("/reviews/record", data={"deed": "claim", "work": WORK}).status_code == 403


def test_a_file_is_read_at_once_and_only_its_reader_sees_its_review(client, hub, post):
    body = b"<html><body><h1>A leg that grumbles</h1><p>We assume that the ground is dry. We find 3 falls.</p></body></html>"
    answer = post(
        "/reviews/file", files={"file": ("leg.html", body, "text/html")}, writer="extractive"
    )
    assert answer.status_code == 303
    run = Desk(hub, ALONE).reviews.all()[0]
    assert run.owner == ALONE.id
    Desk(hub, ALONE).reviews.make_now(run.id)
    page = page_of(client, answer.headers["location"])
    assert EN("review.file") in page
    assert EN("review.no_talk") in page
    assert "We assume that the ground is dry." in page


def test_a_file_larger_than_other_forms_may_be_is_taken_and_what_is_no_paper_told(post):
    answer = post(
        "/reviews/file", files={"file": ("x.bin", b"\0" * (9 * 2**20), "application/pdf")}
    )
    assert answer.status_code == 400
    assert EN("review.failed_ask") in answer.text
    assert post("/reviews/file").status_code == 400


def test_many_are_asked_for_within_a_budget_and_cancelled_together(client, hub, post):
    answer = post(
        "/reviews/many",
        kind="works",
        works=WORK,
        writer="extractive",
        budget_usd="1.5",
        budget_tokens="1000",
        limit="25",
    )
    assert answer.status_code == 303
    batch = Desk(hub, ALONE).reviews.batches()[0]
    assert (batch.budget_tokens, batch.budget_microdollars) == (1000, 1_500_000)
    page = page_of(client, answer.headers["location"])
    assert "0 of 1 done" in page
    assert f"/reviews/batches/{batch.id}" in page_of(client, "/reviews")
    for deed, state in (("pause", "paused"), ("resume", "open"), ("cancel", "cancelled")):
        assert post(f"/reviews/batches/{batch.id}/change", deed=deed).status_code == 303
        assert Desk(hub, ALONE).reviews.batch(batch.id).state == state
    assert post(f"/reviews/batches/{batch.id}/change", deed="x").status_code == 400


@pytest.mark.parametrize("fields", [{"kind": "x"}, {"kind": "day", "day": "x"}, {"kind": "query"},
                                    {"kind": "works", "works": WORK, "budget_usd": "much"},
                                    {"kind": "works", "works": WORK, "budget_tokens": "-1"},
                                    {"kind": "works", "works": WORK, "limit": "9e9"}])  # fmt: skip
def test_what_cannot_be_asked_of_many_is_told_beside_the_form(post, fields):
    answer = post("/reviews/many", **fields)
    assert answer.status_code in {400, 404}
    assert EN("review.failed_ask") in answer.text


def test_a_work_leads_to_its_review_from_its_page_and_from_lists(client):
    for address in (f"/works/{WORK}", "/works"):
        assert f'href="{HERE}"' in page_of(client, address)


def test_the_list_says_what_there_is_in_both_languages(client, hub):
    made(hub, "told")
    wanted(hub, "waits")
    for lang, t in (("en", EN), ("zh", ZH)):
        page = page_of(client, "/reviews", lang)
        assert t("review.state.waiting") in page
        assert f'href="{HERE}?run=told"' in page
