"""The JSON API of reviews and of what people say of them."""

from __future__ import annotations

import io
import zipfile

import pytest

from academichub.accounts import ALONE
from academichub.desk import Desk
from academichub.profile import Reader
from academichub.web.api_review_shapes import ReviewAnswer, RunAnswer, StandingAnswer

ABSTRACT = (
    "Whether moss grows faster in shade is not known. We propose MossNet, which measures growth from "
    "photographs. We assume that light is constant over a day. MossNet finds that moss grows 12% faster in "
    "shade. A limitation is that only one species was studied."
)
PAGE = (
    "<html><body><h1>On moss</h1><h2>Introduction</h2><p>" + ABSTRACT + "</p><h2>Methods</h2><p>"
    "We count moss on 40 stones. We set the learning rate to 0.1. (Figure ??)</p></body></html>"
)
RUN = RunAnswer.model_fields.keys()
EVE = Reader("eve", "Eve")


@pytest.fixture
def work(hub) -> str:
    return hub.works(_listing()).works[0].id


def _listing():
    from academichub.lists import Listing

    return Listing()


def drop(client, **params) -> dict:
    query = {"name": "moss.html", "wait": 100, **params}
    headers = {"content-type": "application/octet-stream"}
    answer = client.post("/api/review/file", content=PAGE.encode(), params=query, headers=headers)
    assert answer.status_code == 202, answer.text
    return answer.json()


def made(client, hub, **params) -> dict:
    """A review of the page, made here as a worker would."""
    run = drop(client, wait=0, **params)
    Desk(hub, ALONE).reviews.make_now(run["id"])
    return client.get(f"/api/review/{run['id']}").json()


def test_a_work_without_a_review_gets_one_that_is_read_by_any_of_its_names(client, work):
    told = client.get(f"/api/review/{work}").json()
    assert told.keys() == StandingAnswer.model_fields.keys()
    assert (told["work"], told["state"], told["writer"]) == (work, "done", "extractive")
    review = told["review"]
    assert ReviewAnswer.model_fields.keys() <= review.keys()
    assert review["scope"] == "abstract"
    assert review["ledger"]["counts"].keys() == {"parameters", "axioms", "entities"}
    assert client.get(f"/api/review/{work.partition(':')[2]}").json()["review"] == review
    assert client.get(f"/api/review/{told['id']}").json()["review"] == review


def test_what_is_no_review_and_no_work_is_not_there(client):
    assert client.get("/api/review/nothing-like-it").status_code == 404
    assert client.get("/api/review/10.1000/nowhere").status_code == 404
    assert client.post("/api/review", json={"work": "10.1000/nowhere"}).status_code == 404
    assert client.post("/api/review", json={"work": "x", "stray": 1}).status_code == 400


def test_a_review_is_asked_for_waited_for_and_cancelled(client, work):
    answer = client.post("/api/review", json={"work": work, "language": "zh", "rebuttal": True})
    assert answer.status_code == 202
    run = answer.json()
    assert run.keys() == RUN
    assert (run["state"], run["language"], run["rebuttal"]) == ("waiting", "zh", True)
    listed = client.get("/api/review").json()
    assert (listed["reviews"], listed["total"], listed["models"]) == ([run], 1, [])
    assert client.post(f"/api/review/{run['id']}/cancel").json() == {"changed": True}
    with client.stream("GET", f"/api/review/{run['id']}/events") as events:
        body = "".join(events.iter_text())
    assert "event: end" in body
    assert '"state":"cancelled"' in body
    assert client.delete(f"/api/review/{run['id']}").status_code == 204
    assert client.get(f"/api/review/{run['id']}").status_code == 404


def test_a_file_is_read_and_only_its_reader_sees_its_review(client, hub):
    run = drop(client, wait=0)
    assert (run["private"], run["title"]) == (True, "On moss")
    Desk(hub, ALONE).reviews.make_now(run["id"])
    told = client.get(f"/api/review/{run['id']}").json()
    assert (told["review"]["scope"], told["work"]) == ("full text", run["work"])
    quotes = [
        quote
        for name in ("pith", "core_claim", "load_bearing_premise")
        for one in told["review"][name]["statements"]
        for quote in one["quotes"]
    ]
    assert quotes
    assert {one["field"] for one in quotes} == {"text"}
    assert client.get(f"/api/review/{run['work']}").json()["id"] == run["id"]
    text = Desk(hub, ALONE).reviews.document(run["id"]).text
    assert all(text[one["start"] : one["end"]] == one["text"] for one in quotes)
    with pytest.raises(Exception, match="no review"):
        Desk(hub, EVE).reviews.get(run["id"])


def test_what_is_no_paper_is_refused(client):
    headers = {"content-type": "application/octet-stream"}
    assert client.post("/api/review/file", content=b"", headers=headers).status_code == 400
    odd = client.post("/api/review/file", content=b"just words", headers=headers)
    assert odd.status_code == 400
    assert "no PDF" in odd.json()["error"]


def test_a_large_file_is_taken_here_and_nowhere_else(client):
    body, headers = b" " * (9 * 2**20), {"content-type": "application/octet-stream"}
    assert client.post("/api/review/file", content=body, headers=headers).status_code != 413
    assert client.post("/api/review", content=body, headers=headers).status_code == 413


def test_one_stage_is_made_anew_and_both_reviews_are_kept(client, hub):
    before = made(client, hub)
    answer = client.post(f"/api/review/{before['id']}/again", json={"stage": "verdict"})
    assert answer.status_code == 202
    after = answer.json()
    assert (after["again_of"], after["state"]) == (before["id"], "waiting")
    Desk(hub, ALONE).reviews.make_now(after["id"])
    anew = client.get(f"/api/review/{after['id']}").json()
    assert anew["review"]["sha256"] == before["review"]["sha256"]
    wrong = client.post(f"/api/review/{before['id']}/again", json={"stage": "nonsense"})
    assert wrong.status_code == 400


def test_a_review_is_taken_along_in_every_format_and_its_bundle_verifies(client, hub):
    run = made(client, hub)["id"]
    for suffix in ("md", "html", "docx", "tex", "json", "txt"):
        answer = client.get(f"/api/review/{run}/file", params={"format": suffix})
        assert answer.status_code == 200, answer.text[:200]
        assert answer.headers["content-disposition"].endswith(f'{run}.{suffix}"')
        assert answer.headers["content-security-policy"].startswith("sandbox")
    bundle = client.get(f"/api/review/{run}/file").content
    assert "review.json" in zipfile.ZipFile(io.BytesIO(bundle)).namelist()
    headers = {"content-type": "application/octet-stream"}
    told = client.post("/api/review/verify", content=bundle, headers=headers).json()
    assert (told["ok"], told["faults"]) == (True, [])
    assert told["signed_by"]
    flipped = bundle[:200] + bytes([bundle[200] ^ 1]) + bundle[201:]
    again = client.post("/api/review/verify", content=flipped, headers=headers).json()
    assert not again["ok"]
    other = client.post(
        "/api/review/verify", content=bundle, headers=headers, params={"key": "00" * 32}
    )
    assert not other.json()["ok"]


def test_the_pages_give_the_same_files(client, work):
    page = client.get(f"/review/{work}.md")
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/markdown")
    run = client.get(f"/api/review/{work}").json()["id"]
    assert client.get(f"/review/{work}.md", params={"run": run}).text == page.text
    assert client.get(f"/review/{work}.json").json()["work"] == work


def test_an_open_review_cannot_be_taken_along(client, work):
    run = client.post("/api/review", json={"work": work}).json()["id"]
    answer = client.get(f"/api/review/{run}/file")
    assert answer.status_code == 400
    assert "waiting" in answer.json()["error"]


def test_many_are_reviewed_under_a_budget(client, hub, work):
    other = hub.works(_listing()).works[1].id
    body = {"kind": "works", "works": [work, other], "budget_usd": 1.5, "budget_tokens": 1000}
    batch = client.post("/api/review/many", json=body)
    assert batch.status_code == 202, batch.text
    told = batch.json()
    assert (told["total"], told["counts"], told["budget_usd"]) == (2, {"waiting": 2}, 1.5)
    whole = client.get(f"/api/batches/{told['id']}").json()
    assert [one["work"] for one in whole["reviews"]] == [work, other]
    assert client.post(f"/api/batches/{told['id']}/pause").json() == {"changed": True}
    assert client.get("/api/batches").json()["batches"][0]["state"] == "paused"
    assert client.post(f"/api/batches/{told['id']}/resume").json() == {"changed": True}
    assert client.post(f"/api/batches/{told['id']}/cancel").json() == {"changed": True}
    assert client.post(f"/api/batches/{told['id']}/cancel").json() == {"changed": False}
    assert client.get("/api/batches/none").status_code == 404


# The record


def finding(client, hub) -> tuple[str, str]:
    """A review of the page, and the hash of something that was found in it."""
    told = made(client, hub)
    return told["id"], told["review"]["findings"][0]["sha256"]


def test_a_finding_is_disputed_and_rescinded_with_its_history(client, hub):
    run, sha = finding(client, hub)
    said = client.post(f"/api/record/{sha}", json={"kind": "dispute", "text": "It is there."})
    assert said.status_code == 201, said.text
    assert said.json()["kind"] == "disputed"
    told = client.get(f"/api/review/{run}").json()["review"]
    (one,) = [each for each in told["findings"] if each["sha256"] == sha]
    assert one["state"] == "disputed"
    assert one["history"][0]["text"] == "It is there."
    client.post(f"/api/record/{sha}", json={"kind": "rescind", "text": "So it is."})
    history = client.get(f"/api/record/{sha}").json()["events"]
    assert [each["kind"] for each in history] == ["disputed", "rescinded"]
    late = client.post(f"/api/record/{sha}", json={"kind": "dispute", "text": "Again."})
    assert late.status_code == 400


def test_what_is_said_needs_words_and_a_subject(client, hub):
    _, sha = finding(client, hub)
    assert client.post(f"/api/record/{sha}", json={"kind": "dispute"}).status_code == 400
    assert client.post(f"/api/record/{sha}", json={"kind": "shout"}).status_code == 400
    nothing = client.post(f"/api/record/{'0' * 64}", json={"kind": "dispute", "text": "No."})
    assert nothing.status_code == 404


def test_only_authors_answer_and_hide(client, hub, work):
    _, sha = finding(client, hub)
    assert (
        client.post(f"/api/record/{sha}", json={"kind": "answer", "text": "We did."}).status_code
        == 403
    )
    assert client.post(f"/api/record/{work}", json={"kind": "hide"}).status_code == 403
    assert client.post(f"/api/claims/{work}").status_code == 403
    assert client.get(f"/api/claims/{work}").json() == {"claims": []}
    assert client.delete(f"/api/claims/{work}").status_code == 404


def test_comments_are_threads_that_an_administrator_moderates(client, work):
    first = client.post(f"/api/comments/{work}", json={"text": "Is it the shade?"})
    assert first.status_code == 201, first.text
    name = first.json()["id"]
    client.post(f"/api/comments/{work}", json={"text": "It is.", "parent": name})
    told = client.get(f"/api/comments/{work}").json()
    assert told["total"] == 2
    assert told["comments"][0]["replies"][0]["text"] == "It is."
    hide = client.post(f"/api/comment/{name}/moderate", json={"hidden": True, "reason": "Off."})
    assert hide.status_code == 204
    assert client.get(f"/api/comments/{work}").json()["total"] == 1
    assert client.post(f"/api/comment/{name}/moderate", json={"hidden": False}).status_code == 204
    assert client.delete(f"/api/comment/{name}").status_code == 204
    assert client.delete("/api/comment/none").status_code == 404
