"""The library page and the controls on every work: forms that work without a script."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from academichub.accounts import ALONE
from academichub.desk import Desk
from academichub.hub import Hub
from academichub.profile import Profile

ONE, TWO, RICH = "arxiv:2606.30001", "arxiv:2606.30002", "arxiv:2606.30900"
HOSTILE = "arxiv:2606.30901"


@pytest.fixture
def desk(hub: Hub) -> Desk:
    return Desk(hub, ALONE)


@pytest.fixture
def post(client: TestClient):
    """Sends a form of the library with the token the page gave."""

    def send(path: str, *, accept: str = "text/html", **fields: object):
        page = client.get("/library")
        token = re.search(r'name="token" value="([^"]+)"', page.text)[1]
        return client.post(
            path,
            data={"token": token, **fields},
            headers={"accept": accept},
            follow_redirects=False,
        )

    return send


def test_every_work_of_every_list_can_be_saved_read_and_put_by(client):
    for path in (
        "/",
        "/works?q=zanzibar",
        f"/works/{ONE}",
        f"/starred?id={ONE}",
        "/?fragment=results",
    ):
        page = client.get(path).text
        works = page.count("<article")
        for kind in ("saved", "read", "later"):
            assert page.count(f'data-mark="{kind}" aria-pressed="false"') == works > 0, path
        assert "data-star=" not in page


def test_a_guest_has_the_star_of_the_browser_instead(hub, tmp_path):
    from academichub.web.app import create_app

    hub.config = hub.config.model_copy(update={"accounts": True})
    assert hub.config.with_accounts
    with TestClient(create_app(hub, hosts={"localhost"}), base_url="http://localhost") as client:
        page = client.get("/").text
    assert "data-mark" not in page
    assert "data-star=" in page
    assert 'id="marking"' not in page


def test_a_mark_without_a_script_leads_back_to_the_work_it_was_made_on(post, desk):
    answer = post("/marks", mark=f"saved on {ONE}", back="/works?q=zanzibar&page=2")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/works?q=zanzibar&page=2#mark-{ONE}"
    assert desk.library.marks([ONE])[ONE].saved_at == "2026-06-25T08:00:00Z"
    post("/marks", mark=f"saved off {ONE}")
    assert not desk.library.marks([ONE])


def test_a_mark_with_a_script_is_answered_with_what_is_kept(post):
    post("/marks", mark=f"later on {ONE}")
    answer = post("/marks", mark=f"read on {ONE}", accept="application/json").json()
    assert answer["read_at"] == "2026-06-25T08:00:00Z"
    assert answer["later_at"] is None
    assert answer["work"] == ONE


def test_the_way_back_never_leads_to_another_site(post):
    for back in (
        "//evil.example/",
        "https://evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
    ):
        answer = post("/marks", mark=f"saved on {ONE}", back=back)
        assert answer.headers["location"] == f"/library#mark-{ONE}"


def test_a_mark_shows_on_the_card_though_cards_are_made_once(client, desk):
    before = client.get("/works?q=zanzibar").text
    desk.library.mark(ONE, saved=True)
    after = client.get("/works?q=zanzibar").text
    assert 'aria-pressed="true"' not in before
    assert after.count('aria-pressed="true"') == 1
    assert f'value="saved off {ONE}"' in after
    desk.library.mark(ONE, saved=False)
    assert client.get("/works?q=zanzibar").text.count('aria-pressed="true"') == 0


@pytest.mark.parametrize("mark", ["saved", "saved maybe arxiv:1", "loved on arxiv:1", "saved on "])
def test_a_mark_that_is_none_is_refused(post, mark):
    assert post("/marks", mark=mark).status_code == 400


def test_a_mark_on_a_work_that_is_not_there_is_not_found(post):
    assert post("/marks", mark="saved on arxiv:2601.99999").status_code == 404


def test_a_form_without_our_token_keeps_nothing(client, desk):
    for path in ("/marks", "/marks/words", "/library/tags", "/library/export", "/library/stars"):
        answer = client.post(path, data={"mark": f"saved on {ONE}", "work": ONE, "add": "x"})
        assert answer.status_code == 403, path
    assert not desk.library.marks([ONE])


def test_a_note_is_shown_as_markdown_on_the_work_and_in_the_library(client, post):
    answer = post("/marks/words", work=ONE, note="# Why\nIt is **bold**.", tags="Decay, To Read",
                  back=f"/works/{ONE}")  # fmt: skip
    assert answer.headers["location"] == f"/works/{ONE}#mark-{ONE}"
    for path in (f"/works/{ONE}", "/library"):
        page = client.get(path).text
        assert "<h3>Why</h3>\n<p>It is <strong>bold</strong>.</p>" in page
        assert 'href="/library?tag=to%20read">#to read</a>' in page
    post("/marks/words", work=ONE, note="", tags="")
    assert "Nothing is in your library yet" in client.get("/library").text


def test_a_hostile_note_tag_or_search_is_only_text(client, post, nasty):
    post("/marks/words", work=HOSTILE, note=f"{nasty} [x](javascript:alert(1))", tags=nasty[:40])
    for path in ("/library", f"/library?q={quote(nasty)}", f"/library?tag={quote(nasty)}",
                 f"/works/{HOSTILE}"):  # fmt: skip
        page = client.get(path).text
        assert "<script>alert" not in page
        assert "<img" not in page
        assert 'href="javascript' not in page


def test_the_library_is_searched_filtered_sorted_and_numbered(client, desk):
    desk.library.mark(ONE, saved=True, tags=["decay"])
    desk.library.mark(TWO, read=True, note="wombats")
    desk.library.mark(RICH, later=True)

    def listed(asked: str) -> list[str]:
        page = client.get(f"/library{asked}").text
        return re.findall(r'<li class="work" id="work-\d+" data-id="([^"]+)"', page)

    assert set(listed("")) == {ONE, TWO, RICH}
    assert listed("?state=saved") == listed("?tag=decay") == [ONE]
    assert listed("?state=read") == listed("?q=wombat") == listed("?state=noted") == [TWO]
    assert listed("?state=later") == [RICH]
    assert listed("?sort=title")[0] == RICH
    page = client.get("/library").text
    assert re.findall(r'aria-hidden="true">(\d\d)\.<', page) == ["01", "02", "03"]


def test_a_save_is_told_to_the_radar_it_was_made_in_and_can_be_listed_by_it(client, post, desk):
    for title in ("Main", "Quolls"):
        desk.radars.create(title, Profile(categories=("cs.LG",)))
    post("/marks", mark=f"saved on {ONE}", radar="quolls")
    post("/marks", mark=f"saved on {TWO}")
    assert desk.radars.saved_in("quolls") == (ONE,)
    assert desk.radars.saved_in("main") == (TWO,)
    page = client.get("/library?radar=quolls").text
    assert re.findall(r'<li class="work" id="work-\d+" data-id="([^"]+)"', page) == [ONE]
    assert "<span>Quolls</span>" in page
    post("/marks", mark=f"saved off {ONE}")
    assert desk.radars.saved_in("quolls") == ()


@pytest.mark.parametrize(
    "asked", ["?state=x", "?sort=x", "?page=0", "?page=x", "?q=since:13", "?radar=none"]
)
def test_what_cannot_be_asked_of_a_library_is_said(client, asked):
    assert client.get(f"/library{asked}").status_code in {400, 404}


def test_ticked_works_are_tagged_together_and_taken_along(client, post, desk):
    desk.library.mark(ONE, saved=True)
    desk.library.mark(TWO, saved=True, tags=["old"])
    answer = post(
        "/library/tags",
        work=[ONE, TWO],
        add="new，Chinese comma",
        remove="OLD",
        back="/library?state=saved",
    )
    assert answer.headers["location"] == "/library?state=saved&done=tagged&n=2"
    assert {mark.tags for mark in desk.library.marks([ONE, TWO]).values()} == {
        ("new", "chinese comma")
    }
    assert "Tags of 2 works changed" in client.get(answer.headers["location"]).text
    assert post("/library/tags", add="x").status_code == 400
    taken = post("/library/export", work=ONE, format=".bib")
    assert "2606.30001" in taken.text
    assert "2606.30002" not in taken.text
    assert post("/library/export", work=ONE, format=".exe").status_code == 400
    assert post("/library/export", work="arxiv:2606.30005", format=".bib").text.strip() == ""


def test_a_library_is_exported_in_every_format(client, desk):
    desk.library.mark(RICH, saved=True, note="*mine*", tags=["to read"])
    desk.library.mark(HOSTILE, later=True)
    for suffix, type_ in (
        (".bib", "bibtex"),
        (".ris", "research-info"),
        (".json", "json"),
        (".md", "markdown"),
    ):
        answer = client.get(f"/library{suffix}?state=saved")
        assert type_ in answer.headers["content-type"]
        assert f'filename="library{suffix}"' in answer.headers["content-disposition"]
        assert "2606.30900" in answer.text
        assert "2606.30901" not in answer.text
    note = client.get("/library.md").text
    assert "*mine*" in note
    assert "#to-read" in note
    assert "\\<script\\>" in note


def test_stars_of_the_browser_become_saved_works(post, desk):
    answer = post("/library/stars", works=f"{ONE}\nnonsense\n{TWO}\n")
    assert answer.headers["location"] == "/library?done=taken&n=2"
    assert all(mark.saved_at for mark in desk.library.marks([ONE, TWO]).values())


def test_a_mark_on_a_work_that_is_gone_is_shown_and_can_be_forgotten(client, post, hub):
    from academichub.profile import Mark

    gone = "arxiv:1111.11111"
    hub.store.marks.change("me", 10**6, gone, lambda m: Mark(m.work, note="Still *mine*."))
    page = client.get("/library").text
    assert "1 marked work is no longer in the store" in page
    assert "Still <em>mine</em>." in page
    assert post("/library/forget", work=gone).status_code == 303
    assert "no longer in the store" not in client.get("/library").text
    assert post("/library/forget", work=gone).status_code == 404


def test_the_library_speaks_chinese(client, desk):
    desk.library.mark(ONE, saved=True)
    page = client.get("/library?lang=zh").text
    assert "文库中有 1 篇" in page
    assert "收藏未读" in page
