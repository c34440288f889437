"""The JSON API of the library."""

from __future__ import annotations

import pytest

ONE = "arxiv:2606.30001"
AT = "2026-06-25T08:00:00Z"


def test_a_mark_is_put_read_and_taken_away(client):
    assert client.get(f"/api/marks/{ONE}").status_code == 404
    put = client.put(f"/api/marks/{ONE}", json={"saved": True, "note": "*x*", "tags": ["To Read"]})
    assert put.json() == client.get("/api/marks/2606.30001").json() == {
        "work": ONE, "saved_at": AT, "read_at": None, "later_at": None, "note": "*x*",
        "tags": ["to read"], "updated_at": AT,
    }  # fmt: skip
    assert client.put(f"/api/marks/{ONE}", json={"read": True}).json()["note"] == "*x*"
    assert client.delete(f"/api/marks/{ONE}").status_code == 204
    assert client.delete(f"/api/marks/{ONE}").status_code == 404


def test_the_library_is_given_page_by_page_with_marks_and_counts(client):
    for number in range(5):
        client.put(
            f"/api/marks/arxiv:2606.3000{number}", json={"saved": number != 3, "tags": ["a"]}
        )
    answer = client.get("/api/library?state=saved&tag=a&limit=2&offset=1&sort=title").json()
    assert [work["id"] for work in answer["works"]] == [ONE, "arxiv:2606.30002"]
    assert answer["works"][0]["mark"]["saved_at"] == AT
    assert answer["total"] == 4
    assert answer["tags"] == {"a": 5}
    assert answer["states"]["saved"] == 4
    assert client.get("/api/library?q=preprint+4").json()["total"] == 1


@pytest.mark.parametrize(
    "body",
    [{"saved": "perhaps"}, {"colour": "red"}, {"tags": ["x" * 41]}, {"note": "x" * 20_001}, []],
)
def test_a_mark_that_is_none_is_refused(client, body):
    answer = client.put(f"/api/marks/{ONE}", json=body)
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert client.get(f"/api/marks/{ONE}").status_code == 404


def test_another_site_changes_no_mark(client):
    for method in ("put", "delete"):
        foreign = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
        answer = client.request(method, f"/api/marks/{ONE}", headers=foreign, json={"saved": True})
        assert answer.status_code == 403


def test_what_is_not_in_the_store_cannot_be_marked(client):
    assert client.put("/api/marks/arxiv:2601.99999", json={"saved": True}).status_code == 404
    assert client.put("/api/marks/nonsense", json={"saved": True}).status_code == 400


def test_a_state_or_an_order_that_is_none_is_refused(client):
    for asked in ("state=x", "sort=x", "limit=0", "offset=-1", "colour=red"):
        assert client.get(f"/api/library?{asked}").status_code == 400
