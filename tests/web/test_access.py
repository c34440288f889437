from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from academichub.accounts.door import digest
from academichub.config import Config
from academichub.desk import Desk
from academichub.errors import NotAllowedError, SignInError
from academichub.hub import Hub
from academichub.profile import Reader
from academichub.web import access
from academichub.web.access import LEVELS, STRICTNESS, level_of, require_intent, require_level
from academichub.web.app import create_app
from academichub.web.security import FormKey, form_token, keep_form_key, require_token
from academichub.web.who import Asker, standing


def _walker() -> ModuleType:
    path = Path(__file__).parents[2] / "benchmarks" / "access.py"
    spec = importlib.util.spec_from_file_location("access_walk", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


walker = _walker()
NOW = datetime(2026, 6, 25, 8, tzinfo=UTC)
READER = Reader("r", "Ada")
ROOT = Reader("root", "Root", role="administrator")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[walker.World]:  # type: ignore[name-defined]
    made = walker.build(tmp_path)
    with made.hub, made.client:
        yield made


@pytest.mark.slow
def test_nobody_comes_where_they_have_no_right_to(world):
    outcomes = list(walker.walk(world))
    assert [one for one in outcomes if not one.refused] == []
    assert len({one.who for one in outcomes}) == 11
    assert {one.level for one in outcomes} >= set(STRICTNESS)
    assert all(status == 200 for _, status in walker.rightful(world))


def test_every_route_has_a_line_in_the_table_and_every_line_a_route(world):
    routed = {path for _, path in walker.verbs(world.client.app)}
    assert {line.rpartition(" ")[2] for line in LEVELS} == routed
    assert set(LEVELS.values()) <= set(STRICTNESS)


def test_the_walk_sees_what_is_open_that_should_not_be(world, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(LEVELS, "/people", "reader")
    access._table.cache_clear()
    level_of.cache_clear()
    monkeypatch.setattr(walker, "verbs", lambda _: [("GET", "/people"), ("GET", "/account")])
    monkeypatch.setattr(
        "academichub.web.who.Who.administrator", lambda who, request: who.desk(request)
    )
    try:
        wrong = [one for one in walker.walk(world) if not one.refused]
    finally:
        monkeypatch.undo()
        access._table.cache_clear()
        level_of.cache_clear()
    assert {(one.path, one.who) for one in wrong} == {("/people", "wrong reader")}


def test_a_parameter_nothing_is_known_to_fill_in_ends_the_walk(world):
    with pytest.raises(KeyError, match="unheard"):
        walker.filled(world, "/radar/{unheard}")


def test_a_route_without_a_line_is_not_there(tmp_path: Path):
    with Hub(Config.load(tmp_path, environ={}), clock=lambda: NOW) as hub:
        app = create_app(hub)
        app.router.routes.insert(0, Route("/forgotten", lambda _: PlainTextResponse("secret")))
        with TestClient(app, base_url="http://localhost") as client:
            for method in ("GET", "POST"):
                answer = client.request(method, "/forgotten")
                assert (answer.status_code, "secret" in answer.text) == (404, False)


def test_the_strictest_of_the_lines_that_fit_holds(monkeypatch: pytest.MonkeyPatch):
    lines = {
        "/a/{x:path}": "open",
        "/a/b": "reader",
        "POST /a/b": "administrator",
        "POST /c": "open",
    }
    monkeypatch.setattr(access, "LEVELS", lines)
    access._table.cache_clear()
    level_of.cache_clear()
    try:
        assert level_of("GET", "/a/z") == level_of("HEAD", "/a/z/y") == "open"
        assert level_of("GET", "/a/b") == "reader"
        assert level_of("POST", "/a/b") == "administrator"
        for method, path, status in (("GET", "/c", 405), ("GET", "/d", 404), ("GET", "/a", 404)):
            with pytest.raises(HTTPException) as refused:
                level_of(method, path)
            assert refused.value.status_code == status
    finally:
        monkeypatch.undo()
        access._table.cache_clear()
        level_of.cache_clear()


@pytest.mark.parametrize("path", ["//people", "/people/", "/%70eople", "/./people", "/people;x"])
def test_no_spelling_of_an_address_leads_past_its_line(world, path: str):
    answer = world.client.get(f"http://localhost{path}", follow_redirects=False)
    assert answer.status_code in {303, 404}
    assert "Root" not in answer.text


def test_levels_are_held_to():
    require_level("open", None)
    require_level("secret", None)
    require_level("reader", Asker(READER))
    require_level("administrator", Asker(ROOT))
    for level in ("reader", "administrator"):
        with pytest.raises(SignInError):
            require_level(level, None)
    with pytest.raises(NotAllowedError):
        require_level("administrator", Asker(READER))


def request_of(method: str, path: str, **headers: str) -> Request:
    named = {"host": "localhost", **{k.replace("_", "-"): v for k, v in headers.items()}}
    scope = {"type": "http", "method": method, "path": path, "headers": Headers(named).raw,
             "query_string": b"", "server": ("localhost", 80), "scheme": "http"}  # fmt: skip
    return Request(scope)


@pytest.mark.parametrize(
    ("method", "path", "scopes", "allowed"),
    [
        ("GET", "/api/radar", ("read",), True),
        ("POST", "/api/radar", ("read",), False),
        ("DELETE", "/api/radar/x", ("read",), False),
        ("POST", "/api/radar", ("read", "write"), True),
        ("GET", "/api/radar", (), False),
        ("POST", "/mcp", ("read",), True),
        ("GET", "/account", ("read", "write"), False),
        ("POST", "/account/delete", ("read", "write"), False),
        ("GET", "/people", ("read", "write"), False),
    ],
)
def test_a_token_does_what_its_scopes_say_and_nothing_on_the_pages(
    method: str, path: str, scopes: tuple[str, ...], allowed: bool
):
    asker = Asker(ROOT, scopes=scopes)
    if allowed:
        require_intent(request_of(method, path), "reader", asker)
        return
    with pytest.raises(NotAllowedError):
        require_intent(request_of(method, path), "reader", asker)


def test_forms_belong_to_their_session():
    def key(session: str) -> FormKey:
        return FormKey(lambda body: f"signed {body!r}", session)

    request = request_of("POST", "/account")
    keep_form_key(request, key("mine"))
    assert form_token(request) != form_token(request)
    require_token(request, form_token(request))
    for wrong in (key("other").make(), "", None, "x", ".", "x.y", form_token(request)[1:]):
        with pytest.raises(HTTPException):
            require_token(request, wrong)


def test_a_program_in_the_browser_brings_the_form_token_in_a_header(world):
    headers = dict(walker.cookie(world, world.ada, "ada here"))
    address = f"/api/marks/{world.work}"
    for given, status in (
        (None, 403),
        ("forged.x", 403),
        (walker.form_token(world, "ada here"), 200),
    ):
        sent = {**headers, **({"x-form-token": given} if given else {})}
        assert world.client.put(address, json={"read": True}, headers=sent).status_code == status


def test_the_api_says_what_it_wants_in_the_words_of_the_standard(world):
    read_only = walker.bearer(world, world.ada, ("read",), "read only")
    revoked = walker.bearer(world, world.ada, ("read", "write"), "revoked")
    api = f"/api/marks/{world.work}"
    for headers, status, challenge in (
        ({}, 401, 'Bearer realm="AcademicHub"'),
        (revoked, 401, 'Bearer realm="AcademicHub", error="invalid_token"'),
        (read_only, 403, 'Bearer realm="AcademicHub", error="insufficient_scope"'),
        ({"authorization": "Basic YTpi"}, 401, 'Bearer realm="AcademicHub", error="invalid_token"'),
    ):
        answer = world.client.put(api, json={"read": True}, headers=headers)
        assert (answer.status_code, answer.headers["www-authenticate"]) == (status, challenge)
        assert answer.json().keys() == {"error"}
        assert answer.headers["cache-control"] == "no-store"
    held = walker.bearer(world, world.ada, ("read", "write"), "held")
    assert world.client.put(api, json={"read": True}, headers=held).status_code == 200


def test_a_page_of_a_reader_leads_a_guest_to_the_door_and_back(world):
    answer = world.client.get("/library?q=a%20b&tag=%C3%A9", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?next=/library%3Fq%3Da%2520b%26tag%3D%25C3%25A9"
    assert (
        world.client.post("/marks", data={"mark": "x"}, follow_redirects=False).status_code == 401
    )


def test_what_is_one_readers_is_kept_by_no_shared_cache(world):
    headers = dict(walker.cookie(world, world.ada, "ada here"))
    for path in ("/account", "/library", "/api/library", "/account/export.zip", "/library.bib"):
        said = world.client.get(path, headers=headers).headers["cache-control"]
        assert "private" in said or "no-store" in said


def test_a_guest_reads_what_is_open_and_is_offered_no_button_of_the_operator(world):
    for path in ("/", "/works", "/status", "/journals"):
        page = world.client.get(path)
        assert page.status_code == 200
        assert 'href="/sign-in"' in page.text
        assert 'action="/collect"' not in page.text
        assert 'action="/switch"' not in page.text
    root = dict(walker.cookie(world, world.root, "root"))
    assert 'action="/switch"' in world.client.get("/status", headers=root).text
    eve = world.client.get("/status", headers=dict(walker.cookie(world, world.eve, "eve")))
    assert 'action="/switch"' not in eve.text
    assert 'href="/account"' in eve.text


def test_who_is_alone_has_no_door_to_go_through(tmp_path: Path):
    with Hub(Config.load(tmp_path, environ={}), clock=lambda: NOW) as hub:
        assert hub.store.readers.all() == []
        with TestClient(create_app(hub), base_url="http://localhost") as client:
            page = client.get("/account").text
            assert "nothing to sign in to" in page
            assert "/account/delete" not in page
            me = hub.store.readers.get("me")
            assert me
            assert me.is_administrator
            assert client.get("/sign-in", follow_redirects=False).headers["location"] == "/"
            for path in ("/sign-up", "/join/guessed", "/sign-in/orcid/return"):
                assert client.get(path, follow_redirects=False).status_code in {404, 200}
            assert client.get("/people").status_code == 200


def test_a_token_works_and_a_revoked_one_does_not_even_where_one_is_alone(tmp_path: Path):
    with (
        Hub(Config.load(tmp_path, environ={}), clock=lambda: NOW) as hub,
        TestClient(create_app(hub), base_url="http://localhost") as client,
    ):
        client.get("/account")
        me = hub.store.readers.get("me")
        assert me
        account = Desk(hub, me).account
        made = account.make_token("t", ["read"])
        headers = {"authorization": f"Bearer {made.text}"}
        assert client.get("/api/library", headers=headers).status_code == 200
        account.revoke_token(made.token.id)
        assert client.get("/api/library", headers=headers).status_code == 401
        assert client.get("/api/library").status_code == 200


@pytest.mark.parametrize(
    ("changes", "accounts"),
    [({}, False), ({"host": "0.0.0.0"}, True), ({"host": "::1"}, False),
     ({"public_url": "https://radar.example"}, True), ({"allowed_hosts": ("radar.example",)}, True),
     ({"accounts": True}, True), ({"host": "0.0.0.0", "accounts": False}, False)],
)  # fmt: skip
def test_accounts_are_the_rule_wherever_others_can_come(
    tmp_path: Path, changes: dict[str, object], accounts: bool
):
    config = Config.load(tmp_path, environ={}).model_copy(update=changes)
    assert config.with_accounts is accounts


def test_a_session_of_plain_http_is_none_where_readers_come_by_https(tmp_path: Path):
    config = Config.load(tmp_path, environ={}).model_copy(
        update={"public_url": "https://radar.example"}
    )
    with Hub(config, clock=lambda: NOW) as hub:
        hub.store.readers.add(READER)
        world = walker.World(hub, TestClient(create_app(hub)), READER, READER, ROOT)
        text = walker.begin(world, READER, "text")
        assert digest(text)
        for name, status in (("session", 303), ("__Host-session", 200)):
            answer = world.client.get(
                "/library", headers={"cookie": f"{name}={text}"}, follow_redirects=False
            )
            assert answer.status_code == status


def test_a_request_that_passed_no_gate_shows_no_way_in():
    assert standing(request_of("GET", "/")) is None
