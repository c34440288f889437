"""The files of a bundle, each made of the published form of a review, so that anyone can make them again.

Decides what stands in them; never reads what is not handed in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from academichub.argument.findings import canonical
from academichub.review.signing import ALGORITHM, Key

FORMAT = "academichub review bundle 1"
REVIEW, CLAIMS, FINDINGS = "review.json", "claims.json", "findings.json"
RUN, EVENTS, TEXT = "run.json", "events.json", "document.txt"
MANIFEST, SIGNATURE = "manifest.json", "signature.json"
CLAIMED = ("pith", "core_claim", "mechanism", "consequences", "load_bearing_premise")
"""The parts of a reading that say what the work claims."""


def hashed(told: Mapping[str, Any]) -> str:
    """The hash of a review's published form."""
    return sha256(canonical(told)).hexdigest()


def claims(told: Mapping[str, Any], read: Sequence[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """What the work claims, with the theorem links of each claim.

    Args:
        told: the published form of its review, whose parts say the claims first.
        read: those that were read in the work's own words (``c1``, …).
    """
    parts = [part for part in told["parts"] if part["name"] in CLAIMED]
    said = [{**one, "part": part["name"]} for part in parts for one in part["statements"]]
    own = [{**one, "part": ""} for one in read]
    links: dict[str, list[Any]] = {}
    for link in told["theorem_links"]:
        links.setdefault(link["claim"], []).append(link)
    return {
        **{name: told[name] for name in ("work", "title", "by", "version", "scope", "document")},
        "claims": [one | {"theorem_links": links.get(one["text"], [])} for one in [*said, *own]],
        "notes": told["notes"],
    }


def read_of(claims: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The claims of a file of claims that were read in the work's own words."""
    of_file = ("part", "theorem_links")
    return [
        {name: value for name, value in one.items() if name not in of_file}
        for one in claims["claims"]
        if not one["part"]
    ]


def findings(told: Mapping[str, Any]) -> dict[str, Any]:
    """The findings of a review's published form, each with its hash, and the checks there were."""
    return {name: told[name] for name in ("work", "document", "checks", "findings")}


def manifest(files: Mapping[str, bytes], told: Mapping[str, Any], review: str) -> bytes:
    """The list of what is in a bundle, with its hashes.

    Args:
        files: its other files.
        told: the published form of the review, or what is left of it.
        review: the review's hash.
    """
    listed = {
        "format": FORMAT,
        "review": review,
        "checks": {one["id"]: one["version"] for one in told["checks"]},
        "files": {name: sha256(body).hexdigest() for name, body in files.items()},
        **{name: told[name] for name in ("work", "document")},
    }
    return canonical(listed)


def signed(files: Mapping[str, bytes], listed: bytes, key: Key | None) -> dict[str, bytes]:
    """All files of a bundle, in order."""
    whole = {**files, MANIFEST: listed}
    if key is not None:
        whole[SIGNATURE] = signature(key.public, key.sign(listed))
    return whole


def signature(public: str, signature: str) -> bytes:
    """The file that holds a signature under the manifest."""
    told = {"algorithm": ALGORITHM, "public_key": public, "signature": signature, "of": MANIFEST}
    return canonical(told)
