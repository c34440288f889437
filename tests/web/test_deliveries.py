"""The page of deliveries, secret feeds, and unsubscribing: forms without a script, as anyone else."""

from __future__ import annotations

import json
import re

import pytest
from lxml import etree
from starlette.testclient import TestClient

from academichub.accounts import ALONE
from academichub.deliver import UNSUBSCRIBE, Wanted
from academichub.desk import Desk
from academichub.hub import Hub
from academichub.profile import Profile, WantedTerm

ATOM = "{http://www.w3.org/2005/Atom}"
NASTY = "<script>alert(1)</script>"


@pytest.fixture
def desk(hub: Hub) -> Desk:
    reader = hub.store.readers.ensure(ALONE)
    made = Desk(hub, reader)
    made.radars.create("My radar", Profile(terms=(WantedTerm("preprint"),)))
    return made


def page(client: TestClient, **params: str) -> tuple[str, str]:
    """The page, and the token for its forms."""
    answer = client.get("/deliveries", params=params)
    assert answer.status_code == 200, answer.text
    token = re.search(r'name="token" value="([^"]+)"', answer.text)
    return answer.text, token[1] if token else ""


def post(client: TestClient, path: str, **fields: str):
    _, token = page(client)
    return client.post(path, data={"token": token, **fields}, follow_redirects=False)


def test_who_has_no_radar_is_invited_to_start_one(client: TestClient):
    text, _ = page(client)
    assert 'href="/radar/new"' in text


def test_a_folder_is_set_up_tried_paused_and_removed(client, desk, tmp_path):
    answer = post(
        client, "/deliveries", kind="folder", radar="my-radar", to=str(tmp_path), hour="7",
        weekday="", language="zh",
    )  # fmt: skip
    assert answer.status_code == 303, answer.text
    (shown,) = desk.deliveries.all()
    name = shown.delivery.id
    assert answer.headers["location"] == f"/deliveries?done=added#{name}"
    assert str(tmp_path) in page(client)[0]
    tried = post(client, "/deliveries/change", delivery=name, do="test")
    assert "done=sent" in tried.headers["location"]
    (note,) = tmp_path.glob("*.md")
    assert "篇新论文" in note.read_text("utf-8")
    post(client, "/deliveries/change", delivery=name, do="pause")
    assert not desk.deliveries.get(name).enabled
    post(client, "/deliveries/change", delivery=name, do="resume")
    assert desk.deliveries.get(name).enabled
    post(client, "/deliveries/change", delivery=name, do="remove")
    assert desk.deliveries.all() == ()


def test_a_mistake_shows_the_form_again_with_what_was_in_it(client, desk):
    answer = post(
        client, "/deliveries", kind="webhook", radar="my-radar", to="gopher://x/<b>", hour="9",
        weekday="2", language="en",
    )  # fmt: skip
    assert answer.status_code == 400
    assert "only http and https" in answer.text
    assert 'value="gopher://x/&lt;b&gt;"' in answer.text
    assert '<details class="kind" open>' in answer.text


def test_a_zotero_key_never_comes_back_to_the_page(client, desk):
    answer = post(client, "/deliveries", kind="zotero", radar="my-radar", key="SECRET!", hour="7")
    assert answer.status_code == 400
    assert "SECRET!" not in answer.text


def test_every_deed_wants_the_token_of_its_form(client, desk):
    for path in ("/deliveries", "/deliveries/change", "/deliveries/feed"):
        assert client.post(path, data={"kind": "folder", "do": "test"}).status_code == 403


@pytest.mark.parametrize("code", ["en", "zh"])
def test_the_page_speaks_both_languages(client, desk, code, tmp_path):
    desk.deliveries.add(None, Wanted("folder", to=str(tmp_path)))
    text, _ = page(client, lang=code)
    assert ("每天 07 点" in text) == (code == "zh")


def test_the_radars_page_leads_here(client, desk):
    answer = client.get("/radar/my-radar/deliveries", follow_redirects=False)
    assert answer.headers["location"] == "/deliveries?radar=my-radar"


@pytest.fixture
def feed(client, desk) -> str:
    assert post(client, "/deliveries/feed", radar="my-radar", do="make").status_code == 303
    found = re.search(r'value="http://localhost(/feeds/[^"]+)\.atom"', page(client)[0])
    assert found
    return found[1]


def stranger(client: TestClient) -> TestClient:
    return TestClient(client.app, base_url="http://localhost")


def test_a_feed_holds_the_picks_of_the_radar_with_their_reasons(client, desk, feed):
    answer = stranger(client).get(f"{feed}.atom")
    entries = etree.fromstring(answer.content).findall(f"{ATOM}entry")
    shown = desk.radars.edition().items
    assert [one.findtext(f"{ATOM}title") for one in entries][:3] == [
        item.work.title for item in shown
    ][:3]
    assert "preprint" in (entries[0].findtext(f"{ATOM}content") or "")
    assert len(entries) == len(shown)
    assert "<script>" not in answer.text


def test_asking_in_every_format_makes_one_edition(client, desk, feed):
    for suffix in (".rss", ".atom", ".json"):
        answer = stranger(client).get(feed + suffix)
        assert answer.status_code == 200
    assert len(desk.radars.history()) == 1
    works = json.loads(answer.content)["items"]
    assert len({one["id"] for one in works}) == len(works)


def test_a_feed_tells_nobody_where_it_is_and_keeps_no_cookie(client, feed):
    headers = stranger(client).get(f"{feed}.rss").headers
    assert headers["referrer-policy"] == "no-referrer"
    assert "noindex" in headers["x-robots-tag"]
    assert "private" in headers["cache-control"]
    assert "set-cookie" not in headers


def test_a_feed_that_has_not_changed_is_not_sent_again(client, feed):
    first = stranger(client).get(f"{feed}.json")
    again = stranger(client).get(f"{feed}.json", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    since = {"if-modified-since": first.headers["last-modified"]}
    assert stranger(client).get(f"{feed}.json", headers=since).status_code == 304


def test_a_new_address_ends_the_old_one(client, feed):
    post(client, "/deliveries/feed", radar="my-radar", do="renew")
    assert stranger(client).get(f"{feed}.atom").status_code == 404
    new = re.search(r'value="http://localhost(/feeds/[^"]+)\.atom"', page(client)[0])
    assert stranger(client).get(f"{new[1]}.atom").status_code == 200
    post(client, "/deliveries/feed", radar="my-radar", do="end")
    assert stranger(client).get(f"{new[1]}.atom").status_code == 404
    assert "/feeds/" not in page(client)[0].replace("/deliveries/feed", "")


def test_an_address_that_was_made_up_opens_nothing(client, hub, feed):
    name = feed.removeprefix("/feeds/").partition(".")[0]
    for token in (name, f"{name}.x", hub.keys.address("share", name), "x", "%2e%2e"):
        assert stranger(client).get(f"/feeds/{token}.atom").status_code == 404


def letter(hub: Hub, desk: Desk, tmp_path) -> tuple[str, str]:
    made = desk.deliveries.add(None, Wanted("folder", to=str(tmp_path)))
    return made.id, f"/unsubscribe/{hub.keys.address(UNSUBSCRIBE, made.id)}"


def test_looking_at_the_address_of_a_letter_changes_nothing(client, hub, desk, tmp_path):
    name, path = letter(hub, desk, tmp_path)
    answer = stranger(client).get(path)
    assert answer.status_code == 200
    assert "<form" in answer.text
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert desk.deliveries.get(name).enabled


def test_one_post_unsubscribes_whoever_sends_it(client, hub, desk, tmp_path):
    name, path = letter(hub, desk, tmp_path)
    one_click = {"List-Unsubscribe": "One-Click"}
    headers = {"origin": "https://mail.example.org", "sec-fetch-site": "cross-site"}
    answer = stranger(client).post(path, data=one_click, headers=headers)
    assert answer.status_code == 200
    assert not desk.deliveries.get(name).enabled
    assert stranger(client).post(path, data=one_click).status_code == 200
    assert stranger(client).post(f"{path}x").status_code == 404


def test_what_a_receiver_said_is_text(client, hub, desk, tmp_path):
    desk.radars.rename("my-radar", f"Radar {NASTY}")
    made = desk.deliveries.add(None, Wanted("folder", to=str(tmp_path)))
    post(client, "/deliveries/change", delivery=made.id, do="test")
    text, _ = page(client)
    assert NASTY not in text


def test_a_change_of_time_zone_moves_what_is_due(client, hub, desk, tmp_path):
    made = desk.deliveries.add(None, Wanted("folder", to=str(tmp_path)))
    _, token = page(client)
    fields = {"token": token, "name": "", "time_zone": "Asia/Shanghai", "language": "en"}
    answer = client.post("/account", data=fields, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    assert (desk.deliveries.get(made.id).next_at or "").endswith("T23:00:00Z")


def test_a_briefing_is_delivered_into_a_folder_and_stays_one_for_the_day(client, desk, tmp_path):
    post(
        client, "/deliveries", kind="folder", radar="my-radar", to=str(tmp_path), hour="7",
        weekday="0", language="zh", content="brief",
    )  # fmt: skip
    (shown,) = desk.deliveries.all()
    tried = post(client, "/deliveries/change", delivery=shown.delivery.id, do="test")
    assert "done=sent" in tried.headers["location"], page(client)[0]
    (note,) = tmp_path.glob("*.md")
    told = note.read_text("utf-8")
    (asked,) = desk.briefs.all()
    assert f'academichub: "{shown.delivery.id}/' in told
    assert f'brief: "{asked.id}"' in told
    assert "## 主题" in told
    post(client, "/deliveries/change", delivery=shown.delivery.id, do="test")
    assert len(desk.briefs.all()) == 1


def test_zotero_takes_no_briefings(client, desk):
    answer = post(
        client, "/deliveries", kind="zotero", radar="my-radar", key="abc", hour="7", weekday="",
        content="brief",
    )  # fmt: skip
    assert answer.status_code == 400
    assert "Zotero takes works, no briefings" in answer.text


def test_the_briefings_of_a_reader_are_a_feed_at_a_secret_address(client, desk):
    asked = desk.briefs.ask("radar", "my-radar")
    desk.briefs.make_now(asked.id)
    post(client, "/deliveries/feed", radar="", do="make")
    text, _ = page(client)
    (address,) = re.findall(r'value="[^"]*(/feeds/briefs/[^"]+\.atom)"', text)
    client.cookies.clear()
    feed = etree.fromstring(client.get(address).content)
    (entry,) = feed.findall(f"{ATOM}entry")
    brief = desk.briefs.get(asked.id).brief
    assert entry.findtext(f"{ATOM}title") == brief.title
    assert brief.themes[0].label in entry.findtext(f"{ATOM}content")
    assert client.get(address, headers={"if-none-match": "*"}).status_code == 304
    post(client, "/deliveries/feed", radar="", do="end")
    assert client.get(address).status_code == 404
    assert client.get("/feeds/briefs/abc.rss").status_code == 404
