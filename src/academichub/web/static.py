"""The pages' own stylesheet, script and icon, from memory, under addresses that name their content.

Serves only what lies in ``static/``; an address is looked up in a table, never on disk.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response

from academichub.errors import NotFoundError

_MEDIA_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file, with its address and both its bodies."""

    address: str
    media_type: str
    body: bytes
    packed: bytes
    digest: str


def load() -> Mapping[str, Asset]:
    """Read every file of ``static/``; keys are file names."""
    folder = files("academichub.web").joinpath("static")
    return {file.name: _asset(file.name, file.read_bytes()) for file in folder.iterdir()}


def _asset(name: str, body: bytes) -> Asset:
    digest = hashlib.sha256(body).hexdigest()[:16]
    media_type = _MEDIA_TYPES[name.rpartition(".")[2]]
    packed = gzip.compress(body, mtime=0)
    return Asset(f"/static/{name}?v={digest}", media_type, body, packed, digest)


def respond(assets: Mapping[str, Asset], request: Request) -> Response:
    """Answer a request under ``/static/``.

    Raises:
        NotFoundError: there is no such file.
    """
    asset = assets.get(request.path_params["name"])
    if asset is None:
        raise NotFoundError("there is no such file")
    headers = {"etag": f'"{asset.digest}"', "vary": "accept-encoding", **_freshness(asset, request)}
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["content-encoding"] = "gzip"
        return Response(asset.packed, media_type=asset.media_type, headers=headers)
    return Response(asset.body, media_type=asset.media_type, headers=headers)


def _freshness(asset: Asset, request: Request) -> dict[str, str]:
    current = request.query_params.get("v") == asset.digest
    return {"cache-control": "public, max-age=31536000, immutable" if current else "no-cache"}
