"""Starting, editing and sharing a radar's profile through the pages, over a real hub."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import BoundedSemaphore, Event

import pytest
from pytest_httpserver import HTTPServer
from starlette.testclient import TestClient
from werkzeug import Request, Response

from academichub.config import Config, Upstreams
from academichub.desk import Desk
from academichub.drafting import Draft
from academichub.errors import NotFoundError
from academichub.hub import Hub
from academichub.profile import FollowedAuthor, Mute, Paper, Profile, Reader, WantedTerm
from academichub.web.app import create_app
from academichub.web.drafts import Drafts, Making

from .conftest import BASE, NASTY, NOW, fill

ME = Reader("me", "", role="administrator")
BIB = "".join(
    f"@article{{k{n}, title={{Preprint number {n} of a long series}}, author={{Ada Example}},"
    f" eprint={{2606.3000{n}}}, archiveprefix={{arXiv}}, year={{2026}}}}\n"
    for n in range(5)
) + (
    "@article{own, title={A paper nobody else has}, author={Ada Example and Ben Other}, year={2024}}"
)

Post = Callable[..., str]


@pytest.fixture
def post(client: TestClient) -> Post:
    """Sends a form as a page of ours would; gives the text of the page it leads to."""
    client.get("/radar/new")

    def send(path: str, *, status: int = 200, files: object = None, **fields: object) -> str:
        data = {"token": client.cookies["form_token"], **fields}
        answer = client.post(path, data=data, files=files)  # type: ignore[arg-type]
        assert answer.status_code == status, (path, answer.status_code, answer.text[:400])
        send.url = str(answer.url)  # type: ignore[attr-defined]
        return answer.text

    return send


def begin(post: Post, **fields: object) -> str:
    """Begin a draft; gives its address."""
    post("/radar/new", **fields)
    return post.url.removeprefix(BASE)  # type: ignore[attr-defined]


def from_bib(post: Post) -> str:
    return begin(post, how="file", files={"file": ("mine.bib", BIB.encode())})


def radar_of(hub: Hub, slug: str | None = None) -> Profile:
    return Desk(hub, ME).radars.get(slug).profile


def test_every_way_to_start_is_on_one_page(get: Callable[..., str]):
    page = get("/radar/new")
    for way in ("file", "interests", "orcid", "zotero", "works"):
        assert f'name="how" value="{way}"' in page
    assert 'type="file"' in page


def test_a_file_becomes_a_draft_and_the_draft_a_radar(hub: Hub, post: Post):
    draft = from_bib(post)
    page = post(draft, do="preview", title="Series", likes="long series")
    assert "6 papers read" in page
    assert "First picks" in page
    assert Desk(hub, ME).radars.all() == ()
    post(draft, do="start", title="Series", likes="long series", category="cs.LG")
    profile = radar_of(hub)
    assert len(profile.seeds) == 5
    assert profile.papers[0].title == "A paper nobody else has"
    assert profile.terms == (WantedTerm("long series"),)
    assert profile.categories == ("cs.LG",)


def test_saying_that_is_me_follows_the_reader_and_their_co_authors(hub: Hub, post: Post):
    draft = from_bib(post)
    post(draft, do="start", title="Mine", you="yes")
    assert FollowedAuthor("Ada Example") in radar_of(hub).authors


def test_looking_at_a_change_keeps_nothing(client: TestClient, post: Post):
    draft = from_bib(post)
    seen = post(draft, do="look", title="Other", likes="zanzibar")
    assert "zanzibar" in seen
    assert "zanzibar" not in client.get(draft).text


def test_a_draft_is_its_makers_alone_and_ends_with_its_radar(client: TestClient, post: Post):
    draft = from_bib(post)
    post(draft, do="start", title="Mine")
    assert client.get(draft).status_code == 404


def test_interests_works_and_a_search_start_without_a_file(hub: Hub, post: Post):
    for fields in (
        {"how": "interests", "interests": "zanzibar, -mathematics"},
        {"how": "works", "work": ["arxiv:2606.30001", "arxiv:2606.30002"]},
    ):
        post(begin(post, **fields), do="start", title="One")
    assert {len(one.profile.seeds) for one in Desk(hub, ME).radars.all()} == {0, 2}


def test_a_search_with_its_filters_leads_straight_to_a_draft(client: TestClient):
    page = client.get("/radar/new?q=zanzibar&category=cs.LG&author=Ada+Example&day=2026-06-24").text
    assert 'value="cs.LG" checked' in page
    assert "zanzibar</textarea>" in page
    assert "Ada Example|" in page


def test_a_work_leads_straight_to_a_draft(client: TestClient):
    page = client.get("/radar/new?work=arxiv:2606.30003").text
    assert "Preprint number 3 of a long series" in page
    assert client.get("/radar/new?work=arxiv:1001.00001").status_code == 404


def test_the_search_and_a_work_offer_to_become_a_radar(client: TestClient):
    assert 'href="/radar/new?q=zanzibar' in client.get("/works?q=zanzibar").text
    assert "/radar/new?work=arxiv%3A2606.30001" in client.get("/works/arxiv:2606.30001").text


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({"how": "orcid", "orcid": "0000-0002-1825-0098"}, 400, "check digit"),
        ({"how": "zotero", "key": "not a key"}, 400, "letters and digits"),
        ({"how": "zotero"}, 400, "give a Zotero key"),
        ({"how": "interests", "interests": "-only"}, 400, "say what to look for"),
        ({"how": "works"}, 400, "pick at least one"),
    ],
)
def test_a_start_that_fails_says_why_among_the_other_ways(
    client: TestClient, post: Post, fields: dict[str, str], status: int, said: str
):
    page = post("/radar/new", status=status, **fields)
    assert said in page
    assert 'role="alert"' in page
    assert 'name="how" value="file"' in page


def test_an_administrator_may_have_the_feeds_of_an_opml_collected(hub: Hub, post: Post):
    opml = b"""<opml version="2.0"><body><outline type="rss" text="A Small Journal"
      xmlUrl="https://example.org/feed"/></body></opml>"""
    draft = begin(post, how="file", files={"file": ("feeds.opml", opml)})
    post(draft, do="start", title="Journals", venues="A Small Journal")
    assert not any(one.label == "A Small Journal" for one in hub.schedule())
    draft = begin(post, how="file", files={"file": ("feeds.opml", opml)})
    post(draft, do="start", title="Again", venues="A Small Journal", feeds="yes")
    assert any(one.label == "A Small Journal" for one in hub.schedule())


def test_a_file_that_is_none_says_why_among_the_other_ways(post: Post):
    page = post("/radar/new", status=400, how="file", files={"file": ("x.pdf", b"%PDF-1.4")})
    assert "not one we know" in page
    assert 'name="how" value="file"' in page


def test_a_hostile_file_and_its_name_stay_text(post: Post):
    bib = f"@article{{x, title={{Hostile {NASTY} words}}, author={{{NASTY}}}, journal={{{NASTY}}}, year=2020}}"
    page = post("/radar/new", how="file", files={"file": (f"{NASTY}.bib", bib.encode())})
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    body = json.dumps({"format": "academichub-profile-1", "title": NASTY, "venues": [NASTY],
                       "seeds": [NASTY], "authors": [{"name": NASTY, "orcid": NASTY}],
                       "terms": [{"text": NASTY}], "mutes": [{"kind": "author", "value": NASTY}]})  # fmt: skip
    page = post("/radar/new", how="file", files={"file": ("p.json", body.encode())})
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_people_of_a_name_are_shown_with_what_tells_them_apart(post: Post):
    draft = from_bib(post)
    page = post(draft, do="look", find="Zoë Müller")
    assert "ORCID 0000-0002-1825-0097" in page
    assert "Zoë Müller|0000-0002-1825-0097" in page
    page = post(draft, do="look", find="Nobody Atall")
    assert "Nobody here writes under the name" in page


def profile() -> Profile:
    return Profile(
        terms=(WantedTerm("zanzibar"), WantedTerm("mathematics", "never")),
        authors=(
            FollowedAuthor("Ada Example"),
            FollowedAuthor("Zoë Müller", "0000-0002-1825-0097"),
        ),
        categories=("cs.LG",),
        venues=("Journal of Fixtures",),
        seeds=("arxiv:2606.30001", "arxiv:2606.30002"),
        papers=(Paper("My secret paper"), Paper("My other paper")),
        mutes=(Mute("author", "Rival Person"),),
        turned={"term:zanzibar": 2.0},
    )


@pytest.fixture
def slug(hub: Hub) -> str:
    return Desk(hub, ME).radars.create("Fixtures", profile()).slug


def test_the_whole_profile_can_be_edited(hub: Hub, client: TestClient, post: Post, slug: str):
    page = client.get(f"/radar/{slug}/edit").text
    for part in ("zanzibar", "mathematics", "Ada Example|", "Rival Person", "My secret paper"):
        assert part in page
    post(
        f"/radar/{slug}/edit",
        do="save", title="Renamed", likes="zanzibar\nalpha decay", must="decay", never="",
        author=["Zoë Müller|0000-0002-1825-0097"], category=["cs.LG"], add_category="math.co, hep-th",
        venues="Nature\nCell", drop="arxiv:2606.30001", paper="0", unmute="author|Rival Person",
        mute_kind="venue", mute_value="Bad Journal", window="30",
    )  # fmt: skip
    radar = Desk(hub, ME).radars.all()[0]
    assert radar.title == "Renamed"
    changed = radar.profile
    assert changed.terms == (
        WantedTerm("zanzibar"),
        WantedTerm("alpha decay"),
        WantedTerm("decay", "must"),
    )
    assert changed.authors == (FollowedAuthor("Zoë Müller", "0000-0002-1825-0097"),)
    assert changed.categories == ("cs.LG", "math.CO", "hep-th")
    assert changed.venues == ("Nature", "Cell")
    assert changed.seeds == ("arxiv:2606.30002",)
    assert changed.papers == (Paper("My other paper"),)
    assert changed.mutes == (Mute("venue", "Bad Journal"),)
    assert (changed.turned, changed.window) == ({"term:zanzibar": 2.0}, 30)


def test_an_edit_that_is_not_saved_is_not_kept(hub: Hub, client: TestClient, post: Post, slug: str):
    client.get(f"/radar/{slug}/edit")
    post(f"/radar/{slug}/edit", do="preview", title="X", likes="other")
    assert radar_of(hub, slug) == profile()
    assert (
        "other"
        not in re.findall(r"<textarea[^>]*>([^<]*)", client.get(f"/radar/{slug}/edit").text)[0]
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"window": "0"},
        {"window": "soon"},
        {"mute_kind": "all", "mute_value": "x"},
        {"likes": "x" * 501},
    ],
)
def test_a_profile_that_makes_no_sense_is_refused(
    hub: Hub, client: TestClient, post: Post, slug: str, wrong: dict[str, str]
):
    client.get(f"/radar/{slug}/edit")
    post(f"/radar/{slug}/edit", status=400, do="save", **wrong)
    assert radar_of(hub, slug) == profile()


def test_a_radar_is_deleted_only_by_who_is_sure(hub: Hub, post: Post, slug: str):
    post(f"/radar/{slug}/delete", status=400)
    assert len(Desk(hub, ME).radars.all()) == 1
    post(f"/radar/{slug}/delete", sure="yes")
    assert Desk(hub, ME).radars.all() == ()


def test_an_exported_profile_starts_the_same_radar_again(
    hub: Hub, client: TestClient, post: Post, slug: str
):
    answer = client.get(f"/radar/{slug}/profile.json")
    assert "attachment" in answer.headers["content-disposition"]
    draft = begin(post, how="file", files={"file": ("f.json", answer.content)})
    fields = form_of(client.get(draft).text)
    post(draft, do="start", **fields)
    copy = next(one for one in Desk(hub, ME).radars.all() if one.slug != slug)
    assert copy.profile == profile()


def form_of(page: str) -> dict[str, object]:
    """What the form of a draft would send as it stands."""
    fields: dict[str, object] = {"title": "Again"}
    for name in ("likes", "must", "never", "venues"):
        found = re.search(rf'<textarea name="{name}"[^>]*>([^<]*)', page)
        assert found
        fields[name] = found[1]
    for name in ("author", "category"):
        fields[name] = re.findall(rf'name="{name}" value="([^"]*)" checked', page)
    return fields


def link_of(client: TestClient, slug: str) -> str:
    found = re.search(rf"{BASE}(/shared/[^<]+)", client.get(f"/radar/{slug}/edit").text)
    assert found
    return found[1]


def test_a_shared_copy_shows_the_profile_and_nothing_private(
    client: TestClient, post: Post, slug: str
):
    post(f"/radar/{slug}/share")
    page = client.get(link_of(client, slug))
    assert page.status_code == 200
    for shown in (
        "Fixtures",
        "zanzibar",
        "Ada Example",
        "Journal of Fixtures",
        "Preprint number 1",
    ):
        assert shown in page.text
    for private in ("My secret paper", "Rival Person", "Bad"):
        assert private not in page.text
    assert 'content="noindex' in page.text


def test_a_link_that_is_revoked_guessed_or_changed_opens_nothing(
    client: TestClient, post: Post, slug: str
):
    post(f"/radar/{slug}/share")
    link = link_of(client, slug)
    assert client.get(link[:-1] + ("A" if link[-1] != "A" else "B")).status_code == 404
    assert client.get("/shared/" + link.removeprefix("/shared/").split(".")[0]).status_code == 404
    assert client.get("/shared/x.y").status_code == 404
    post(f"/radar/{slug}/unshare")
    assert client.get(link).status_code == 404
    assert link not in client.get(f"/radar/{slug}/edit").text
    post(f"/radar/{slug}/share")
    assert link_of(client, slug) != link


def test_a_shared_profile_can_be_made_a_radar_of_ones_own(
    hub: Hub, client: TestClient, post: Post, slug: str
):
    post(f"/radar/{slug}/share")
    post(link_of(client, slug))
    draft = post.url.removeprefix(BASE)  # type: ignore[attr-defined]
    post(draft, do="start", **form_of(client.get(draft).text))
    copy = next(one for one in Desk(hub, ME).radars.all() if one.slug != slug).profile
    assert copy.seeds == profile().seeds
    assert (copy.papers, copy.mutes, dict(copy.turned)) == ((), (), {})


@pytest.mark.parametrize(
    "path", ["/radar/new", "/radar/new/x", "/radar/x/edit", "/radar/x/delete", "/radar/x/share",
             "/radar/x/unshare", "/shared/x"]
)  # fmt: skip
def test_no_form_of_a_start_is_taken_without_its_token(client: TestClient, path: str):
    client.get("/radar/new")
    assert client.post(path, data={"do": "start"}).status_code == 403
    assert client.post(path, data={"token": "forged"}).status_code == 403


# What takes long


@pytest.fixture
def slow(tmp_path: Path, httpserver: HTTPServer) -> Iterator[tuple[TestClient, Event]]:
    """Pages over a hub whose Zotero answers when it is told to; the bodies are ours."""
    go = Event()

    def answer(request: Request) -> Response:
        start = int(request.args.get("start", 0))
        if start:
            go.wait(20)
        item = {"csljson": {"type": "article", "title": f"Own item number {start}"}}
        response = Response(json.dumps([item]), headers={"Total-Results": "2"})
        if not start:
            response.headers["Link"] = f'<{request.base_url}?start=1>; rel="next"'
        return response

    httpserver.expect_request("/groups/7/items/top").respond_with_handler(answer)
    upstreams = Upstreams(zotero=httpserver.url_for("").rstrip("/"))
    config = Config.load(tmp_path / "slow", environ={}).model_copy(update={"upstreams": upstreams})
    with Hub(config, clock=lambda: NOW) as hub:
        fill(hub)
        with TestClient(create_app(hub, hosts={"localhost"}), base_url=BASE) as client:
            yield client, go
            go.set()


def test_a_slow_upstream_shows_how_far_it_is_and_then_the_draft(slow: tuple[TestClient, Event]):
    client, go = slow
    client.get("/radar/new")
    token = client.cookies["form_token"]
    answer = client.post("/radar/new", data={"token": token, "how": "zotero", "group": "7"})
    assert "1 paper read so far" in answer.text
    assert 'http-equiv="refresh"' in answer.text
    go.set()
    for _ in range(200):
        page = client.get(answer.url).text
        if "Own item number 1" in page:
            break
    assert "2 papers read" in page


def test_a_draft_opens_to_no_other_reader_and_the_oldest_are_let_go():
    drafts = Drafts()
    name = drafts.begin("ada", lambda _: Draft("x", Profile()))
    assert drafts.get("ada", name).draft is not None
    with pytest.raises(NotFoundError):
        drafts.get("ben", name)
    for _ in range(5):
        drafts.begin("ada", lambda _: Draft("x", Profile()))
    with pytest.raises(NotFoundError, match="start the radar again"):
        drafts.get("ada", name)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_fault_nobody_foresaw_ends_a_draft_and_is_not_told():
    def broken(_: object) -> Draft:
        raise ZeroDivisionError("secret")

    making = Making(broken, BoundedSemaphore())
    making.start()
    making.join()
    assert "unexpected" in str(making.failure)
    assert "secret" not in str(making.failure)
