"""Sign-in with ORCID against a real OpenID Connect provider, and against one that lies."""

from __future__ import annotations

import hmac
import json
import re
import time
import warnings
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey
from pydantic import SecretStr
from pytest_httpserver import HTTPServer
from starlette.testclient import TestClient
from werkzeug import Request, Response

from academichub.config import Config
from academichub.errors import MalformedAnswerError
from academichub.hub import Hub
from academichub.sources.openid import verified
from academichub.web.app import create_app

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it stands on parts of authlib that are to go
    import oidc_provider_mock

# The provider is made of parts of authlib that authlib would have made of others.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
BASE = "http://localhost"
GOOD = "correct horse battery"
JOSIAH, LAURE = "0000-0002-1825-0097", "0000-0001-5109-3700"


def hub_at(folder: Path, issuer: str, **changes: object) -> Hub:
    config = Config.load(folder, environ={})
    upstreams = config.upstreams.model_copy(update={"orcid_sign_in": issuer})
    where = urlsplit(issuer)
    settings = {
        "accounts": True, "upstreams": upstreams, "orcid_client_id": "APP-1",
        "orcid_client_secret": SecretStr("client-secret"), "trusted": (where.netloc,),
    }  # fmt: skip
    return Hub(config.model_copy(update={**settings, **changes}))


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """A real provider, on authlib."""
    people = [
        oidc_provider_mock.User(sub=JOSIAH, claims={"name": "Josiah Carberry"}),
        oidc_provider_mock.User(sub=LAURE, claims={"given_name": "Laure", "family_name": "H."}),
    ]
    with oidc_provider_mock.run_server_in_thread(require_nonce=True, user_claims=people) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def hub(tmp_path: Path, provider: str) -> Iterator[Hub]:
    with hub_at(tmp_path, provider) as made:
        made.people.add("Ada", "ada@example.org", GOOD, role="administrator")
        yield made


def browser(hub: Hub) -> TestClient:
    return TestClient(create_app(hub), base_url=BASE)


def token(client: TestClient, path: str) -> str:
    found = re.search(r'name="token" value="([^"]+)"', client.get(path).text)
    assert found
    return found[1]


def begun(client: TestClient, path: str = "/sign-in/orcid") -> str:
    """Where a browser is sent to."""
    answer = client.get(path, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def back(address: str, sub: str, **form: str) -> str:
    """What a person at the provider is sent back with."""
    answer = httpx.post(address, data={"sub": sub, **form})
    assert answer.status_code == 302, answer.text
    return str(answer.headers["location"])


def through(client: TestClient, sub: str, path: str = "/sign-in/orcid"):  # type: ignore[no-untyped-def]
    return client.get(back(begun(client, path), sub), follow_redirects=False)


def linked(hub: Hub, orcid: str = JOSIAH) -> TestClient:
    """Ada's browser, after she linked her ORCID iD."""
    client = browser(hub)
    data = {"email": "ada@example.org", "password": GOOD, "token": token(client, "/sign-in")}
    client.post("/sign-in", data=data)
    assert through(client, orcid, "/account/orcid").headers["location"] == "/account?done=linked"
    return client


def test_who_linked_an_orcid_signs_in_with_it_and_comes_to_where_one_was_going(hub: Hub):
    assert "Link your ORCID iD" not in linked(hub).get("/account").text
    client = browser(hub)
    assert "Sign in with ORCID" in client.get("/sign-in").text
    answer = through(client, JOSIAH, "/sign-in/orcid?next=/library")
    assert (answer.status_code, answer.headers["location"]) == (303, "/library")
    page = client.get("/account").text
    assert "Signed in as Ada." in page
    assert f"Linked with {JOSIAH}." in page


def test_the_provider_is_asked_with_pkce_state_and_nonce(hub: Hub, provider: str):
    client = browser(hub)
    first, second = (parse_qs(urlsplit(begun(client)).query) for _ in range(2))
    assert first["redirect_uri"] == [f"{BASE}/sign-in/orcid/return"]
    assert first["code_challenge_method"] == ["S256"]
    assert first["scope"] == ["openid"]
    for name in ("state", "nonce", "code_challenge"):
        assert len(first[name][0]) >= 43
        assert first[name] != second[name]
    cookie = client.get("/sign-in/orcid", follow_redirects=False).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    for name in ("state", "nonce"):
        assert second[name][0] not in cookie


def test_an_unknown_orcid_brings_in_nobody_where_one_is_invited(hub: Hub):
    answer = through(browser(hub), LAURE)
    assert answer.status_code == 401
    assert "No account here is linked with this ORCID iD" in answer.text
    assert len(hub.people.all()) == 1


def test_an_invitation_brings_in_a_reader_by_orcid_once(hub: Hub):
    text, client = hub.people.invite().text, browser(hub)
    assert f"/sign-in/orcid?invitation={text}" in client.get(f"/join/{text}").text
    assert through(client, LAURE, f"/sign-in/orcid?invitation={text}").status_code == 303
    assert f"Signed in as {LAURE}." in client.get("/account").text
    assert through(browser(hub), JOSIAH, f"/sign-in/orcid?invitation={text}").status_code == 404


def test_anybody_comes_in_by_orcid_where_registration_is_open(tmp_path: Path, provider: str):
    with hub_at(tmp_path, provider, registration="open") as hub:
        assert through(browser(hub), JOSIAH).status_code == 303
        assert [(one.name, one.orcid, one.role) for one in hub.people.all()] == [
            (JOSIAH, JOSIAH, "reader")
        ]
        assert through(browser(hub), "not-an-orcid@example.org").status_code == 400
        assert len(hub.people.all()) == 1


def test_an_orcid_that_is_someones_already_is_not_linked_to_another(hub: Hub):
    linked(hub)
    hub.people.add("Bo", "bo@example.org", GOOD)
    client = browser(hub)
    data = {"email": "bo@example.org", "password": GOOD, "token": token(client, "/sign-in")}
    client.post("/sign-in", data=data)
    through(client, JOSIAH, "/account/orcid")
    assert hub.people.find("bo@example.org").orcid is None


def test_an_orcid_is_unlinked(hub: Hub):
    client = linked(hub)
    page = client.post("/account/orcid/unlink", data={"token": token(client, "/account")}).text
    assert "no longer linked" in page
    assert hub.people.find("ada@example.org").orcid is None


def test_who_says_no_at_the_provider_is_not_signed_in(hub: Hub):
    client = browser(hub)
    answer = client.get(back(begun(client), JOSIAH, action="deny"))
    assert answer.status_code == 401
    assert "session" not in client.cookies


def test_another_browser_cannot_finish_what_one_began(hub: Hub):
    linked(hub)
    one, two = browser(hub), browser(hub)
    address = back(begun(one), JOSIAH)
    for other in (two, browser(hub)):
        if other is two:
            begun(two)  # it has a sign-in of its own under way
        answer = other.get(address)
        assert answer.status_code == 401
        assert "not begun in this browser" in answer.text
        assert "session" not in other.cookies
    assert one.get(address, follow_redirects=False).status_code == 303


@pytest.mark.parametrize("change", ["state=forged", "iss=https://evil.example", "code="])
def test_an_answer_that_was_tampered_with_signs_nobody_in(hub: Hub, change: str):
    linked(hub)
    client = browser(hub)
    address = back(begun(client), JOSIAH)
    name, _, value = change.partition("=")
    changed = httpx.URL(address).copy_set_param(name, value)
    assert client.get(str(changed)).status_code == 401
    assert "session" not in client.cookies


def test_a_code_is_good_for_one_sign_in(hub: Hub):
    linked(hub)
    client = browser(hub)
    address = back(begun(client), JOSIAH)
    kept = client.cookies["orcid"]
    assert client.get(address, follow_redirects=False).status_code == 303
    assert "orcid" not in client.cookies
    again = browser(hub)
    again.cookies.set("orcid", kept)
    assert again.get(address).status_code == 502


def test_a_sign_in_begun_too_long_ago_is_over(hub: Hub):
    linked(hub)
    client = browser(hub)
    address, now = back(begun(client), JOSIAH), datetime.now(UTC)
    hub.clock = lambda: now.replace(year=now.year + 1)
    assert client.get(address).status_code == 401


def test_linking_needs_ones_own_page_and_ones_own_session(hub: Hub):
    guest = browser(hub)
    assert (
        guest.get("/account/orcid", follow_redirects=False)
        .headers["location"]
        .startswith("/sign-in")
    )
    client = linked(hub, LAURE)
    answer = client.get("/account/orcid", headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    address = back(begun(client, "/account/orcid"), JOSIAH)
    client.post("/sign-out", data={"token": token(client, "/account")})
    assert client.get(address).status_code == 401
    assert hub.people.find("ada@example.org").orcid == LAURE


def test_without_a_registration_there_is_no_such_way_in(tmp_path: Path, provider: str):
    with hub_at(tmp_path, provider, orcid_client_id=None) as hub:
        client = browser(hub)
        assert "ORCID" not in client.get("/sign-in").text
        assert client.get("/sign-in/orcid").status_code == 404


# A provider that lies

RIGHT, WRONG = RSAKey.generate_key(2048, {"kid": "a"}), RSAKey.generate_key(2048, {"kid": "a"})
KEYS = {"keys": [RIGHT.as_dict(private=False)]}
NOW = datetime(2026, 6, 25, 8, tzinfo=UTC)
AT = int(NOW.timestamp())
ISSUER = "https://orcid.example"
CLAIMS: dict[str, Any] = {
    "iss": ISSUER, "aud": "APP-1", "sub": JOSIAH, "nonce": "n", "iat": AT - 5, "exp": AT + 600,
}  # fmt: skip


def signed(
    claims: dict[str, Any], key: Any = RIGHT, alg: str = "RS256", kid: str | None = "a"
) -> str:
    header = {"alg": alg, **({"kid": kid} if kid else {})}
    return jwt.encode(header, claims, key, algorithms=[alg])


def checked(text: str, keys: Any = KEYS) -> Any:
    return verified(text, keys, ISSUER, "APP-1", "n", NOW)


def test_an_id_token_that_holds_gives_its_claims():
    assert checked(signed(CLAIMS))["sub"] == JOSIAH
    assert checked(signed({**CLAIMS, "aud": ["APP-1"]}))["sub"] == JOSIAH
    assert checked(signed({**CLAIMS, "aud": ["APP-1", "b"], "azp": "APP-1"}))["sub"] == JOSIAH
    curve = ECKey.generate_key("P-256", {"kid": "e"})
    keys = {"keys": [curve.as_dict(private=False), *KEYS["keys"]]}
    assert checked(signed(CLAIMS, curve, "ES256", "e"), keys)["sub"] == JOSIAH


@pytest.mark.parametrize(
    "change",
    [
        {"iss": "https://evil.example"}, {"iss": None}, {"aud": "another"}, {"aud": None},
        {"aud": ["APP-1", "another"]}, {"azp": "another"}, {"nonce": "another"}, {"nonce": None},
        {"exp": AT - 61}, {"exp": None}, {"exp": "never"}, {"iat": AT + 600}, {"iat": None},
        {"sub": None}, {"sub": 7}, {"nbf": AT + 600},
    ],
)  # fmt: skip
def test_a_claim_that_does_not_hold_is_refused(change: dict[str, Any]):
    claims = {name: value for name, value in {**CLAIMS, **change}.items() if value is not None}
    with pytest.raises(MalformedAnswerError):
        checked(signed(claims))


SHARED = b'{"alg":"HS256","kid":"a"}'


def _packed(body: bytes) -> str:
    return urlsafe_b64encode(body).decode().rstrip("=")


def forgeries() -> Iterator[str]:
    yield signed(CLAIMS, WRONG)  # by someone else under the same name
    yield signed(CLAIMS, WRONG, kid="b")  # by a key nobody shows
    yield signed(CLAIMS, OctKey.import_key(b"x" * 64), "HS256")  # by a secret of no one's
    head, body, _ = signed(CLAIMS).split(".")
    shared = f"{_packed(SHARED)}.{body}"
    made = hmac.new(RIGHT.as_pem(private=False), shared.encode(), "sha256").digest()
    yield f"{shared}.{_packed(made)}"  # with what everybody knows as if it were a secret
    none = "eyJhbGciOiJub25lIiwia2lkIjoiYSJ9"
    yield from (f"{none}.{body}.", f"{head}.{body}.", f"{head}.{body}", "", "a.b.c", "\ud800.x.y")
    other = signed({**CLAIMS, "sub": LAURE}).split(".")[1]
    yield f"{head}.{other}.{signed(CLAIMS).split('.')[2]}"


@pytest.mark.parametrize("text", list(forgeries()))
def test_a_token_the_provider_did_not_sign_is_refused(text: str):
    with pytest.raises(MalformedAnswerError):
        checked(text)


@pytest.mark.parametrize(
    "keys",
    [{}, {"keys": None}, {"keys": []}, {"keys": ["x", {}]},
     {"keys": [{"kty": "oct", "kid": "a", "k": "eHh4"}]}, {"keys": [{"kty": "RSA", "kid": "a"}]}],
)  # fmt: skip
def test_a_key_set_without_a_fitting_key_verifies_nothing(keys: Any):
    with pytest.raises(MalformedAnswerError):
        checked(signed(CLAIMS), keys)


class Liar:
    """A provider of our own at the wire, whose every answer a test may set."""

    def __init__(self, server: HTTPServer) -> None:
        self.issuer = server.url_for("").rstrip("/")
        self.change: dict[str, Any] = {}
        self.discovery: dict[str, Any] = {}
        self.answer: Response | None = None
        self.asked: dict[str, list[str]] = {}
        self.nonce = ""
        server.expect_request("/.well-known/openid-configuration").respond_with_handler(self._where)
        server.expect_request("/token", method="POST").respond_with_handler(self._token)
        server.expect_request("/jwks").respond_with_json(KEYS)

    def _where(self, _: Request) -> Response:
        said = {
            "issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token", "jwks_uri": f"{self.issuer}/jwks",
        }  # fmt: skip
        return Response(json.dumps({**said, **self.discovery}), content_type="application/json")

    def _token(self, request: Request) -> Response:
        self.asked = parse_qs(request.get_data(as_text=True))
        if self.answer:
            return self.answer
        now = int(time.time())
        claims = {**CLAIMS, "iss": self.issuer, "nonce": self.nonce, "iat": now, "exp": now + 600}
        body = {"id_token": signed({**claims, **self.change}), "token_type": "bearer"}
        return Response(json.dumps(body), content_type="application/json")


@pytest.fixture
def liar(httpserver: HTTPServer) -> Liar:
    return Liar(httpserver)


@pytest.fixture
def lied_to(tmp_path: Path, liar: Liar) -> Iterator[Hub]:
    with hub_at(tmp_path, liar.issuer, registration="open") as hub:
        yield hub


def sent_back(client: TestClient, liar: Liar):  # type: ignore[no-untyped-def]
    asked = parse_qs(urlsplit(begun(client)).query)
    liar.nonce = asked["nonce"][0]
    state = asked["state"][0]
    return client.get(f"/sign-in/orcid/return?code=c&state={state}", follow_redirects=False)


def test_the_code_is_redeemed_with_the_secret_and_the_proof_key(lied_to: Hub, liar: Liar):
    assert sent_back(browser(lied_to), liar).status_code == 303
    assert liar.asked["client_secret"] == ["client-secret"]
    assert liar.asked["grant_type"] == ["authorization_code"]
    assert len(liar.asked["code_verifier"][0]) >= 43


@pytest.mark.parametrize(
    "claims", [{"name": "Josiah C."}, {"given_name": "Josiah", "family_name": "C."}]
)
def test_a_new_reader_is_called_what_orcid_calls_them(
    lied_to: Hub, liar: Liar, claims: dict[str, Any]
):
    liar.change = claims
    sent_back(browser(lied_to), liar)
    assert [one.name for one in lied_to.people.all()] == ["Josiah C."]


@pytest.mark.parametrize(
    "change",
    [{"nonce": "of another sign-in"}, {"exp": 1_700_000_000}, {"aud": "another"},
     {"iss": "https://evil.example"}],
)  # fmt: skip
def test_a_lying_provider_signs_nobody_in(lied_to: Hub, liar: Liar, change: dict[str, Any]):
    liar.change = change
    client = browser(lied_to)
    answer = sent_back(client, liar)
    assert answer.status_code == 502
    assert "session" not in client.cookies
    assert lied_to.people.all() == []


@pytest.mark.parametrize(
    "answer",
    [Response("{}", 400), Response("no JSON", 200), Response("[]", 200), Response("{}", 200),
     Response('{"id_token": 7}', 200), Response("", 500),
     Response("", 302, {"location": "/elsewhere"})],
)  # fmt: skip
def test_a_provider_that_fails_is_a_page_that_says_so(lied_to: Hub, liar: Liar, answer: Response):
    liar.answer = answer
    said = sent_back(browser(lied_to), liar)
    assert said.status_code == 502
    assert '<form class="sheet"' in said.text


def test_a_provider_that_gives_itself_out_as_another_is_not_gone_to(lied_to: Hub, liar: Liar):
    for wrong in ({"issuer": "https://evil.example"}, {"token_endpoint": None}, {"jwks_uri": "x"}):
        liar.discovery = wrong
        assert browser(lied_to).get("/sign-in/orcid").status_code == 502
