"""The pages of briefs over a real store: sentences with their quotes, deeds, versions, comparison."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from academichub import formulas
from academichub.accounts import ALONE
from academichub.argument import Cited, Quote, Statement
from academichub.brief import compare
from academichub.desk import Desk
from academichub.hub import Hub
from academichub.profile import Profile, Reader
from academichub.store.briefs import Asked
from academichub.web import asked
from academichub.web.brief_asking import searched
from academichub.web.brief_view import places, whole, window
from academichub.web.brief_words import Wording
from academichub.web.briefs import _sentences, texts_of, versions
from academichub.web.language import language

from .briefed import (
    DEEP,
    MODEL,
    MORE,
    NASTY,
    STATEMENTS,
    brief,
    fill,
    made,
    named,
    quote,
    quoted,
    wanted,
)
from .conftest import open_hub

EN, ZH = language("en"), language("zh")


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    """A hub with the works of the brief."""
    with open_hub(tmp_path / "own") as own:
        fill(own)
        yield own


@pytest.fixture
def desk(hub: Hub) -> Desk:
    return Desk(hub, ALONE)


@pytest.fixture
def post(client: TestClient) -> Callable[..., object]:
    """Sends a form with the token its page gave."""

    def send(path: str, **fields: object):
        token = re.search(r'name="token" value="([^"]+)"', client.get("/brief").text)[1]
        return client.post(path, data={"token": token, **fields}, follow_redirects=False)

    return send


def page_of(client: TestClient, name: str = "b", lang: str = "en") -> str:
    answer = client.get(f"/brief/{name}?lang={lang}")
    assert answer.status_code == 200, answer.text[:400]
    return answer.text


def sentence(page: str, name: str) -> str:
    """The markup of one statement."""
    return (
        page.split(f'id="s-{name}"')[1]
        .split('<div class="say"', maxsplit=1)[0]
        .split("</section>", maxsplit=1)[0]
    )


def plain(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


# Reading


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_sentence_has_its_tier_and_each_that_is_quoted_its_numbers(client, hub, lang):
    page, t = page_of(client, made(hub), lang), language(lang)
    everything = [one for said in STATEMENTS.values() for one in said]
    for one in everything:
        shown = sentence(page, one.id)
        assert f'aria-label="{t(f"brief.tier.{one.tier}")}"' in shown
        numbers = re.findall(r"<summary[^>]*>\[(\d+)]</summary>", shown)
        assert len(numbers) == len({quote.work for quote in one.quotes})
    assert page.count('<div class="say"') == len(everything)
    for tier in ("quoted", "overlaps", "editorial"):
        assert t(f"brief.tier_says.{tier}") in unescape(page)


def test_a_quote_is_marked_in_its_place_and_leads_to_its_work(client, hub):
    shown = sentence(page_of(client, made(hub)), "t1.1")
    assert shown.count("<blockquote>") == 3
    assert "<mark>We train a policy gradient on a simulated leg.</mark>" in shown
    assert "Walking robots learn gaits slowly from reward alone." in shown
    assert "<figcaption>Title</figcaption>" in shown
    assert f'href="/works/{named("2606.10001")}"' in shown
    assert 'href="#w-1"' in shown


def test_math_is_set_in_the_sentence_and_in_the_quote(client, hub):
    shown = sentence(page_of(client, made(hub)), "h.2")
    assert shown.count("<math") == 3  # the sentence, the title in the panel, the abstract in it
    assert re.search(r"<mark>It reaches </mark><math.*</math><mark> of the best known gait", shown)


def test_only_a_piece_of_a_long_text_is_shown_around_a_quote(client, hub):
    shown = sentence(page_of(client, made(hub)), "t1.4")
    assert "<mark>In the middle of it all" in shown
    assert len(plain(shown)) < len(DEEP) / 2
    assert shown.count("…") == 2


def test_nothing_hostile_becomes_html(client, hub):
    made(hub)
    pages = [page_of(client, lang=lang) for lang in ("en", "zh")]
    pages += [client.get("/brief").text, client.get("/brief/b?fragment=brief").text]
    made(hub, "other", again="b")
    pages.append(client.get("/brief/b/compare/other").text)
    for page in pages:
        assert "<script>alert" not in page
        assert "<img" not in page
    assert "&lt;script&gt;" in pages[0]


def test_a_retracted_work_is_marked_at_its_number_and_in_the_list(client, hub):
    page = page_of(client, made(hub))
    assert 'class="gone"' in sentence(page, "x1.1")
    assert EN("brief.retracted") in sentence(page, "x1.1")
    listed = page.split('id="w-20"')[1].split("</li>")[0]
    assert EN("brief.retracted") in listed


def test_works_are_listed_with_what_there_is_to_know_of_them(client, hub):
    listed = page_of(client, made(hub)).split('id="w-1"')[1].split("</li>")[0]
    assert "Example &amp; Fixture · arXiv (cs.LG)" in listed
    assert "24 June 2026" in listed
    assert f"{EN('type.preprint')} · {EN('brief.scope.abstract')}" in listed


def test_themes_bridges_and_methods_lead_to_their_works_and_to_each_other(client, hub):
    page = page_of(client, made(hub))
    theme = page.split('<section class="part" id="t1"')[1].split("</section>")[0]
    assert "Computer Science 90% · Biology 10%" in plain(theme)
    assert EN.count("brief.more_works", len(MORE) + 4 - 12) in theme
    bridge = page.split('<section class="part" id="b1"')[1].split("</section>")[0]
    assert 'href="#t1"' in bridge
    assert 'href="#t2"' in bridge
    assert EN("brief.surprise", bits="8.4") in bridge
    chain = page.split('<section class="part" id="b2"')[1].split("</section>")[0]
    assert EN("brief.bridge_open", a="gait", b="spike", c="credit") in chain
    assert EN("brief.among.works") in chain
    table = page.split('<table class="crossed">')[1].split("</table>")[0]
    assert re.findall(r'<th scope="col">([^<]+)', table) == [
        "Method",
        "Computer Science",
        "Biology",
    ]
    assert 'href="#w-1"' in table
    drawn = page.split('<section id="picture"')[1].split("</section>")[0]
    assert 'href="#b1"' in drawn


def test_the_foot_says_how_it_came_about_and_what_was_dropped(client, hub):
    foot = plain(page_of(client, made(hub)).split('id="provenance"')[1].split("</section>")[0])
    for said in (MODEL, "section@1", "12,345 in, 2,345 out", "US$ 0.0456", "61.2 s",
                 "13 kept, 1 of them repaired, 2 dropped", "9 asked, 2 answered", "ab" * 32,
                 "abstract read 18 · title alone read 2", "one section fell back",
                 EN("brief.rule.number"), "12 is 21 in the quote", "unheard-of",
                 "learning of gaits"):  # fmt: skip
        assert said in foot, said
    made(hub, "plain", model=None)
    assert "Tokens" not in page_of(client, "plain").split('id="provenance"')[1]


def test_what_the_source_says_no_more_is_said_so(client, hub):
    said = STATEMENTS["t2"][0].quotes[0]
    texts = {"abstract": "Something else altogether.", "title": ""}
    found = places([said], texts)
    assert [(one.stands, str(one.text)) for one in found] == [(False, f"<mark>{said.text}</mark>")]
    assert places([Quote("w", "Methods", 0, 4, "Text")], texts)[0].stands


def test_the_quotes_of_one_field_stand_in_one_place():
    found = places(
        [quote("2606.10001", "We did not try it on wet ground."),
         quote("2606.10001", "Gaits", "title"),
         quote("2606.10001", "Walking robots")],
        {"abstract": brief_text("2606.10001"), "title": "Gaits by policy gradient"},
    )  # fmt: skip
    assert [one.field for one in found] == ["title", "abstract"]
    assert str(found[1].text).count("<mark>") == 2


def brief_text(name: str) -> str:
    from .briefed import WORKS

    return WORKS[name][1]


@given(st.text(alphabet="ab $\\_0.", max_size=6_000), st.data())
def test_a_window_holds_its_quotes_and_never_half_a_formula(text: str, data: st.DataObject):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = formulas.find(text)
    at, to = window(text, [(start, end)])
    assert 0 <= at <= start
    assert end <= to <= len(text)
    assert not any(one.start < edge < one.end for one in found for edge in (at, to))


def test_a_statement_of_a_work_that_is_not_listed_has_no_number(hub):
    shown = whole(brief(), {})
    odd = Statement("o.1", "Odd.", (Quote("arxiv:elsewhere", "abstract", 0, 4, "Odd."),), "quoted")
    assert shown.statement(odd).markers == ()
    assert isinstance(shown.works([named("2606.10001"), "nowhere"]).first[0], Cited)


@pytest.mark.parametrize(("lead", "shown"), [("", ""), ("New:", "New: "), ("新：", "新：")])
def test_words_before_a_sentence_are_set_apart_as_their_language_does(lead, shown):
    one = Statement("o.1", "Odd.", (), "editorial", lead)
    assert whole(brief(), {}).statement(one).lead == shown


def test_a_work_that_merged_is_found_by_the_name_it_had(hub):
    assert texts_of(hub, [named("2606.10001"), "arxiv:none"]).keys() == {named("2606.10001")}


# Asking


def test_who_has_no_brief_and_no_model_reads_calmly_what_one_is(client):
    for t in (EN, ZH):
        page = unescape(client.get(f"/brief?lang={t.code}").text)
        for key in ("brief.lede", "brief.none", "brief.no_model", "brief.writer.extractive"):
            assert t(key) in page
        assert 'value="prompted' not in page
        assert 'name="kind" value="query" checked' in page


def test_the_form_is_filled_in_from_where_the_reader_came(client, desk):
    desk.radars.create("Decay", Profile())
    cases = {
        "kind=radar&value=decay": ('value="radar" checked', 'value="decay" selected'),
        "q=gait&category=cs.LG": ('value="query" checked', 'value="gait cat:cs.LG"'),
        "author=Ada+Example": ('value="author" checked', 'value="Ada Example"'),
        "day=2026-06-24": ('value="day" checked', 'value="2026-06-24"'),
        "kind=day": ('value="day" checked', 'name="day" value="2026-06-'),
        "kind=query&value=%3Cb%3E%22": ('value="query" checked', 'value="&lt;b&gt;&#34;"'),
    }
    for query, said in cases.items():
        page = client.get(f"/brief?{query}").text
        assert all(one in page for one in said), query


@pytest.mark.parametrize(
    ("filters", "meant"),
    [
        ({"day": "2026-06-24"}, ("day", "2026-06-24")),
        ({"author": "Ada Example"}, ("author", "Ada Example")),
        ({"author": "Ada Example", "q": "gait"}, ("query", 'gait by:"Ada Example"')),
        ({"category": "cs.LG", "since": "2026-01-01"}, ("query", "cat:cs.LG since:2026-01-01")),
    ],
)
def test_a_list_is_briefed_as_it_is_listed(filters, meant):
    assert searched(asked.Asked(filters)) == meant


def test_radars_lists_and_the_library_lead_to_a_brief(client, desk):
    client.get("/library")
    desk.radars.create("Decay", Profile())
    assert 'href="/brief?kind=radar&amp;value=decay"' in client.get("/radar/decay").text
    assert 'href="/brief?q=gait"' in client.get("/works?q=gait").text
    assert 'href="/brief?kind=day"' in client.get("/").text
    desk.library.mark(named("2606.10001"), saved=True)
    assert 'formaction="/brief"' in client.get("/library").text


def test_a_guest_is_not_asked_to_brief(hub):
    from academichub.web.app import create_app

    hub.config = hub.config.model_copy(update={"accounts": True})
    with TestClient(create_app(hub, hosts={"localhost"}), base_url="http://localhost") as guest:
        assert "/brief?" not in guest.get("/works?q=gait").text
        answer = guest.get("/brief", follow_redirects=False)
        assert answer.headers["location"] == "/sign-in?next=/brief"


def test_a_brief_is_asked_for_and_led_to(post, client, desk):
    answer = post(
        "/brief", kind="query", query="gait", writer="extractive", language="zh", limit="25"
    )
    assert answer.status_code == 303
    (one,) = desk.briefs.all()
    assert answer.headers["location"] == f"/brief/{one.id}"
    assert (one.ask.kind, one.ask.value, one.ask.language) == ("query", "gait", "zh")
    page = page_of(client, one.id)
    assert EN("brief.cancel") in page
    assert '<noscript><meta http-equiv="refresh"' in page


def test_pasted_identifiers_are_briefed_in_their_order(post, desk):
    text = "arXiv:2606.10002\n\nhttps://arxiv.org/abs/2606.10001,\n2606.10002"
    post("/brief", kind="works", works=text, writer="extractive", language="en", limit="100")
    assert desk.briefs.all()[0].ask.works == (named("2606.10002"), named("2606.10001"))


def test_ticked_works_come_to_the_form_and_nothing_is_asked_yet(post, desk):
    answer = post("/brief", kind="works", work=[named("2606.10001"), named("2606.10002")])
    assert answer.status_code == 200
    assert f"{named('2606.10001')}\n{named('2606.10002')}</textarea>" in answer.text
    assert 'value="works" checked' in answer.text
    assert desk.briefs.all() == ()


@pytest.mark.parametrize(
    ("fields", "status", "why"),
    [
        ({"kind": "query", "query": ""}, 400, "say what to search for"),
        ({"kind": "query", "query": "xyzzyquux"}, 404, "no works are found"),
        ({"kind": "works", "works": "arXiv:2606.99999"}, 404, "not in the store"),
        ({"kind": "day", "day": "never"}, 400, "never"),
        ({"kind": "query", "query": "gait", "writer": "prompted m"}, 400, "no language model"),
    ],
)
def test_what_cannot_be_briefed_is_said_with_the_form_as_it_was(post, fields, status, why):
    answer = post("/brief", **{"writer": "extractive", "language": "en", **fields})
    assert answer.status_code == status
    assert why in unescape(answer.text)
    assert f'value="{fields["kind"]}" checked' in answer.text


@pytest.mark.parametrize("limit", ["0", "401", "many", "²", "9" * 30])
def test_a_limit_that_is_none_is_refused(post, limit):
    assert post("/brief", kind="query", query="gait", limit=limit).status_code == 400


# Deeds


def test_a_brief_is_cancelled_and_asked_for_again(post, client, hub, desk):
    wanted(hub, model=None)
    assert post("/brief/b/cancel").headers["location"] == "/brief/b"
    page = page_of(client)
    assert EN("brief.cancelled") in page
    again = post("/brief/b/again").headers["location"]
    one = desk.briefs.glance(again.rpartition("/")[2])
    assert (one.again, one.state, one.writer) == ("b", "waiting", "extractive")


def test_a_brief_that_failed_says_why_and_offers_to_try_again(client, hub):
    wanted(hub)
    hub.store.briefs.begin("b", "2026-06-25T08:00:00Z")
    hub.store.briefs.fail("b", f"the model said {NASTY}", "2026-06-25T08:00:00Z")
    page = page_of(client)
    assert EN("brief.failed") in page
    assert "the model said &lt;script&gt;" in page
    assert EN("brief.again") in page


def test_another_version_is_made_and_both_are_kept_and_shown(post, client, hub, desk):
    made(hub, model=None)
    answer = post("/brief/b/again", writer="extractive", language="zh")
    new = answer.headers["location"].rpartition("/")[2]
    assert desk.briefs.glance(new).ask.language == "zh"
    for name in ("b", new):
        page = page_of(client, name)
        assert EN("brief.versions") in page
        assert EN("brief.this_version") in page
    assert f'href="/brief/{new}"' in page_of(client)


def test_versions_hold_together_although_the_first_is_gone():
    ask = brief().ask

    def one(name: str, again: str | None) -> Asked:
        return Asked(name, "r", ask, "extractive", None, "done", "", 0, 0, f"2026-06-2{name}T08:00:00Z", again=again)  # fmt: skip

    kept = [one("1", "0"), one("2", "1"), one("3", "0"), one("4", None)]
    found = versions(kept, kept[1], Wording(EN))
    assert [(v.id, v.first, v.second) for v in found] == [
        ("1", "1", "2"),
        ("2", "2", "2"),
        ("3", "2", "3"),
    ]
    round_about = [one("1", "2"), one("2", "1")]
    assert len(versions(round_about, round_about[0], Wording(EN))) >= 1


def test_a_sentence_is_flagged_with_its_quotes_and_the_flag_taken_back(post, client, hub, desk):
    made(hub)
    answer = post("/brief/b/flag", statement="t1.1", reason="misleading", note=f"because {NASTY}")
    assert answer.headers["location"] == "/brief/b#s-t1.1"
    (flag,) = desk.briefs.flags("b")
    assert (flag.reason, len(flag.statement.quotes)) == ("misleading", 3)
    shown = sentence(page_of(client), "t1.1")
    assert EN("brief.flagged") in shown
    assert "because &lt;script&gt;" in shown
    assert EN.count("brief.flags", 1) in page_of(client)
    assert post("/brief/b/unflag", statement="t1.1").status_code == 303
    assert desk.briefs.flags("b") == ()


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"statement": "t9.9", "reason": "wrong"}, 404),
        ({"statement": "t1.1", "reason": "ugly"}, 400),
        ({"reason": "wrong"}, 400),
        ({"statement": "t1.1", "reason": "wrong", "note": "x" * 4_001}, 400),
    ],
)
def test_a_flag_that_makes_no_sense_is_refused(post, hub, fields, status):
    made(hub)
    assert post("/brief/b/flag", **fields).status_code == status


def test_a_brief_is_deleted_for_good(post, client, hub):
    made(hub)
    assert post("/brief/b/delete").headers["location"] == "/brief?done=removed"
    assert EN("brief.removed") in client.get("/brief?done=removed").text
    assert client.get("/brief/b").status_code == 404


def test_a_form_without_its_token_does_nothing(client, hub, desk):
    made(hub)
    for deed in ("cancel", "again", "delete", "flag", "unflag"):
        assert client.post(f"/brief/b/{deed}", data={"statement": "t1.1"}).status_code == 403
    assert client.post("/brief", data={"kind": "query", "query": "gait"}).status_code == 403
    assert len(desk.briefs.all()) == 1


def test_another_readers_brief_is_not_there(post, client, hub):
    hub.store.readers.add(Reader("eve", "Eve", created_at="2026-06-25T08:00:00Z"), "")
    made(hub, "hers", reader="eve")
    for path in ("/brief/hers", "/brief/hers/events", "/brief/hers/compare/hers", "/brief/hers.md"):
        assert client.get(path).status_code == 404, path
    for deed in ("cancel", "again", "delete"):
        assert post(f"/brief/hers/{deed}").status_code == 404
    assert post("/brief/hers/flag", statement="t1.1", reason="wrong").status_code == 404
    assert "hers" not in client.get("/brief").text


# On its way, and two of them


def test_a_brief_nobody_begins_with_says_what_may_be_missing(client, hub):
    wanted(hub, "new", at="2026-06-25T07:59:30Z")
    wanted(hub, "old", at="2026-06-25T07:58:30Z")
    assert EN("brief.idle") not in page_of(client, "new")
    assert EN("brief.idle") in page_of(client, "old")
    assert EN("brief.idle_how") in page_of(client, "old")


def test_how_it_comes_along_is_told_until_its_end(client, hub):
    wanted(hub)
    hub.store.briefs.begin("b", "2026-06-25T08:00:00Z")
    hub.store.briefs.fail("b", "no", "2026-06-25T08:00:00Z")
    answer = client.get("/brief/b/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["cache-control"] == "no-store"
    assert 'event: end\ndata: {"state":"failed"' in answer.text


def test_two_briefs_are_compared_side_by_side(client, hub):
    made(hub, model=None)
    made(hub, "later", again="b", at="2026-06-25T09:00:00Z")
    page = client.get("/brief/b/compare/later").text
    assert EN("brief.compare_same") in page
    assert EN("brief.pair.kept") in page
    assert 'id="b-s-t1.1"' in page
    assert "<mark>" in page
    assert page.count('id="side-') == 2
    assert 'href="#w-1"' not in page


def test_what_the_program_counted_is_no_difference_of_the_sources():
    before, after = brief("one"), brief("two")
    counted = Statement("h.1", "有 20 篇文献。")
    new = quoted("t2.9", "2606.10002", "Whether other species do the same remains open.")
    after = replace(after, headline=(counted, new, *after.headline[1:]))
    found = compare(before, after)
    kinds = dict(_sentences(found.statements, whole(before, {}, "a-"), whole(after, {}, "b-")))
    assert [tuple(one.one.text for one in pair) for pair in kinds["ours"]] == [
        (before.headline[0].text, counted.text)
    ]
    assert [right.one.id for _, right in kinds["new"]] == ["t2.9"]
    assert kinds["gone"] == []
    assert "a-s-" in kinds["kept"][0][0].anchor


def test_only_briefs_that_are_done_can_be_compared(client, hub):
    made(hub)
    wanted(hub, "open")
    assert client.get("/brief/b/compare/open").status_code == 400
