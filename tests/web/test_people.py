from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from academichub.accounts.limits import LIMITS
from academichub.config import Config
from academichub.hub import Hub
from academichub.web.app import create_app
from academichub.web.people import local
from academichub.web.server import setup

BASE = "http://localhost"
GOOD = "correct horse battery"


def hub_at(folder: Path, **changes: object) -> Hub:
    config = Config.load(folder, environ={}).model_copy(update={"accounts": True, **changes})
    return Hub(config)


def browser(hub: Hub, **settings: str) -> TestClient:
    return TestClient(create_app(hub), base_url=BASE, **settings)  # type: ignore[arg-type]


def token(client: TestClient, path: str) -> str:
    found = re.search(r'name="token" value="([^"]+)"', client.get(path).text)
    assert found, path
    return found[1]


def sign_in(client: TestClient, email: str, password: str = GOOD, **more: str):  # type: ignore[no-untyped-def]
    data = {"email": email, "password": password, "token": token(client, "/sign-in"), **more}
    return client.post("/sign-in", data=data, follow_redirects=False)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    with hub_at(tmp_path) as made:
        made.people.add("Ada", "ada@example.org", GOOD, role="administrator")
        made.people.add("Bo", "bo@example.org", GOOD)
        yield made


@pytest.fixture
def client(hub: Hub) -> TestClient:
    return browser(hub)


@pytest.fixture
def ada(client: TestClient) -> TestClient:
    assert sign_in(client, "ada@example.org").status_code == 303
    return client


def test_one_signs_in_and_comes_to_where_one_was_going(client: TestClient):
    answer = sign_in(client, "ada@example.org", next="/library?q=x")
    assert (answer.status_code, answer.headers["location"]) == (303, "/library?q=x")
    cookie = answer.headers["set-cookie"]
    assert re.match(r"session=[\w-]{43};", cookie)
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie
    page = client.get("/account").text
    assert "Signed in as Ada." in page
    assert (
        client.get("/sign-in?next=/works", follow_redirects=False).headers["location"] == "/works"
    )


def test_by_https_the_cookie_goes_no_other_way(tmp_path: Path):
    with hub_at(tmp_path, public_url="https://radar.example") as hub:
        hub.people.add("Ada", "ada@example.org", GOOD)
        client = TestClient(create_app(hub), base_url="https://radar.example")
        answer = sign_in(client, "ada@example.org")
        assert answer.headers["set-cookie"].startswith("__Host-session=")
        assert "Secure" in answer.headers["set-cookie"]
        assert "Path=/" in answer.headers["set-cookie"]
        assert client.get("/account").status_code == 200


@pytest.mark.parametrize(
    "text",
    ["//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "", None,
     "javascript:alert(1)", "/a\r\nset-cookie: x=1", "/sign-in?next=/", "/join/x", "evil", "/\t/evil"],
)  # fmt: skip
def test_nobody_is_sent_to_another_site_after_signing_in(text: str | None):
    assert local(text) == "/"
    assert local("/library?q=a&next=//b") == "/library?q=a&next=//b"


def test_a_wrong_password_is_said_in_both_languages_and_nothing_is_told(client: TestClient):
    for email in ("ada@example.org", "nobody@example.org"):
        answer = sign_in(client, email, "not the password")
        assert answer.status_code == 401
        assert "The e-mail address or the password is wrong." in answer.text
        assert "session=" not in answer.headers.get("set-cookie", "")
    data = {"email": "a@b.org", "password": "x", "token": token(client, "/sign-in")}
    assert "邮箱地址或密码不正确" in client.post("/sign-in?lang=zh", data=data).text


def test_too_many_attempts_wait_as_long_as_the_answer_says(
    hub: Hub, client: TestClient, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("academichub.accounts.passwords.Passwords.fits", lambda *_: False)
    for _ in range(LIMITS["sign-in to"].most):
        assert sign_in(client, "ada@example.org", "wrong").status_code == 401
    answer = sign_in(client, "ada@example.org")
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 15 * 60
    assert "too many attempts" in answer.text


def test_a_client_is_counted_by_what_the_operators_proxy_says_and_nobody_elses(tmp_path: Path):
    for proxies, expected in (((), "127.0.0.1"), (("127.0.0.1",), "192.0.2.9")):
        with hub_at(tmp_path / str(len(proxies)), proxies=proxies) as hub:
            client = TestClient(create_app(hub), base_url=BASE, client=("127.0.0.1", 5000))
            data = {"email": "a@b.org", "password": "x", "token": token(client, "/sign-in")}
            client.post("/sign-in", data=data, headers={"x-forwarded-for": "10.9.9.9, 192.0.2.9"})
            with hub.store.engine.connect() as connection:
                from academichub.store.schema import attempts

                subjects = {row.subject for row in connection.execute(attempts.select())}
            assert f"sign-in from {expected}" in subjects


def test_signing_in_begins_a_new_session_and_ends_the_one_brought_along(
    hub: Hub, client: TestClient
):
    sign_in(client, "bo@example.org")
    brought = client.cookies["session"]
    data = {"email": "ada@example.org", "password": GOOD, "token": token(client, "/account")}
    client.post("/sign-in", data=data)
    assert client.cookies["session"] != brought
    assert hub.door.session(brought) is None
    assert "Signed in as Ada." in client.get("/account").text


def test_a_cookie_that_somebody_planted_becomes_no_session(hub: Hub, client: TestClient):
    data = {"email": "ada@example.org", "password": GOOD, "token": token(client, "/sign-in")}
    kept = client.cookies["form_token"]
    headers = {"cookie": f"session=planted; form_token={kept}"}
    client.cookies.clear()
    answer = client.post("/sign-in", data=data, headers=headers, follow_redirects=False)
    assert answer.status_code == 303
    assert "session=planted" not in answer.headers["set-cookie"]
    assert hub.door.session("planted") is None


def test_signing_out_ends_the_session_for_good(hub: Hub, ada: TestClient):
    text = ada.cookies["session"]
    ada.post("/sign-out", data={"token": token(ada, "/account")})
    assert hub.door.session(text) is None
    assert ada.get("/account", follow_redirects=False).status_code == 303


def test_an_invitation_is_made_on_the_page_used_once_and_gone(hub: Hub, ada: TestClient):
    page = ada.post(
        "/people/invite", data={"role": "reader", "email": "", "token": token(ada, "/people")}
    ).text
    link = re.search(r"http://localhost(/join/[\w-]+)", page)
    assert link
    new = browser(hub)
    assert new.get(link[1]).status_code == 200
    short = {
        "name": "Cy",
        "email": "cy@example.org",
        "password": "short",
        "token": token(new, link[1]),
    }
    answer = new.post(link[1], data=short)
    assert answer.status_code == 400
    assert "at least 10 characters" in answer.text
    assert 'value="cy@example.org"' in answer.text
    joined = new.post(link[1], data={**short, "password": GOOD}, follow_redirects=False)
    assert joined.headers["location"] == "/account?done=joined"
    assert "Welcome." in new.get("/account?done=joined").text
    assert browser(hub).get(link[1]).status_code == 404
    assert link[1] not in ada.get("/people").text


def test_an_invitation_can_be_withdrawn(hub: Hub, ada: TestClient):
    made = hub.people.invite()
    data = {"invitation": made.invitation.digest, "token": token(ada, "/people")}
    assert "withdrawn" in ada.post("/people/withdraw", data=data).text
    assert browser(hub).get(f"/join/{made.text}").status_code == 404
    assert ada.post("/people/withdraw", data=data).status_code == 404


def test_one_registers_only_where_it_is_open(tmp_path: Path, client: TestClient):
    assert client.get("/sign-up").status_code == 403
    data = {"name": "Eve", "email": "eve@example.org", "password": GOOD}
    refused = client.post("/sign-up", data={**data, "token": token(client, "/sign-in")})
    assert refused.status_code == 403
    with hub_at(tmp_path / "open", registration="open") as hub:
        new = browser(hub)
        assert "/sign-up" in new.get("/sign-in").text
        new.post("/sign-up", data={**data, "token": token(new, "/sign-up")})
        assert "Signed in as Eve." in new.get("/account").text
        assert [one.role for one in hub.people.all()] == ["reader"]


def test_an_administrator_changes_others_but_never_goes_last(hub: Hub, ada: TestClient):
    bo, root = hub.people.find("bo@example.org"), hub.people.find("ada@example.org")

    def change(reader: str, to: str):  # type: ignore[no-untyped-def]
        data = {"reader": reader, "to": to, "token": token(ada, "/people")}
        return ada.post("/people/change", data=data)

    for to in ("demote", "disable"):
        answer = change(root.id, to)
        assert answer.status_code == 400
        assert "This is the last administrator." in answer.text
    assert change(bo.id, "disable").status_code == 200
    assert sign_in(browser(hub), "bo@example.org").status_code == 401
    change(bo.id, "enable")
    change(bo.id, "promote")
    assert hub.people.find(bo.id).is_administrator
    assert change(bo.id, "crown").status_code == 400
    assert change(root.id, "demote").status_code == 403


def test_a_reader_who_is_shut_out_is_out_at_once(hub: Hub, client: TestClient):
    sign_in(client, "bo@example.org")
    assert client.get("/library").status_code == 200
    hub.people.change(hub.people.find("bo@example.org").id, disabled=True)
    assert client.get("/library", follow_redirects=False).status_code == 303


def test_name_zone_and_language_are_kept_and_the_pages_follow(ada: TestClient):
    data = {"name": "Ada L.", "time_zone": "Asia/Shanghai", "language": "zh"}
    page = ada.post("/account", data={**data, "token": token(ada, "/account")}).text
    assert "已登录：Ada L.。" in page
    assert 'value="Asia/Shanghai"' in page
    wrong = ada.post(
        "/account", data={**data, "time_zone": "Mars", "token": token(ada, "/account")}
    )
    assert (wrong.status_code, "没有这个时区" in wrong.text) == (400, True)


def test_another_password_signs_out_everywhere_else(hub: Hub, ada: TestClient):
    elsewhere = browser(hub)
    sign_in(elsewhere, "ada@example.org")
    data = {"old": GOOD, "new": "a new long password", "token": token(ada, "/account")}
    assert ada.post("/account/password", data={**data, "old": "wrong"}).status_code == 401
    assert "The password was changed" in ada.post("/account/password", data=data).text
    assert ada.get("/account").status_code == 200
    assert elsewhere.get("/account", follow_redirects=False).status_code == 303
    assert sign_in(elsewhere, "ada@example.org").status_code == 401
    assert sign_in(elsewhere, "ada@example.org", "a new long password").status_code == 303


def test_sessions_are_listed_and_ended(hub: Hub, ada: TestClient):
    other = browser(hub)
    other.headers["user-agent"] = "<b>Opera</b>"
    sign_in(other, "ada@example.org")
    page = ada.get("/account").text
    assert "&lt;b&gt;Opera&lt;/b&gt;" in page
    ended = re.search(r'name="session" value="([0-9a-f]{64})"', page)
    assert ended
    ada.post("/account/sessions", data={"session": ended[1], "token": token(ada, "/account")})
    assert other.get("/account", follow_redirects=False).status_code == 303
    sign_in(other, "ada@example.org")
    ada.post("/account/sessions", data={"token": token(ada, "/account")})
    assert other.get("/account", follow_redirects=False).status_code == 303
    assert ada.get("/account").status_code == 200


def test_a_token_is_shown_once_works_and_is_revoked(hub: Hub, ada: TestClient):
    data = {"name": "script", "scope": "read", "days": "30", "token": token(ada, "/account")}
    made = ada.post("/account/tokens", data=data)
    text = re.search(r"ahub_[\w-]+", made.text)
    assert text
    assert made.headers["cache-control"] == "no-store"
    assert text[0] not in ada.get("/account").text
    program = browser(hub)
    headers = {"authorization": f"Bearer {text[0]}"}
    assert program.get("/api/library", headers=headers).status_code == 200
    assert program.post("/api/collect", headers=headers).status_code == 403
    one = re.search(r'name="one" value="(t[\w-]+)"', ada.get("/account").text)
    assert one
    ada.post("/account/tokens/revoke", data={"one": one[1], "token": token(ada, "/account")})
    assert program.get("/api/library", headers=headers).status_code == 401


def test_everything_is_downloaded_and_then_deleted(hub: Hub, ada: TestClient):
    with zipfile.ZipFile(io.BytesIO(ada.get("/account/export.zip").content)) as archive:
        assert "readers.json" in archive.namelist()
    data = {"password": GOOD, "sure": "yes", "token": token(ada, "/account")}
    assert "last administrator" in ada.post("/account/delete", data=data).text
    hub.people.add("Cy", "cy@example.org", GOOD, role="administrator")
    assert ada.post("/account/delete", data={**data, "password": "wrong"}).status_code == 401
    assert ada.post("/account/delete", data={**data, "sure": ""}).status_code == 400
    gone = ada.post("/account/delete", data=data, follow_redirects=False)
    assert (gone.status_code, gone.headers["location"]) == (303, "/")
    assert [one.name for one in hub.people.all()] == ["Bo", "Cy"]


def test_no_page_of_people_shows_anything_without_both_languages(ada: TestClient, hub: Hub):
    hub.people.invite(email="new@example.org")
    for path in ("/account", "/people"):
        for code in ("en", "zh"):
            page = ada.get(f"{path}?lang={code}").text
            assert not re.search(r">(account|people|readers)\.[a-z_.]+<", page)
            assert "style=" not in page


def test_the_first_administrator_comes_by_the_link_on_the_terminal_alone(tmp_path: Path):
    with hub_at(tmp_path) as hub:
        first, second = setup(hub, "http://radar.example/"), setup(hub, "http://radar.example/")
        paths = [re.search(r"http://radar\.example(/join/\S+)", said) for said in (first, second)]
        assert paths[0]
        assert paths[1]
        new = browser(hub)
        assert new.get(paths[0][1]).status_code == 404
        data = {"name": "Ada", "email": "ada@example.org", "password": GOOD}
        new.post(paths[1][1], data={**data, "token": token(new, paths[1][1])})
        assert hub.people.find("ada@example.org").is_administrator
        assert setup(hub, "http://radar.example/") == ""


def test_no_link_is_printed_where_nobody_signs_in(tmp_path: Path):
    with hub_at(tmp_path, accounts=False) as hub:
        assert setup(hub, "http://localhost/") == ""
