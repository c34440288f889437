"""The JSON API of radars."""

from __future__ import annotations

import pytest

PROFILE = {"categories": ["cs.LG"], "window": 30}
WORK_KEYS = {"id", "title", "authors", "rank", "score", "outside", "verdict", "reasons"}


@pytest.fixture
def slug(client):
    answer = client.post("/api/radar", json={"title": "My radar", "profile": PROFILE})
    assert answer.status_code == 201
    return answer.json()["slug"]


def test_radars_are_begun_listed_renamed_and_forgotten(client, slug):
    assert slug == "my-radar"
    listed = client.get("/api/radar").json()
    assert (listed["total"], listed["radars"][0]["title"]) == (1, "My radar")
    renamed = client.put(f"/api/radar/{slug}/title", json={"title": "Yours"}).json()
    assert (renamed["slug"], renamed["title"]) == (slug, "Yours")
    assert client.delete(f"/api/radar/{slug}").status_code == 204
    assert client.delete(f"/api/radar/{slug}").status_code == 404
    assert client.get("/api/radar").json()["radars"] == []


def test_an_edition_gives_works_with_the_reasons_that_are_their_score(client, slug):
    edition = client.get(f"/api/radar/{slug}").json()
    assert (edition["day"], edition["batch"], edition["total"]) == ("2026-06-25", 1, 25)
    for rank, work in enumerate(edition["works"], 1):
        assert work.keys() >= WORK_KEYS
        assert work["rank"] == rank
        assert work["score"] == pytest.approx(sum(r["points"] for r in work["reasons"]), abs=1e-4)
    reasons = {one["key"] for one in edition["works"][0]["reasons"]}
    assert "category:cs.LG" in reasons
    assert client.get(f"/api/radar/{slug}").json() == edition


def test_the_next_batch_follows_the_one_that_is_named_once(client, slug):
    first = client.get(f"/api/radar/{slug}").json()
    onward = client.post(f"/api/radar/{slug}/next", json={"after": 1}).json()
    again = client.post(f"/api/radar/{slug}/next", json={"after": 1}).json()
    assert onward == again
    assert onward["works"][0]["rank"] == 26
    assert not {w["id"] for w in first["works"]} & {w["id"] for w in onward["works"]}
    assert client.post(f"/api/radar/{slug}/next").json()["batch"] == 3
    held = client.get(f"/api/radar/{slug}/history").json()
    assert [one["batch"] for one in held["editions"]] == [3, 2, 1]
    past = client.get(f"/api/radar/{slug}?day=2026-06-25&batch=2").json()
    assert past["works"] == onward["works"]


def test_what_a_reader_says_is_learnt_told_and_forgotten(client, slug):
    work = client.get(f"/api/radar/{slug}").json()["works"][0]["id"]
    judged = client.post(f"/api/radar/{slug}/judge", json={"work": work, "kind": "more"})
    assert judged.status_code == 204
    assert client.get(f"/api/radar/{slug}").json()["works"][0]["verdict"] == "more"
    learnt = client.get(f"/api/radar/{slug}/learnt").json()
    assert learnt["words"][0]["works"] == [work]
    assert learnt["verdicts"][0]["kind"] == "more"
    assert work in learnt["works"]
    assert client.post(f"/api/radar/{slug}/forget", json={"work": work}).status_code == 204
    assert client.post(f"/api/radar/{slug}/forget", json={"work": work}).status_code == 404
    assert client.get(f"/api/radar/{slug}/learnt").json()["words"] == []


def test_a_profile_is_changed_whole_or_a_piece_at_a_time(client, slug):
    at = f"/api/radar/{slug}"
    turned = client.post(f"{at}/turn", json={"key": "category:cs.LG", "factor": 2})
    assert turned.json()["profile"]["turned"] == {"category:cs.LG": 2.0}
    mute = {"kind": "term", "value": "long  series"}
    assert client.post(f"{at}/mute", json=mute).json()["profile"]["mutes"] == [
        {"kind": "term", "value": "long series"}
    ]
    assert client.post(f"{at}/unmute", json=mute).json()["profile"]["mutes"] == []
    author = {"name": "Ada Example", "orcid": "0000-0002-1825-0097"}
    assert client.post(f"{at}/follow", json=author).json()["profile"]["authors"] == [author]
    assert client.post(f"{at}/unfollow", json=author).json()["profile"]["authors"] == []
    put = client.put(f"{at}/profile", json={"terms": [{"text": "series"}]}).json()
    assert (
        put
        == client.get(f"{at}/profile").json()
        == {
            **put,
            "profile": {
                **put["profile"],
                "categories": [],
                "terms": [{"text": "series", "kind": "likes"}],
            },
        }
    )


def test_trends_of_a_radar_are_given(client, slug):
    trends = client.get(f"/api/radar/{slug}/trends").json()
    assert trends["until"] == "2026-06-25"
    assert isinstance(trends["rising"], list)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("judge", {"work": "arxiv:2606.30001", "kind": "adores"}),
        ("judge", {"work": "nonsense", "kind": "more"}),
        ("judge", {}),
        ("turn", {"key": "category:cs.LG", "factor": 5}),
        ("mute", {"kind": "colour", "value": "red"}),
        ("mute", {"kind": "term", "value": ""}),
        ("follow", {"name": "Ada", "orcid": "0000-0002-1825-0098"}),
        ("next", {"after": -1}),
        ("next", {"colour": "red"}),
    ],
)
def test_what_makes_no_sense_is_refused(client, slug, path, body):
    answer = client.post(f"/api/radar/{slug}/{path}", json=body)
    assert answer.status_code == 400
    assert answer.json()["error"]


@pytest.mark.parametrize(
    "body",
    [{"title": ""}, {"title": "x", "profile": {"window": 0}}, {"title": "x", "colour": 1}, []],
)
def test_a_radar_that_is_none_is_refused(client, body):
    assert client.post("/api/radar", json=body).status_code == 400
    assert client.get("/api/radar").json()["total"] == 0


def test_what_is_not_there_is_not_found(client, slug):
    for path in ("none", "none/learnt", "none/history", "none/trends", "none/profile",
                 f"{slug}?day=2020-01-01", f"{slug}?batch=9"):  # fmt: skip
        assert client.get(f"/api/radar/{path}").status_code == 404
    missing = {"work": "arxiv:2601.99999", "kind": "more"}
    assert client.post(f"/api/radar/{slug}/judge", json=missing).status_code == 404
    assert client.put("/api/radar/none/profile", json={}).status_code == 404


def test_another_site_changes_no_radar(client, slug):
    foreign = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
    body = {"kind": "term", "value": "series"}
    assert client.post(f"/api/radar/{slug}/mute", headers=foreign, json=body).status_code == 403
    assert client.delete(f"/api/radar/{slug}", headers=foreign).status_code == 403
    assert client.get(f"/api/radar/{slug}/profile").json()["profile"]["mutes"] == []
