"""OpenID Connect, as the party that relies on a provider: the authorization code flow with PKCE.

Follows OpenID Connect Core 1.0 (sections 3.1.2 and 3.1.3) and Discovery 1.0; the proof key is that
of RFC 7636. Nothing a provider says is believed before its ID token has been verified.
"""

from __future__ import annotations

import secrets
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

import orjson

from academichub.errors import MalformedAnswerError, UpstreamError
from academichub.fetch import Answer, Client

ALGORITHMS: Mapping[str, str] = {"RS256": "RSA", "ES256": "EC"}
"""What an ID token may be signed with, and the kind of key that does; every provider has RS256."""

_LEEWAY = 60
"""Seconds by which two clocks may differ."""
_LARGEST = 2**20
_DISCOVERY = "/.well-known/openid-configuration"


@dataclass(frozen=True, slots=True)
class Provider:
    """Where a provider is, as it says of itself."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str


@dataclass(frozen=True, slots=True)
class Registration:
    """What we are to the provider."""

    client_id: str
    client_secret: str
    redirect_uri: str


@dataclass(frozen=True, slots=True)
class Begun:
    """What only who began a sign-in knows, until they come back."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def fresh(cls) -> Begun:
        """Three texts that nobody can guess."""
        return cls(*(secrets.token_urlsafe(32) for _ in range(3)))

    def as_dict(self) -> dict[str, str]:
        """The same as JSON values."""
        return asdict(self)


def discover(client: Client, issuer: str) -> Provider:
    """Where the provider at *issuer* is.

    Raises:
        SourceError: it does not answer, or not as it should.
    """
    said = _json(client.get(issuer.rstrip("/") + _DISCOVERY, max_bytes=_LARGEST))
    names = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
    values = [said.get(name) for name in names]
    if not all(isinstance(value, str) and value.startswith("http") for value in values):
        raise MalformedAnswerError(f"{issuer} does not say where it is")
    provider = Provider(*map(str, values))
    if provider.issuer.rstrip("/") != issuer.rstrip("/"):
        raise MalformedAnswerError(f"{issuer} says that it is {provider.issuer}")
    return provider


def address(provider: Provider, us: Registration, begun: Begun, scope: str = "openid") -> str:
    """Where to send the browser, for its reader to say who they are."""
    challenge = urlsafe_b64encode(sha256(begun.verifier.encode()).digest()).decode().rstrip("=")
    asked = {
        "response_type": "code",
        "client_id": us.client_id,
        "redirect_uri": us.redirect_uri,
        "scope": scope,
        "state": begun.state,
        "nonce": begun.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    joined = "&" if "?" in provider.authorization_endpoint else "?"
    return f"{provider.authorization_endpoint}{joined}{urlencode(asked)}"


def redeem(
    client: Client, provider: Provider, us: Registration, begun: Begun, code: str, now: datetime
) -> Mapping[str, Any]:
    """Turn the code a browser brought back into the claims of a verified ID token.

    Raises:
        UpstreamError: the provider does not take the code.
        SourceError: it does not answer, or what it says cannot be trusted.
    """
    sent = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": us.redirect_uri,
        "client_id": us.client_id,
        "client_secret": us.client_secret,
        "code_verifier": begun.verifier,
    }
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    answer = client.post(
        provider.token_endpoint,
        content=urlencode(sent).encode(),
        headers=headers,
        expect={400, 401},
        max_bytes=_LARGEST,
    )
    said = _json(answer)
    if answer.status != 200:
        raise UpstreamError(f"{provider.issuer} does not take this sign-in; begin again")
    token = said.get("id_token")
    if not isinstance(token, str):
        raise MalformedAnswerError(f"{provider.issuer} sent no ID token")
    keys = _json(client.get(provider.jwks_uri, max_bytes=_LARGEST))
    return verified(token, keys, provider.issuer, us.client_id, begun.nonce, now)


def verified(
    token: str, keys: Mapping[str, Any], issuer: str, audience: str, nonce: str, now: datetime
) -> Mapping[str, Any]:
    """The claims of an ID token, if all of OpenID Connect Core 3.1.3.7 holds of it.

    Args:
        token: a signed JWT.
        keys: the provider's JWK set.
        issuer: who must have issued it.
        audience: for whom it must be.
        nonce: which it must carry.
        now: the moment at which it must hold.

    Raises:
        MalformedAnswerError: it does not; the text says what does not hold.
    """
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import import_key

    try:
        known = import_key(_signing(keys, token))
        decoded = jwt.decode(token, known, algorithms=list(ALGORITHMS))
        registry = jwt.JWTClaimsRegistry(
            now=int(now.timestamp()),
            leeway=_LEEWAY,
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": audience},
            nonce={"essential": True, "value": nonce},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
        )
        registry.validate(decoded.claims)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise MalformedAnswerError(f"the ID token of {issuer} does not hold: {error}") from error
    _require_party(decoded.claims, audience, issuer)
    return decoded.claims


def _require_party(claims: Mapping[str, Any], audience: str, issuer: str) -> None:
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if several or "azp" in claims:
        party = claims.get("azp")
        if party != audience:
            raise MalformedAnswerError(f"the ID token of {issuer} is for {str(party)[:80]!r}")


def _signing(keys: Mapping[str, Any], token: str) -> dict[str, Any]:
    """The public key that has to have signed *token*: never a shared one, whatever the set holds.

    Core, section 10.1: a header without ``kid`` is for a set of one key.
    """
    listed = keys.get("keys")
    if not isinstance(listed, list):
        raise MalformedAnswerError("the provider's key set holds no keys")
    header = _header(token)
    fitting = [
        key
        for key in listed
        if isinstance(key, dict)
        and key.get("kty") == ALGORITHMS.get(str(header.get("alg")))
        and key.get("use") != "enc"
        and header.get("kid") in (None, key.get("kid"))
    ]
    if len(fitting) != 1:
        raise MalformedAnswerError("the ID token is signed with a key the provider does not show")
    return fitting[0]


def _header(token: str) -> Mapping[str, Any]:
    head = token.partition(".")[0]
    header = orjson.loads(b64decode(head + "=" * (-len(head) % 4), altchars=b"-_"))
    return header if isinstance(header, dict) else {}


def _json(answer: Answer) -> Mapping[str, Any]:
    try:
        said = orjson.loads(answer.body)
    except orjson.JSONDecodeError as error:
        raise MalformedAnswerError(f"{answer.url} is no JSON") from error
    if not isinstance(said, dict):
        raise MalformedAnswerError(f"{answer.url} is no JSON object")
    return said
