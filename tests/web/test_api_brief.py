"""The JSON API of briefs, and of the check of statements."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from time import sleep

import pytest

from academichub.accounts import ALONE
from academichub.argument import Drop
from academichub.desk import Desk
from academichub.hub import Hub
from academichub.profile import Reader
from academichub.render.brief_json import brief_json, drop_json
from academichub.web.api_brief_shapes import AskedAnswer, BriefAnswer

from .briefed import GAITS, NASTY, STATEMENTS, begun, brief, fill, made, named, wanted
from .conftest import open_hub

ASKED = AskedAnswer.model_fields.keys()
WHOLE = BriefAnswer.model_fields.keys()
QUOTE = {"work_id", "field", "start", "end", "text"}


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    """A hub with the works of the brief."""
    with open_hub(tmp_path / "own") as own:
        fill(own)
        yield own


def quotes_of(value: object) -> Iterator[dict]:
    """Every quote anywhere in an answer."""
    if isinstance(value, dict):
        yield from value.get("quotes", ())
        for one in value.values():
            yield from quotes_of(one)
    elif isinstance(value, list):
        for one in value:
            yield from quotes_of(one)


def test_a_brief_is_asked_for_and_told_how_far_it_is(client):
    body = {"kind": "query", "value": "gait", "language": "zh", "limit": 5}
    answer = client.post("/api/brief", json=body)
    assert answer.status_code == 202
    told = answer.json()
    assert told.keys() == ASKED
    assert (told["state"], told["writer"], told["ask"]["language"]) == (
        "waiting",
        "extractive",
        "zh",
    )
    listed = client.get("/api/brief").json()
    assert (listed["total"], listed["briefs"][0], listed["models"]) == (1, told, [])
    one = client.get(f"/api/brief/{told['id']}").json()
    assert one.keys() == WHOLE
    assert (one["themes"], one["provenance"]) == ([], None)


def test_works_are_briefed_by_any_of_their_identifiers(client):
    body = {"kind": "works", "value": "Mine", "works": ["2606.10002", "arXiv:2606.10001"]}
    told = client.post("/api/brief", json=body).json()
    assert told["ask"]["works"] == [named("2606.10002"), named("2606.10001")]
    assert told["title"] == "Mine"


def test_a_brief_holds_statements_with_quotes_at_their_places(client, hub):
    told = client.get(f"/api/brief/{made(hub)}").json()
    assert told.keys() == WHOLE
    found = list(quotes_of(told))
    assert len(found) == sum(len(one.quotes) for said in STATEMENTS.values() for one in said)
    for quote in found:
        assert quote.keys() == QUOTE
        work = client.get(f"/api/works/{quote['work_id']}").json()
        assert work[quote["field"]][quote["start"] : quote["end"]] == quote["text"]
    assert told["provenance"]["dropped"][0] == drop_json(Drop("t1", "number", "12 is 21 in the quote", "It needs 21 ms a step."))  # fmt: skip
    assert told["crossings"][0]["works"].keys() == {"Computer Science", "Biology"}
    assert told["works"][0]["work_id"] == named("2606.10001")


def test_a_brief_on_its_way_has_the_form_of_one_that_is_done(client, hub):
    wanted(hub)
    begun(hub, "b", ["headline", "t2"])
    told = client.get("/api/brief/b").json()
    assert told.keys() == WHOLE
    assert (told["state"], told["stage"], told["total"]) == ("working", "writing", len(STATEMENTS))
    assert [one["id"] for one in told["headline"]] == ["h.1", "h.2"]
    assert [len(one["statements"]) for one in told["themes"]] == [0, 1]
    assert told["provenance"] is None
    whole = brief_json(brief())
    assert whole["themes"][1] == told["themes"][1]


def test_one_who_waits_gets_the_brief_itself_if_it_is_made_in_time(client, hub):
    def make() -> None:
        mine = Desk(hub, ALONE).briefs
        while not mine.all():
            sleep(0.02)
        one = mine.all()[0]
        hub.store.briefs.begin(one.id, one.asked_at)
        hub.store.briefs.finish(one.id, brief(one.id), one.asked_at)

    maker = Thread(target=make)
    maker.start()
    answer = client.post("/api/brief?wait=20", json={"kind": "query", "value": "gait"})
    maker.join()
    assert answer.status_code == 200
    assert answer.json()["headline"]
    late = client.post(f"/api/brief/{answer.json()['id']}/again?wait=0.3", json={"language": "zh"})
    assert (late.status_code, late.json()["again_of"]) == (202, answer.json()["id"])


def test_a_brief_is_cancelled_once_and_removed(client, hub):
    wanted(hub)
    assert client.post("/api/brief/b/cancel").json() == {"cancelled": True}
    assert client.post("/api/brief/b/cancel").json() == {"cancelled": False}
    assert 'data: {"state":"cancelled"' in client.get("/api/brief/b/events").text
    assert client.delete("/api/brief/b").status_code == 204
    assert client.get("/api/brief/b").status_code == 404


def test_a_statement_is_flagged_and_the_flag_taken_back(client, hub):
    made(hub)
    body = {"statement": "t1.1", "reason": "wrong", "note": "no"}
    flag = client.post("/api/brief/b/flags", json=body)
    assert flag.status_code == 201
    assert flag.json()["statement"]["quotes"][0].keys() == QUOTE
    assert client.get("/api/brief/b/flags").json() == {"flags": [flag.json()], "total": 1}
    assert client.delete("/api/brief/b/flags/t1.1").status_code == 204
    assert client.delete("/api/brief/b/flags/t1.1").status_code == 404
    assert client.post("/api/brief/b/flags", json={**body, "statement": "z"}).status_code == 404
    assert client.post("/api/brief/b/flags", json={**body, "reason": "z"}).status_code == 400


def test_two_briefs_are_compared(client, hub):
    made(hub)
    made(hub, "later", model=None, again="b")
    told = client.get("/api/brief/b/compare/later").json()
    assert {one["kind"] for one in told["statements"]} == {"kept"}
    assert len(told["works"]["kept"]) == 20
    assert {*told["themes"][0]["before"]} == {"key", "label", "terms", "fields", "works"}
    wanted(hub, "open")
    assert client.get("/api/brief/b/compare/open").status_code == 400


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"kind": "query", "value": "xyzzyquux"}, 404),
        ({"kind": "query"}, 400),
        ({"kind": "weather", "value": "x"}, 400),
        ({"kind": "query", "value": "gait", "colour": "red"}, 400),
        ({"kind": "query", "value": "gait", "limit": 401}, 400),
        ({"kind": "query", "value": "gait", "language": "fr"}, 400),
        ({"kind": "query", "value": "gait", "writer": "prompted"}, 400),
        ({"kind": "query", "value": "gait", "model": "none:such"}, 400),
        ({}, 400),
    ],
)
def test_what_cannot_be_asked_for_is_refused_with_a_reason(client, body, status):
    answer = client.post("/api/brief", json=body)
    assert answer.status_code == status
    assert answer.json()["error"]


def test_another_readers_brief_is_not_there(client, hub):
    hub.store.readers.add(Reader("eve", "Eve", created_at="2026-06-25T08:00:00Z"), "")
    made(hub, "hers", reader="eve")
    for path in ("", "/events", "/flags", "/compare/hers"):
        assert client.get(f"/api/brief/hers{path}").status_code == 404
    assert client.delete("/api/brief/hers").status_code == 404
    for deed in ("cancel", "again"):
        assert client.post(f"/api/brief/hers/{deed}").status_code == 404
    assert client.get("/api/brief").json()["total"] == 0


# The check


def checked(client, text: str, *quotes: dict, **works: dict) -> dict:
    body = {"statement": {"text": text, "quotes": list(quotes)}, "works": works}
    answer = client.post("/api/ground", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


SAID = "It reaches $\\eta = 0.82$ of the best known gait, and needs 12 ms a step."


def test_a_sentence_of_the_store_is_found_and_is_a_quote(client):
    told = checked(client, SAID, {"work_id": named("2606.10001"), "text": SAID})
    assert told["kept"]
    assert told["statement"]["tier"] == "quoted"
    (quote,) = told["statement"]["quotes"]
    assert GAITS[quote["start"] : quote["end"]] == SAID


def test_a_changed_number_is_dropped_by_its_rule(client):
    told = checked(client, "It needs 21 ms a step.", {"work_id": named("2606.10001"), "text": SAID})
    assert not told["kept"]
    assert told["statement"] is None
    assert "number" in {one["rule"] for one in told["drops"]}


def test_an_altered_quote_and_one_of_no_work_are_dropped(client):
    altered = SAID.replace("12 ms", "21 ms")
    assert not checked(client, altered, {"work_id": named("2606.10001"), "text": altered})["kept"]
    assert not checked(client, SAID, {"work_id": "arxiv:none", "text": SAID})["kept"]


def test_texts_can_be_handed_in_and_stand_before_the_store(client):
    text = "We measure 5 K in the sample."
    quote = {"work_id": "mine", "field": "Results", "start": 0, "end": len(text), "text": text}
    works = {"mine": {"fields": {"Results": text}, "authors": ["Ada"], "year": 2026}}
    assert checked(client, text, quote, **works)["kept"]
    assert not checked(client, text, {**quote, "field": "Methods"}, **works)["kept"]
    assert not checked(client, text, {**quote, "start": 3}, **works)["kept"]


def test_what_a_brief_says_can_be_checked_as_it_was_told(client, hub):
    told = client.get(f"/api/brief/{made(hub)}").json()
    for one in (told["headline"][1], told["changed"][0]):
        answer = client.post("/api/ground", json={"statement": {**one, "lead": ""}})
        assert answer.json()["statement"]["tier"] == "quoted", answer.json()


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"statement": {"quotes": []}},
        {"statement": {"text": "x", "quotes": [{"text": "x"}]}},
        {"statement": {"text": "x", "quotes": [{"work_id": "w", "text": "x", "start": -1}]}},
        {"statement": {"text": "x" * 20_001}},
        {"statement": {"text": NASTY, "tier": "true"}},
    ],
)
def test_what_is_no_statement_is_refused(client, body):
    answer = client.post("/api/ground", json=body)
    assert answer.status_code == 400
    assert answer.json()["error"]
